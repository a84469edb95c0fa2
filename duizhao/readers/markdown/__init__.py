"""Markdown manuscripts: CommonMark and GFM, read by exact byte ranges."""

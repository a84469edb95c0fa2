"""Readers: a file's text as a manuscript with units, and as a document."""

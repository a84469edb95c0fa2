"""Word drafts: `render_docx` turns a document into the bytes of a .docx file."""

from __future__ import annotations

# First, so that it decides how python-docx and lxml are loaded.
import duizhao.render.docx.library  # noqa: F401
from duizhao.render.docx.draft import render_docx

__all__ = ["render_docx"]

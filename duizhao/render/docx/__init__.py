"""Word drafts: `render_docx` turns a document into the bytes of a .docx file."""

from __future__ import annotations

from duizhao.render.docx.draft import render_docx

__all__ = ["render_docx"]

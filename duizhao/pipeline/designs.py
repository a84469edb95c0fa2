"""Which templates are designs of pages, and which are parts of others."""

from __future__ import annotations

import re
from collections.abc import Mapping

from duizhao.render.page import Format, Layout, why_not

_FRAME = re.compile(r"\{%-?\s*extends\s+[\"']([^\"']+)")
_TAKEN_IN = re.compile(r"\{%-?\s*(?:include|import|from)\s+[\"']([^\"']+)")
_PAPER = "print.html"
_INDEX = "index.html"


def designs_of(templates: Mapping[str, str]) -> list[str]:
    """Return the templates that make pages of documents, sorted by name.

    Frames and parts, which others build on or take in, are none.
    """
    others = {_PAPER, _INDEX}
    for text in templates.values():
        others.update(_FRAME.findall(text), _TAKEN_IN.findall(text))
    return sorted(
        name for name in templates if name.endswith(".html") and name not in others
    )


def format_of(name: str, templates: Mapping[str, str]) -> Format:
    """Return for what a template is: paper where its frame is `print.html`."""
    while found := _FRAME.search(templates.get(name, "")):
        if found[1] in (_PAPER, name):
            return Format.PDF
        name = found[1]
    return Format.PDF if name == _PAPER else Format.HTML


def layouts_of(form: Format) -> list[Layout]:
    """Return the layouts that a kind of file can show."""
    return [layout for layout in Layout if why_not(form, layout) is None]

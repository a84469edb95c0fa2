"""Where in lists and quotations a block stands."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from duizhao.render.docx.numbering import Number
from duizhao.render.docx.styles import Style
from duizhao.values import value

OWN_NOTE: Final = "\0"
"""Stands for a footnote's own mark: no label can be this."""


@value
class Context:
    """Where in lists and quotations a block stands."""

    indent: int = 0
    """The left edge of the text around it, in twips."""
    depth: int = 0
    """How many lists it stands in."""
    quotes: int = 0
    """How many quotations it stands in."""
    number: Number | None = None
    """What numbers it, where it opens a list item."""
    hanging: int = 0
    """How far the number hangs out, in twips."""
    ordered: bool = False
    """Whether the innermost list is numbered."""
    checked: bool | None = None
    """The box of a task that it opens."""
    loose: bool = False
    """Whether the innermost list has space between its items."""
    style: Style | None = None
    """The style of a paragraph, where it is not the usual one."""
    note: str = ""
    """`OWN_NOTE` where it opens a footnote; the label where it opens a note upon one."""
    around: int = 0
    """Of `indent`, what quotations and not list levels make."""
    close: bool = False
    """Whether a heading stands close under that of the other language."""
    plain: bool = True
    """Whether the numbering's own indents are right."""

    @property
    def opens(self) -> bool:
        """Whether a number or mark waits for the first paragraph."""
        return self.number is not None or self.checked is not None or self.note != ""

    def following(self) -> Context:
        """Return the context of what comes after the first block."""
        return replace(self, number=None, checked=None, note="") if self.opens else self

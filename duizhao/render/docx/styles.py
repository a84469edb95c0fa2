"""The styles a draft uses, looked up by name in the editor's template.

Word keeps the English names of its own styles in every language version, but not their
ids: a Chinese Word calls the id of `heading 1` simply `1`. So ids are never assumed.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from lxml.etree import _Element as Node

from duizhao.diagnostics import Diagnostic, Place, Severity
from duizhao.render.docx import names as n

TEMPLATE_PLACE: Final = Place("Word template")
"""What findings about the template name: its path is not known here."""


class Style(StrEnum):
    """A style by its name in Word's style list, as stored in the file."""

    NORMAL = "Normal"
    TITLE = "Title"
    SUBTITLE = "Subtitle"
    LEAD = "Lead"
    AUTHOR = "Author"
    HEADING_1 = "heading 1"
    HEADING_2 = "heading 2"
    HEADING_3 = "heading 3"
    HEADING_4 = "heading 4"
    HEADING_5 = "heading 5"
    HEADING_6 = "heading 6"
    BODY = "Body Text"
    BODY_INDENTED = "Body Text First Indent"
    QUOTE = "Quote"
    ALERT = "Alert"
    BULLET_1 = "List Bullet"
    BULLET_2 = "List Bullet 2"
    BULLET_3 = "List Bullet 3"
    NUMBER_1 = "List Number"
    NUMBER_2 = "List Number 2"
    NUMBER_3 = "List Number 3"
    CONTINUE = "List Continue"
    TERM = "Definition Term"
    DEFINITION = "Definition"
    CODE_BLOCK = "Source Code"
    FORMULA_BLOCK = "Formula Block"
    RULE = "Rule"
    FIGURE = "Figure"
    CAPTION = "caption"
    MISSING_PICTURE = "Missing Picture"
    TABLE_TEXT = "Table Text"
    COLUMN_HEAD = "Column Head"
    FOOTNOTE_TEXT = "footnote text"
    NOTICE = "Draft Notice"
    SOURCE_TITLE = "Source Title"
    SOURCE_HEADING_1 = "Source Heading 1"
    SOURCE_HEADING_2 = "Source Heading 2"
    SOURCE_HEADING_3 = "Source Heading 3"
    SOURCE_TEXT = "Source Text"
    FOOTNOTE_REFERENCE = "footnote reference"
    HYPERLINK = "Hyperlink"
    CODE = "Code"
    KEYBOARD = "Keyboard"
    FORMULA = "Formula"
    UNTRANSLATED = "Untranslated"
    FUZZY = "Fuzzy"
    TABLE = "Duizhao Table"


HEADINGS: Final = (
    Style.HEADING_1,
    Style.HEADING_2,
    Style.HEADING_3,
    Style.HEADING_4,
    Style.HEADING_5,
    Style.HEADING_6,
)
SOURCE_HEADINGS: Final = (
    Style.SOURCE_HEADING_1,
    Style.SOURCE_HEADING_2,
    *([Style.SOURCE_HEADING_3] * 4),
)
BULLETS: Final = (Style.BULLET_1, Style.BULLET_2, Style.BULLET_3)
NUMBERS: Final = (Style.NUMBER_1, Style.NUMBER_2, Style.NUMBER_3)

CHARACTER_STYLES: Final = frozenset(
    {
        Style.FOOTNOTE_REFERENCE,
        Style.HYPERLINK,
        Style.CODE,
        Style.KEYBOARD,
        Style.FORMULA,
        Style.UNTRANSLATED,
        Style.FUZZY,
    }
)

# What stands in for a style that the template lacks; a style not named here falls back
# to Body Text, and that to the template's default.
FALLBACKS: Final = {
    Style.BODY: Style.NORMAL,
    Style.HEADING_2: Style.HEADING_1,
    Style.HEADING_3: Style.HEADING_2,
    Style.HEADING_4: Style.HEADING_3,
    Style.HEADING_5: Style.HEADING_4,
    Style.HEADING_6: Style.HEADING_5,
    Style.BULLET_2: Style.BULLET_1,
    Style.BULLET_3: Style.BULLET_2,
    Style.NUMBER_2: Style.NUMBER_1,
    Style.NUMBER_3: Style.NUMBER_2,
    Style.ALERT: Style.QUOTE,
    Style.SOURCE_TITLE: Style.SUBTITLE,
    Style.SOURCE_HEADING_1: Style.SOURCE_TEXT,
    Style.SOURCE_HEADING_2: Style.SOURCE_HEADING_1,
    Style.SOURCE_HEADING_3: Style.SOURCE_HEADING_2,
    Style.KEYBOARD: Style.CODE,
    Style.FORMULA: Style.CODE,
    Style.FOOTNOTE_TEXT: Style.NORMAL,
    Style.TABLE_TEXT: Style.NORMAL,
    Style.COLUMN_HEAD: Style.TABLE_TEXT,
}


class StyleBook:
    """The template's styles by kind and name, and which of ours were asked in vain."""

    def __init__(self, styles: Node) -> None:
        """Read the ids from `styles`, the root of the template's styles part."""
        self._ids: dict[tuple[str, str], str] = {}
        for style in styles.iterfind(n.w("style")):
            name = style.find(n.NAME)
            if name is not None:
                key = (style.get(n.TYPE, "paragraph"), name.get(n.VAL, "").casefold())
                self._ids.setdefault(key, style.get(n.w("styleId"), ""))
        self._found: dict[Style, str] = {}
        self.missing: list[Style] = []
        """The styles that were wanted and are not in the template, in that order."""

    def id(self, style: Style) -> str:
        """Return the id to write for `style`; empty where even the fallbacks lack."""
        if style not in self._found:
            self._found[style] = self._look_up(style)
        return self._found[style]

    def has(self, style: Style) -> bool:
        """Say whether the template has this very style."""
        return (_kind(style), style.casefold()) in self._ids

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return one finding for each style that the template lacks."""
        return tuple(
            Diagnostic(
                "docx.style",
                Severity.WARNING,
                TEMPLATE_PLACE,
                f"the template has no {_kind(style)} style “{style}”",
                "add it in Word, or take the style over from the sample template",
            )
            for style in self.missing
        )

    def _look_up(self, style: Style) -> str:
        own = self._ids.get((_kind(style), style.casefold()))
        if own is not None:
            return own
        if style is not Style.NORMAL:
            self.missing.append(style)
        fallback = _fallback(style)
        while fallback is not None:
            found = self._ids.get((_kind(style), fallback.casefold()))
            if found is not None:
                return found
            fallback = _fallback(fallback)
        return ""


def _kind(style: Style) -> str:
    if style is Style.TABLE:
        return "table"
    return "character" if style in CHARACTER_STYLES else "paragraph"


def _fallback(style: Style) -> Style | None:
    if style in CHARACTER_STYLES or style in {Style.TABLE, Style.NORMAL}:
        return FALLBACKS.get(style)
    return FALLBACKS.get(style, Style.BODY)

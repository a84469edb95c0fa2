"""The values that an editor may set for the looks of pages, and what each may be.

`templates/theme.toml` shows them all, with what they are for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from duizhao.errors import SettingsError

DEFAULTS: Mapping[str, str] = MappingProxyType(
    {
        "accent": "#9a2a1e",
        "ink": "#1d1b19",
        "muted": "#6c675f",
        "hairline": "#c9c3b8",
        "tint": "#f6f2ea",
        "serif": "'Duizhao Serif', 'Source Serif 4', 'Linux Libertine O', 'Libertinus Serif', 'Charis SIL'",
        "serif_zh": "'Duizhao Serif ZH', 'Noto Serif CJK SC', 'Source Han Serif SC', 'Songti SC'",
        "sans": "'Duizhao Sans', 'Source Sans 3', 'Lato', 'Carlito', 'Open Sans'",
        "sans_zh": "'Duizhao Sans ZH', 'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC'",
        "mono": "'Duizhao Mono', 'DejaVu Sans Mono', 'Liberation Mono'",
        "titles": "",
        "titles_zh": "",
        "size": "11.5pt",
        "size_zh": "10.5pt",
        "leading": "15.5pt",
        "leading_zh": "17.5pt",
        "indent": "1.3em",
        "indent_zh": "2em",
        "lists_zh": "western",
        "headings_zh": "plain",
        "paper": "A4",
        "margin_top": "27mm",
        "margin_bottom": "27mm",
        "margin_inner": "52mm",
        "margin_outer": "32mm",
        "margin_parallel": "24mm",
        "hang": "20mm",
        "contents": "auto",
        "chapters": "auto",
        "page_references": "no",
        "drop_cap": "no",
        "figures": "lining",
        "small_capitals": "no",
        "logo": "",
        "logo_height": "9mm",
        "header_left": "{publication}",
        "header_right": "{title}",
        "footer_left": "",
        "footer_right": "Page {page} of {pages}",
        "footer_right_zh": "第 {page} 页，共 {pages} 页",
    }
)
"""Every value that the templates of the house use, with what it is if left alone."""

DESIGNS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "magazine": {
            "accent": "#0f5c63",
            "size": "10pt",
            "leading": "13.5pt",
            "size_zh": "9.5pt",
            "leading_zh": "15.5pt",
            "margin_top": "22mm",
            "margin_bottom": "24mm",
            "margin_inner": "22mm",
            "margin_outer": "18mm",
            "margin_parallel": "20mm",
            "hang": "0mm",
            "drop_cap": "yes",
            "header_left": "",
            "header_right": "{section}",
            "footer_left": "{page}   {publication}",
            "footer_right": "{title}   {page}",
            "footer_right_zh": "{title}   {page}",
        },
        "notice": {
            "accent": "#c8161d",
            "ink": "#111111",
            "size": "12pt",
            "leading": "18pt",
            "size_zh": "16pt",
            "leading_zh": "29pt",
            "indent": "0em",
            "margin_top": "37mm",
            "margin_bottom": "35mm",
            "margin_inner": "28mm",
            "margin_outer": "26mm",
            "hang": "0mm",
            "header_left": "",
            "header_right": "",
            "footer_left": "— {page} —",
            "footer_right": "— {page} —",
            "footer_right_zh": "— {page} —",
        },
    }
)
"""What the designs of the house change of that, by the template's name."""

CHINESE = "_zh"
"""A value whose name ends so is for Chinese."""

PLACEHOLDERS = ("title", "publication", "author", "date", "section", "page", "pages")
"""What a text of headers and footers may name in curly brackets."""


class Kind(StrEnum):
    """What a value may be; each member's text says it to an editor."""

    COLOUR = "a colour like #9a2a1e or rgb(154, 42, 30)"
    LENGTH = "a length like 12mm, 10.5pt or 1.3em"
    FONTS = "names of fonts like 'EB Garamond', 'Charis SIL'"
    TITLES = "names of fonts like 'EB Garamond', 'Charis SIL', or nothing"
    PAPER = "a paper like A4, A5, letter or 185mm 260mm"
    TEXT = "a text in one line"
    PICTURE = "the name of a picture in templates/, like logo.svg"
    FREE = "letters, digits, # . , % - blanks, closed quotes and rgb(…)"


_COLOURS = ("accent", "ink", "muted", "hairline", "tint")
_FONTS = ("serif", "sans", "mono")
_EDGES = ("header", "footer")
CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "lists_zh": ("western", "chinese"),
        "headings_zh": ("plain", "chinese"),
        "contents": ("auto", "yes", "no"),
        "chapters": ("auto", "page", "run-on"),
        "page_references": ("yes", "no"),
        "drop_cap": ("yes", "no"),
        "figures": ("lining", "oldstyle"),
        "small_capitals": ("yes", "no"),
    }
)
"""The values that are one word of a few."""

_LONGEST = 200  # characters; no font stack is longer
_FUNCTIONS = frozenset({"rgb", "rgba", "hsl", "hsla", "calc", "min", "max"})
_NUMBER = r"-?(?:\d+\.?\d*|\.\d+)"
_LENGTH = rf"{_NUMBER}(?:mm|cm|in|pt|pc|px|em|rem|%|Q)|0"
_NAMES = r"(?:'[^']+'|[A-Za-z][\w-]*)(?:\s*,\s*(?:'[^']+'|[A-Za-z][\w-]*))*"
_SHAPES = {
    Kind.COLOUR: r"#(?:[0-9a-fA-F]{3,4}){1,2}|(?:rgb|hsl)a?\([\d.,%\s/-]+\)"
    r"|black|white|gray|grey|silver|red|maroon|navy|blue|teal|green|olive|purple"
    r"|transparent|currentcolor",
    Kind.LENGTH: rf"{_LENGTH}|(?:calc|min|max)\(.+\)",
    Kind.PAPER: rf"A[3-6]|B5|letter|legal|(?:{_LENGTH}) (?:{_LENGTH})",
    Kind.FONTS: _NAMES,
    Kind.TITLES: rf"(?:{_NAMES})?",
    Kind.PICTURE: r"|\w[\w.-]*\.(?:svg|png|jpe?g|gif|webp)",
}


def kind_of(name: str) -> Kind:
    """Return what the value `name` may be."""
    bare = name.removesuffix(CHINESE)
    if name in _COLOURS:
        return Kind.COLOUR
    if bare in _FONTS:
        return Kind.FONTS
    if bare == "titles":
        return Kind.TITLES
    if bare.partition("_")[0] in _EDGES and bare in DEFAULTS:
        return Kind.TEXT
    if name == "logo":
        return Kind.PICTURE
    if name == "paper":
        return Kind.PAPER
    return Kind.LENGTH if name in DEFAULTS and name not in CHOICES else Kind.FREE


def check_value(name: str, value: str) -> str:
    """Return a value as a style sheet takes it: in one line, with single quotes.

    Raises SettingsError, without a place, for a name or value that cannot be: one that
    might end its declaration or load something, or is not of its kind.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_-]{0,39}", name):
        raise SettingsError(
            f"a key {name!r} cannot be; a key is of small letters, digits, _ and -",
            hint="rename it, here and in the templates that use it",
        )
    kind = kind_of(name)
    if kind is Kind.TEXT:
        return _checked_text(name, value)
    text = value.strip().replace('"', "'")
    words = CHOICES.get(name)
    fits = text in words if words else re.fullmatch(_SHAPES.get(kind, r".*"), text)
    if not fits or not _is_harmless(text):
        expected = " or ".join(words) if words else kind
        raise SettingsError(f"{name} must be {expected}, found {value[:80]!r}")
    return text


def _is_harmless(text: str) -> bool:
    """Whether a text stays within its declaration and loads nothing."""
    allowed = re.fullmatch(r"[\w#.,%()'\-+*/ ]*", text) and len(text) <= _LONGEST
    bare = re.sub(r"'[^']*'", "", text)
    functions = set(re.findall(r"([\w-]*)\(", bare.lower()))
    closed = "'" not in bare and _balanced(bare) and "/*" not in text
    return bool(allowed and closed and functions - {""} <= _FUNCTIONS)


def _balanced(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return False
    return depth == 0


def _checked_text(name: str, value: str) -> str:
    """Return a text of a header or footer, or refuse what it names."""
    text = value.strip()
    rest = text
    for word in PLACEHOLDERS:
        rest = rest.replace(f"{{{word}}}", "")
    if len(text) > _LONGEST or re.search(r"[{}\x00-\x1f\x7f]", rest):
        known = " ".join(f"{{{word}}}" for word in PLACEHOLDERS)
        raise SettingsError(
            f"{name} must be {Kind.TEXT}, found {value[:80]!r}",
            hint=f"in curly brackets stand: {known}",
        )
    return text

"""Characters that no font has: each is told, and 〓 stands in its place on the page.

The geta, 〓, is what Chinese and Japanese presses set where a type is not at hand. An
empty box would be taken for one more character that the reader's eyes cannot make out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from duizhao.diagnostics import Diagnostic, Place, Severity
from duizhao.render.theme_values import DEFAULTS

GETA: Final = "〓"

_FIRST_RARE: Final = "\u2190"

_COMPLAINT = re.compile(r"\.notdef glyph.*\(U\+([0-9A-F]+)\)", re.DOTALL)
_KEPT = re.compile(r"(<title>.*?</title>|<style>|<[^<>]*>)", re.DOTALL)
_STACKS: Final = ("serif", "serif_zh", "sans", "sans_zh", "mono")


def find_missing(complaints: list[str]) -> tuple[str, ...]:
    """Return the characters that WeasyPrint had no glyph for, in order, each once.

    Their complaints are taken out of the list.
    """
    found: dict[str, None] = {}
    for text in complaints:
        if match := _COMPLAINT.match(text):
            found[chr(int(match[1], 16))] = None
    complaints[:] = [text for text in complaints if not _COMPLAINT.match(text)]
    return tuple(found)


def find_rare(html: str) -> str:
    """Return the symbols in a page's texts, each once: fonts often lack them.

    Not those of one's own use or joined to others, such as flags.
    """
    texts = "".join(_KEPT.split(html)[::2])
    return "".join(
        character
        for character in dict.fromkeys(texts)
        if character >= _FIRST_RARE and unicodedata.category(character) == "So"
    )


def put_geta(html: str, missing: Collection[str]) -> str:
    """Return a page with 〓 for what is missing, in its texts and style sheets.

    The title and the attributes stay: no glyph is drawn for them.
    """
    table = str.maketrans(dict.fromkeys(missing, GETA))
    parts = _KEPT.split(html)
    parts[::2] = (part.translate(table) for part in parts[::2])
    return "".join(parts)


def tell_missing(
    missing: Iterable[str], place: Place, theme: Mapping[str, str]
) -> tuple[Diagnostic, ...]:
    """Return a finding for each character, with the fonts that were asked."""
    stacks = ((theme.get(key) or DEFAULTS[key]).split(",")[0] for key in _STACKS)
    asked = ", ".join(dict.fromkeys(name.strip(" '") for name in stacks))
    return tuple(
        Diagnostic(
            rule="pdf.glyph",
            severity=Severity.ERROR,
            place=place,
            message=f"no font has the character {character}{_name(character)}; "
            f"it is printed as {GETA}",
            hint=f"asked were {asked}, what else templates/theme.toml names and all "
            "fonts of this system; install one that has it, or write it otherwise",
            excerpt=character,
        )
        for character in missing
    )


def _name(character: str) -> str:
    """Return the number of a character and, where it says more, its name."""
    name = unicodedata.name(character, "").capitalize()
    said = "" if not name or "ideograph-" in name else f", {name}"
    return f" (U+{ord(character):04X}{said})"

"""`text.marks`: Chinese marks of punctuation left in English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.chinese import MARKS, beside_chinese, english_of, without_meant
from duizhao.checks.pair import Pair
from duizhao.checks.rule import Rule
from duizhao.checks.spots import Spot, as_in_source, spotted
from duizhao.diagnostics import Severity

_DOTS = "·•‧∙⋅・･"  # that part the names of foreigners in Chinese
_FOUND = re.compile(
    r"(?P<dash>[—―─]{2,})|(?P<dots>…{2,}|⋯+|。{2,}|(?<!\.)\.{6}(?!\.))"
    rf"|(?P<name>(?<=[a-z])[{_DOTS}](?=[A-Z])|(?<=\b[A-Z])[{_DOTS}](?=[A-Z][a-z]{{2}}))"
    r"|(?P<range>(?<=\d)\s?[~～〜]\s?(?=\d))"
    rf"|[{MARKS}〜]"
)
_NOT_ASCII = re.compile(f"[{MARKS}〜⋯―─{_DOTS}]").search
_TILDE = re.compile(r"\d ?~ ?\d").search
_CLOSE_BY = ("[^", "</", "<br")  # a footnote’s mark, the end of a tag: no blank before
_HINTS = {
    **dict.fromkeys(
        "《》", "set a book’s title in *italics*, an article’s in “quotes”"
    ),
    **dict.fromkeys("〈〉", "set a title in *italics* or in “quotes”"),
    **dict.fromkeys("【】〔〕〖〗［］", "write English brackets, or none"),
    **dict.fromkeys("、､", "write a comma, or “and” before the last of a list"),
    **dict.fromkeys("～〜", "between figures write an en dash (–), elsewhere none"),
    **dict.fromkeys(_DOTS, "write a blank, or a dot and a blank after an initial"),
}


def _gate(text: str) -> object:
    if not text.isascii() and (_NOT_ASCII(text) or "——" in text or "……" in text):
        return True
    return ("~" in text and _TILDE(text)) or "......" in text


def _spots(pair: Pair) -> Iterator[Spot]:
    text = without_meant(pair)
    for found in _FOUND.finditer(text):
        start, end = found.span()
        if beside_chinese(text, start, end) or _meant(pair, text, found):
            continue
        right = _right(text, found)
        if right and pair.target.startswith(_CLOSE_BY, end):
            right = right.rstrip()
        message = f"a Chinese mark is left: {found[0].strip()}"
        hint = f"write {right.strip() or 'a blank'}" if right is not None else ""
        hint = hint or _HINTS.get(found[0][0], "write what English has for it")
        yield Spot(start, end, message, hint, right)


def _meant(pair: Pair, text: str, found: re.Match[str]) -> bool:
    match found.lastgroup:
        case "dash":
            # A name that is not told: Mr. K——; an author told before: ———.
            start = found.start()
            initial = re.search(r"\b[A-Z]\Z", text[max(0, start - 2) : start])
            return bool(initial) or (len(found[0]) > 2 and start == 0)
        case "range":
            return "~" in found[0] and as_in_source(pair, found.start(), found.end())
        case "dots":
            return found[0] == "......" and "......" in pair.source
        case _:
            return False


def _right(text: str, found: re.Match[str]) -> str | None:
    match found.lastgroup:
        case "dash":
            return "—" if len(found[0]) == 2 else None
        case "dots":
            return "..." if found[0] == "......" else "…"
        case "name":
            return " " if text[found.start() - 1].islower() else None
        case "range":
            return "–"
        case _:
            return english_of(text, *found.span())


MARKS_LEFT = Rule("text.marks", Severity.ERROR, spotted(_gate, _spots))

"""`notation.spelling`: what looks like `[merged above]` and would be printed as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.catalog.notation import Notation, entry_notation
from duizhao.checks.rule import Finding, Rule, Subject
from duizhao.diagnostics import Severity

_NEAR = re.compile(
    r"[\[［【(（{<\s]*(?:(?:is |was |see )?(?:merged?|combined?|joined|carried|included?)"
    r"(?: (?:in|into|with|to|by))?(?: the)? ?(?P<side>above|below|previous|next|preceding"
    r"|following)?(?: sentence| one)?"
    r"|(?P<out>left[ -]?out|omit(?:ted)?|leave out|skip(?:ped)?))[\]］】)）}>.。\s]*",
    re.IGNORECASE,
)
_LONGEST = 60  # characters; what is longer is a text
_BRACKET = re.compile(r"\s*[\[［【(（{<]")
_INSIDE = re.compile(
    r"(?<!\\)\[(?:merged above|merged below|left out)\]", re.IGNORECASE
)
_BELOW = ("below", "next", "following")


def _spelling(subject: Subject) -> Iterator[Finding]:
    for entry in subject.entries:
        text = entry.msgstr
        if "[" not in text and not _BRACKET.match(text):
            continue
        if entry_notation(entry) or _BRACKET.match(entry.msgid):
            continue
        found = _NEAR.fullmatch(text) if len(text) <= _LONGEST else None
        if inside := _INSIDE.search(text):
            message = f"this would be printed as it stands: {inside[0]}"
            hint = "it stands alone or not at all: take it out, or write nothing else"
            yield Finding(entry, message, hint)
            continue
        # Without a bracket it may be a translation, such as a heading's "Omitted".
        if found is None or not _BRACKET.match(text):
            continue
        meant = [Notation.LEFT_OUT] if found["out"] else _meant(found["side"])
        said = " or ".join(f"[{one}]" for one in meant)
        yield Finding(entry, f"this would be printed as it stands: {text}", _hint(said))


def _meant(side: str | None) -> list[Notation]:
    if side is None:
        return [Notation.ABOVE, Notation.BELOW]
    return [Notation.BELOW if side.lower() in _BELOW else Notation.ABOVE]


def _hint(said: str) -> str:
    return f"write exactly {said}; or a backslash before the bracket, to print it"


SPELLING = Rule("notation.spelling", Severity.ERROR, _spelling)

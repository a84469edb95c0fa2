"""`state.same`: a translation that is only the source once more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from duizhao.checks.pair import Pair
from duizhao.checks.rule import Finding, Rule, Subject
from duizhao.diagnostics import Severity
from duizhao.language import HAN, has_han

_HAN = re.compile(f"[{HAN}]")
_SIGNS = re.compile(r"[\W_]+")


def _same(subject: Subject) -> Iterator[Finding]:
    if not subject.style.locale.startswith("en"):
        return
    for pair in subject.pairs:
        if not pair.fuzzy and is_same(pair):
            message = "the translation is the source once more"
            hint = "translate it, or empty the translation: it counts as done"
            yield Finding(pair.entry, message, hint)


def is_same(pair: Pair) -> bool:
    """Say whether a translation is its source, but for marks, blanks and widths.

    What else is wrong with it then, such as its length, need not be told.
    """
    target = pair.target
    if target.isascii() or not _HAN.search(target):
        return False
    return _words(pair.source) == _words(target) and has_han(pair.plain_source)


def _words(text: str) -> str:
    """Return what is left of a text without marks, blanks and the width of letters."""
    return _SIGNS.sub("", normalize("NFKC", text)).casefold()


SAME = Rule("state.same", Severity.ERROR, _same)

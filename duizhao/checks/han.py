"""`text.han`: Chinese left over in a translation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.rule import Finding, Rule, Subject
from duizhao.diagnostics import Severity
from duizhao.language import HAN

_HAN = re.compile(f"[{HAN}]")
_HAN_RUN = re.compile(f"[{HAN}]+")


def _han(subject: Subject) -> Iterator[Finding]:
    for pair in subject.pairs:
        if pair.target.isascii() or not _HAN.search(pair.target):
            continue
        if not pair.entry.translated:
            continue
        # A text in brackets after its translation, such as `Bao’an (宝安)`, is meant.
        if left := list(_HAN_RUN.finditer(pair.prose)):
            words = "、".join(dict.fromkeys(found[0] for found in left))
            message = f"Chinese is left in the translation: {words}"
            hint = "translate it, or put it into brackets after its translation"
            yield Finding(pair.entry, message, hint, *left[0].span())


HAN_LEFT = Rule("text.han", Severity.ERROR, _han)

"""`text.han`: Chinese left over in a translation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from duizhao.catalog.entry import Entry
from duizhao.checks.rule import Finding, Rule
from duizhao.diagnostics import Severity
from duizhao.language import HAN

_HAN_RUN = re.compile(f"[{HAN}]+")
# The targets of links and pictures name files and pages, which may be Chinese.
_TARGET = re.compile(r"\]\([^)]*\)|https?://\S+")


def _han(entries: Sequence[Entry]) -> Iterator[Finding]:
    for entry in entries:
        # A text in brackets after its translation, such as `Bao’an (宝安)`, is meant.
        text = re.sub(r"[(（][^()（）]*[)）]", "", _TARGET.sub("]", entry.msgstr))
        if entry.translated and (left := _HAN_RUN.findall(text)):
            words = "、".join(dict.fromkeys(left))
            message = f"Chinese is left in the translation: {words}"
            hint = "translate it, or put it into brackets after its translation"
            yield Finding(entry, message, hint)


HAN_LEFT = Rule("text.han", Severity.ERROR, _han)

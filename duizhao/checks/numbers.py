"""`text.numbers`: figures that say something else than the source."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.rule import Finding, Rule, Subject
from duizhao.diagnostics import Severity
from duizhao.numbers.compare import compare
from duizhao.numbers.message import message_of

_HINT = "correct the figure; where it is right, silence the rule for this entry"


def _numbers(subject: Subject) -> Iterator[Finding]:
    for pair in subject.pairs:
        if pair.entry.fuzzy:
            continue
        for one in compare(pair.source, pair.target):
            message = message_of(one, pair.source, pair.target)
            at = (one.english.start, one.english.end) if one.english else (0, 0)
            yield Finding(pair.entry, message, _HINT, *at)


NUMBERS = Rule("text.numbers", Severity.ERROR, _numbers)

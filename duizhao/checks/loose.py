"""`markup.loose`: emphasis that a translation begins and does not end."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.rule import Finding, Rule, Subject
from duizhao.diagnostics import Severity
from duizhao.readers.markdown.loose import loose_marks


def _loose(subject: Subject) -> Iterator[Finding]:
    for pair in subject.pairs:
        loose = loose_marks(pair.target)
        # Where the source has as many, they are meant: a multiplication, a wildcard.
        if loose and loose > loose_marks(pair.source):
            message = "`*` or `~~` that begins or ends nothing would be printed"
            hint = "write both ends of the emphasis, or a backslash before the sign"
            yield Finding(pair.entry, message, hint)


LOOSE = Rule("markup.loose", Severity.WARNING, _loose)

"""`markup.loose`: emphasis that a translation begins and does not end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from duizhao.catalog.entry import Entry
from duizhao.checks.pairs import pairs
from duizhao.checks.rule import Finding, Rule
from duizhao.diagnostics import Severity
from duizhao.readers.markdown.loose import loose_marks


def _loose(entries: Sequence[Entry]) -> Iterator[Finding]:
    for entry, source in pairs(entries):
        loose = loose_marks(entry.msgstr)
        # Where the source has as many, they are meant: a multiplication, a wildcard.
        if loose and loose > loose_marks(source):
            message = "`*` or `~~` that begins or ends nothing would be printed"
            hint = "write both ends of the emphasis, or a backslash before the sign"
            yield Finding(entry, message, hint)


LOOSE = Rule("markup.loose", Severity.WARNING, _loose)

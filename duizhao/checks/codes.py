"""`markup.codes`: inline markup that a translation lost, added or changed."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.rule import Finding, Rule, Subject
from duizhao.diagnostics import Severity
from duizhao.readers.markdown.codes import difference, may_hold_codes, read_codes


def _codes(subject: Subject) -> Iterator[Finding]:
    # A plain text's entries cannot be told from Markdown's here: where neither side
    # has a code, as in prose, both read alike.
    done = [
        pair
        for pair in subject.pairs
        if may_hold_codes(pair.source) or may_hold_codes(pair.target)
    ]
    before = read_codes([pair.source for pair in done], labels=())
    after = read_codes([pair.target for pair in done], labels=())
    for pair, source, target in zip(done, before, after, strict=True):
        if pair.source != pair.entry.msgid:
            source.allow_breaks_of(target)
        if said := difference(source, target):
            hint = "give the translation the same markup as the source"
            yield Finding(pair.entry, f"the markup differs: {said}", hint)


CODES = Rule("markup.codes", Severity.ERROR, _codes)

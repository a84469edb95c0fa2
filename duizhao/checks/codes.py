"""`markup.codes`: inline markup that a translation lost, added or changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from duizhao.catalog.entry import Entry
from duizhao.checks.rule import Finding, Rule
from duizhao.diagnostics import Severity
from duizhao.readers.markdown.codes import difference, read_codes


def _codes(entries: Sequence[Entry]) -> Iterator[Finding]:
    # A plain text's entries cannot be told from Markdown's here: where neither side
    # has a code, as in prose, both read alike.
    done = [entry for entry in entries if entry.msgstr]
    before = read_codes([entry.msgid for entry in done], labels=())
    after = read_codes([entry.msgstr for entry in done], labels=())
    for entry, source, target in zip(done, before, after, strict=True):
        if said := difference(source, target):
            hint = "give the translation the same markup as the source"
            yield Finding(entry, f"the markup differs: {said}", hint)


CODES = Rule("markup.codes", Severity.ERROR, _codes)

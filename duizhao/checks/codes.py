"""`markup.codes`: inline markup that a translation lost, added or changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from duizhao.catalog.entry import Entry
from duizhao.checks.pairs import pairs
from duizhao.checks.rule import Finding, Rule
from duizhao.diagnostics import Severity
from duizhao.readers.markdown.codes import difference, read_codes


def _codes(entries: Sequence[Entry]) -> Iterator[Finding]:
    # A plain text's entries cannot be told from Markdown's here: where neither side
    # has a code, as in prose, both read alike.
    done = list(pairs(entries))
    before = read_codes([source for _, source in done], labels=())
    after = read_codes([entry.msgstr for entry, _ in done], labels=())
    for (entry, words), source, target in zip(done, before, after, strict=True):
        if words != entry.msgid:
            source.allow_breaks_of(target)
        if said := difference(source, target):
            hint = "give the translation the same markup as the source"
            yield Finding(entry, f"the markup differs: {said}", hint)


CODES = Rule("markup.codes", Severity.ERROR, _codes)

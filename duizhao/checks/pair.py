"""A translation beside its source, with what the rules look at read once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from duizhao.catalog.entry import Entry
from duizhao.numbers.mask import BLOT, mask_codes
from duizhao.terms.judge import Verdict
from duizhao.terms.phrase import English
from duizhao.terms.termbase import Found

_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")


class Pair:
    """A translated entry and the source text that it stands for.

    That is its own msgid, and those of the entries merged into it. Everything else is
    worked out when first asked for and kept, as many rules ask.
    """

    def __init__(self, entry: Entry, source: str) -> None:
        self.entry = entry
        self.source = source
        self.target = entry.msgstr
        self.fuzzy = entry.fuzzy
        # Not cached properties: every translation is asked for both, and each of those
        # takes a lock.
        self.plain_source = mask_codes(source)
        """The source with a blot for each character of code, of a link's target, a tag."""
        self.plain = mask_codes(self.target)
        """The translation with such blots; offsets are those of the translation."""
        self.terms: Sequence[Found] | None = None
        self.verdicts: Sequence[Verdict] | None = None

    @cached_property
    def english(self) -> English:
        """The translation, ready to be looked through for terms."""
        return English(self.plain)

    @cached_property
    def prose(self) -> str:
        """The same, with blots for what stands in round brackets too: `(宝安)`."""
        return _BRACKETED.sub(lambda found: BLOT * len(found[0]), self.plain)

    @cached_property
    def role(self) -> str:
        """The kind of text that the extraction noted: `heading 2`, `paragraph`; or ""."""
        for line in self.entry.extracted:
            if line.startswith("type: "):
                return line[len("type: ") :]
        return ""

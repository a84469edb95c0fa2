"""The glossary measured: 5,000 terms looked for in 100,000 entries.

(a) finding the terms of a source (target: 5 µs an entry of one core),
(b) the four rules together on good work, in which every entry has a term of the glossary,
(c) what a glossary of everyday words finds in published pairs: false alarms by hand.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from itertools import cycle, islice

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry
from duizhao.checks.rule import find_all, subject_of
from duizhao.checks.style import Style
from duizhao.checks.terms import TERMS
from duizhao.terms.model import Glossary, Term
from duizhao.terms.termbase import Termbase
from tests.good_pairs import our_pairs

ENTRIES = 100_000
GLOSSARY = 5_000
_SEED = 4


def main() -> None:
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES
    base = Termbase(Glossary(tuple(_terms())))
    began = time.process_time()
    base.find("对照")
    print(f"{GLOSSARY:,} terms made ready: {time.process_time() - began:.2f} s")
    subject = subject_of(
        Catalog("large.po", Entry(""), tuple(_entries(base, entries))),
        Style(glossary=base),
    )
    sources = [pair.plain_source for pair in subject.pairs]
    began = time.process_time()
    found = sum(len(base.find(source)) for source in sources)
    _show("terms found", began, entries, f"{found / entries:.2f} terms an entry")
    began = time.process_time()
    told = sum(1 for _ in find_all(subject, TERMS))
    _show("all four rules", began, entries, f"{told} findings")


def _show(what: str, began: float, entries: int, more: str) -> None:
    seconds = time.process_time() - began
    each = seconds / entries * 1e6
    print(f"{what:16} {seconds:6.2f} s {each:6.1f} µs an entry   {more}")


def _terms() -> Iterator[Term]:
    """Yield terms of two to five characters, such as no sentence of ours has."""
    dice = random.Random(_SEED)
    seen: set[str] = set()
    while len(seen) < GLOSSARY:
        size = dice.choice((2, 2, 3, 4, 4, 5))
        source = "".join(chr(dice.randrange(0x4E00, 0x9FA5)) for _ in range(size))
        if source not in seen:
            seen.add(source)
            words = [_word(dice) for _ in range(dice.choice((1, 2, 2, 3)))]
            forbidden = (" ".join([*words[:-1], _word(dice)]),)
            yield Term(source, (" ".join(words),), forbidden, "noun")


def _word(dice: random.Random) -> str:
    return "".join(dice.choice("bdfgklmnprst") + dice.choice("aeiou") for _ in "123")


def _entries(base: Termbase, count: int) -> Iterator[Entry]:
    """Yield our samples again and again, each about another term."""
    ours, terms = our_pairs(), base.glossary.terms
    for number, one in enumerate(islice(cycle(ours), count)):
        term = terms[number % len(terms)]
        yield Entry(
            f"{term.source}：{one.source}",
            f"{term.targets[0].capitalize()}s: {one.target}",
            context=str(number),
        )


if __name__ == "__main__":
    main()

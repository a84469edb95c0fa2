"""The running layout through a real LibreOffice: manuscripts, edits, and what is wanted."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import docx

from duizhao.catalog.catalog import Catalog
from duizhao.review.archive import open_archive
from duizhao.review.markup import plain_text, shown
from duizhao.review.returned import read_return
from duizhao.review.settle import Fate, settle
from tests.markdown_cases import segments
from tests.running_cases import catalog_of

SHAPE = """# {}

{}{}{}

{}{}{}

{}{}

{}{}{}

## {}

{}{}

- {}
- {}
- {}

| {} | {} |
|---|---|
| {} | {} |

> {}{}

{}{}[^1]

![图](none.png "{}")

{}{}{}

{}

{}{}

{}{}

### {}

{}{}

{}{}[^1]

{}

[^1]: {}{}
"""
PLACES = SHAPE.count("{}")
WORDS = [
    "river",
    "stone",
    "winter",
    "market",
    "lantern",
    "harbour",
    "engine",
    "paper",
    "garden",
    "window",
]
MARKS = ("{}", "**{}**", "*{}*", "[{}](notes/a.md)", "`{}`", "{}\u00a0x")


class Case(NamedTuple):
    """A manuscript, its catalog, the edits of it, and what is to come of them."""

    text: str
    made: Catalog
    edits: list[Any]
    wanted: dict[int, tuple[str, ...]]
    """By number: the translations that are right; the old one for what is listed."""
    listed: list[str]
    """Words that must be told."""
    remarks: dict[int, str]
    """By number: words of a comment."""


def plain(texts: Iterator[str]) -> Iterator[str]:
    """Yield the texts that are one segment each, and no markup."""
    for one in texts:
        if re.fullmatch(r"[\u4e00-\u9fff0-9，、；：“”]+[。！？]", one) and segments(
            one
        ) == [one]:
            yield one


def made_up(number: int, dice: random.Random) -> str:
    words = dice.choices(WORDS, k=8)
    marked = dice.choice(MARKS).format(words[3])
    return f"Alpha{number} {words[0]} {words[1]} {marked} omega{number} {words[2]}."


def case_of(supply: Iterator[str], dice: random.Random) -> Case:
    """Return a manuscript of texts from `supply`, and edits for it."""
    text = SHAPE.format(*(next(supply) for _ in range(PLACES)))
    made = catalog_of(text, _translations(segments(text), dice))
    edits: list[Any] = []
    wanted: dict[int, tuple[str, ...]] = {}
    listed: list[str] = []
    remarks: dict[int, str] = {}
    old = {n: one.msgstr for n, one in enumerate(made.entries, start=1)}
    by_start = {one.msgid: n for n, one in enumerate(made.entries, start=1)}
    number = _numbers(text, by_start)

    def tracked() -> bool:
        return dice.random() < 0.5

    def last(n: int) -> str:
        return old[n].rsplit(" ", 1)[1]

    # a title, a heading: words changed; another heading written anew
    n = number(0)
    edits.append([tracked(), "swap", f"Alpha{n}", f"Gamma{n}"])
    wanted[n] = (old[n].replace(f"Alpha{n}", f"Gamma{n}"),)
    n = number(12)
    edits.append([tracked(), "rewrite", f"Alpha{n}", f"A new heading {n}"])
    wanted[n] = (f"A new heading {n}",)
    # in a paragraph of three: a word at the end, one at the beginning, one inside
    n = number(1)
    edits.append([tracked(), "after", f"omega{n} {last(n)}", f" Really{n}."])
    wanted[n] = (f"{old[n]} Really{n}.",)
    n = number(3)
    edits.append([tracked(), "before", f"Alpha{n}", f"Indeed{n} "])
    wanted[n] = (f"Indeed{n} {old[n]}",)
    # two sentences made one; one made two
    n, m = number(4), number(5)
    joined = f"{last(n)[:-1]}, and alpha{m}"
    edits.append([tracked(), "swap", f"{last(n)} Alpha{m}", joined, f"omega{n} "])
    whole = f"{old[n][:-1]}, and {old[m].replace('Alpha', 'alpha')}"
    wanted[n] = wanted[m] = tuple(_splits(whole))
    n = number(6)
    edits.append([tracked(), "swap", f"omega{n}", f"so. Then omega{n}"])
    wanted[n] = (old[n].replace(f"omega{n}", f"so. Then omega{n}"),)
    # a sentence written anew, one taken out
    n = number(7)
    edits.append(
        [tracked(), "redo", f"Alpha{n}", f"omega{n} {last(n)}", f"All new {n}."]
    )
    wanted[n] = (f"All new {n}.",)
    n = number(9)
    edits.append([tracked(), "redo", f"Alpha{n}", f"omega{n} {last(n)}", ""])
    wanted[n] = (old[n],)
    listed.append(old[n])
    # a paragraph parted, two made one
    n = number(11)
    edits.append([tracked(), "part", f"omega{n}"])
    wanted[n] = (old[n],)
    listed.append("a paragraph was parted here")
    n = number(30)
    edits.append([tracked(), "meet", f"omega{n} {last(n)}"])
    listed.append("paragraphs were joined here")
    # list, table, quotation, caption, footnote
    for place in (15, 19, 21, 22, 26, 41):
        n = number(place)
        edits.append([tracked(), "swap", f"Alpha{n}", f"Delta{n}"])
        wanted[n] = (old[n].replace(f"Alpha{n}", f"Delta{n}"),)
    # bold, a comment, a paragraph taken out, one moved, a word of hers
    n = number(28)
    edits.append([tracked(), "fat", f"omega{n}"])
    wanted[n] = (old[n].replace(f"omega{n}", f"**omega{n}**"),)
    n = number(33)
    edits.append([tracked(), "remove", f"Alpha{n}"])
    listed += [old[n], old[number(34)]]
    edits.append([tracked(), "shift", f"Alpha{number(38)}", f"Alpha{number(36)}"])
    listed.append("a paragraph was moved here")
    n = number(40)
    edits.append(
        [tracked(), "newcomer", f"omega{n} {last(n)}", f"A paragraph of hers {n}."]
    )
    listed.append(f"A paragraph of hers {n}.")
    n = number(29)
    remarks[n] = f"What of {n}?"
    return Case(text, made, edits, wanted, listed, remarks)


def commented(data: bytes, case: Case) -> bytes:
    """Return a file with the remarks of a case in it.

    The Writer 7.4 that has no window crashes at any comment where it is driven.
    """
    word = docx.Document(BytesIO(data))
    for number, text in case.remarks.items():
        words = f"omega{number}"
        runs = (run for one in word.paragraphs for run in one.runs)
        run = next(run for run in runs if words in run.text)
        word.add_comment(run, text, "Li Hua", "LH")
    made = BytesIO()
    word.save(made)
    return made.getvalue()


def _translations(texts: list[str], dice: random.Random) -> Iterator[str]:
    for number, text in enumerate(dict.fromkeys(texts), start=1):
        if text.startswith("!["):
            title = " ".join([f"Alpha{number}", *dice.choices(WORDS, k=4)])
            yield f'![A picture](none.png "{title} omega{number} end.")'
        else:
            made = made_up(number, dice)
            yield f"{made}[^1]" if "[^1]" in text else made


def _numbers(text: str, by_start: dict[str, int]) -> Any:
    """Return what gives the number of the segment that stands at a place of `SHAPE`."""
    found = [by_start[one] for one in segments(text) if one in by_start]

    def number(place: int) -> int:
        return found[place]

    return number


def _splits(text: str) -> Iterator[str]:
    """Yield what one of two entries may hold of a text that they hold together."""
    for at, one in enumerate(text):
        if one == " ":
            yield text[:at]
            yield text[at + 1 :]
    yield text


def judge(path: Path, case: Case, *, untouched: bool) -> Counter[str]:
    """Count what became of each edit; complaints are printed."""
    told: Counter[str] = Counter(documents=1)
    settled = settle(case.made, read_return(open_archive(path.read_bytes(), ""), ""))
    open_ = [one for one in settled.outcomes if one.fate is not Fate.KEPT]
    if untouched:
        same = settled.catalog is case.made and not open_
        told["untouched, 0 bytes changed" if same else "untouched, but changed"] += 1
        if not same:
            print("CHANGED", path.name, open_[:3])
        return told
    words = " ".join(
        f"{one.theirs} {one.row.text} {one.ours} {one.why}"
        for one in open_
        if one.fate is not Fate.TAKEN
    )
    rows = {one.row.number for one in open_ if one.fate is not Fate.TAKEN}
    pairs = zip(case.made.entries, settled.catalog.entries, strict=True)
    for number, (before, after) in enumerate(pairs, start=1):
        right = case.wanted.get(number, (before.msgstr,))
        if after.msgstr != before.msgstr and after.msgstr not in right:
            told["wrong"] += 1
            print(
                "WRONG",
                path.name,
                number,
                before.msgstr,
                "|",
                right[0],
                "|",
                after.msgstr,
            )
        elif number in case.wanted and after.msgstr in right:
            told["landed"] += 1
        elif number in case.wanted and (str(number) in rows or before.msgstr in words):
            told["listed"] += 1
            print(
                "listed",
                path.name,
                number,
                [
                    (o.fate.value, o.why, o.theirs)
                    for o in open_
                    if o.row.number == str(number)
                ],
            )
        elif number in case.wanted:
            told["lost"] += 1
            print("LOST", path.name, number, before.msgstr, "|", right[0])
        if number in case.remarks:
            hung = any(case.remarks[number] in one for one in after.comments)
            told["landed" if hung else "lost"] += 1
            if not hung:
                print("LOST remark", path.name, number, after.comments)
    for text in case.listed:
        there = plain_text(shown(text).pieces) in words or text in words
        told["listed" if there else "lost"] += 1
        if not there:
            print(
                "LOST",
                path.name,
                text,
                "|",
                [(o.fate.value, o.why, o.theirs[:50]) for o in open_],
            )
    return told

"""Faults that show only in a whole catalog, or where a publication asks for a way.

`SEVERAL` has, for each rule, a function that takes good pairs and a random generator and
yields cases: a small good catalog, the same with one fault, and the publication's ways.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from duizhao.checks.style import Style
from duizhao.spelling.lexicon import lexicon
from duizhao.terms.table import read_table
from duizhao.terms.termbase import Termbase
from tests.damages.terms import places, swapped
from tests.good_pairs import Good

Goods = Sequence[Good]
_BESIDE = 5  # good pairs around the one that is broken
_LONG = 40  # letters: what is shorter may well be the translation of two sources
_FIRST = "Quite another beginning: "
# Words that a title may have in either case.
_LOW = (
    "than that from with into onto over upon about above across after against along among"
    " around before behind below beneath beside between beyond despite down during except"
    " inside like near outside past since through throughout till toward towards under"
    " underneath until unto within without versus amid"
)
_FREE = frozenset(_LOW.split())
_OPPOSITES = (("增", "减"), ("高", "低"), ("多", "少"), ("买", "卖"), ("前", "后"))


class Case(NamedTuple):
    good: tuple[Good, ...]
    bad: tuple[Good, ...]
    style: Style = Style()


def _around(good: Goods, one: Good, dice: random.Random) -> tuple[Good, ...]:
    """Return some other pairs; their sources and translations are all different."""
    others = dice.sample(good, min(len(good), 4 * _BESIDE))
    others = [
        other
        for other in others
        if other.source != one.source and other.target != one.target
    ]
    return tuple({other.source: other for other in others}.values())[:_BESIDE]


def said_otherwise(good: Goods, dice: random.Random) -> Iterator[Case]:
    """One source again, with a word of its translation lost, or another beginning."""
    for one in good:
        words = one.target.split(" ")
        if len(words) < 3 or "[" in one.target:
            continue
        around = (one, *_around(good, one, dice))
        other = " ".join(words[:-2] + words[-1:])
        said = dice.choice([other, _FIRST + one.target])
        if re.search(r"\w{2}", words[-2]) is None:
            said = _FIRST + one.target
        yield Case((*around, one), (*around, one._replace(target=said)))


def pasted(good: Goods, dice: random.Random) -> Iterator[Case]:
    """The translation of another sentence; or of one that says the opposite."""
    for one in good:
        around = _around(good, one, dice)
        other = around[0]
        if len(other.target) >= _LONG and len(one.source) >= 8:
            bad = one._replace(target=other.target)
            yield Case((*around, one), (*around, bad))
        for left, right in _OPPOSITES:
            if one.source.count(left) == 1 and one.target:
                bad = Good(one.source.replace(left, right), one.target, one.role)
                fine = bad._replace(target=_FIRST + one.target)
                yield Case((*around, one, fine), (*around, one, bad))
                break


def wrong_case(good: Goods, dice: random.Random) -> Iterator[Case]:
    """A word of a heading in the other case than the publication's."""
    for one in good:
        words = re.findall(r"[a-z]{4,}", one.target)
        words = [
            word
            for word in dict.fromkeys(words)
            if lexicon().has(word) and word not in _FREE and word not in one.source
        ][:6]
        if len(words) < 4:
            continue
        place = dice.randrange(1, len(words))
        for case in ("title", "sentence"):
            said = [
                word.capitalize() if case == "title" or not number else word
                for number, word in enumerate(words)
            ]
            heading = Good(one.source, " ".join(said), "heading 2")
            said[place] = said[place].swapcase() if case == "title" else said[place]
            said[place] = (
                said[place].lower() if case == "title" else said[place].title()
            )
            bad = heading._replace(target=" ".join(said))
            # The words stand small in a sentence, so they are no names.
            yield Case((heading, one), (bad, one), Style(headings=case))


def made_straight(good: Goods, dice: random.Random) -> Iterator[Case]:
    """One sentence with straight marks where the others have curly ones."""
    marks = str.maketrans("“”‘’", "\"\"''")
    curly = [
        one
        for one in good
        if re.search("[“”‘’]", one.target) and not re.search("[\"']", one.target)
    ]
    for one in curly:
        others = tuple(other for other in curly if other is not one)
        around = dice.sample(others, min(len(others), 4 * _BESIDE))
        bad = one._replace(target=one.target.translate(marks))
        yield Case((*around, one), (*around, bad))


def quoted_otherwise(good: Goods, dice: random.Random) -> Iterator[Case]:
    """Single marks for double ones, or a stop moved behind the closing mark."""
    for one in good:
        text = one.target
        spans = list(re.finditer('“([^“”‘’]+)”|(?<!\\d)"([^"\']+)"', text))
        if text.count('"') % 2 or not spans or one.role.startswith("heading"):
            continue
        good_american = re.sub(r"([”\"])([.,])", r"\2\1", text)
        if stops := list(re.finditer(r"(?<=[a-z])([.,])([”\"])", good_american)):
            stop = dice.choice(stops)
            bad = good_american[: stop.start()] + stop[2] + stop[1]
            cases = good_american, bad + good_american[stop.end() :]
            fine, wrong = (one._replace(target=said) for said in cases)
            yield Case((fine,), (wrong,), Style("en-US"))
        span = dice.choice(spans)
        said = f"‘{span[1]}’" if span[1] else f"'{span[2]}'"
        bad = text[: span.start()] + said + text[span.end() :]
        ways = Style("en-GB", quotes="double")
        yield Case((one,), (one._replace(target=bad),), ways)


def never_told_in_full(good: Goods, dice: random.Random) -> Iterator[Case]:
    """A term first used without its abbreviation, without its name, or turned round."""
    for one in good:
        for term, text in places(one.source, one.target):
            if "'" in text or "’" in text or one.source.count(term.source) != 1:
                continue
            short = "QXZ"
            full = f"{text} ({short})"
            table = f"source,target,first_use\n{term.source},{text}|{short},{full}\n"
            base = Termbase(read_table("g.csv", table.encode()).glossary)
            said = dice.choice(
                [text, short, f"{short} ({text})", f"{text} so ({short}"]
            )
            fine, bad = (
                one._replace(target=swapped(one.target, text, words), role="paragraph")
                for words in (full, said)
            )
            yield Case((fine,), (bad,), Style(glossary=base))
            break


SEVERAL: dict[str, Callable[[Goods, random.Random], Iterator[Case]]] = {
    "consistency.source": said_otherwise,
    "consistency.target": pasted,
    "style.heading": wrong_case,
    "style.quotes": quoted_otherwise,
    "text.straight": made_straight,
    "term.first-use": never_told_in_full,
}

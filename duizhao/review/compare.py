"""Two wordings beside each other, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from duizhao.language import HAN

_WORD: Final = re.compile(rf"\s+|[{HAN}]|[^\W{HAN}]+|[^\w\s]")
_MOST: Final = 3_000  # words of a text that is compared word by word


class Step(NamedTuple):
    """A stretch of two texts: the same in both, or one instead of the other."""

    old: str
    """What stands in the one; empty where something was put in."""
    new: str
    """What stands in the other; empty where something was taken out."""

    @property
    def same(self) -> bool:
        """Whether it is the same in both."""
        return self.old == self.new


def compare(old: str, new: str) -> Iterator[Step]:
    """Yield both texts in stretches.

    >>> [step.new for step in compare("It dawned.", "It grew light.") if not step.same]
    ['grew light']
    """
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(before), len(after)) > _MOST:
        yield Step(old, new)
        return
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    steps = [
        Step("".join(before[a:b]), "".join(after[c:d]))
        for _, a, b, c, d in matcher.get_opcodes()
    ]
    yield from _joined(steps)


def _joined(steps: list[Step]) -> Iterator[Step]:
    """Yield steps with the blanks between two changes counted among them."""
    held = Step("", "")
    for at, step in enumerate(steps):
        between = held != ("", "") and at + 1 < len(steps)
        if step.same and not (between and step.old.isspace()):
            if held != ("", ""):
                yield held
            held = Step("", "")
            yield step
        else:
            held = Step(held.old + step.old, held.new + step.new)
    if held != ("", ""):
        yield held

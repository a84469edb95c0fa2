"""Where a line of Chinese is tighter or wider than its characters, by W3C clreq.

Three rules change the width of single characters, in ems. *Squeeze* (clreq 3.1.6.2, GB/T
15834 5.1.10): of two marks that meet, the empty half between them goes; an opening mark
loses it where a line begins, a closing one where a line ends. *Gap* (clreq 3.2.2): a
quarter of an em between Chinese and Western letters or digits, not at the ends of a line.
*Stretch* (clreq 3.2.1): what is over in a justified line goes between the characters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from duizhao.language import HAN

HALF: Final = 0.5
GAP: Final = 0.25
"""Ems between Chinese and Western (clreq: up to a quarter)."""

PRESS: Final = 0.25
"""Ems that a mark may lose in a line that is too full."""

PAUSES: Final = "，。、；：！？．"
CLOSERS: Final = "”’」』》〉）】〕〗"
OPENERS: Final = "“‘「『《〈（【〔〖"
NOTE: Final = "\ufff9"
"""What stands for a character of a note's mark: it clings to what it follows."""
JOINT: Final = "\u200b"
"""Where a line may end: no character to the rules."""
FILL: Final = "\u2002"
"""What fills a gap between two pieces of a line: an en space, of which no reader hears."""
OBJECT: Final = "\ufffc"
"""What stands for a picture or anything else that is not text."""

_WESTERN = r"A-Za-z0-9\u00b5-\u024f\u0370-\u04ff\u1e00-\u1eff%‰°$€£¥@#&+±"
_WIDE = rf"{HAN}\u3000-\u303f\uff00-\uffef\ufffc"
_PAUSE = re.compile(f"[，。、；：{CLOSERS}]")
_LAST_MARKS: Final = f"，。、；：．{CLOSERS}"


class Change(NamedTuple):
    """A character that is drawn narrower or wider than it is."""

    at: int
    """Which character of the line."""
    shift: float
    """Ems by which its ink moves."""
    grow: float
    """Ems by which it is wider; negative for narrower."""

    @property
    def is_gap(self) -> bool:
        """Whether it is a gap, which a line that is too full may do without."""
        return self.grow > 0


Changes = Sequence[Change]
_LINES: Final = 256  # kept: a line is looked at two or three times while it is set

# A gap belongs to the Han character, whose em it is measured in.
_INNER = re.compile(
    rf"(?P<close>[{PAUSES}{CLOSERS}])(?=[{PAUSES}{CLOSERS}{OPENERS}])"
    rf"|(?<=[{OPENERS}])(?P<open>[{OPENERS}])"
    rf"|(?P<before>(?<=[{_WESTERN}]))[{HAN}](?P<after>(?=[{_WESTERN}]))?"
    rf"|[{HAN}](?=[{_WESTERN}])"
)
# No stretch elsewhere: inside Western words, in front of a note's mark, and between the
# halves of —— and …….
_STRETCH = re.compile(
    rf"[{_WIDE}“”‘’·](?=[^\s\u2060{NOTE}])"
    rf"|[^\s\u2060](?=[{_WIDE}“‘])"
    rf"|[ \u00a0](?=[^\s{NOTE}])"
)


def may_change(text: str) -> bool:
    """Return whether any rule but the stretch may touch `text`; quick."""
    return _INNER.search(text) is not None


@lru_cache(_LINES)
def find_changes(
    line: str, *, start: bool, end: bool, centred: bool = False
) -> tuple[Change, ...]:
    """Return what is tighter or wider in a line, in order.

    `start` and `end` say whether a line of the page begins and ends with it. `centred`
    says that pauses stand in the middle of their square, as in traditional Chinese:
    they have no empty half that could go.
    """
    if JOINT in line:
        places = _places(line)
        bare = line.replace(JOINT, "")
        inner = find_changes(bare, start=start, end=end, centred=centred)
        return tuple([one._replace(at=places[one.at]) for one in inner])
    found: dict[int, Change] = {}
    for match in _INNER.finditer(line):
        index = match.start()
        if match["close"]:
            if not (centred and line[index] in PAUSES):
                found[index] = Change(index, 0.0, -HALF)
        elif match["open"]:
            found[index] = Change(index, -HALF, -HALF)
        elif match["before"] is None:
            found[index] = Change(index, 0.0, GAP)
        else:
            both = match["after"] is not None
            found[index] = Change(index, GAP, 2 * GAP if both else GAP)
    if start and line and line[0] in OPENERS:
        found[0] = Change(0, -HALF, -HALF)
    if end and line and line[-1] in _LAST_MARKS:
        last = len(line) - 1
        if not (centred and line[-1] in PAUSES):
            found[last] = Change(last, 0.0, -HALF)
    return tuple([found[index] for index in sorted(found)])


def find_room(line: str, found: Changes, *, centred: bool = False) -> float:
    """Return by how many ems `tighten` can make a line with these changes narrower."""
    gaps = sum(one.grow for one in found if one.is_gap)
    return gaps + PRESS * len(_pauses(line, found, centred=centred))


def tighten(
    line: str, found: Changes, over: float, *, centred: bool = False
) -> Changes:
    """Return the changes of a line that has to be narrower by `over` ems (挤进).

    Gaps go first: they may be narrower than a quarter (clreq 3.2.2). Then the marks
    inside the line give up to half of their empty half, all alike.
    """
    gaps = sum(one.grow for one in found if one.is_gap)
    left = max(0.0, 1 - over / gaps) if gaps else 0.0
    made = [
        Change(one.at, one.shift * left, one.grow * left) if one.is_gap else one
        for one in found
    ]
    still = over - gaps
    pauses = _pauses(line, found, centred=centred)
    if still > 0 and pauses:
        each = min(PRESS, still / len(pauses))
        made += [Change(index, 0.0, -each) for index in pauses]
        made.sort()
    return made


def _pauses(line: str, found: Changes, *, centred: bool) -> list[int]:
    """Return the marks in a line that may give of their empty half."""
    if centred:
        return []
    taken = {one.at for one in found}
    last = len(line.rstrip(f"{JOINT} ")) - 1
    return [
        match.start()
        for match in _PAUSE.finditer(line)
        if match.start() not in taken and match.start() < last
    ]


def find_stretches(line: str) -> list[int]:
    """Return the indices of the characters after which a justified line may widen."""
    if JOINT in line:
        places = _places(line)
        return [places[index] for index in find_stretches(line.replace(JOINT, ""))]
    return [match.start() for match in _STRETCH.finditer(line)]


def _places(line: str) -> list[int]:
    """Return the index in `line` of each character that is one to the rules."""
    return [index for index, character in enumerate(line) if character != JOINT]

"""Sentences without a translation of their own: merged into a neighbour, or left out.

`[merged above]`, `[merged below]` and `[left out]` in the msgstr become choices of which
nothing is printed, where the neighbour is there and nothing is torn down by it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from duizhao.catalog.notation import Astray, Notation, carrier_of
from duizhao.diagnostics import Severity
from duizhao.document import SegmentState
from duizhao.readers.markdown.codes import read_codes
from duizhao.segments import role_of
from duizhao.splice import Choice
from duizhao.units import Manuscript, Syntax, Unit, UnitKind

_NOTE = re.compile(rb"\[\^([^\]\s]+)\]:[ \t]*\Z")
_MARK = re.compile(r"\[\^([^\]\s]+)\]")
# What the outline, the running heads and the lists of terms are made of.
_PILLARS = (UnitKind.HEADING, UnitKind.TITLE, UnitKind.TERM)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is to be said of a notation."""

    rule: str
    """The rule's id."""
    severity: Severity
    """How grave it is."""
    message: str
    """What was found."""
    hint: str
    """What to do."""


@dataclass(slots=True)
class Carried:
    """What the notations of a catalog come to in one manuscript."""

    notations: Sequence[Notation | None]
    """That of each segment; None for a translation, and for none."""
    carriers: dict[int, int] = field(default_factory=dict)
    """The segment that carries each merged one."""
    troubles: dict[int, Trouble] = field(default_factory=dict)
    """What is wrong, by segment."""

    def groups(self) -> Mapping[int, tuple[int, ...]]:
        """Return the segments that each carrier carries, in order."""
        found: dict[int, list[int]] = defaultdict(list)
        for index, carrier in sorted(self.carriers.items()):
            found[carrier].append(index)
        return {carrier: tuple(members) for carrier, members in found.items()}

    def together(self, indexes: Iterable[int]) -> set[int]:
        """Return `indexes` with all that stand and fall with them."""
        groups = self.groups()
        found: set[int] = set()
        for index in indexes:
            carrier = self.carriers.get(index, index)
            found.update((carrier, *groups.get(carrier, ())), {index})
        return found


def carry(
    manuscript: Manuscript,
    choices: list[Choice],
    notations: Sequence[Notation | None],
) -> Carried:
    """Let what is merged or left out vanish from `choices`, where that can be.

    Where it cannot, the source text stays, and `troubles` tells why. `choices` are in
    reading order; `notations` are only those that are finished.
    """
    carried = Carried(notations)
    if not any(notations):
        return carried
    units = [manuscript.units[choice.segment.unit] for choice in choices]
    for index, notation in enumerate(notations):
        if notation is None:
            continue
        if notation is not Notation.LEFT_OUT:
            found = carrier_of(index, notations, _Neighbours(choices, units))
            trouble = _astray(choices, found, notation)
            if trouble is not None:
                carried.troubles[index] = trouble
                continue
            assert not isinstance(found, Astray)
            carried.carriers[index] = found
        state = SegmentState.TRANSLATED
        choices[index] = replace(choices[index], state=state, text="")
    _keep_pillars(manuscript, choices, carried)
    carried.troubles.update(_dropped(choices, carried))
    return carried


@dataclass(frozen=True, slots=True)
class _Neighbours:
    """Says whether one segment may be merged into the next."""

    choices: Sequence[Choice]
    units: Sequence[Unit]

    def __call__(self, before: int, after: int) -> bool:
        if self.choices[before].segment.unit == self.choices[after].segment.unit:
            return True
        one, two = self.units[before], self.units[after]
        notes = (one.kind is UnitKind.FOOTNOTE, two.kind is UnitKind.FOOTNOTE)
        yaml = Syntax.YAML in (one.syntax, two.syntax)
        roles = (role_of(one.kind, one.name), role_of(two.kind, two.name))
        return not yaml and notes[0] == notes[1] and roles[0] is roles[1]


def _astray(
    choices: Sequence[Choice], found: int | Astray, notation: Notation
) -> Trouble | None:
    """Return why a sentence cannot be merged as it says; None where it can."""
    side, other = "above", "below"
    if notation is Notation.BELOW:
        side, other = other, side
    hint = f"translate it, or merge it into the sentence {other}: [merged {other}]"
    match found:
        case Astray.NOTHING:
            said = f"there is no sentence {side} that it could be merged into"
        case Astray.LEFT_OUT:
            said = f"the sentence {side}, which it is merged into, is left out"
            hint = "write [left out] here, too, or translate one of them"
        case Astray.CIRCLE:
            said = f"it and the sentence {side} are each merged into the other"
            hint = "translate one of them"
        case index if choices[index].text is None and not _done(choices[index]):
            said = f"it is merged into the sentence {side}, which is not translated yet"
            return Trouble(
                "notation.neighbour", Severity.INFO, said, "translate that one"
            )
        case _:
            return None
    return Trouble("notation.neighbour", Severity.ERROR, said, hint)


def _done(choice: Choice) -> bool:
    return choice.state is SegmentState.TRANSLATED


def _keep_pillars(
    manuscript: Manuscript, choices: list[Choice], carried: Carried
) -> None:
    """Take back what would leave a heading empty, or a footnote that is referred to."""
    by_unit: dict[int, list[int]] = defaultdict(list)
    for index, choice in enumerate(choices):
        by_unit[choice.segment.unit].append(index)
    for number, indexes in by_unit.items():
        if not all(choices[index].vanishes for index in indexes):
            continue
        unit = manuscript.units[number]
        if unit.kind in _PILLARS or unit.name == "title":
            what = f"nothing would be left of this {unit.name or unit.kind}"
        elif unit.kind is UnitKind.FOOTNOTE and _is_wanted(manuscript, unit, choices):
            what = "nothing would be left of this footnote, whose mark is printed"
        else:
            continue
        hint = "translate it; its page needs it"
        trouble = Trouble("notation.heading", Severity.ERROR, what, hint)
        for index in indexes:
            choices[index] = choices[index].refused()
            carried.carriers.pop(index, None)
            carried.troubles[index] = trouble


def _is_wanted(manuscript: Manuscript, unit: Unit, choices: Sequence[Choice]) -> bool:
    """Whether the mark of the footnote that `unit` begins is still printed."""
    data = manuscript.data
    line = data.rfind(b"\n", 0, unit.start) + 1
    found = _NOTE.search(data[line : unit.start])
    if found is None:
        return False
    label = found[1].decode("utf-8", "replace")
    return any(
        label in _MARK.findall(choice.segment.key.msgid)
        for choice in choices
        if not choice.vanishes
    )


def _dropped(
    choices: Sequence[Choice], carried: Carried
) -> Iterator[tuple[int, Trouble]]:
    """Yield a warning for each picture or footnote mark that goes with its sentence."""
    indexes = [
        index
        for index, choice in enumerate(choices)
        if choice.vanishes and index not in carried.carriers
    ]
    codes = read_codes([choices[index].segment.key.msgid for index in indexes], ())
    for index, found in zip(indexes, codes, strict=True):
        lost = [f"the picture `{name}`" for name in found.images]
        lost += [f"the footnote mark `{label}`" for label in found.notes]
        if lost:
            said = f"{' and '.join(lost)} is left out with it"
            hint = "keep it by a translation; or silence this, where that is meant"
            yield index, Trouble("notation.dropped", Severity.WARNING, said, hint)

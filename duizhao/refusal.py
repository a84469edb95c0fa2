"""Which translations are not printed, because their markup is not that of the source.

The codes of a sentence that is merged into its neighbour may stand in the neighbour's
translation; those of a sentence that is left out go with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from duizhao.carrying import Carried
from duizhao.readers.markdown.codes import Codes, difference, read_codes
from duizhao.splice import Choice
from duizhao.units import Manuscript, Syntax, UnitText


def refused_codes(
    manuscript: Manuscript,
    choices: Sequence[Choice],
    carried: Carried,
    labels: frozenset[str],
) -> dict[int, str]:
    """Return, by index, what is wrong with the codes of a chosen translation."""
    groups = carried.groups()
    # One that carries others is looked at, too, where it is the source's own words.
    chosen = [(i, one) for i, one in enumerate(choices) if one.text or i in groups]
    before = read_codes([one.segment.key.msgid for _, one in chosen], labels)
    said_now = [one.text or one.segment.key.msgid for _, one in chosen]
    after = read_codes(said_now, labels)
    for (index, choice), source, target in zip(chosen, before, after, strict=True):
        if members := groups.get(index):
            said = [choices[member].segment.key.msgid for member in members]
            for codes in read_codes(said, labels):
                source.add(codes)
            source.allow_breaks_of(target)
        if manuscript.units[choice.segment.unit].syntax is Syntax.YAML:
            # One value on one line, whatever the lines of its source.
            source.breaks = target.breaks
    said_of = zip(chosen, map(difference, before, after), strict=True)
    return {index: why for (index, _), why in said_of if why}


def refused_together(
    choices: Sequence[Choice],
    texts: Sequence[UnitText],
    carried: Carried,
    labels: frozenset[str],
    *,
    blanks: bool,
) -> dict[int, str]:
    """Return, by index, what is wrong with translations that are sound one by one.

    Half a link in one sentence and half in the next make a whole one. `blanks` says
    whether sentences of the translation join with a blank.
    """
    by_unit: dict[int, list[int]] = defaultdict(list)
    for index, choice in enumerate(choices):
        by_unit[choice.segment.unit].append(index)
    units = [
        unit
        for unit, found in by_unit.items()
        if any(choices[index].text is not None for index in found)
        and (
            len(found) > 1
            or len(choices[found[0]].segment.key.msgid) != len(texts[unit].text)
        )
    ]
    before = dict(
        zip(
            units, read_codes([texts[unit].text for unit in units], labels), strict=True
        )
    )
    _move_codes(before, choices, carried, labels)
    together = [
        _together(
            texts[unit].text,
            [choices[index] for index in by_unit[unit]],
            " " if blanks else "",
        )
        for unit in units
    ]
    after = read_codes(together, labels)
    for unit, target in zip(units, after, strict=True):
        if any(choices[index].vanishes for index in by_unit[unit]):
            before[unit].allow_breaks_of(target)
    return {
        index: f"together with its neighbours: {why}"
        for unit, target in zip(units, after, strict=True)
        if (why := difference(before[unit], target))
        for index in by_unit[unit]
        if choices[index].text is not None
    }


def _move_codes(
    codes: Mapping[int, Codes],
    choices: Sequence[Choice],
    carried: Carried,
    labels: frozenset[str],
) -> None:
    """Take the codes of what vanishes out of its unit, and into that of its carrier."""
    gone = [index for index, choice in enumerate(choices) if choice.vanishes]
    own = read_codes([choices[index].segment.key.msgid for index in gone], labels)
    for index, found in zip(gone, own, strict=True):
        unit = choices[index].segment.unit
        if unit in codes:
            codes[unit].remove(found)
        carrier = carried.carriers.get(index)
        if carrier is not None and choices[carrier].segment.unit in codes:
            codes[choices[carrier].segment.unit].add(found)


def _together(text: str, choices: Sequence[Choice], blank: str) -> str:
    """Return a unit's text with its translations in it."""
    parts: list[str] = []
    end = 0
    for choice in choices:
        segment = choice.segment
        said = segment.key.msgid if choice.text is None else choice.text
        parts += (blank, text[end : segment.start], blank, said)
        end = segment.stop
    return "".join((*parts, blank, text[end:]))

"""Which translations are not printed, because their markup is not that of the source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from duizhao.readers.markdown.codes import difference, read_codes
from duizhao.splice import Choice
from duizhao.units import Manuscript, Syntax, UnitText


def refused_codes(
    manuscript: Manuscript, choices: Sequence[Choice], labels: frozenset[str]
) -> dict[int, str]:
    """Return, by index, what is wrong with the codes of a chosen translation."""
    chosen = [
        (i, choice) for i, choice in enumerate(choices) if choice.text is not None
    ]
    before = read_codes([choice.segment.key.msgid for _, choice in chosen], labels)
    after = read_codes([choice.text or "" for _, choice in chosen], labels)
    for (_, choice), source, target in zip(chosen, before, after, strict=True):
        if manuscript.units[choice.segment.unit].syntax is Syntax.YAML:
            # One value on one line, whatever the lines of its source.
            source.breaks = target.breaks
    said = zip(chosen, map(difference, before, after), strict=True)
    return {index: why for (index, _), why in said if why}


def refused_together(
    choices: Sequence[Choice],
    texts: Sequence[UnitText],
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
    before = read_codes([texts[unit].text for unit in units], labels)
    together = [
        _together(
            texts[unit].text,
            [choices[index] for index in by_unit[unit]],
            " " if blanks else "",
        )
        for unit in units
    ]
    after = read_codes(together, labels)
    return {
        index: f"together with its neighbours: {why}"
        for unit, source, target in zip(units, before, after, strict=True)
        if (why := difference(source, target))
        for index in by_unit[unit]
        if choices[index].text is not None
    }


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

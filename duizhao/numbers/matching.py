"""Finds for each Chinese quantity an English one of its own."""

from __future__ import annotations

from collections.abc import Container, Sequence

from duizhao.numbers.agree import GROUPS, agree
from duizhao.numbers.quantity import Quantity


def apart(mine: Sequence[Quantity], others: Sequence[Quantity]) -> Sequence[Quantity]:
    """Return the quantities, those of several parts as parts where nobody says the whole."""
    for each in mine:
        if each.parts:
            break
    else:
        return mine
    found: list[Quantity] = []
    for each in mine:
        said = each.parts and any(agree(each, other) for other in others)
        found += [each] if said or not each.parts else each.parts
    return found


def at_once(
    chinese: Sequence[Quantity], english: Sequence[Quantity]
) -> dict[int, int] | None:
    """Return a partner for each firm quantity by its exact value; None if one has none.

    Most pairs are settled so, without asking of each two whether they agree. Of several
    partners the one in the same unit is taken.
    """
    there: dict[tuple[str, float], list[int]] = {}
    for at, other in enumerate(english):
        for kind, value in other.readings:
            there.setdefault((GROUPS[kind], value), []).append(at)
    taken: dict[int, int] = {}
    for at, each in enumerate(chinese):
        partner = None
        for kind, value in each.readings:
            free = [
                other
                for other in there.get((GROUPS[kind], value), ())
                if other not in taken
            ]
            if free:
                alike = (other for other in free if english[other].unit == each.unit)
                partner = next(alike, free[0])
                taken[partner] = at
                break
        if partner is None and each.firm:
            return None
    if any(other.firm and at not in taken for at, other in enumerate(english)):
        return None
    return {at: other for other, at in taken.items()}


def matched(
    chinese: Sequence[Quantity], english: Sequence[Quantity], common: Container[str]
) -> dict[int, int]:
    """Return for as many Chinese quantities as possible an English one of their own."""
    wishes = [
        sorted(
            (at for at, other in enumerate(english) if agree(one, other, common)),
            key=lambda at, one=one: _distance(one, english[at]),  # type: ignore[misc]
        )
        for one in chinese
    ]
    owner: dict[int, int] = {}

    def place(one: int, seen: set[int]) -> bool:
        for other in wishes[one]:
            if other not in seen:
                seen.add(other)
                if other not in owner or place(owner[other], seen):
                    owner[other] = one
                    return True
        return False

    order = sorted(range(len(chinese)), key=lambda at: not chinese[at].firm)
    for one in order:
        place(one, set())
    return {one: other for other, one in owner.items()}


def _distance(here: Quantity, there: Quantity) -> int:
    """Return how unlike two are that agree: the same kind and unit go before others."""
    return 2 * (here.kind is not there.kind) + (here.unit != there.unit)

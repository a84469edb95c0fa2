"""Finds for each Chinese quantity an English one of its own."""

from __future__ import annotations

from collections.abc import Container, Sequence

from duizhao.numbers.agree import GROUPS, agree
from duizhao.numbers.quantity import Quantity, Reading


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
    there: dict[float, list[int]] = {}
    for at, one in enumerate(english):
        for _, value in one[2]:
            there.setdefault(value, []).append(at)
    taken: dict[int, int] = {}
    for at, each in enumerate(chinese):
        partner = -1
        for reading in each[2]:
            for other in there.get(reading[1], ()):
                if other in taken or not _says(english[other], reading):
                    continue
                if english[other].unit == each.unit:
                    partner = other
                    break
                if partner < 0:
                    partner = other
            if partner >= 0:
                taken[partner] = at
                break
        else:
            if each.firm:
                return None
    for at, one in enumerate(english):
        if one.firm and at not in taken:
            return None
    return {at: other for other, at in taken.items()}


def _says(quantity: Quantity, reading: Reading) -> bool:
    """Whether a quantity may have just this value, as a kind of the same group."""
    kind, value = reading
    group = GROUPS[kind]
    for other, told in quantity[2]:
        if told == value and (other is kind or GROUPS[other] == group):
            return True
    return False


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

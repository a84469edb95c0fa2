"""What two numbers of a range say of each other, in either language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from duizhao.numbers.quantity import Kind, Quantity, Reading, either

_CENTURY = 100
_FAR = 16
# Over so many characters nothing is said together.


def are_near(found: Sequence[Quantity]) -> bool:
    """Say whether any stands not far behind another."""
    end = -_FAR - 1
    for each in found:
        if each[0] - end <= _FAR:
            return True
        end = each[1]
    return False


def neighbours(found: Sequence[Quantity]) -> Iterator[int]:
    """Yield the numbers of those that stand not far behind another, the last first.

    So what the last of three says reaches the first.
    """
    for at in range(len(found) - 1, 0, -1):
        if found[at][0] - found[at - 1][1] <= _FAR:
            yield at


def in_century(first: Quantity, second: Quantity) -> Quantity:
    """Return the second of 2015–16 as a year of the first's century, too."""
    if second.value >= _CENTURY:
        return second
    year = first.value // _CENTURY * _CENTURY + second.value
    return either(second, (Kind.YEAR, year))


def in_unit(
    first: Quantity, second: Quantity, extra: Iterable[Reading], *, firm: bool
) -> Quantity:
    """Return the first of 30 to 40 per cent with what the second says of its unit."""
    unit = first.unit or second.unit
    return either(first, *extra)._replace(unit=unit, firm=firm)

"""What argparse takes from `gettext`: its words stay English, as all our own are."""

from __future__ import annotations


def gettext(message: str) -> str:
    """Return `message`."""
    return message


def ngettext(one: str, several: str, number: int) -> str:
    """Return the form that goes with `number`."""
    return one if number == 1 else several

"""Shows which catalogs `extract` and `update` have written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from duizhao.cli.console import Console, as_json
from duizhao.cli.status import DONE
from duizhao.errors import DuizhaoError
from duizhao.pipeline.catalogs import Written

if TYPE_CHECKING:
    from duizhao.catalog.update import Update

_COUNTS = ("kept", "fuzzied", "recalled", "added", "obsoleted", "revived")
_SHOWN = {
    "fuzzied": "fuzzy",
    "recalled": "of them from the memory",
    "added": "new",
    "obsoleted": "gone",
    "revived": "back",
}


def show_written(
    console: Console,
    written: Sequence[Written],
    unread: Sequence[DuizhaoError] = (),
    *,
    json: bool,
) -> int:
    """Show the catalogs that were written, and what was odd in the manuscripts.

    `unread` are to be told by the caller: with any, nothing is said to be up to date.
    """
    if json:
        console.show_json([_as_json(item) for item in written])
        return DONE
    console.show_diagnostics(found for item in written for found in item.diagnostics)
    changed = [item for item in written if item.changed]
    console.say_all(line for item in changed for line in _lines(item))
    if not (changed or unread):
        console.say("Nothing has changed: every catalog is up to date.")
    return DONE


def _lines(item: Written) -> Iterator[str]:
    """Yield what is told of a catalog that was written."""
    entries = "1 entry" if item.entries == 1 else f"{item.entries} entries"
    yield f"{item.path}: {entries}{_tell(item.update)}"
    if item.update is not None:
        # With all that updates, which `extract` needs not: 40 ms to import.
        from duizhao.cli.carried import carried_lines  # noqa: PLC0415

        yield from carried_lines(item.update)


def _tell(update: Update | None) -> str:
    """Return what became of a translation's entries: `, 3 new, 1 fuzzy`."""
    carried = {} if update is None else {"carried over": len(update.carried)}
    counts = {**_counts(update), **carried}
    return "".join(
        f", {number} {_SHOWN.get(name, name)}"
        for name, number in counts.items()
        if number
    )


def _counts(update: Update | None) -> dict[str, int]:
    """Return the numbers of an update by name; none for a pot."""
    return {name: getattr(update, name) for name in _COUNTS if update is not None}


def _as_json(item: Written) -> dict[str, Any]:
    """Return a catalog for programs."""
    return {
        "document": item.document,
        "path": item.path,
        "entries": item.entries,
        "changed": item.changed,
        **_counts(item.update),
        "carried": [
            {"msgid": one.msgid, "reason": one.reason, "origin": one.origin}
            for one in (item.update.carried if item.update is not None else ())
        ],
        "diagnostics": [as_json(found) for found in item.diagnostics],
    }

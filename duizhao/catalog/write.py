"""Writes a catalog: untouched entries as they were, changed ones as msgcat does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import islice

from duizhao.catalog.catalog import Catalog, Layout
from duizhao.catalog.entry import Entry, Key, keep_raw
from duizhao.catalog.habit import Habit, habit_of
from duizhao.catalog.lines import PAGE_WIDTH, extracted_lines, head_lines, write_entry
from duizhao.catalog.wrap import wrap_reference, wrap_string

_BATCH = 1000
# Entries that are encoded at once.


def write_po(catalog: Catalog, *, width: int | None = None) -> bytes:
    """Return the file of `catalog`.

    An entry that was read and not changed is written as it stood, to the byte. Any
    other is written as `msgcat --width` writes it; `width` 0 is its `--no-wrap`, None
    the width that the file had as it was read, and 79 where it tells none.
    """
    layout = catalog.layout
    at = layout.header_at
    entries = catalog.entries
    ordered = (
        (*entries[:at], catalog.header, *entries[at:])
        if at
        else (catalog.header, *entries)
    )
    tail = layout.tail
    if layout.joined:
        ordered, tail = _joined(ordered, tail, layout.joined)
    pieces = _pieces(ordered, _habit(ordered, layout.read, width))
    made = BytesIO()
    end = "\n"
    made.write(b"\xef\xbb\xbf" if layout.bom else b"")
    # In batches: as one text a large file would stand in memory three times.
    while text := "".join(islice(pieces, _BATCH)):
        made.write(_encoded(text, layout))
        end = text[-1]
    if tail:
        made.write(_encoded(tail if end == "\n" else f"\n{tail}", layout))
    return made.getvalue()


def _encoded(text: str, layout: Layout) -> bytes:
    if layout.line_end != "\n":
        text = text.replace("\n", layout.line_end)
    return text.encode("utf-8")


def _habit(
    entries: tuple[Entry, ...], read: tuple[Entry, ...], width: int | None
) -> Habit:
    """Return how the changed of `entries` are to be written."""
    if width is not None:
        return Habit(width, width or PAGE_WIDTH)
    # Of an old file often nothing has changed, and a new one has no habits.
    if any(entry.raw is None for entry in entries):
        return habit_of(read)
    return Habit()


def _joined(
    entries: tuple[Entry, ...], tail: str, joined: frozenset[tuple[Key, Key | None]]
) -> tuple[tuple[Entry, ...], str]:
    """Return the entries with those that share a line as one, as far as untouched.

    What began in the middle of a line that is no more as it was is written afresh.
    """
    behind = {second for _, second in joined}
    made: list[Entry] = []
    for entry in entries:
        last = made[-1] if made else None
        if entry.raw is None or entry.key not in behind:
            made.append(entry)
        elif last is None or last.raw is None or (last.key, entry.key) not in joined:
            made.append(replace(entry))
        else:
            made[-1] = keep_raw(replace(entry), f"{last.raw}{entry.raw}")
    last = made[-1]
    if last.raw is not None and (last.key, None) in joined:
        made[-1] = keep_raw(replace(last), f"{last.raw}{tail}")
        tail = ""
    return tuple(made), tail


def _pieces(entries: tuple[Entry, ...], habit: Habit) -> Iterator[str]:
    """Yield the text of each entry, with the blank line before it."""
    width, places = habit.width, habit.references
    last = ""
    for entry in entries:
        piece = entry.raw
        if piece is None:
            if entry.body is not None:
                piece = head_lines(entry, places) + entry.body
                piece = f"\n{piece}" if last else piece
            elif entry.msgstr or not last or not _is_bare(entry):
                piece = write_entry(entry, width=width, places=places)
                piece = f"\n{piece}" if last else piece
            else:
                # In a pot all are so: 40,000 of 6 MB, for which this is half the way.
                notes = extracted_lines(entry.extracted) + wrap_reference(
                    *entry.references
                )
                msgid = wrap_string("msgid", entry.msgid, width)
                piece = f'\n{notes}{msgid}msgstr ""\n'
        if last and not last.endswith("\n"):
            piece = f"\n{piece}"  # the file did not end in a line end
        yield piece
        last = piece


def _is_bare(entry: Entry) -> bool:
    """Whether an entry without translation has no lines but the usual four kinds."""
    return (
        len(entry.references) == 1
        and entry.context is None
        and entry.msgid_plural is None
        and entry.previous is None
        and not (entry.flags or entry.comments or entry.obsolete)
    )

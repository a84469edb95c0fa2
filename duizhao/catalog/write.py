"""Writes a catalog: untouched entries as they were, changed ones as msgcat does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from itertools import islice

from duizhao.catalog.catalog import Catalog, Layout
from duizhao.catalog.entry import Entry, Key, Previous, keep_raw
from duizhao.catalog.habit import PAGE_WIDTH, Habit, habit_of
from duizhao.catalog.scan import FORBIDDEN
from duizhao.catalog.wrap import wrap_reference, wrap_references, wrap_string

_FIRST = re.compile(r"^(?:#\||msg)", re.MULTILINE)
_BODY = re.compile(r'(?:(?:#\||msg|[ \t]*")[^\n]*(?:\n|\Z))+')
# No comment stands among these lines, and no second entry on a line of this one.

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
                piece = _head(entry, places) + entry.body
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


def _ended(text: str) -> str:
    return text if text.endswith("\n") else f"{text}\n"


def write_entry(
    entry: Entry, *, width: int = PAGE_WIDTH, places: int | None = None
) -> str:
    """Return the lines of one entry as msgcat writes it, without a blank line.

    `places` is the width of the `#:` lines; None for that of the others, if any.
    """
    msgid, msgstr = entry.msgid, entry.msgstr
    head = _notes(entry, width, (width or PAGE_WIDTH) if places is None else places)
    mark = "#~ " if entry.obsolete else ""
    if entry.context is not None:
        head += wrap_string("msgctxt", entry.context, width, mark)
    head += wrap_string("msgid", msgid, width, mark)
    if entry.msgid_plural is None:
        # Of a pot's entries all are empty: no use to look at them.
        if not msgstr:
            return f'{head}{mark}msgstr ""\n'
        if not msgid:
            return head + _header_fields(msgstr, width, mark)
        return head + wrap_string("msgstr", msgstr, width, mark)
    head += wrap_string("msgid_plural", entry.msgid_plural, width, mark)
    forms = entry.msgstr_plural or (msgstr,)
    return head + "".join(
        wrap_string(f"msgstr[{number}]", form, width, mark)
        for number, form in enumerate(forms)
    )


@lru_cache(maxsize=8)
def _header_fields(fields: str, width: int, mark: str) -> str:
    """Return the fields of a header: the pots of a publication share them all."""
    return wrap_string("msgstr", fields, width, mark)


def body_of(entry: Entry) -> str | None:
    """Return the lines of the texts of an entry as it was read, from `#|` or the first
    keyword on; None where other lines stand among them, or none is known.
    """
    start = _FIRST.search(entry.raw) if entry.raw is not None else None
    if entry.raw is None or start is None:
        return None
    found = _BODY.fullmatch(entry.raw, start.start())
    return _ended(found[0]) if found is not None else None


def _head(entry: Entry, places: int) -> str:
    """Return the lines before `#|`."""
    notes = ""
    for line in entry.comments:
        notes += _comment("#", line)
    if entry.extracted:
        notes += extracted_lines(entry.extracted)
    if entry.references:
        notes += wrap_references(entry.references, places)
    if entry.flags:
        notes += _flags(entry)
    return notes


def _notes(entry: Entry, width: int, places: int) -> str:
    """Return all the lines before the context."""
    notes = _head(entry, places)
    if entry.previous is not None:
        notes += _previous(entry.previous, "#~| " if entry.obsolete else "#| ", width)
    return notes


@lru_cache(maxsize=1024)
def extracted_lines(lines: tuple[str, ...]) -> str:
    """Return the `#.` lines, which are the same for all entries of a section."""
    text = "\n#. ".join(lines)
    if text and all(lines) and "\\" not in text and "".join(lines).isprintable():
        return f"#. {text}\n"
    return "".join(_comment("#.", line) for line in lines)


def _comment(mark: str, line: str) -> str:
    """Return a comment line; a line end inside it makes another comment line.

    Control characters, which the reader refuses, are left out.
    """
    if not line.isprintable():
        if "\n" in line:
            return "".join(_comment(mark, part) for part in line.split("\n"))
        line = FORBIDDEN.sub("", line).replace("\r", "")
    # A backslash at the end would join the comment with the next line.
    end = " " if line.endswith("\\") else ""
    return f"{mark} {line}{end}\n" if line else f"{mark}\n"


def _flags(entry: Entry) -> str:
    """Return the `#,` line; an empty translation is never marked fuzzy."""
    flags = entry.flags
    if not (entry.msgstr_plural[0] if entry.msgstr_plural else entry.msgstr):
        flags = tuple(flag for flag in flags if flag != "fuzzy")
    return f"#, {', '.join(flags)}\n" if flags else ""


def _previous(old: Previous, mark: str, width: int) -> str:
    """Return the `#|` lines."""
    parts = [wrap_string("msgid", old.msgid, width, mark)]
    if old.context is not None:
        parts.insert(0, wrap_string("msgctxt", old.context, width, mark))
    if old.msgid_plural is not None:
        parts.append(wrap_string("msgid_plural", old.msgid_plural, width, mark))
    return "".join(parts)

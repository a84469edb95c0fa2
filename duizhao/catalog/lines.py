"""The lines of one entry, as msgcat writes it."""

from __future__ import annotations

import re
from functools import lru_cache

from duizhao.catalog.entry import Entry, Previous
from duizhao.catalog.wrap import wrap_references, wrap_string

PAGE_WIDTH = 79
"""The columns of a line; gettext's own default."""

_FIRST = re.compile(r"^(?:#\||msg)", re.MULTILINE)
_BODY = re.compile(r'(?:(?:#\||msg|[ \t]*")[^\n]*(?:\n|\Z))+')
# No comment stands among these lines, and no second entry on a line of this one.


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


def head_lines(entry: Entry, places: int) -> str:
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
    notes = head_lines(entry, places)
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
        from duizhao.catalog.scan import FORBIDDEN  # noqa: PLC0415 - nearly never

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

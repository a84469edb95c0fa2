"""Reads the comment lines of an entry: notes, flags and places."""

from __future__ import annotations

import re

from duizhao.catalog.entry import Reference

Comments = tuple[
    tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[Reference, ...]
]
"""Flags, the translator's lines, extracted lines, references: as in `Entry`."""
NO_COMMENTS: Comments = ((), (), (), ())
"""Of an entry that has none."""

# FSI … PDI enclose a name with blanks in it, since gettext 0.19.
# Only ASCII blanks separate: an ideographic one is part of a name.
_REFERENCE = re.compile(
    r"\u2068([^\u2069]*)\u2069(?::([0-9]{1,18}))?(?=\s|$)|(\S+)", re.ASCII
)
_ODD = re.compile(r"[\s\u2068]", re.ASCII)
_LINE = re.compile(r"(.+):([0-9]{1,18})", re.DOTALL)


def read_comments(lines: list[str]) -> Comments:
    """Sort the `#` lines of an entry by kind. No line is lost: an odd one is a note."""
    flags: list[str] = []
    notes: list[str] = []
    extracted: list[str] = []
    references: list[Reference] = []
    for line in lines:
        match line[1:2]:
            case ":":
                references += read_references(line[2:])
            case ".":
                extracted.append(line[3:] if line[2:3] == " " else line[2:])
            case ",":
                flags += [
                    flag for part in line[2:].split(",") if (flag := part.strip())
                ]
            case " ":
                notes.append(line[2:])
            case _:
                notes.append(line[1:])
    return tuple(flags), tuple(notes), tuple(extracted), tuple(references)


def read_references(text: str) -> list[Reference]:
    """Return the places named in what follows `#:`."""
    text = text.strip(" \t\r")
    name, _, number = text.rpartition(":")
    if name and number.isdecimal() and number.isascii() and not _ODD.search(text):
        return [Reference(name, int(number))]  # the usual one
    found: list[Reference] = []
    for quoted, number, word in _REFERENCE.findall(text):
        if not word:
            found.append(Reference(quoted, int(number) if number else None))
        elif split := _LINE.fullmatch(word):
            found.append(Reference(split[1], int(split[2])))
        else:
            found.append(Reference(word, None))
    return found

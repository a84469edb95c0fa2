"""What XLIFF says of an entry besides its texts: notes by kind, in both versions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from duizhao.catalog.entry import Entry, Previous, Reference
from duizhao.interchange.exchanged import Item, Told


class Note(StrEnum):
    """The kinds of notes. `translator` and `developer` are what other programs know."""

    TRANSLATOR = "translator"
    """The translator's own lines."""
    DEVELOPER = "developer"
    """What the extraction says."""
    LOCATION = "location"
    """Where the text stands, one place a line."""
    CONTEXT = "context"
    """The msgctxt."""
    PLURAL = "plural"
    """The plural source text."""
    PREVIOUS = "previous"
    """The source text that a fuzzy translation was made for."""
    PREVIOUS_CONTEXT = "previous-context"
    """Its msgctxt."""
    PREVIOUS_PLURAL = "previous-plural"
    """Its plural."""
    SENT = "sent"
    """The digest of what went out, by which what both sides changed is known."""


Notes = list[tuple[str, str]]
"""Kind and text, in order. A kind that is none of `Note` is somebody else's."""
_OWN = frozenset(map(str, Note)) - {str(Note.TRANSLATOR)}
_PLACE = re.compile(r"(.+):([0-9]{1,9})", re.DOTALL)


def notes_of(entry: Entry) -> Notes:
    """Return what is said of an entry."""
    notes: Notes = []
    if entry.context is not None:
        notes.append((Note.CONTEXT, entry.context))
    if entry.msgid_plural is not None:
        notes.append((Note.PLURAL, entry.msgid_plural))
    if entry.references:
        places = (_place(one) for one in entry.references)
        notes.append((Note.LOCATION, "\n".join(places)))
    if entry.extracted:
        notes.append((Note.DEVELOPER, "\n".join(entry.extracted)))
    if entry.comments:
        notes.append((Note.TRANSLATOR, "\n".join(entry.comments)))
    if old := entry.previous:
        notes.append((Note.PREVIOUS, old.msgid))
        if old.context is not None:
            notes.append((Note.PREVIOUS_CONTEXT, old.context))
        if old.msgid_plural is not None:
            notes.append((Note.PREVIOUS_PLURAL, old.msgid_plural))
    return notes


def _place(reference: Reference) -> str:
    line = reference.line
    return reference.path if line is None else f"{reference.path}:{line}"


def read_places(text: str) -> tuple[Reference, ...]:
    """Return the places that stand one a line."""
    return tuple(_read_place(line) for line in text.split("\n") if line)


def _read_place(text: str) -> Reference:
    found = _PLACE.fullmatch(text)
    return Reference(found[1], int(found[2])) if found else Reference(text, None)


@dataclass(frozen=True, slots=True)
class Text:
    """One text and its translation, as they stand in a file."""

    source: str
    """The source text."""
    target: str
    """The translation; empty where there is none."""
    told: Told
    """What is said of it."""
    name: str
    """The name of the element."""
    line: int
    """The line of the file."""


def item_of(texts: Sequence[Text], notes: Notes) -> Item:
    """Return the translation that the texts (several: plural forms) and notes tell."""
    said: dict[str, str] = dict(notes)
    comments = [
        line for kind, text in notes if kind not in _OWN for line in text.split("\n")
    ]
    told = together(text.told for text in texts if text.target)
    forms = tuple(text.target for text in texts)
    plural = said.get(Note.PLURAL)
    if plural is None and len(texts) > 1:
        plural = texts[1].source
    context = said.get(Note.CONTEXT)
    extracted = said.get(Note.DEVELOPER)
    first = texts[0]
    fuzzy = told in {Told.UNFINISHED, Told.PERHAPS}
    entry = Entry(
        first.source,
        forms[0],
        context,
        flags=("fuzzy",) if fuzzy else (),
        comments=tuple(comments),
        extracted=tuple(extracted.split("\n")) if extracted is not None else (),
        references=read_places(said.get(Note.LOCATION, "")),
        previous=_previous(said),
        msgid_plural=plural,
        msgstr_plural=forms if plural is not None else (),
        line=first.line,
    )
    name = first.name.removesuffix("-0") if plural is not None else first.name
    return Item(entry, told, name, said.get(Note.SENT, ""))


def _previous(said: dict[str, str]) -> Previous | None:
    if Note.PREVIOUS not in said:
        return None
    context, plural = said.get(Note.PREVIOUS_CONTEXT), said.get(Note.PREVIOUS_PLURAL)
    return Previous(said[Note.PREVIOUS], context, plural)


def together(told: Iterable[Told]) -> Told:
    """Return what is said of several texts: unfinished where one is."""
    found = set(told)
    for one in (Told.UNFINISHED, Told.PERHAPS):
        if one in found:
            return one
    return Told.FINISHED if found == {Told.FINISHED} else Told.NOTHING

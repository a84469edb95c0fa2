"""One entry of a gettext catalog, as a value."""

from __future__ import annotations

from dataclasses import field, fields
from typing import NamedTuple

from duizhao.values import value


class Key(NamedTuple):
    """What tells entries of a catalog apart."""

    context: str | None
    """The msgctxt; None where there is none, which is not the same as empty."""
    msgid: str
    """The source text."""


class Reference(NamedTuple):
    """Where a text stands in a manuscript."""

    path: str
    """The manuscript, relative to the project."""
    line: int | None
    """One-based; None where it is not told."""


@value
class Previous:
    """The source text that a fuzzy translation was made for (`#|`)."""

    msgid: str
    """The former msgid."""
    context: str | None = None
    """The former msgctxt."""
    msgid_plural: str | None = None
    """The former plural msgid."""


@value
class Entry:
    """A message with its translation and everything said about it."""

    msgid: str
    """The source text, escapes resolved."""
    msgstr: str = ""
    """The translation; empty where there is none. The first form of a plural entry."""
    context: str | None = None
    """The msgctxt."""
    flags: tuple[str, ...] = ()
    """What stands after `#,`, in order; `fuzzy` among them where it is so."""
    comments: tuple[str, ...] = ()
    """The translator's own lines (`# `), without the mark."""
    extracted: tuple[str, ...] = ()
    """Lines from the extraction (`#. `), without the mark."""
    references: tuple[Reference, ...] = ()
    """Where the text stands (`#:`)."""
    previous: Previous | None = None
    """What a fuzzy translation was made for."""
    obsolete: bool = False
    """Whether the text is no longer in any manuscript (`#~`)."""
    msgid_plural: str | None = None
    """The plural source text; None for the usual entry without plurals."""
    msgstr_plural: tuple[str, ...] = ()
    """All forms of the translation; empty for an entry without plurals."""
    line: int = field(default=0, compare=False)
    """The one-based line in the file it was read from; 0 for a new entry."""
    raw: str | None = field(default=None, init=False, compare=False, repr=False)
    """The lines it was read from, with the blank lines before them, so that an
    untouched entry is written back to the byte; None for an entry that was made or
    changed. `dataclasses.replace` drops it, so a changed entry never keeps it."""
    body: str | None = field(default=None, init=False, compare=False, repr=False)
    """Of an entry in which only comments, places and flags have changed: the lines of
    its texts, from `#|` or `msgctxt` on, as they stood. `replace` drops them, too."""

    @property
    def key(self) -> Key:
        """Context and msgid."""
        return Key(self.context, self.msgid)

    @property
    def fuzzy(self) -> bool:
        """Whether somebody still has to look at the translation."""
        return "fuzzy" in self.flags

    @property
    def repeated(self) -> bool:
        """Whether the text stands in several places."""
        return len(self.references) > 1

    @property
    def remarked(self) -> bool:
        """Whether somebody has said something about it: a flag, a comment."""
        return bool(self.flags or self.comments)

    @property
    def translated(self) -> bool:
        """Whether there is a finished translation: not empty, not fuzzy, not obsolete,
        and, for plurals, in every form.
        """
        forms = self.msgstr_plural or (self.msgstr,)
        return all(forms) and not self.fuzzy and not self.obsolete


def keep_raw(entry: Entry, raw: str) -> Entry:
    """Give a freshly read `entry` the lines it was read from, and return it."""
    # Not an argument of the constructor: what `replace` copies would go stale.
    object.__setattr__(entry, "raw", raw)
    return entry


def keep_body(entry: Entry, body: str | None) -> Entry:
    """Give `entry` the lines of texts that it shares with a former one; return it."""
    object.__setattr__(entry, "body", body)
    return entry


# Of 6 MB come 40,000 entries: without what they all have alike they are made faster.
_SLOTS = {one.name: getattr(Entry, one.name).__set__ for one in fields(Entry)}
_SET_MSGID, _SET_CONTEXT = _SLOTS.pop("msgid"), _SLOTS.pop("context")
_SET_EXTRACTED, _SET_REFERENCES = _SLOTS.pop("extracted"), _SLOTS.pop("references")
_EMPTY = tuple((put, getattr(Entry(""), name)) for name, put in _SLOTS.items())


def source_entry(
    msgid: str,
    context: str | None,
    extracted: tuple[str, ...],
    references: tuple[Reference, ...],
) -> Entry:
    """Return the untranslated entry of a text, the same as `Entry(…)` would be."""
    entry = Entry.__new__(Entry)
    for put, nothing in _EMPTY:
        put(entry, nothing)
    _SET_CONTEXT(entry, context)
    _SET_MSGID(entry, msgid)
    _SET_EXTRACTED(entry, extracted)
    _SET_REFERENCES(entry, references)
    return entry

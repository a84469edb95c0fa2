"""Entries that are read when somebody asks: most entries of most files nobody does.

That a file is well-formed is looked at at once, by one regular expression for each
entry. What it says is taken apart at the first look at any of it: the texts first, for
which an update asks of all entries, then the rest (flags, notes and places), for which
it asks of a few. Law: nobody can tell such an entry from one that was read at once.
"""

from __future__ import annotations

import re
from dataclasses import fields

from duizhao.catalog.comments import NO_COMMENTS, read_comments
from duizhao.catalog.entry import Entry, Previous

# The forms that gettext writes, with the escapes that text needs. What may continue the
# entry after it (a string, an odd mark) leaves it to the full reader, as does a tab in
# a string: so a text has one spelling only, and keys can be compared escaped.
_TEXT = r'"(?:[^"\\\n\t]++|\\["\\nt])*+"\n'
_LIVE, _OLD = rf"{_TEXT}(?:{_TEXT})*+", rf"{_TEXT}(?:\#\|\ {_TEXT})*+"
USUAL = re.compile(
    rf"""\n*+
    (?P<comments>(?:\#(?:[.:,\ ][^\\\n]*+)?\n)*+)
    (?P<previous>(?:\#\|\ msgctxt\ {_OLD})?\#\|\ msgid\ {_OLD})?
    (?:msgctxt\ (?P<context>{_LIVE}))?
    msgid\ (?P<msgid>{_LIVE})
    msgstr\ (?P<msgstr>{_LIVE})
    (?=\n*+(?:\#(?:[^~|]|[~|]{{1,2}}\ msg)|msg|\Z))""",
    re.VERBOSE,
)
"""An entry without plurals, not obsolete, as gettext, Poedit and Weblate write it."""

_JOIN = '"\n"'
_ESCAPES = {"\\n": "\n", "\\t": "\t", '\\"': '"', "\\\\": "\\"}
_ESCAPE = re.compile(r"\\.")
_SPECIAL = re.compile(r'[\\"\n\t]')
_SPELLED = {text: escape for escape, text in _ESCAPES.items()}

_SLOTS = {one.name: getattr(Entry, one.name).__set__ for one in fields(Entry)}
_SET_RAW, _SET_LINE = _SLOTS["raw"], _SLOTS["line"]
_SET_MSGID, _SET_MSGSTR = _SLOTS["msgid"], _SLOTS["msgstr"]
_SET_CONTEXT, _SET_PREVIOUS = _SLOTS["context"], _SLOTS["previous"]
_SET_FLAGS, _SET_COMMENTS = _SLOTS["flags"], _SLOTS["comments"]
_SET_EXTRACTED, _SET_REFERENCES = _SLOTS["extracted"], _SLOTS["references"]
_PLACE = re.compile(r"(?:\A|\n)\#: ([^\s\u2068\u2069]+):([0-9]+)(?=[ \n])")
_TEXTS = frozenset(("msgid", "msgstr", "context"))
_ABSENT = ("obsolete", "msgid_plural", "msgstr_plural", "body")
# What no usual entry has.
_NOTHING = [(_SLOTS[name], getattr(Entry(""), name)) for name in _ABSENT]


class Unread(Entry):
    """An entry of which only the lines are known; it becomes an `Entry` when asked."""

    __slots__ = ()

    def __getattr__(self, name: str) -> object:
        """Read the lines: `name` is a field that is not there yet."""
        if name in _TEXTS:
            _read_texts(self)
        elif name in _SLOTS:
            _read(self)
        else:
            raise AttributeError(f"an entry has no {name}")
        return getattr(self, name)

    # Asked of every entry; the answer is mostly no, and seen at a glance.
    @property
    def fuzzy(self) -> bool:
        """Say the same as of the `Entry`."""
        return "fuzzy" in f"{self.raw}" and "fuzzy" in self.flags

    @property
    def repeated(self) -> bool:
        """Say the same as of the `Entry`."""
        raw = f"\n{self.raw}"
        at = raw.find("\n#:")
        stop = raw.find("\n", at + 1)
        several = " " in raw[at + 4 : stop] or raw.find("\n#:", stop) >= 0
        return at >= 0 and several and len(self.references) > 1

    @property
    def remarked(self) -> bool:
        """Say the same as of the `Entry`."""
        raw = f"\n{self.raw}"
        said = "\n# " in raw or "\n#," in raw or "\n#\n" in raw
        return said and bool(self.flags or self.comments)

    def __eq__(self, other: object) -> bool:
        """Compare as `Entry` does."""
        _read(self)
        return self == other

    def __hash__(self) -> int:
        """Return the same as of the `Entry`."""
        _read(self)
        return hash(self)


# No slots, but what is found before them: to ask for these is not to read.
for _name in _ABSENT:
    setattr(Unread, _name, getattr(Entry(""), _name))


def unread(raw: str, line: int) -> Entry:
    """Return the entry of `raw`, which `USUAL` matches, with its msgid in `line`."""
    entry = Unread.__new__(Unread)
    _SET_RAW(entry, raw)
    _SET_LINE(entry, line)
    return entry


def spell(text: str) -> str:
    """Return `text` escaped, as a usual entry spells it."""
    if text.isprintable() and '"' not in text and "\\" not in text:
        return text
    return _SPECIAL.sub(lambda found: _SPELLED[found[0]], text)


def _read(entry: Entry) -> None:
    """Fill in all fields."""
    if entry.__class__ is Entry:
        return
    _ = entry.msgid  # the texts, if nobody has asked for one yet
    found = USUAL.match(f"{entry.raw}")
    assert found is not None  # it is made of nothing else
    comments, previous = found.group("comments", "previous")
    flags, notes, extracted, references = (
        read_comments(comments.split("\n")[:-1]) if comments else NO_COMMENTS
    )
    _SET_FLAGS(entry, flags)
    _SET_COMMENTS(entry, notes)
    _SET_EXTRACTED(entry, extracted)
    _SET_REFERENCES(entry, references)
    _SET_PREVIOUS(entry, None if previous is None else _previous(previous))
    for put, value in _NOTHING:
        put(entry, value)
    object.__setattr__(entry, "__class__", Entry)


def _read_texts(entry: Entry) -> None:
    """Fill in msgid, msgstr and context.

    Any line that begins with a keyword is the real one: comments begin with another
    mark, and no string holds a line end.
    """
    raw = f"{entry.raw}"
    start = 0 if raw.startswith("msgid ") else raw.index("\nmsgid ") + 1
    stop = raw.index("\nmsgstr ", start) + 1
    context = None
    if "msgctxt " in raw:
        at = raw.find("\nmsgctxt ") + 1
        if at or raw.startswith("msgctxt "):
            context = _joined(raw[at + 8 : start])
    _SET_MSGID(entry, _joined(raw[start + 6 : stop]))
    _SET_MSGSTR(entry, _joined(raw[stop + 7 :]))
    _SET_CONTEXT(entry, context)


def first_place(entry: Entry) -> tuple[str, int | None] | None:
    """Return the first of the places where a text stands; None if it names none.

    No more is read of an entry that nobody has looked at, if that place is a usual one.
    """
    if entry.__class__ is Unread and (found := _PLACE.search(f"{entry.raw}")):
        return found[1], int(found[2])
    return entry.references[0] if entry.references else None


def same_head(first: Entry, second: Entry) -> bool:
    """Whether two entries that nobody has looked at have the same lines up to the
    msgid; False, too, where that is not to be told so easily.
    """
    if first.__class__ is not Unread or second.__class__ is not Unread:
        return False
    one, other = f"{first.raw}", f"{second.raw}"
    stop = one.find("\nmsgid ") + 1
    return stop > 0 and other.startswith(one[: stop + 6])


def _joined(strings: str) -> str:
    """Return the text of one or more string lines in the usual form."""
    whole = strings[1:-2]
    if _JOIN in whole:
        whole = whole.replace(_JOIN, "")
    if "\\" in whole:
        return _ESCAPE.sub(lambda found: _ESCAPES[found[0]], whole)
    return whole


def _previous(lines: str) -> Previous:
    """Return what the `#|` lines of a usual entry say."""
    plain = lines.replace('"\n#| "', "")[3:].replace("\n#| msgid ", "\nmsgid ")
    if not plain.startswith("msgctxt "):
        return Previous(_joined(plain[6:]))
    # The keyword begins a line, and no string can hold a line end.
    context, _, msgid = plain.partition("\nmsgid ")
    return Previous(_joined(msgid), _joined(f"{context[8:]}\n"))

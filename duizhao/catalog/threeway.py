"""Joins two new versions of a catalog that come from one: entry by entry, by value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from duizhao.catalog.catalog import Catalog, Layout
from duizhao.catalog.entry import Entry, Key

OTHER = "other version"
"""What the translator's comment begins with that keeps a translation that gave way."""

_Value = TypeVar("_Value")
_Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """A catalog made of two, and where they could not agree."""

    catalog: Catalog
    """The outcome."""
    clashes: tuple[Key, ...]
    """Entries that both had translated, otherwise: theirs stands, ours is a comment."""


def join(base: Catalog, ours: Catalog, theirs: Catalog) -> Joined:
    """Return what both `ours` and `theirs` made of `base`, in one catalog.

    Who alone has changed something has their way: a translation, a comment, a flag, a
    place, a header field; an entry that one removed and the other changed stays. Where
    both changed a translation, theirs stands, and ours becomes a comment of the entry.
    Of other things that both changed, comments are put together, and the places in the
    manuscript and the extracted lines are ours. With `theirs` unchanged the outcome is
    `ours` itself, with `ours` unchanged it is `theirs`. Nothing is raised.
    """
    if _same(theirs, base):
        return Joined(ours, ())
    if _same(ours, base):
        return Joined(theirs, ())
    clashes: list[Key] = []
    entries: list[Entry] = []
    for key in _order(base, ours, theirs):
        b, o, t = base.find(key), ours.find(key), theirs.find(key)
        made = _join_entry(b, o, t)
        if made is not None:
            entries.append(made)
        if b is not None and o is not None and t is not None and _clash(b, o, t):
            clashes.append(key)
        elif b is None and o is not None and t is not None:
            clashes += [key] * _clash(_empty(o), o, t)
    catalog = Catalog(
        theirs.path,
        _join_header(base.header, ours.header, theirs.header),
        tuple(entries),
        _join_layout(base.layout, ours.layout, theirs.layout, len(entries)),
    )
    return Joined(catalog, tuple(clashes))


def _same(one: Catalog, other: Catalog) -> bool:
    return (one.header, one.entries, one.layout) == (
        other.header,
        other.entries,
        other.layout,
    )


def _order(base: Catalog, ours: Catalog, theirs: Catalog) -> Iterable[Key]:
    """Yield all keys of both: in the order of who changed it, ours if both did.

    What only the other has follows what it follows there.
    """
    keys = [one.key for one in base.entries]
    frame = [one.key for one in ours.entries]
    other = [one.key for one in theirs.entries]
    if frame == keys:
        frame, other = other, frame
    there = set(frame)
    extras: dict[Key | None, list[Key]] = {}
    anchor: Key | None = None
    for key in other:
        if key in there:
            anchor = key
        else:
            extras.setdefault(anchor, []).append(key)
    yield from extras.get(None, ())
    for key in frame:
        yield key
        yield from extras.get(key, ())


def _join_entry(
    base: Entry | None, ours: Entry | None, theirs: Entry | None
) -> Entry | None:
    """Return what becomes of one entry; None where it is gone."""
    if theirs in (base, ours):
        # Of two that are equal: the one whose lines are in the file now.
        return theirs if theirs == ours else ours
    if ours == base:
        return theirs
    if ours is None or theirs is None:
        return ours or theirs
    made = _join_changed(base or _empty(ours), ours, theirs)
    for one in (theirs, ours):  # with the lines that it was read from
        if made == one:
            return one
    return made


def _empty(entry: Entry) -> Entry:
    """Return the entry of a text of which nothing is said yet."""
    return Entry(entry.msgid, context=entry.context)


def _join_changed(base: Entry, ours: Entry, theirs: Entry) -> Entry:
    """Return one entry of two that both differ from `base`."""
    keeper = ours if _is_ours(base, ours, theirs) else theirs
    forms = _forms(keeper)
    plural = _pick(base.msgid_plural, theirs.msgid_plural, ours.msgid_plural)
    if len(forms) > 1 and plural is None:
        plural = keeper.msgid_plural
    if plural is not None and len(forms) == 1:
        forms = (forms[0], forms[0])
    doubt = _doubter(base, ours, theirs)
    fuzzy = doubt.fuzzy and bool(forms[0])
    comments = _join_lines(base.comments, ours.comments, theirs.comments)
    if _clash(base, ours, theirs):
        comments += tuple(one for one in _note(ours, forms) if one not in comments)
    return replace(
        ours,
        msgstr=forms[0],
        msgstr_plural=forms if plural is not None else (),
        msgid_plural=plural,
        comments=comments,
        flags=(("fuzzy",) if fuzzy else ()) + _join_flags(base, ours, theirs),
        previous=doubt.previous,
        obsolete=_pick(base.obsolete, ours.obsolete, theirs.obsolete),
        references=_pick(base.references, theirs.references, ours.references),
        extracted=_pick(base.extracted, theirs.extracted, ours.extracted),
    )


def _clash(base: Entry, ours: Entry, theirs: Entry) -> bool:
    """Whether both have translated a text anew, and not the same way."""
    old, mine, hers = _work(base), _work(ours), _work(theirs)
    return mine != hers and old not in (mine, hers) and bool(mine and hers)


def _is_ours(base: Entry, ours: Entry, theirs: Entry) -> bool:
    """Whether we alone have translated anew; to empty a text is not to translate it."""
    old, mine, hers = _work(base), _work(ours), _work(theirs)
    return mine != old and (hers == old or not hers)


def _doubter(base: Entry, ours: Entry, theirs: Entry) -> Entry:
    """Return whose fuzzy mark counts: who translated, else who changed the mark."""
    if _is_ours(base, ours, theirs):
        return ours
    if _work(theirs) != _work(base):
        return theirs
    return ours if theirs.fuzzy == base.fuzzy else theirs


def _forms(entry: Entry) -> _Lines:
    return entry.msgstr_plural or (entry.msgstr,)


def _work(entry: Entry) -> _Lines:
    """Return the translation, empty where there is none, however many forms it has."""
    forms = _forms(entry)
    return forms if any(forms) else ()


def _note(entry: Entry, there: _Lines) -> _Lines:
    """Return the lines of comment that keep a translation, but for what is `there`."""
    mark = f"{OTHER}, fuzzy" if entry.fuzzy else OTHER
    return tuple(
        f"{mark}: {quoted(form)}"
        for form in _forms(entry)
        if form and form not in there
    )


def quoted(form: str) -> str:
    """Return a translation as one line, as it stands in a catalog."""
    return form.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")


def _pick(base: _Value, weaker: _Value, stronger: _Value) -> _Value:
    """Return what was changed; where both did so, the stronger."""
    return weaker if stronger == base else stronger


def _join_lines(base: _Lines, ours: _Lines, theirs: _Lines) -> _Lines:
    """Return their lines and those that we added."""
    if theirs == base:
        return ours
    added = (line for line in ours if line not in base and line not in theirs)
    return (*theirs, *added)


def _join_flags(base: Entry, ours: Entry, theirs: Entry) -> _Lines:
    """Return the flags but for fuzzy: what one added is there, what one took is not."""
    before, hers = set(base.flags), set(theirs.flags)
    kept = (one for one in ours.flags if one in hers or one not in before)
    seen = before | set(ours.flags)
    added = (one for one in theirs.flags if one not in seen)
    return tuple(one for one in (*kept, *added) if one != "fuzzy")


def _join_header(base: Entry, ours: Entry, theirs: Entry) -> Entry:
    """Return the header: field by field, theirs where both changed one."""
    bare = [replace(one, msgstr="") for one in (base, ours, theirs)]
    made = _join_entry(*bare) or bare[2]
    made = replace(made, msgstr=_join_fields(base, ours, theirs))
    # The writer puts no mark on a text without a translation, and `bare` has none.
    fuzzy = _pick(base.fuzzy, ours.fuzzy, theirs.fuzzy)
    flags = tuple(one for one in made.flags if one != "fuzzy")
    made = replace(made, flags=("fuzzy", *flags) if fuzzy else flags)
    return next((one for one in (theirs, ours) if one == made), made)


def _join_fields(base: Entry, ours: Entry, theirs: Entry) -> str:
    b, o, t = _fields(base), _fields(ours), _fields(theirs)
    lines: list[str] = []
    for name in dict.fromkeys((*o, *t)):
        values = (b.get(name), o.get(name), t.get(name))
        if name == "POT-Creation-Date":  # tells of the manuscript, which is ours
            values = (values[0], values[2], values[1])
        line = _pick(*values)
        if line is not None:
            lines.append(line)
    return "\n".join(lines) + "\n" if lines else ""


def _fields(header: Entry) -> dict[str, str]:
    """Return the lines of a header by the name of the field; odd ones by themselves."""
    found: dict[str, str] = {}
    for line in header.msgstr.splitlines():
        name = line.partition(":")[0].strip()
        found[line if name in found else name] = line
    return found


def _join_layout(base: Layout, ours: Layout, theirs: Layout, entries: int) -> Layout:
    frame = _pick(base, ours, theirs)
    tail = _pick(base.tail, ours.tail, theirs.tail)
    if base.tail not in (ours.tail, theirs.tail) and ours.tail not in tail:
        tail = f"{tail.rstrip()}\n{ours.tail}"
    at = min(frame.header_at, entries)
    return Layout(frame.line_end, frame.bom, tail, at, read=theirs.read or ours.read)

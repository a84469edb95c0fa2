"""What is kept of the entries whose text is gone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from duizhao.catalog.change import notes_of
from duizhao.catalog.cutting import join
from duizhao.catalog.entry import Entry
from duizhao.catalog.figures import fill

_Work = tuple[str, ...]
_BORDER = re.compile(r"[。！？…；：.!?;:][”’」』）)\]\"]*")
# Where one of several texts may end that were once a single one.


def retired(
    gone: Sequence[Entry], live: Sequence[Entry], carried: set[str]
) -> list[Entry]:
    """Return the obsolete entries of a catalog whose live ones are `live`.

    What has neither translation nor comment is dropped. So is what stands elsewhere all
    the same: a fuzzy copy that nobody has worked on, where its original is still there;
    a translation that was `carried` to the same text in other marks; a paragraph whose
    sentences are back. So an edit that is taken back leaves no trace.
    """
    kept = _Kept(live, gone, carried)
    return [
        one if one.obsolete else _obsolete(one)
        for one in gone
        if one.obsolete or (worth_keeping(one) and not kept.has(one))
    ]


def worth_keeping(entry: Entry) -> bool:
    """Whether somebody's work would be lost with this entry."""
    return bool(entry.msgstr or any(entry.msgstr_plural) or entry.comments)


def _obsolete(entry: Entry) -> Entry:
    """Return an entry as it is kept when its text is gone."""
    fuzzy = ("fuzzy",) if entry.fuzzy else ()
    return replace(entry, obsolete=True, references=(), extracted=(), flags=fuzzy)


def _work(entry: Entry) -> _Work:
    return entry.msgstr_plural or (entry.msgstr,)


class _Kept:
    """The translations that stay whatever happens."""

    def __init__(
        self, live: Sequence[Entry], gone: Sequence[Entry], carried: set[str]
    ) -> None:
        self.live, self.carried = live, carried
        self.others = [one for one in gone if one.obsolete or not one.fuzzy]
        self._by_work: dict[_Work, list[Entry]] | None = None
        self._by_msgid: dict[str, list[Entry]] | None = None
        self._sequence = [*live, *self.others]
        self._starts: dict[str, list[int]] | None = None

    def _all(self) -> Iterable[Entry]:
        yield from self.live
        yield from (one for one in self.others if one.msgid not in self.carried)

    def has(self, entry: Entry) -> bool:
        """Whether all of `entry` but its text stands elsewhere."""
        if entry.fuzzy:
            return self._holds(entry) or self._was_made_from_others(entry)
        if entry.msgid in self.carried:
            return self._holds(entry)
        return self._is_back_in_parts(entry)

    def _holds(self, entry: Entry) -> bool:
        if self._by_work is None:
            self._by_work = {}
            for one in self._all():
                self._by_work.setdefault(_work(one), []).append(one)
        # A live one that is fuzzy for a change is a copy itself, and no original.
        originals = [
            one
            for one in self._by_work.get(_work(entry), ())
            if not one.fuzzy or one.obsolete or not notes_of(one.extracted)
        ]
        comments = {line for one in originals for line in one.comments}
        return bool(originals) and comments >= set(entry.comments)

    def _was_made_from_others(self, entry: Entry) -> bool:
        """Whether a fuzzy translation is still what an update made of its original."""
        previous = entry.previous
        if previous is None or not notes_of(entry.extracted):
            return False
        for one in self._called(previous.msgid):
            part = entry.msgstr and entry.msgstr in one.msgstr
            made = part or fill(one.msgid, entry.msgid, one.msgstr) == entry.msgstr
            if made and set(entry.comments) <= set(one.comments):
                return True
        parts = self._run(previous.msgid)
        return parts is not None and self._is_joined(entry, parts)

    def _called(self, msgid: str) -> list[Entry]:
        if self._by_msgid is None:
            self._by_msgid = {}
            for one in self._all():
                self._by_msgid.setdefault(one.msgid, []).append(one)
        return self._by_msgid.get(msgid, [])

    def _is_back_in_parts(self, entry: Entry) -> bool:
        """Whether entries that are alive say together, settled, what this one said."""
        parts = self._run(entry.msgid, len(self.live))
        if parts is None or any(one.fuzzy for one in parts):
            return False
        return self._is_joined(entry, parts)

    def _is_joined(self, entry: Entry, parts: Sequence[Entry]) -> bool:
        words = join(one.msgstr for one in parts).split()
        comments = {line for one in parts for line in one.comments}
        same = not entry.msgstr_plural and words == entry.msgstr.split()
        return (
            same
            and all(one.msgstr for one in parts)
            and comments >= set(entry.comments)
        )

    def _run(self, msgid: str, limit: int | None = None) -> list[Entry] | None:
        """Return the neighbours whose texts together are `msgid`."""
        wanted = "".join(msgid.split())
        for border in _BORDER.finditer(wanted, 0, max(0, len(wanted) - 1)):
            for at in self._places().get(wanted[: border.end()], ()):
                if run := self._from(at, wanted, limit):
                    return run
        return None

    def _from(self, at: int, wanted: str, limit: int | None) -> list[Entry] | None:
        run: list[Entry] = []
        sequence = self._sequence
        for place in range(at, len(sequence) if limit is None else limit):
            one = sequence[place]
            bare = "".join(one.msgid.split())
            if not bare or not wanted.startswith(bare):
                return None
            run.append(one)
            wanted = wanted[len(bare) :]
            if not wanted:
                return run
        return None

    def _places(self) -> dict[str, list[int]]:
        if self._starts is None:
            self._starts = {}
            for at, one in enumerate(self._sequence):
                self._starts.setdefault("".join(one.msgid.split()), []).append(at)
        return self._starts

"""A reviewer's words as comments of an entry: who, when, what."""

from __future__ import annotations

from dataclasses import replace

from duizhao.catalog.entry import Entry
from duizhao.review.back import Back
from duizhao.review.remarks import Remark, cut, one_line
from duizhao.review.returned import Return
from duizhao.review.words import OURSELVES

_DONE = " [resolved]"


def history(back: Return, row: Back, text: str) -> str:
    """Return the line that keeps what she wrote, or what hers replaced."""
    change = row.changes[-1] if row.changes else None
    who = _who(change.author, change.date, back) if change else _who("", "", back)
    return f"{who}: {one_line(text)}"


def with_comment(entry: Entry, line: str) -> Entry:
    """Return the entry with a comment; the entry itself where it has it."""
    if line in entry.comments:
        return entry
    return replace(entry, comments=(*entry.comments, line))


def with_remarks(
    entry: Entry, row: Back, back: Return
) -> tuple[Entry, tuple[str, ...]]:
    """Return the entry with the remarks it has not got yet, and those.

    A remark that has been resolved since takes the place of the open one.
    """
    comments = list(entry.comments)
    # By line: some file may have 100,000 remarks in one row.
    places = {line: at for at, line in enumerate(comments)}
    told: list[str] = []
    for remark in row.remarks:
        line = remark_line(remark, back)
        if line in places or _is_ours(remark, entry):
            continue
        told.append(line)
        open_line = line.removesuffix(_DONE)
        if open_line in places:
            at = places[open_line]
            comments[at] = line
        else:
            at = len(comments)
            comments.append(line)
        places[line] = at
    if not told:
        return entry, ()
    return replace(entry, comments=tuple(comments)), tuple(told)


def _is_ours(remark: Remark, entry: Entry) -> bool:
    """Whether it is an open question of the entry, come back as it was."""
    if remark.author != OURSELVES:
        return False
    return any(
        line.strip().startswith("?") and one_line(line.lstrip("? ")) == remark.text
        for line in entry.comments
    )


def remark_line(remark: Remark, back: Return) -> str:
    """Return a remark as a line of the translator's."""
    on = f" (on “{cut_short(remark.on)}”)" if remark.on and not remark.answers else ""
    answers = f" (answers “{cut_short(remark.answers)}”)" if remark.answers else ""
    done = _DONE if remark.resolved else ""
    author = "" if remark.author == OURSELVES else remark.author
    who = _who(author, remark.date, back)
    return f"{who}: {cut(one_line(remark.text))}{on}{answers}{done}"


def cut_short(text: str) -> str:
    """Return the beginning of a text, as much as a reader needs to find it."""
    flat = one_line(text)
    return flat if len(flat) <= 60 else f"{flat[:59]}…"  # characters


def _who(author: str, date: str, back: Return) -> str:
    name = author or back.author or "reviewer"
    day = date or back.date
    return f"{name}, {day}" if day else name

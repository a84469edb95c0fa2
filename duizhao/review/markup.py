"""Inline Markdown as formatted pieces, and back: what a reviewer sees and edits.

Law: `written(pieces(text)) == text`. A text that cannot be shown so (markup within
markup, odd escapes, raw HTML) is one plain piece that shows its Markdown as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from duizhao.values import value


class Look(NamedTuple):
    """How a piece is formatted."""

    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    note: bool = False
    """A footnote mark, which is shown with its brackets: `[^1]`."""
    href: str = ""
    """The target of a link, with its title where it has one; empty for none."""


PLAIN = Look()
"""No formatting."""


class Piece(NamedTuple):
    """A stretch of text of one look."""

    text: str
    look: Look = PLAIN


@value
class Shown:
    """A translation as Word shows it."""

    pieces: tuple[Piece, ...]
    """The stretches, in order."""
    literal: bool = False
    """Whether they are Markdown as it stands."""


_TOKENS = re.compile(
    r"\\(?P<escape>[!-/:-@\[-`{-~])"
    r"|(?P<code>(?<!`)`[^`\n]+`(?!`))"
    r"|(?P<note>\[\^[^\]\s]+\])"
    r"|(?P<strong>\*\*)|(?P<em>\*)|(?P<strike>~~)"
    r"|(?P<open>(?<!!)\[(?!\^))|(?P<close>\]\((?P<href>[^()\s<>]*(?: \"[^\"\n]*\")?)\))"
)
_RISKY = re.compile(
    r"[\n<]|&\w+;|!\[|__|(?<!\w)_|_(?!\w)|\$[^$\n]*[\\^_{][^$\n]*\$|\$\$|\{\{"
)
_SPECIAL = re.compile(r"[\\`*~\[\]<&_$!{\n]")
_CODE = re.compile(r"(?<!`)`[^`\n]+`(?!`)")
_ESCAPE = re.compile(r"[\\`*~\[\]<]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")
_SWITCHES = frozenset({"strong", "em", "strike"})


@lru_cache(maxsize=8192)  # a row asks for its texts four times
def shown(text: str) -> Shown:
    """Return how a translation is shown; literally where that would not come back.

    >>> [piece.text for piece in shown("It **was** [here](a.md).").pieces]
    ['It ', 'was', ' ', 'here', '.']
    """
    if text and not _SPECIAL.search(text):
        return Shown((Piece(text),))
    if not _RISKY.search(_CODE.sub("", text)):
        found = _parsed(text)
        if found is not None and written(found) == text:
            return Shown(tuple(found))
    return Shown((Piece(text),) if text else (), literal=True)


def _parsed(text: str) -> list[Piece] | None:
    """Return the pieces of a text; None where markup is open or wrongly nested."""
    found: list[Piece] = []
    look, at = PLAIN, 0
    link: int | None = None
    for token in _TOKENS.finditer(text):
        _add(found, text[at : token.start()], look)
        at = token.end()
        kind = "close" if token["close"] else token.lastgroup or ""
        if kind == "escape":
            _add(found, token["escape"], look)
        elif kind == "code":
            found.append(Piece(token["code"][1:-1], look._replace(code=True)))
        elif kind == "note":
            found.append(Piece(token["note"], look._replace(note=True)))
        elif kind in _SWITCHES:
            look = _switched(look, kind)
        elif kind == "open" and link is None:
            link = len(found)
            found.append(Piece("", look))  # where the link begins
        elif kind == "close" and link is not None:
            href = token["href"]
            found[link:] = [
                Piece(one.text, one.look._replace(href=href))
                for one in found[link + 1 :]
            ]
            link = None
        else:
            return None
    _add(found, text[at:], look)
    return None if look != PLAIN or link is not None else found


def _switched(look: Look, mark: str) -> Look:
    match mark:
        case "strong":
            return look._replace(bold=not look.bold)
        case "em":
            return look._replace(italic=not look.italic)
        case _:
            return look._replace(strike=not look.strike)


def _add(found: list[Piece], text: str, look: Look) -> None:
    if not text:
        return
    if found and found[-1].look == look and found[-1].text:
        found[-1] = Piece(found[-1].text + text, look)
    else:
        found.append(Piece(text, look))


def written(pieces: Iterable[Piece]) -> str:
    """Return pieces as Markdown; blanks at the edge of emphasis are moved out of it."""
    parts: list[str] = []
    now = PLAIN
    for piece in _tidied(pieces):
        parts += _turned(now, piece.look)
        now = piece.look
        parts.append(_inked(piece))
    return "".join([*parts, *_turned(now, PLAIN)])


def _inked(piece: Piece) -> str:
    if piece.look.code:
        return f"`{piece.text}`"
    return piece.text if piece.look.note else _escaped(piece.text)


def _turned(before: Look, after: Look) -> Iterator[str]:
    """Yield the marks that end one look and begin the next, well nested."""
    marks = (("strike", "~~"), ("bold", "**"), ("italic", "*"))
    leaving = before.href and before.href != after.href
    for name, mark in reversed(marks):
        if getattr(before, name) and (leaving or not getattr(after, name)):
            yield mark
    if leaving:
        yield f"]({before.href})"
    entering = after.href and after.href != before.href
    for name, mark in marks:
        was = getattr(before, name) and not leaving
        if getattr(after, name) and not was and not entering:
            yield mark
    if entering:
        yield "["
        for name, mark in marks:
            if getattr(after, name):
                yield mark


def _tidied(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces joined where they look alike, blanks outside of emphasis."""
    for piece in joined(pieces):
        look = piece.look
        plain = Look(href=look.href)
        if look.code or look.note or look == plain or not piece.text.strip():
            yield piece if piece.text.strip() or look.href else Piece(piece.text)
            continue
        text = piece.text.strip()
        start = piece.text.index(text)
        if start:
            yield Piece(piece.text[:start], plain)
        yield Piece(text, look)
        if rest := piece.text[start + len(text) :]:
            yield Piece(rest, plain)


def joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the pieces with neighbours of one look made one."""
    found: list[Piece] = []
    for piece in pieces:
        _add(found, piece.text, piece.look)
    return found


def _escaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: "\\" + found[0], text)


def plain_text(pieces: Sequence[Piece]) -> str:
    """Return the characters alone."""
    return "".join(piece.text for piece in pieces)

"""Returned text as Markdown again, as the translation would have been written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, unquote

from duizhao.catalog.notation import notation_of
from duizhao.review.anchor import text_digest
from duizhao.review.markup import Look, Piece, joined, plain_text, shown, written

_NOTE = re.compile(r"\[\^[^\]\s]+\]")
_SAFE = "/:?#@!$&'*+,;=%~-._"  # what stands in an address as it is


def readings_of(pieces: tuple[Piece, ...], now: str, source: str, sent: str) -> str:
    """Return returned pieces as Markdown; `now` is the translation in the catalog.

    Whether it was sent as formatting or as Markdown as it stands is not told: what has
    the digest of the `sent` text is right, else it is read as `now` would be.
    """
    formatted = markdown_of(pieces, "", source, now)
    literal = plain_text(_without_chance(joined(pieces))).strip()
    if formatted == literal or text_digest(formatted) == sent:
        return formatted
    as_sent = text_digest(literal) == sent and shown(literal).literal
    if as_sent or notation_of(source, literal):
        return literal
    if text_digest(literal) == sent:
        return formatted  # only its look has changed
    return markdown_of(pieces, now, source)


def markdown_of(
    pieces: tuple[Piece, ...], sent: str, source: str = "", other: str = ""
) -> str:
    """Return returned pieces as Markdown; `sent` is the translation as it was sent.

    Where it was sent as Markdown as it stands, it comes back so; else a line break is a
    blank, for it has no room for one. Blanks at the ends are dropped. LibreOffice makes
    `a.md` into `../../a.md`: a target is that of the sent text or of the `source` which
    it ends in.
    """
    told = _without_chance(joined(pieces))
    if shown(sent).literal and sent:
        return plain_text(told).strip()
    looks = (
        piece.look for text in (source, other, sent) for piece in shown(text).pieces
    )
    known = {_address(look.href): look.href for look in looks if look.href}
    flat = (Piece(one.text.replace("\n", " "), one.look) for one in told)
    return written(_as_known(piece, known) for piece in flat).strip()


def _as_known(piece: Piece, known: dict[str, str]) -> Piece:
    """Return a piece with the target that its link had before a program rewrote it."""
    href = unquote(piece.look.href)
    if not href or href in known.values():
        return piece
    ends = (one for one in known if href == one or href.endswith(f"/{one}"))
    found = max(ends, key=len, default=None)
    new = quote(href, safe=_SAFE) if found is None else known[found]
    return Piece(piece.text, piece.look._replace(href=new))


def _address(href: str) -> str:
    """Return a link's target without its title."""
    return unquote(href.partition(" ")[0])


def _without_chance(pieces: list[Piece]) -> list[Piece]:
    """Return pieces whose superscript is a footnote mark or nothing."""
    found: list[Piece] = []
    for piece in pieces:
        look, text = piece.look, piece.text
        if look.note and not _NOTE.fullmatch(text.strip()):
            look = look._replace(note=False)
        if not look.note and not look.code:
            found += _notes_in(text, look)
        else:
            found.append(Piece(text, look))
    return joined(found)


def _notes_in(text: str, look: Look) -> Iterator[Piece]:
    """Yield a text with the footnote marks in it apart: they lost their raised look."""
    at = 0
    for found in _NOTE.finditer(text):
        yield Piece(text[at : found.start()], look)
        yield Piece(found[0], look._replace(note=True))
        at = found.end()
    yield Piece(text[at:], look)

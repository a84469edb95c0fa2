"""why: for what is still Chinese in the output, the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Key
from duizhao.diagnostics import Diagnostic, Place
from duizhao.document import SegmentState
from duizhao.errors import DuizhaoError
from duizhao.language import has_han
from duizhao.merging import Merged, Piece, find_entry
from duizhao.pipeline.editions import Press
from duizhao.pipeline.workplace import Workplace
from duizhao.project import DocumentFile
from duizhao.units import Manuscript

_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one stretch of a document is not translated in what is printed."""

    text: str
    """The stretch, in the source language."""
    place: Place
    """Where it stands in the manuscript."""
    why: str
    """The reason, in one sentence."""
    remedy: str
    """What to do about it."""


def explain(
    place: Workplace, file: DocumentFile, language: str, wanted: str = ""
) -> list[Reason]:
    """Return why stretches of a document are still in the source language.

    With `wanted` only those that hold this text, or lie within it; without it all of
    them. Text that was never extracted (code, raw HTML, skipped, a front matter key
    that is not translated) is told too. Raises SourceError and CatalogError, and
    DuizhaoError for words that stand nowhere.
    """
    _, merged = Press(place).merged(file, language)
    manuscript = place.manuscript(file)
    catalog = place.catalog(place.project.po_path(file.name, language))
    if catalog is None:
        whole = Place(place.project.shown(file.path))
        remedy = f"run: duizhao update {file.name}"
        return [Reason("all of it", whole, "there is no catalog yet", remedy)]
    found = [
        *_segments(manuscript, merged, catalog, file.name),
        *_outside(manuscript),
    ]
    found.sort(key=lambda reason: reason.place.line)
    if not wanted:
        return found
    kept = list(_kept(catalog, wanted))
    if not kept and not _stands(manuscript, merged, wanted):
        raise DuizhaoError(
            f"“{wanted}” stands neither here nor in the translation",
            path=place.project.shown(file.path),
            hint="copy the words from the page or from the manuscript",
        )
    chosen = [one for one in found if wanted in one.text or one.text in wanted]
    return [*chosen, *kept]


def _stands(manuscript: Manuscript, merged: Merged, wanted: str) -> bool:
    """Return whether the words stand in the manuscript, in its text or its pieces."""
    return wanted in manuscript.source.text or any(
        wanted in piece.msgid or piece.msgid in wanted for piece in merged.pieces
    )


def _kept(catalog: Catalog, wanted: str) -> Iterator[Reason]:
    """Yield the translations that hold Chinese words themselves."""
    for entry in catalog.live() if has_han(wanted) else ():
        if wanted in entry.msgstr and not entry.fuzzy:
            place = Place(catalog.path, entry.line)
            why = "the translation itself holds these words"
            yield Reason(entry.msgstr, place, why, "translate them there")


def _segments(
    manuscript: Manuscript, merged: Merged, catalog: Catalog, name: str
) -> Iterator[Reason]:
    refused = {item.place.line: item for item in merged.diagnostics}
    for piece in merged.pieces:
        if piece.state is SegmentState.TRANSLATED:
            continue
        place = manuscript.lines.place(manuscript.units[piece.unit].start)
        why, remedy = _reason(piece, catalog, refused, name)
        yield Reason(piece.msgid, place, why, remedy)


def _reason(
    piece: Piece, catalog: Catalog, refused: Mapping[int, Diagnostic], name: str
) -> tuple[str, str]:
    entry = find_entry(catalog, Key(piece.context, piece.msgid))
    if entry is None or entry.obsolete:
        why = "the manuscript has changed since the catalog was last updated"
        return why, f"run: duizhao update {name}"
    at = f"{catalog.path}:{entry.line}"
    if entry.fuzzy and entry.msgstr:
        made_for = f" (made for: {entry.previous.msgid})" if entry.previous else ""
        why = f"its translation is fuzzy{made_for}"
        return why, f"correct it and take the fuzzy mark off, at {at}"
    if not entry.msgstr.strip():
        return "it has no translation", f"translate it at {at}"
    if found := refused.get(entry.line):
        return found.message, f"correct the translation at {at}"
    return "its translation could not be used", f"run: duizhao check {name}"


def _shown(gap: bytes) -> bytes:
    """Return `gap`, as long, without HTML comments: nobody expects these in print."""
    return _COMMENT.sub(lambda found: re.sub(rb"[^\r\n]", b" ", found[0]), gap)


def _outside(manuscript: Manuscript) -> Iterator[Reason]:
    """Yield the lines with Han that are in no unit."""
    end = 0
    edges: Sequence[tuple[int, int]] = [
        *((unit.start, unit.stop) for unit in manuscript.units),
        (len(manuscript.data), len(manuscript.data)),
    ]
    for start, stop in edges:
        offset = end
        for raw in _shown(manuscript.data[end:start]).splitlines(keepends=True):
            text = raw.decode("utf-8", "replace").strip()
            if has_han(text):
                yield Reason(
                    text,
                    manuscript.lines.place(offset),
                    "it is not extracted: code, raw HTML, skipped, or a front matter "
                    "key that is not translated",
                    "see `front_matter` and `skip` in duizhao.toml, and i18n:skip here",
                )
            offset += len(raw)
        end = stop

"""Catalogs as CSV, for those who translate in Excel, WPS or LibreOffice."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import StringIO

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.change import notes_of as changes_of
from duizhao.catalog.entry import Entry
from duizhao.catalog.reviewed import reviews_of
from duizhao.errors import CatalogError
from duizhao.files import CATALOG_LIMIT
from duizhao.interchange.cells import (
    bare,
    bare_or_none,
    guarded,
    guarded_or_none,
)
from duizhao.interchange.exchanged import Item, Part, Sent, Told, texts_of, writable
from duizhao.interchange.xliff_notes import Note, notes_of, read_places, together
from duizhao.readers.encoding_judge import as_big5

COLUMNS = ("location", "context", "source", "target", "state", "comment")
"""The first row; a file that comes back may have them in any order, and others."""
_FORMS = ("form", "plural")
"""What stands beside them where there are plural forms: the number of a form, from 0, and
the plural source text. Each form has a row, with the same source."""
_STATES = {
    "translated": Told.FINISHED,
    "reviewed": Told.FINISHED,
    "final": Told.FINISHED,
    "done": Told.FINISHED,
    "fuzzy": Told.PERHAPS,
    "needs work": Told.PERHAPS,
    "needs review": Told.PERHAPS,
}
_OURS = "#. change: "
# What `update` says of a change stands so among the comments, and is not read back.
_SEPARATORS = ",;\t"


@dataclass(frozen=True, slots=True)
class _Row:
    """What stands in a row."""

    item: Item
    form: int | None
    """Which plural form it is; None where the entry has none."""
    plural: str
    """The plural source text."""


def write_csv(catalog: Catalog) -> Sent:
    """Return the entries of `catalog` as CSV in UTF-8, which Excel opens right.

    An entry with plural forms has a row for each, told apart by two more columns.
    """
    entries, found = writable(catalog)
    columns: tuple[str, ...] = COLUMNS
    if any(entry.msgid_plural is not None for entry in entries):
        columns += _FORMS
    stream = StringIO(newline="")
    # Excel knows UTF-8 by the mark at the beginning only.
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(row for entry in entries for row in _rows(entry))
    return Sent(stream.getvalue().encode("utf-8-sig"), len(entries), tuple(found))


def _rows(entry: Entry) -> Iterator[list[str]]:
    """Yield the rows of an entry."""
    if entry.msgid_plural is None:
        yield _row(entry, entry.msgstr)
        return
    plural = guarded_or_none(entry.msgid_plural)
    for number, (_, form) in enumerate(texts_of(entry)):
        yield [*_row(entry, form), str(number), plural]


def _row(entry: Entry, target: str) -> list[str]:
    """Return the row of one translation, without what is for plural forms."""
    notes = dict(notes_of(entry))
    changes = tuple(f"#. {line}" for line in changes_of(entry.extracted))
    remarks = (*entry.comments, *changes)
    if not target:
        state = "untranslated"
    else:
        done = "reviewed" if reviews_of(entry) else "translated"
        state = "fuzzy" if entry.fuzzy else done
    return [
        guarded(notes.get(Note.LOCATION, "")),
        guarded_or_none(entry.context),
        guarded(entry.msgid),
        guarded(target),
        state,
        guarded_or_none("\n".join(remarks) if remarks else None),
    ]


def read_csv(path: str, data: bytes) -> Part:
    """Return what came back in a table, as Excel, WPS or LibreOffice saved it.

    It may be in UTF-8, UTF-16 or GB 18030, its cells parted by commas, semicolons or
    tabs. Raises CatalogError.
    """
    text = _decode(path, data)
    before = csv.field_size_limit(CATALOG_LIMIT)
    try:
        return Part(path, tuple(_joined(_read_rows(path, text))))
    finally:
        csv.field_size_limit(before)


def _decode(path: str, data: bytes) -> str:
    """Return the text of a table; what is no UTF-8 is what Chinese Windows writes."""
    if text := as_big5(data):
        shown = " ".join(text.split())[:40]
        raise CatalogError(
            f"this table looks like Big5, which reads: {shown}…",
            path=path,
            hint="In Excel: Save As, CSV UTF-8 (Comma delimited).",
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CatalogError(
        "this table is in none of UTF-8, UTF-16 and GB 18030",
        path=path,
        hint="In Excel: Save As, CSV UTF-8 (Comma delimited).",
    )


def _joined(rows: Iterable[_Row]) -> list[Item]:
    """Return the translations of rows, those of plural forms as one, wherever they stand."""
    found: list[Item] = []
    forms: dict[tuple[str | None, str], list[_Row]] = {}
    places: dict[tuple[str | None, str], int] = {}
    for row in rows:
        if row.form is not None:
            key = row.item.entry.context, row.item.entry.msgid
            places.setdefault(key, len(found))
            forms.setdefault(key, []).append(row)
            if len(forms[key]) > 1:
                continue
        found.append(row.item)
    for key, some in forms.items():
        found[places[key]] = _with_forms(some)
    return found


def _with_forms(rows: Sequence[_Row]) -> Item:
    """Return the translation whose plural forms stand in these rows."""
    first = min(rows, key=lambda row: row.form or 0).item
    said = {row.form: row.item.entry.msgstr for row in rows}
    texts = tuple(said.get(number, "") for number in range(max(2, len(said))))
    told = together(row.item.told for row in rows if row.item.entry.msgstr)
    fuzzy = told is Told.PERHAPS
    entry = replace(
        first.entry,
        msgstr=texts[0],
        msgid_plural=rows[0].plural,
        msgstr_plural=texts,
        flags=("fuzzy",) if fuzzy else (),
    )
    return replace(first, entry=entry, told=told)


def _read_rows(path: str, text: str) -> Iterator[_Row]:
    """Yield what stands in each row."""
    stream = StringIO(text, newline="")
    separator, columns, skipped = _read_head(path, stream)
    rows = csv.reader(stream, delimiter=separator, strict=True)
    try:
        for row in rows:
            if any(row):
                cells = dict(zip(columns, row, strict=False))
                yield _read_row(cells, rows.line_num + skipped)
    except csv.Error as error:
        raise CatalogError(
            f"this row of the table is not whole: {error}",
            path=path,
            line=rows.line_num + skipped,
            hint="Save the table again as CSV from the spreadsheet.",
        ) from None


def _read_head(path: str, stream: StringIO) -> tuple[str, list[str], int]:
    """Return the separator, the columns' names, and how many lines that took."""
    line = stream.readline()
    skipped = 1
    if line.lower().startswith("sep="):
        line = stream.readline()
        skipped += 1
    for separator in _SEPARATORS:
        names = [name.strip(' \r\n"').lower() for name in line.split(separator)]
        if {"source", "target"} <= set(names):
            return separator, names, skipped
    raise CatalogError(
        "the first row does not name the columns source and target",
        path=path,
        line=skipped,
        hint=f"The columns are: {', '.join(COLUMNS)}.",
    )


def _read_row(cells: dict[str, str], line: int) -> _Row:
    comment = bare_or_none(cells.get("comment", ""))
    remarks = () if comment is None else tuple(comment.split("\n"))
    target = bare(cells.get("target", ""))
    state = cells.get("state", "").strip().lower()
    told = _STATES.get(state, Told.NOTHING) if target else Told.NOTHING
    entry = Entry(
        bare(cells["source"]) if "source" in cells else "",
        target,
        bare_or_none(cells.get("context", "")),
        flags=("fuzzy",) if told is Told.PERHAPS else (),
        comments=tuple(one for one in remarks if not one.startswith(_OURS)),
        references=read_places(bare(cells.get("location", ""))),
        line=line,
    )
    form = cells.get("form", "").strip().removesuffix(".0")
    number = int(form) if form.isdecimal() and len(form) == 1 else None
    return _Row(Item(entry, told), number, bare_or_none(cells.get("plural", "")) or "")

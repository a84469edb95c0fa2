"""Reads and writes a glossary as a table: `translations/glossary.csv`.

The first row names the columns, in any order: `source` and `target` must be there. A
cell holds several texts parted by `|`. Law: what `write_table` writes, `read_table`
reads as the same terms.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO

from duizhao.diagnostics import Diagnostic, Place, Severity
from duizhao.errors import FileError
from duizhao.terms.model import Case, Glossary, Term
from duizhao.values import value

COLUMNS = ("source", "target", "forbidden", "part_of_speech", "note")
"""The columns of a new file; `case` and `first_use` are added where a term has them."""
_OURS = (*COLUMNS, "case", "first_use")
_OTHER_NAMES = {
    "targets": "target",
    "translation": "target",
    "not": "forbidden",
    "pos": "part_of_speech",
    "part of speech": "part_of_speech",
    "notes": "note",
    "comment": "note",
    "first use": "first_use",
    "case rule": "case",
    "原文": "source",
    "中文": "source",
    "译文": "target",
    "英文": "target",
    "禁用": "forbidden",
    "词性": "part_of_speech",
    "备注": "note",
    "大小写": "case",
    "首次": "first_use",
}
_SEPARATORS = ",;\t"
_LONGEST_CELL = 1_000_000  # characters
_ENCODINGS = (
    "save it as UTF-8; in Excel: Save As, CSV UTF-8 (Comma delimited). GB 18030 and "
    "UTF-16 are read, too"
)


@value
class Shape:
    """How a table is written, so that it can be written so again."""

    encoding: str = "utf-8"
    """As Python names it."""
    separator: str = ","
    """What parts the cells."""
    line_end: str = "\n"
    """What ends a row."""
    columns: tuple[str, ...] = COLUMNS
    """The columns' names as the file has them, in order."""


@value
class Table:
    """A glossary as it was read."""

    glossary: Glossary
    """Its terms."""
    findings: tuple[Diagnostic, ...] = ()
    """What is odd in it, row by row."""
    shape: Shape = Shape()
    """How it was written."""


def read_table(path: str, data: bytes) -> Table:
    """Return the glossary in a table: UTF-8, UTF-16 or GB 18030; `,`, `;` or tabs.

    Mistakes in single rows are findings, and the row is left out. Raises FileError for
    what is no such table.
    """
    encoding, text = _decode(path, data)
    line_end = "\r\n" if "\r\n" in text else "\n"
    separator, names, columns, skipped = _read_head(path, text)
    shape = Shape(encoding, separator, line_end, tuple(names))
    found: list[Diagnostic] = []
    terms: list[Term] = []
    for line, cells in _rows(path, text, separator, skipped):
        row = dict(zip(columns, cells, strict=False))
        shown = dict(zip(columns, names, strict=False))
        if len(cells) > len(columns) and any(map(str.strip, cells[len(columns) :])):
            found.append(_too_many(Place(path, line), len(cells), len(columns)))
        term, odd = _read_row(Place(path, line), row, shown)
        found += odd
        if term:
            terms.append(term)
    return Table(Glossary(tuple(terms)), (*found, *_clashes(path, terms)), shape)


def write_table(glossary: Glossary, shape: Shape = Shape()) -> bytes:  # noqa: B008 - a value
    """Return the file of a glossary; columns that it lacks and the terms need are added."""
    columns = list(shape.columns)
    known = {_plain(name) for name in columns}
    extra = dict.fromkeys(name for term in glossary for name, _ in term.extra)
    needed = [name for name in _OURS if any(_cell(term, name) for term in glossary)]
    columns += [name for name in needed if name not in known]
    columns += [name for name in extra if name not in columns]
    stream = StringIO(newline="")
    writer = csv.writer(
        stream, delimiter=shape.separator, lineterminator=shape.line_end
    )
    writer.writerow(columns)
    for term in glossary:
        own = dict(term.extra)
        writer.writerow(
            own.get(name, "") if name in own else _cell(term, _plain(name))
            for name in columns
        )
    return _encoded(stream.getvalue(), shape.encoding)


def _encoded(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:  # a curly quote or an accent that the old encoding lacks
        return text.encode("utf-8-sig", "surrogatepass")


def _cell(term: Term, column: str) -> str:
    match column:
        case "source":
            return term.source
        case "target":
            return _joined(term.targets)
        case "forbidden":
            return _joined(term.forbidden)
        case "part_of_speech":
            return term.part_of_speech
        case "note":
            return term.note
        case "case":
            return "" if term.case is Case.ANY else str(term.case)
        case "first_use":
            return term.first_use
        case _:
            return ""


def _joined(texts: Sequence[str]) -> str:
    return "|".join(text.replace("\\", "\\\\").replace("|", "\\|") for text in texts)


def _parted(cell: str) -> tuple[str, ...]:
    r"""Return the texts of a cell; `\|` is no border."""
    parts = re.findall(r"(?:\\[\\|]|[^|])+", cell)
    texts = (re.sub(r"\\([\\|])", r"\1", part).strip() for part in parts)
    return tuple(dict.fromkeys(text for text in texts if text))


def _decode(path: str, data: bytes) -> tuple[str, str]:
    """Return encoding and text; what is no UTF-8 is what Chinese Windows writes."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif data.startswith(b"\xef\xbb\xbf"):
        encodings = ["utf-8-sig"]
    else:
        encodings = ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            return encoding, data.decode(encoding)
        except UnicodeDecodeError:
            continue
    line = data.count(b"\n", 0, _first_bad(data)) + 1
    message = "this glossary is in none of UTF-8, UTF-16 and GB 18030"
    raise FileError(message, path=path, line=line, hint=_ENCODINGS)


def _first_bad(data: bytes) -> int:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _plain(name: str) -> str:
    name = name.strip(' \t\r\n"\ufeff').lower()
    return _OTHER_NAMES.get(name, name)


def _read_head(path: str, text: str) -> tuple[str, list[str], list[str], int]:
    """Return separator, columns as written and as we call them, and the lines before.

    Excel may begin with a line `sep=;`.
    """
    lines = text.split("\n", 2)
    skipped = 1 if lines[0].lower().startswith("sep=") else 0
    line = lines[skipped] if len(lines) > skipped else ""
    for separator in _SEPARATORS:
        names = [name.strip(' \t\r\n"\ufeff') for name in line.split(separator)]
        columns = [_plain(name) for name in names]
        if {"source", "target"} <= set(columns):
            return separator, names, columns, skipped + 1
    raise FileError(
        f"the first row must name the columns source and target; found “{line[:60].rstrip()}”",
        path=path,
        line=skipped + 1,
        hint=f"begin the file with: {','.join(COLUMNS)}",
    )


def _rows(
    path: str, text: str, separator: str, skipped: int
) -> Iterator[tuple[int, list[str]]]:
    """Yield the line on which each row begins, and its cells."""
    stream = StringIO(text, newline="")
    for _ in range(skipped):
        stream.readline()
    before = csv.field_size_limit(_LONGEST_CELL)
    rows = csv.reader(stream, delimiter=separator, strict=True)
    line = skipped + 1
    try:
        for cells in rows:
            if any(map(str.strip, cells)):
                yield line, cells
            line = skipped + rows.line_num + 1
    except csv.Error as error:
        raise FileError(
            f"this row is not whole: {error}",
            path=path,
            line=line,
            hint='a cell that holds a " is put in quotes, and the " is doubled: "a ""b"""',
        ) from None
    finally:
        csv.field_size_limit(before)


def _read_row(
    place: Place, row: Mapping[str, str], shown: Mapping[str, str]
) -> tuple[Term | None, list[Diagnostic]]:
    """Return the term of a row, or None, and what is odd in it."""
    cell = {name: text.strip() for name, text in row.items()}
    found: list[Diagnostic] = []
    source = cell.get("source", "")
    targets, forbidden = (
        _parted(cell.get("target", "")),
        _parted(cell.get("forbidden", "")),
    )
    if not source or not (targets or forbidden):
        lacking = "source" if not source else "target"
        message = f"this row has no {lacking}; it is left out"
        return None, [_finding(place, message, "fill the cell, or remove the row")]
    if both := [text for text in targets if text in forbidden]:
        message = f"“{both[0]}” is both translation of “{source}” and forbidden for it"
        hint = "remove it from one of the two cells; until then it is allowed"
        found.append(_finding(place, message, hint))
        forbidden = tuple(text for text in forbidden if text not in both)
    word = cell.get("case", "").lower()
    if word not in {"", *Case}:
        message = f"the case rule “{word}” is not known; any case will do"
        found.append(_finding(place, message, f"expected {', '.join(Case)} or nothing"))
        word = ""
    extra = tuple(
        (shown[name], text) for name, text in row.items() if name not in _OURS and text
    )
    part, note, first = (
        cell.get(name, "") for name in ("part_of_speech", "note", "first_use")
    )
    case = Case(word) if word else Case.ANY
    term = Term(
        source, targets, forbidden, part, note, case, first, extra, line=place.line
    )
    return term, found


def _clashes(path: str, terms: Sequence[Term]) -> Iterator[Diagnostic]:
    """Yield what two rows of one source say against each other."""
    seen: dict[tuple[str, str], Term] = {}
    for term in terms:
        other = seen.setdefault((term.source, term.part_of_speech), term)
        if other is term:
            continue
        place = Place(path, term.line)
        if set(term.targets) == set(other.targets):
            message = f"“{term.source}” stands here again, as on line {other.line}"
            yield _finding(place, message, "remove one of the two rows")
        else:
            message = (
                f"“{term.source}” is “{_joined(term.targets)}” here and "
                f"“{_joined(other.targets)}” on line {other.line}; both are allowed"
            )
            hint = "join the rows: one target cell may hold several, parted by |"
            yield _finding(place, message, hint)


def _too_many(place: Place, found: int, expected: int) -> Diagnostic:
    message = f"this row has {found} cells, the first row {expected}; the rest is lost"
    return _finding(place, message, "put a cell that holds a comma into quotes")


def _finding(place: Place, message: str, hint: str) -> Diagnostic:
    return Diagnostic("term.glossary", Severity.WARNING, place, message, hint)

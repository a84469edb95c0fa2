"""export and import: catalogs out to other programs, and what comes back into them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.po import read_po
from duizhao.catalog.write import write_po
from duizhao.errors import CatalogError, DuizhaoError, SettingsError
from duizhao.interchange.exchanged import Item, Part, Sent
from duizhao.interchange.formats import Format, read, write
from duizhao.interchange.tags import best_tag
from duizhao.interchange.take import Fate, Index, Taken, take
from duizhao.pipeline.plain import PlainFile
from duizhao.pipeline.saving import keep_theirs
from duizhao.pipeline.workplace import Workplace, no_collection
from duizhao.project import DocumentFile

_SHOWN = 40  # characters of a text in a message


@dataclass(frozen=True, slots=True)
class Order:
    """What is to go out."""

    form: Format
    """As what."""
    languages: tuple[str, ...] = ()
    """Into which languages; empty for all of the publication."""
    codes: bool = True
    """Whether inline markup is guarded, where the format can."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A file for another program."""

    name: str
    """Its path below the folder it goes to: `en/feature.xlf`."""
    sent: Sent
    """What is in it."""


def export_documents(
    place: Workplace, names: Iterable[str], order: Order
) -> Iterator[Exported]:
    """Yield a file for each translation of the documents called `names`, or of all.

    Raises CatalogError for a translation that is missing or damaged.
    """
    files = place.documents(names)
    pairs = [(file, one) for file in files for one in _languages(place, order)]
    for number, (file, language) in enumerate(pairs):
        place.progress(f"export {file.name}", number, len(pairs))
        catalog = _catalog(place, file, language)
        name = f"{language}/{file.name}{order.form.suffix}"
        with no_collection():
            sent = write(order.form, [catalog], codes=order.codes)
        yield Exported(name, sent)


def export_together(place: Workplace, names: Iterable[str], order: Order) -> list[Sent]:
    """Return one file of all the translations, at most one language of them.

    Raises SettingsError where the format holds one catalog only and there are more.
    """
    languages = _languages(place, order)
    files = place.documents(names)
    if len(languages) > 1:
        raise SettingsError(
            f"one file holds one language, not {len(languages)}",
            hint=f"add --language {languages[0]}, or give --output a folder",
        )
    if len(files) != 1 and not order.form.holds_many:
        raise SettingsError(
            f"one {order.form.suffix} file holds one document, not {len(files)}",
            hint="name the document, or give --output a folder",
        )
    catalogs = [_catalog(place, file, languages[0]) for file in files]
    with no_collection():
        return [write(order.form, catalogs, codes=order.codes)] if catalogs else []


def export_file(file: PlainFile, order: Order) -> Sent:
    """Return a plain catalog in another format. Raises CatalogError."""
    with no_collection():
        catalog = read_po(Path(file.path).name, file.data)
        return write(order.form, [catalog], codes=order.codes)


def _languages(place: Workplace, order: Order) -> tuple[str, ...]:
    """Return the languages that go out. Raises SettingsError for one that is none."""
    known = place.project.settings.publication.languages
    return tuple(map(place.language, order.languages)) or known


def _catalog(place: Workplace, file: DocumentFile, language: str) -> Catalog:
    path = place.project.po_path(file.name, language)
    catalog = place.catalog(path)
    if catalog is None:
        raise CatalogError(
            "this translation is missing",
            path=place.project.shown(path),
            hint=f"make it with: duizhao update {file.name}",
        )
    return catalog


@dataclass(frozen=True, slots=True)
class Terms:
    """How what comes back is taken."""

    language: str = ""
    """The language of what comes back; empty for what the files say."""
    confirmed: bool = False
    """Whether a fuzzy translation that comes back as it was is confirmed by that, where
    the file says nothing of it."""
    dry: bool = False
    """Whether nothing is written."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a returned file for one catalog."""

    path: str
    """The file that came back."""
    catalog: str
    """The catalog it went into."""
    taken: Taken
    """What became of its translations."""
    changed: bool
    """Whether the catalog is another one now, or would be."""


@dataclass(frozen=True, slots=True)
class _Way:
    """Some translations and the catalog they belong into."""

    part: Part
    path: Path
    items: tuple[Item, ...]


def import_files(
    place: Workplace, files: Sequence[PlainFile], terms: Terms
) -> list[Imported]:
    """Take returned files into the catalogs of the publication.

    A file says itself which catalog it is of (XLIFF), or its name does, or its texts
    do. All are read, and their places found, before the first catalog is written.
    Raises CatalogError for a damaged file, DuizhaoError for one that fits nowhere.
    """
    with no_collection():
        ways = [
            way
            for file in files
            for part in read(file.path, file.data)
            for way in _ways(place, part, terms)
        ]
        return [
            keep_theirs(place, way.path, partial(_take, place, way, terms))
            for way in ways
        ]


def import_file(
    file: PlainFile, po: PlainFile, time: datetime, terms: Terms
) -> tuple[bytes, Taken]:
    """Return the plain catalog `po` with what came back. Raises CatalogError."""
    with no_collection():
        return _take_plain(file, po, time, terms)


def _take_plain(
    file: PlainFile, po: PlainFile, time: datetime, terms: Terms
) -> tuple[bytes, Taken]:
    catalog = read_po(po.path, po.data)
    items = [item for part in read(file.path, file.data) for item in part.items]
    taken = take(catalog, items, confirmed=terms.confirmed, time=time)
    return write_po(taken.catalog), taken


def _take(place: Workplace, way: _Way, terms: Terms) -> Imported:
    """Take one part into its catalog, and write that."""
    project = place.project
    catalog = place.catalog(way.path)
    assert catalog is not None  # _ways has read it
    before = place.catalog_bytes(way.path) or b""
    taken = take(catalog, way.items, confirmed=terms.confirmed, time=place.time)
    data = write_po(taken.catalog, width=project.settings.catalog.width)
    changed = taken.catalog is not catalog and data != before
    if changed and not terms.dry:
        place.write(way.path, data, before=before)
    return Imported(way.part.path, project.shown(way.path), taken, changed)


def _ways(place: Workplace, part: Part, terms: Terms) -> list[_Way]:
    """Return where the translations of a part belong."""
    language = _language(place, part, terms)
    files = place.documents()
    named = [one for one in files if _is_named(place, one, part, language)]
    there = _catalogs(place, named or files, language)
    if named and len(there) == 1:
        path, catalog = there[0]
        way = _Way(part, path, part.items)
        index = Index(catalog)
        if part.original or any(index.find(item)[0] for item in part.items):
            return [way]
        # A name is easily given to another file; then its texts tell more.
        return _by_texts(part, _catalogs(place, files, language)) or [way]
    ways = _by_texts(part, there)
    if not ways:
        raise _strange(part)
    return ways


def _catalogs(
    place: Workplace, files: Iterable[DocumentFile], language: str
) -> list[tuple[Path, Catalog]]:
    """Return the catalogs of documents that have one."""
    paths = [place.project.po_path(one.name, language) for one in files]
    return [(path, one) for path in paths if (one := place.catalog(path)) is not None]


def _strange(part: Part) -> DuizhaoError:
    """Return the error for a file of which no sentence is known."""
    if not part.items:
        return DuizhaoError("there is no translation in this file", path=part.path)
    text = " ".join(part.items[0].entry.msgid.split())
    short = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return DuizhaoError(
        "no catalog of the publication holds a sentence of this file",
        path=part.path,
        hint=f"its first is read as “{short}”; a plain catalog is named behind it: "
        "duizhao import FILE CATALOG.po",
    )


def _language(place: Workplace, part: Part, terms: Terms) -> str:
    """Return the language of the publication that came back."""
    known = place.project.settings.publication.languages
    wanted = terms.language or part.language
    found = best_tag(wanted.replace("_", "-"), known) if wanted else None
    if found is None and not wanted and len(known) == 1:
        found = known[0]
    if found is None and terms.language:
        return place.language(wanted)
    if found is None:
        said = f"is in {wanted!r}" if wanted else "does not say its language"
        raise SettingsError(
            f"this file {said}; the publication is translated into {' '.join(known)}",
            path=part.path,
            hint="name the language with --language",
        )
    return found


def _is_named(place: Workplace, file: DocumentFile, part: Part, language: str) -> bool:
    """Whether a part says, or its file's name does, that it is of this document."""
    project = place.project
    if part.original:
        return part.original in (
            file.name,
            project.shown(file.path),
            project.shown(project.pot_path(file.name)),
            project.shown(project.po_path(file.name, language)),
        )
    stem = re.sub(r"\.[A-Za-z]{2,8}$", "", part.path.replace("\\", "/"))
    stem = re.sub(rf"[._-]{re.escape(language)}$", "", stem, flags=re.IGNORECASE)
    return f"/{stem}".endswith(f"/{file.name}")


def _by_texts(part: Part, there: Sequence[tuple[Path, Catalog]]) -> list[_Way]:
    """Return the catalogs that hold the texts of a part: one where it holds most.

    Empty where none of the texts is known.
    """
    found: list[tuple[int, Path, list[Item]]] = []
    for path, catalog in there:
        index = Index(catalog)
        known = [item for item in part.items if index.find(item)[0]]
        if known:
            found.append((len(known), path, known))
    if not found:
        return []
    most, path, _ = max(found, key=lambda one: one[0])
    if 2 * most >= len(part.items):
        return [_Way(part, path, part.items)]
    placed = {id(item) for _, _, items in found for item in items}
    rest = tuple(item for item in part.items if id(item) not in placed)
    ways = [_Way(part, path, tuple(items)) for _, path, items in found]
    return [*ways[:-1], replace(ways[-1], items=ways[-1].items + rest)]


def unplaced(imported: Iterable[Imported]) -> int:
    """Return how many translations found no place."""
    return sum(one.taken.count(Fate.UNPLACED) for one in imported)

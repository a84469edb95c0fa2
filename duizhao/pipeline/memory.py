"""memory and leverage: former translations gathered, looked up and used again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from hashlib import blake2b
from os.path import abspath
from pathlib import Path
from typing import TypeVar

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry
from duizhao.catalog.header import format_time
from duizhao.catalog.write import write_po
from duizhao.errors import FileError
from duizhao.files import is_inside
from duizhao.interchange.pair import Pair
from duizhao.interchange.tmx import Header, Seen, iter_tmx, write_tmx
from duizhao.memory.accepted import accepted, join
from duizhao.memory.index import FORMAT, Index, build_index
from duizhao.memory.leverage import Filled, leverage
from duizhao.memory.shelf import Shelf
from duizhao.memory.store import DamagedError, open_regular
from duizhao.pipeline.saving import keep_theirs, keep_trying
from duizhao.pipeline.workplace import Workplace, no_collection
from duizhao.project import DocumentFile
from duizhao.state import stamp_of

T = TypeVar("T")

_LIMIT = 1_000_000_000
_LONG = 5_000_000
# Bytes of memories and catalogs that take long enough to index for a bar to be shown.
# A file changed twice within one tick of the file system's clock looks the same after
# both: an index hardly younger than what it is made of is made anew the next time.
_YOUNG_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of `translations/memory.tmx`."""

    path: str
    """Its name, for messages."""
    added: int
    """How many pairs are new in it."""
    pairs: int
    """How many it holds now."""
    changed: bool
    """Whether the file was written."""


@dataclass(frozen=True, slots=True)
class Leveraged:
    """A translation whose empty entries were looked up."""

    document: str
    """The document's name."""
    language: str
    """The translation's tag."""
    path: str
    """The catalog, for messages."""
    filled: Filled
    """What was found."""
    changed: bool
    """Whether the catalog was written."""


def add_documents(place: Workplace, names: Iterable[str] = ()) -> Kept:
    """Bring the settled translations of the documents into `translations/memory.tmx`.

    A memory that has them already keeps its bytes. Raises CatalogError for a damaged
    catalog, FileError for a damaged memory; then nothing is written.
    """
    return _keep(place, _settled(place, place.documents(names)))


def import_files(place: Workplace, paths: Sequence[Path]) -> Kept:
    """Bring the pairs of TMX files into `translations/memory.tmx`.

    All are read before anything is written. Raises FileError.
    """
    found: list[Pair] = []
    for path in paths:
        # Where they stood in another publication says nothing here.
        found += (replace(pair, contexts=()) for pair in _foreign(place, path))
    return _keep(place, found)


def export_memory(place: Workplace) -> tuple[bytes, int]:
    """Return the TMX file of all that the publication has settled, and its size."""
    pairs = _own(place)
    return write_tmx(pairs, _header(place)), len(pairs)


def leverage_documents(
    place: Workplace,
    names: Iterable[str] = (),
    threshold: int = 70,
    *,
    dry_run: bool = False,
) -> list[Leveraged]:
    """Fill the empty entries of the documents' catalogs from all memories.

    All are looked up before the first is written; one that is saved by somebody in
    between is looked up again. Raises CatalogError and FileError.
    """
    files = place.documents(names)

    def work(shelves: Sequence[Shelf]) -> list[Leveraged]:
        done = _look_up(place, files, shelves, threshold)
        if dry_run:
            return done
        return [_save(place, one, shelves, threshold) for one in done]

    return with_shelves(place, work)


def with_shelves(
    place: Workplace, work: Callable[[Sequence[Shelf]], T], *, settled: bool = True
) -> T:
    """Return what `work` does with the memories, whose indexes are made where stale.

    With `settled`, what the catalogs have settled since the last `memory add` counts
    too, for which all are read. A damaged index is made anew, and the work done again.
    """
    try:
        return _with_open(place, work, anew=False, settled=settled)
    except DamagedError:
        return _with_open(place, work, anew=True, settled=settled)


def _with_open(
    place: Workplace,
    work: Callable[[Sequence[Shelf]], T],
    *,
    anew: bool,
    settled: bool,
) -> T:
    settings = place.project.settings.memory
    with ExitStack() as stack:
        own = (
            _open(
                place, "own", _own_inputs(place), lambda: iter(_own(place)), anew=anew
            )
            if settled
            else _open(
                place,
                "kept",
                [place.memory_path],
                lambda: iter(_remembered(place)[0]),
                anew=anew,
            )
        )
        stack.callback(own.close)
        shelves = [Shelf(place.project.shown(place.memory_path), own)]
        for name in settings.paths:
            path = Path(abspath(place.project.root / name))  # noqa: PTH100 - as written
            key = blake2b(name.encode(), digest_size=6).hexdigest()
            try:
                index = _open(
                    place,
                    f"{path.stem}-{key}",
                    [path],
                    lambda path=path: _foreign(place, path),  # type: ignore[misc]
                    anew=anew,
                )
            except FileError as error:
                error.hint = (
                    f"`paths` under [memory] in duizhao.toml names it; {error.hint}"
                )
                raise
            stack.callback(index.close)
            shelves.append(Shelf(name, index, settings.penalty, own=False))
        return work(shelves)


def _open(
    place: Workplace,
    name: str,
    inputs: Sequence[Path],
    pairs: Callable[[], Iterator[Pair]],
    *,
    anew: bool,
) -> Index:
    """Return the index `name`, made of `pairs` where it is not that of `inputs`."""
    publication = place.project.settings.publication
    stamps = [(str(path), stamp_of(path)) for path in inputs]
    languages = [publication.source_language, *publication.languages]
    key = json.dumps([FORMAT, languages, stamps])
    path = place.project.build / "memory" / f"{name}.index"
    if not anew and (found := _fresh(path, key, inputs)):
        return found
    if not is_inside(path, place.project.root):
        message = "this leads outside the publication; nothing is written"
        raise FileError(message, path=place.project.shown(path))
    if sum(stamp[1] for _, stamp in stamps if stamp) > _LONG:
        place.progress(f"index {name}", 0, 2)
    with no_collection():
        build_index(path, pairs(), key)
    return Index.open(path)


def _fresh(path: Path, key: str, inputs: Sequence[Path]) -> Index | None:
    """Return the index at `path` if it is whole and was made of these inputs."""
    made = stamp_of(path)
    times = [stamp[0] for one in inputs if (stamp := stamp_of(one))]
    if made is None or made[0] - max(times, default=0) < _YOUNG_NS:
        return None
    try:
        index = Index.open(path)
    except DamagedError:
        return None
    if index.store.key == key:
        return index
    index.close()
    return None


def _own_inputs(place: Workplace) -> list[Path]:
    languages = place.project.settings.publication.languages
    return [
        place.memory_path,
        *(
            place.project.po_path(file.name, language)
            for file in place.documents()
            for language in languages
        ),
    ]


def _own(place: Workplace) -> tuple[Pair, ...]:
    """Return the publication's memory with what its catalogs have settled since."""
    pairs = _settled(place, place.documents())
    return join(_remembered(place)[0], pairs, _date(place)).pairs


def _settled(place: Workplace, files: Iterable[DocumentFile]) -> list[Pair]:
    """Return what the catalogs have settled."""
    pairs: list[Pair] = []
    for file in files:
        for language in place.project.settings.publication.languages:
            catalog = place.catalog(place.project.po_path(file.name, language))
            if catalog is not None:
                pairs += accepted(catalog, file.name, language)
    return pairs


def _remembered(place: Workplace) -> tuple[list[Pair], bytes | None]:
    """Return what `memory.tmx` holds, and its bytes; None where there is no file."""
    path, shown = place.memory_path, place.project.shown(place.memory_path)
    if not path.exists():
        return [], None
    data = place.project.read_bytes(path, _LIMIT)
    publication, seen = place.project.settings.publication, Seen()
    languages = publication.languages
    pairs = list(
        iter_tmx(shown, data, publication.source_language, languages, seen, others=True)
    )
    if seen.units > seen.taken:
        raise FileError(
            f"{seen.units - seen.taken} of its units hold no {publication.source_language} "
            "text with a translation; they would be lost",
            path=shown,
            hint=f"move this file away and bring in what it holds: duizhao memory import "
            f"FILE; languages found: {', '.join(seen.languages)}",
        )
    return pairs, data


def _foreign(place: Workplace, path: Path) -> Iterator[Pair]:
    """Yield the pairs of another memory in the publication's languages."""
    publication, seen = place.project.settings.publication, Seen()
    shown = place.project.shown(path)
    source = publication.source_language
    with open_regular(path, shown) as file:
        yield from iter_tmx(shown, file, source, publication.languages, seen)
    if seen.units and not seen.taken:
        wanted = ", ".join(publication.languages)
        raise FileError(
            f"no pair from {source} into {wanted} is in this memory",
            path=shown,
            hint=f"it holds: {', '.join(seen.languages)}",
        )


def _keep(place: Workplace, new: Iterable[Pair]) -> Kept:
    """Add pairs to `memory.tmx`, over what was saved meanwhile."""
    found = tuple(new)
    return keep_trying(lambda: _add(place, found))


def _add(place: Workplace, new: Sequence[Pair]) -> Kept:
    """Do so; raise ChangedError where somebody has saved it since it was read."""
    path = place.memory_path
    old, before = _remembered(place)
    joined = join(old, new, _date(place))
    shown, count = place.project.shown(path), len(joined.pairs)
    if joined.pairs == tuple(old):
        return Kept(shown, 0, count, changed=False)
    data = write_tmx(joined.pairs, _header(place))
    # None would say that nobody edits it: one that was made meanwhile is kept, too.
    changed = place.write(path, data, before=before or b"")
    return Kept(shown, joined.added, count, changed)


def _header(place: Workplace) -> Header:
    publication = place.project.settings.publication
    return Header(
        publication.source_language, segmentation=str(publication.segmentation)
    )


def _date(place: Workplace) -> str:
    """Return the time of the run as TMX writes it."""
    return f"{place.time:%Y%m%dT%H%M%SZ}"


def _look_up(
    place: Workplace,
    files: Sequence[DocumentFile],
    shelves: Sequence[Shelf],
    threshold: int,
) -> list[Leveraged]:
    done: list[Leveraged] = []
    for number, file in enumerate(files):
        place.progress(f"leverage {file.name}", number, len(files))
        for language in place.project.settings.publication.languages:
            path = place.project.po_path(file.name, language)
            if place.catalog(path) is not None:
                done.append(_fill(place, file.name, language, shelves, threshold))
    return done


def _fill(
    place: Workplace,
    document: str,
    language: str,
    shelves: Sequence[Shelf],
    threshold: int,
) -> Leveraged:
    """Look up one catalog as it is now."""
    path = place.project.po_path(document, language)
    shown = place.project.shown(path)
    catalog = place.catalog(path) or Catalog(shown, Entry(""))
    filled = leverage(catalog, document, language, shelves, threshold)
    return Leveraged(document, language, shown, filled, changed=False)


def _save(
    place: Workplace, one: Leveraged, shelves: Sequence[Shelf], threshold: int
) -> Leveraged:
    """Write a catalog if something was filled in, over what was saved meanwhile."""
    if not one.filled.matches:
        return one
    path = place.project.po_path(one.document, one.language)
    waiting = [one]

    def work() -> Leveraged:
        # The second time round there is another catalog.
        return _write(
            place,
            waiting.pop()
            if waiting
            else _fill(place, one.document, one.language, shelves, threshold),
        )

    return keep_theirs(place, path, work)


def _write(place: Workplace, one: Leveraged) -> Leveraged:
    """Write a catalog if something was filled in."""
    if not one.filled.matches:
        return one
    path = place.project.po_path(one.document, one.language)
    time = format_time(place.time)
    catalog = one.filled.catalog.with_header("PO-Revision-Date", time)
    data = write_po(catalog, width=place.project.settings.catalog.width)
    changed = place.write(path, data, before=place.catalog_bytes(path))
    return replace(one, changed=changed)

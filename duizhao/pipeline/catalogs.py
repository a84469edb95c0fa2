"""extract: manuscripts into pots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from duizhao.catalog.header import Project as HeaderProject
from duizhao.catalog.lines import PAGE_WIDTH
from duizhao.catalog.potfile import SourceText, write_pot
from duizhao.config import Locations, Settings
from duizhao.diagnostics import Diagnostic
from duizhao.errors import CatalogError, DuizhaoError, combined
from duizhao.extraction import collect_texts, source_entries
from duizhao.language import gettext_code
from duizhao.pipeline.fresh import is_fresh_pot, pot_key
from duizhao.pipeline.sharing import share
from duizhao.pipeline.workplace import KEPT, Workplace, no_collection
from duizhao.project import DocumentFile
from duizhao.values import value

if TYPE_CHECKING:
    from duizhao.catalog.catalog import Catalog
    from duizhao.catalog.update import Update


@value
class Written:
    """A catalog that a verb has seen to."""

    document: str
    """The document's name."""
    path: str
    """The catalog's path, for messages."""
    entries: int
    """How many live entries it has."""
    changed: bool
    """Whether the file was written."""
    update: Update | None = None
    """What became of its entries; None for a pot."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What the reader found in the manuscript."""


def extract_documents(
    place: Workplace,
    names: Iterable[str] = (),
    *,
    unread: list[DuizhaoError] | None = None,
) -> list[Written]:
    """Bring the pots of the documents called `names` (or all) up to their manuscripts.

    A pot whose manuscript has not changed keeps its bytes. All manuscripts are read
    before the first pot is written. What is wrong with those that cannot be read goes
    into `unread`, and the others are seen to; None raises it before anything is written.
    Raises SourceError, FileError and CatalogError.
    """
    files = place.documents(names)
    done: dict[str, Written] = {}
    with no_collection():
        stale, failed = _read_stale(place, files)
        if failed and unread is None:
            raise combined(failed.values())
        files = tuple(file for file in files if file.name not in failed)
        if unread is not None:
            unread += failed.values()
        # Of a large publication none will be asked for again before it has to go; and
        # memory that is used anew at once is the quickest.
        keep = len(stale) <= KEPT
        pots = share(partial(_make_pot, place, keep=keep), stale)
        for number, (file, pot) in enumerate(pots):
            place.progress(f"extract {file.name}", number, len(stale))
            done[file.name] = _save_pot(place, file, pot)
    place.progress("extract", len(stale), len(stale))
    return [done.get(file.name) or _kept_pot(place, file) for file in files]


class _Pot(NamedTuple):
    """A pot made, and not yet written."""

    data: bytes
    """The file's content."""
    entries: int
    """How many entries it has."""
    diagnostics: tuple[Diagnostic, ...]
    """What the reader found in the manuscript."""
    new: bool
    """Whether there was none before."""


def _read_stale(
    place: Workplace, files: Iterable[DocumentFile]
) -> tuple[list[DocumentFile], dict[str, DuizhaoError]]:
    """Decode the manuscripts whose pots are stale; return what fails by document.

    Only the texts are kept: 500 manuscripts would take ten times as much memory.
    """
    failed: dict[str, DuizhaoError] = {}
    stale: list[DocumentFile] = []
    for file in files:
        if not place.anyway and is_fresh_pot(place, file):
            continue
        try:
            place.source(file)
        except DuizhaoError as error:
            failed[file.name] = error
        else:
            stale.append(file)
    return stale, failed


def _kept_pot(place: Workplace, file: DocumentFile) -> Written:
    """Return what is told of a pot that is up to date."""
    shown = place.project.shown(place.project.pot_name(file.name))
    key, _ = pot_key(place, file)
    return Written(file.name, shown, place.state.note(key) or 0, changed=False)


def _make_pot(place: Workplace, file: DocumentFile, *, keep: bool) -> _Pot:
    """Return the pot of a document; a second process may do this.

    `keep` is as `Workplace.manuscript` has it.
    """
    manuscript = place.manuscript(file, keep=keep)
    texts = collect_texts(manuscript, place.profile(file).rules)
    path = place.project.pot_name(file.name)
    old = _old_pot(place, path)
    data = _pot_bytes(place, path, old, manuscript.source.path, texts)
    return _Pot(data, len(texts), manuscript.diagnostics, old is None)


def _save_pot(place: Workplace, file: DocumentFile, pot: _Pot) -> Written:
    """Write a pot where it differs, and remember what it was made from."""
    path = place.project.pot_name(file.name)
    if pot.new:
        changed = place.write_new(path, pot.data)
    else:
        changed = place.write(path, pot.data, durable=False)
    key, inputs = pot_key(place, file)
    place.state.record(key, inputs, [path], note=pot.entries)
    shown = place.project.shown(path)
    return Written(file.name, shown, pot.entries, changed, None, pot.diagnostics)


def _pot_bytes(
    place: Workplace,
    path: str,
    old: Catalog | None,
    source: str,
    texts: Sequence[SourceText],
) -> bytes:
    """Return the pot `path` of the `texts` of the manuscript `source`.

    `old` is what is there now.
    """
    settings = place.project.settings
    width, header = settings.catalog.width, header_project(settings)
    if old is None and settings.catalog.locations is Locations.FULL:
        columns = PAGE_WIDTH if width is None else width
        return write_pot(source, texts, header, time=place.time, width=columns)
    # With all that reads and compares catalogs, which a first extraction need not load.
    from duizhao.pipeline.settled import settled_pot  # noqa: PLC0415

    entries = source_entries(source, texts)
    return settled_pot(place, path, entries, header, old)


def _old_pot(place: Workplace, path: str) -> Catalog | None:
    """Return the pot that is there; None for a damaged one, which nobody has edited."""
    try:
        return place.catalog(path)
    except CatalogError:
        return None


def header_project(settings: Settings) -> HeaderProject:
    """Return what catalog headers say about the publication."""
    publication = settings.publication
    return HeaderProject(
        name=publication.title or "duizhao",
        source_language=gettext_code(publication.source_language),
    )

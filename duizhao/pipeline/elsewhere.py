"""Translations of the same text in other documents: for what was moved or is repeated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry
from duizhao.errors import CatalogError, DuizhaoError, FileError
from duizhao.extraction import collect_texts, source_entries
from duizhao.files import CATALOG_LIMIT, iter_files
from duizhao.pipeline.fresh import is_fresh_pot
from duizhao.pipeline.workplace import Workplace
from duizhao.project import DocumentFile

_FEW = 64
# New texts that are looked for in the bytes of a catalog before it is read.
_NEEDLE = 6
# How many characters of each: no line of a catalog breaks off before.


class Elsewhere:
    """What the catalogs of one language hold of the texts that are new in a run.

    It is gathered before the first catalog is written, so that the order in which the
    documents are updated does not matter. With no new text no catalog is read. Catalogs
    of documents that are gone count too: a document may have been renamed.
    """

    def __init__(
        self, place: Workplace, stale: Sequence[DocumentFile], language: str
    ) -> None:
        self._place, self._language = place, language
        self._found: list[tuple[str, Catalog]] = []
        self._gone: list[Catalog] = []
        wanted = {text for file in stale for text in self._new_texts(file)}
        if wanted:
            needles = _needles(wanted)
            for file in place.documents():
                self._gather(file, wanted, needles)
            self._gather_gone(wanted, needles)

    def others(self, file: DocumentFile) -> tuple[Catalog, ...]:
        """Return what other documents than `file` hold."""
        return tuple(one for name, one in self._found if name != file.name)

    def former(self, file: DocumentFile, pot: Catalog) -> Catalog | None:
        """Return the catalog that `file` had under another name; None for a new one.

        The document of that name is gone, and most of what it held stands in `file`,
        the most part of it.
        """
        texts = {one.key for one in pot.live()}
        best: tuple[int, Catalog] | None = None
        for one in self._gone:
            held = {entry.key for entry in one.live()}
            both = len(texts & held)
            if 2 * both > max(len(texts), len(held)) and (not best or both > best[0]):
                best = both, one
        if best is None:
            return None
        path = self._place.project.po_path(file.name, self._language)
        return replace(best[1], path=self._place.project.shown(path))

    def _new_texts(self, file: DocumentFile) -> Iterable[str]:
        project = self._place.project
        pot = self._place.catalog(project.pot_path(file.name))
        old = self._place.catalog(project.po_path(file.name, self._language))
        for one in pot.live() if pot is not None else ():
            if old is None or old.find(one.key) is None:
                yield one.msgid

    def _gather(
        self, file: DocumentFile, wanted: set[str], needles: Sequence[bytes]
    ) -> None:
        """Keep what the catalog of `file` holds of the texts that are wanted."""
        path = self._place.project.po_path(file.name, self._language)
        catalog = self._catalog(path, needles)
        if catalog is not None and (held := _held(catalog, wanted)):
            known = self._texts(file)
            self._found.append((file.name, _marked(catalog, held, known)))

    def _gather_gone(self, wanted: set[str], needles: Sequence[bytes]) -> None:
        """Keep what the catalogs hold whose document is gone."""
        project, language = self._place.project, self._language
        documents = self._place.documents()
        known = {project.po_path(file.name, language) for file in documents}
        folder = project.po_path("any", language).parent
        paths = (path for path in iter_files(folder) if path.suffix == ".po")
        for path in sorted(set(paths) - known):
            # Nobody works with it: where it is damaged, it is merely of no use.
            with suppress(CatalogError, FileError):
                catalog = self._catalog(path, needles)
                if catalog is not None and (held := _held(catalog, wanted)):
                    self._found.append(("", _marked(catalog, held, set())))
                    self._gone.append(catalog)

    def _catalog(self, path: Path, needles: Sequence[bytes]) -> Catalog | None:
        """Return the catalog at `path`; None where none of the texts is in it."""
        if not path.exists():
            return None
        data = self._place.catalog_bytes(path)
        if data is None and needles:
            data = self._place.project.read_bytes(path, CATALOG_LIMIT)
        if data is not None and needles and not any(one in data for one in needles):
            return None
        return self._place.catalog(path)

    def _texts(self, file: DocumentFile) -> set[str]:
        """Return what the manuscript holds now; its pot may be of an older one."""
        place = self._place
        if not is_fresh_pot(place, file):
            # What is wrong with another manuscript is told where that is asked for.
            with suppress(DuizhaoError):
                rules = place.profile(file).rules
                manuscript = place.manuscript(file)
                texts = collect_texts(manuscript, rules)
                found = source_entries(manuscript.source.path, texts)
                return {one.msgid for one in found}
        pot = place.catalog(place.project.pot_path(file.name))
        return {one.msgid for one in pot.live()} if pot is not None else set()


def _held(catalog: Catalog, wanted: set[str]) -> list[Entry]:
    """Return what a catalog holds of the texts that are wanted."""
    return [one for one in catalog.entries if one.msgid in wanted and one.msgstr]


def _marked(catalog: Catalog, held: list[Entry], known: set[str]) -> Catalog:
    """Return what is held, obsolete where the manuscript, `known`, has it no longer."""
    entries = tuple(
        one if one.msgid in known else replace(one, obsolete=True) for one in held
    )
    return Catalog(catalog.path, catalog.header, entries)


def _needles(wanted: set[str]) -> list[bytes]:
    """Return how the texts begin, as bytes of a catalog; none where they are many."""
    if len(wanted) > _FEW:
        return []
    found: set[bytes] = set()
    for text in wanted:
        start = text[:_NEEDLE]
        for odd in '"\\\n\t\r':
            start = start.partition(odd)[0]
        if not start:
            return []
        found.add(b'"' + start.encode("utf-8", "surrogatepass"))
    return sorted(found)

"""Translations of the same text in other documents: for what was moved or is repeated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry
from duizhao.files import CATALOG_LIMIT
from duizhao.pipeline.workplace import Workplace
from duizhao.project import DocumentFile

_FEW = 64
# New texts that are looked for in the bytes of a catalog before it is read.
_NEEDLE = 6
# How many characters of each: no line of a catalog breaks off before.


class Elsewhere:
    """What the catalogs of one language hold of the texts that are new in a run.

    It is gathered before the first catalog is written, so that the order in which the
    documents are updated does not matter. With no new text no catalog is read.
    """

    def __init__(
        self, place: Workplace, stale: Sequence[DocumentFile], language: str
    ) -> None:
        self._place, self._language = place, language
        self._found: list[tuple[str, Catalog]] = []
        wanted = {text for file in stale for text in self._new_texts(file)}
        if wanted:
            needles = _needles(wanted)
            for file in place.documents():
                self._gather(file, wanted, needles)

    def others(self, file: DocumentFile) -> tuple[Catalog, ...]:
        """Return what other documents than `file` hold."""
        return tuple(one for name, one in self._found if name != file.name)

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
        project = self._place.project
        path = project.po_path(file.name, self._language)
        if not path.exists():
            return
        data = self._place.catalog_bytes(path)
        if data is None and needles:
            data = project.read_bytes(path, CATALOG_LIMIT)
        if data is not None and needles and not any(one in data for one in needles):
            return
        catalog = self._place.catalog(path)
        if catalog is None:
            return
        held = [one for one in catalog.entries if one.msgid in wanted and one.msgstr]
        if held:
            entries = self._marked(file, held)
            self._found.append(
                (file.name, Catalog(catalog.path, catalog.header, entries))
            )

    def _marked(self, file: DocumentFile, held: list[Entry]) -> tuple[Entry, ...]:
        """Return the entries, obsolete where the manuscript has the text no longer."""
        pot = self._place.catalog(self._place.project.pot_path(file.name))
        known = {one.msgid for one in pot.live()} if pot is not None else set()
        return tuple(
            one if one.msgid in known else replace(one, obsolete=True) for one in held
        )


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

"""stats: what can be said of the catalogs without making anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry
from duizhao.catalog.stats import Counts, Tally, tally, together
from duizhao.errors import DuizhaoError, SourceError
from duizhao.extraction import extract
from duizhao.pipeline.tallies import Tallies
from duizhao.pipeline.workplace import Workplace, no_collection
from duizhao.project import DocumentFile


@dataclass(frozen=True, slots=True)
class DocumentCounts:
    """How far one translation of one document has come."""

    document: str
    """The document's name."""
    language: str
    """The translation's tag."""
    counts: Counts
    """The figures; those of an empty translation where there is no catalog yet."""


def count_documents(
    place: Workplace,
    names: Iterable[str] = (),
    *,
    unread: list[DuizhaoError] | None = None,
) -> list[DocumentCounts]:
    """Return the counts of every translation.

    A manuscript is read only where a translation of it has not been begun. What is
    wrong with one that cannot be read goes into `unread`, and the others are counted;
    None raises it. Raises CatalogError, and SourceError.
    """
    languages = place.project.settings.publication.languages
    wanted = list(names)
    files = place.documents(wanted)
    found: dict[tuple[str, str], Counts] = {}
    failed: set[str] = set()
    with no_collection():
        kept = Tallies.open(place)
        for language in languages:
            tallies: dict[str, Tally] = {}
            for file in files:
                if file.name in failed:
                    continue
                known = kept.of_file(place.project.po_path(file.name, language))
                try:
                    tallies[file.name] = known or tally(_empty(place, file))
                except SourceError as error:
                    if unread is None:
                        raise
                    failed.add(file.name)
                    unread.append(error)
            for name, counts in zip(tallies, together(tallies.values()), strict=True):
                found[name, language] = counts
        if not wanted:
            kept.retire()
        kept.save()
    return [
        DocumentCounts(file.name, language, found[file.name, language])
        for file in files
        for language in languages
        if (file.name, language) in found
    ]


def _empty(place: Workplace, file: DocumentFile) -> Catalog:
    """Return the catalog of a translation that has not been begun."""
    entries = extract(place.manuscript(file), place.profile(file).rules)
    return Catalog("", Entry(""), entries)

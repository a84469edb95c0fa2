"""stats and check: what can be said of the catalogs without making anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry
from duizhao.catalog.stats import Counts, Tally, tally, together
from duizhao.checks.all import RULES
from duizhao.checks.rule import check_catalog
from duizhao.diagnostics import Diagnostic, Place, Severity
from duizhao.extraction import extract
from duizhao.pipeline.editions import Press
from duizhao.pipeline.strays import find_strays
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
    place: Workplace, names: Iterable[str] = ()
) -> list[DocumentCounts]:
    """Return the counts of every translation. Raises CatalogError."""
    languages = place.project.settings.publication.languages
    wanted = list(names)
    files = place.documents(wanted)
    found: dict[tuple[str, str], Counts] = {}
    with no_collection():
        kept = Tallies.open(place)
        for language in languages:
            tallies: list[Tally] = []
            for file in files:
                known = kept.of_file(place.project.po_path(file.name, language))
                tallies.append(tally(_empty(place, file)) if known is None else known)
            for file, counts in zip(files, together(tallies), strict=True):
                found[file.name, language] = counts
        if not wanted:
            kept.retire()
        kept.save()
    return [
        DocumentCounts(file.name, language, found[file.name, language])
        for file in files
        for language in languages
    ]


def _empty(place: Workplace, file: DocumentFile) -> Catalog:
    """Return the catalog of a translation that has not been begun."""
    entries = extract(place.manuscript(file), place.profile(file).rules)
    return Catalog("", Entry(""), entries)


def check_documents(place: Workplace, names: Sequence[str] = ()) -> list[Diagnostic]:
    """Return what is wrong with the manuscripts and their translations.

    The rules are run over each catalog, and each is laid over its manuscript, which
    tells what would not be printed. Raises SourceError and CatalogError.
    """
    disabled = set(place.project.settings.checks.disable)
    languages = place.project.settings.publication.languages
    press = Press(place)
    files = place.documents(names)
    found = [] if names else find_strays(place)
    for number, file in enumerate(files):
        place.progress(f"check {file.name}", number, len(files))
        found += place.manuscript(file).diagnostics
        for language in languages:
            path = place.project.po_path(file.name, language)
            catalog = place.catalog(path)
            if catalog is None:
                found.append(_no_catalog(place.project.shown(path), file.name))
                continue
            told = check_catalog(catalog, RULES, disabled)
            places = {(item.rule, item.place) for item in told}
            _, merged = press.merged(file, language)
            found += told
            found += [
                item
                for item in merged.diagnostics
                if (item.rule, item.place) not in places
            ]
    return [item for item in dict.fromkeys(found) if item.rule not in disabled]


def _no_catalog(path: str, name: str) -> Diagnostic:
    message = "this translation has not been begun"
    hint = f"make its catalog with: duizhao update {name}"
    return Diagnostic("state.missing", Severity.WARNING, Place(path), message, hint)

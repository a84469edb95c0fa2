"""update: pots into translations."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.pot import new_po
from duizhao.catalog.update import update
from duizhao.catalog.write import write_po
from duizhao.errors import CatalogError, DuizhaoError
from duizhao.files import Name
from duizhao.language import gettext_code
from duizhao.pipeline.catalogs import Written, extract_documents, header_project
from duizhao.pipeline.elsewhere import Elsewhere
from duizhao.pipeline.fresh import pot_key
from duizhao.pipeline.recalled import Recall
from duizhao.pipeline.saving import keep_theirs
from duizhao.pipeline.workplace import Workplace
from duizhao.project import DocumentFile


def update_documents(
    place: Workplace,
    names: Iterable[str] = (),
    *,
    literal: bool = False,
    unread: list[DuizhaoError] | None = None,
) -> list[Written]:
    """Bring every translation of the documents up to their manuscripts.

    Pots are brought up first, so `extract` need not be called before. All catalogs are
    read before the first is written: a damaged one stops the run with nothing changed.
    A manuscript that cannot be read need not: `unread` is as `extract_documents` has
    it. `literal` is as `update` has it. Raises SourceError and CatalogError.
    """
    files = place.documents(names)
    languages = place.project.settings.publication.languages
    stale = [
        (file, language)
        for file in files
        for language in languages
        if not _is_fresh(place, file, language)
    ]
    for file, language in stale:
        place.catalog(place.project.po_path(file.name, language))
    if wanted := list(dict.fromkeys(file.name for file, _ in stale)):
        done_pots = extract_documents(place, wanted, unread=unread)
        readable = {one.document for one in done_pots}
        stale = [one for one in stale if one[0].name in readable]
    elsewhere = {
        language: Elsewhere(place, [x for x, y in stale if y == language], language)
        for language in dict.fromkeys(language for _, language in stale)
    }
    recall = None if literal else Recall(place, unread)
    done: list[Written] = []
    for number, (file, language) in enumerate(stale):
        place.progress(f"update {file.name}", number, len(stale))
        path = place.project.po_path(file.name, language)
        known = elsewhere[language]
        work = partial(_update, place, file, language, known, recall)
        done.append(keep_theirs(place, path, work))
    return done


def _is_fresh(place: Workplace, file: DocumentFile, language: str) -> bool:
    if place.anyway:
        return False
    project = place.project
    made_pot = place.state.fresh(*pot_key(place, file))
    key, inputs = _update_key(place, file, language)
    po_there = project.po_path(file.name, language).exists()
    return made_pot and po_there and place.state.fresh(key, inputs)


def _update_key(
    place: Workplace, file: DocumentFile, language: str
) -> tuple[str, list[Name]]:
    project = place.project
    pot, po = project.pot_name(file.name), project.po_path(file.name, language)
    return f"po:{language}:{file.name}", [pot, po, place.settings_name]


def _update(
    place: Workplace,
    file: DocumentFile,
    language: str,
    known: Elsewhere,
    recall: Recall | None,
) -> Written:
    project, settings = place.project, place.project.settings
    path = project.po_path(file.name, language)
    pot = place.catalog(project.pot_path(file.name))
    if pot is None:
        raise CatalogError(
            "this pot is missing",
            path=project.shown(project.pot_path(file.name)),
            hint=f"make it with: duizhao extract {file.name}",
        )
    old = place.catalog(path)
    before = place.catalog_bytes(path) or b""
    # A document that was renamed brings its catalog along.
    former = old if old is not None else known.former(file, pot)
    base = former or _fresh_po(place, pot, path, language)
    time = place.time if former is not None else None
    others = known.others(file)
    result = update(base, pot, others=others, time=time, literal=recall is None)
    if recall is not None:
        result = recall.fill(file.name, language, base, result)
    made = result.catalog.afresh() if place.afresh else result.catalog
    data = write_po(made, width=settings.catalog.width)
    changed = place.write(path, data, before=before)
    key, inputs = _update_key(place, file, language)
    place.state.record(key, inputs)
    entries = sum(1 for _ in result.catalog.live())
    return Written(file.name, project.shown(path), entries, changed, result)


def _fresh_po(place: Workplace, pot: Catalog, path: Path, language: str) -> Catalog:
    project = header_project(place.project.settings)
    shown = place.project.shown(path)
    made = new_po(shown, pot, gettext_code(language), project, time=place.time)
    return made.with_entries(())

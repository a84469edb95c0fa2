"""Catalogs whose manuscript is gone: it was renamed, or removed."""

from __future__ import annotations

from pathlib import Path

from duizhao.files import iter_files
from duizhao.project import Project


def forsaken_catalogs(project: Project) -> list[str]:
    """Return the paths of catalogs that belong to no manuscript, for messages.

    Looked at are the pots, and the translations into the publication's languages.
    Nothing is removed: what they hold is still taken where a text turns up again.
    """
    names = {file.name for file in project.documents()}
    folders = [
        project.po_path("x", language).parent
        for language in project.settings.publication.languages
    ]
    return sorted(
        project.shown(path)
        for path in iter_files(project.translations)
        if not names.issuperset(_names(path, folders, project.translations))
    )


def _names(path: Path, folders: list[Path], pots: Path) -> list[str]:
    """Return the document that a catalog is of; none for what is no catalog of ours."""
    suffix = path.suffix
    if suffix not in {".po", ".pot"}:
        return []
    for folder in [pots] if suffix == ".pot" else folders:
        if path.is_relative_to(folder):
            return [path.relative_to(folder).as_posix().removesuffix(suffix)]
    return []

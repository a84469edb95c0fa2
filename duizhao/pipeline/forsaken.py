"""Catalogs whose manuscript is gone, and files in `source/` that are no manuscripts."""

from __future__ import annotations

from pathlib import Path

from duizhao.files import iter_files
from duizhao.project import Project

_TEXTS = {".docx", ".doc", ".odt", ".rtf", ".wps", ".pdf", ".html", ".htm", ".rst"}
# What an author may take for a manuscript; pictures and data are meant to lie there.


def foreign_manuscripts(project: Project) -> list[str]:
    """Return the paths of texts in `source/` that cannot be read, for messages."""
    return sorted(
        project.shown(path)
        for path in iter_files(project.source)
        if path.suffix.lower() in _TEXTS
    )


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

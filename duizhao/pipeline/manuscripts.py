"""merge: translated manuscripts, in build/merged/."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from duizhao.diagnostics import Diagnostic
from duizhao.pipeline.editions import Press
from duizhao.pipeline.workplace import Workplace


@dataclass(frozen=True, slots=True)
class MergedFile:
    """A translated manuscript that was made."""

    document: str
    """The document's name."""
    path: str
    """Its file, for messages."""
    percent: int
    """How much of it is translated, rounded down."""
    changed: bool
    """Whether the file was written."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """Why a translation was not used."""


def merge_documents(
    place: Workplace, names: Iterable[str] = (), *, fuzzy: bool = False
) -> list[MergedFile]:
    """Write every translation of the documents as a manuscript of its own.

    Raises SourceError and CatalogError.
    """
    project = place.project
    press = Press(place)
    done: list[MergedFile] = []
    for file in place.documents(names):
        for language in project.settings.publication.languages:
            edition, merged = press.merged(file, language, fuzzy=fuzzy)
            name = f"{file.name}{file.path.suffix}"
            path = project.build / "merged" / language / name
            data = merged.text.encode("utf-8", "surrogatepass")
            changed = place.write(path, data)
            shown = project.shown(path)
            found = merged.diagnostics
            done.append(MergedFile(file.name, shown, edition.percent, changed, found))
    return done

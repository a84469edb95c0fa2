"""A publication at work: its documents read once, its memory of what was made."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from duizhao.config import Extract
from duizhao.errors import DuizhaoError, SettingsError
from duizhao.files import CATALOG_LIMIT, MANUSCRIPT_LIMIT, Name
from duizhao.handles import Stamp
from duizhao.manuscripts import Profile, read_manuscript
from duizhao.project import SETTINGS, DocumentFile, Project, now
from duizhao.readers.encoding import control_characters, decode
from duizhao.segments import SegmentRules
from duizhao.source import Source
from duizhao.state import State
from duizhao.units import Manuscript

if TYPE_CHECKING:
    from duizhao.catalog.catalog import Catalog

KEPT = 32
"""How many manuscripts are held in memory; each is asked for several times in a row."""

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many steps are done and how many there are."""


def no_progress(_task: str, _done: int, _total: int) -> None:
    """Show nothing."""


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep Python from looking for garbage meanwhile.

    Values make no cycles, and looking through hundreds of thousands of them again and
    again takes a third of the time of an extraction.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(slots=True, eq=False, repr=False)
class Workplace:
    """What one run of a verb works on. Files are read when first asked for."""

    project: Project
    """The publication."""
    state: State
    """What was made from what."""
    time: datetime
    """The one clock of the run."""
    progress: Progress = no_progress
    """Told of each step."""
    anyway: bool = False
    """Whether catalogs are made that are up to date, too."""
    afresh: bool = False
    """Whether untouched entries are laid out anew, too."""
    _profiles: dict[str, Profile] = field(default_factory=dict)
    _sources: dict[str, Source] = field(default_factory=dict)
    _manuscripts: dict[str, Manuscript] = field(default_factory=dict)
    _catalogs: dict[str, tuple[Catalog, bytes]] = field(default_factory=dict)
    _files: tuple[DocumentFile, ...] | None = None

    @classmethod
    def open(cls, project: Project, progress: Progress = no_progress) -> Workplace:
        """Return the workplace of `project`."""
        return cls(project, State.load(project), now(), progress)

    def language(self, wanted: str = "") -> str:
        """Return the translation that is wanted: the first where none is named.

        Raises SettingsError for one that the publication does not have.
        """
        known = self.project.settings.publication.languages
        if wanted and wanted not in known:
            raise SettingsError(
                f"the publication is not translated into {wanted!r}",
                hint=f"its languages are: {', '.join(known)}",
            )
        return wanted or known[0]

    def documents(self, names: Iterable[str] = ()) -> tuple[DocumentFile, ...]:
        """Return the manuscripts called `names`, or all.

        A name may be that of the document, or the path of its manuscript or catalog.
        Raises DuizhaoError for a name that is none.
        """
        if self._files is None:
            self._files = self.project.documents()
        found = self._files
        wanted = list(names)
        if not wanted:
            return found
        by_name = {name: file for file in found for name in self._names(file)}
        for name in wanted:
            if name not in by_name:
                known = ", ".join(file.name for file in found[:8]) or "none yet"
                raise DuizhaoError(
                    f"there is no document {name!r}", hint=f"there are: {known}"
                )
        chosen = {by_name[name].name for name in wanted}
        return tuple(file for file in found if file.name in chosen)

    def profile(self, file: DocumentFile) -> Profile:
        """Return how the document is read."""
        settings = self.project.settings
        # Those of which nothing special is said share one.
        name = file.name if file.name in settings.documents else ""
        if known := self._profiles.get(name):
            return known
        rules = SegmentRules(
            settings.segmentation(file.name),
            everything=settings.publication.extract is Extract.ALL,
            cjk_breaks=settings.markdown.cjk_breaks,
        )
        language = settings.publication.source_language
        own = settings.document(file.name)
        profile = Profile(language, rules, settings.markdown, own.text)
        self._profiles[name] = profile
        return profile

    def manuscript(self, file: DocumentFile, *, keep: bool = True) -> Manuscript:
        """Return the document read, and remember it, if `keep`.

        Raises SourceError for an encoding that is neither UTF-8 nor declared.
        """
        known = self._manuscripts.get(file.name)
        if known is not None:
            return known
        source = self.source(file)
        del self._sources[file.name]
        manuscript = read_manuscript(source, self.profile(file))
        if odd := control_characters(source):
            found = (*manuscript.diagnostics, *odd)
            manuscript = replace(manuscript, diagnostics=found)
        if not keep:
            return manuscript
        # All of a large publication would not fit into memory; the oldest goes.
        if len(self._manuscripts) >= KEPT:
            del self._manuscripts[next(iter(self._manuscripts))]
        self._manuscripts[file.name] = manuscript
        return manuscript

    def source(self, file: DocumentFile) -> Source:
        """Return the document's text, held until `manuscript` is asked for.

        Raises FileError, and SourceError as `manuscript` does.
        """
        if file.name not in self._sources:
            data, stamp = self.project.read_stamped(file.file, MANUSCRIPT_LIMIT)
            self.state.hold(file.file, data, stamp)
            encoding = self.project.settings.document(file.name).encoding or None
            shown = self.project.shown(file.file)
            self._sources[file.name] = decode(shown, data, encoding)
        return self._sources[file.name]

    def catalog(self, path: Name) -> Catalog | None:
        """Return the catalog in a file, or None where there is no such file.

        Raises CatalogError for a damaged one.
        """
        name = os.fspath(path)
        if name not in self._catalogs:
            if not os.path.exists(name):  # noqa: PTH110 - see Name
                return None
            # A first extraction finds no catalog: it need not load the reader.
            from duizhao.catalog.po import read_po  # noqa: PLC0415

            data = self.project.read_bytes(name, CATALOG_LIMIT)
            self._catalogs[name] = (read_po(self.project.shown(name), data), data)
        return self._catalogs[name][0]

    def catalog_bytes(self, path: Name) -> bytes | None:
        """Return the bytes that `catalog` read, or None where there was no file."""
        known = self._catalogs.get(os.fspath(path))
        return known[1] if known else None

    def write(
        self,
        path: Name,
        data: bytes,
        *,
        before: bytes | None = None,
        durable: bool = True,
    ) -> bool:
        """Write a file of the publication; what was read of it is forgotten.

        `durable` and `before` are as `duizhao.files.write_atomic` has them.
        """
        stamp = self.project.write(path, data, before=before, durable=durable)
        return self._written(path, data, stamp)

    def write_new(self, name: str, data: bytes) -> bool:
        """Write a file that was not there just now, and need not be `durable`."""
        stamp = self.project.write_new(name, data)
        if stamp is None:
            return self.write(name, data, durable=False)
        return self._written(name, data, stamp)

    def _written(self, path: Name, data: bytes, stamp: Stamp | None) -> bool:
        self.let_go(path)
        if stamp:
            self.state.hold(path, data, stamp, own=True)
        return stamp is not None

    def let_go(self, path: Name) -> None:
        """Read the catalog at `path` anew when it is next asked for."""
        self.state.forget(path)
        self._catalogs.pop(os.fspath(path), None)

    def remove(self, path: Path) -> None:
        """Remove a file of `build/`, if it is there."""
        self.project.remove(path)
        self.state.forget(path)

    @property
    def memory_path(self) -> Path:
        """Where the publication's own memory is."""
        return self.project.translations / "memory.tmx"

    @property
    def has_memories(self) -> bool:
        """Whether the publication has a memory of its own or names another's."""
        return bool(self.project.settings.memory.paths) or self.memory_path.exists()

    @property
    def settings_path(self) -> Path:
        """The publication's `duizhao.toml`."""
        return self.project.root / SETTINGS

    @property
    def settings_name(self) -> str:
        """The same as a text."""
        return f"{self.project.root}/{SETTINGS}"

    def _names(self, file: DocumentFile) -> Iterable[str]:
        project = self.project
        yield file.name
        yield project.shown(file.file)
        yield project.shown(project.pot_name(file.name))
        for language in project.settings.publication.languages:
            yield project.shown(project.po_path(file.name, language))

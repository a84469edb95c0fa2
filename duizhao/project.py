"""A publication on the disk: its folders and files, the clock, the environment."""

from __future__ import annotations

import os
import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from duizhao.diagnostics import Diagnostic
from duizhao.errors import FileError, SettingsError
from duizhao.files import (
    MEGABYTE,
    Name,
    is_inside,
    iter_files,
    iter_names,
    read_file,
    read_stamped,
    write_new,
    write_stamped,
)
from duizhao.handles import Stamp
from duizhao.lock import PATIENCE, locked
from duizhao.values import value

if TYPE_CHECKING:
    from duizhao.config import Product, Settings
    from duizhao.render.page import Asset

SETTINGS = "duizhao.toml"
SUFFIXES = (".md", ".txt")
"""What a manuscript's file name ends in."""

_SETTINGS_LIMIT = MEGABYTE
_TEMPLATE_LIMIT = 20 * MEGABYTE
_CONTROL = "[\x00-\x1f\x7f\ud800-\udfff]"
TEMPLATE_BINARIES = (
    *(".docx", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"),
    *(".ttf", ".otf", ".woff", ".woff2"),
)
"""What the names of templates end in that are no text to be filled."""


@value
class DocumentFile:
    """A manuscript in `source/`."""

    name: str
    """The path below `source/` without its suffix, with `/`: the document's name."""
    file: str
    """The file."""

    @property
    def path(self) -> Path:
        """The same as a Path."""
        return Path(self.file)


@value
class Project:
    """A folder that holds a `duizhao.toml`, and what belongs to it."""

    root: Path
    """The folder: absolute, links followed."""
    settings: Settings = field(repr=False)
    """What its `duizhao.toml` says."""
    _plain: list[set[str]] = field(
        default_factory=list, init=False, compare=False, repr=False
    )
    """While it is locked, the folders found to be no links; see `is_inside`."""

    @classmethod
    def find(cls, start: Path) -> Project:
        """Return the publication that `start` is in: there, or in a folder above.

        Raises SettingsError where there is none, and for mistakes in its settings.
        """
        here = Path(os.path.realpath(start))
        for folder in (here, *here.parents):
            if (folder / SETTINGS).is_file():
                return cls(folder, _load_settings(folder / SETTINGS))
        raise SettingsError(
            f"no {SETTINGS} here nor in any folder above",
            path=str(start),
            hint="change to a publication's folder, name it with --project, "
            "or make one with: duizhao init NAME",
        )

    @property
    def source(self) -> Path:
        """The folder of the manuscripts; nothing is ever written there."""
        return self.root / "source"

    @property
    def translations(self) -> Path:
        """The folder of the catalogs, which people edit."""
        return self.root / "translations"

    @property
    def templates(self) -> Path:
        """The folder of the publication's own page templates; may be missing."""
        return self.root / "templates"

    @property
    def build(self) -> Path:
        """The folder of everything made; removing it loses nothing."""
        return self.root / "build"

    @property
    def _starter(self) -> Path:
        """The folder of the shipped templates."""
        # Catalogs are made without one.
        from duizhao.shipped import starter_root  # noqa: PLC0415

        return starter_root()

    def documents(self) -> tuple[DocumentFile, ...]:
        """Return the manuscripts, sorted by name.

        Files whose names begin with a dot or end otherwise than `SUFFIXES` are none.
        Raises FileError for two of one name and for a name that cannot be printed.
        """
        found: dict[str, DocumentFile] = {}
        start = len(os.fspath(self.source)) + 1
        for path in iter_names(self.source):
            whole, suffix = os.path.splitext(path)  # noqa: PTH122 - see Name
            if suffix.lower() not in SUFFIXES:
                continue
            name = whole[start:]
            if not name.isprintable() and re.search(_CONTROL, name):
                message = f"the file name {name!r} holds a character that is no text"
                raise FileError(message, path="source", hint="rename the file")
            if other := found.get(name):
                raise self._clash(*sorted((path, other.file)))
            found[name] = DocumentFile(name, path)
        return tuple(found[name] for name in sorted(found))

    def pot_path(self, document: str) -> Path:
        """Return the extracted catalog of the document of this name."""
        return Path(self.pot_name(document))

    def pot_name(self, document: str) -> str:
        """Return the same as a text."""
        return f"{self.root}/translations/{document}.pot"

    def po_path(self, document: str, language: str) -> Path:
        """Return the translation of the document of this name into `language`."""
        return self.translations / language / "LC_MESSAGES" / f"{document}.po"

    def product_path(self, document: str, product: Product) -> Path:
        """Return the file that `product` makes of the document of this name."""
        return self.build / product.name / f"{document}.{product.format}"

    def shown(self, path: Name) -> str:
        """Return the name of `path` for messages: below the publication where it is."""
        # As strings: it is asked for several times of every file there is.
        name, root = os.fspath(path), os.fspath(self.root)
        return name.removeprefix(f"{root}/") if name != root else "."

    def read_bytes(self, path: Name, limit: int) -> bytes:
        """Return the content of a file of at most `limit` bytes.

        Raises FileError for what cannot be read, is no regular file, is too large or,
        by a link, lies outside the publication.
        """
        return self.read_stamped(path, limit)[0]

    def read_stamped(self, path: Name, limit: int) -> tuple[bytes, Stamp]:
        """Return what `read_bytes` does, and the file's stamp from before."""
        if not self._holds(path):
            raise FileError(
                "this leads outside the publication",
                path=self.shown(path),
                hint="put the file itself in the place of the link",
            )
        return read_stamped(path, limit, self.shown(path))

    def write(
        self,
        path: Name,
        data: bytes,
        *,
        before: bytes | None = None,
        durable: bool = True,
    ) -> Stamp | None:
        """Make `data` the content of `path`, as `duizhao.files.write_stamped` does.

        Raises FileError for a path that, by a link, lies outside the publication.
        """
        if not self._holds(path):
            message = "this leads outside the publication; nothing is written"
            raise FileError(message, path=self.shown(path))
        try:
            return write_stamped(path, data, before=before, durable=durable)
        except FileError as error:
            error.path = self.shown(path)
            raise

    def write_new(self, name: str, data: bytes) -> Stamp | None:
        """Do what `duizhao.files.write_new` does, in a folder known to be no link."""
        if not (self._plain and name.rpartition("/")[0] in self._plain[-1]):
            return None
        try:
            return write_new(name, data)
        except FileError as error:
            error.path = self.shown(name)
            raise

    def remove(self, path: Path) -> None:
        """Remove a file in `build/`, where it is there.

        Raises FileError for a path outside of it: everything else is people's work.
        """
        if not is_inside(path.parent, self.build):
            message = "this is not in build/; it is not removed"
            raise FileError(message, path=self.shown(path))
        path.unlink(missing_ok=True)

    def load_asset(
        self, document_path: str, target: str, language: str = ""
    ) -> Asset | Diagnostic:
        """Return the picture that the manuscript at `document_path` calls `target`.

        `name.en.svg` beside `name.svg` is taken where `language` is English. A picture
        that is missing, outside the publication or none comes back as a finding.
        """
        # Catalogs are made without looking at a picture.
        from duizhao.assets import PictureName, load_asset  # noqa: PLC0415

        return load_asset(PictureName(self.root, document_path, target, language))

    def template_path(self, name: str) -> Path:
        """Return the template `name`: the publication's own, else the shipped one.

        Raises FileError where neither is there.
        """
        for folder in (self.templates, self._starter / "templates"):
            if os.path.lexists(folder / name):
                return folder / name
        raise FileError(
            "there is no such template",
            path=f"templates/{name}",
            hint=f"there are: {', '.join(self.template_names())}",
        )

    def template_names(self) -> tuple[str, ...]:
        """Return the names of all templates, the publication's and the shipped."""
        folders = (self.templates, self._starter / "templates")
        return tuple(
            sorted(
                {
                    path.relative_to(folder).as_posix()
                    for folder in folders
                    for path in iter_files(folder)
                }
            )
        )

    def read_template(self, name: str) -> bytes:
        """Return the content of the template `name`, such as `draft.docx`.

        Raises FileError where there is none, or a link leads out of its folder.
        """
        path = self.template_path(name)
        if path.is_relative_to(self.root):
            return self.read_bytes(path, _TEMPLATE_LIMIT)
        if not is_inside(path, self._starter):
            raise FileError("this is no template of ours", path=str(path))
        return read_file(path, _TEMPLATE_LIMIT)

    def read_templates(self, *names: str) -> Mapping[str, str]:
        """Return the text of the templates `names`, or of all that are text."""
        chosen = names or tuple(
            name
            for name in self.template_names()
            if not name.lower().endswith(TEMPLATE_BINARIES)
        )
        found: dict[str, str] = {}
        for name in chosen:
            try:
                found[name] = self.read_template(name).decode("utf-8-sig")
            except UnicodeDecodeError as error:
                line = error.object[: error.start].count(b"\n") + 1
                path = self.shown(self.template_path(name))
                raise FileError("this is not UTF-8", path=path, line=line) from error
        return found

    def settings_line(self, *keys: str) -> int:
        """Return the line of `duizhao.toml` that says the key of a table; 0 if none.

        A key that is not there has the line of its table.
        """
        # Only a message asks for it.
        from duizhao.toml_lines import find_lines  # noqa: PLC0415

        data = self.read_bytes(self.root / SETTINGS, _SETTINGS_LIMIT)
        lines = find_lines(data.decode("utf-8-sig", "replace").replace("\r\n", "\n"))
        ways = (keys[:length] for length in range(len(keys), 0, -1))
        return next((lines[way] for way in ways if way in lines), 0)

    @contextmanager
    def lock(self, patience: float = PATIENCE) -> Iterator[None]:
        """Keep other runs from writing to this publication meanwhile; see `locked`.

        What a run that was killed has left half-written is removed.
        """
        with locked(self.root, self.build.name, self.translations.name, patience):
            self._plain.append(set())
            try:
                yield
            finally:
                self._plain.pop()

    def _holds(self, path: Name) -> bool:
        """Return whether `path`, links followed, is in the publication."""
        return is_inside(path, self.root, self._plain[-1] if self._plain else None)

    def _clash(self, one: str, other: str) -> FileError:
        """Return the error for two manuscripts of one name."""
        return FileError(
            f"{self.shown(other)} has the same name but for its suffix; a document's "
            "catalog and products are called by that name",
            path=self.shown(one),
            hint="rename one of them",
        )


def now() -> datetime:
    """Return the time of this run in UTC, or that of SOURCE_DATE_EPOCH if it is set.

    Raises SettingsError where that holds anything but a whole number of seconds.
    """
    return fixed_time() or datetime.now(UTC)


def fixed_time() -> datetime | None:
    """Return the time that SOURCE_DATE_EPOCH sets, or None where it is not set.

    Raises SettingsError where it holds anything but a whole number of seconds.
    """
    said = os.environ.get("SOURCE_DATE_EPOCH")
    if not said:
        return None
    try:
        return datetime.fromtimestamp(int(said), UTC)
    except (ValueError, OverflowError, OSError) as error:
        message = f"must be a number of seconds since 1970, found {said!r}"
        raise SettingsError(message, path="SOURCE_DATE_EPOCH") from error


def _load_settings(path: Path) -> Settings:
    """Return what the settings file says."""
    data = read_file(path, _SETTINGS_LIMIT)
    try:
        # Another codec would have to be loaded for the mark alone.
        text = data.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SettingsError("this is not UTF-8", path=str(path), line=line) from error
    # `duizhao render` asks this module for the time alone.
    from duizhao.config import read_settings  # noqa: PLC0415

    return read_settings(SETTINGS, text.replace("\r\n", "\n"))

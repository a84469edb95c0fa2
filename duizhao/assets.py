"""Finds the pictures that manuscripts name: regular files of the publication only."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from duizhao.diagnostics import Diagnostic, Place, Severity
from duizhao.errors import FileError
from duizhao.files import MEGABYTE, is_inside, read_file
from duizhao.pictures import measure
from duizhao.render.page import Asset
from duizhao.source import LineIndex
from duizhao.svg import PictureError
from duizhao.values import value

PICTURE_LIMIT = 20 * MEGABYTE
"""The largest picture that is taken, in bytes."""

_MANUSCRIPT_LIMIT = 50 * MEGABYTE
# A browser skips blanks and control characters before and in a scheme; so do we.
_SCHEME = re.compile(r"[\x00-\x20]*[a-zA-Z][a-zA-Z0-9+.\x00-\x20-]*:")
_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


@value
class PictureName:
    """A picture as a manuscript names it."""

    root: Path
    """The publication's folder, links followed."""
    document: str
    """The manuscript's path below it."""
    target: str
    """The picture's path as written: a relative URL, percent-encoded or not."""
    language: str = ""
    """The language of the page; empty for the manuscript's own."""
    folder: Path = Path()
    """What to call `root` in messages, as the user did; nothing for a publication."""

    def iter_paths(self) -> Iterator[Path]:
        """Yield every file that may be meant, present or not, the most special first.

        For `en-GB` these are `name.en-GB.svg`, `name.en.svg` and `name.svg`. Nothing
        is yielded for a name that leads out of the publication.
        """
        written = re.split(r"[?#]", self.target, maxsplit=1)[0]
        name = unquote(written)
        # Looked at decoded: `%2fetc` is absolute, too.
        if _SCHEME.match(written) or _CONTROL.search(name) or not name.strip():
            return
        path = self.root / Path(self.document).parent / name
        if name.startswith("/") or not path.name or not is_inside(path, self.root):
            return
        for tag in dict.fromkeys((self.language, re.split("[-_@]", self.language)[0])):
            if tag:
                yield path.with_name(f"{path.stem}.{tag}{path.suffix}")
        yield path

    def finding(self, rule: str, message: str, hint: str = "") -> Diagnostic:
        """Return a finding where the manuscript first has the name."""
        place = self._place()
        more = hint or "a placeholder stands in its place until that is mended"
        rule = f"picture.{rule}"
        return Diagnostic(rule, Severity.ERROR, place, message, more, self.target)

    def shown(self, path: Path) -> str:
        """Return the name of a picture's file for messages."""
        return (self.folder / os.path.relpath(path, self.root)).as_posix()

    def _place(self) -> Place:
        """Return where the manuscript first has the name; the whole file if nowhere."""
        shown = self.shown(self.root / self.document)
        try:
            data = read_file(self.root / self.document, _MANUSCRIPT_LIMIT)
        except FileError:
            return Place(shown)  # the manuscript itself is reported by its reader
        at = data.find(self.target.encode("utf-8", "surrogatepass"))
        return LineIndex(shown, data).place(at) if at >= 0 else Place(shown)


def load_asset(name: PictureName) -> Asset | Diagnostic:
    """Return the picture that `name` means.

    What cannot be taken (missing, outside the publication, too large, no picture)
    comes back as a finding in the manuscript, so that the build goes on.
    """
    paths = list(name.iter_paths())
    if not paths:
        message = f"the picture {name.target!r} is not a file of this publication"
        hint = "put the picture beside the manuscript and name it relative to that"
        return name.finding("outside", message, hint)
    for path in paths:
        if not is_inside(path, name.root):
            message = f"the picture {name.shown(path)} leads outside the publication"
            return name.finding("outside", message)
        if os.path.exists(path):  # noqa: PTH110 - Path.exists raises for a long name
            return _read(name, path)
    hint = "put the file there, or correct its name; a placeholder stands in its place"
    message = f"there is no picture {name.shown(paths[-1])}"
    return name.finding("missing", message, hint)


def _read(name: PictureName, path: Path) -> Asset | Diagnostic:
    """Return the picture in the file `path`, or the finding that says why not."""
    try:
        data = read_file(path, PICTURE_LIMIT)
        size = measure(data)
    except FileError as error:
        reason = error.message
    except PictureError as error:
        reason = str(error)
    else:
        return Asset(path.name, data, size.media_type, size.width, size.height)
    message = f"the picture {name.shown(path)} is left out: {reason}"
    return name.finding("refused", message)

"""What was made from what: so that a build with nothing changed reads no file.

A file is known by its size, times and inode; only where these differ is it read, and
then its content decides. (500 documents with 8 products each: see `fresh`.)
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from duizhao.errors import FileError
from duizhao.files import Name, read_file, write_atomic
from duizhao.handles import Stamp, stamp_in
from duizhao.project import Project

_NAME = ".state.json"
_LIMIT = 200_000_000
_FILE_LIMIT = 1_000_000_000
_VERSION = 3
# A file changed twice within one tick of the file system's clock (4 ms on ext4, 2 s on
# FAT) looks the same after both: one so young is read again the next time.
_YOUNG_NS = 2_000_000_000

# What comes of looking for keys and lists in JSON that has others.
_ODD_JSON = (AttributeError, KeyError, TypeError)
_NO_STAMP = (0, 0, 0)
_SEAL = 34  # the bytes of a line end, a hash in hexadecimal, a line end

_PACKAGE = os.path.dirname(os.path.realpath(__file__))  # noqa: PTH120


@dataclass(slots=True, eq=False, repr=False)
class State:
    """The memory of builds, kept in `build/.state.json`."""

    path: Path
    """The file it is kept in."""
    program: str
    """What tells this version of the program from others."""
    _files: dict[str, tuple[Stamp, str]] = field(default_factory=dict)
    """What was last seen of each file: its stamp and the hash of its content."""
    _made: dict[str, tuple[str, dict[str, str], Any]] = field(default_factory=dict)
    """Of each key: the hash of what it was made from, those of the files made, by
    name, and the note."""
    _seen: dict[str, str] = field(default_factory=dict)
    """The hash of each file's content, as far as this run has asked for it, or has
    read or written it."""
    _own: dict[str, tuple[Stamp, str]] = field(default_factory=dict)
    """Stamp and hash of what this run itself has written."""
    _changed: bool = False
    """Whether there is something to save."""

    @classmethod
    def load(cls, project: Project) -> State:
        """Return the memory of `project`.

        It is empty after `make clean`, after a change of the program, and where the
        file is damaged: all that costs is one build.
        """
        path = project.build / _NAME
        state = cls(path, _describe_program())
        try:
            kept = json.loads(_unsealed(read_file(path, _LIMIT)))
            if kept["program"] == state.program:
                state._take(kept)
        except (FileError, ValueError, RecursionError, *_ODD_JSON):
            return cls(path, state.program)
        return state

    def _take(self, kept: Mapping[str, Any]) -> None:
        """Take over what was kept."""
        for path, (changed_ns, size, inode, digest) in kept["files"].items():
            self._files[path] = (changed_ns, size, inode), digest
        for key, (digest, outputs, note) in kept["made"].items():
            self._made[key] = digest, dict(outputs), note

    def fresh(self, key: str, inputs: Iterable[Name], values: str = "") -> bool:
        """Return whether what `key` names was made from just these files and `values`
        and still stands as it was made.

        A file that is missing counts as one with a content of its own. 500 documents
        with 8 products each are judged in less than 0.2 s of CPU.
        """
        made = self._made.get(key)
        return (
            made is not None
            and made[0] == self._digest(inputs, values)
            and all(self._hash(name) == digest for name, digest in made[1].items())
        )

    def note(self, key: str) -> Any:
        """Return what was noted with `key`, or None."""
        made = self._made.get(key)
        return made[2] if made else None

    def record(
        self,
        key: str,
        inputs: Iterable[Name],
        outputs: Iterable[Name] = (),
        values: str = "",
        note: Any = None,
    ) -> None:
        """Remember that `key` was made now from `inputs` and `values`.

        `note` is any JSON value worth knowing without making it again.
        """
        names = (os.fspath(path) for path in outputs)
        made = {name: self._own_hash(name) for name in names}
        self._made[key] = (self._digest(inputs, values), made, note)
        self._changed = True

    def forget(self, path: Name) -> None:
        """Look at `path` anew when it is asked for: this run has written it."""
        self._seen.pop(os.fspath(path), None)

    def hold(self, path: Name, data: bytes, stamp: Stamp, *, own: bool = False) -> None:
        """Know without reading it that `path` holds `data`, for all of this run.

        `stamp` is the file's from before it was read, or from as it was written by this
        run (`own`). What is made of `data` is recorded so, though somebody may save the
        file meanwhile: the next run finds another stamp and looks at it.
        """
        name, digest = os.fspath(path), _hash(data)
        if own:
            self._own[name] = stamp, digest
        self._know(name, stamp, digest, _YOUNG_NS)

    def keep(self, keys: Iterable[str]) -> tuple[Path, ...]:
        """Forget all but `keys`; return the files that only the others had made."""
        wanted = set(keys)
        gone = [key for key in self._made if key not in wanted]
        old = {name for key in gone for name in self._made.pop(key)[1]}
        still = {name for made in self._made.values() for name in made[1]}
        self._changed = self._changed or bool(gone)
        return tuple(Path(name) for name in sorted(old - still))

    def save(self) -> None:
        """Write the memory down where something is new; files now unused are left out."""
        if not self._changed:
            return
        used = self._seen.keys() | {o for made in self._made.values() for o in made[1]}
        content: Mapping[str, Any] = {
            "program": self.program,
            "files": {
                path: [*stamp, digest]
                for path, (stamp, digest) in sorted(self._files.items())
                if path in used
            },
            "made": dict(sorted(self._made.items())),
        }
        data = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        if self.path.is_symlink():  # a stranger's: what it points to is not ours
            self.path.unlink()
        write_atomic(self.path, _sealed(data.encode("utf-8", "surrogateescape")))
        self._changed = False

    def _digest(self, inputs: Iterable[Name], values: str) -> str:
        """Return a hash of the content of `inputs`, their names, and `values`."""
        parts = [values]
        for path in inputs:
            name = os.fspath(path)
            parts += (name, self._hash(name))
        return _hash("\0".join(parts).encode("utf-8", "surrogateescape"))

    def _hash(self, name: str, young_ns: int = _YOUNG_NS) -> str:
        """Return the hash of a file's content, as it was when first asked for.

        It is read only if its stamp is new; if it was changed less than `young_ns` ago,
        it is read again in the next run.
        """
        if seen := self._seen.get(name):
            return seen
        stamp = _stamp(name)
        known = self._files.get(name)
        if stamp is None:
            self._seen[name] = "missing"
        elif known and known[0] == stamp:
            self._seen[name] = known[1]
        else:
            self._know(name, stamp, _hash_content(name), young_ns)
            self._changed = True
        return self._seen[name]

    def _own_hash(self, name: str) -> str:
        """Return the hash of a file that this run made, as it made it."""
        if name not in self._own:
            return self._hash(name, 0)
        self._know(name, *self._own[name], 0)
        return self._seen[name]

    def _know(self, name: str, stamp: Stamp, digest: str, young_ns: int) -> None:
        """Remember the hash of a file's content, with its stamp where that is old."""
        young = time.time_ns() - stamp[0] < young_ns
        self._files[name] = (_NO_STAMP if young else stamp), digest
        self._seen[name] = digest


def _hash(data: bytes) -> str:
    """Return a hash of `data`: 128 bits of the one that processors know themselves."""
    return sha256(data).hexdigest()[:32]


def _sealed(data: bytes) -> bytes:
    """Return `data` with a last line by which any damage is seen."""
    return b"%s\n%s\n" % (data, _hash(data).encode())


def _unsealed(data: bytes) -> bytes:
    """Return what was sealed. Raises ValueError for the least damage.

    JSON alone would not tell: a letter changed in a name is a memory of something else.
    """
    text = data[:-_SEAL]
    if _sealed(text) != data:
        raise ValueError("damaged")
    return text


def stamp_of(path: Name) -> Stamp | None:
    """Return what tells a file's content from its earlier ones, None without a file."""
    return _stamp(os.fspath(path))


def _stamp(name: str) -> Stamp | None:
    """Return a file's stamp, or None where there is none."""
    try:
        found = os.stat(name)  # noqa: PTH116 - a Path costs as much as the call
    except (OSError, ValueError):
        return None
    return stamp_in(found)


def _hash_content(name: str) -> str:
    """Return the hash of a file's content, or of what keeps it from being read."""
    try:
        data = read_file(Path(name), _FILE_LIMIT)
    except FileError as error:
        return f"unreadable: {error.message}"
    return _hash(data)


def _describe_program() -> str:
    """Return what changes with the program, its Python and its libraries.

    The folder of the libraries has a new stamp when one is installed or removed.
    """
    names = [item for item in sys.path if item.endswith("-packages")]
    for top, folders, files in os.walk(_PACKAGE):
        folders[:] = [one for one in folders if not one.startswith((".", "__"))]
        names += [f"{top}/{name}" for name in files if name.endswith(".py")]
    text = repr((_VERSION, sys.version, [(one, _stamp(one)) for one in sorted(names)]))
    return _hash(text.encode("utf-8", "backslashreplace"))

"""Bytes in and out of files: reads that are bounded, writes that are whole or not."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from duizhao.errors import ChangedError, FileError
from duizhao.handles import (
    Stamp,
    keep_attributes,
    read_most,
    stamp_in,
    sync_folder,
    write_nameless,
    write_whole,
)
from duizhao.refused import read_error, written_error

Name: TypeAlias = str | Path
"""A path; as a text where there are many, for a Path takes as long as the system."""

MEGABYTE = 1_000_000
MANUSCRIPT_LIMIT = 50 * MEGABYTE
"""The largest manuscript that is read, in bytes."""
CATALOG_LIMIT = 200 * MEGABYTE
"""The largest catalog that is read, in bytes."""

_ANY_WRITE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
_PATIENCE = 0.2  # seconds
_TEMPORARY = re.compile(r"\.duizhao-(\d+)-[0-9a-f]{16}\.tmp")


def read_file(path: Name, limit: int, shown: str = "") -> bytes:
    """Return the bytes of a regular file of at most `limit` bytes.

    `shown` is the name for messages. Raises FileError for whatever else is there: a
    folder, a device, a pipe (which is never waited for), nothing, too much.
    """
    return read_stamped(path, limit, shown)[0]


def read_stamped(path: Name, limit: int, shown: str = "") -> tuple[bytes, Stamp]:
    """Return what `read_file` does, and the file's stamp from before it was read."""
    name = shown or str(path)
    try:
        # O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            about = os.fstat(handle)
            if not stat.S_ISREG(about.st_mode):
                raise FileError(
                    "this is not a regular file", path=name, hint="name a file"
                )
            # One byte more than allowed shows that there is more.
            data = read_most(handle, limit + 1, about.st_size)
        finally:
            os.close(handle)
    except OSError as error:
        raise read_error(error, name) from error
    except ValueError as error:
        raise FileError(f"no file can have this name: {error}", path=name) from error
    if len(data) > limit:
        found = f"larger than {limit / MEGABYTE:g} MB, the most that is read"
        raise FileError(found, path=name)
    return data, stamp_in(about)


def write_atomic(
    path: Name, data: bytes, *, before: bytes | None = None, durable: bool = True
) -> bool:
    """Make `data` the content of `path`; return False where it was so already.

    A reader sees the old content whole or the new whole, after a crash too. Missing
    folders are made; a file's mode, extended attributes and, where the system lets
    us, its owner are kept, and a symbolic link stays one. A read-only file is refused.

    `before` is what the caller has read of a file that people edit, b"" where there
    was none: a file that no longer holds just that is left alone, with a ChangedError,
    and so is one with several names (hard links), which this would part.

    What can be made again at any time need not be `durable`: it is whole or not there
    either, but after a crash of the machine perhaps the old one; waiting for the disk
    takes 2 ms a file. Raises FileError for a full disk and the like; then the old file
    stands and nothing else is left behind; or the new one does, where the disk fails
    only in confirming the name.
    """
    return write_stamped(path, data, before=before, durable=durable) is not None


def write_stamped(
    path: Name, data: bytes, *, before: bytes | None = None, durable: bool = True
) -> Stamp | None:
    """Do what `write_atomic` does; return the new file's stamp, None for no new one."""
    name = os.fspath(path)
    try:
        target, place = _follow(name)
        if place is not None:
            if _read_old(target) == data:
                return None
            _check_replaceable(target, place, edited=before is not None)
        folder = os.path.dirname(target) or "."  # noqa: PTH120
        temporary = f"{folder}/.duizhao-{os.getpid()}-{os.urandom(8).hex()}.tmp"
        try:
            old = target if place else ""
            stamp = _write_beside(temporary, data, durable=durable, old=old)
            if before is not None:
                _check_unchanged(target, before)
            os.replace(temporary, target)  # noqa: PTH105
        except BaseException:
            # Where this fails, too, the next run removes it: `remove_leftovers`.
            with contextlib.suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108
            raise
        if durable:
            sync_folder(folder)
    except OSError as error:
        raise written_error(error, name) from error
    return stamp


def write_new(name: str, data: bytes) -> Stamp | None:
    """Make `data` the content of a file that is not there, for what is not `durable`.

    Return its stamp; None where nothing came of it, and `write_stamped` has to do it:
    something is there, the folder is missing, the disk knows no such files. A link in
    the place of the file is something, too, and never followed. Raises FileError.
    """
    try:
        return write_nameless(os.path.dirname(name) or ".", name, data)  # noqa: PTH120
    except OSError as error:
        raise written_error(error, name) from error


def make_folder(folder: Path) -> None:
    """Make `folder` and those above it, where they are missing. Raises FileError."""
    try:
        _make_folder(folder, durable=True)
    except OSError as error:
        raise written_error(error, str(folder)) from error


def _make_folder(folder: Path, *, durable: bool) -> None:
    """Make `folder` and those above it; `durable`: their names are on the disk, too."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    if durable:
        for one in missing:
            sync_folder(os.fspath(one.parent))


def _check_replaceable(target: str, place: os.stat_result, *, edited: bool) -> None:
    """Raise FileError where putting another file into the place of `target` is wrong.

    Renaming asks nobody: it would go over a file that its owner has locked.
    """
    # Root may write to anything; a file without any write bit is meant to stay.
    if not place.st_mode & _ANY_WRITE or not os.access(target, os.W_OK):
        raise FileError(
            "this file is read-only; it is left as it is",
            path=target,
            hint="if it may change, make it writable (chmod u+w), then run the command "
            "again",
        )
    if edited and place.st_nlink > 1:
        raise FileError(
            f"this file has {place.st_nlink} names (hard links); replacing it would "
            "leave the others with the old text",
            path=target,
            hint="make the other names symbolic links (ln -s), or give this file a copy "
            "of its own, then run the command again",
        )


def wait_for_writer(seconds: float = _PATIENCE) -> None:
    """Wait; by default long enough for an editor that saves a file to have ended."""
    time.sleep(seconds)


def is_inside(path: Name, root: Path, plain: set[str] | None = None) -> bool:
    """Return whether `path`, links followed, is under `root`, itself without links.

    `plain` are folders that were looked at and found to be no links, nor in one; what
    is found now is added. So a run looks once at the folders of its 500 documents.
    """
    try:
        return _is_plainly_inside(path, root, plain) or Path(
            os.path.realpath(path)
        ).is_relative_to(root)
    except (OSError, ValueError):  # a NUL in the name; a loop of links
        return False


def _is_plainly_inside(path: Name, root: Path, plain: set[str] | None) -> bool:
    """Return whether `path` leads straight down from `root`, over no link."""
    name, start = os.fspath(path), len(os.fspath(root))
    if not name.startswith(f"{root}/") or "/.." in name:
        return False
    folder = name[: name.rindex("/")]
    if plain is None or folder not in plain:
        while (start := name.find("/", start + 1)) > 0:
            if os.path.islink(name[:start]):  # noqa: PTH114 - see Name
                return False
        if plain is not None:
            plain.add(folder)
    return not os.path.islink(name)  # noqa: PTH114


def remove_leftovers(folder: Path, *, deep: bool = True) -> int:
    """Remove what `write_atomic` left in `folder` when it was killed; `deep`: below it.

    Files of processes that still run stay, and what the system does not let go: it
    is in nobody's way. Return how many were removed.
    """
    gone = 0
    paths = iter_files(folder, hidden=True) if deep else _files_in(folder)
    for path in paths:
        match = _TEMPORARY.fullmatch(path.name)
        if match and not _is_running(int(match[1])):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
                gone += 1
    return gone


def _files_in(folder: Path) -> Iterator[Path]:
    """Yield what is in `folder` alone; nothing where it cannot be looked into."""
    with contextlib.suppress(OSError):
        yield from folder.iterdir()


def iter_files(folder: Path, *, hidden: bool = False) -> Iterator[Path]:
    """Yield every file below `folder`, none where it is missing, in no order.

    Linked folders are not entered, and names that begin with a dot left out unless
    `hidden`.
    """
    return map(Path, iter_names(folder, hidden=hidden))


def iter_names(folder: Path, *, hidden: bool = False) -> Iterator[str]:
    """Yield the names of what `iter_files` yields, each with that of `folder`."""
    for top, folders, names in os.walk(folder):
        if not hidden:
            folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if hidden or not name.startswith("."):
                yield f"{top}/{name}"


def _follow(name: str) -> tuple[str, os.stat_result | None]:
    """Return where the file `name` really is, and what `_find` tells of it."""
    try:
        found = os.lstat(name)
    except FileNotFoundError:
        return name, None
    if not stat.S_ISLNK(found.st_mode):
        return name, _regular(found, name)
    target = os.path.realpath(name)
    return target, _find(target)


def _find(target: str) -> os.stat_result | None:
    """Return what is told of the file `target`, or None where there is none."""
    try:
        found = os.stat(target)  # noqa: PTH116
    except FileNotFoundError:
        return None
    return _regular(found, target)


def _regular(found: os.stat_result, target: str) -> os.stat_result:
    """Return `found`, what is told of `target`. Raises FileError where it is no file."""
    if not stat.S_ISREG(found.st_mode):
        raise FileError("something that is no file is in the way", path=target)
    return found


def _read_old(target: str) -> bytes | None:
    """Return the content of `target`, or None where there is no such file."""
    return Path(target).read_bytes() if _find(target) else None


def _write_beside(temporary: str, data: bytes, *, durable: bool, old: str) -> Stamp:
    """Write `data` to a new file, with what the file `old` is beside its content.

    `old` is empty where there was none; then a missing folder is made. Return the stamp
    of what was written.
    """
    # Not even for a moment may others read what was hidden from them.
    mode = 0o600 if old else 0o666
    try:
        handle = os.open(temporary, _NEW_FILE, mode)
    except (FileNotFoundError, NotADirectoryError):
        # Asked for only now: nearly always the folder is there.
        _make_folder(Path(temporary).parent, durable=durable)
        handle = os.open(temporary, _NEW_FILE, mode)
    try:
        if old:
            keep_attributes(handle, old)
        return write_whole(handle, data, durable=durable)
    finally:
        os.close(handle)


def _check_unchanged(target: str, before: bytes) -> None:
    """Raise ChangedError where `target` no longer holds `before`, b"" for no file.

    The bytes decide, not the time: an editor may have set that back. The stamp shows
    that nobody has begun to write since they were read.
    """
    first = _find(target)
    found = _read_old(target)
    last = _find(target)
    same = (first and stamp_in(first)) == (last and stamp_in(last))
    if same and (found or b"") == before:
        return
    raise ChangedError(
        "this file was changed by somebody else since it was read; it is left as it is",
        path=target,
        hint="run the command again",
    )


def _is_running(process: int) -> bool:
    """Return whether there is a process of this number."""
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True

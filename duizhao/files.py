"""Bytes in and out of files: reads that are bounded, writes that are whole or not."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from duizhao.errors import FileError

MEGABYTE = 1_000_000
MANUSCRIPT_LIMIT = 50 * MEGABYTE
"""The largest manuscript that is read, in bytes."""
CATALOG_LIMIT = 200 * MEGABYTE
"""The largest catalog that is read, in bytes."""

_TEMPORARY = re.compile(r"\.duizhao-(\d+)-[0-9a-f]{16}\.tmp")


def read_file(path: Path, limit: int, shown: str = "") -> bytes:
    """Return the bytes of a regular file of at most `limit` bytes.

    `shown` is the name for messages. Raises FileError for whatever else is there: a
    folder, a device, a pipe (which is never waited for), nothing, too much.
    """
    name = shown or str(path)
    try:
        # O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise FileError("this is not a regular file", path=name)
            # One byte more than allowed shows that there is more.
            data = file.read(limit + 1)
    except OSError as error:
        raise _explain("read", error, name) from error
    except ValueError as error:
        raise FileError(f"no file can have this name: {error}", path=name) from error
    if len(data) > limit:
        found = f"larger than {limit / MEGABYTE:g} MB, the most that is read"
        raise FileError(found, path=name)
    return data


def write_atomic(
    path: Path, data: bytes, *, before: bytes | None = None, durable: bool = True
) -> bool:
    """Make `data` the content of `path`; return False where it was so already.

    A reader sees the old content whole or the new whole, after a crash too. Missing
    folders are made; a file's mode is kept, and a symbolic link stays one. Where
    `before` is given, a file that no longer holds just that is left alone, with a
    FileError: somebody saved it in the meantime. What can be made again at any time
    need not be `durable`: it is whole or not there either, but after a crash of the
    machine perhaps the old one; waiting for the disk takes 2 ms a file. Raises FileError for a full disk and
    the like; then the old file stands and nothing else is left behind.
    """
    # Names and not Paths from here on: of 500 pots these took as long as the system.
    name = os.fspath(path)
    target = os.path.realpath(name) if os.path.islink(name) else name  # noqa: PTH114
    try:
        place = _find(target)
        if place is not None and _read_old(target) == data:
            return False
        folder = os.path.dirname(target) or "."  # noqa: PTH120
        if place is None and not os.path.isdir(folder):  # noqa: PTH112
            Path(folder).mkdir(parents=True, exist_ok=True)
        temporary = f"{folder}/.duizhao-{os.getpid()}-{os.urandom(8).hex()}.tmp"
        try:
            _write_whole(temporary, data, place, durable=durable)
            _check_unchanged(target, before)
            os.replace(temporary, target)  # noqa: PTH105
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        if durable:
            _sync_folder(folder)
    except OSError as error:
        raise _explain("written", error, str(path)) from error
    return True


def is_inside(path: Path, root: Path) -> bool:
    """Return whether `path`, links followed, is under `root`, itself without links."""
    try:
        return _is_plainly_inside(path, root) or Path(
            os.path.realpath(path)
        ).is_relative_to(root)
    except (OSError, ValueError):  # a NUL in the name; a loop of links
        return False


def _is_plainly_inside(path: Path, root: Path) -> bool:
    """Return whether `path` leads straight down from `root`, over no link."""
    name, start = os.fspath(path), len(os.fspath(root))
    if not name.startswith(f"{root}/") or "/.." in name:
        return False
    while (start := name.find("/", start + 1)) > 0:
        if os.path.islink(name[:start]):  # noqa: PTH114 - see _stamp in state.py
            return False
    return not os.path.islink(name)  # noqa: PTH114


def remove_leftovers(folder: Path) -> int:
    """Remove what `write_atomic` left under `folder` when it was killed.

    Files of processes that still run stay. Return how many were removed.
    """
    gone = 0
    for path in iter_files(folder, hidden=True):
        match = _TEMPORARY.fullmatch(path.name)
        if match and not _is_running(int(match[1])):
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def iter_files(folder: Path, *, hidden: bool = False) -> Iterator[Path]:
    """Yield every file below `folder`, none where it is missing, in no order.

    Linked folders are not entered, and names that begin with a dot left out unless
    `hidden`.
    """
    for top, folders, names in os.walk(folder):
        if not hidden:
            folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if hidden or not name.startswith("."):
                yield Path(top, name)


def _find(target: str) -> os.stat_result | None:
    """Return what is told of the file `target`, or None where there is none."""
    try:
        found = os.stat(target)  # noqa: PTH116
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found.st_mode):
        raise FileError("something that is no file is in the way", path=target)
    return found


def _read_old(target: str) -> bytes | None:
    """Return the content of `target`, or None where there is no such file."""
    return Path(target).read_bytes() if _find(target) else None


def _write_whole(
    temporary: str, data: bytes, old: os.stat_result | None, *, durable: bool
) -> None:
    """Write `data` to a new file with owner and mode of `old`; `durable`: to disk."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    handle = os.open(temporary, flags, 0o666)
    try:
        if old is not None:
            # Only root may give files away; without that the writer owns the file.
            with contextlib.suppress(PermissionError):
                os.fchown(handle, old.st_uid, old.st_gid)
            os.fchmod(handle, stat.S_IMODE(old.st_mode))
        rest = memoryview(data)
        while rest:  # the system may take less than all at once
            rest = rest[os.write(handle, rest) :]
        if durable:
            os.fsync(handle)
    finally:
        os.close(handle)


def _check_unchanged(target: str, before: bytes | None) -> None:
    """Raise FileError where `before` is given and `target` no longer holds it."""
    if before is not None and _read_old(target) != before:
        raise FileError(
            "this file was changed by somebody else since it was read; it is left "
            "as it is",
            path=target,
            hint="run the command again",
        )


def _sync_folder(folder: str) -> None:
    """Bring the renaming of a file in `folder` to the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    except OSError as error:
        # Some network file systems know no fsync of folders; the file itself is safe.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


def _is_running(process: int) -> bool:
    """Return whether there is a process of this number."""
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _explain(verb: str, error: OSError, name: str) -> FileError:
    """Return the error for people that says what the system said."""
    reason = (error.strerror or str(error)).lower()
    return FileError(f"this file cannot be {verb}: {reason}", path=name)

"""What is done with open files: read, written, given the looks of another."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from typing import TypeAlias

from duizhao.errors import FileError

Stamp: TypeAlias = tuple[int, int, int]
"""Time of change in nanoseconds, size in bytes, inode."""

_ATTRIBUTES = ("user.", "system.posix_acl_access")
"""The attributes that people set: notes, tags, rights of single users."""
_NO_ATTRIBUTES = (errno.ENOTSUP, errno.ENOSYS, errno.EPERM)
"""What file systems say that have none."""
_NAMELESS = os.O_WRONLY | getattr(os, "O_TMPFILE", 0) | os.O_CLOEXEC


def stamp_in(found: os.stat_result) -> Stamp:
    """Return what changes whenever a file is written to or replaced."""
    return found.st_mtime_ns, found.st_size, found.st_ino


def read_most(handle: int, most: int, size: int) -> bytes:
    """Return what is in an open file of about `size` bytes, at most `most` of it.

    A file object would make room for all of `most` first, and ask the system thrice.
    """
    data = os.read(handle, min(most, size + 1))
    if len(data) == size > 0:
        return data  # one byte more was asked for, and was not there
    parts: list[bytes] = []
    while data:
        parts.append(data)
        most -= len(data)
        data = os.read(handle, min(most, size + 1))
    return b"".join(parts)


def write_whole(handle: int, data: bytes, *, durable: bool) -> Stamp:
    """Write `data` to a new file; return its stamp.

    `durable`: wait until it is on the disk.
    """
    rest = memoryview(data)
    while rest:  # the system may take less than all at once
        rest = rest[os.write(handle, rest) :]
    if durable:
        os.fsync(handle)
    return stamp_in(os.fstat(handle))


def write_nameless(folder: str, target: str, data: bytes) -> Stamp | None:
    """Write a new file that gets its name, `target` in `folder`, when it is whole.

    Nothing is left of it where the run is killed before, and the system takes two
    thirds of the time of another name and its change. Return the stamp; None where
    nothing came of it: the folder is missing, the name is taken, or the disk has no
    such files, as most network disks.
    """
    try:
        handle = os.open(folder, _NAMELESS, 0o666)
    except OSError:
        return None
    try:
        stamp = write_whole(handle, data, durable=False)
        try:
            # Without a folder Python would link the link, and not what it leads to.
            os.link(f"/proc/self/fd/{handle}", target, src_dir_fd=handle)
        except OSError:
            return None
    finally:
        os.close(handle)
    return stamp


def keep_attributes(handle: int, old: str) -> None:
    """Give an open file owner, mode and attributes of the file `old`.

    Raises FileError for an attribute that somebody set and that cannot be kept.
    """
    found = os.stat(old)  # noqa: PTH116
    # Only root may give files away; a group one is in may be given to all the same.
    try:
        os.fchown(handle, found.st_uid, found.st_gid)
    except PermissionError:
        with contextlib.suppress(PermissionError):
            os.fchown(handle, -1, found.st_gid)
    os.fchmod(handle, stat.S_IMODE(found.st_mode))
    if sys.platform != "linux":
        return
    try:
        names = os.listxattr(old)
    except OSError as error:
        if error.errno in _NO_ATTRIBUTES:
            return
        raise
    for name in names:
        # What the system sets itself (security.selinux) it sets for the new file, too.
        if not name.startswith(_ATTRIBUTES):
            continue
        try:
            os.setxattr(handle, name, os.getxattr(old, name))
        except OSError as error:
            raise FileError(
                f"the attribute {name} of this file cannot be kept: "
                f"{(error.strerror or str(error)).lower()}; it is left as it is",
                path=old,
                hint=f"remove the attribute if it may go (setfattr -x {name}), then run "
                "the command again",
            ) from error


def sync_folder(folder: str) -> None:
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

"""Keeps two runs from working on one publication at once."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from duizhao.errors import FileError
from duizhao.files import is_inside, remove_leftovers, wait_for_writer

PATIENCE = 5.0
"""Seconds to wait for another run: most are done in one, but a build may take minutes."""
_STEP = 0.05  # seconds between two looks
_NAME = ".lock"


@contextmanager
def locked(root: Path, build: str, work: str, patience: float) -> Iterator[None]:
    """Keep other runs from writing to the publication in `root` meanwhile.

    The lock is a file in its folder `build`. Where an earlier run was killed, what it
    left half-written there and in the folder `work` is removed. The lock falls with
    the process, however it ends. Raises FileError where another run is still at it
    after `patience` seconds.
    """
    with _open(root, build) as file:
        try:
            _take(file, patience)
        except BlockingIOError as error:
            raise FileError(
                "another run of duizhao is working on this publication",
                path=str(root),
                hint="wait until it is done, then run the command again",
            ) from error
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise FileError(
                f"this file cannot be locked: {reason}",
                path=f"{build}/{_NAME}",
                hint="keep the publication on a disk that knows locks (flock)",
            ) from error
        with _marked(file, (root / work, root / build)):
            yield


@contextmanager
def _marked(file: BinaryIO, folders: tuple[Path, ...]) -> Iterator[None]:
    """Leave a byte in the locked `file` until the run is at its end.

    Who finds one there knows that an earlier run was killed. It only saves looking
    through `folders` each time: where the disk takes no byte, there is none.
    """
    if os.fstat(file.fileno()).st_size:
        for folder in folders:
            remove_leftovers(folder)
    with suppress(OSError):
        os.pwrite(file.fileno(), b"1", 0)
    try:
        yield
    finally:
        with suppress(OSError):
            os.ftruncate(file.fileno(), 0)


def _open(root: Path, build: str) -> BinaryIO:
    """Return the file of the lock; a link in its place is not followed.

    A publication may come from a stranger: its links must not lead our writing.
    """
    folder = root / build
    if not is_inside(folder, root):
        message = "this leads outside the publication; nothing is written"
        raise FileError(message, path=build)
    try:
        folder.mkdir(exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_NONBLOCK
        handle = os.open(folder / _NAME, flags | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise FileError(
            f"this file cannot be written: {reason}",
            path=f"{build}/{_NAME}",
            hint="the folder of a publication must be one that you may write to, "
            "and build/ a folder in it",
        ) from error
    return os.fdopen(handle, "wb")


def _take(file: BinaryIO, patience: float) -> None:
    """Lock `file`; raises BlockingIOError where another run keeps it so long."""
    for _ in range(round(patience / _STEP)):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            wait_for_writer(_STEP)
        else:
            return
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

"""The file of an index: named sections in chunks, all under check sums.

It is made in one go and read by places, never as a whole: opening costs the tables
alone, and a file that somebody cuts short meanwhile is an error and no crash.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from struct import Struct
from typing import BinaryIO
from zlib import crc32

from duizhao.errors import FileError
from duizhao.refused import read_error, written_error

_MAGIC = b"DZMEM\x01\r\n"
_END = Struct("<QI8s")
_CHUNK = 1 << 22
_FOOTER_LIMIT = 1 << 26


class DamagedError(Exception):
    """An index that does not hold what was written; it is made anew, nothing is lost."""


@dataclass(slots=True)
class _Section:
    """What is told of a section in the file's footer."""

    starts: list[int] = field(default_factory=list)
    """Where each chunk begins in the section."""
    places: list[int] = field(default_factory=list)
    """Where each chunk begins in the file."""
    checks: list[int] = field(default_factory=list)
    """The CRC-32 of each chunk."""
    size: int = 0
    """The bytes of all chunks together."""


class Writer:
    """Writes sections side by side, each in chunks."""

    def __init__(self, file: BinaryIO) -> None:
        """Write to `file`, which is empty."""
        self._file = file
        self._at = file.write(_MAGIC)
        self._sections: dict[str, _Section] = {}
        self._waiting: dict[str, bytearray] = {}

    def add(self, name: str, data: bytes | bytearray) -> int:
        """Add to a section what shall stay together; return its place in it."""
        waiting = self._waiting.get(name)
        if waiting is None:
            waiting = self._waiting[name] = bytearray()
            self._sections[name] = _Section()
        section = self._sections[name]
        place = section.size + len(waiting)
        waiting += data
        if len(waiting) >= _CHUNK:
            self._flush(name)
        return place

    def flush(self, name: str) -> None:
        """Bring to the file what waits of a section, so that it can be read back."""
        if self._waiting.get(name):
            self._flush(name)

    def _flush(self, name: str) -> None:
        section, waiting = self._sections[name], self._waiting[name]
        section.starts.append(section.size)
        section.places.append(self._at)
        section.checks.append(crc32(waiting))
        section.size += len(waiting)
        self._at += _write(self._file, waiting)
        self._waiting[name] = bytearray()

    def read(self, name: str, place: int, length: int) -> bytes:
        """Return what was added to a section and flushed."""
        return _read(self._file, self._sections[name], place, length)

    def finish(self, key: str) -> None:
        """Write what is left, and the footer, which tells what the file was made of."""
        for name in self._sections:
            self.flush(name)
        told = {
            "key": key,
            "order": sys.byteorder,
            "sections": {
                name: [one.starts, one.places, one.checks, one.size]
                for name, one in self._sections.items()
            },
        }
        footer = json.dumps(told).encode()
        _write(self._file, footer + _END.pack(len(footer), crc32(footer), _MAGIC))


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """Give a writer for `path`, which is there at the end whole or as it was.

    Raises FileError for a full disk and the like.
    """
    temporary = path.parent / f".duizhao-{os.getpid()}-{os.urandom(8).hex()}.tmp"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with temporary.open("xb+", buffering=0) as file:
                yield Writer(file)
            temporary.replace(path)
        finally:
            with contextlib.suppress(FileNotFoundError):
                temporary.unlink()
    except OSError as error:
        raise written_error(error, str(path)) from error


@dataclass(slots=True)
class Store:
    """An index file that is open for reading."""

    file: BinaryIO
    """The open file."""
    key: str
    """What it was made of."""
    _sections: dict[str, _Section]

    @classmethod
    def open(cls, path: Path) -> Store:
        """Return the file opened. Raises DamagedError for one that is not whole."""
        try:
            file = path.open("rb", buffering=0)
        except OSError as error:
            raise DamagedError(str(error)) from error
        return cls.of(file)

    @classmethod
    def of(cls, file: BinaryIO) -> Store:
        """Return what is in an open file, or in memory. Raises DamagedError."""
        try:
            return cls(file, *_read_footer(file))
        except BaseException:
            file.close()
            raise

    def close(self) -> None:
        """Close the file."""
        self.file.close()

    def table(self, name: str, code: str) -> array[int]:
        """Return a section as numbers of the kind `code`. Raises DamagedError."""
        found = array(code)
        with _damage():
            for _, data in self.chunks(name):
                found.frombytes(data)
        return found

    def chunks(self, name: str) -> Iterator[tuple[int, bytes]]:
        """Yield the chunks of a section with their places. Raises DamagedError."""
        section = self._sections.get(name, _Section())
        stops = [*section.starts[1:], section.size] if section.starts else []
        for start, end, check in zip(
            section.starts, stops, section.checks, strict=True
        ):
            data = _read(self.file, section, start, end - start)
            if crc32(data) != check:
                raise DamagedError(name)
            yield start, data

    def read(self, name: str, place: int, length: int) -> bytes:
        """Return a part of a section, unchecked. Raises DamagedError for none such."""
        section = self._sections.get(name, _Section())
        if not (0 <= place <= place + length <= section.size):
            raise DamagedError(name)
        return _read(self.file, section, place, length)


def _write(file: BinaryIO, data: bytes | bytearray) -> int:
    """Write all of `data`, of which the system may take less at once."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]
    return len(data)


def open_regular(path: Path, shown: str) -> BinaryIO:
    """Return a regular file opened for reading; a pipe is never waited for.

    Raises FileError for whatever else is there, which messages call `shown`.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        file = os.fdopen(handle, "rb")
    except OSError as error:
        raise read_error(error, shown) from error
    except ValueError as error:
        message = f"no file can have this name: {error}"
        raise FileError(message, path=shown) from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        file.close()
        raise FileError("this is not a regular file", path=shown)
    return file


def _pread(file: BinaryIO, length: int, place: int) -> bytes:
    """Return bytes of a file, or of a buffer, without moving in it."""
    if isinstance(file, BytesIO):
        return bytes(file.getbuffer()[place : place + length])
    return os.pread(file.fileno(), length, place)


def _size(file: BinaryIO) -> int:
    if isinstance(file, BytesIO):
        return len(file.getbuffer())
    return os.fstat(file.fileno()).st_size


def _read(file: BinaryIO, section: _Section, place: int, length: int) -> bytes:
    """Return bytes that lie in one chunk, for nothing that is added is ever cut."""
    if not length:
        return b""
    at = bisect_right(section.starts, place) - 1
    where = section.places[at] + place - section.starts[at]
    try:  # and not `_damage`: this is called a thousand times in a look-up
        data = _pread(file, length, where)
    except (OSError, ValueError, TypeError) as error:
        raise DamagedError(str(error)) from error
    if len(data) != length:
        raise DamagedError("the file is too short")
    return data


def _read_footer(file: BinaryIO) -> tuple[str, dict[str, _Section]]:
    """Return what the end of the file tells. Raises DamagedError."""
    with _damage():
        size = _size(file)
        end = _pread(file, _END.size, max(0, size - _END.size))
        if len(end) != _END.size:
            raise DamagedError("the file is too short")
        length, check, magic = _END.unpack(end)
        if magic != _MAGIC or length > min(size, _FOOTER_LIMIT):
            raise DamagedError("no index")
        footer = _pread(file, length, size - _END.size - length)
        if crc32(footer) != check:
            raise DamagedError("footer")
        told = json.loads(footer)
        if told["order"] != sys.byteorder:
            raise DamagedError("of another kind of machine")
        return told["key"], {
            name: _Section(*parts) for name, parts in told["sections"].items()
        }


@contextmanager
def _damage() -> Iterator[None]:
    """Turn what comes of odd bytes into DamagedError."""
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedError(str(error)) from error

"""A text decoded once, and places in it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import PurePosixPath

from duizhao.diagnostics import Place
from duizhao.language import CONTROL
from duizhao.values import value


def document_name(path: str) -> str:
    """Return what `duizhao.toml` calls the document at `path`: its place in `source/`.

    >>> document_name("source/2025/gb.txt"), document_name("/tmp/gb.txt")
    ('2025/gb', 'gb')
    """
    name = PurePosixPath(path)
    inside = name.parts[:1] == ("source",)
    return (
        (name.relative_to("source") if inside else PurePosixPath(name.name))
        .with_suffix("")
        .as_posix()
    )


# No `value`: what is remembered of a text does not tell it from another.
@dataclass(frozen=True, slots=True)
class Source:
    """One file's text. Line ends stay as they are in the file."""

    path: str
    """The name that messages show."""
    text: str
    """The decoded text, without a byte-order mark."""
    bom: bool = False
    """Whether the file began with a UTF-8 byte-order mark."""
    encoding: str = "utf-8"
    """The encoding the file was read in, as Python names it."""
    _odd: list[bool] = field(
        default_factory=list, init=False, compare=False, repr=False
    )

    @property
    def odd(self) -> bool:
        """Whether the text holds a character of `CONTROL` anywhere."""
        # Asked for three times of each text, and it takes as long as decoding.
        if not self._odd:
            self._odd.append(CONTROL.search(self.text) is not None)
        return self._odd[0]


@value
class LineIndex:
    """Turns byte offsets of a UTF-8 text into lines and columns."""

    path: str
    """The file that the places name."""
    data: bytes = field(repr=False)
    """The whole text."""
    starts: tuple[int, ...] = field(repr=False)
    """The offset of each line's first byte, ascending, beginning with 0."""

    @classmethod
    def of(cls, path: str, data: bytes) -> LineIndex:
        """Index `data`, whose lines end in LF, CRLF or a lone CR."""
        # Bytes end lines just there, as texts do not.
        starts = list(accumulate(map(len, data.splitlines(keepends=True)), initial=0))
        if data and data[-1] not in b"\r\n":
            del starts[-1]  # the end of the text begins no line
        return cls(path, data, tuple(starts))

    def line(self, offset: int) -> int:
        """Return the one-based line that holds the byte at `offset`."""
        return bisect_right(self.starts, offset)

    def place(self, offset: int) -> Place:
        """Return the place of `offset`; its column counts characters, from 1."""
        line = self.line(offset)
        before = self.data[self.starts[line - 1] : offset]
        return Place(self.path, line, len(before.decode("utf-8", "replace")) + 1)

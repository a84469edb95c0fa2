"""A text decoded once, and places in it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import field
from io import BytesIO
from itertools import accumulate
from pathlib import PurePosixPath

from duizhao.diagnostics import Place
from duizhao.values import value

# Those of `CONTROL` that are one byte in UTF-8, and a byte of no other character.
_CONTROL_BYTES = bytes((*range(9), 11, 12, *range(14, 32), 127))


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


@value
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
    _data: list[bytes] = field(
        default_factory=list, init=False, compare=False, repr=False
    )
    _odd: list[bool] = field(
        default_factory=list, init=False, compare=False, repr=False
    )

    @classmethod
    def of(cls, path: str, data: bytes, *, bom: bool = False) -> Source:
        """Return the text that is `data` in UTF-8. Raises UnicodeDecodeError."""
        made = cls(path, data.decode(), bom)
        made._data.append(data)
        return made

    @property
    def data(self) -> bytes:
        """The text in UTF-8. Raises UnicodeEncodeError for a lone surrogate."""
        if not self._data:
            self._data.append(self.text.encode())
        return self._data[0]

    @property
    def odd(self) -> bool:
        """Whether the text holds a character of `CONTROL` anywhere."""
        # Asked for three times of each text.
        if not self._odd:
            self._odd.append(self._holds_control())
        return self._odd[0]

    def _holds_control(self) -> bool:
        """Look for each by itself: a class of all of them takes seven times as long."""
        try:
            data = self.data
        except UnicodeEncodeError:
            return True
        text = self.text
        return (
            any(map(data.__contains__, _CONTROL_BYTES))
            or "\ufffe" in text
            or "\uffff" in text
        )


@value
class LineIndex:
    """Turns byte offsets of a UTF-8 text into lines and columns."""

    path: str
    """The file that the places name."""
    data: bytes = field(repr=False)
    """The whole text, whose lines end in LF, CRLF or a lone CR."""
    _starts: list[int] = field(
        default_factory=list, init=False, compare=False, repr=False
    )

    @property
    def marked(self) -> bytes:
        """The text, as long, with a LF for each line end and none besides.

        Who goes through it in order counts them on the way, in half the time.
        """
        data = self.data
        if b"\r" not in data:
            return data
        return data.replace(b"\r\n", b" \n").replace(b"\r", b"\n")

    @property
    def starts(self) -> list[int]:
        """The offset of each line's first byte, ascending, beginning with 0."""
        if not self._starts:
            ends = accumulate(map(len, BytesIO(self.marked)), initial=0)
            self._starts.extend(ends)
            if self.data and self.data[-1] not in b"\r\n":
                del self._starts[-1]  # the end of the text begins no line
        return self._starts

    def line(self, offset: int) -> int:
        """Return the one-based line that holds the byte at `offset`."""
        return bisect_right(self.starts, offset)

    def place(self, offset: int) -> Place:
        """Return the place of `offset`; its column counts characters, from 1."""
        line = self.line(offset)
        before = self.data[self.starts[line - 1] : offset]
        return Place(self.path, line, len(before.decode("utf-8", "replace")) + 1)

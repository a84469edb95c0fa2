"""Where the characters of a PDF stand, read from its drawing operators."""

from __future__ import annotations

import io
import re
from typing import NamedTuple, TypeAlias

import pikepdf

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
FILLER = "\u200b"
"""What a glyph means that only fills a gap."""
_ONE: Matrix = (1, 0, 0, 1, 0, 0)


class Glyph(NamedTuple):
    """A character as it is drawn; points from the left and the top of the page."""

    text: str
    x: float
    y: float
    size: float
    width: float
    """What it takes by its font, before anything moves it."""

    @property
    def right(self) -> float:
        return self.x + self.width


class _Font(NamedTuple):
    names: dict[int, str]
    widths: dict[int, float]


def glyphs_of(content: bytes) -> list[list[Glyph]]:
    """Return the characters of each page, in the order of drawing."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [_page(page) for page in pdf.pages]


def lines_of(content: bytes, page: int = 0) -> list[list[Glyph]]:
    """Return the characters of a page by the lines that they stand on, left to right."""
    lines: dict[float, list[Glyph]] = {}
    for glyph in glyphs_of(content)[page]:
        near = next((y for y in lines if abs(y - glyph.y) < 1), glyph.y)
        lines.setdefault(near, []).append(glyph)
    return [sorted(lines[y], key=lambda one: one.x) for y in sorted(lines)]


def words_of(line: list[Glyph]) -> str:
    """Return what a line says."""
    return "".join(glyph.text for glyph in line)


def _page(page: pikepdf.Page) -> list[Glyph]:
    height = float(page.mediabox[3])
    fonts = {name: _font(font) for name, font in page.Resources.Font.items()}
    found: list[Glyph] = []
    now: Matrix = _ONE
    stack: list[Matrix] = []
    text: Matrix = _ONE
    font, size = _Font({}, {}), 0.0
    for step in pikepdf.parse_content_stream(page):
        operands = list(step.operands)
        match str(step.operator):
            case "q":
                stack.append(now)
            case "Q":
                now = stack.pop()
            case "cm":
                now = _times(_matrix(operands), now)
            case "Tm":
                text = _matrix(operands)
            case "Tf":
                font, size = fonts[str(operands[0])], float(operands[1])
            case "TJ":
                for item in operands[0]:
                    if not isinstance(item, pikepdf.String):
                        text = _times((1, 0, 0, 1, -float(item) / 1000 * size, 0), text)
                        continue
                    data = bytes(item)
                    for at in range(0, len(data), 2):
                        code = int.from_bytes(data[at : at + 2])
                        width = font.widths.get(code, 1000) / 1000 * size
                        place = _times(text, now)
                        scale = abs(place[0])
                        said = font.names.get(code, "\ufffd")
                        x, y = place[4], height - place[5]
                        if said != FILLER:
                            glyph = Glyph(said, x, y, size * scale, width * scale)
                            found.append(glyph)
                        text = _times((1, 0, 0, 1, width, 0), text)
    return found


def _matrix(operands: object) -> Matrix:
    a, b, c, d, e, f = (float(item) for item in operands)  # type: ignore[attr-defined]
    return a, b, c, d, e, f


def _times(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _font(font: pikepdf.Object) -> _Font:
    """Return the characters and widths of a font with codes of two bytes."""
    said = bytes(font.ToUnicode.read_bytes()).decode("ascii")
    names = {
        int(code, 16): bytes.fromhex(text).decode("utf-16-be")
        for code, text in re.findall(r"<([0-9a-fA-F]+)> <([0-9a-fA-F]+)>", said)
        if len(code) == 4
    }
    widths: dict[int, float] = {}
    given = list(font.DescendantFonts[0].W)
    while given:
        start, each = int(given.pop(0)), given.pop(0)
        if isinstance(each, pikepdf.Array):
            widths |= {start + i: float(width) for i, width in enumerate(each)}
        else:
            last = float(given.pop(0))
            widths |= dict.fromkeys(range(start, int(each) + 1), last)
    return _Font(names, widths)

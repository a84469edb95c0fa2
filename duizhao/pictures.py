"""A picture's type and size, read from its first bytes; no picture is decoded.

Pillow would tell the same, but costs more to import than a whole run of a verb.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

from duizhao.svg import SVG_TYPE, PictureError, measure_svg
from duizhao.values import value

PIXELS = 50_000_000
"""The largest picture that is taken, in pixels: 50 megapixels, an A3 page at 600 dpi
is 70, a poster photograph 45."""

# JPEG (ITU T.81, table B.1): frame headers are C0 to CF but for the three that are
# tables of other kinds; D0 to D9 and 01 stand alone, without a length.
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_ALONE = frozenset(range(0xD0, 0xD9)) | {0x01}


@value
class Measure:
    """What a picture is."""

    media_type: str
    """Such as `image/png`."""
    width: float
    """CSS pixels; a raster picture has one to each of its own."""
    height: float
    """CSS pixels."""


def measure(data: bytes) -> Measure:
    """Return type and size of the picture `data`.

    Raises PictureError, which says what was found, for anything that is not a PNG,
    JPEG, GIF, WebP or SVG picture with a size from 1 pixel to `PIXELS`.
    """
    media_type, read = _recognise(data)
    try:
        width, height = read(data)
    except (struct.error, IndexError) as error:
        raise PictureError("it ends before it has told its size") from error
    if not (width > 0 and height > 0):
        raise PictureError(f"its size is {width:g} × {height:g} pixels")
    if not width * height <= PIXELS:
        most = PIXELS // 1_000_000
        found = f"{width:g} × {height:g} pixels"
        raise PictureError(f"its size is {found}; the most is {most} million")
    return Measure(media_type, width, height)


def _recognise(data: bytes) -> tuple[str, Callable[[bytes], tuple[float, float]]]:
    """Return the media type and the reader of its size."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png", _measure_png
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg", _measure_jpeg
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif", _measure_gif
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp", _measure_webp
    # What is left is XML or nothing of ours: both are told apart by the XML parser.
    if data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return SVG_TYPE, measure_svg
    raise PictureError("it is no PNG, JPEG, GIF, WebP or SVG picture")


def _measure_png(data: bytes) -> tuple[float, float]:
    """Return width and height from the IHDR chunk, which must come first."""
    kind, width, height = struct.unpack_from(">4sII", data, 12)
    if kind != b"IHDR":
        raise PictureError("it is a broken PNG: it does not begin with its size")
    return width, height


def _measure_jpeg(data: bytes) -> tuple[float, float]:
    """Return width and height from the first frame header."""
    at = 2
    while True:
        if data[at] != 0xFF:
            raise PictureError("it is a broken JPEG: a marker is missing")
        marker = data[at + 1]
        if marker == 0xFF:  # fill bytes may stand before a marker
            at += 1
        elif marker in _JPEG_ALONE:
            at += 2
        elif marker in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return width, height
        else:
            at += 2 + max(2, struct.unpack_from(">H", data, at + 2)[0])


def _measure_gif(data: bytes) -> tuple[float, float]:
    """Return width and height of the logical screen."""
    width, height = struct.unpack_from("<HH", data, 6)
    return width, height


def _measure_webp(data: bytes) -> tuple[float, float]:
    """Return width and height from the first chunk (RFC 9649, 2.5 to 2.7)."""
    match data[12:16]:
        case b"VP8 ":
            width, height = struct.unpack_from("<HH", data, 26)
            return width & 0x3FFF, height & 0x3FFF
        case b"VP8L":
            bits = struct.unpack_from("<I", data, 21)[0]
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8X":
            wide, high = struct.unpack_from("<3s3s", data, 24)
            return _one_more(wide), _one_more(high)
        case _:
            raise PictureError("it is a broken WebP: its first chunk is unknown")


def _one_more(low: bytes) -> int:
    """Return one more than the number in `low`, its lowest byte first."""
    return 1 + int.from_bytes(low, "little")

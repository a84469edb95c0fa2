"""Types and sizes of pictures, from their first bytes."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.pictures import Measure, measure
from duizhao.svg import PictureError


def png(width: int, height: int) -> bytes:
    return (
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height) + b"\x08"
    )


def jpeg(width: int, height: int) -> bytes:
    head = b"\xff\xd8\xff\xe0\0\x04ab\xff\xff\xd0\xff\xc4\0\x02"
    return head + b"\xff\xc2\0\x0b\x08" + struct.pack(">HH", height, width)


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height)


def webp(chunk: bytes, rest: bytes) -> bytes:
    return b"RIFF\0\0\0\0WEBP" + chunk + b"\0\0\0\0" + rest


def svg(attributes: str, content: str = "") -> bytes:
    name = 'xmlns="http://www.w3.org/2000/svg"'
    return f"<!-- a --><svg {name} {attributes}>{content}</svg>".encode()


SIZES = [
    (png(640, 480), "png", 640, 480),
    (jpeg(640, 480), "jpeg", 640, 480),
    (gif(640, 480), "gif", 640, 480),
    (
        webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 640, 480)),
        "webp",
        640,
        480,
    ),
    (webp(b"VP8L", b"\x2f" + struct.pack("<I", 639 | 479 << 14)), "webp", 640, 480),
    (webp(b"VP8X", b"\0\0\0\0\x7f\x02\0\xdf\x01\0"), "webp", 640, 480),
    (svg('width="640" height="480"'), "svg+xml", 640, 480),
    (svg('viewBox="0 0 640 480"'), "svg+xml", 640, 480),
    (svg('viewBox="0,0,320,240" width="640"'), "svg+xml", 640, 480),
    (svg('viewBox="0 0 320 240" height="480px"'), "svg+xml", 640, 480),
    (svg('viewBox="0 0 640 480" width="100%"'), "svg+xml", 640, 480),
    (svg('width="1in" height="72pt"'), "svg+xml", 96, 96),
    (svg('width="25.4mm" height="2.54cm"'), "svg+xml", 96, 96),
    (svg(""), "svg+xml", 300, 150),
    (b"\xef\xbb\xbf" + svg(""), "svg+xml", 300, 150),
]


@pytest.mark.parametrize(("data", "kind", "width", "height"), SIZES)
def test_a_size_is_read(data: bytes, kind: str, width: int, height: int) -> None:
    found = measure(data)
    expected = (pytest.approx(width), pytest.approx(height))
    assert found.media_type == f"image/{kind}"
    assert (found.width, found.height) == expected


DOUBLING = "".join(
    f'<g id="a{n + 1}"><use href="#a{n}"/><use href="#a{n}"/></g>' for n in range(30)
)
CHAIN = "".join(f'<use id="a{n + 1}" href="#a{n}"/>' for n in range(5000))

REFUSED = [
    (b"", "it is no PNG"),
    (b"hello", "it is no PNG"),
    (b"<html><body></body></html>", "no SVG"),
    (b"<svg><a></svg>", "not well-formed"),
    (svg("")[:-3], "not well-formed"),
    (png(0, 5), "0 × 5"),
    (png(30_000, 30_000), "the most is 50 million"),
    (png(2**31, 2**31), "the most is"),
    (png(1, 1)[:18], "it ends before"),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rXXXX" + b"\0" * 8, "broken PNG"),
    (jpeg(5, 5)[:12], "it ends before"),
    (b"\xff\xd8\xff\xe0\0\x02xx", "broken JPEG"),
    (webp(b"ABCD", b"\0" * 20), "broken WebP"),
    (svg("", "<g>" * 200 + "</g>" * 200), "nested more than"),
    (svg("", f'<g id="a0"><path/></g>{DOUBLING}'), "draws more than"),
    (svg("", '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'), "draws"),
    (svg("", f'<path id="a0"/>{"<g/>" * 3}' + CHAIN), "draws more than"),
    (svg('width="1e9" height="1e9"'), "the most is"),
]


@pytest.mark.parametrize(("data", "message"), REFUSED)
def test_what_is_no_picture_is_told(data: bytes, message: str) -> None:
    with pytest.raises(PictureError, match=message):
        measure(data)


def test_a_link_to_an_element_around_it_is_no_circle() -> None:
    content = '<g id="a"><a href="#a"><path/></a></g>'
    assert measure(svg("", content)) == Measure("image/svg+xml", 300, 150)


HEADS = [case[0] for case in SIZES]


@settings(max_examples=150)
@given(st.sampled_from(HEADS), st.integers(0, 60), st.binary(max_size=40))
def test_no_bytes_raise_anything_else(head: bytes, cut: int, rest: bytes) -> None:
    try:
        found = measure(head[:cut] + rest)
    except PictureError:
        return
    assert found.width > 0
    assert found.height > 0

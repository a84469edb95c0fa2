"""SVG: made harmless, and drawn as PNG for programs that cannot show it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from lxml import etree

from duizhao.errors import RenderError
from duizhao.render.fonts import MONO, SANS_ZH, SERIF_ZH, NoFontsError, find_folder

_PIXELS: Final = 1600
"""The longer side of the drawing: 260 dots per inch over the width of the text."""
_HREFS: Final = ("href", "{http://www.w3.org/1999/xlink}href", "src")
_ACTIVE: Final = frozenset(
    {"script", "foreignObject", "iframe", "audio", "video", "handler", "listener"}
)
_EMBEDDED: Final = re.compile(
    r"\s*(?:#|data:image/(?:png|jpeg|gif|webp)[;,])", re.IGNORECASE
)
_OUTSIDE: Final = re.compile(
    r"@import[^;]*;?|url\(\s*['\"]?\s*(?!#|data:|['\"#\s])[^)]*\)", re.IGNORECASE
)

# resvg draws no text at all, and says nothing, where the generic families it falls
# back to are not installed; its own defaults are Times New Roman and Arial.
_SERIFS: Final = (
    *(SERIF_ZH, "Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC", "SimSun"),
    *("Songti SC", "DejaVu Serif", "Times New Roman"),
)
_SANS: Final = (
    *(SANS_ZH, "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC"),
    *("Microsoft YaHei", "PingFang SC", "DejaVu Sans", "Arial"),
)
_MONOS: Final = (
    *(MONO, "DejaVu Sans Mono", "Noto Sans Mono CJK SC", "Consolas", "Courier New"),
)


def clean_svg(data: bytes) -> bytes:
    """Return an SVG without scripts and without anything that reaches outside it.

    Measured: resvg opens any file that `<image href>` names. Raises RenderError where
    the data is no SVG.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RenderError(f"it is no SVG: {error}") from error
    if etree.QName(root).localname != "svg":
        raise RenderError("it is no SVG")
    for element in list(root.iter()):
        parent = element.getparent()
        if not isinstance(element.tag, str) or (
            etree.QName(element).localname in _ACTIVE
        ):
            if parent is not None:
                _remove(element)
            continue
        _clean_attributes(element)
        if etree.QName(element).localname == "style" and element.text:
            element.text = _OUTSIDE.sub("", element.text)
    return etree.tostring(root, encoding="utf-8")


def draw_svg(markup: bytes, width: float, height: float) -> bytes:
    """Return a PNG of a clean SVG whose natural size is `width` by `height` pixels.

    Raises RenderError where it cannot be drawn.
    """
    try:
        return _draw(
            svg_string=markup.decode(),
            serif_family=_installed(_SERIFS),
            sans_serif_family=_installed(_SANS),
            monospace_family=_installed(_MONOS),
            width=_PIXELS if width >= height else None,
            height=None if width >= height else _PIXELS,
        )
    except ValueError as error:
        raise RenderError(f"it cannot be drawn: {error}") from error


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _clean_attributes(element: etree._Element) -> None:
    for key, text in list(element.attrib.items()):
        name, value = str(key), str(text)
        local = etree.QName(name).localname
        if name in _HREFS or local in {"href", "base"}:
            kept = _EMBEDDED.match(value) is not None
        else:
            kept = not local.startswith("on")
        if not kept:
            del element.attrib[name]
        elif "url(" in value.lower():
            element.set(name, _OUTSIDE.sub("none", value))


@cache
def _installed(families: tuple[str, ...]) -> str:
    """Return the first family that resvg can draw with, found by drawing a letter."""
    return next((family for family in families if _draws(family)), families[-1])


def _draw(**settings: Any) -> bytes:
    """Call resvg, which is loaded by the first drawing: most texts have none."""
    import resvg_py  # noqa: PLC0415

    return bytes(resvg_py.svg_to_bytes(font_dirs=_folders(), **settings))


@cache
def _folders() -> list[str]:
    """Return where our own faces are; nowhere, where they cannot be had."""
    try:
        return [str(find_folder())]
    except NoFontsError:
        return []


def _draws(family: str) -> bool:
    frame = '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16">{}</svg>'
    letter = f'<text x="1" y="14" font-family="{family}">H</text>'
    drawn, empty = (
        _draw(svg_string=frame.format(content), serif_family="-", sans_serif_family="-")
        for content in (letter, "")
    )
    return drawn != empty

"""Pictures: parts of the package, and the drawings that show them."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

from lxml import etree
from lxml.etree import _Element as Node

from duizhao.diagnostics import Diagnostic, Place, Severity
from duizhao.errors import RenderError
from duizhao.render.docx import names as n
from duizhao.render.docx.library import RT, PackURI, Part
from duizhao.render.docx.svg import clean_svg, draw_svg
from duizhao.render.page import Asset
from duizhao.svg import in_colours
from duizhao.values import value

EMU_PER_TWIP: Final = 635
_EMU_PER_PIXEL: Final = 9525  # 914,400 EMU and 96 CSS pixels to the inch
_SVG_EXTENSION: Final = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"  # [MS-ODRAWXML] 2.2.1
_NATIVE: Final = frozenset({"image/png", "image/jpeg", "image/gif"})
_SVG: Final = "image/svg+xml"


@value
class Stored:
    """A picture in the package."""

    bitmap: Any
    """The part that every program can show."""
    vector: Any
    """The SVG beside it; None for other pictures."""


class Pictures:
    """The pictures of one product, each stored once."""

    def __init__(self, package: Any) -> None:
        """Store into `package`, python-docx's."""
        self._package = package
        self._stored: dict[int, Stored | None] = {}
        # Keys are ids of assets, which must therefore stay alive.
        self._alive: list[Asset] = []
        self._drawings = 0
        self._vectors = 0
        self.findings: list[Diagnostic] = []
        """What could not be shown."""

    def store(self, asset: Asset) -> Stored | None:
        """Return the stored picture; None, with a finding, where Word cannot show it."""
        if id(asset) not in self._stored:
            self._alive.append(asset)
            self._stored[id(asset)] = self._store(asset)
        return self._stored[id(asset)]

    def draw(self, run: Node, stored: Stored, part: Any, picture: Picture) -> None:
        """Put a drawing of `stored` into `run`, an element of `part`."""
        self._drawings += 1
        identifier = str(self._drawings)
        embed = part.relate_to(stored.bitmap, RT.IMAGE)
        vector = (
            "" if stored.vector is None else part.relate_to(stored.vector, RT.IMAGE)
        )
        size = {"cx": str(picture.width), "cy": str(picture.height)}
        drawing = etree.SubElement(run, n.DRAWING)
        inline = etree.SubElement(drawing, f"{{{n.WP}}}inline")
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")
        etree.SubElement(inline, f"{{{n.WP}}}extent", size)
        named = {
            "id": identifier,
            "name": f"Picture {identifier}",
            "descr": picture.alt,
        }
        etree.SubElement(inline, f"{{{n.WP}}}docPr", named)
        graphic = etree.SubElement(inline, f"{{{n.A}}}graphic")
        data = etree.SubElement(graphic, f"{{{n.A}}}graphicData", uri=n.PIC)
        pic = etree.SubElement(data, f"{{{n.PIC}}}pic")
        about = etree.SubElement(pic, f"{{{n.PIC}}}nvPicPr")
        etree.SubElement(about, f"{{{n.PIC}}}cNvPr", id=identifier, name=named["name"])
        etree.SubElement(about, f"{{{n.PIC}}}cNvPicPr")
        _fill(pic, embed, vector)
        _shape(pic, size)

    def _store(self, asset: Asset) -> Stored | None:
        try:
            return self._convert(asset)
        except Exception as error:  # noqa: BLE001 -- python-docx and Pillow raise anything
            self.findings.append(
                Diagnostic(
                    "docx.picture",
                    Severity.WARNING,
                    Place(asset.name),
                    f"the picture cannot be shown in Word: {error or type(error).__name__}",
                    "save it again as PNG, JPEG or SVG",
                    asset.name,
                )
            )
            return None

    def _convert(self, asset: Asset) -> Stored:
        if not (asset.width > 0 and asset.height > 0):
            raise RenderError("it has no size")
        if asset.media_type in _NATIVE:
            return Stored(self._bitmap(asset.data), None)
        if asset.media_type == _SVG:
            markup = clean_svg(in_colours(asset.data, {}))
            bitmap = self._bitmap(draw_svg(markup, asset.width, asset.height))
            self._vectors += 1
            name = PackURI(f"/word/media/vector{self._vectors}.svg")
            return Stored(bitmap, Part(name, _SVG, markup, self._package))
        return Stored(self._bitmap(_to_png(asset.data)), None)

    def _bitmap(self, data: bytes) -> Any:
        return self._package.get_or_add_image_part(BytesIO(data))


@value
class Picture:
    """How a picture is shown."""

    width: int
    """In EMU."""
    height: int
    """In EMU."""
    alt: str
    """The text for those who cannot see it, free of forbidden characters."""


def fit(asset: Asset, width: int, height: int) -> tuple[int, int]:
    """Return a picture's size in EMU, made to fit into `width` and `height` twips."""
    natural = asset.width * _EMU_PER_PIXEL, asset.height * _EMU_PER_PIXEL
    limits = max(width, 1) * EMU_PER_TWIP, max(height, 1) * EMU_PER_TWIP
    scale = min(1.0, limits[0] / natural[0], limits[1] / natural[1])
    return max(int(natural[0] * scale), 1), max(int(natural[1] * scale), 1)


def _fill(pic: Node, embed: str, vector: str) -> None:
    fill = etree.SubElement(pic, f"{{{n.PIC}}}blipFill")
    blip = etree.SubElement(fill, f"{{{n.A}}}blip", {f"{{{n.R}}}embed": embed})
    if vector:
        extensions = etree.SubElement(blip, f"{{{n.A}}}extLst")
        extension = etree.SubElement(extensions, f"{{{n.A}}}ext", uri=_SVG_EXTENSION)
        etree.SubElement(
            extension,
            f"{{{n.ASVG}}}svgBlip",
            {f"{{{n.R}}}embed": vector},
            nsmap={"asvg": n.ASVG},
        )
    stretch = etree.SubElement(fill, f"{{{n.A}}}stretch")
    etree.SubElement(stretch, f"{{{n.A}}}fillRect")


def _shape(pic: Node, size: dict[str, str]) -> None:
    shape = etree.SubElement(pic, f"{{{n.PIC}}}spPr")
    transform = etree.SubElement(shape, f"{{{n.A}}}xfrm")
    etree.SubElement(transform, f"{{{n.A}}}off", x="0", y="0")
    etree.SubElement(transform, f"{{{n.A}}}ext", size)
    geometry = etree.SubElement(shape, f"{{{n.A}}}prstGeom", prst="rect")
    etree.SubElement(geometry, f"{{{n.A}}}avLst")


def _to_png(data: bytes) -> bytes:
    """Return a WebP as PNG, its first frame."""
    from PIL import Image  # noqa: PLC0415 -- 30 ms, and few documents need it

    stream = BytesIO()
    with Image.open(BytesIO(data), formats=("WEBP",)) as image:
        image.save(stream, "PNG")
    return stream.getvalue()

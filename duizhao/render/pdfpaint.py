"""Pages drawn in one process and put into a PDF by another.

A laid out page of WeasyPrint 70 holds Pango's memory and cannot leave its process. What
it looks like can: the stream of its content, and what the file tells of it (links,
anchors, bookmarks, tags). So a fork draws its pages, and what it sends stands in the
place of the pages when the file is written: outlines, links, tags and fonts are made
once, for all of them together. Glyphs keep their numbers when WeasyPrint cuts a font, so
that one font serves pages from everywhere.
"""

from __future__ import annotations

import copyreg
import zlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, Final

from duizhao.render.pdftags import grow
from duizhao.render.pdftree import Annotation, Node

KINDS: Final = ("ExtGState", "XObject", "Pattern", "Shading")
_APART: Final = 100_000  # what a page may hold of one kind
_LOAD: Final = (
    "PangoFontDescription * pango_font_description_from_string (const char *);"
)


class StrangeFontError(RuntimeError):
    """A font that this process does not find as the other one did."""


class Bearer:
    """What a link stands on; takes its annotation when the file is written."""

    link_annotation: Any = None


@dataclass(slots=True)
class Painted:
    """A page that has been drawn: what WeasyPrint asks of a page."""

    width: float
    height: float
    bleed: Mapping[str, float]
    bookmarks: list[Any]
    links: list[Any]
    anchors: Mapping[str, Any]
    content: bytes
    """Its stream, deflated."""
    resources: Mapping[str, Mapping[str, Any]]
    """What the stream names, by kind and name."""
    forms: Mapping[Any, Any] = field(default_factory=lambda: {None: []})
    images: Mapping[str, Any] = field(default_factory=dict)
    """The pictures of this page and all others, on the first alone."""

    def paint(self, stream: Any, _scale: float = 1) -> None:
        """Put the page into a stream of the file."""
        stream.stream = [self.content]
        stream.compress = False
        stream.extra["Filter"] = "/FlateDecode"
        for kind, held in self.resources.items():
            stream._resources[kind].update(held)  # noqa: SLF001  # no public door
        stream._images.update(self.images)  # noqa: SLF001  # likewise


@dataclass(slots=True)
class Used:
    """A font as one process used it."""

    description: bytes
    """What Pango calls it."""
    likeness: tuple[int, ...]
    """How many glyphs it has, and how many bytes."""
    to_unicode: Mapping[int, str]
    widths: Mapping[int, int]
    missing: Mapping[int, int]


@dataclass(slots=True)
class Sheaf:
    """The drawn pages of one process, in order."""

    pages: list[Painted]
    tree: Node
    """Their tags."""
    fonts: list[Used]
    images: list[tuple[str, str, bool, set[float]]]
    """Name, address, whether it is smoothed, and how dense it was drawn."""


def number_by_page(weasyprint: ModuleType) -> bool:
    """Let what a page's stream names bear the page's number; say whether it was done.

    WeasyPrint counts through the file: a process that draws later pages alone could not
    know the names. A page without `number` is drawn as ever.
    """
    page = weasyprint.document.Page
    dictionary: Any = weasyprint.pdf.pydyf.Dictionary
    if getattr(page.paint, "numbers", False):
        return True
    paint = page.paint

    class Numbered(dictionary):  # type: ignore[misc]  # untyped library
        """Names in it are made of its length."""

        first = 0

        def __len__(self) -> int:
            return self.first + int(super().__len__())

    def paint_numbered(self: Any, stream: Any, scale: float = 1) -> None:
        shared = stream._resources  # noqa: SLF001  # no public door
        known = {kind: shared[kind] for kind in KINDS}
        for kind in KINDS:
            shared[kind] = Numbered()
            shared[kind].first = getattr(self, "number", 0) * _APART
        try:
            paint(self, stream, scale)
        finally:
            self.resources = {kind: dict(shared[kind].items()) for kind in KINDS}
            for kind in KINDS:
                known[kind].update(self.resources[kind])
                shared[kind] = known[kind]

    paint_numbered.numbers = True  # type: ignore[attr-defined]  # a mark of ours
    page.paint = paint_numbered
    return True


class _Enough(BaseException):
    """Everything is drawn: the rest of the file is another's work."""


def paint_apart(
    weasyprint: ModuleType,
    document: Any,
    where: tuple[int, Collection[str]],
    cache: Mapping[str, Any],
    options: Mapping[str, Any],
) -> Sheaf:
    """Return the pages of a document, drawn.

    `where` is the number of the first page, and the names of all places of the text that
    can be linked to; `cache` holds the pictures by their addresses. Only to be used in a
    process that ends after it: WeasyPrint writes no file any more.
    """
    first, anchors = where
    module, pydyf = weasyprint.pdf, weasyprint.pdf.pydyf
    streams: list[Any] = []
    named = _remember_fonts(weasyprint)
    paint = weasyprint.document.Page.paint
    for index, page in enumerate(document.pages):
        page.number = first + index

    def paint_and_keep(self: Any, stream: Any, scale: float = 1) -> None:
        paint(self, stream, scale)
        streams.append(stream)

    def stop(*_: object) -> None:
        raise _Enough

    weasyprint.document.Page.paint = paint_and_keep
    # Links are written later; only those that lead somewhere are elements of the tree.
    module.resolve_links = lambda pages: [
        ([one for one in page.links if one[0] != "internal" or one[1] in anchors], ())
        for page in pages
    ]
    module.add_outlines = stop
    try:
        document.write_pdf(**options)
    except _Enough:
        tree = grow(document, streams, pydyf, first)
    copyreg.pickle(
        module.stream.Stream,
        lambda one: (pydyf.Stream, (one.stream, one.extra, one.compress)),
    )
    bearers: dict[int, Bearer] = {}
    for node in tree.iter_nodes():
        node.box = None
        for kid in node.kids:
            if isinstance(kid, Annotation):
                kid.box = bearers.setdefault(id(kid.box), Bearer())
    pages = [
        _painted(page, stream, bearers, pydyf)
        for page, stream in zip(document.pages, streams, strict=True)
    ]
    held: Mapping[str, Any] = streams[0]._images if streams else {}  # noqa: SLF001  # no public door
    addresses = {id(image): url for url, image in cache.items()}
    images = [
        (name, addresses[id(one["image"])], one["interpolate"], one["dpi_ratios"])
        for name, one in held.items()
    ]
    fonts = [
        Used(named[id(one)], _likeness(one), one.to_unicode, one.widths, one.missing)
        for one in document.fonts.values()
    ]
    return Sheaf(pages, tree, fonts, images)


def _remember_fonts(weasyprint: ModuleType) -> dict[int, bytes]:
    """Return what Pango calls each font that is used from now on."""
    module, named = weasyprint.pdf.stream, {}
    make, ffi, pango = module.Font, module.ffi, weasyprint.pdf.fonts.pango

    def remember(pango_font: Any, description: Any, size: float) -> Any:
        made = make(pango_font, description, size)
        whole = ffi.gc(
            pango.pango_font_describe_with_absolute_size(pango_font),
            pango.pango_font_description_free,
        )
        named[id(made)] = ffi.string(pango.pango_font_description_to_string(whole))
        return made

    module.Font = remember
    return named


def _likeness(font: Any) -> tuple[int, ...]:
    return font.glyph_count, font.upem, len(font.file_content)


def _painted(
    page: Any, stream: Any, bearers: dict[int, Bearer], pydyf: ModuleType
) -> Painted:
    content = b"\n".join(pydyf._to_bytes(item) for item in stream.stream)  # noqa: SLF001  # as it writes
    return Painted(
        page.width,
        page.height,
        page.bleed,
        page.bookmarks,
        [
            (kind, target, place, bearers.setdefault(id(box), Bearer()))
            for kind, target, place, box in page.links
        ],
        page.anchors,
        zlib.compress(content, 9),
        page.resources,
    )


def bind(
    weasyprint: ModuleType,
    document: Any,
    sheaves: Sequence[Sheaf],
    find_image: Callable[[str], Any],
) -> Any:
    """Return a document of the pages that other processes drew.

    `document` is any of the same text; its own pages are not used. Raises
    StrangeFontError.
    """
    made = document.copy([page for one in sheaves for page in one.pages])
    made.tree = sheaves[0].tree
    for one in sheaves[1:]:
        for kid in one.tree.kids:
            made.tree.kids.append(kid)
            if isinstance(kid, Node):
                kid.parent = made.tree
    images: dict[str, Any] = {}
    for one in sheaves:
        for used in one.fonts:
            _use_font(weasyprint, made, used)
        for name, url, interpolate, ratios in one.images:
            held = images.setdefault(
                name,
                {
                    "image": find_image(url),
                    "interpolate": interpolate,
                    "dpi_ratios": set(),
                    "x_object": None,
                },
            )
            held["dpi_ratios"] |= ratios
    made.pages[0].images = images
    return made


def _use_font(weasyprint: ModuleType, document: Any, used: Used) -> None:
    """Find a font and note what was used of it."""
    text, fonts = weasyprint.text.ffi, weasyprint.pdf.stream
    ffi, pango = text.ffi, text.pango
    if not hasattr(pango, "pango_font_description_from_string"):
        ffi.cdef(_LOAD)
    font_map = document.font_config.font_map
    context = ffi.gc(
        pango.pango_font_map_create_context(font_map), text.gobject.g_object_unref
    )
    described = ffi.gc(
        pango.pango_font_description_from_string(used.description),
        pango.pango_font_description_free,
    )
    found = pango.pango_font_map_load_font(font_map, context, described)
    key, description, size = fonts.get_pango_font_key(found)
    if key not in document.fonts:
        document.fonts[key] = fonts.Font(found, description, size)
    font = document.fonts[key]
    if _likeness(font) != used.likeness:
        raise StrangeFontError(used.description.decode("utf-8", "replace"))
    for own, other in (
        (font.to_unicode, used.to_unicode),
        (font.widths, used.widths),
        (font.missing, used.missing),
    ):
        for glyph, value in other.items():
            own.setdefault(glyph, value)

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
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, Final

from duizhao.render.pdftags import Growth
from duizhao.render.pdftree import Annotation, Bearer, Node

KINDS: Final = ("ExtGState", "XObject", "Pattern", "Shading")
_APART: Final = 100_000  # what a page may hold of one kind
_LOAD: Final = (
    "PangoFontDescription * pango_font_description_from_string (const char *);"
)


class StrangeFontError(RuntimeError):
    """A font that this process does not find as the other one did."""


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
        _hold(stream, self.content)
        for kind, held in self.resources.items():
            stream._resources[kind].update(held)  # noqa: SLF001  # no public door
        stream._images.update(self.images)  # noqa: SLF001  # likewise


@dataclass(slots=True)
class Used:
    """A font as one process used it."""

    description: bytes
    """What Pango calls it."""
    likeness: tuple[int, ...]
    """How many glyphs it has, and how fine they are drawn."""
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


def finish_pages(weasyprint: ModuleType) -> bool:
    """Let WeasyPrint finish a page's stream when it has drawn it; say whether it does.

    What the stream names bears the page's number: WeasyPrint counts through the file, and
    a process that draws later pages alone could not know the names. The tags of the page
    are taken, the stream is deflated, and the boxes go: else all wait for the last page.
    Only pages that bear a `growth` are finished so.
    """
    page = weasyprint.document.Page
    dictionary: Any = weasyprint.pdf.pydyf.Dictionary
    if getattr(page.paint, "finishes", False):
        return True
    paint = page.paint

    class Numbered(dictionary):  # type: ignore[misc]  # untyped library
        """Names in it are made of its length."""

        first = 0

        def __len__(self) -> int:
            return self.first + int(super().__len__())

    def paint_whole(self: Any, stream: Any, scale: float = 1) -> None:
        growth: Growth | None = getattr(self, "growth", None)
        if growth is None:
            paint(self, stream, scale)
            return
        shared = stream._resources  # noqa: SLF001  # no public door
        known = {kind: shared[kind] for kind in KINDS}
        for kind in KINDS:
            shared[kind] = Numbered()
            shared[kind].first = self.number * _APART
        paint(self, stream, scale)
        self.resources = {kind: dict(shared[kind].items()) for kind in KINDS}
        for kind in KINDS:
            known[kind].update(self.resources[kind])
            shared[kind] = known[kind]
        growth.add(self.number, self, stream)
        _deflate(stream, weasyprint.pdf.pydyf)
        stream._tags.clear()  # noqa: SLF001  # likewise
        self._page_box.children = ()

    paint_whole.finishes = True  # type: ignore[attr-defined]  # a mark of ours
    page.paint = paint_whole
    return True


def _deflate(stream: Any, pydyf: ModuleType) -> None:
    """Put what is in a stream into the form in which it is written."""
    content = b"\n".join(pydyf._to_bytes(item) for item in stream.stream)  # noqa: SLF001  # as it writes
    packer = pydyf.zlib.compressobj(level=9)
    _hold(stream, packer.compress(content) + packer.flush())


def _hold(stream: Any, content: bytes) -> None:
    stream.stream = [content]
    stream.compress = False
    stream.extra["Filter"] = "/FlateDecode"


def number_pages(document: Any, pydyf: ModuleType, first: int = 0) -> None:
    """Let a document's pages be finished when they are drawn."""
    growth = Growth(document.metadata.lang or "", pydyf)
    for index, page in enumerate(document.pages):
        page.number, page.growth = first + index, growth
    document.tree = growth.root


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
    named = _remember_fonts(weasyprint)
    paint = weasyprint.document.Page.paint
    pages: list[Painted] = []
    bearers: dict[int, Bearer] = {}
    images: dict[str, Any] = {}
    number_pages(document, pydyf, first)

    def paint_and_keep(self: Any, stream: Any, scale: float = 1) -> None:
        paint(self, stream, scale)
        pages.append(_painted(self, stream, bearers))
        images.update(stream._images)  # noqa: SLF001  # no public door

    def stop(*_: object) -> None:
        raise _Enough

    weasyprint.document.Page.paint = paint_and_keep
    # Links are written later; only those that lead somewhere are elements of the tree.
    module.resolve_links = lambda pages: [
        ([one for one in page.links if one[0] != "internal" or one[1] in anchors], ())
        for page in pages
    ]
    module.add_outlines = stop
    with suppress(_Enough):
        document.write_pdf(**options)
    copyreg.pickle(
        module.stream.Stream,
        lambda one: (pydyf.Stream, (one.stream, one.extra, one.compress)),
    )
    for node in document.tree.iter_nodes():
        node.box = None
        for kid in node.kids:
            if isinstance(kid, Annotation):
                kid.link = bearers[id(kid.link)]
    addresses = {id(image): url for url, image in cache.items()}
    pictures = [
        (name, addresses[id(one["image"])], one["interpolate"], one["dpi_ratios"])
        for name, one in images.items()
    ]
    fonts = [
        Used(named[id(one)], _likeness(one), one.to_unicode, one.widths, one.missing)
        for one in document.fonts.values()
    ]
    return Sheaf(pages, document.tree, fonts, pictures)


def _remember_fonts(weasyprint: ModuleType) -> dict[int, bytes]:
    """Return what Pango calls each font that is used from now on."""
    module, named = weasyprint.pdf.stream, {}
    # Nobody cuts a font here: its file need not be copied.
    weasyprint.pdf.fonts.get_hb_object_data = lambda *_: b""
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
    return font.glyph_count, font.upem


def _painted(page: Any, stream: Any, bearers: dict[int, Bearer]) -> Painted:
    """Return a page as it is sent, and let go of its boxes.

    `bearers` takes up, by the annotation of each link, what stands for it.
    """
    links = []
    for kind, target, place, box in page.links:
        bearer = Bearer()
        bearers[id(box.link_annotation)] = bearer
        links.append((kind, target, place, bearer))
    page.links.clear()
    return Painted(
        page.width,
        page.height,
        page.bleed,
        page.bookmarks,
        links,
        page.anchors,
        stream.stream[0],
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

"""template preview: one text in every layout, as PDF and as pictures of its pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape
from pathlib import Path

from duizhao.assets import PictureName, load_asset
from duizhao.config import Product
from duizhao.diagnostics import Diagnostic
from duizhao.document import Document
from duizhao.pipeline.designs import format_of, layouts_of
from duizhao.pipeline.editions import Press
from duizhao.pipeline.rendering import Order, Templates, render
from duizhao.pipeline.samples import Sample, read_sample, sample_for
from duizhao.pipeline.workplace import Progress, Workplace, no_progress
from duizhao.project import DocumentFile, fixed_time
from duizhao.render.page import Asset, Format, Layout
from duizhao.render.raster import draw_pages
from duizhao.values import value
from duizhao.walk import iter_images

FOLDER = "preview"
"""Where previews go, in `build/`."""

_DPI = 60
_PAGES = 4  # drawn of each layout


@value
class Sheet:
    """One layout of a preview."""

    layout: Layout
    """Which."""
    data: bytes
    """The file."""
    form: Format
    """Its kind."""
    pictures: tuple[bytes, ...] = ()
    """Its first pages, as PNG."""
    odd: tuple[Diagnostic, ...] = ()
    """What was odd about it."""


def preview_sheets(
    sample: Sample,
    templates: Templates,
    order: Order,
    time: datetime,
    progress: Progress = no_progress,
) -> Iterator[Sheet]:
    """Yield a text in every layout of a template; `order` tells all but the layout."""
    layouts = layouts_of(order.format)
    for step, layout in enumerate(layouts):
        progress(f"{order.template} {layout}", step, len(layouts))
        now = Order(
            order.format,
            layout,
            order.template,
            sample.publication,
            f"{FOLDER}/{layout}",
            order.theme,
        )
        data, odd = render(sample.edition, now, templates, sample.pictures, time)
        drawn: tuple[bytes, ...] = ()
        if order.format is Format.PDF:
            drawn = tuple(draw_pages(data, _DPI, _PAGES))
        yield Sheet(layout, data, order.format, drawn, odd)


def write_preview(
    place: Workplace, templates: Templates, name: str, document: str = ""
) -> tuple[Path, list[Diagnostic]]:
    """Write the preview of the template `name`; return its page and what was odd.

    The text is the document of this name, else the publication's first, else a sample.
    """
    project = place.project
    form = format_of(name, templates.texts)
    folder = project.build / FOLDER / name.removesuffix(".html")
    sample = _chosen(place, templates.texts[name], document)
    order = Order(form, Layout.TARGET, name, theme=project.settings.theme)
    time = fixed_time() or sample.edition.time or place.time
    found: list[Diagnostic] = []
    shown: list[tuple[Layout, str, list[str]]] = []
    for sheet in preview_sheets(sample, templates, order, time, place.progress):
        file = f"{sheet.layout}.{sheet.form}"
        place.write(folder / file, sheet.data)
        drawn = [f"{sheet.layout}-{n + 1}.png" for n in range(len(sheet.pictures))]
        for png, data in zip(drawn, sheet.pictures, strict=True):
            place.write(folder / png, data)
        shown.append((sheet.layout, file, drawn))
        found += sheet.odd
    page = folder / "index.html"
    place.write(page, _overview(name, shown).encode())
    return page, list(dict.fromkeys(found))


def _chosen(place: Workplace, template: str, document: str) -> Sample:
    """Return the text to show: the document asked for, the first, or a sample."""
    files = place.documents([document] if document else [])
    if not files:
        return read_sample(sample_for(template))
    settings = place.project.settings
    file = files[0]
    product = Product(FOLDER + "-of", Format.PDF)
    edition = Press(place).edition(file, product)
    pictures = (
        _pictures(place, file, settings.language(product), edition.target),
        _pictures(place, file, "", edition.source),
    )
    return Sample(file.name, edition, pictures, settings.publication.title)


def _pictures(
    place: Workplace, file: DocumentFile, language: str, document: Document
) -> dict[str, Asset]:
    """Return the pictures of one language; a missing one has a placeholder."""
    images = (*iter_images(document.blocks), *iter_images(document.footnotes))
    shown = place.project.shown(file.path)
    found: dict[str, Asset] = {}
    for target in dict.fromkeys(image.target for image in images):
        asset = load_asset(PictureName(place.project.root, shown, target, language))
        if isinstance(asset, Asset):
            found[target] = asset
    return found


def _overview(name: str, shown: Sequence[tuple[Layout, str, list[str]]]) -> str:
    """Return the page that shows all layouts."""
    parts = []
    for layout, file, drawn in shown:
        pages = "".join(f'<img src="{escape(png)}" alt="">' for png in drawn)
        parts.append(
            f'<section><h2><a href="{escape(file)}">{escape(layout)}</a></h2>'
            f"<p>{pages}</p></section>"
        )
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(name)}</title><style>body{{font-family:sans-serif;margin:2rem;"
        "background:#eee}img{height:24rem;margin:0 .6rem .6rem 0;box-shadow:0 0 4px #999"
        "}</style></head><body>"
        f"<h1>{escape(name)}</h1>\n{chr(10).join(parts)}\n</body></html>\n"
    )

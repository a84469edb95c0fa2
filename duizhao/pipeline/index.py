"""The page of `build/` that leads to every document."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from duizhao.config import Product as ProductSettings
from duizhao.pipeline.rows import Row
from duizhao.pipeline.templates import templates_for
from duizhao.pipeline.workplace import Workplace
from duizhao.render.page import Format, Layout, Page

if TYPE_CHECKING:
    from duizhao.render.html import Product as Link

NAME = "index.html"
"""The page's name in `build/`."""

_FORMATS = {Format.PDF: "PDF", Format.DOCX: "Word", Format.HTML: "HTML"}
_LAYOUTS = {
    Layout.TARGET: "",
    Layout.SOURCE: "original",
    Layout.SIDE_BY_SIDE: "side by side",
    Layout.INTERLEAVED: "interleaved",
    Layout.FACING: "facing pages",
    Layout.COLUMNS: "two columns",
    Layout.SOURCE_COLUMNS: "original, two columns",
}


def write_index(place: Workplace, rows: Sequence[Row]) -> None:
    """Write the index page where a row of it has changed. Raises TemplateError."""
    project = place.project
    inputs = [
        place.settings_path,
        *map(project.template_path, project.template_names()),
    ]
    # What was made only now is the same the next time.
    shown = [asdict(row) for row in rows]
    for row in shown:
        for made in row["products"]:
            made.pop("changed")
    values = json.dumps(shown, ensure_ascii=False)
    path = project.build / NAME
    if place.state.fresh("index", inputs, values):
        return
    place.write(path, _render(place, rows).encode("utf-8", "replace"))
    place.state.record("index", inputs, [path], values)


def _render(place: Workplace, rows: Sequence[Row]) -> str:
    # Jinja2 takes a tenth of a second: only where there is a page to make.
    from duizhao.render.html import Entry, render_index  # noqa: PLC0415

    settings = place.project.settings
    publication = settings.publication
    templates = templates_for(place.project)
    page = Page(
        layout=Layout.TARGET,
        language=publication.languages[0],
        publication=publication.title,
        time=place.time,
        identifier="index",
        assets={},
        theme=settings.theme,
        decor=templates.pictures,
    )
    entries = [
        Entry(
            row.title,
            row.target_title if row.target_title != row.title else "",
            publication.source_language,
            publication.languages[0],
            row.percent,
            tuple(_links(place, row, settings.products)),
        )
        for row in rows
    ]
    return render_index(entries, page, templates.texts)


def _links(
    place: Workplace, row: Row, products: Mapping[str, ProductSettings]
) -> Sequence[Link]:
    from duizhao.render.html import Product  # noqa: PLC0415

    build = PurePosixPath(place.project.shown(place.project.build))
    return [
        Product(
            _label(products[made.product]),
            quote(PurePosixPath(made.path).relative_to(build).as_posix()),
        )
        for made in row.products
        if made.path
    ]


def _label(product: ProductSettings) -> str:
    layout = _LAYOUTS[product.layout]
    return (
        f"{_FORMATS[product.format]}, {layout}" if layout else _FORMATS[product.format]
    )

# noqa: INP001  # a script, no package
"""Draw the pictures of docs/gallery/ and the page that shows them. Run by `make gallery`.

Every design is shown with a sample text of the house in every layout.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from PIL import Image

from duizhao.pipeline.designs import layouts_of
from duizhao.pipeline.rendering import Order, render
from duizhao.pipeline.samples import read_sample, sample_for
from duizhao.pipeline.templates import read_templates
from duizhao.render.page import Format, Layout
from duizhao.render.raster import draw_pages

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "gallery"
DESIGNS = {
    "handout": "A column of text with a wide margin, into which titles, figures and "
    "tables reach.",
    "magazine": "A feature in two columns under a panel of colour, with a large first "
    "letter and quotations pulled out.",
    "notice": "A formal notice: 公文 with a red head by GB/T 9704, in English an official "
    "letter.",
}
LAYOUTS = {
    Layout.TARGET: "the translation",
    Layout.SOURCE: "the original",
    Layout.SIDE_BY_SIDE: "both, paragraph beside paragraph",
    Layout.INTERLEAVED: "both, paragraph above paragraph",
    Layout.FACING: "both, on left and right pages",
    Layout.COLUMNS: "the translation in two columns",
    Layout.SOURCE_COLUMNS: "the original in two columns",
}
_HEAD = (
    "# Gallery\n\nEvery design in every layout, drawn by `make gallery` from two short "
    "samples, a [feature](samples/feature.md) and a [notice](samples/notice.md). How a design is chosen and changed: [Looks](../editor.md#looks).\n"
)
_DPI = 64
_GAP = 10  # pixels between two pages
_GROUND = (214, 212, 208)
_TIME = datetime(2026, 6, 21, tzinfo=UTC)


def main() -> None:
    """Write all pictures and README.md."""
    templates = read_templates(None)
    parts = [_HEAD]
    for design, words in DESIGNS.items():
        name = f"{design}.html"
        sample = read_sample(sample_for(templates.texts[name]))
        parts.append(f"\n## {design}\n\n{words}\n")
        for layout in layouts_of(Format.PDF):
            order = Order(Format.PDF, layout, name, sample.publication, "gallery")
            data, _ = render(sample.edition, order, templates, sample.pictures, _TIME)
            pages = list(draw_pages(data, _DPI, 3))
            # The first page of a facing layout bears the title alone.
            shown = pages[1:3] if layout is Layout.FACING else pages[:2]
            file = f"{design}-{layout}.png"
            (FOLDER / file).write_bytes(_side_by_side(shown))
            said = f"{design}, {LAYOUTS[layout]}"
            parts.append(f"\n`{layout}`: {LAYOUTS[layout]}\n\n![{said}]({file})\n")
    (FOLDER / "README.md").write_text("".join(parts), encoding="utf-8")


def _side_by_side(pages: list[bytes]) -> bytes:
    """Return pages beside each other on a ground, as one PNG."""
    images = [Image.open(BytesIO(page)).convert("RGB") for page in pages]
    width = sum(image.width + _GAP for image in images) + _GAP
    sheet = Image.new("RGB", (width, images[0].height + 2 * _GAP), _GROUND)
    left = _GAP
    for image in images:
        sheet.paste(image, (left, _GAP))
        left += image.width + _GAP
    out = BytesIO()
    sheet.quantize(48).save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    main()

"""Two columns: the text of a magazine, and what goes over both."""

from __future__ import annotations

import io
from functools import cache
from types import SimpleNamespace

import pypdf
import pypdfium2
import pytest

from duizhao.render.page import Layout
from duizhao.render.pdf import render_pdf
from duizhao.render.pdfcolumns import keep_foot
from tests.pages import PAGE, set_page

pytest.importorskip("weasyprint", exc_type=OSError)

HEAD = "---\ntitle: {}\n---\n\n"
EN = "The tide came and went, as all by the river know. "
ZH = "潮水来了又去，河边的人都知道。"


@cache
def columns(body: str, layout: Layout = Layout.COLUMNS) -> bytes:
    source = HEAD.format("潮") + (body if layout is Layout.SOURCE_COLUMNS else "一。")
    target = HEAD.format("Tide") + (body if layout is Layout.COLUMNS else "One.")
    return set_page(source, target, layout)


def texts(content: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def lines(content: bytes, page: int) -> list[tuple[float, float, float, float]]:
    """Return the lines of a page: left, bottom, right, top in points."""
    text = pypdfium2.PdfDocument(content)[page].get_textpage()
    return [text.get_rect(n) for n in range(text.count_rects())]


def box_of(content: bytes, page: int, words: str) -> tuple[float, float, float, float]:
    text = pypdfium2.PdfDocument(content)[page].get_textpage()
    found = text.search(words).get_next()
    assert found, words
    boxes = [text.get_charbox(found[0] + n, loose=True) for n in range(found[1])]
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def page_of(content: bytes, words: str) -> int:
    [page] = [n for n, text in enumerate(texts(content)) if words in text]
    return page


@pytest.mark.parametrize(
    ("layout", "text"),
    [
        (Layout.COLUMNS, f"begin. {EN * 60} finish."),
        (Layout.SOURCE_COLUMNS, f"头。{ZH * 90}尾。"),
    ],
)
def test_a_text_runs_in_two_columns_of_one_length(layout: Layout, text: str) -> None:
    content = columns(text, layout)
    [_] = texts(content)
    middle = pypdfium2.PdfDocument(content)[0].get_width() / 2
    body = [one for one in lines(content, 0) if 60 < one[1] < 600]
    left = [one for one in body if one[2] < middle]
    right = [one for one in body if one[0] > middle]
    assert left
    assert right
    assert abs(min(b for _, b, _, _ in left) - min(b for _, b, _, _ in right)) < 36


def test_a_heading_of_a_part_goes_over_both_columns() -> None:
    title = "A Heading That Is Longer than a Column of This Page Is Wide, and More"
    content = columns(f"{EN * 30}\n\n## {title}\n\n{EN * 30}")
    left, _, right, _ = box_of(content, 0, title)
    assert right - left > 250


def test_a_long_table_goes_over_both_and_over_pages_with_its_head() -> None:
    rows = "".join(f"| row{n}x | {n} |\n" for n in range(70))
    content = columns(f"{EN * 20}\n\n| Name | Count |\n|--|--:|\n{rows}\n{EN * 20}")
    pages = texts(content)
    assert all(sum(f"row{n}x" in page for page in pages) == 1 for n in range(70))
    assert sum("Name" in page for page in pages) == len(pages)
    assert box_of(content, 0, "row3x")[2] < 200
    assert box_of(content, 0, "Count")[2] > 400


def test_a_small_table_stays_in_its_column() -> None:
    content = columns(f"{EN * 40}\n\n| A | B |\n|--|--|\n| Rat | Ox |\n\n{EN * 40}")
    page = pypdfium2.PdfDocument(content)[0]
    assert abs(box_of(content, 0, "Rat")[0] - box_of(content, 0, "Ox")[0]) < 230
    assert page.get_width() > 500


@pytest.mark.parametrize("times", [50, 66, 82])
def test_no_text_runs_over_the_notes(times: int) -> None:
    note = "\n\n[^1]: " + "annotation " * 60
    content = columns(f"{EN * 12} Mark.[^1]\n\n## A Part\n\n{EN * times}{note}")
    assert "Mark." in texts(content)[0]
    text = pypdfium2.PdfDocument(content)[0].get_textpage()
    # Above the page's number, and no mark of a note.
    boxes = [one for one in lines(content, 0) if one[1] > 62 and one[2] - one[0] > 30]
    notes = [box for box in boxes if "annot" in text.get_text_bounded(*box)]
    assert notes
    top = max(box[3] for box in notes)
    assert all(box[1] > top for box in boxes if box not in notes)


@pytest.mark.parametrize(("lines", "page"), [(15, 0), (16, 1), (17, 1)])
def test_a_heading_over_both_columns_goes_with_what_follows(
    lines: int, page: int
) -> None:
    # A page has room for 18 lines. Below the heading there must be two of what follows.
    css = (
        "@page { size: 400pt 405pt; margin: 20pt } p { orphans: 2 } main { columns: 2 }"
        "body, p, h2 { margin: 0; font: 10pt/20pt serif }"
        "h2 { column-span: all; break-after: avoid }"
    )
    html = (
        f'<html lang="en"><title>A</title><style>{css}</style><main>'
        f"<p>{'Line.<br>' * lines * 2}</p><h2>Thehead</h2>"
        f"<p>{'Following words. ' * 20}</p></main></html>"
    )
    content, _ = render_pdf(html, PAGE)
    assert page_of(content, "Thehead") == page
    assert "Following" in texts(content)[page]


def test_another_version_of_the_engine_is_left_as_it_is() -> None:
    def columns_layout() -> None:
        """Lay out columns in some other way."""

    other = SimpleNamespace(columns_layout=columns_layout)
    assert not keep_foot(other, other, other)  # type: ignore[arg-type]  # stands for a module
    assert other.columns_layout is columns_layout

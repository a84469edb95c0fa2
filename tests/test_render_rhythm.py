"""The rhythm of a page: tops of pages and columns, lines in register, lines of titles."""

from __future__ import annotations

import io
import re
from base64 import b64decode
from dataclasses import replace
from functools import cache
from types import SimpleNamespace

import pypdf
import pypdfium2
import pytest

from duizhao.render.html import Medium, render_html
from duizhao.render.page import Asset, Layout
from duizhao.render.pdfrhythm import set_rhythm
from tests.pages import PAGE, SVG, TEMPLATES, read, set_page

pytest.importorskip("weasyprint", exc_type=OSError)

TITLED = "---\ntitle: '{}'\n---\n\n{}\n"
MIDDLE = 595 / 2
LINE = "The tide came and went, as all by the river know. "


def places(content: bytes, page: int, words: str) -> list[tuple[float, float]]:
    """Return the left edge and the base line of each place of some words."""
    text = pypdfium2.PdfDocument(content)[page].get_textpage()
    search, found = text.search(words, match_case=True), []
    while place := search.get_next():
        left, bottom, _, _ = text.get_charbox(place[0], loose=True)
        found.append((left, bottom))
    return found


def told(content: bytes, page: int = 0) -> list[str]:
    """Return the lines of a page."""
    return (
        pypdf.PdfReader(io.BytesIO(content))
        .pages[page]
        .extract_text()
        .replace("\xa0", " ")
        .splitlines()
    )


@cache
def english(text: str, title: str = "Tide", layout: Layout = Layout.TARGET) -> bytes:
    return set_page("一。", TITLED.format(title, text), layout)


def test_lines_of_two_columns_stand_level_whatever_comes_between() -> None:
    between = ("* a\n* b\n* c", "> Said once.\n>\n> — Zhou", "### Head", "`x` " * 30)
    parts = [f"{LINE * 12}\n\n{part}" for part in between]
    found = places(
        english("\n\n".join(parts * 3), layout=Layout.COLUMNS), 1, "the river"
    )
    left = {y for x, y in found if x < MIDDLE}
    right = {y for x, y in found if x > MIDDLE}
    assert min(len(left), len(right)) > 5
    for base in left:
        assert (
            min(abs(base - other) for other in right) < 0.5
            or min(abs(base - other) % 14.415 for other in right) < 0.5
        )


def test_a_heading_begins_a_column_level_with_the_line_beside_it() -> None:
    text = f"## Part\n\n{LINE * 8}\n\n### Head\n\n{LINE * 6}"
    content = english(text, layout=Layout.COLUMNS)
    [(left, head)] = places(content, 0, "Head")
    first = max(y for _, y in places(content, 0, "The tide"))
    assert left > MIDDLE
    assert abs(head - first) < 4


def test_a_heading_begins_a_page_without_space_above_it() -> None:
    content = english(
        f"{f'{LINE * 18}<>' * 3}{LINE * 6}<>## Head<>{LINE * 9}".replace("<>", "\n\n")
    )
    assert "Head" in told(content, 1)[0]
    assert places(content, 1, "Head")[0][1] > 740


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        (
            "Three Questions Without an Answer Key",
            ["Three Questions", "Without an Answer Key"],
        ),
        (
            "The Boats Come Home on the Evening Tide: A Town Waits",
            ["The Boats Come", "Home on the Evening", "Tide: A Town Waits"],
        ),
    ],
)
def test_the_lines_of_a_title_are_balanced(title: str, wanted: list[str]) -> None:
    shown = [line.strip() for line in told(english("Text.", title))]
    assert [line for line in shown if line in title] == wanted


def test_a_chinese_title_breaks_behind_a_mark_rather_than_anywhere() -> None:
    title = "渡口的钟与学会准点的一座小城：一口钟和它的三本账"
    content = set_page(TITLED.format(title, "一。"), "One.", Layout.SOURCE)
    assert "渡口的钟与学会准点的一座小城：" in [line.strip() for line in told(content)]


def test_another_version_of_the_engine_is_left_as_it_is() -> None:
    def _in_flow_layout(box: object) -> None: ...

    block = SimpleNamespace(_in_flow_layout=_in_flow_layout, block_container_layout=len)
    assert not set_rhythm(block, len)  # type: ignore[arg-type]  # a stand-in
    assert block._in_flow_layout is _in_flow_layout


def test_a_picture_is_drawn_in_the_colours_of_the_page() -> None:
    drawn = SVG.replace(b"#456", b"var(--accent, #456)")
    asset = Asset("a.svg", drawn, "image/svg+xml", 300, 120)
    page = replace(PAGE, assets={"a.svg": asset}, theme={"accent": "#123456"})
    document = read("![A](a.svg)", "en")
    for medium in Medium:
        template = "handout.html" if medium is Medium.PRINT else "page.html"
        html = render_html(document, page, TEMPLATES, template, medium)
        [coded] = re.findall(r"base64,([\w+/=]+)", html)
        assert b'fill="#123456"' in b64decode(coded)


def test_a_paragraph_that_goes_before_a_figure_is_indented_behind_another() -> None:
    body = f"{LINE * 52}\n\n![t](a.svg)\n\nAlone {LINE * 3}\n\nNext {LINE * 3}"
    content = english(body)
    [(left, _)] = places(content, 0, "Alone")
    assert left > places(content, 0, "The tide")[0][0] + 10

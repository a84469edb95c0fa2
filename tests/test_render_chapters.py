"""A book laid out by several processes is, byte for byte, the book laid out by one."""

from __future__ import annotations

import os
import pickle
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duizhao.errors import RenderError
from duizhao.render import pdfbindery, pdfchapters
from duizhao.render.html import Medium, render_html
from duizhao.render.page import Layout, Page
from duizhao.render.patience import TooLongError
from duizhao.render.pdf import draws_in_threads, render_pdf
from tests.pages import PAGE, TEMPLATES, document_of, opened

pytest.importorskip("weasyprint", exc_type=OSError)

LAYOUTS = (Layout.TARGET, Layout.SOURCE, Layout.INTERLEAVED, Layout.SIDE_BY_SIDE)
THEME = {
    "chapters": "page",
    "contents": "yes",
    "page_references": "yes",
    "header_right": "{section}",
    "footer_right": "{page} / {pages}",
}
HEAD = "---\ntitle: {0}\nauthor: {1}\n---\n\n"
PARTS = (
    "{word} {word} {word}，see [there](#{next})。\n\n" * 5,
    "{word}[^{n}] {word}.\n\n[^{n}]: {word} {word}.\n\n",
    "| {word} | {word} |\n|--|--:|\n" + "| {word} | 7 |\n" * 9 + "\n",
    "- {word}\n  1. {word}\n  2. {word}\n- {word} **{word}** `{word}`\n\n",
    "![{word}](a.svg)\n\n{word} *{word}*: 1990年 {word}。\n\n",
    "### {word} {n}\n\n> {word}\n\n```\n{word}\n```\n\n$a_{n}$ {word}\n\n",
    "{word} {word} " * 90 + "\n\n",
)


def book(chapters: list[list[int]], word: str) -> str:
    """Return a book; each chapter is a list of parts."""
    text = HEAD.format(word, word)
    for number, parts in enumerate(chapters):
        following = f"c{(number + 1) % len(chapters)}"
        text += f"## {word} {number} {{#c{number}}}\n\n"
        for index, part in enumerate(parts):
            text += PARTS[part].format(
                word=word, n=number * 100 + index, next=following
            )
    return text


def made(html: str, page: Page, most: int) -> tuple[bytes, int]:
    """Return a PDF made in that many pieces at most, and how many pages were told."""
    told: list[int] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdfchapters, "_LEAST", 1)
        patch.setattr(pdfchapters, "PAGE", 500)
        patch.setattr(pdfchapters, "_MOST", most)
        data, _ = render_pdf(html, page, lambda done, _: told.append(done))
    return data, max(told, default=0)


def html_of(chapters: list[list[int]], layout: Layout, page: Page = PAGE) -> str:
    document = document_of(book(chapters, "海港"), book(chapters, "quay"), layout)
    page = replace(page, layout=layout, theme=THEME)
    return render_html(document, page, TEMPLATES, "handout.html", Medium.PRINT)


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.lists(st.integers(0, len(PARTS) - 1), max_size=5), min_size=4, max_size=7
    ),
    st.sampled_from(LAYOUTS),
    st.integers(2, 5),
)
def test_any_number_of_processes_makes_the_same_book(
    chapters: list[list[int]], layout: Layout, most: int
) -> None:
    html = html_of([[6, 0], *chapters, [1, 6]], layout)
    page = replace(PAGE, layout=layout)
    whole, none = made(html, page, 1)
    apart, pages = made(html, page, most)
    with opened(whole) as pdf:
        assert (none, pages) == (len(pdf.pages), len(pdf.pages))
    assert apart == whole


CHAPTERS = [[6, 0], [1, 3], [2, 5], [6, 4], [1, 6]]


def test_a_book_for_the_archive_is_shared_too() -> None:
    page = replace(PAGE, archive=True)
    html = html_of(CHAPTERS, Layout.TARGET, page)
    assert made(html, page, 3) == made(html, page, 1)


@pytest.mark.parametrize(
    "style",
    [
        ".chapter-mark { position: fixed } h2 { position: fixed }",
        "@page :left { margin-left: 40mm }",
        "main { columns: 2 }",
        "h2::before { content: counter(pages) }",
        "h2 { break-before: right !important }",
    ],
)
def test_what_one_process_alone_can_lay_out_it_does(style: str) -> None:
    html = html_of(CHAPTERS, Layout.TARGET).replace("</style>", style + "</style>", 1)
    assert made(html, PAGE, 3)[0] == made(html, PAGE, 1)[0]


def test_a_process_that_is_ended_from_outside_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if draws_in_threads():
        pytest.skip("this Pango has a thread: one process lays out a book")
    monkeypatch.setattr(pdfbindery, "work", lambda *_: os._exit(1))
    with pytest.raises(RenderError, match="ended a process"):
        made(html_of(CHAPTERS, Layout.TARGET), PAGE, 3)


def test_what_goes_wrong_in_a_process_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    if draws_in_threads():
        pytest.skip("this Pango has a thread: one process lays out a book")

    def work(_bindery: object, _piece: object, pipe: Any, _text: object) -> None:
        pipe.send_bytes(pickle.dumps((False, TooLongError())))

    monkeypatch.setattr(pdfbindery, "work", work)
    with pytest.raises(RenderError, match="no end in a reasonable time"):
        made(html_of(CHAPTERS, Layout.TARGET), PAGE, 3)

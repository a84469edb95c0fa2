"""Facing pages: the original on left pages, its translation on right ones."""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from types import SimpleNamespace

import pypdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.diagnostics import Place
from duizhao.document import SegmentState
from duizhao.errors import RenderError
from duizhao.pipeline.rendering import Edition, Order, Templates, render
from duizhao.render.page import Format, Layout, Unfinished
from duizhao.render.pdffacing import count_halves, share_foot
from tests.pages import PAGE, TEMPLATES, document_of, opened, read, set_page

pytest.importorskip("weasyprint", exc_type=OSError)

HEAD = "---\ntitle: {title}\nauthor: {author}\n---\n\n"
SOURCE = HEAD.format(title="潮与船", author="甲") + "\n\n".join(
    [
        "## 第一节",
        *(f"段{n}号。潮水来了又去，河边的人都知道。" * n for n in range(1, 8)),
        "有注的一段。[^1]",
        "![图](a.svg '图一　潮')",
        "| 甲 | 乙 |\n|--|--|\n| 子 | 丑 |",
        "- 一条\n- 二条",
        "见[第一节](#第一节)。",
        "[^1]: 中文的注。" + "注很长。" * 20,
    ]
)
TARGET = HEAD.format(title="Tides and Boats", author="A. Writer") + "\n\n".join(
    [
        "## Part One",
        *(
            f"Paragraph{n}. The tide came and went, as all know. " * n
            for n in range(1, 8)
        ),
        "A paragraph with a note.[^1]",
        "![Chart](a.svg 'Figure 1. Tide')",
        "| A | B |\n|--|--|\n| Rat | Ox |",
        "- item one\n- item two",
        "See [part one](#第一节).",
        "[^1]: An English note.",
    ]
)


@cache
def made() -> bytes:
    return set_page(SOURCE, TARGET, Layout.FACING)


def texts(content: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def height_of(content: bytes, page: int, words: str) -> float:
    """Return where a text stands: its middle, in points from the page's bottom."""
    text = pypdfium2.PdfDocument(content)[page].get_textpage()
    found = text.search(words).get_next()
    assert found, words
    _, bottom, _, top = text.get_charbox(found[0], loose=True)
    return float(bottom + top) / 2


def test_the_title_stands_first_then_left_and_right_pages_follow() -> None:
    title, *pages = texts(made())
    assert "潮与船" in title
    assert "Tides and Boats" in title
    assert len(pages) % 2 == 0
    for left, right in zip(pages[::2], pages[1::2], strict=True):
        assert not re.search(r"[一-鿿]", right)
        assert not re.search(r"[a-z]{3}", left.replace("The Quay", ""))
        assert "The Quay" in left
        assert "Tides and Boats" in right


def test_every_paragraph_begins_level_with_its_translation() -> None:
    for number in range(1, 8):
        pages = texts(made())
        [left] = [n for n, text in enumerate(pages) if f"段{number}号" in text]
        assert f"Paragraph{number}." in pages[left + 1]
        before = height_of(made(), left, f"段{number}号")
        after = height_of(made(), left + 1, f"Paragraph{number}.")
        assert abs(before - after) < 1


def test_pages_have_the_numbers_of_a_bound_book() -> None:
    pages = texts(made())
    for number, text in enumerate(pages[1:], start=2):
        assert re.search(rf"(^|\D){number}(\D|$)", text)
    with opened(made()) as pdf:
        assert pdf.Root.PageLayout == "/TwoPageRight"
        widths = {float(page.mediabox[2]) for page in pdf.pages}
    assert len(widths) == 1


def test_running_heads_are_those_of_the_theme_in_the_language_of_the_page() -> None:
    theme = {
        "header_left": "no",
        "header_left_zh": "{title}之{section}",
        "header_right": "{author}, {section}",
        "footer_left": "",
        "footer_right": "{page} of {pages}",
        "footer_right_zh": "共{pages}页之{page}",
    }
    page = replace(PAGE, theme=theme)
    _, left, right, *_ = texts(set_page(SOURCE, TARGET, Layout.FACING, page=page))
    assert "潮与船之第一节" in left
    assert "共5页之2" in left
    assert "A. Writer, Part One" in right
    assert "3 of 5" in right
    assert "The Quay" not in left + right


def test_blanks_that_keep_a_line_together_are_copied_as_blanks() -> None:
    assert "\xa0" not in "".join(texts(made()))


@pytest.mark.parametrize("design", ["handout.html", "magazine.html", "notice.html"])
def test_a_title_on_small_paper_has_one_page(design: str) -> None:
    lead = "subtitle: {0}\nlead: {0}\nissuer: {0}\nto: {0}\n---"
    source = SOURCE.replace("---\n\n", f"{lead.format('河边的人看潮水来去')}\n\n", 1)
    english = "How people by the river see the tide come and go"
    target = TARGET.replace("---\n\n", f"{lead.format(english)}\n\n", 1)
    page = replace(PAGE, theme={"paper": "A5"})
    pages = texts(set_page(source, target, Layout.FACING, design, page))
    assert "第一节" in pages[1]
    assert "Part One" in pages[2]


def test_each_page_has_the_notes_of_its_own_language_below_its_text() -> None:
    pages = texts(made())
    [left] = [n for n, text in enumerate(pages) if "中文的注" in text]
    assert "An English note" in pages[left + 1]
    for page, note, mark in (
        (left, "中文的注", "有注的一段"),
        (left + 1, "An English note", "A paragraph with a note"),
    ):
        assert height_of(made(), page, note) < height_of(made(), page, mark)


def test_the_notes_of_both_pages_take_room_once() -> None:
    # Each side's notes fill a third of a page, and the text another half.
    def many(word: str, times: int) -> str:
        return f"{word}。" * times + "[^1]\n\n[^1]: " + f"{word}，" * times

    assert len(texts(set_page(many("河边的人", 150), "One.", Layout.FACING))) == 3
    both = set_page(many("河边的人", 150), many("by the river", 150), Layout.FACING)
    assert len(texts(both)) == 3


def test_bookmarks_and_links_lead_to_the_translation() -> None:
    with opened(made()) as pdf:
        names = {page.objgen: n for n, page in enumerate(pdf.pages)}
        with pdf.open_outline() as tree:
            [top] = tree.root
            [part] = top.children
            assert (top.title, part.title) == ("Tides and Boats", "Part One")
            assert names[part.destination[0].objgen] == 2
        dests = pdf.Root.Names.Dests.Names
        [place] = [d for name, d in zip(dests[::2], dests[1::2], strict=True)
                   if str(name) == "第一节"]  # fmt: skip
        assert names[place[0].objgen] == 2
        linked = [n for n, page in enumerate(pdf.pages) if "/Annots" in page]
        assert len(linked) == 2  # both languages lead there


def test_a_short_text_takes_a_title_and_one_opening() -> None:
    assert len(texts(set_page("一段。", "One paragraph.", Layout.FACING))) == 3


def test_the_same_texts_give_the_same_bytes() -> None:
    assert set_page(SOURCE, TARGET, Layout.FACING) == made()


def test_the_list_of_a_draft_has_pages_of_its_own() -> None:
    items = tuple(
        Unfinished(n, SegmentState.FUZZY, f"句子{n}。", Place("a.md", n))
        for n in range(40)
    )
    page = replace(PAGE, unfinished=items, percent=50)
    pages = texts(set_page(SOURCE, TARGET, Layout.FACING, page=page))
    rest = pages[len(texts(made())) :]
    assert len(rest) == 2
    assert all(f"句子{n}。" in "".join(rest) for n in range(40))
    assert f"Page {len(pages)} of {len(pages)}" in rest[-1]


def test_a_heading_is_not_left_behind_by_a_paragraph_longer_than_a_page() -> None:
    source = "## 长\n\n" + "河边的人都知道这件事情。" * 200
    target = "## Long\n\n" + "Everyone by the river knew it. " * 200
    pages = texts(set_page(source, target, Layout.FACING))
    assert "Everyone" in pages[2]
    assert "Long" in pages[2]


def test_a_table_wider_than_its_page_stays_on_its_side() -> None:
    def table(word: str) -> str:
        row = "|" + "|".join(f"{word}{n}" for n in range(16)) + "|\n"
        return row + "|" + "--|" * 16 + "\n" + row

    _, left, right = texts(
        set_page(table("左左左左"), table("rightright"), Layout.FACING)
    )
    assert left.count("左") == 16 * 2 * 4
    assert "左" not in right
    assert "right" not in left


block = st.one_of(
    st.tuples(st.just("p"), st.integers(1, 900)),
    st.tuples(st.just("h"), st.integers(1, 6)),
    st.tuples(st.just("l"), st.integers(1, 40)),
    st.tuples(st.just("t"), st.integers(1, 40)),
    st.tuples(st.just("q"), st.integers(1, 40)),
    st.tuples(st.just("n"), st.integers(1, 60)),
)


def written(blocks: list[tuple[str, int]], letter: str) -> str:
    """Return Markdown in which every word is another one: k1k k2k k3k."""
    count, parts, notes = 0, [], []
    for kind, size in blocks:
        words = [f"{letter}{number}{letter}" for number in range(count, count + size)]
        count += size
        match kind:
            case "h":
                parts.append("## " + " ".join(words))
            case "l":
                parts.append("\n".join(f"- {word}" for word in words))
            case "t":
                rows = "\n".join(f"| {word} |" for word in words)
                parts.append(f"| |\n|--|\n{rows}")
            case "q":
                parts.append("\n>\n".join(f"> {word}" for word in words))
            case "n":
                notes.append(f"[^{len(notes)}]: " + " ".join(words[1:] or ["x"]))
                parts.append(f"{words[0]}[^{len(notes) - 1}]")
            case _:
                parts.append(" ".join(words))
        parts.append("<!-- -->")
    return "\n\n".join(parts + notes)


@settings(max_examples=5, deadline=None)
@given(st.lists(block, min_size=1, max_size=7))
def test_no_word_of_either_side_is_lost_or_doubled(
    blocks: list[tuple[str, int]],
) -> None:
    total = sum(size for _, size in blocks)
    pages = texts(set_page(written(blocks, "z"), written(blocks, "k"), Layout.FACING))
    for pages_of_side, letter in ((pages[1::2], "z"), (pages[2::2], "k")):
        found = Counter(re.findall(rf"{letter}\d+{letter}", " ".join(pages_of_side)))
        assert found == Counter(f"{letter}{n}{letter}" for n in range(total))


@pytest.mark.parametrize("form", [Format.HTML, Format.DOCX])
@pytest.mark.parametrize("layout", [Layout.FACING, Layout.COLUMNS])
def test_a_format_without_pages_says_what_it_can_show(
    form: Format, layout: Layout
) -> None:
    edition = Edition(read("一。", "zh-Hans"), read("One.", "en"), 100)
    order = Order(form, layout, identifier="quay")
    with pytest.raises(RenderError, match="side-by-side") as caught:
        render(edition, order, Templates(TEMPLATES, {}), ({}, {}), PAGE.time)
    assert str(layout) in str(caught.value)


def test_another_version_of_the_engine_is_left_as_it_is() -> None:
    other = SimpleNamespace()
    assert not share_foot(other)  # type: ignore[arg-type]  # stands for a module
    assert not count_halves(other)  # type: ignore[arg-type]  # likewise
    assert vars(other) == {}


def test_both_texts_are_paired_as_they_are_merged() -> None:
    assert document_of(SOURCE, TARGET, Layout.FACING).rows  # type: ignore[union-attr]

"""What a printed page has beyond text: contents, references, captions, floats, quotes."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.document import Document, Quote
from duizhao.render.features import (
    Content,
    begins_pages,
    is_caption,
    table_kind,
    with_drop_cap,
)
from duizhao.render.html import Medium, render_html
from duizhao.render.page import Layout
from duizhao.render.pdf import load_engine, render_pdf
from duizhao.render.pdffloats import let_figures_float
from tests.pages import PAGE as PLAIN
from tests.pages import SVG, TEMPLATES, Asset, document_of, opened, read

WORDS = (
    "The quay was built in the spring of 1990, when the district had three boats and "
    "the fishermen were paid with rice, cloth and promises. "
)
TALL = Asset("t.svg", SVG.replace(b"120", b"600"), "image/svg+xml", 300, 600)
PAGE = replace(PLAIN, assets={**PLAIN.assets, "t.svg": TALL})
ZI = "码头建于一九九〇年的春天，那时区里只有三条船，渔民领到的是大米、布匹和许多诺言。"


def html_of(
    text: str, layout: Layout = Layout.TARGET, other: str = "", **theme: str
) -> str:
    """Return a page in print; `text` is English, or Chinese where `other` is English."""
    original = layout is Layout.SOURCE
    page = replace(
        PAGE, layout=layout, language="zh-Hans" if original else "en", theme=theme
    )
    if layout is Layout.TARGET:
        document = read(text, "en")
    else:
        document = document_of(text, other or text, layout)
    return render_html(document, page, TEMPLATES, "handout.html", Medium.PRINT)


def body_of(html: str) -> str:
    return html[html.index("<main>") : html.index("</main>")]


def pages_of(html: str) -> list[str]:
    """Return the text of each page of the PDF, blanks folded."""
    import pypdfium2  # noqa: PLC0415

    content, found = render_pdf(html, PAGE)
    assert found == ()
    pdf = pypdfium2.PdfDocument(content)
    texts = [page.get_textpage().get_text_bounded() for page in pdf]
    return [" ".join(text.split()) for text in texts]


def sections(count: int, words: str = WORDS, each: int = 6) -> str:
    return "".join(f"## Section {n}\n\n{words * each}\n\n" for n in range(count))


# --- contents ------------------------------------------------------------------------


def test_contents_name_the_page_of_each_heading() -> None:
    texts = pages_of(html_of(sections(9, each=12), contents="yes"))
    listed = dict(re.findall(r"(Section \d)[ .]+(\d+)", texts[0]))
    assert len(listed) == 9
    for name, number in listed.items():
        rest = texts[int(number) - 1].replace(f"{name} . ", "")
        assert re.search(rf"{name} The quay", rest)


@pytest.mark.parametrize(
    ("count", "each", "asked", "shown"),
    [
        (9, 40, "auto", True),
        (9, 2, "auto", False),
        (3, 200, "auto", False),
        (9, 40, "no", False),
        (2, 1, "yes", True),
    ],
)
def test_long_documents_have_contents(
    count: int, each: int, asked: str, shown: bool
) -> None:
    html = html_of(sections(count, each=each), contents=asked)
    assert ('<nav class="contents"' in html) is shown


def test_contents_are_in_the_typography_of_the_language() -> None:
    html = html_of('## The "quay" of \'90\n\nx\n', contents="yes")
    assert ">The “quay” of ’90</a></li>" in html
    assert 'data-label="The “quay” of ’90"' in html


def test_contents_of_the_original_are_headed_in_chinese() -> None:
    html = html_of("## 码头\n\n船。\n", Layout.SOURCE, "## Q\n\nx\n", contents="yes")
    assert '<p class="head">目录</p>' in html


# --- references ----------------------------------------------------------------------


def test_a_link_within_the_text_tells_the_page_on_request() -> None:
    text = f"See [it](#the-end).\n\n{WORDS * 60}\n\n## The end\n\nx\n"
    asked = pages_of(html_of(text, page_references="yes"))
    found = re.search(r"See it \(page (\d+)\)\.", asked[0])
    assert found
    assert "The end" in asked[int(found[1]) - 1]
    assert "(page" not in pages_of(html_of(text))[0]


def test_references_of_the_original_are_in_chinese() -> None:
    text = "见[末节](#末节)。\n\n## 末节\n\n船。\n"
    html = html_of(text, Layout.SOURCE, "a\n\n## b\n\nc\n", page_references="yes")
    assert re.search(r"见末节（第 ?1 ?页）", pages_of(html)[0])


def test_figures_and_tables_can_be_linked_to() -> None:
    text = "See [a](#figure-2), [b](#图2), [c](#表1), [d](#图9).\n\n"
    text += '![x](a.svg "One")\n\n![x](a.svg "Two")\n\n| a |\n|---|\n| 1 |\n'
    body = body_of(html_of(text))
    assert re.findall(r'class="xref" href="([^"]*)"', body) == [
        "#figure-2",
        "#figure-2",
        "#table-1",
    ]
    assert 'href="#图9"' in body
    assert body.count('id="figure-2"') == 1
    assert body.count('id="table-1"') == 1


def test_a_figure_has_one_id_in_a_page_of_two_languages() -> None:
    text = '![x](a.svg "一")\n\n[b](#图1)\n'
    for layout in (Layout.SIDE_BY_SIDE, Layout.FACING, Layout.INTERLEAVED):
        body = body_of(html_of(text, layout, '![x](a.svg "One")\n\n[b](#图1)\n'))
        assert body.count('id="figure-1"') == 1
        assert body.count('href="#figure-1"') == 2


# --- headings, sections --------------------------------------------------------------


def test_running_heads_name_the_section_of_their_page() -> None:
    html = html_of(sections(6, each=14), header_right="{section}")
    for text in pages_of(html)[1:]:
        head = re.search(r"The Quay (Section \d)", text)
        assert head
        assert re.search(r"Section \d", text)[0] == head[1]


@pytest.mark.parametrize("extra", range(0, 60, 12))
def test_below_a_heading_there_are_two_lines_or_more(extra: int) -> None:
    filler = WORDS * 18 + "word " * extra
    texts = pages_of(html_of(f"{filler}\n\n## Heading here\n\n{WORDS * 5}\n"))
    page = next(text for text in texts if "Heading here" in text)
    below = page.split("Heading here")[1]
    assert below.count("quay was") >= 1
    assert len(below) > 150


# --- English -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "part"),
    [("en", "knowl"), ("en-US", "knowl"), ("en-GB", "know")],
)
def test_words_are_hyphenated_by_the_locale(language: str, part: str) -> None:
    text = "more knowledge\n" * 90
    page = replace(PAGE, language=language)
    document = replace(read(text, "en"), language=language)
    html = render_html(document, page, TEMPLATES, "handout.html", Medium.PRINT)
    found = set(re.findall(r"(\w+)[\u2010\u00ad-]", " ".join(pages_of(html))))
    assert found == {part}


def test_figures_and_abbreviations_follow_the_theme() -> None:
    text = "In 1990 the GDP of the UK rose.\n\n## The GDP of 1990\n"
    plain, asked = (
        html_of(text),
        html_of(text, figures="oldstyle", small_capitals="yes"),
    )
    assert "oldstyle-nums" not in plain
    assert "oldstyle-nums" in asked
    assert 'class="sc"' not in plain
    assert body_of(asked).count('<span class="sc">GDP</span>') == 2
    assert "In 1990 the GDP of the UK rose." in pages_of(asked)[0]


def test_ligatures_are_letters_for_those_who_copy() -> None:
    text = pages_of(html_of("The office staff fished off the cliff.\n"))[0]
    assert "The office staff fished off the cliff." in text


def test_small_capitals_are_not_asked_of_the_original() -> None:
    html = html_of("这里的GDP。\n", Layout.SOURCE, "GDP.\n", small_capitals="yes")
    assert 'class="sc"' not in html


# --- drop caps -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "begun"),
    [
        ("The quay", '<span class="dropcap">T</span>he quay'),
        ("“The quay", '<span class="dropcap">“T</span>he quay'),
        ("<strong>A</strong> quay", '<span class="dropcap"><strong>A</strong></span> quay'),
        ("码头", '<span class="dropcap">码</span>头'),
        ("“码头", "“码头"),
        ("1990 was", "1990 was"),
        ('<a href="#x">The</a>', '<a href="#x">The</a>'),
    ],
)  # fmt: skip
def test_a_drop_cap_is_the_first_letter(html: str, begun: str) -> None:
    assert with_drop_cap(html, "word " * 60) == begun


def test_one_paragraph_has_a_drop_cap_and_it_is_no_short_one() -> None:
    html = html_of(f"Short.\n\n{WORDS * 3}\n\n{WORDS * 3}\n", drop_cap="yes")
    assert html.count('class="dropcap"') == 1
    assert "<p>Short.</p>" in html
    assert 'class="dropcap"' not in html_of(f"{WORDS * 3}\n")


def test_drop_caps_and_page_references_go_together() -> None:
    text = f"{WORDS * 3} See [it](#end).\n\n## End\n\nx\n"
    texts = pages_of(html_of(text, drop_cap="yes", page_references="yes"))
    assert "(page 1)" in texts[0]


def test_two_languages_begin_level() -> None:
    html = html_of(ZI * 5, Layout.SIDE_BY_SIDE, WORDS * 4, drop_cap="yes")
    assert 'class="dropcap"' not in html


# --- pull quotes, notices ------------------------------------------------------------


@pytest.mark.parametrize("sign", ["[!pull]", "[!PULL]", "[!quote]", "[!引文]"])
def test_a_pull_quote_is_a_quotation_of_its_own_kind(sign: str) -> None:
    found = read(f"> {sign}\n> 港口**很小（真的）**的。\n>\n> ——李波\n", "zh-Hans")
    assert isinstance(found.blocks[0], Quote)
    assert found.blocks[0].kind == "pull"
    assert len(found.blocks[0].children) == 2


def test_a_pull_quote_names_who_says_it() -> None:
    html = body_of(html_of("> [!pull]\n> The quay was small.\n>\n> --Li Bo\n"))
    assert '<blockquote class="pull">' in html
    assert re.search(r'<p class="by">—Li.Bo</p>', html)
    assert "[!" not in html


@pytest.mark.parametrize(
    "text",
    ["> [!pull] x\n", "> [!note]\n> x\n", "[!pull]\n\nx\n", "> \\[!pull]\n> x\n"],
)
def test_what_only_looks_like_it_is_no_pull_quote(text: str) -> None:
    found = read(text, "en")
    assert all(not isinstance(b, Quote) or b.kind != "pull" for b in found.blocks)


def test_a_notice_is_headed_in_the_language_of_the_page() -> None:
    text = "> [!warning]\n> 船。\n"
    assert ">警告</p>" in html_of(text, Layout.SOURCE, "> [!warning]\n> Ship.\n")
    assert ">Warning</p>" in html_of("> [!warning]\n> Ship.\n")


# --- tables, code --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        ("表1 港口的船", True),
        ("表 3-1：船只", True),
        ("表一　船只", True),
        ("Table 2. Boats of the harbour", True),
        ("Table 2", True),
        ("Table 2 shows the boats.", False),
        ("表1是港口的船。", False),
        ("表示敬意", False),
        ("Tables 2", False),
        ("表12的船很多，见下。", False),
    ],
)
def test_the_title_of_a_table_is_known(text: str, caption: bool) -> None:
    assert is_caption(text) is caption


def test_the_title_of_a_table_stays_with_it() -> None:
    rows = "".join(f"| {n} | b |\n" for n in range(9))
    for lines in range(16, 30, 5):
        text = f"{(WORDS + chr(10) * 2) * lines}Table 1. Boats\n\n| x | y |\n|---|---|\n{rows}"
        page = next(t for t in pages_of(html_of(text)) if "Table 1. Boats" in t)
        assert "Table 1. Boats x y 0 b" in page


WIDE = (
    "|" + " column head |" * 11 + "\n|" + "---|" * 11 + "\n" + ("|" + " 1,000 |" * 11)
)


def test_a_table_of_many_columns_has_a_page_that_lies_on_its_side() -> None:
    html = html_of(f"{WORDS}\n\n{WIDE}\n\n## Next\n\n{WORDS}\n")
    content, found = render_pdf(html, PAGE)
    assert found == ()
    made = opened(content)  # kept: its pages go with it
    boxes = [[float(n) for n in page.MediaBox] for page in made.pages]
    assert [box[2] > box[3] for box in boxes] == [False, True, False]


@pytest.mark.parametrize(
    "layout", [Layout.SIDE_BY_SIDE, Layout.FACING, Layout.INTERLEAVED, Layout.COLUMNS]
)
def test_a_wide_table_does_no_harm_in_any_layout(layout: Layout) -> None:
    text = f"{ZI}\n\n{WIDE}\n\n{ZI}\n"
    html = html_of(text, layout, text.replace(ZI, WORDS))
    assert "1,000" in "".join(pages_of(html))


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ([["a"] * 5, ["x" * 90] * 5], ""),
        ([["No."] * 9, ["12"] * 9], ""),
        ([["heading of"] * 9, ["1,000,000"] * 9], "dense"),
        ([["heading of it"] * 9, ["1,000,000"] * 9], "turned"),
        ([["目标"] * 7, ["港口的船只很多，而且都很新"] * 7], "turned"),
        ([["<b>a</b>"] * 12, ["&amp;"] * 12], ""),
        ([], ""),
    ],
)
def test_only_what_does_not_fit_is_turned(rows: list[list[str]], kind: str) -> None:
    assert table_kind(rows) == kind


def test_the_head_of_a_long_table_comes_again() -> None:
    rows = "".join(f"| boat {n} | {n} |\n" for n in range(90))
    texts = pages_of(html_of(f"| Name | Number |\n|---|---|\n{rows}"))
    assert len(texts) > 2
    assert all("Name Number" in text for text in texts)


def test_cells_hold_lists_and_breaks() -> None:
    table = "| a | b |\n|---|---|\n| x<br>y | <ul><li>one<li>*two*</ul></li> |\n"
    body = body_of(html_of(table))
    assert "<td>x<br>y</td>" in body
    assert "<td><ul><li>one</li><li><em>two</em></li></ul></td>" in body
    assert "<ul>" not in body_of(html_of("a <ul><li>b</ul>\n"))


@given(
    st.lists(
        st.sampled_from(
            [
                "<ul>",
                "</ul>",
                "<li>",
                "</li>",
                "<ol>",
                "</OL >",
                "<u>",
                "</u>",
                "*",
                "<br>",
            ]
        ),
        max_size=24,
    )
)
@settings(max_examples=80, deadline=None)
def test_any_order_of_list_tags_nests(parts: list[str]) -> None:
    body = body_of(html_of(f"| a |\n|---|\n| {' '.join(parts)} |\n"))
    waiting: list[str] = []
    for closing, name in re.findall(r"<(/?)(\w+)[^>]*>", body):
        if name in {"br", "main"}:
            continue
        if not closing:
            assert name != "li" or waiting[-1] in {"ul", "ol"}
            waiting.append(name)
        else:
            assert waiting.pop() == name
    assert waiting == []


def test_a_long_line_of_code_goes_on_below() -> None:
    text = pages_of(html_of("```\n" + "word_" * 60 + "end\nnext\n```\n"))[0]
    assert text.replace(" ", "").count("word_") == 60


# --- figures -------------------------------------------------------------------------


def figure_page(before: str, after: str, **extra: str) -> list[str]:
    text = f'{before}\n\n![t](t.svg "Figure 1")\n\n{after}\n'
    return pages_of(html_of(text, **extra))


def test_text_takes_the_room_that_a_figure_cannot() -> None:
    texts = figure_page(WORDS * 16, "".join(f"P{n} {WORDS * 3}\n\n" for n in range(6)))
    assert "P0" in texts[0]
    assert "Figure 1" not in texts[0]
    assert "Figure 1" in texts[1]
    whole = " ".join(texts)
    assert all(whole.count(f"P{n} ") == 1 for n in range(6))
    assert whole.count("Figure 1") == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{WORDS * 16} As follows:", WORDS * 3),  # the text leads to it
        (WORDS * 16, f"## Next\n\n{WORDS * 3}"),  # it stays in its section
        (WORDS * 16, f"- {WORDS}"),
    ],
)
def test_some_figures_stay_where_they_are(before: str, after: str) -> None:
    texts = figure_page(before, f"{after}\n\nLast.")
    assert len(texts) >= 2
    assert "Figure 1" in texts[1]
    assert texts[0].count("quay was") == 16


def test_footnotes_stay_with_their_page_where_a_figure_gives_way() -> None:
    after = "".join(f"P{n} {WORDS * 2}[^{n}]\n\n" for n in range(6))
    notes = "".join(f"[^{n}]: Note number {n}.\n\n" for n in range(6))
    texts = figure_page(f"{WORDS * 16}\n\n## Head", f"{after}{notes}")
    for n in range(6):
        page = next(text for text in texts if f"Note number {n}." in text)
        assert f"promises. {n + 1}" in page or f"promises.{n + 1}" in page
    assert sum(text.count("Note number") for text in texts) == 6


def test_a_page_laid_out_twice_is_the_same() -> None:
    after = "".join(f"## S{n}\n\n{WORDS * 4}\n\nP{n} {WORDS * 9}\n\n" for n in range(5))
    texts = figure_page(WORDS * 16, WORDS * 4 + "\n\n" + after, contents="yes")
    listed = dict(re.findall(r"(S\d)[ .]+(\d+)", texts[0]))
    assert len(listed) == 5
    assert all(
        f"{name} The quay" in texts[int(page) - 1] for name, page in listed.items()
    )


def test_whole_paragraphs_come_before_a_page_on_its_side() -> None:
    after = "".join(f"P{n} {WORDS * 6}\n\n" for n in range(12))
    texts = pages_of(html_of(f"{WORDS * 4}\n\n{WIDE}\n\n{after}## End\n\nx\n"))
    assert "P0" in texts[0]
    assert "P1" in texts[0]
    assert "column head" in texts[1]
    whole = " ".join(texts)
    assert all(whole.count(f"P{n} ") == 1 for n in range(12))
    assert re.findall(r"P\d+ ", whole) == [f"P{n} " for n in range(12)]
    shown = html_of(f"As follows:\n\n{WIDE}\n\n{after}")
    assert "P0" not in pages_of(shown)[0]


def test_another_engine_is_left_as_it_is() -> None:
    class Other:
        @staticmethod
        def _in_flow_layout(first: int, second: int) -> int:
            return first + second

    before = Other._in_flow_layout
    assert not let_figures_float(Other)  # type: ignore[arg-type]
    assert Other._in_flow_layout is before
    engine = load_engine()
    assert let_figures_float(engine.layout.block)


# --- notes of two languages ----------------------------------------------------------


@pytest.mark.parametrize(
    "layout", [Layout.SIDE_BY_SIDE, Layout.INTERLEAVED, Layout.FACING]
)
def test_each_language_has_its_own_notes(layout: Layout) -> None:
    chinese = "船很小[^1]。\n\n[^1]: 一条注。\n"
    html = html_of(chinese, layout, "It was small.[^1]\n\n[^1]: A note.\n")
    body = body_of(html)
    assert re.findall(r'<span class="fn" lang="([\w-]+)"', body) == ["zh-Hans", "en"]
    texts = pages_of(html)
    assert any("A note." in text for text in texts)
    assert any("一条注" in text for text in texts)


def test_a_document_without_headings_or_figures_has_none_of_it() -> None:
    html = html_of("Just words.\n")
    assert not any(kind in body_of(html) for kind in ("id=", "xref", "dropcap"))
    assert isinstance(read("x", "en"), Document)


# --- chapters -----------------------------------------------------------------------------


def begins(text: str, asked: str = "auto") -> bool:
    document = document_of(text, text, Layout.TARGET)
    contents = [Content(2, "a", "a") for _ in range(text.count("## "))]
    return begins_pages(document, contents, asked)


def test_chapters_of_a_book_begin_pages() -> None:
    chapter = "## A\n\n" + "The quay and the boats. " * 1000 + "\n\n"
    assert begins(chapter * 8)
    assert not begins(chapter * 4)
    assert not begins(chapter * 8, "run-on")
    assert begins(chapter, "page")


def test_sections_of_a_page_or_two_run_on_in_a_book_too() -> None:
    assert not begins(("## A\n\n" + "The quay and the boats. " * 200 + "\n\n") * 60)


def test_code_and_tables_make_a_book_too() -> None:
    code = "```\n" + "a\n" * 200 + "```\n\n"
    table = "| a | b |\n|--|--|\n" + "| 1 | 2 |\n" * 200 + "\n"
    assert begins(("## A\n\n" + code + table) * 8)

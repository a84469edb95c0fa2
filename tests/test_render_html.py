"""Pages of HTML: structure, safety, sameness."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.diagnostics import Place
from duizhao.document import (
    Alignment,
    BilingualDocument,
    BulletList,
    Cell,
    Code,
    CodeBlock,
    Document,
    Emphasis,
    Figure,
    FootnoteMark,
    Heading,
    Image,
    Link,
    ListItem,
    Marked,
    Metadata,
    OrderedList,
    Pair,
    Paragraph,
    Quote,
    RawBlock,
    RawInline,
    SegmentState,
    Shared,
    Strong,
    Table,
    Text,
)
from duizhao.errors import SettingsError, TemplateError
from duizhao.render.html import Entry, Medium, Product, render_html, render_index
from duizhao.render.page import Asset, Layout, Page, Unfinished

TEMPLATES = {
    file.name: file.read_text(encoding="utf-8")
    for file in (Path(__file__).parent.parent / "templates").iterdir()
    if file.suffix in {".html", ".css"}
}
PIXEL = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
CHART = Asset("chart.svg", PIXEL, "image/svg+xml", 9, 9)


def page(
    layout: Layout = Layout.TARGET, language: str = "en", **changes: object
) -> Page:
    made = Page(
        layout=layout,
        language=language,
        publication="The Quay",
        time=datetime(2025, 9, 1, 8, tzinfo=UTC),
        identifier="quay-1",
        assets={"chart.svg": CHART},
        source_assets={"chart.svg": CHART},
    )
    return replace(made, **changes)


def words(*parts: object) -> Paragraph:
    return Paragraph(tuple(Text(p) if isinstance(p, str) else p for p in parts))


def english(*blocks: object, **metadata: object) -> Document:
    head = Metadata(title=(Text("Boats"),), **metadata)
    return Document("en", head, tuple(blocks), {"a": (words("An English note."),)})


def chinese(*blocks: object) -> Document:
    head = Metadata(title=(Text("船"),))
    return Document("zh-Hans", head, tuple(blocks), {"a": (words("一条注释。"),)})


def body(document: Document, medium: Medium = Medium.SCREEN, **changes: object) -> str:
    return render_html(
        document, page(**changes), {"x.html": "{{ body }}"}, "x.html", medium
    )


class Tags(HTMLParser):
    """Collects the tags and attributes of a page, and whether they nest."""

    VOID = frozenset({"br", "hr", "img", "meta", "col", "link"})

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def tags(html: str) -> Tags:
    parser = Tags()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    return parser


def test_text_is_escaped_in_content_and_in_attributes() -> None:
    evil = '"><script>alert(1)</script>&'
    html = body(
        english(
            words(evil, Code(evil), Link((Text(evil),), "https://a.b/", evil)),
            Heading(2, (Text(evil),), evil),
            CodeBlock(evil, evil),
            Figure(Image("chart.svg", evil), (Text(evil),)),
            words(Image("missing.png", evil)),
        )
    )
    assert "<script" not in html
    assert {tag for tag, _ in tags(html).seen} <= {
        "p", "code", "a", "h2", "pre", "figure", "figcaption", "span", "img"
    }  # fmt: skip


def test_jinja_in_a_text_stays_text() -> None:
    document = english(words("{{ 7*7 }} {% for x in y %}{# gone #} is shown as it is"))
    html = render_html(document, page(), TEMPLATES, "page.html")
    assert "{{ 7*7 }} {% for x in y %}{# gone #} is shown" in html


@pytest.mark.parametrize(
    "url",
    json.loads(
        (Path(__file__).parent / "data" / "refused_targets.json").read_text("utf-8")
    ),
)
def test_a_refused_target_leaves_the_text_and_no_link(url: str) -> None:
    html = body(english(words("see ", Link((Text("this"),), url))))
    assert "<a" not in html
    assert "see this" in html


def test_relative_links_stand_on_the_screen_but_not_on_paper() -> None:
    document = english(words(Link((Text("next"),), "next.html")))
    assert 'href="next.html"' in body(document)
    assert "<a" not in body(document, Medium.PRINT)


def test_raw_tags_are_bare_balanced_and_few() -> None:
    html = body(
        english(
            words(
                *(RawInline(tag) for tag in ('<sub onclick="x()">', "</sup>", "<img>")),
                Emphasis((RawInline("<kbd>"), Text("a"), RawInline("</sub>"))),
                RawInline("</kbd>"),
                RawInline("<br/>"),
                RawInline("<!-- no -->"),
            ),
            RawBlock("<div onload=x>"),
        )
    )
    assert html == "<p><sub><em><kbd>a</kbd></em><br></sub></p>\n"


@given(
    st.lists(
        st.sampled_from(
            ["<sub>", "</sub>", "<u>", "</u>", "<kbd>", "</kbd>", "x", "*"]
        ),
        max_size=30,
    )
)
@settings(max_examples=60, deadline=None)
def test_any_order_of_raw_tags_nests(pieces: list[str]) -> None:
    inner = tuple(
        Text(p)
        if p == "x"
        else Strong((RawInline("<u>"),))
        if p == "*"
        else RawInline(p)
        for p in pieces
    )
    tags(body(english(words(Emphasis(inner), *inner))))


@given(st.text(max_size=60), st.sampled_from(["en", "zh-Hans"]))
@settings(max_examples=120, deadline=None)
def test_no_text_makes_markup(text: str, language: str) -> None:
    document = replace(english(words(text, Emphasis((Text(text),)))), language=language)
    html = body(document)
    assert {tag for tag, _ in tags(html).seen} <= {"p", "em", "span"}
    html.encode("utf-8")


@pytest.mark.parametrize("depth", [200, 5000])
def test_deep_nesting_neither_crashes_nor_vanishes(depth: int) -> None:
    quote: object = words("innermost")
    bullet: object = words("lowest")
    inline: object = Text("deepest")
    for level in range(depth):
        quote = Quote((words(f"q{level}"), quote))
        bullet = BulletList((ListItem((words(f"b{level}"), bullet)),))
        inline = Emphasis((Text(f"e{level} "), inline))
    html = body(english(quote, bullet, words(inline)), Medium.PRINT)
    for level in (0, depth // 2, depth - 1):
        assert all(f"{kind}{level}" in html for kind in "qbe")
    assert all(word in html for word in ("innermost", "lowest", "deepest"))
    assert html.count("<blockquote>") < 20


def test_footnotes_are_numbered_once_and_listed_on_the_screen() -> None:
    document = english(words("a", FootnoteMark("a"), FootnoteMark("a")))
    html = render_html(document, page(), TEMPLATES, "page.html")
    assert html.count("An English note.") == 1
    assert html.count('href="#dz-note-target-1"') == 2
    assert html.count('id="dz-ref-target-1"') == 1


def test_footnotes_come_along_in_print_and_notes_in_notes_too() -> None:
    document = replace(
        english(words("a", FootnoteMark("a"))),
        footnotes={
            "a": (words("first", FootnoteMark("b")), words("more")),
            "b": (words("second", FootnoteMark("a")),),
        },
    )
    html = body(document, Medium.PRINT)
    assert html.count('class="fn') == 2
    assert html.index("more") < html.index("second")
    tags(html)


def test_a_mark_without_a_note_is_shown_as_written() -> None:
    assert "[^nowhere]" in body(english(words("x", FootnoteMark("nowhere"))))


def test_unfinished_segments_are_marked_once_with_their_number() -> None:
    segment = Marked((Text("未译"),), SegmentState.UNTRANSLATED, 3)
    item = Unfinished(3, SegmentState.UNTRANSLATED, "未译", Place("source/a.md", 7))
    html = render_html(
        english(words("Done. ", segment)),
        page(unfinished=(item,), percent=66),
        TEMPLATES,
        "page.html",
    )
    assert '<mark class="untranslated" id="dz-segment-3" lang="zh-Hans">' in html
    assert 'href="#dz-item-3"' in html
    assert 'id="dz-item-3"' in html
    assert "source/a.md:7" in html
    assert "66%" in html


def bilingual() -> BilingualDocument:
    table = Table(
        (Alignment.NONE, Alignment.RIGHT),
        (Cell((Text("年"),)), Cell((Text("船"),))),
        ((Cell((Text("1980"),)), Cell((Text("31"),))),),
    )
    translated = replace(table, head=(Cell((Text("Year"),)), Cell((Text("Boats"),))))
    code = CodeBlock("x = 1\n", "python")
    picture = Image("chart.svg", "图")
    rows = (
        Pair(Heading(2, (Text("一"),), "one"), Heading(2, (Text("One"),), "one")),
        Pair(words("泥。", FootnoteMark("a")), words("Mud.", FootnoteMark("a"))),
        Pair(
            OrderedList((ListItem((words("二"),)),), start=2),
            OrderedList((ListItem((words("two"),)),), start=2),
        ),
        Shared(Figure(picture, (Text("图一"),)), Figure(picture, (Text("Figure 1"),))),
        Shared(table, translated),
        Shared(code, code),
    )
    source = chinese(*(row.source for row in rows))
    return BilingualDocument(source, english(*(row.target for row in rows)), rows)


@pytest.mark.parametrize("medium", list(Medium))
def test_side_by_side_is_one_table_whose_shared_rows_take_both_columns(
    medium: Medium,
) -> None:
    frame = {"x.html": "{{ body }}"}
    html = render_html(bilingual(), page(Layout.SIDE_BY_SIDE), frame, "x.html", medium)
    seen = tags(html).seen
    assert [a.get("class") for t, a in seen if t == "table"] == ["parallel", None]
    assert html.count('<tr class="pair') == 3
    assert html.count('<td colspan="2">') == 3
    assert html.count("<img") == 1
    assert "图一" in html
    assert "Figure\u00a01" in html
    assert html.count("x = 1") == 1
    assert html.count("1980") == 1
    assert html.count('class="both"') == 4


def test_interleaved_shows_the_original_above_its_translation() -> None:
    frame = {"x.html": "{{ body }}"}
    html = render_html(bilingual(), page(Layout.INTERLEAVED), frame, "x.html")
    assert (
        html.index("泥。") < html.index("Mud.") < html.index("二") < html.index("two")
    )
    assert html.count('<section class="pair') == 3
    tags(html)


def test_ids_are_unique_in_a_page_of_two_languages() -> None:
    html = render_html(bilingual(), page(Layout.SIDE_BY_SIDE), TEMPLATES, "page.html")
    ids = [a["id"] for _, a in tags(html).seen if "id" in a]
    assert len(ids) == len(set(ids))
    assert "one" in ids


def test_a_screen_page_needs_no_other_file() -> None:
    html = render_html(bilingual(), page(Layout.SIDE_BY_SIDE), TEMPLATES, "page.html")
    seen = tags(html).seen
    assert all(a["src"].startswith("data:") for _, a in seen if "src" in a)
    assert not {"link", "script", "iframe"} & {tag for tag, _ in seen}
    assert "url(" not in html


def test_a_missing_picture_is_a_visible_placeholder() -> None:
    html = body(english(Figure(Image("gone.png", "a map"))))
    assert 'class="missing"' in html
    assert "gone.png" in html
    assert "a map" in html


def test_a_list_begins_with_its_number_in_both_media() -> None:
    html = body(english(OrderedList((ListItem((words("x"),)),), start=7)), Medium.PRINT)
    assert 'start="7"' in html
    assert "counter-reset:list-item 6" in html


def test_the_same_values_give_the_same_page() -> None:
    first, second = (
        render_html(bilingual(), page(Layout.SIDE_BY_SIDE), TEMPLATES, "handout.html")
        for _ in range(2)
    )
    assert first == second


@pytest.mark.parametrize("layout", [Layout.TARGET, Layout.SOURCE])
@pytest.mark.parametrize("name", ["page.html", "handout.html"])
def test_each_frame_holds_a_document_without_anything(
    layout: Layout, name: str
) -> None:
    empty = Document("zh-Hans", Metadata(), ())
    tags(render_html(empty, page(layout, "zh-Hans", publication=""), TEMPLATES, name))


def test_dates_are_set_in_the_words_of_their_language() -> None:
    html = render_html(english(date="2025-08-26"), page(), TEMPLATES, "page.html")
    assert "August 26, 2025" in html


def test_a_wrong_name_in_a_template_is_told_with_its_line() -> None:
    broken = TEMPLATES | {"mine.html": "<p>\n{{ head.titel }}</p>"}
    with pytest.raises(TemplateError) as caught:
        render_html(english(), page(), broken, "mine.html")
    assert caught.value.path == "templates/mine.html"
    assert caught.value.line == 2
    assert "titel" in caught.value.message
    assert caught.value.hint


def test_a_template_that_does_not_compile_is_told_with_its_line() -> None:
    with pytest.raises(TemplateError) as caught:
        render_html(english(), page(), {"x.html": "\n\n{% if %}"}, "x.html")
    assert (caught.value.path, caught.value.line) == ("templates/x.html", 3)


def test_a_missing_template_names_the_nearest() -> None:
    with pytest.raises(TemplateError, match=r"handuot\.html") as caught:
        render_html(english(), page(), TEMPLATES, "handuot.html")
    assert "handout.html" in caught.value.hint


def test_a_template_cannot_reach_into_the_machine() -> None:
    evil = "{{ ''.__class__.__mro__[1].__subclasses__() }}"
    with pytest.raises(TemplateError):
        render_html(english(), page(), {"x.html": evil}, "x.html")


@pytest.mark.parametrize(
    "value",
    [
        "red; } body { display: none",
        "url(x.png)",
        "</style>",
        "'open",
        "a(b",
        "@import",
    ],
)
def test_a_theme_value_that_is_more_than_a_value_is_refused(value: str) -> None:
    with pytest.raises(SettingsError, match="accent"):
        render_html(english(), page(theme={"accent": value}), TEMPLATES, "page.html")


def test_theme_values_reach_the_style_sheet() -> None:
    theme = {"accent": "#123456", "serif": '"EB Garamond", serif'}
    html = render_html(english(), page(theme=theme), TEMPLATES, "handout.html")
    assert "--accent: #123456;" in html
    assert "--serif: 'EB Garamond', serif;" in html


def test_the_index_has_a_card_with_a_bar_for_each_document() -> None:
    products = (Product("PDF", "a.pdf"), Product("<b>", "javascript:alert(1)"))
    entries = [
        Entry("船", "Boats", "zh-Hans", "en", 64, products),
        Entry("<泥>", "", "zh-Hans", "en", 0),
    ]
    html = render_index(entries, page(), TEMPLATES)
    seen = tags(html).seen
    assert [a["aria-valuenow"] for _, a in seen if "aria-valuenow" in a] == ["64", "0"]
    assert [a["href"] for t, a in seen if t == "a"] == ["a.pdf", ""]
    assert "&lt;泥&gt;" in html
    assert "The Quay" in html

"""Readings above characters, name marks and title marks, from manuscript to product."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from duizhao.document import Inline, RawInline, Text
from duizhao.readers.markdown.codes import difference, read_codes
from duizhao.render.docx import names as n
from duizhao.render.docx.ruby import lead_ruby
from duizhao.render.inlines import inline_html
from duizhao.render.labels import find_labels
from duizhao.render.rawtags import print_ruby
from duizhao.render.side import Medium, Side


def line(medium: Medium, *inlines: Inline) -> str:
    side = Side("zh-Hans", medium, "target", {}, {}, find_labels("zh-Hans"))
    return inline_html(inlines, side, lambda label, _: label)


def parsed(text: str) -> list[Inline]:
    return [
        RawInline(piece) if piece.startswith("<") else Text(piece)
        for piece in re.split(r"(<[^>]*>)", text)
        if piece
    ]


def html_of(pieces: list[str]) -> str:
    return "".join(pieces)


RUBY = "在<ruby>深圳<rt>Shēnzhèn</rt></ruby>读书的时候"


def test_a_browser_gets_readings_as_html_has_them() -> None:
    html = line(Medium.SCREEN, *parsed(RUBY))
    assert "<ruby>深圳<rt>Shēnzhèn</rt></ruby>" in html


def test_on_paper_a_reading_stands_in_front_of_its_word() -> None:
    html = line(Medium.PRINT, *parsed(RUBY))
    assert '<span class="rb"><span class="rt">Shēnzhèn</span>深圳</span>' in html


def test_each_reading_of_a_word_has_its_character_and_brackets_go() -> None:
    text = "<ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp>字<rt>zì</rt></ruby>学"
    assert print_ruby(text) == (
        '<span class="rb"><span class="rt">hàn</span>汉</span>'
        '<span class="rb"><span class="rt">zì</span>字</span>学'
    )


def test_a_reading_without_a_word_is_text() -> None:
    assert line(Medium.PRINT, *parsed("读<rt>dú</rt>书")) == "读dú书"
    assert print_ruby("<ruby>深圳</ruby>市") == "深圳市"


def test_names_and_titles_are_marked_on_screen_and_paper() -> None:
    for medium in Medium:
        html = line(medium, *parsed("<u>鲁迅</u>写了<cite class=x>呐喊</cite>给我们"))
        assert html.startswith("<u>鲁迅</u>写了<cite>呐喊</cite>")


@given(
    st.lists(
        st.sampled_from(
            "<ruby> </ruby> <rt> </rt> <rp> </rp> <u> </u> 字 a".split()  # noqa: SIM905 - reads better
        ),
        max_size=14,
    )
)
@settings(max_examples=150, deadline=None)
def test_tags_in_any_order_leave_balanced_html_and_all_words(pieces: list[str]) -> None:
    for medium in Medium:
        html = line(medium, *parsed(html_of(pieces)))
        tree = etree.fromstring(f"<p>{html}</p>")
        # A reading stands in front of its word on paper: the order is not compared.
        shown = "".join(str(text) for text in tree.itertext())
        words = html_of([piece for piece in pieces if not piece.startswith("<")])
        assert sorted(shown) == sorted(words)


def ruby(*tags: str) -> etree._Element:
    """Lead words and tags into a paragraph of Word as the renderer does."""
    paragraph = etree.Element(n.w("p"))
    place = paragraph
    for tag in tags:
        if found := re.fullmatch(r"<(/?)(\w+)>", tag):
            place = lead_ruby(place, found[2], closes=bool(found[1]))
        else:
            etree.SubElement(place, n.RUN).text = tag
    assert place is paragraph
    return paragraph


def outline(node: etree._Element) -> list[str]:
    """Return the words of a paragraph, readings in brackets."""
    return [
        f"({child.text})" if parent.tag == n.w("rt") else str(child.text)
        for child in node.iter(n.RUN)
        if child.text and (parent := child.getparent()) is not None
    ]


def test_word_has_readings_of_its_own() -> None:
    node = ruby("在", "<ruby>", "深圳", "<rt>", "Shēnzhèn", "</rt>", "</ruby>", "读")
    assert outline(node) == ["在", "(Shēnzhèn)", "深圳", "读"]
    assert len(list(node.iter(n.w("ruby")))) == 1
    (found,) = node.iter(n.w("ruby"))
    assert [etree.QName(child).localname for child in found] == [
        "rubyPr",
        "rt",
        "rubyBase",
    ]


def test_word_has_each_reading_with_its_character() -> None:
    tags = ("<rp>", "（", "</rp>", "<rt>", "hàn", "</rt>", "<rp>", "）", "</rp>")
    node = ruby("<ruby>", "汉", *tags, "字", "<rt>", "zì", "</rt>", "</ruby>", "学")
    assert outline(node) == ["(hàn)", "汉", "(zì)", "字", "学"]


def test_a_translation_may_drop_readings_and_name_marks_only() -> None:
    source = "<u>鲁迅</u>，<ruby>深圳<rt>Shēnzhèn</rt></ruby>，<cite>呐喊</cite>"
    codes = read_codes([source, "Lu Xun, Shenzhen, *Call to Arms*"], ())
    assert difference(*codes) == ""
    codes = read_codes(["H<sub>2</sub>O", "H2O"], ())
    assert "`<sub>` is missing" in difference(*codes)
    codes = read_codes(["深圳", "<u>Shenzhen</u>"], ())
    assert "is not in the source" in difference(*codes)

"""What is done to the characters of English and Chinese lines."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.document import Code, Emphasis, Inline, LineBreak, Text
from duizhao.render.chinese import set_part
from duizhao.render.english import join_dashes, typeset
from duizhao.render.inlines import inline_html
from duizhao.render.labels import find_labels
from duizhao.render.side import Medium, Side
from duizhao.urls import safe_target

CASES = json.loads(
    (Path(__file__).parent / "data" / "english_typography.json").read_text("utf-8")
)


def line(language: str, *inlines: Inline, medium: Medium = Medium.PRINT) -> str:
    side = Side(language, medium, "target", {}, {}, find_labels(language))
    return inline_html(inlines, side, lambda label, _: label)


@pytest.mark.parametrize(("typed", "printed"), CASES)
def test_english_is_set_as_a_printer_would(typed: str, printed: str) -> None:
    assert typeset(typed).replace("\u00a0", "_") == printed


@given(st.text(alphabet="ab \"'(-—–0159%.\n\ufffc", max_size=40))
@settings(max_examples=200, deadline=None)
def test_setting_english_keeps_length_and_is_done_once(text: str) -> None:
    once = typeset(text)
    assert len(once) == len(text)
    assert '"' not in once
    assert "'" not in once


def test_dashes_hold_their_line() -> None:
    assert join_dashes("10–12 he—she--it") == "10\u2060–\u206012 he\u2060—she\u2060—it"


def test_quotes_see_through_markup() -> None:
    html = line(
        "en", Text('"'), Emphasis((Text("Spring"),)), Text('" and '), Code('"x"')
    )
    assert html == '“<em>Spring</em>” and <code translate="no">&#34;x&#34;</code>'


def test_a_quote_opens_after_a_break_and_closes_after_code() -> None:
    html = line("en", Text("a"), LineBreak(), Text('"b" ("'), Code("c"), Text('")'))
    assert html.startswith("a<br>“b” (“<code")
    assert html.endswith("</code>”)")


def test_chinese_marks_that_meet_are_squeezed_on_the_screen() -> None:
    html = line("zh-Hans", Text("他说：“走。”"), medium=Medium.SCREEN)
    assert re.findall(r'<span class="h">(.)</span>', html) == ["：", "。"]
    first = line("zh-Hans", Text("“走了吗？不知道"), medium=Medium.SCREEN)
    assert first.startswith('<span class="h">“</span>走')


def test_chinese_marks_are_left_to_the_lines_on_paper() -> None:
    assert 'class="h"' not in line("zh-Hans", Text("“他说：“走。”"))


def test_a_chinese_paragraph_keeps_its_last_characters_together() -> None:
    html = line("zh-Hans", Text("那时的港口很小，三十条船搁在泥滩上。"))
    assert html.endswith('<span class="k">滩上。</span>')


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("没有人……不相信。", "相信。"),
        ("不相信。", "相信。"),
        ("见图一", "图一"),
        ("图一", ""),
        ("这始于1990年。", "于1990年。"),
        ("据AT&T公司", "公司"),
    ],
)
def test_no_character_stands_alone_on_the_last_line(text: str, kept: str) -> None:
    html = line("zh-Hans", Text(text))
    assert re.findall(r'class="k">([^<]*)', html) == [kept] * bool(kept)


def test_a_line_may_end_beside_quotation_marks_in_print_alone() -> None:
    text = "他说：“走吧”的时候It’s 好（“是”）！”“嗯"
    html = set_part(text, first=True, last=False, screen=False)
    joints = "他说：|“走吧”|的时候It’s 好（“是”）！”|“嗯"
    assert html.replace("\u200b", "|") == joints
    assert "\u200b" not in set_part(text, first=True, last=False)


@given(st.text(alphabet="港口很小，。“”《》——……a1 ", max_size=30))
@settings(max_examples=200, deadline=None)
def test_setting_chinese_changes_no_character(text: str) -> None:
    html = set_part(text, first=True, last=True)
    assert re.sub(r"<[^>]*>", "", html) == text


@given(st.text(max_size=40), st.sampled_from(["http://", "//", "javascript:", "", "#"]))
@settings(max_examples=200, deadline=None)
def test_a_target_that_passes_is_one_that_browsers_read_alike(
    rest: str, start: str
) -> None:
    target = safe_target(start + rest)
    assert not re.search(r"[\x00-\x20\\]", target)
    assert not target.startswith("//")
    scheme = re.match(r"\s*([^/?#]*?):", target)
    assert not scheme or scheme[1].lower() in {"http", "https", "mailto", "tel"}
    assert safe_target(target) == target

"""The predicates and measures of `duizhao.language`."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao import language


@pytest.mark.parametrize(
    "text", ["深", "a深", "〇", "人々", "\U00020bb7", "\U000323af"]
)
def test_han_is_found_in_every_plane(text: str) -> None:
    assert language.has_han(text)


@pytest.mark.parametrize("text", ["", "Shenzhen", "かな", "。", "한국", "é"])
def test_other_letters_and_marks_are_not_han(text: str) -> None:
    assert not language.has_han(text)


@pytest.mark.parametrize(
    "text", ["深", "Hello，world", "「", "５%", "a：b", "《x》", "～"]
)
def test_han_and_full_width_marks_need_translation(text: str) -> None:
    assert language.needs_translation(text)


@pytest.mark.parametrize("text", ["", "2.5%", "“Quoted” — and…", "naïve café", "a·b"])
def test_what_is_at_home_in_english_needs_no_translation(text: str) -> None:
    assert not language.needs_translation(text)


@pytest.mark.parametrize(
    "pair", ["深圳", "，深", "深（", "」「", "のに", "说“", "”说", "深…", "３深"]
)
def test_nothing_joins_two_sides_of_cjk_width(pair: str) -> None:
    assert language.joins_without_blank(pair[0], pair[1])


@pytest.mark.parametrize(
    "pair", ["aa", "深a", "a深", "。A", "3年", "”“", "a“", "한국", "é深"]
)
def test_a_blank_joins_where_a_side_is_of_another_script(pair: str) -> None:
    assert not language.joins_without_blank(pair[0], pair[1])


def test_a_missing_neighbour_asks_for_a_blank_and_raises_nothing() -> None:
    assert not language.joins_without_blank("", "深")
    assert not language.joins_without_blank("深", "")


def test_each_closing_mark_stands_at_the_place_of_its_opening_mark() -> None:
    assert len(language.OPENERS) == len(language.CLOSERS)
    assert not set(language.OPENERS) & set(language.CLOSERS)


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("abc", 3), ("中文", 4), ("，", 2), ("“”", 2), ("é", 1), ("e\u0301", 1)],
)
def test_width_counts_columns(text: str, columns: int) -> None:
    assert language.width(text) == columns


@given(st.text(), st.text())
def test_width_adds_up(left: str, right: str) -> None:
    assert language.width(left + right) == language.width(left) + language.width(right)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)))
def test_each_han_character_is_two_columns_and_one_zi(text: str) -> None:
    assert language.width(text) == 2 * len(text)
    assert language.count_hanzi(text) == len(text)
    assert language.count_words(text) == 0


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("深圳，2024年。", 4),
        ("用 Python 3.11 写", 4),
        ("（——）", 0),
        ("it's", 1),
    ],
)
def test_zi_are_han_characters_and_words(text: str, count: int) -> None:
    assert language.count_hanzi(text) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("One two.", 2), ("well-known", 1), ("1,234.5 km", 2), ("深圳 city", 1)],
)
def test_words_are_counted_as_english_counts_them(text: str, count: int) -> None:
    assert language.count_words(text) == count


@pytest.mark.parametrize("tag", ["zh", "zh-Hans", "zh_TW", "ZH-CN", "ja", "th", "yue"])
def test_sentences_of_these_languages_join_with_nothing(tag: str) -> None:
    assert not language.spaced(tag)


@pytest.mark.parametrize("tag", ["en", "en-GB", "de", "ko", "vi", "", "x-private"])
def test_sentences_of_other_languages_join_with_a_blank(tag: str) -> None:
    assert language.spaced(tag)


@given(st.characters())
def test_no_character_is_wider_than_two_columns(character: str) -> None:
    wide = unicodedata.east_asian_width(character) in "WF"
    assert language.width(character) <= 1 + wide


def test_a_character_alone_is_judged_as_in_a_text() -> None:
    every = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x33000))))
    marks = f"{language._CJK_MARKS}{language._KANA}\u3000"
    for kind, judge in (
        (language.HAN, language.is_han),
        (f"{language.HAN}{marks}", language._is_wide),
    ):
        assert re.findall(f"[{kind}]", every) == list(filter(judge, every))
    assert not language.is_han("")

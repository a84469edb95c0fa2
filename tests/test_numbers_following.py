"""What follows a number is read alike, whether some ways to go on are tried or all.

The readers choose by the next word which ways they try. These tests hold the choice
against trying every one.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from duizhao.numbers import chinese_token, english_after, english_words
from duizhao.numbers.chinese_words import CURRENCIES, MEASURES, SPANS
from duizhao.numbers.compare import compare
from duizhao.numbers.units import CHINESE, ENGLISH

_HAN_WORDS = "百分点 百分比 分之 年代 年级 世纪 季度 个半月 差一刻 半"
_HAN_MARKS = "多余几来个百%‰又成折倍年后月点时角块旬日号:比十三5p \t，"
_HAN = st.sampled_from(
    [
        *sorted({*CURRENCIES, *MEASURES, *SPANS, *CHINESE}),
        *_HAN_WORDS.split(),
        *_HAN_MARKS,
    ]
)
_LATIN_WORDS = (
    "percentage|per cent|percent|pct|pp|p.p.|%|‰|basis|off|points|fold|times|’s|s|th"
    "|-century|a.m.|pm|o’clock|noon|cents|US|Hong Kong|New Taiwan|dollars|the|\u212a|ſ"
    "|²| |-|+|-plus|-odd|\u00a0|.|1|_|\n"
)
_LATIN = st.sampled_from(
    sorted(
        {
            *ENGLISH,
            *english_words.CURRENCIES,
            *english_words.SPANS,
            *_LATIN_WORDS.split("|"),
        }
    )
)


def _said(found: re.Match[str] | None) -> object:
    """Return what a match says: its last group, its end, all that is in its groups."""
    if found is None or found.lastgroup is None:
        return None
    groups = {name: text for name, text in found.groupdict().items() if text}
    return found.lastgroup, found.end(), groups


@settings(max_examples=400)
@given(st.lists(_HAN, max_size=5).map("".join))
@example("  世纪")
@example("多个")
def test_what_follows_in_chinese_is_found_among_the_ways_that_fit(text: str) -> None:
    every = chinese_token._pattern(chinese_token._EVERY)
    assert _said(chinese_token.after(text, 0)) == _said(every.match(text))


@settings(max_examples=400)
@given(
    gap=st.sampled_from(["", " ", "-", " -", "+ ", "-plus ", "-odd-"]),
    text=st.lists(_LATIN, max_size=5).map("".join),
    shout=st.booleans(),
)
@example(gap=" ", text="francſ", shout=False)
@example(gap=" ", text="\u212am", shout=False)
def test_what_follows_in_english_is_found_among_the_ways_that_fit(
    gap: str, text: str, *, shout: bool
) -> None:
    text = gap + (text.upper() if shout else text)
    every = english_after._pattern(english_after._EVERY)
    assert _said(english_after.after(text, 0)) == _said(every.match(text))


@pytest.mark.parametrize("text", [".0.0", "up .5.20", "1.8.20.5"])
def test_a_point_before_a_figure_with_a_point_is_none_of_it(text: str) -> None:
    assert compare(text, text) == []

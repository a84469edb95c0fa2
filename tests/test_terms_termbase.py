"""Which terms a Chinese text holds."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from duizhao.terms.model import Glossary, Term
from duizhao.terms.termbase import Termbase

LETTERS = "甲乙丙丁人民A1 𠮷，"


def base_of(*sources: str) -> Termbase:
    return Termbase(Glossary(tuple(Term(source, ("x",)) for source in sources)))


def found(base: Termbase, text: str) -> list[str]:
    return [text[one.start : one.end] for one in base.find(text)]


def naive(sources: list[str], text: str) -> list[str]:
    """Look at every place for the longest term, the slow way."""
    told, at = [], 0
    while at < len(text):
        here = [s for s in sources if text.startswith(s, at) and whole(text, at, s)]
        longest = max(here, key=len, default="")
        told += [longest] if longest else []
        at += len(longest) or 1
    return told


def whole(text: str, at: int, source: str) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + len(source) :][:1]
    parted = [(before, source[0]), (source[-1], after)]
    return not any(
        a and b and a.isascii() and b.isascii() and a.isalnum() and b.isalnum()
        for a, b in parted
    )


@settings(max_examples=100)
@given(
    st.lists(st.text(LETTERS, min_size=1, max_size=4), max_size=8),
    st.text(LETTERS, max_size=24),
)
@example(["𠮷甲"], "甲𠮷甲")
@example(["甲", "甲乙"], "甲甲乙")
def test_the_quick_way_finds_what_the_slow_way_finds(
    sources: list[str], text: str
) -> None:
    assert found(base_of(*sources), text) == naive(sources, text)


def test_the_longest_term_is_meant() -> None:
    base = base_of("人民", "中国", "中国人民银行", "银行")
    assert found(base, "中国人民银行和人民") == ["中国人民银行", "人民"]


def test_terms_are_found_in_traditional_characters() -> None:
    assert found(base_of("头发", "台湾", "万科"), "萬科的頭髮在臺灣") == [
        "萬科",
        "頭髮",
        "臺灣",
    ]


@pytest.mark.parametrize(
    "text", ["晚上市场", "晚上市場", "地上市民", "海外资产", "海外資產"]
)
def test_a_term_across_two_words_is_none(text: str) -> None:
    assert found(base_of("上市", "外资"), text) == []


def test_latin_terms_are_whole_words() -> None:
    assert found(base_of("AI", "AI原生"), "FAIR与AI，AI原生") == ["AI", "AI原生"]


def test_homonyms_are_found_together() -> None:
    base = Termbase(Glossary((Term("行", ("row",)), Term("行", ("go",), (), "verb"))))
    (one,) = base.find("行！")
    assert [term.targets[0] for term in one.terms] == ["row", "go"]


def test_hostile_texts_raise_nothing() -> None:
    base = base_of("甲乙", "\ud800甲", "\0", "")
    assert found(base, "\ud800甲乙\0" * 50)
    assert found(base_of(), "甲乙") == []


def test_an_empty_glossary_is_false() -> None:
    assert not base_of()
    assert base_of("甲")

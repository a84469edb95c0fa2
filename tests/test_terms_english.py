"""English renderings, in all their forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.terms.inflect import noun_forms, same_word, verb_forms
from duizhao.terms.names import surname_of, turned_spans
from duizhao.terms.phrase import English, fold

WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("company", "companies"),
        ("knife", "knives"),
        ("shelf", "shelves"),
        ("workman", "workmen"),
        ("woman", "women"),
        ("child", "children"),
        ("box", "boxes"),
        ("branch", "branches"),
        ("hero", "heros"),
        ("criterion", "criteria"),
        ("analysis", "analyses"),
        ("buy", "buys bought buying"),
        ("go", "goes went gone going"),
        ("plan", "plans planned planning"),
        ("carry", "carries carried carrying"),
        ("die", "dies died dying"),
        ("make", "makes made making"),
        ("agree", "agrees agreed agreeing"),
        ("list", "listing listings listed"),
        ("standard", "standards standardize standardised standardization"),
        ("center", "centre centres centers"),
        ("labor", "labour"),
        ("organize", "organise organisation organizations"),
        ("digital", "digitally digitalization"),
        ("credit", "creditor"),
    ],
)
def test_forms_of_a_word_are_the_word(word: str, forms: str) -> None:
    assert [form for form in forms.split() if not same_word(word, form)] == []


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("port", "report passport sport pot export"),
        ("share", "shire shard ashare"),
        ("zone", "ozone zonk"),
        ("bank", "bangs banter"),
        ("chip", "chop ship chi"),
        ("man", "mean main many"),
        ("norm", "enormous"),
    ],
)
def test_other_words_are_not(word: str, others: str) -> None:
    assert [other for other in others.split() if same_word(word, other)] == []


@given(WORDS)
def test_a_word_is_among_its_own_forms(word: str) -> None:
    assert word in noun_forms(word)
    assert word in verb_forms(word)
    assert same_word(word, word)


@given(st.text(max_size=40))
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(max_size=40), st.text(max_size=20))
def test_looking_raises_nothing_and_stays_inside(text: str, wanted: str) -> None:
    english = English(text)
    spans = english.allowed(wanted) + english.forbidden(wanted, "verb")
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("Special Economic Zone", "the Special Economic Zones’ rules"),
        ("land-use rights", "rights: land use right"),
        ("Standing Committee of the Congress", "Standing Committee of Congress"),
        ("The Editors", "by our editors"),
        ("Bao’an County", "Bao'an County"),
        ("Shenzhen Stock Exchange", "[Shenzhen](\ue000\ue000) **Stock** Exchange"),
        ("blockchain", "a block chain"),
        ("data base", "databases"),
        ("R&D spending", "R&D spending"),
        ("E-Zhengtong", "Tencent's E-Zhengtong"),
    ],
)
def test_what_is_allowed_is_found_generously(wanted: str, text: str) -> None:
    assert English(text).allowed(wanted)


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("Stock Exchange", "out of stock. Exchange it"),
        ("large models", "models large and small"),
        ("port", "a passport"),
    ],
)
def test_what_is_not_there_is_not_found(wanted: str, text: str) -> None:
    assert not English(text).allowed(wanted)


@pytest.mark.parametrize(
    ("text", "part", "found"),
    [
        ("two ports", "noun", True),
        ("he ported it", "noun", False),
        ("he ported it", "verb", True),
        ("two ports", "name", False),
        ("a Port", "name", True),
    ],
)
def test_what_is_forbidden_is_found_in_the_forms_of_its_part_of_speech(
    text: str, part: str, *, found: bool
) -> None:
    assert bool(English(text).forbidden("port", part)) is found


@pytest.mark.parametrize(
    ("source", "target", "surname"),
    [
        ("任正非", "Ren Zhengfei", "Ren"),
        ("欧阳修", "Ouyang Xiu", "Ouyang"),
        ("乔布斯", "Steve Jobs", "Jobs"),
        ("孔子", "Confucius", ""),
    ],
)
def test_surnames(source: str, target: str, surname: str) -> None:
    assert surname_of(source, target) == surname


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Zhengfei Ren", True),
        ("Zheng Fei Ren’s book", True),
        ("Ren Zhengfei", False),
        ("Ren, Zhengfei Ren", True),
        ("Zhengfei and Ren", False),
    ],
)
def test_names_the_wrong_way_round(text: str, *, found: bool) -> None:
    assert bool(turned_spans("Ren Zhengfei", English(text))) is found

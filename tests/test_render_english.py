"""English on paper: what is decided about characters across markup, and small capitals."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.render.english import join_dashes, small_capitals, typeset

JOINER = "\u2060"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("10–12 and 5%–10%", f"10{JOINER}–{JOINER}12 and 5%{JOINER}–{JOINER}10%"),
        ("he--she---it", f"he{JOINER}—she{JOINER}—it"),
        ("“so”—he", f"“so”{JOINER}—he"),
        ("wait... what....", "wait… what...."),
        ("an e-mail, a T-shirt", f"an e-{JOINER}mail, a T-{JOINER}shirt"),
        ("well-known &#39;-mail", "well-known &#39;-mail"),
        ("May–June", f"May{JOINER}–June"),
        ("a ----- b", "a ----- b"),
    ],
)
def test_dashes_hold_their_line(typed: str, printed: str) -> None:
    assert join_dashes(typed) == printed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the GDP of the UK", ["GDP", "UK"]),
        ("SEZs and the WTO’s rules", ["SEZ", "WTO"]),
        ("Henry VIII and World War II", []),
        ("THE WHOLE TITLE", []),
        ("A man, I said, of U.S. make", []),
        ("COVID-19, GB18030, H&amp;M, SO/IEC", []),
        ("MacBook and iOS", []),
        ("&#34;NASA&#34;", ["NASA"]),
        ("NASA", ["NASA"]),
    ],
)
def test_abbreviations_are_found(text: str, found: list[str]) -> None:
    assert re.findall('class="sc">([^<]*)<', small_capitals(text)) == found


@given(st.text(alphabet="aAB .,&;#3s’", max_size=40))
@settings(max_examples=200, deadline=None)
def test_small_capitals_change_no_character(text: str) -> None:
    assert re.sub("<[^>]*>", "", small_capitals(text)) == text


@given(
    st.lists(
        st.sampled_from(
            ['"', "'", "word", " ", "—", "-", "5", "10", "(", ")", "km", ".", "x", "n"]
        ),
        max_size=24,
    ).map("".join)
)
@settings(max_examples=300, deadline=None)
def test_every_straight_mark_becomes_one_of_its_kind(text: str) -> None:
    done = typeset(text)
    assert len(done) == len(text)
    pairs = {
        '"': "“”″",
        "'": "‘’′",
        " ": " \u00a0",
        "-": "-–−",
        "x": "x×",
    }
    assert all(b in pairs.get(a, a) for a, b in zip(text, done, strict=True))


@pytest.mark.parametrize(
    "text", ['"a ' * 9000, "'n " * 9000, "1-" * 20000, "A. " * 9000, "9 " * 20000]
)
def test_long_texts_come_to_an_end(text: str) -> None:
    assert len(typeset(text)) == len(text)

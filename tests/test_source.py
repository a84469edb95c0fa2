"""A text and places in it: what is quickly found is what the plain way finds."""

from __future__ import annotations

import re
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.language import CONTROL
from duizhao.source import LineIndex, Source

TEXTS = st.text(
    st.one_of(
        st.sampled_from("\n\r\t\x00\x0b\x1f\x7f\x80\x85\u2028\u3000\ufffd\ufffe\uffff"),
        st.sampled_from("a字，\ud800\udfff\U0001fffe"),
        st.characters(),
    ),
    max_size=12,
)


@given(TEXTS)
def test_a_text_is_odd_just_where_it_holds_a_control_character(text: str) -> None:
    assert Source("a.md", text).odd == (re.search(CONTROL, text) is not None)


@pytest.mark.parametrize("number", [*range(0x100), 0xFFFD, 0xFFFE, 0xFFFF, 0x1FFFE])
def test_each_control_character_makes_a_text_odd(number: int) -> None:
    text = f"字{chr(number)}。"
    assert Source.of("a.md", text.encode()).odd == bool(re.search(CONTROL, text))


@given(TEXTS)
def test_a_text_from_bytes_is_the_text_of_those_bytes(text: str) -> None:
    data = text.encode("utf-8", "replace")
    source = Source.of("a.md", data)
    assert source == Source("a.md", data.decode())
    assert source.data == data == Source("a.md", data.decode()).data


@given(TEXTS)
def test_lines_begin_after_each_line_end(text: str) -> None:
    data = text.encode("utf-8", "replace")
    ends = accumulate(map(len, data.splitlines(keepends=True)), initial=0)
    starts = [end for end in ends if not end or data[end - 1] in b"\r\n"]
    lines = LineIndex("a.md", data)
    assert lines.starts == starts
    assert len(lines.marked) == len(data)
    for at in range(len(data)):
        assert lines.line(at) == lines.marked.count(b"\n", 0, at) + 1

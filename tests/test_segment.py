"""Sentences: our own cases in `data/segments`, and the laws."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao import segment, segments
from duizhao.segment import split_sentences, split_spans
from duizhao.segment_line import Line
from duizhao.units import Unit, UnitKind

FOLDER = Path(__file__).parent / "data" / "segments"


def read_cases() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.txt")):
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            lines = [line for line in block.splitlines() if not line.startswith("#")]
            if lines := [line for line in lines if line]:
                paragraph = lines[0].replace("⏎", "\n")
                yield pytest.param(
                    paragraph, lines[1:], id=f"{path.stem}-{lines[0][:16]}"
                )


CASES = list(read_cases())


@pytest.mark.parametrize(("paragraph", "sentences"), CASES)
def test_a_paragraph_has_these_sentences(paragraph: str, sentences: list[str]) -> None:
    assert split_sentences(paragraph) == sentences


@pytest.mark.parametrize(("paragraph", "sentences"), CASES)
def test_a_sentence_alone_is_one_sentence(paragraph: str, sentences: list[str]) -> None:
    whole = [text for text in sentences if text.count("“") == text.count("”")]
    assert [split_sentences(text) for text in whole] == [[text] for text in whole]


# Text made of what matters here: stops, marks, markup, blanks and a few words.
WORDS = [
    "……",
    "然后",
    "他说",
    "Dr.",
    "U.S.",
    "3.5",
    "[1]",
    "**",
    "（见表）",
    "1．",
    "第二天",
]
MARKS = "。！？…⋯.．!?“”‘’\"'「」『』《》（）()[]【】，：；—-*`<>①②²\n \u3000"
LETTERS = "aAZ19我他说道问的了就\ue000\ue001\ue003\U0001f600"
PIECES = st.sampled_from([*MARKS, *LETTERS, *WORDS])
TEXTS = st.lists(PIECES, max_size=40).map("".join)


@st.composite
def texts_with_codes(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    text = draw(TEXTS)
    places = draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True))
    places = sorted(places)[: len(places) // 2 * 2]
    return text, list(zip(places[::2], places[1::2], strict=True))


def assert_partition(text: str, spans: list[tuple[int, int]]) -> None:
    done = 0
    for start, stop in spans:
        assert done <= start < stop
        assert not text[done:start].strip()
        assert text[start:stop] == text[start:stop].strip()
        done = stop
    assert not text[done:].strip()


@given(TEXTS)
@settings(max_examples=300)
def test_segments_and_gaps_are_the_text(text: str) -> None:
    assert_partition(text, split_spans(text))
    assert "".join("".join(split_sentences(text)).split()) == "".join(text.split())


@given(st.text())
def test_no_text_is_lost_whatever_its_characters(text: str) -> None:
    assert_partition(text, split_spans(text))
    split_sentences(text)


@given(texts_with_codes())
@settings(max_examples=300)
def test_no_border_falls_into_a_code(case: tuple[str, list[tuple[int, int]]]) -> None:
    text, codes = case
    spans = split_spans(text, codes)
    assert_partition(text, spans)
    for (_, before), (after, _) in pairwise(spans):
        for start, stop in codes:  # less the blanks at its ends
            assert not (start < before < stop and text[before:stop].strip())
            assert not (start < after < stop and text[start:after].strip())


@given(TEXTS)
def test_a_line_feed_always_ends_a_segment(text: str) -> None:
    assert all("\n" not in text[start:stop] for start, stop in split_spans(text))


@given(
    st.lists(PIECES, max_size=20).map("".join).map(lambda text: text.replace("\n", ""))
)
@settings(max_examples=500)
def test_the_plain_way_cuts_where_the_rules_would(text: str) -> None:
    line = f"这里{text}那里"
    spans = segment.plain_spans(line, line)
    if spans is not None:
        plain = {stop for _, stop in spans}
        assert plain - {len(line)} == set(Line.of(line).cuts()) - {len(line)}


CODES = st.tuples(
    st.sampled_from(
        ["`{}`", "[{}](a.b)", "**{}**", "*{}*", "![{}](a)", "<{}>", "[^{}]"]
    ),
    st.text("ab1 ./_=|<>(?。，“字", min_size=1, max_size=5),
).map(lambda code: code[0].format(code[1]))


@given(st.lists(st.tuples(PIECES, CODES), min_size=1), PIECES)
@settings(max_examples=500)
def test_a_line_is_cut_alike_with_its_harmless_codes_put_aside(
    pieces: list[tuple[str, str]], end: str
) -> None:
    text, codes, places = "", [], []
    for piece, code in pieces:
        text += piece.replace("\n", "")
        codes.append((len(text), len(text) + len(code)))
        places.append((len(text.encode()), len((text + code).encode())))
        text += code
    text += end.replace("\n", "")
    unit = Unit(UnitKind.PARAGRAPH, 0, len(text.encode()), codes=tuple(places))
    spans = segments._harmless_spans(unit, text)
    assert spans is None or spans == segment.cut_spans(text, codes)


@pytest.mark.parametrize(
    ("text", "codes", "sentences"),
    [
        ("看`a。b`吧。好", [(1, 6)], ["看`a。b`吧。", "好"]),
        ("**注意。**请看。", [(0, 7)], ["**注意。**", "请看。"]),
        ("**注意：**请看。", [(0, 7)], ["**注意：**请看。"]),
        ("*“停！”*他喊道。走", [(0, 6)], ["*“停！”*他喊道。", "走"]),
        ("见[此处。](b.c)再看", [(1, 11)], ["见[此处。](b.c)", "再看"]),
        ("完。[^1]后来", [(2, 6)], ["完。[^1]", "后来"]),
        ("<b>停！</b>走", [(0, 3), (5, 9)], ["<b>停！</b>", "走"]),
        ("好。<sup>1</sup>走", [(2, 7), (8, 14)], ["好。<sup>1</sup>", "走"]),
        ("一\n二", [(0, 3)], ["一\n二"]),
        ("一。\n二", [], ["一。", "二"]),
    ],
)
def test_markup_from_the_reader_is_whole(
    text: str, codes: list[tuple[int, int]], sentences: list[str]
) -> None:
    assert [text[start:stop] for start, stop in split_spans(text, codes)] == sentences


@pytest.mark.parametrize(
    "unit",
    [
        "“",
        "”",
        "「『",
        "…",
        "。",
        ".",
        "a. ",
        "“好。”",
        "①",
        "*",
        "`",
        "[",
        "说",
        "）。（",
        '"。',
    ],
)
def test_long_runs_of_a_mark_are_carried_over(unit: str) -> None:
    text = unit * 3000
    assert_partition(text, split_spans(text))
    assert_partition(text, split_spans(text, [(0, len(text))]))
    assert "".join(split_sentences(text)).replace(" ", "") == text.replace(" ", "")

"""The rules of marks, blanks and characters: laws, and what stands around a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry, Reference
from duizhao.checks.fixing import fix_catalog
from duizhao.checks.rule import subject_of
from duizhao.checks.straight import STRAIGHT
from duizhao.checks.style import Style
from duizhao.checks.typography import TYPOGRAPHY
from duizhao.numbers.mask import mask_codes
from tests.check_samples import check_catalog, entry_of

DATA = Path(__file__).parent / "data"
PLACE = (Reference("source/a.md", 3),)
SIGNS = (
    "ab A1,.;:!?()[]“”‘’\"'，。：；、（）「」《》—…·*_`\n\u00a0\u3000\u200b\u202e船Ａ％"
)
RUNS = (
    *("——", "……", "word", "The ", " and ", "`x`", "[a](b,c.md)", "’s", "  ", "3:15"),
    *(
        "https://a.cn/b?c",
        "**",
        "1,000",
        " ...",
        "～",
        "~",
        "\u2067",
        "’80s",
        "e\u0301",
    ),
)
PIECES = st.sampled_from([*SIGNS, *RUNS])
TEXTS = st.lists(PIECES, max_size=14).map("".join)


def catalog(*entries: Entry) -> Catalog:
    return Catalog("en.po", Entry(""), entries)


def found(*entries: Entry) -> list[tuple[str, str]]:
    told = check_catalog(catalog(*entries), TYPOGRAPHY)
    return [(item.rule, item.excerpt) for item in told]


def fixed(text: str, source: str = "船。") -> str:
    done = fix_catalog(catalog(Entry(source, text)), TYPOGRAPHY, Style())
    return done.entries[0].msgstr


@given(TEXTS, TEXTS)
@example("“", "”")
@example(" ", " ")
@settings(max_examples=300, deadline=None)
def test_a_finding_has_a_place_and_a_fix_leaves_codes_alone(
    source: str, target: str
) -> None:
    subject = subject_of(catalog(Entry(source or "船", target)))
    for rule in TYPOGRAPHY:
        for one in rule.find(subject):
            assert 0 <= one.start < one.end <= len(target)
            assert one.message
            assert one.hint
            if one.fix is not None and rule.id not in ("text.hidden", "text.bidi"):
                piece = slice(one.start, one.end)
                assert (
                    mask_codes(target)[piece] == target[piece]
                    or rule.id == "text.quotes"
                )
                assert one.fix != target[piece]


@given(TEXTS, TEXTS)
@settings(max_examples=150, deadline=None)
def test_fixing_twice_is_fixing_once(source: str, target: str) -> None:
    once = fix_catalog(catalog(Entry(source or "船", target)), TYPOGRAPHY, Style())
    assert fix_catalog(once, TYPOGRAPHY, Style()) is once


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_fixing_keeps_every_letter_and_figure(target: str) -> None:
    def letters(text: str) -> str:
        text = re.sub("[\u3000\u200b]", " ", text).replace("e\u0301", "é")
        return "".join(one for one in text if one.isalnum()).replace("Ａ", "A")

    assert letters(fixed(target)) == letters(target)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("He said：“Go，”and left。", "He said: “Go,” and left."),
        ("Bao’an（in the west）is new .", "Bao’an (in the west) is new."),
        ("He came——slowly——and sat……", "He came—slowly—and sat…"),
        ("John·Smith paid ￥５０，not 5～10％.", "John Smith paid ¥50, not 5–10%."),
        (
            "The company(ABC)opened on May 3,1990.",
            "The company (ABC) opened on May 3, 1990.",
        ),
        ("”Go”, he said,“don‘t.”", "“Go”, he said, “don’t.”"),
        ("Use `rm，x`，not [it](a，b.md)。", "Use `rm，x`, not [it](a，b.md)."),
        ("**Note：**Do not  move 。", "**Note:** Do not move."),
        ("A、B《C》", "A、B《C》"),
        ("See 25℃, 30㎡ and Chapter Ⅱ.", "See 25°C, 30m² and Chapter II."),
        ("As follows：[^1]", "As follows:[^1]"),
        ("<b>Note：</b> go", "<b>Note:</b> go"),
        ("The U。S. army", "The U。S. army"),
        # What would begin a list, a heading, a tag, a picture, a link.
        ("1。Go", "1。Go"),
        ("1）Go", "1）Go"),
        ("1)Go there", "1)Go there"),
        ("＃ Go", "＃ Go"),
        ("－ Go", "－ Go"),
        ("A ＜b＞ and ＊c＊", "A ＜b＞ and ＊c＊"),
        ("Go！[It](a.md)", "Go! [It](a.md)"),
        ("See [it]（a）.", "See [it] (a)."),
    ],
)
def test_what_is_certain_is_put_right(text: str, right: str) -> None:
    assert fixed(text) == right


def test_a_quotation_over_two_sentences_is_paired() -> None:
    first = Entry("他说：“走。", "He said, “Go.", references=PLACE)
    second = Entry("来。”", "Come.”", references=PLACE)
    assert found(first, second) == []


def test_marks_may_be_dealt_otherwise_than_in_the_source() -> None:
    first = Entry("他说：走。", "“Go. (Or so", references=PLACE)
    second = Entry("“来”（他说）。", "come,” he said).", references=PLACE)
    assert found(first, second) == []


def test_what_a_paragraph_does_not_close_is_found_where_it_opens() -> None:
    first = Entry("他说：“走。", "He said, “Go.", references=PLACE)
    second = Entry("来。”", "Come.", references=PLACE)
    assert found(first, second) == [("text.quotes", "He said, “Go.")]


def test_sentences_of_other_paragraphs_close_nothing() -> None:
    first = Entry("他说（走）。", "He said (go.", references=PLACE)
    second = Entry("来。", "Come).", references=(Reference("source/a.md", 5),))
    assert [rule for rule, _ in found(first, second)] == ["text.brackets"] * 2


def test_two_sentences_may_be_one_in_english() -> None:
    first = Entry("春天来了。", "Spring has come,", references=PLACE)
    second = Entry("花开了。", "and the flowers are out.", references=PLACE)
    assert found(first, second) == []


def test_a_lost_end_is_found_where_another_sentence_begins() -> None:
    first = Entry("春天来了。", "Spring has come,", references=PLACE)
    second = Entry("花开了。", "The flowers are out.", references=PLACE)
    assert [rule for rule, _ in found(first, second)] == ["text.end"]


def test_a_small_letter_after_a_whole_sentence_is_found() -> None:
    first = Entry("春天来了。", "Spring has come.", references=PLACE)
    second = Entry("花开了。", "the flowers are out.", references=PLACE)
    assert [rule for rule, _ in found(first, second)] == ["text.capital"]


def test_fuzzy_translations_are_asked_for_characters_only() -> None:
    fuzzy = Entry("春天来了。", "spring has“ come，and", flags=("fuzzy",))
    assert {rule for rule, _ in found(fuzzy)} == {"text.marks"}


def test_every_fault_of_a_kind_is_told() -> None:
    entry = Entry("甲，乙，丙。", "A，b，and c.")
    assert [rule for rule, _ in found(entry)] == ["text.marks", "text.marks"]


GOOD = [
    line.split(" | ")
    for line in (DATA / "checks_good_english.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("source", "target"), GOOD)
def test_good_english_is_left_in_peace(source: str, target: str) -> None:
    decoded = target.replace("\\n", "\n").replace("\\\\", "\\")
    assert found(entry_of(source.replace("\\n", "\n"), decoded)) == []


@pytest.mark.parametrize(
    "text",
    [
        "(" * 9000 + ")" * 9000,
        "a" + ")" * 30000,
        "a" + "[^1]" * 9000,
        ",aa" * 9000,
        "“ " * 9000,
        "a" + " " * 30000 + "b",
        "，*a" * 9000,
        "‘em " * 3000,
        'a "b' * 9000,
    ],
    ids=lambda text: text[:5],
)
def test_long_and_hostile_texts_come_to_an_end(text: str) -> None:
    subject = subject_of(catalog(Entry("船。", text)))
    assert all(one.message for rule in TYPOGRAPHY for one in rule.find(subject))


CURLY = tuple(Entry(f"船{n}。", f"It’s “ship” {n}.") for n in range(12))


def straight(text: str) -> list[tuple[str, str | None]]:
    subject = subject_of(catalog(*CURLY, Entry("船。", text)))
    return [(text[one.start : one.end], one.fix) for one in STRAIGHT.find(subject)]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("It isn't the students' own.", [("'", "’"), ("'", "’")]),
        ('He said, "Go" ("now").', [('"', "“"), ('"', "”"), ('"', "“"), ('"', "”")]),
        ("In the '80s.", [("'", "’")]),
        # Of what is not certain a person has to say it.
        ("He said 'go' to me.", [("'", None), ("'", None)]),
        ('He said "go to me.', [('"', None)]),
        # text.quotes tells of straight ones beside curly ones.
        ('He said “go” and "come".', []),
        ("It is 5'10\" tall; see `it's`.", []),
        ("It’s “good”.", []),
    ],
)
def test_straight_marks_are_found_among_curly_ones(
    text: str, marks: list[tuple[str, str | None]]
) -> None:
    assert straight(text) == marks


def test_straight_marks_are_a_style_of_their_own() -> None:
    mixed = [Entry(f"舟{n}。", f"It's the boat {n}.") for n in range(4)]
    assert found(*CURLY, *mixed) == []
    assert found(*CURLY[:8], Entry("船。", "It's a ship.")) == []
    assert [rule for rule, _ in found(*CURLY, mixed[0])] == ["text.straight"]

"""Lines break where msgcat breaks them."""

from __future__ import annotations

import re
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.catalog import wrap
from duizhao.catalog.entry import Reference
from duizhao.catalog.linebreak import (
    classify,
    find_breaks,
    is_simple,
    may_break,
    width_of,
)
from duizhao.catalog.linetable import PAIRS, break_class, column_width
from duizhao.catalog.wrap import rooms, wrap_bytes, wrap_references, wrap_string
from tests.gettext_version import same_breaks

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'


def lines(text: str, name: str = "msgid", width: int = 79) -> list[str]:
    return wrap_string(name, text, width).splitlines()


def breaks(text: str) -> str:
    """Return `text` with a bar wherever a line may end."""
    allowed = find_breaks(classify(text))
    return "".join(f"|{c}" if ok else c for c, ok in zip(text, allowed, strict=True))


def test_a_line_is_full_at_the_page_width() -> None:
    assert lines("a" * 35 + " " + "b" * 35) == [f'msgid "{"a" * 35} {"b" * 35}"']
    assert lines("a" * 35 + " " + "b" * 36)[0] == 'msgid ""'
    # 77 columns and two quotes: 38 Han and one more column.
    assert lines("一" * 39, "msgid")[1:] == [f'"{"一" * 38}"', '"一"']
    assert lines("a" + "一" * 39)[1:] == [f'"a{"一" * 38}"', '"一"']


def test_a_text_ends_lines_where_it_says() -> None:
    assert lines("a\nb\n") == ['msgid ""', r'"a\n"', r'"b\n"']
    assert lines("a\n") == [r'msgid "a\n"']
    assert lines("\n\n") == ['msgid ""', r'"\n"', r'"\n"']
    assert lines(r"a\n") == [r'msgid "a\\n"']


def test_an_unbreakable_text_stays_in_the_first_line() -> None:
    assert lines("x" * 200) == [f'msgid "{"x" * 200}"']
    assert lines("一 " + "x" * 200)[0] == 'msgid ""'


def test_width_zero_breaks_only_after_line_ends() -> None:
    assert lines("一" * 100, width=0) == [f'msgid "{"一" * 100}"']
    assert lines("一" * 100 + "\n二", width=0)[1:] == [f'"{"一" * 100}\\n"', '"二"']


def test_a_prefix_stands_before_every_line() -> None:
    assert wrap_string("msgid", "一" * 40, 79, "#~ ").splitlines() == [
        '#~ msgid ""',
        f'#~ "{"一" * 37}"',
        f'#~ "{"一" * 3}"',
    ]


@pytest.mark.parametrize(
    "shown",
    [
        "中|文|字",
        "中|文，|句|末。",
        "他|说：“走。”好",
        "《书|名》|和|（注）|的",
        "等|等……|吧",
        "不|见|——|不|散",
        "well-|known |words",
        "U.|S. |and |3.14|中|文",
        "a/|b/|c",
        "https://|a.|b/|c?|d=e&f",
        "10%|的|￥300",
        "x– |y|—|z",
        "[链|接]|(http://|a.|b)",
        "**|粗|体|**|字",
        "ゃ",
        "ちゃ|カー|ド",
        "가|나|한",
        "é|中",
        "🇨🇳|🇺🇸",
        "👍🏽|中",
        "א-ב",
        "a\u2060b",
        "a\xa0b |c",
    ],
)
def test_breaks_are_those_of_uax_14(shown: str) -> None:
    assert breaks(shown.replace("|", "")) == shown


def test_the_table_of_pairs_is_square() -> None:
    assert {len(row) for row in PAIRS.values()} == {len(PAIRS)}
    assert set("".join(PAIRS.values())) == set("_%^")


def test_plain_characters_are_simple_and_as_wide_as_their_bytes_tell() -> None:
    plain = [char for char in map(chr, range(0xFFFF)) if wrap._PLAIN.fullmatch(char)]
    assert len(plain) > 21_000
    for char in plain:
        (code,) = classify(char)
        assert is_simple(code), hex(ord(char))
        assert 2 * width_of(code) == len(char.encode()) + 1, hex(ord(char))


def test_a_class_known_beforehand_is_that_of_the_table() -> None:
    for char in "一丁中龤龥":
        assert break_class(char) == "ID"
        assert width_of(classify(char)[0]) == column_width(char)


SIMPLE = st.text(
    st.sampled_from(list("一二，。（）“”——…《》、ab1 -/.,!?()[]%$中ーょ")), min_size=2
)


@given(SIMPLE)
@settings(max_examples=150, deadline=None)
def test_two_characters_tell_as_much_as_the_whole_text(text: str) -> None:
    allowed = find_breaks(classify(text))
    assert [may_break(text, at) for at in range(1, len(text))] == allowed[1:]


def test_references_share_lines_by_bytes() -> None:
    many = [Reference("source/chapter.md", number) for number in range(100, 105)]
    assert wrap_references(many, 79).splitlines() == [
        "#: source/chapter.md:100 source/chapter.md:101 source/chapter.md:102",
        "#: source/chapter.md:103 source/chapter.md:104",
    ]
    assert wrap_references(many, 0).count("\n") == 1
    odd = [Reference("./我的 文件.md", None), Reference("b", 0)]
    assert wrap_references(odd, 79) == "#: \u2068我的 文件.md\u2069 b:0\n"


PIECE = st.one_of(
    st.sampled_from(list("一二三四五六七八九十，。：；？！“”（）《》「」—…·～％￥")),
    st.sampled_from(list("abcXYZ019 .,;:!?-–—/\\\"'()[]{}<>*_`#@&%$+=|~\n\t")),
    st.sampled_from(list("éΩд①ょカー가각👍🏽🇨🇳\u0301\u200b\u200d\u2060\xa0א")),
    st.sampled_from(
        [
            "https://a.org/b-c?d=e&f=g ",
            "**粗体**",
            "[链接](a.md)",
            "state-of-the-art ",
        ]
    ),
)
ANY = st.lists(PIECE, min_size=1, max_size=120).map("".join)


@given(ANY, st.integers(0, 90), st.sampled_from(["", "#~ "]))
@settings(max_examples=300, deadline=None)
def test_what_is_simple_breaks_where_a_walk_through_all_classes_does(
    text: str, width: int, prefix: str
) -> None:
    quick = wrap_string("msgid", text, width, prefix)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wrap, "_PLAIN", re.compile("(?!)"))  # nothing is
        assert wrap_string("msgid", text, width, prefix) == quick
    if not prefix:
        body = wrap_bytes(text, *rooms("msgid", width))
        assert f'msgid "{body.decode()}"\n' == quick


@same_breaks
@given(st.lists(ANY, min_size=20, max_size=60, unique=True))
@settings(max_examples=25, deadline=None)
def test_msgcat_breaks_every_text_in_the_same_places(texts: list[str]) -> None:
    text = HEADER + "".join(
        "\n" + wrap_string("msgid", one, 79) + wrap_string("msgstr", one, 79)
        for one in texts
    )
    done = subprocess.run(
        ["msgcat", "-"], input=text.encode(), capture_output=True, check=True
    )
    assert done.stdout.decode() == text


@same_breaks
@pytest.mark.parametrize("width", [20, 60, 100])
def test_other_widths_are_msgcats_too(width: int) -> None:
    text = "城市的早晨从第一班地铁开始（the first train），站台上的人——都在看手机。" * 3
    ours = HEADER + "\n" + wrap_string("msgid", text, width) + 'msgstr ""\n'
    done = subprocess.run(
        ["msgcat", f"--width={width}", "-"],
        input=ours.encode(),
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode().partition("\n\n")[2] == ours.partition("\n\n")[2]

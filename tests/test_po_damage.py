"""A damaged catalog is refused with all its mistakes, each with its place."""

from __future__ import annotations

import pytest

from duizhao.catalog.entries import MOST, DamagedError
from duizhao.catalog.po import read_po
from duizhao.errors import CatalogError

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
FINE = 'msgid "{}"\nmsgstr "fine"\n\n'


def refusal(data: bytes) -> CatalogError:
    with pytest.raises(CatalogError) as caught:
        read_po("t.po", data)
    return caught.value


def places(text: str) -> list[tuple[int, int]]:
    error = refusal((HEADER + text).encode())
    errors = error.errors if isinstance(error, DamagedError) else [error]
    return [(one.line, one.column) for one in errors]


def test_several_mistakes_are_told_at_once() -> None:
    text = (
        'msgid "一\nmsgstr ""\n\n'
        + FINE.format("二")
        + 'msgid "三"\nmsgstr "a\\q"\n\n'
        + '  msgstr "four"\n\n'
        + FINE.format("五")
        + 'msgid "六" junk\nmsgstr ""\n'
    )
    assert places(text) == [(4, 7), (11, 10), (13, 3), (18, 11)]
    error = refusal((HEADER + text).encode())
    assert (error.path, error.line, error.column) == ("t.po", 4, 7)
    assert "t.po:11:10: unknown escape “\\q” in a string\n  Write" in str(error)


def test_no_more_than_ten_are_told() -> None:
    assert len(places("msgid\n\n" * 50)) == MOST
    twice = FINE.format("一") * 50
    assert len(places(twice)) == MOST


def test_a_conflict_of_git_is_one_mistake() -> None:
    text = (
        'msgid "一"\n<<<<<<< HEAD\nmsgstr "one"\n||||||| base\nmsgstr "eins"\n'
        '=======\nmsgstr "1"\n>>>>>>> branch\n\n'
        + FINE.format("二")
        + '<<<<<<< HEAD\nmsgid "三"\nmsgstr "three"\n\nmsgid "四"\nmsgstr ""\n'
        + '=======\n>>>>>>> branch\nmsgid "五\n'
    )
    assert places(text) == [(5, 1), (16, 1), (24, 7)]
    assert "git conflict" in refusal((HEADER + text).encode()).message


def test_each_place_is_that_of_the_word_at_fault() -> None:
    assert places('#~ msgid "a" msgstr "b" "c" msgfoo\n') == [(4, 29)]
    assert places('msgid "a"\nmsgstr[0] "b"\n') == [(5, 7)]
    assert places('msgid "a"\n\n   # why\nmsgstr "b"\n') == [(6, 4)]
    assert places('# a\n#| msgctxt "c"\nmsgid "b"\nmsgstr ""\n') == [(6, 1)]
    assert places('msgid "a"\n') == [(4, 7)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("GBK", "你好，世界"),
        ("BIG5", "許功蓋"),
        ("GB18030", "你好"),
        ("ISO-8859-15", "œuvre"),
        ("KOI8-R", "привет"),
    ],
)
def test_a_file_in_the_encoding_that_it_declares_is_told_how_to_convert(
    name: str, text: str
) -> None:
    data = (HEADER.replace("UTF-8", name) + f'msgid "{text}"\nmsgstr ""\n').encode(name)
    error = refusal(data)
    assert f"in {name}, as it says" in error.message
    assert (error.line, error.column) == (4, 8)
    assert "msgconv -t UTF-8" in error.hint


@pytest.mark.parametrize(
    "name", ["rot13", "unicode_escape", "idna", "UTF-7", "x", "GBK"]
)
def test_an_encoding_that_lies_is_not_even_looked_up(name: str) -> None:
    header = HEADER.replace("UTF-8", name)
    error = refusal((header + 'msgid "你好"\nmsgstr ""\n').encode())
    assert f"declares charset={name}, but" in error.message
    assert error.line == 1
    error = refusal(header.encode() + b'msgid "\xff\xfe"\n')
    assert "0xFF is not UTF-8" in error.message

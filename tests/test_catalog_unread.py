"""Entries read when asked are those that were read at once, whatever is asked first."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.catalog.entry import Entry
from duizhao.catalog.message import read_entry
from duizhao.catalog.unread import USUAL, first_place, same_head, unread

NAMES = [one.name for one in fields(Entry)]
ENTRIES = [
    'msgid "天亮了。"\nmsgstr "It dawned."\n',
    (
        '\n# msgid "of old"\n#. msgctxt "none"\n#: a.md:3 b.md\n#, fuzzy, c-format\n'
        '#| msgctxt "a"\n#| msgid "天\\n"\n#| "黑了。"\nmsgctxt ""\n"part msgid \\"x"\n'
        'msgid ""\n"天\\n"\n"亮了 msgstr 。"\nmsgstr ""\n"It\\t\\\\"\n" dawned.\\n"\n'
    ),
    'msgctxt "msgctxt "\nmsgid "msgctxt "\nmsgstr ""\n',
]


def at_once(text: str) -> Entry:
    read = read_entry("t.po", text, 0, 1)
    assert read is not None
    return read[0]


def later(text: str) -> Entry:
    assert USUAL.fullmatch(text)
    return unread(text, at_once(text).line)


@given(st.sampled_from(ENTRIES), st.permutations(NAMES), st.integers(0, len(NAMES)))
@settings(max_examples=100, deadline=None)
def test_each_field_is_the_same_in_whatever_order_they_are_asked_for(
    text: str, names: list[str], count: int
) -> None:
    one, other = later(text), at_once(text)
    for name in names[:count]:
        if name != "raw":
            assert getattr(one, name) == getattr(other, name)
    assert one == other
    assert hash(one) == hash(other)
    assert (one.key, one.raw, type(one)) == (other.key, text, Entry)


def test_the_head_is_what_stands_before_the_msgid() -> None:
    head = "\n# a\n#: a.md:1\n#, c-format\n"
    one = later(f'{head}msgid "天"\nmsgstr "Sky"\n')
    assert same_head(one, later(f'{head}msgid "天"\nmsgstr ""\n'))
    for other in ("\n#: a.md:2\n", f'{head}msgctxt "b"\n', f"{head}#\n", ""):
        assert not same_head(one, later(f'{other}msgid "天"\nmsgstr ""\n'))
        assert not same_head(later(f'{other}msgid "天"\nmsgstr ""\n'), one)


def test_of_an_entry_that_was_looked_at_nobody_tells_the_head_unread() -> None:
    one, other = later(ENTRIES[1]), later(ENTRIES[1])
    assert same_head(one, other)
    assert one.flags == ("fuzzy", "c-format")
    assert not same_head(one, other)


@pytest.mark.parametrize(
    "head",
    [
        "",
        "#\n",
        "# a\n",
        "#, c-format\n",
        "#, fuzzy\n",
        "#. fuzzy\n",
        "#: a.md:1\n",
        "\n#:\n",
    ],
)
@pytest.mark.parametrize("text", ["fuzzy", "# a", "#"])
def test_whether_it_is_fuzzy_or_remarked_is_told_alike(head: str, text: str) -> None:
    entry = f'{head}msgid "{text}"\nmsgstr ""\n"{text}"\n'
    one, other = later(entry), at_once(entry)
    assert (one.fuzzy, one.remarked) == (other.fuzzy, other.remarked)


@pytest.mark.parametrize(
    "head",
    ["", "# a\n", "#: a.md:1\n", "\n#: a.md:1 b.md:2\n", "#: a.md:1\n#: b.md\n",
     "#: \u2068a b.md\u2069:3\n", "# one\n#, fuzzy\n#: a.md:1\n#. x\n#: b.md:2\n"],
)  # fmt: skip
def test_the_first_place_is_known_without_reading_the_rest(head: str) -> None:
    text = f'{head}msgid "天"\nmsgstr "#: c.md:5 d"\n'
    one, other = later(text), at_once(text)
    first = other.references[0] if other.references else None
    assert first_place(one) == first_place(other) == first
    assert one.repeated is other.repeated is (len(other.references) > 1)

"""What stands in several places is known by its neighbours in each of them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry, Reference
from duizhao.catalog.po import read_po, write_po
from duizhao.catalog.sequence import anchors, ascending
from duizhao.catalog.standing import standing
from duizhao.catalog.update import update

HEADER = Entry("", "Content-Type: text/plain; charset=UTF-8\n")
ENGLISH = {"注意：": "Note:", "涨水了。": "The water rose.", "晴": "Fair", "阴": "Dull"}


def catalog(*texts: str, lines: bool = True) -> Catalog:
    """Return the catalog of a manuscript that has `texts` in its lines."""
    found = {
        text: tuple(
            Reference("a.md", at if lines else None)
            for at, one in enumerate(texts, 1)
            if one == text
        )
        for text in texts
    }
    made = [Entry(one, references=places) for one, places in found.items()]
    return read_po("a.po", write_po(Catalog("a.po", HEADER, tuple(made))))


def translated(*texts: str, lines: bool = True) -> Catalog:
    old = catalog(*texts, lines=lines)
    return old.with_entries(
        [
            Entry(
                one.msgid,
                ENGLISH.get(one.msgid, f"<{one.msgid}>"),
                references=one.references,
            )
            for one in old.entries
        ]
    )


def test_a_text_is_named_in_each_of_its_places() -> None:
    old = catalog("渡口", "注意：", "水深", "桥头", "注意：", "路滑")
    assert [old.entries[at].msgid for at in standing(old.entries)] == [
        "渡口", "注意：", "水深", "桥头", "注意：", "路滑",
    ]  # fmt: skip


@pytest.mark.parametrize("lines", [True, False])
def test_where_the_lines_do_not_tell_the_order_is_the_catalogs(lines: bool) -> None:
    once = catalog("渡口", "水深", lines=lines)
    assert [*standing(once.entries)] == [0, 1]
    old = catalog("渡口", "注意：", "注意：", lines=False)
    assert [*standing(old.entries)] == [0, 1]


def test_a_text_is_named_in_each_document_that_is_there() -> None:
    places = [("b.md", 9), ("a.md", 1), ("a.md", 3), ("c.md", 1)]
    both = [
        Entry("水深", references=(Reference("b.md", 2),)),
        Entry("注意：", references=tuple(Reference(*one) for one in places)),
        Entry("路滑", references=(Reference("a.md", 2),)),
        Entry("渡口", references=(Reference("b.md", 1),)),
        Entry("旧文", obsolete=True),
    ]
    assert standing(both) == [0, 1, 1, 2, 1, 3, 4]


def test_one_of_several_places_is_edited_though_the_text_still_stands() -> None:
    before = ["渡口", "注意：", "水深三尺。", "桥头", "注意：", "路面很滑。"]
    after = [*before[:4], "留意：", before[5]]
    found = update(translated(*before), catalog(*after)).catalog.find("留意：")
    assert found is not None
    assert (found.msgstr, found.fuzzy) == ("Note:", True)
    # Without lines nothing tells that it stood there.
    bare = update(translated(*before, lines=False), catalog(*after, lines=False))
    found = bare.catalog.find("留意：")
    assert found is not None
    assert found.msgstr == ""


def test_in_a_line_of_several_sentences_what_stood_before_comes_first() -> None:
    def at(*lines: int) -> tuple[Reference, ...]:
        return tuple(Reference("a.md", line) for line in lines)

    old = [
        Entry("答：", "Answer:", references=at(1, 3)),
        Entry("路很远。", "It is far.", references=at(1)),
        Entry("水很深。", "It is deep.", references=at(3)),
    ]
    new = [
        Entry("答：", references=at(1)),
        Entry("路很远。", references=at(1)),
        Entry("回答：", references=at(3)),
        Entry("水很深。", references=at(3)),
    ]
    made = update(Catalog("a.po", HEADER, tuple(old)), Catalog("b", HEADER, tuple(new)))
    found = made.catalog.find("回答：")
    assert found is not None
    assert found.msgstr == "Answer:"


def test_a_text_that_merely_moved_is_no_edit() -> None:
    before = ["渡口", "注意：", "水深三尺。", "桥头", "注意：", "路面很滑。"]
    after = ["渡口", "注意：", "水深三尺。", "桥头", "留意：", "路面很滑。", "注意："]
    found = update(translated(*before), catalog(*after)).catalog.find("留意：")
    assert found is not None
    assert found.msgstr == ""


def test_of_a_text_edited_in_two_ways_each_is_found() -> None:
    before = ["渡口", "涨水了。", "船停了。", "桥头", "涨水了。", "路断了。"]
    after = ["渡口", "又涨水了。", "船停了。", "桥头", "涨大水了。", "路断了。"]
    made = update(translated(*before), catalog(*after)).catalog
    for text in ("又涨水了。", "涨大水了。"):
        found = made.find(text)
        assert found is not None
        assert found.msgstr == ENGLISH["涨水了。"]


def test_a_text_that_is_renamed_everywhere_is_known_by_its_places() -> None:
    before = ["渡口", "开船时刻", "清晨六点。", "桥头", "开船时刻", "路面很滑。"]
    after = [*before[:1], "开门的时间", *before[2:4], "开门的时间", before[5]]
    found = update(translated(*before), catalog(*after)).catalog.find("开门的时间")
    assert found is not None
    assert found.msgstr == "<开船时刻>"
    # What still stands is known by its place only if it is alike.
    after[1] = before[1]
    found = update(translated(*before), catalog(*after)).catalog.find("开门的时间")
    assert found is not None
    assert found.msgstr == ""


def test_a_text_that_vanishes_everywhere_does_not_disturb_its_neighbours() -> None:
    before = ["渡口", "（图）", "渡船时刻表", "桥头", "（图）", "路面很滑。", "（图）"]
    after = ["渡口", "摆渡的时刻", "桥头", "路面很滑。"]
    found = update(translated(*before), catalog(*after)).catalog.find("摆渡的时刻")
    assert found is not None
    assert found.msgstr == "<渡船时刻表>"


VALUES = st.lists(st.integers(0, 6), max_size=12)


@given(st.lists(st.none() | st.integers(0, 6), max_size=12), VALUES)
@settings(max_examples=150, deadline=None)
def test_anchors_ascend_on_both_sides_between_equals(
    first: list[int | None], second: list[int]
) -> None:
    found = anchors(first, second)
    assert all(first[at] == second[place] for at, place in found)
    assert all(a < b and c < d for (a, c), (b, d) in pairwise(found))


@given(st.permutations(range(9)), st.sets(st.integers(0, 8)))
@settings(max_examples=100, deadline=None)
def test_of_what_stands_once_the_anchors_are_a_longest_order(
    order: list[int], gone: set[int]
) -> None:
    first = [None if one in gone else one for one in order]
    kept = [one for one in first if one is not None]
    assert len(anchors(first, range(9))) == len(ascending(kept))


@given(VALUES)
@settings(max_examples=50, deadline=None)
def test_a_sequence_is_anchored_in_itself(values: list[int]) -> None:
    assert len(anchors(values, values)) == len(values)


WORDS = st.lists(
    st.sampled_from(["注意：", "涨水了。", "又涨水了。", "晴", "阴", "留意："]),
    max_size=9,
)


@given(WORDS, WORDS)
@settings(max_examples=100, deadline=None)
def test_an_update_with_repeated_texts_is_done_once(
    before: list[str], after: list[str]
) -> None:
    old, new = translated(*before), catalog(*after)
    once = update(old, new).catalog
    once = read_po("a.po", write_po(once))
    assert update(once, new).catalog is once
    kept = {one.msgstr for one in once.entries}
    assert {one.msgstr for one in old.entries} <= kept

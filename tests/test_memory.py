"""The memory: found by text, by likeness and by what it holds; kept; filled in."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry, Previous
from duizhao.interchange.pair import Context, Pair
from duizhao.memory.accepted import accepted, join, places_of
from duizhao.memory.fold import find_spans, fold
from duizhao.memory.index import Index, build_index, index_of
from duizhao.memory.leverage import leverage
from duizhao.memory.shelf import Kind, Shelf, best_match, matches, search
from duizhao.memory.similar import similar
from duizhao.memory.store import DamagedError

NOW, LATER, LATEST = "20260101T000000Z", "20260201T000000Z", "20260301T000000Z"

# Few different characters, so that texts share parts.
_ZH = st.text("天亮了他她走吗，。ＡA１1 ", min_size=1, max_size=12)
_EN = st.text("Day bréaksßK ", min_size=1, max_size=12)
_PAIR = st.builds(Pair, _ZH, _EN, st.sampled_from(["en", "fr"]))


def shelf(*pairs: Pair, own: bool = True, penalty: int = 0) -> Shelf:
    return Shelf("memory.tmx", index_of(pairs), penalty, own=own)


def catalog(*entries: Entry) -> Catalog:
    return Catalog("a.po", Entry("", "Language: en\n"), entries)


# --- fold --------------------------------------------------------------------------------


@given(st.text(max_size=20), st.data())
def test_a_part_of_a_text_is_a_part_of_it_folded(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    part = text[start : data.draw(st.integers(start, len(text)))]
    assert fold(part) in fold(text)


@given(_ZH | _EN, _ZH | _EN)
def test_a_find_is_shown_where_it_is(text: str, wanted: str) -> None:
    wanted = fold(wanted)
    spans = find_spans(text, wanted)
    assert bool(spans) == bool(wanted and wanted in fold(text))
    for start, stop in spans:
        assert wanted in fold(text[start:stop])


# --- the index ---------------------------------------------------------------------------


@settings(max_examples=80, deadline=None)
@given(st.lists(_PAIR, max_size=12), _ZH | _EN)
def test_search_finds_just_the_pairs_that_hold_a_text(
    pairs: list[Pair], text: str
) -> None:
    wanted = fold(text)
    naive = {
        pair
        for pair in pairs
        if wanted and (wanted in fold(pair.source) or wanted in fold(pair.target))
    }
    found = [hit.pair for hit in search([shelf(*pairs)], text)]
    assert set(found) == naive
    assert len(found) == len(naive)


@settings(max_examples=80, deadline=None)
@given(st.lists(_PAIR, max_size=12), _ZH)
def test_the_same_text_is_found_and_no_other(pairs: list[Pair], text: str) -> None:
    found = index_of(pairs).same(text)
    assert sorted(map(repr, found)) == sorted(
        repr(pair) for pair in pairs if pair.source == text
    )


@settings(max_examples=80, deadline=None)
@given(st.lists(_PAIR, max_size=12), _ZH, st.sampled_from([60, 70, 85, 100]))
def test_what_is_similar_is_as_like_as_told(
    pairs: list[Pair], text: str, threshold: int
) -> None:
    found = similar(index_of(pairs), text, threshold, limit=100)
    for one in found:
        likeness = fuzz.ratio(fold(text), fold(one.pair.source))
        assert likeness >= threshold
        assert one.percent in {int(likeness), 99}
    assert [one.percent for one in found] == sorted(
        (one.percent for one in found), reverse=True
    )
    # At three of four characters in order, two neighbours are the same.
    for pair in pairs:
        if fuzz.ratio(fold(text), fold(pair.source)) >= max(threshold, 85) and fold(
            text
        ):
            assert pair in [one.pair for one in found]


CLOSE = [
    ("加强组织领导", "加强领导", 80),
    ("适用范围", "使用范围", 75),
    ("ＧＤＰ增长5％", "gdp增长5％", 99),
    ("增长了5.2%", "增长了6.1%", 71),
]


@pytest.mark.parametrize(("text", "source", "percent"), CLOSE)
def test_short_chinese_is_found(text: str, source: str, percent: int) -> None:
    index = index_of([Pair("无关的话", "x"), Pair(source, "y")])
    assert [(one.percent, one.pair.source) for one in similar(index, text, 70)] == [
        (percent, source)
    ]


def test_an_index_on_disk_is_the_one_in_memory(tmp_path: Path) -> None:
    pairs = [
        Pair("天亮了。", "Day breaks.", "en", NOW, LATER, "me", (Context("a", "b"),)),
        Pair("他走了。", "He left.\n", "fr"),
    ]
    build_index(tmp_path / "x" / "a.index", pairs, "key")
    index = Index.open(tmp_path / "x" / "a.index")
    assert index.store.key == "key"
    assert [index.pair(row) for row in range(len(index))] == pairs
    index.close()
    assert [path.name for path in (tmp_path / "x").iterdir()] == ["a.index"]


def test_nothing_is_left_behind_where_the_pairs_fail(tmp_path: Path) -> None:
    def pairs() -> Iterator[Pair]:
        yield Pair("一", "one")
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - our own, above
        build_index(tmp_path / "a.index", pairs(), "key")
    assert not list(tmp_path.iterdir())


def ask(path: Path) -> list[object]:
    """Ask an index all that there is to ask."""
    index = Index.open(path)
    try:
        found = [index.pair(row) for row in range(len(index))]
        shelves = [Shelf("m", index)]
        return [
            found,
            index.same("天亮了。"),
            similar(index, "天亮啦。", 50),
            list(search(shelves, "了")),
        ]
    finally:
        index.close()


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_index_is_never_believed(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("index") / "a.index"
    build_index(path, [Pair("天亮了。", "Day breaks."), Pair("他走了", "He left")], "k")
    whole, right = path.read_bytes(), ask(path)
    at = data.draw(st.integers(0, len(whole) - 1))
    if data.draw(st.booleans()):
        path.write_bytes(whole[:at])
    else:
        bit = 1 << data.draw(st.integers(0, 7))
        path.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
    with contextlib.suppress(DamagedError):
        assert ask(path) == right


# --- what is kept ------------------------------------------------------------------------


_CONTEXT = st.builds(Context, st.sampled_from("ab"), st.sampled_from(["", "一"]))
_KEPT = st.builds(
    Pair,
    st.sampled_from("一二"),
    st.sampled_from("xyz"),
    st.just("en"),
    st.sampled_from([NOW, LATER]),
    contexts=st.lists(_CONTEXT, max_size=1).map(tuple),
)
_NEW = _KEPT.map(lambda pair: replace(pair, created=""))


@given(st.lists(_KEPT, max_size=6), st.lists(_NEW, max_size=6))
def test_adding_twice_is_adding_once(old: list[Pair], new: list[Pair]) -> None:
    once = join(old, new, LATEST).pairs
    again = join(once, new, "20270101T000000Z")
    assert again.pairs == once
    assert again.added == 0


@given(st.lists(_KEPT, max_size=6), st.lists(_NEW, max_size=6))
def test_nothing_that_was_kept_is_lost(old: list[Pair], new: list[Pair]) -> None:
    there = {(pair.source, pair.target) for pair in join(old, new, LATEST).pairs}
    assert there == {(pair.source, pair.target) for pair in [*old, *new]}


def test_two_translations_both_stay_the_newest_first() -> None:
    first = join((), [Pair("一", "one")], NOW).pairs
    both = join(first, [Pair("一", "a")], LATER).pairs
    assert [pair.target for pair in both] == ["a", "one"]
    back = join(both, [Pair("一", "one")], LATEST).pairs
    assert [(pair.target, pair.created) for pair in back] == [
        ("one", NOW),
        ("a", LATER),
    ]
    assert back[0].changed == LATEST


def test_a_place_stays_until_the_document_tells_another() -> None:
    old = [Pair("一", "one", contexts=(Context("a", "旧"), Context("b")))]
    assert join(old, [Pair("二", "two", contexts=(Context("a"),))], NOW).pairs[0] in old
    (pair,) = join(old, [Pair("一", "one", contexts=(Context("a", "新"),))], NOW).pairs
    assert pair.contexts == (Context("a", "新"), Context("b"))


def test_what_is_settled_is_taken_in_and_nothing_else() -> None:
    found = accepted(
        catalog(
            Entry("一", "one", extracted=("type: paragraph", "section: 头")),
            Entry("二", "two", flags=("fuzzy",)),
            Entry("三", ""),
            Entry("四", "[merged above]"),
            Entry("五", "five", obsolete=True),
            Entry("六", "six", msgid_plural="六六", msgstr_plural=("six", "sixes")),
        ),
        "a",
        "en",
    )
    assert [(pair.source, len(pair.contexts)) for pair in found] == [
        ("一", 1),
        ("五", 0),
        ("六", 0),
        ("六六", 0),
    ]


# --- leverage ----------------------------------------------------------------------------


_TARGET = st.sampled_from(["", "", "Day", "left out", "走"])
_ENTRY = st.builds(
    Entry,
    _ZH,
    _TARGET,
    st.sampled_from([None, "c"]),
    st.sampled_from([(), ("fuzzy",), ("no-wrap",)]),
    st.sampled_from([(), ("mine",)]),
    obsolete=st.booleans(),
).map(lambda entry: entry if entry.msgstr else replace(entry, flags=()))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(_ENTRY, max_size=8, unique_by=lambda entry: entry.key),
    st.lists(_PAIR, max_size=8),
    st.booleans(),
)
def test_leverage_touches_what_is_empty_alone_and_marks_what_it_guessed(
    entries: list[Entry], pairs: list[Pair], own: bool
) -> None:
    before = catalog(*entries)
    settled = list(accepted(before, "a", "en"))
    shelves = [shelf(*settled), shelf(*pairs, own=own)]
    filled = leverage(before, "a", "en", shelves, 60)
    places = places_of(before, "a")
    assert len(filled.catalog.entries) == len(entries)
    for old, new, place in zip(entries, filled.catalog.entries, places, strict=True):
        if old.msgstr or place is None:
            assert new is old
            continue
        assert (new.key, new.comments) == (old.key, old.comments)
        assert new.extracted[: len(old.extracted)] == old.extracted
        assert len(new.extracted) == len(old.extracted) + new.fuzzy
        if new.msgstr and not new.fuzzy:
            assert any(
                pair.source == old.msgid and place.same_place(one)
                for pair in settled
                for one in pair.contexts
            )
        if new.previous is not None:
            assert new.fuzzy
            assert new.previous.msgid != new.msgid


def test_the_same_text_in_the_same_place_is_translated() -> None:
    texts = [Entry("一", "one"), Entry("二", "two"), Entry("三", "three")]
    memory = shelf(*accepted(catalog(*texts), "old", "en"))
    empty = catalog(*(replace(one, msgstr="") for one in texts))
    assert leverage(empty, "new", "en", [memory]).catalog.entries == tuple(texts)
    other = replace(memory, own=False)
    assert all(
        one.fuzzy for one in leverage(empty, "new", "en", [other]).catalog.entries
    )


def test_two_translations_in_one_place_are_for_a_person_to_judge() -> None:
    place = (Context("a", "头"),)
    memory = shelf(Pair("一", "one", contexts=place), Pair("一", "1", contexts=place))
    match = best_match([memory], "一", place[0], "en", 70)
    assert match is not None
    assert match.kind is Kind.EXACT


def test_a_similar_text_brings_its_translation_fuzzy_and_noted() -> None:
    memory = shelf(Pair("加强领导。", "Lead more.", contexts=(Context("old"),)))
    entry = Entry("加强组织领导。", "", None, ("no-wrap",), ("mine",))
    (found,) = leverage(catalog(entry), "a", "en", [memory]).catalog.entries
    assert found.msgstr == "Lead more."
    assert found.flags == ("fuzzy", "no-wrap")
    assert found.previous == Previous("加强领导。")
    assert found.comments == ("mine",)
    assert found.extracted == ("change: inserted “组织”; 83 %, from memory.tmx (old)",)


def test_a_figure_that_has_changed_is_put_in_and_stays_fuzzy() -> None:
    memory = shelf(Pair("柜台宽1.2米。", "The counter is 1.2 meters wide."))
    entry = Entry("柜台宽1.5米。")
    (found,) = leverage(catalog(entry), "a", "en", [memory]).catalog.entries
    assert (found.msgstr, found.fuzzy) == ("The counter is 1.5 meters wide.", True)


def test_a_penalty_lets_the_own_memory_go_first() -> None:
    strange = replace(
        shelf(Pair("加强领导。", "Strange", created=LATEST), own=False, penalty=5),
        name="strange.tmx",
    )
    own = shelf(Pair("加强领导。", "Own", created=NOW))
    found = matches([strange, own], "加强领导。", "en", 70)
    assert [(one.percent, one.pair.target) for one in found] == [
        (100, "Own"),
        (95, "Strange"),
    ]
    assert not matches([strange], "加强组织领导。", "en", 80)


def test_another_language_fills_nothing_in() -> None:
    memory = shelf(Pair("一二三", "un", "fr"))
    before = catalog(Entry("一二三"))
    assert leverage(before, "a", "en", [memory]).catalog is before

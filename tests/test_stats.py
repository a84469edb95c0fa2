"""How far a translation has come."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry, Reference
from duizhao.catalog.reviewed import (
    Review,
    digest_of,
    format_review,
    parse_review,
    reviews_of,
    with_review,
)
from duizhao.catalog.stats import Counts, Size, count, tally, together
from duizhao.cli.main import main
from duizhao.version import VERSION

DAY = date(2026, 11, 22)
MEASURES = [one.name for one in fields(Size)]


def of(*entries: Entry) -> Catalog:
    return Catalog("a.po", Entry("", "Language: en\n"), entries)


# --- states --------------------------------------------------------------------------


def test_live_entries_are_counted_by_state() -> None:
    found = count(
        of(
            Entry("你好，世界", "Hello, world"),
            Entry("再见", "Bye", flags=("fuzzy",)),
            Entry("一二三"),
            Entry("空", flags=("fuzzy",)),
            Entry("旧的", "old", obsolete=True),
        )
    )
    assert found.translated == Size(1, 4, 2)
    assert found.fuzzy == Size(1, 2, 1)
    assert found.missing == Size(2, 4, 0)
    assert found.total == Size(4, 10, 3)
    assert found.left == Size(3, 6, 1)


def test_what_is_merged_or_left_out_is_translated_and_has_no_words() -> None:
    found = count(of(Entry("一二", "[merged above]"), Entry("三", "[left out]")))
    assert found.translated == found.total == Size(2, 3, 0)
    assert found.percent == 100


@pytest.mark.parametrize(
    ("entries", "percent"),
    [
        ((), 100),
        ((Entry("一", "1"),), 100),
        ((Entry("一", "1", flags=("fuzzy",)),), 0),
        ((Entry("一", " \n"),), 0),
        ((Entry("一", "1"), Entry("二三")), 33),
        ((Entry("一" * 999, "1"), Entry("二")), 99),
        ((Entry("一" * 999, "1"), Entry("——")), 99),
        ((Entry("——", "-"), Entry("……")), 50),
    ],
)  # fmt: skip
def test_the_share_is_weighted_and_rounded_down(
    entries: tuple[Entry, ...], percent: int
) -> None:
    assert count(of(*entries)).percent == percent


def test_a_plural_counts_when_every_form_is_there() -> None:
    half = Entry("书", "book", msgid_plural="书们", msgstr_plural=("book", ""))
    assert count(of(half)).translated == Size()


def test_a_text_is_reused_at_each_place_but_its_first() -> None:
    places = tuple(Reference("a.md", line) for line in (1, 2, 3))
    found = count(
        of(Entry("一二", "One", references=places), Entry("一二", "1", "cell"))
    )
    assert found.reused == Size(3, 6, 3)
    assert found.total == Size(2, 4, 2)


def test_what_stood_in_an_earlier_document_is_reused_in_the_next() -> None:
    one, two = of(Entry("一二", "1")), of(Entry("一二", "1"), Entry("三"))
    first, second = together([tally(one), tally(two)])
    assert first.reused == Size()
    assert second.reused == Size(1, 2, 0)


# --- laws ----------------------------------------------------------------------------

WORDS = st.sampled_from(["", "One", "Two words", "[left out]", " ", "三"])
ENTRIES = st.lists(
    st.builds(
        Entry,
        st.text("一二三 a,", min_size=1, max_size=9),
        WORDS,
        flags=st.sampled_from([(), ("fuzzy",)]),
        obsolete=st.booleans(),
        references=st.lists(
            st.builds(Reference, st.just("a.md"), st.integers(1, 9)), max_size=3
        ).map(tuple),
    ),
    max_size=8,
).map(tuple)


@given(ENTRIES)
def test_translated_fuzzy_and_missing_are_all_there_is(
    entries: tuple[Entry, ...],
) -> None:
    found = count(of(*entries))
    live = [entry for entry in entries if not entry.obsolete]
    for name in MEASURES:
        parts = [getattr(getattr(found, part), name) for part in _PARTS]
        assert sum(parts) == getattr(found.total, name)
        assert getattr(found.reviewed, name) <= getattr(found.translated, name)
        assert min(parts) >= 0
    assert found.total.segments == len(live)
    assert found.left + found.translated == found.total
    fuzzy = sum(bool(e.msgstr.strip()) and e.fuzzy for e in live)
    assert found.fuzzy.segments == fuzzy
    assert 0 <= found.percent <= 100
    assert (found.percent == 100) is (found.left.segments == 0)


_PARTS = ("translated", "fuzzy", "missing")


@given(ENTRIES, ENTRIES)
def test_counts_add_up(one: tuple[Entry, ...], two: tuple[Entry, ...]) -> None:
    both, apart = count(of(*one, *two)), count(of(*one)) + count(of(*two))
    for name in (*_PARTS, "reviewed", "total"):
        assert getattr(both, name) == getattr(apart, name)
    assert apart + Counts() == apart


# --- reviews -------------------------------------------------------------------------


def test_a_review_counts_until_source_or_translation_changes() -> None:
    entry = with_review(Entry("一二", "One two"), "Li Hua", DAY)
    assert count(of(entry)).reviewed == Size(1, 2, 2)
    for other in (
        Entry("一二。", "One two", comments=entry.comments),
        Entry("一二", "One, two", comments=entry.comments),
        Entry("一二", "One two", comments=entry.comments, flags=("fuzzy",)),
    ):
        assert count(of(other)).reviewed == Size()
    assert count(of(entry, Entry("三"))).percent_reviewed == 66


def test_a_new_review_replaces_void_ones_and_the_persons_own() -> None:
    old = Entry("一", "One", comments=("a note", "reviewed: Bo, 2020-01-01 [00000000]"))
    once = with_review(old, "Li  Hua", DAY)
    twice = with_review(with_review(once, "Li Hua", DAY), "Bo", DAY)
    assert once.comments[0] == "a note"
    assert len(once.comments) == 2
    assert [review.name for review in reviews_of(twice)] == ["Li Hua", "Bo"]


@pytest.mark.parametrize(
    "line",
    [
        "reviewed: Li Hua",
        "reviewed: Li Hua, 2026-11-22",
        "reviewed: , 2026-11-22 [00000000]",
        "reviewed: Li, 2026-02-30 [00000000]",
        "reviewed: Li, 2026-02-03 [0000000g]",
        "not reviewed: Li, 2026-02-03 [00000000]",
    ],
)
def test_what_is_no_review_is_a_comment(line: str) -> None:
    assert parse_review(line) is None


NAMES = st.text(min_size=1).filter(lambda name: name.split())


@settings(max_examples=60)
@given(NAMES, st.dates(), st.text(), st.text(min_size=1))
def test_a_review_that_was_written_is_read_again(
    name: str, day: date, msgid: str, msgstr: str
) -> None:
    entry = with_review(Entry(msgid, msgstr), name, day)
    (review,) = reviews_of(entry)
    assert review == Review(" ".join(name.split()), day, digest_of(entry))
    assert parse_review(format_review(review)) == review
    assert with_review(entry, name, day) == entry


def test_the_version_is_the_packages() -> None:
    project = Path(__file__).parents[1] / "pyproject.toml"
    assert tomllib.loads(project.read_text("utf-8"))["project"]["version"] == VERSION


def test_a_page_of_nothing_claims_no_per_cent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "duizhao.toml").write_text('[publication]\ntitle = "港"\n', "utf-8")
    words = ["stats", "--format", "html", "--project", str(tmp_path)]
    assert main(words) == 0
    page = capsys.readouterr().out
    assert "<title>港: nothing to translate yet</title>" in page
    assert "100 %" not in page
    assert "width:100.00%" not in page

"""How far a translation has come."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry
from duizhao.catalog.stats import Counts, count
from duizhao.version import VERSION


def of(*entries: Entry) -> Catalog:
    return Catalog("a.po", Entry("", "Language: en\n"), entries)


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
    assert found == Counts(
        entries=4,
        translated=1,
        fuzzy=1,
        untranslated=2,
        hanzi=10,
        hanzi_translated=4,
        words=2,
    )


@pytest.mark.parametrize(
    ("entries", "percent"),
    [
        ((), 100),
        ((Entry("一", "1"),), 100),
        ((Entry("一", "1", flags=("fuzzy",)),), 0),
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
    assert count(of(half)).translated == 0


def test_counts_add_up() -> None:
    one, two = of(Entry("一", "1")), of(Entry("二三"))
    assert count(one) + count(two) == count(of(*one.entries, *two.entries))


def test_the_version_is_the_packages() -> None:
    project = Path(__file__).parents[1] / "pyproject.toml"
    assert tomllib.loads(project.read_text("utf-8"))["project"]["version"] == VERSION

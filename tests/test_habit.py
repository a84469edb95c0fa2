"""A changed entry looks as its neighbours do."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry, Reference
from duizhao.catalog.habit import WIDTHS, Habit, habit_of
from duizhao.catalog.lines import body_of, write_entry
from duizhao.catalog.po import read_po, write_po
from duizhao.catalog.update import update
from tests.gettext_version import same_breaks

TOOLS = Path(__file__).parent / "data" / "po" / "tools"
HEADER = Entry("", "Language: en\nContent-Type: text/plain; charset=UTF-8\n")
needs_gettext = pytest.mark.skipif(
    shutil.which("msgcat") is None, reason="gettext is not installed"
)


def tool(name: str) -> Catalog:
    return read_po(name, (TOOLS / name).read_bytes())


@pytest.mark.parametrize(
    ("name", "width", "references"),
    [
        ("gettext.po", 79, 79),
        ("gettext-nowrap.po", 0, 79),
        ("gettext-file.po", 76, 76),
        ("poedit.po", 79, 79),
        ("poedit-crlf.po", 79, 79),
        ("lokalize.po", 79, 79),
        ("omegat.po", 0, 79),
        ("windows.po", 0, 79),
    ],
)
def test_the_width_of_a_file_is_found(name: str, width: int, references: int) -> None:
    found = habit_of(tool(name).entries)
    assert found == Habit(width, references)


@pytest.mark.parametrize("path", sorted(TOOLS.glob("*.po")), ids=lambda path: path.stem)
def test_what_any_tool_wrote_stays_to_the_byte(path: Path) -> None:
    data = path.read_bytes()
    assert write_po(read_po(path.name, data)) == data


@pytest.mark.parametrize("path", sorted(TOOLS.glob("*.po")), ids=lambda path: path.stem)
def test_a_change_of_one_entry_moves_no_other(path: Path) -> None:
    catalog = tool(path.name)
    for at, entry in enumerate(catalog.entries):
        made = write_po(
            catalog.with_entries(
                (
                    *catalog.entries[:at],
                    replace(entry, msgstr="new"),
                    *catalog.entries[at + 1 :],
                )
            )
        )
        again = read_po(path.name, made)
        assert [one.raw for one in again.entries[:at]] == [
            one.raw for one in catalog.entries[:at]
        ]
        # Where the file broke off without a line end, the blank line moves.
        assert [one.raw for one in again.entries[at + 1 :]] == [
            one.raw for one in catalog.entries[at + 1 :]
        ]


@pytest.mark.parametrize("path", sorted(TOOLS.glob("*.po")), ids=lambda path: path.stem)
def test_texts_whose_places_alone_have_changed_stay_as_they_were_wrapped(
    path: Path,
) -> None:
    catalog = tool(path.name)
    moved = Reference("source/moved.md", 4)
    pot = Catalog(
        "new.pot",
        HEADER,
        tuple(replace(one, references=(moved,)) for one in catalog.live()),
    )
    made = write_po(update(catalog, pot).catalog).decode()
    assert made.count("source/moved.md") == len(pot.entries)
    again = read_po(path.name, made.encode())
    for one in catalog.live():
        found = again.find(one.key)
        assert found is not None
        assert body_of(one) is not None
        assert body_of(found) == body_of(one)
        assert found == replace(one, references=(moved,))


@pytest.mark.parametrize("name", ["gettext.po", "gettext-nowrap.po", "gettext-file.po"])
def test_an_entry_that_is_changed_and_changed_back_leaves_no_trace(name: str) -> None:
    catalog = tool(name)
    for at, entry in enumerate(catalog.entries):
        touched = (
            *catalog.entries[:at],
            replace(entry),
            *catalog.entries[at + 1 :],
        )
        assert write_po(catalog.with_entries(touched)) == (TOOLS / name).read_bytes()


def test_each_place_on_a_line_of_its_own_stays_so() -> None:
    places = tuple(Reference(f"source/{number}.md", number) for number in range(1, 4))
    entries = tuple(Entry(f"第{n}句话", references=places) for n in "一二三")
    text = write_po(Catalog("t.po", HEADER, entries)).decode()
    catalog = read_po(
        "t.po",
        text.replace(".md:1 ", ".md:1\n#: ").replace(".md:2 ", ".md:2\n#: ").encode(),
    )
    changed = (replace(catalog.entries[0], msgstr="new"), *catalog.entries[1:])
    made = write_po(catalog.with_entries(changed)).decode()
    assert made.count("#: source/2.md:2\n") == 3


def test_a_given_width_is_taken() -> None:
    catalog = tool("gettext-nowrap.po")
    changed = (*catalog.entries[:1], replace(catalog.entries[1]), *catalog.entries[2:])
    made = write_po(catalog.with_entries(changed), width=60)
    again = read_po("t.po", made)
    assert f"\n{write_entry(catalog.entries[1], width=60)}" == again.entries[1].raw


LONG = st.lists(
    st.sampled_from(
        ["一个很长的句子", "，", "with English words ", "。", "“引号”", "a-b "]
    ),
    min_size=10,
    max_size=60,
).map("".join)


@pytest.mark.parametrize("name", ["gettext-nowrap.po", "gettext-file.po", "poedit.po"])
def test_a_file_keeps_its_lines_when_every_place_has_moved(name: str) -> None:
    old = tool(name)
    moved = old.with_entries(
        replace(one, references=(Reference("source/a.md", 1000 + at),))
        for at, one in enumerate(old.entries)
    )
    assert habit_of(moved.entries) == Habit()
    again = read_po(name, write_po(moved))
    assert habit_of(again.entries).width == habit_of(old.entries).width


@same_breaks
@given(st.lists(LONG, min_size=4, max_size=9, unique=True), st.sampled_from(WIDTHS))
@settings(max_examples=30, deadline=None)
def test_the_width_that_msgcat_was_told_is_found(texts: list[str], width: int) -> None:
    entries = tuple(Entry(text, text[::-1].strip() or "x") for text in texts)
    option = f"--width={width}" if width else "--no-wrap"
    done = subprocess.run(
        ["msgcat", option, "-"],
        input=write_po(Catalog("t.po", HEADER, entries)),
        capture_output=True,
        check=True,
    )
    catalog = read_po("t.po", done.stdout)
    found = habit_of(catalog.entries)
    for entry in catalog.entries:
        assert f"\n{write_entry(entry, width=found.width)}" == entry.raw

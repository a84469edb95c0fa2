"""The sample's catalog as real editors have saved it; nothing of ours is lost.

`data/po/editors/sent.po` is a catalog of the sample with everything of ours in it: what
is merged or left out, silences, approvals, changes, former texts, obsolete entries. The
others are what Poedit 3.2.2, Weblate 5.14.3 and OmegaT 3.6.0 made of it when a person's
few edits were done in them; `omegat-source.po` is OmegaT without an edit, told to fill
with the source what is not translated.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry, Previous
from duizhao.catalog.notation import entry_notation
from duizhao.catalog.po import read_po, write_po
from duizhao.catalog.reviewed import reviews_of
from duizhao.catalog.update import update
from duizhao.checks.silence import silenced, silences_of
from duizhao.interchange.returned import read_returned
from duizhao.interchange.take import Fate, take

EDITORS = Path(__file__).parent / "data" / "po" / "editors"
ALL = sorted(path.name for path in EDITORS.glob("*.po"))
SAVED = ("poedit.po", "weblate.po")
"""What editors wrote that keep the fuzzy marks."""
EDITED = {
    "这是一份街头笔记，不是报告。": "These are notes from the street, not a report. "
    "Nor a story.",
    "货款并没有当场付清。": "But the goods are not paid for in full on the spot.",
    "老周笑了笑，没有回答。": "[left out]",
}
CONFIRMED = "420元"
"""Part of the sentence whose fuzzy mark was taken off without another word."""


def loaded(name: str) -> Catalog:
    return read_po(name, (EDITORS / name).read_bytes())


def expected() -> list[Entry]:
    """Return the entries of the catalog that went out, with what was done to them."""
    return [edited(one) for one in loaded("sent.po").entries]


def edited(entry: Entry) -> Entry:
    touched = entry.msgid in EDITED or (CONFIRMED in entry.msgid and entry.fuzzy)
    if entry.obsolete or not touched:
        return entry
    msgstr = EDITED.get(entry.msgid, entry.msgstr)
    return replace(entry, msgstr=msgstr, flags=(), previous=None)


def gist(entry: Entry) -> tuple[object, ...]:
    """Return all that the tools make use of, less the translator's comments."""
    return (
        *(entry.key, entry.msgstr, entry.flags, entry.previous, entry.obsolete),
        *(entry.extracted, entry.references, entry_notation(entry)),
        *(reviews_of(entry), silences_of(entry)),
    )


def pot_of(catalog: Catalog) -> Catalog:
    """Return the template that a catalog is up to date with."""
    entries = [
        Entry(
            one.msgid,
            "",
            one.context,
            extracted=tuple(x for x in one.extracted if not x.startswith("change:")),
            references=one.references,
        )
        for one in catalog.live()
    ]
    return Catalog("a.pot", catalog.header, tuple(entries))


@pytest.mark.parametrize("name", ALL)
def test_what_an_editor_saved_is_read_and_written_to_the_byte(name: str) -> None:
    assert write_po(loaded(name)) == (EDITORS / name).read_bytes()


def test_what_went_out_has_all_that_is_ours() -> None:
    entries = loaded("sent.po").entries
    assert {str(entry_notation(one)) for one in entries} > {
        *("merged above", "merged below", "left out")
    }
    assert sum(bool(reviews_of(one)) for one in entries) == 5
    assert sum(bool(silences_of(one)) for one in entries) == 1
    assert sum(one.fuzzy for one in entries) == 5
    assert sum(one.obsolete for one in entries) == 5


@pytest.mark.parametrize("name", SAVED)
def test_an_editor_keeps_everything_but_what_was_edited(name: str) -> None:
    found = loaded(name).entries
    for one, other in zip(expected(), found, strict=True):
        assert gist(one)[:-1] == gist(other)[:-1]
        assert other.comments[: len(one.comments)] == one.comments


def test_a_comment_typed_into_poedit_silences_a_rule() -> None:
    entry = loaded("poedit.po").find("老周笑了笑，没有回答。")
    assert entry is not None
    assert entry.comments == ("ignore text.numbers: said before", "a second line")
    assert silenced(entry, "text.numbers")


@pytest.mark.parametrize("name", SAVED)
def test_an_update_after_an_editor_changes_no_other_line(name: str) -> None:
    saved = loaded(name)
    once = update(saved, pot_of(saved))
    before = (EDITORS / name).read_text("utf-8").splitlines()
    after = write_po(once.catalog).decode().splitlines()
    gone = {"#. change: inserted “并”", "#. change: number 416 → 420"}
    assert after == [line for line in before if line not in gone]
    assert update(once.catalog, pot_of(saved)).catalog is once.catalog


def test_what_omegat_gives_back_ends_as_in_any_other_editor() -> None:
    part = read_returned("omegat.po", (EDITORS / "omegat.po").read_bytes())
    taken = take(loaded("sent.po"), part.items)
    assert [gist(one) for one in taken.catalog.entries] == list(map(gist, expected()))
    assert taken.count(Fate.TAKEN) == len(EDITED)
    assert taken.count(Fate.CONFIRMED) == 1


def test_omegat_itself_has_emptied_what_was_fuzzy() -> None:
    came = loaded("omegat.po")
    fuzzy = [one for one in loaded("sent.po").live() if one.fuzzy]
    found = [came.find(one.key) for one in fuzzy]
    assert not any(one.fuzzy for one in came.live())
    assert [bool(one and one.msgstr) for one in found] == [
        False,
        True,
        True,
        *[False] * 2,
    ]


@pytest.mark.parametrize("name", ["omegat.po", "omegat-source.po"])
def test_what_omegat_has_emptied_comes_back_with_the_next_update(name: str) -> None:
    sent, came = loaded("sent.po"), loaded(name)
    made = update(came, pot_of(sent))
    emptied = [
        one for one in came.live() if one.previous and one.msgstr in ("", one.msgid)
    ]
    assert len(emptied) == made.fuzzied > 0
    for one in emptied:
        assert made.catalog.find(one.key) == sent.find(one.key)
    once = read_po(name, write_po(made.catalog))
    assert update(once, pot_of(sent)).catalog is once


def test_what_was_emptied_and_then_edited_gets_its_translation() -> None:
    previous = Previous("他走进书店。")
    entries = [
        Entry("渡口", "The Ferry"),
        Entry("她走进书店。", "", previous=previous),
        Entry("他走进书店。", "He goes into the bookshop.", obsolete=True),
    ]
    old = loaded("sent.po").with_entries(entries)
    new = [Entry("渡口"), Entry("她又走进书店。")]
    found = update(old, old.with_entries(new)).catalog.find("她又走进书店。")
    assert found is not None
    assert (found.msgstr, found.previous) == ("He goes into the bookshop.", previous)
    # Without the previous text nothing tells why it is empty.
    bare = old.with_entries([entries[0], Entry("她走进书店。"), entries[2]])
    found = update(bare, bare).catalog.find("她走进书店。")
    assert found is not None
    assert found.msgstr == ""


def test_omegat_filling_in_the_source_takes_no_translation_away() -> None:
    sent = loaded("sent.po")
    data = (EDITORS / "omegat-source.po").read_bytes()
    taken = take(sent, read_returned("omegat-source.po", data).items)
    assert taken.catalog is sent
    told = [one.why for one in taken.outcomes if one.why]
    assert told == ["came back as its source text"] * 6

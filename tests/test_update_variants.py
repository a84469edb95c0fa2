"""Two texts that become one: it has one translation, and the other is named."""

from __future__ import annotations

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry, Reference
from duizhao.catalog.po import read_po, write_po
from duizhao.catalog.update import update

HEADER = Entry("", "Content-Type: text/plain; charset=UTF-8\n")
TITLE = Entry("渡口的老船夫和狗", "The Old Ferryman and His Dog")
HEADING = Entry("关于渡口的老船夫和狗", "Of an Old Ferryman with a Dog")
BOTH = "渡口的船夫和狗"


def catalog(*entries: Entry) -> Catalog:
    return read_po("a.po", write_po(Catalog("a.po", HEADER, entries)))


def standing(msgid: str, *lines: int) -> Entry:
    return Entry(msgid, references=tuple(Reference("a.md", line) for line in lines))


def test_of_two_texts_that_became_one_both_translations_are_shown() -> None:
    made = update(catalog(TITLE, HEADING), catalog(standing(BOTH, 1, 3))).catalog
    [one] = made.live()
    assert (one.msgstr, one.fuzzy) == (TITLE.msgstr, True)
    assert one.extracted[1:] == (
        f"change: also from a text translated as “{HEADING.msgstr}”",
    )
    assert {x.msgstr for x in made.entries if x.obsolete} == {
        TITLE.msgstr,
        HEADING.msgstr,
    }


def test_of_a_text_in_one_place_only_nothing_is_said_of_others() -> None:
    made = update(catalog(TITLE, HEADING), catalog(standing(BOTH, 1))).catalog
    assert len(next(made.live()).extracted) == 1


def test_a_text_that_found_its_own_successor_is_no_variant() -> None:
    new = catalog(standing(BOTH, 1, 9), standing(f"关于{BOTH}", 3))
    assert [
        len(one.extracted)
        for one in update(catalog(TITLE, HEADING), new).catalog.live()
    ] == [1, 1]


def test_an_update_that_names_a_variant_is_done_once_and_leaves_no_trace() -> None:
    old, new = catalog(TITLE, HEADING), catalog(standing(BOTH, 1, 3))
    once = update(old, new).catalog
    assert update(once, new).catalog is once
    back = update(once, catalog(Entry(TITLE.msgid), Entry(HEADING.msgid))).catalog
    assert [
        (one.msgid, one.msgstr, one.fuzzy, one.obsolete) for one in back.entries
    ] == [
        (TITLE.msgid, TITLE.msgstr, False, False),
        (HEADING.msgid, HEADING.msgstr, False, False),
    ]

"""The running layout goes out as a page and comes back: what she changed, nothing else."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry
from duizhao.review.archive import ReviewError
from duizhao.review.settle import Fate, Settled
from tests.running_cases import W, catalog_of, edited, page_of, part_of, taken, words
from tests.test_review import convert

TEXT = """---
title: 河
keywords: [河, 石]
---

天亮了。河水很绿。没人来。

见[这里](a.md)[^1]。下雪了。

## 冬天

- 一块石头。
- 两块石头。

| 名 | 数 |
|---|---|
| 石头 | 三块 |

![图](x.png "图一 河")

> 他说：“走吧。”

Only English here.

雨停了。

[^1]: 注一。注二。
"""
ENGLISH = (
    "The River",
    "river",
    "stone",
    "It dawned.",
    "The water was **very** green.",
    "Nobody came.",
    "See [here](a.md).[^1]",
    "It snowed.",
    "Winter",
    "One *stone*.",
    "Two stones.",
    "Name",
    "Number",
    "Stones",
    "three",
    '![Picture](x.png "Figure 1. The River")',
    "He said, “Go.”",
    "The rain stopped.",
    "Note `one`.",
    "Note two.",
)
BY = {
    f"{W}id": "99",
    f"{W}author": "Li Hua",
    f"{W}date": "2026-11-25T10:00:00Z",
}
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
Change = Callable[[Any], None]


def made() -> Catalog:
    return catalog_of(TEXT, ENGLISH)


def text_with(root: Any, old: str) -> Any:
    return next(one for one in root.iter(f"{W}t") if old in (one.text or ""))


def paragraph_with(root: Any, old: str) -> Any:
    return next(one for one in root.iter(f"{W}p") if old in words(one))


def put(old: str, new: str) -> Change:
    """Return the change that writes `new` for `old`, untracked."""

    def change(root: Any) -> None:
        found = text_with(root, old)
        found.text = found.text.replace(old, new)

    return change


def track(old: str, new: str) -> Change:
    """Return the change that does so with Track Changes on."""

    def change(root: Any) -> None:
        text = text_with(root, old)
        run = text.getparent()
        before, after = text.text.split(old, 1)
        made = []
        for part, tag in ((before, ""), (old, "del"), (new, "ins"), (after, "")):
            one = deepcopy(run)
            one.find(f"{W}t").text = part
            one.find(f"{W}t").set(SPACE, "preserve")
            if tag == "del":
                one.find(f"{W}t").tag = f"{W}delText"
            if tag:
                around = etree.Element(f"{W}{tag}", BY)
                around.append(one)
                one = around
            made.append(one)
        for one in made:
            run.addprevious(one)
        run.getparent().remove(run)

    return change


def came(change: Change, part: str = "word/document.xml") -> Settled:
    catalog = made()
    return taken(catalog, edited(page_of(TEXT, catalog), change, part))


def english(settled: Settled) -> list[str]:
    return [one.msgstr for one in settled.catalog.entries]


def changed(settled: Settled) -> dict[str, str]:
    """Return the translations that are other ones now, by what they were."""
    pairs = zip(ENGLISH, english(settled), strict=True)
    return {old: new for old, new in pairs if old != new}


def told(settled: Settled) -> list[tuple[str, str]]:
    """Return what is left to a person: why, and the words."""
    return [
        (one.why, one.theirs or one.row.text or one.ours)
        for one in settled.outcomes
        if one.fate not in (Fate.KEPT, Fate.TAKEN)
    ]


@pytest.mark.parametrize("chinese", [False, True])
def test_a_page_that_comes_back_untouched_changes_nothing(chinese: bool) -> None:
    catalog = made()
    settled = taken(catalog, page_of(TEXT, catalog, chinese=chinese))
    assert settled.catalog is catalog
    assert {one.fate for one in settled.outcomes} == {Fate.KEPT}


def test_a_plain_text_goes_out_as_a_page_too() -> None:
    text = "河边的早晨\n文／某某\n\n一、开门\n\n门开了。人来了。\n"
    translations = ("Morning", "By X", "One", "The door opened.", "People came.")
    catalog = catalog_of(text, translations, "a.txt")
    data = page_of(text, catalog, path="a.txt")
    assert taken(catalog, data).catalog is catalog
    found = taken(catalog, edited(data, put("People came", "They came")))
    assert found.catalog.entries[-1].msgstr == "They came."


def test_the_page_looks_as_its_readers_will_see_it() -> None:
    data = page_of(TEXT, made())
    body = words(part_of(data))
    assert "The water was very green. Nobody came." in body
    assert "**" not in body
    assert "Note one." in words(part_of(data, "word/footnotes.xml"))
    assert (
        "w:trackRevisions"
        in etree.tostring(part_of(data, "word/settings.xml")).decode()
    )


def test_what_the_page_does_not_show_stands_in_a_table_behind_it() -> None:
    settled = came(put("stone", "pebble"))
    assert changed(settled) == {"stone": "pebble"} or "One *stone*." in changed(settled)
    table = part_of(page_of(TEXT, made())).findall(f".//{W}tbl")[-1]
    assert "riverstone" in words(table).replace("河", "").replace("石", "").replace(
        "2", ""
    ).replace("3", "")


@pytest.mark.parametrize("how", [put, track])
@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [
        ("dawned", "grew light", "It dawned.", "It grew light."),
        ("very", "deep", ENGLISH[4], "The water was **deep** green."),
        ("here", "there", ENGLISH[6], "See [there](a.md).[^1]"),
        ("Winter", "The winter", "Winter", "The winter"),
        ("Two", "Some", "Two stones.", "Some stones."),
        ("three", "3", "three", "3"),
        (
            "Figure 1. The",
            "Figure 1. A",
            ENGLISH[15],
            '![Picture](x.png "Figure 1. A River")',
        ),
        ("Go", "Let us go", ENGLISH[16], "He said, “Let us go.”"),
        ("The River", "A River", "The River", "A River"),
        (
            "The rain stopped.",
            "It stopped raining.",
            ENGLISH[17],
            "It stopped raining.",
        ),
    ],
)
def test_an_edit_lands_on_its_segment(
    how: Callable[[str, str], Change], old: str, new: str, before: str, after: str
) -> None:
    settled = came(how(old, new))
    assert changed(settled) == {before: after}
    assert told(settled) == []


def test_a_tracked_change_keeps_her_name() -> None:
    settled = came(track("dawned", "grew light"))
    assert settled.catalog.entries[3].comments == (
        "Li Hua, 2026-11-25: It dawned. → It grew light.",
    )


def test_footnotes_come_back_and_keep_their_marks() -> None:
    settled = came(put("two", "no. two"), "word/footnotes.xml")
    assert changed(settled) == {"Note two.": "Note no. two."}
    settled = came(put("See ", "Look at "))
    assert changed(settled) == {ENGLISH[6]: "Look at [here](a.md).[^1]"}


def test_words_at_a_border_go_to_the_sentence_they_belong_to() -> None:
    def typed(text: str) -> Change:
        def change(root: Any) -> None:
            paragraph = paragraph_with(root, "dawned")
            blank = next(one for one in paragraph.iter(f"{W}t") if one.text == " ")
            blank.text = f" {text} "

        return change

    assert changed(came(typed("Really."))) == {"It dawned.": "It dawned. Really."}
    assert changed(came(typed("And yes:"))) == {
        ENGLISH[4]: "And yes: The water was **very** green."
    }


def test_two_sentences_made_one_are_parted_where_the_words_say() -> None:
    def change(root: Any) -> None:
        text_with(root, "It dawned.").text = "It dawned"
        paragraph = paragraph_with(root, "It dawned")
        next(t for t in paragraph.iter(f"{W}t") if t.text == " ").text = ", and "
        text_with(root, "The water was ").text = "the water was "

    assert changed(came(change)) == {
        "It dawned.": "It dawned, and",
        ENGLISH[4]: "the water was **very** green.",
    }


def test_one_sentence_made_two_stays_one_entry() -> None:
    settled = came(put("Nobody came.", "Nobody. Nobody came."))
    assert changed(settled) == {"Nobody came.": "Nobody. Nobody came."}


def test_a_parted_paragraph_keeps_its_sentences_and_is_told() -> None:
    def change(root: Any) -> None:
        first = paragraph_with(root, "It dawned.")
        second = deepcopy(first)
        half = len(first) // 2
        for one in list(first)[half:]:
            first.remove(one)
        for one in list(second)[1:half]:
            second.remove(one)
        first.addnext(second)

    settled = came(change)
    assert changed(settled) == {}
    assert [why for why, _ in told(settled)] == ["a paragraph was parted here"]


def test_joined_paragraphs_keep_their_sentences_and_are_told() -> None:
    def change(root: Any) -> None:
        first, second = paragraph_with(root, "It dawned."), paragraph_with(root, "See ")
        for one in list(second)[1:]:
            first.append(one)
        second.getparent().remove(second)
        next(
            t for t in first.iter(f"{W}t") if "Nobody" in t.text
        ).text = "No one came. "

    settled = came(change)
    assert changed(settled) == {"Nobody came.": "No one came."}
    assert [why for why, _ in told(settled)] == ["paragraphs were joined here"]


def test_a_moved_paragraph_keeps_its_sentences_and_is_told() -> None:
    def change(root: Any) -> None:
        paragraph_with(root, "He said").addnext(paragraph_with(root, "It dawned."))

    settled = came(change)
    assert changed(settled) == {}
    assert [why for why, _ in told(settled)] == ["a paragraph was moved here"]


def tracked(paragraph: Any, tag: str) -> None:
    """Put the runs of a paragraph and its end into a tracked change, as Word does."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    mark = etree.SubElement(properties, f"{W}rPr")
    etree.SubElement(mark, f"{W}{tag}", BY)
    for run in [one for one in paragraph if one.tag in (f"{W}r", f"{W}hyperlink")]:
        around = etree.Element(f"{W}{tag}", BY)
        run.addprevious(around)
        around.append(run)
        if tag in ("del", "moveFrom"):
            for text in around.iter(f"{W}t"):
                text.tag = f"{W}delText"


@pytest.mark.parametrize("marks", ["stay", "go"])
def test_a_paragraph_moved_with_track_changes_is_known_where_it_went(
    marks: str,
) -> None:
    def change(root: Any) -> None:
        first = paragraph_with(root, "It dawned.")
        moved = deepcopy(first)
        paragraph_with(root, "The rain stopped.").addnext(moved)
        without = moved if marks == "stay" else first
        for one in [one for one in without if "bookmark" in one.tag]:
            without.remove(one)
        tracked(moved, "moveTo")
        tracked(first, "moveFrom")
        text_with(moved, "Nobody came.").text = "No one came."

    settled = came(change)
    assert changed(settled) == {"Nobody came.": "No one came."}
    assert [why for why, _ in told(settled)] == ["a paragraph was moved here"]


def test_a_paragraph_deleted_with_track_changes_is_told() -> None:
    settled = came(
        lambda root: tracked(paragraph_with(root, "The rain stopped."), "del")
    )
    assert changed(settled) == {}
    assert [text for _, text in told(settled)] == ["The rain stopped."]


def test_a_paragraph_inserted_with_track_changes_is_told() -> None:
    def change(root: Any) -> None:
        new = deepcopy(paragraph_with(root, "Only English"))
        text_with(new, "Only English").text = "By the way."
        tracked(new, "ins")
        paragraph_with(root, "It dawned.").addprevious(new)

    assert [text for _, text in told(came(change))] == ["By the way."]


def test_bookmarks_between_paragraphs_are_those_of_the_text_beside_them() -> None:
    def change(root: Any) -> None:
        paragraph = paragraph_with(root, "The rain stopped.")
        start, end = (
            paragraph.find(f"{W}bookmarkStart"),
            paragraph.find(f"{W}bookmarkEnd"),
        )
        paragraph.addprevious(start)
        paragraph.addnext(end)
        text_with(paragraph, "The rain stopped.").text = "It stopped raining."

    assert changed(came(change)) == {ENGLISH[17]: "It stopped raining."}


def test_runs_that_word_has_parted_are_read_as_one() -> None:
    def change(root: Any) -> None:
        run = text_with(root, "Nobody came.").getparent()
        for word in ("No", "body", " ", "ca", "lled."):
            made = deepcopy(run)
            made.set(f"{W}rsidR", "00AB12CD")
            made.find(f"{W}t").text = word
            made.find(f"{W}t").set(SPACE, "preserve")
            run.addprevious(etree.Element(f"{W}proofErr", {f"{W}type": "spellStart"}))
            run.addprevious(made)
        run.getparent().remove(run)

    assert changed(came(change)) == {"Nobody came.": "Nobody called."}


def test_a_copied_paragraph_is_told() -> None:
    def change(root: Any) -> None:
        first = paragraph_with(root, "It dawned.")
        copy = deepcopy(first)
        for one in copy.iter(f"{W}bookmarkStart"):
            one.set(f"{W}name", one.get(f"{W}name") + "_Copy_1")
            one.set(f"{W}id", "7" + one.get(f"{W}id"))
        for one in copy.iter(f"{W}bookmarkEnd"):
            one.set(f"{W}id", "7" + one.get(f"{W}id"))
        first.addnext(copy)

    settled = came(change)
    assert changed(settled) == {}
    assert [why for why, _ in told(settled)] == ["its words stand in the file twice"]


def test_what_is_taken_out_is_told_with_its_words() -> None:
    def paragraph(root: Any) -> None:
        found = paragraph_with(root, "The rain stopped.")
        found.getparent().remove(found)

    settled = came(paragraph)
    assert changed(settled) == {}
    assert [text for _, text in told(settled)] == ["The rain stopped."]

    settled = came(put("Nobody came.", ""))
    assert changed(settled) == {}
    assert [text for _, text in told(settled)] == ["Nobody came."]


def test_a_paragraph_of_hers_is_told() -> None:
    def change(root: Any) -> None:
        stray = etree.Element(f"{W}p")
        etree.SubElement(etree.SubElement(stray, f"{W}r"), f"{W}t").text = "By the way."
        paragraph_with(root, "It dawned.").addnext(stray)

    assert [text for _, text in told(came(change))] == ["By the way."]


def test_words_that_need_no_translation_are_told_when_they_change() -> None:
    settled = came(put("Only English", "No Chinese"))
    assert changed(settled) == {}
    assert "No Chinese here." in [text for _, text in told(settled)]


def test_a_paragraph_that_has_lost_its_bookmarks_is_known_by_its_words() -> None:
    def change(root: Any) -> None:
        for one in list(paragraph_with(root, "It dawned.")):
            if "bookmark" in one.tag:
                one.getparent().remove(one)
        text_with(root, "Nobody came.").text = "No one came."

    settled = came(change)
    assert changed(settled) == {"Nobody came.": "No one came."}
    assert told(settled) == []


def test_a_heading_written_anew_is_known_by_its_neighbours() -> None:
    def change(root: Any) -> None:
        heading = paragraph_with(root, "Winter")
        for one in list(heading):
            if "bookmark" in one.tag:
                heading.remove(one)
        text_with(heading, "Winter").text = "A cold season"

    assert changed(came(change)) == {"Winter": "A cold season"}


def without_properties(data: bytes) -> bytes:
    def drop(root: Any) -> None:
        for one in list(root):
            root.remove(one)

    return edited(data, drop, "docProps/custom.xml")


def test_without_its_properties_an_untouched_page_changes_nothing() -> None:
    catalog = made()
    settled = taken(catalog, without_properties(page_of(TEXT, catalog)))
    assert settled.catalog is catalog


def test_what_was_sent_is_in_the_file_twice() -> None:
    def drop(root: Any) -> None:
        for one in [one for one in root if "duizhao.page" in one.get("name", "")]:
            root.remove(one)

    catalog = made()
    data = edited(page_of(TEXT, catalog), put("dawned", "grew light"))
    settled = taken(catalog, edited(data, drop, "docProps/custom.xml"))
    assert changed(settled) == {"It dawned.": "It grew light."}
    assert told(settled) == []


def test_a_file_without_anything_of_ours_is_refused() -> None:
    def change(root: Any) -> None:
        for one in list(root.iter(f"{W}bookmarkStart")):
            one.getparent().remove(one)

    catalog = made()
    data = edited(without_properties(page_of(TEXT, catalog)), change)
    table = edited(data, lambda root: root[0].remove(root[0].findall(f"{W}tbl")[-1]))
    with pytest.raises(ReviewError):
        taken(catalog, table)


def test_what_she_writes_over_an_untranslated_sentence_is_its_translation() -> None:
    catalog = catalog_of(TEXT, (*ENGLISH[:5], "", *ENGLISH[6:]))
    data = page_of(TEXT, catalog)
    assert taken(catalog, data).catalog is catalog
    found = taken(catalog, edited(data, put("没人来。", "Nobody came.")))
    assert found.catalog.entries[5].msgstr == "Nobody came."
    found = taken(catalog, edited(data, put("没人来。", "没有人来。")))
    assert found.catalog is catalog
    assert "其" not in told(found)[0][0]
    assert told(found)[0][1] == "没有人来。"


def test_what_is_fuzzy_is_shown_and_no_longer_so_when_she_corrects_it() -> None:
    entries = list(made().entries)
    entries[5] = replace(entries[5], flags=("fuzzy",))
    catalog = made().with_entries(entries)
    found = taken(catalog, edited(page_of(TEXT, catalog), put("Nobody", "No one")))
    assert (found.catalog.entries[5].msgstr, found.catalog.entries[5].fuzzy) == (
        "No one came.",
        False,
    )


def test_what_she_writes_into_the_chinese_is_a_remark() -> None:
    catalog = made()
    data = page_of(TEXT, catalog, chinese=True)
    settled = taken(catalog, edited(data, put("雨停了。", "雨不停了。")))
    assert changed(settled) == {}
    assert settled.catalog.entries[17].comments == (
        "reviewer, 2026-11-22: 原文: 雨不停了。",
    )


def comment_on(old: str) -> Change:
    def change(root: Any) -> None:
        run = text_with(root, old).getparent()
        run.addprevious(etree.Element(f"{W}commentRangeStart", {f"{W}id": "0"}))
        end = etree.Element(f"{W}commentRangeEnd", {f"{W}id": "0"})
        run.addnext(end)

    return change


@pytest.mark.parametrize("chinese", [False, True])
def test_questions_go_out_as_comments_and_do_not_come_back(chinese: bool) -> None:
    entries = list(made().entries)
    entries[5] = replace(entries[5], comments=("? Nobody at all?",))
    catalog = made().with_entries(entries)
    data = page_of(TEXT, catalog, chinese=chinese)
    comments = part_of(data, "word/comments.xml")
    assert words(comments) == "Nobody at all?"
    assert taken(catalog, data).catalog is catalog

    def answer(root: Any) -> None:
        text_with(root, "at all").text = "Nobody."
        root[0].set(f"{W}author", "Li Hua")

    settled = taken(catalog, edited(data, answer, "word/comments.xml"))
    assert settled.catalog.entries[5].comments == (
        "? Nobody at all?",
        "Li Hua, 2026-11-22: Nobody. (on “Nobody came.”)",
    )


def test_taking_a_page_twice_is_taking_it_once() -> None:
    catalog = made()
    data = edited(page_of(TEXT, catalog), track("dawned", "grew light"))
    once = taken(catalog, data).catalog
    assert taken(once, data).catalog is once


def test_what_both_have_changed_is_a_conflict() -> None:
    catalog = made()
    data = edited(page_of(TEXT, catalog), put("dawned", "grew light"))
    entries = list(catalog.entries)
    entries[3] = replace(entries[3], msgstr="Day broke.")
    settled = taken(catalog.with_entries(entries), data)
    assert settled.count(Fate.CONFLICT) == 1
    assert settled.catalog.entries[3].msgstr == "Day broke."


def test_a_sentence_that_stands_twice_is_told_where_one_place_is_changed() -> None:
    text = "好。\n\n天亮了。\n\n好。\n"
    catalog = catalog_of(text, ("Good.", "It dawned."))
    data = page_of(text, catalog)
    assert taken(catalog, data).catalog is catalog
    settled = taken(catalog, edited(data, put("Good.", "Well.")))
    assert settled.catalog is catalog
    assert "Well." in [text for _, text in told(settled)]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is missing")
@pytest.mark.parametrize("through", ["docx", "odt"])
def test_a_page_survives_libreoffice(through: str, tmp_path: Path) -> None:
    catalog = made()
    path = tmp_path / "review.docx"
    for change, expected in (
        (lambda _root: None, {}),
        (track("dawned", "grew light"), {"It dawned.": "It grew light."}),
    ):
        path.write_bytes(edited(page_of(TEXT, catalog, chinese=True), change))
        convert(path, through)
        back = convert(tmp_path / "out" / f"review.{through}", "docx")
        settled = taken(catalog, back.read_bytes())
        assert changed(settled) == expected
        assert told(settled) == []


@pytest.mark.skipif(
    find_spec("openxml_audit") is None, reason="openxml-audit is missing"
)
@pytest.mark.parametrize("chinese", [False, True])
def test_a_page_is_a_valid_word_file(chinese: bool, tmp_path: Path) -> None:
    entries = list(made().entries)
    entries[5] = Entry(entries[5].msgid, "", comments=("? Who is meant?",))
    path = tmp_path / "review.docx"
    path.write_bytes(page_of(TEXT, made().with_entries(entries), chinese=chinese))
    done = subprocess.run(
        [sys.executable, "-m", "openxml_audit", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Errors: 0" in done.stdout, done.stdout + done.stderr

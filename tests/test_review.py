"""A review goes out and comes back: what she changed, and nothing else."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry, Previous
from duizhao.render.page import Asset
from duizhao.review.archive import ReviewError, open_archive
from duizhao.review.markup import Shown, shown, written
from duizhao.review.outgoing import make_docx
from duizhao.review.returned import read_return
from duizhao.review.settle import Fate, Settled, Take, settle
from duizhao.review.sheet import Figure, Only, Sheet, rows_of
from tests.markdown_cases import catalog

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SENT = datetime(2026, 11, 22, tzinfo=UTC)
ENTRIES = (
    Entry("天亮了。", "It dawned."),
    Entry("河水**很**绿。", "The river is **very** green."),
    Entry("见[这里](a.md)。", "See [here](a.md).[^1]"),
    Entry("没人来。", "Nobody came.", flags=("fuzzy",)),
    Entry("下雪了。", ""),
    Entry('看[它](b/c.md "题")。', 'Look at [it](b/c.md "Title").'),
)


def sent(made: Catalog, only: Only = Only.ALL) -> bytes:
    return make_docx(Sheet("spring", "Spring", "en", SENT, rows_of(made, only)))


def edited(data: bytes, change: Callable[[Any], None]) -> bytes:
    """Return a Word file whose text `change` has changed, as XML."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(part)
                change(root)
                part = etree.tostring(root)
            new.writestr(name, part)
    return made.getvalue()


def rows(root: Any) -> list[Any]:
    return list(root.iter(f"{W}tr"))[1:]


def english(root: Any, number: int) -> Any:
    return rows(root)[number - 1].findall(f"{W}tc")[2]


def retype(root: Any, number: int, text: str) -> None:
    """Write over a translation, without Track Changes."""
    cell = english(root, number)
    found = list(cell.iter(f"{W}t"))
    if not found:
        run = etree.SubElement(cell.find(f"{W}p"), f"{W}r")
        found = [etree.SubElement(run, f"{W}t")]
    found[0].text = text
    for rest in found[1:]:
        rest.text = ""


def track(root: Any, number: int, old: str, new: str) -> None:
    """Put `new` for `old` with Track Changes on."""
    for run in english(root, number).iter(f"{W}r"):
        text = run.find(f"{W}t")
        if text is not None and old in text.text:
            break
    else:
        raise AssertionError
    before, after = text.text.split(old, 1)
    place, parent = run.getparent().index(run), run.getparent()
    parent.remove(run)

    def part(words: str, tag: str) -> Any:
        made = deepcopy(run)
        made.find(f"{W}t").text = words
        if not tag:
            return made
        whole = etree.Element(f"{W}{tag}")
        whole.set(f"{W}author", "Li Hua")
        whole.set(f"{W}date", "2026-11-25T10:00:00Z")
        whole.append(made)
        if tag == "del":
            made.find(f"{W}t").tag = f"{W}delText"
        return whole

    for at, one in enumerate(
        (part(before, ""), part(old, "del"), part(new, "ins"), part(after, ""))
    ):
        parent.insert(place + at, one)


def taken(made: Catalog, data: bytes, take: Take = Take.ASK) -> Settled:
    return settle(made, read_return(open_archive(data, "r.docx"), "r.docx"), take)


def fates(settled: Settled) -> list[Fate]:
    return [one.fate for one in settled.outcomes]


def test_a_file_that_comes_back_untouched_changes_nothing() -> None:
    made = catalog(*ENTRIES)
    settled = taken(made, sent(made))
    assert settled.catalog is made
    assert fates(settled) == [Fate.KEPT] * len(ENTRIES)


def test_tracked_changes_become_the_translation_with_her_name() -> None:
    made = catalog(*ENTRIES)
    data = edited(sent(made), lambda root: track(root, 1, "dawned", "grew light"))
    settled = taken(made, data)
    first = settled.catalog.entries[0]
    assert first.msgstr == "It grew light."
    assert first.comments == ("Li Hua, 2026-11-25: It dawned. → It grew light.",)
    assert settled.catalog.entries[1:] == made.entries[1:]


def test_edits_without_track_changes_are_found_too() -> None:
    made = catalog(*ENTRIES)
    data = edited(sent(made), lambda root: retype(root, 5, "It snowed."))
    settled = taken(made, data)
    assert settled.catalog.entries[4].msgstr == "It snowed."


def test_what_she_corrects_is_no_longer_fuzzy() -> None:
    made = catalog(*ENTRIES)
    data = edited(sent(made), lambda root: track(root, 4, "Nobody", "No one"))
    found = taken(made, data).catalog.entries[3]
    assert (found.msgstr, found.fuzzy) == ("No one came.", False)


def test_bold_and_links_come_back_as_markdown() -> None:
    made = catalog(*ENTRIES)

    def change(root: Any) -> None:
        track(root, 2, "very", "deep")
        track(root, 3, "here", "there")

    found = taken(made, edited(sent(made), change)).catalog.entries
    assert found[1].msgstr == "The river is **deep** green."
    assert found[2].msgstr == "See [there](a.md).[^1]"


def test_taking_a_file_twice_is_taking_it_once() -> None:
    made = catalog(*ENTRIES)
    data = edited(sent(made), lambda root: track(root, 1, "dawned", "grew light"))
    once = taken(made, data).catalog
    assert taken(once, data).catalog is once


def test_what_both_have_changed_is_a_conflict_until_somebody_decides() -> None:
    made = catalog(*ENTRIES)
    data = edited(sent(made), lambda root: track(root, 1, "dawned", "grew light"))
    ours = made.with_entries([Entry("天亮了。", "Day broke."), *made.entries[1:]])
    settled = taken(ours, data)
    assert settled.catalog is ours
    assert fates(settled)[0] is Fate.CONFLICT
    hers = taken(ours, data, Take.REVIEWER).catalog.entries[0]
    assert hers.msgstr == "It grew light."
    kept = taken(ours, data, Take.OURS).catalog.entries[0]
    assert kept.msgstr == "Day broke."
    assert kept.comments == ("Li Hua, 2026-11-25: It grew light.",)


def test_a_sentence_whose_chinese_has_changed_keeps_hers_as_a_comment() -> None:
    made = catalog(*ENTRIES)
    data = edited(sent(made), lambda root: track(root, 1, "dawned", "grew light"))
    now = Entry(
        "天快亮了。", "It dawned.", flags=("fuzzy",), previous=Previous("天亮了。")
    )
    changed = made.with_entries([now, *made.entries[1:]])
    settled = taken(changed, data)
    assert fates(settled)[0] is Fate.STALE
    assert settled.catalog.entries[0].msgstr == "It dawned."
    assert settled.catalog.entries[0].comments == (
        "Li Hua, 2026-11-25: It grew light.",
    )


def test_a_row_that_is_gone_is_told_and_changes_nothing() -> None:
    made = catalog(*ENTRIES)

    def change(root: Any) -> None:
        row = rows(root)[1]
        row.getparent().remove(row)

    settled = taken(made, edited(sent(made), change))
    assert settled.catalog is made
    assert [one.row.number for one in settled.outcomes if one.fate is Fate.MISSING] == [
        "2"
    ]


def test_rows_that_were_moved_are_known_by_their_anchors() -> None:
    made = catalog(*ENTRIES)

    def change(root: Any) -> None:
        retype(root, 1, "Day broke.")
        first = rows(root)[0]
        table = first.getparent()
        table.remove(first)
        table.append(first)

    found = taken(made, edited(sent(made), change)).catalog.entries
    assert [one.msgstr for one in found][:2] == ["Day broke.", ENTRIES[1].msgstr]


def test_joined_rows_and_words_outside_of_the_table_are_told_with_their_text() -> None:
    made = catalog(*ENTRIES)

    def change(root: Any) -> None:
        for paragraph in english(root, 2).findall(f"{W}p"):
            english(root, 1).append(paragraph)
        stray = deepcopy(next(root.iter(f"{W}p")))
        for text in stray.iter(f"{W}t"):
            text.text = "By the way"
        root.find(f"{W}body").insert(0, stray)

    settled = taken(made, edited(sent(made), change))
    unplaced = [one for one in settled.outcomes if one.fate is Fate.UNPLACED]
    assert settled.catalog is made
    assert "By the way" in [one.theirs for one in unplaced]
    assert any("joined" in one.why for one in unplaced)


def test_the_untranslated_alone_go_out_where_that_is_asked() -> None:
    made = catalog(*ENTRIES)
    assert [row.source for row in rows_of(made, Only.FUZZY)] == ["没人来。", "下雪了。"]


def test_a_file_of_somebody_else_is_refused() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W[1:-1]}"/>')
    for data in (b"", b"PK", stream.getvalue()):
        with pytest.raises(ReviewError):
            read_return(open_archive(data, "x.docx"), "x.docx")


def test_a_document_type_is_refused() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        text = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
        archive.writestr("word/document.xml", text)
    with pytest.raises(ReviewError, match="document type"):
        open_archive(stream.getvalue(), "x.docx")


PIXEL = Asset(
    "p.gif",
    b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0!\xf9\x04\0\0\0\0\0,"
    b"\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;",
    "image/gif",
    1,
    1,
)


def test_a_picture_stands_above_its_caption_and_comes_back_as_nothing() -> None:
    made = catalog(
        Entry("天亮了。", "It dawned."),
        Entry('![河](a%20b.gif "图一")', '![River](a%20b.gif "Figure 1")'),
        Entry("![井](c.gif)", "![Well](c.gif)"),
    )
    found = rows_of(made)
    assert [row.picture for row in found] == ["", "a%20b.gif", "c.gif"]
    figures = {"a%20b.gif": Figure(PIXEL, None), "c.gif": Figure(None, None)}
    data = make_docx(Sheet("spring", "Spring", "en", SENT, found, figures))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    drawn = [bool(list(row.iter(f"{W}drawing"))) for row in rows(root)]
    assert drawn == [False, True, False, False]
    settled = taken(made, data)
    assert settled.catalog is made
    assert fates(settled) == [Fate.KEPT] * 3


def test_headings_have_the_styles_of_headings() -> None:
    roles = ("front matter title", "heading 2", "heading 5", "paragraph")
    made = catalog(
        *(
            Entry(f"第{n}。", f"No. {n}", extracted=(f"type: {role}",))
            for n, role in enumerate(roles)
        )
    )
    with zipfile.ZipFile(BytesIO(sent(made))) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    styles = [
        [one.get(f"{W}val") for one in row.iter(f"{W}pStyle")] for row in rows(root)
    ]
    assert styles == [["Heading1"] * 2, ["Heading2"] * 2, ["Heading4"] * 2, []]


@given(st.text("ab *_~`[](){}\\!^1<$.&#\n，“é", max_size=30))
def test_what_is_shown_comes_back_as_it_was(text: str) -> None:
    found = shown(text)
    if found.literal:
        assert "".join(piece.text for piece in found.pieces) == text
    else:
        assert written(found.pieces) == text


def test_usual_markup_is_shown_as_formatting() -> None:
    assert isinstance(shown("a **b** [c](d) `e` *f*[^1]"), Shown)
    assert not shown("a **b** [c](d) `e` *f*[^1] ~~g~~").literal
    assert shown("<b>a</b>").literal


def test_characters_that_xml_forbids_neither_stop_the_sending_nor_change() -> None:
    made = catalog(Entry("天\x01。", "Day\x0b\ufffe."))
    settled = taken(made, sent(made))
    assert settled.catalog is made
    assert fates(settled) == [Fate.KEPT]


texts = st.text("abc **`[](x)~", min_size=1, max_size=20).map(str.strip).filter(bool)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.text("天地人", min_size=1), texts), min_size=1, max_size=4)
)
def test_no_translation_is_changed_by_going_out_and_back(
    pairs: list[tuple[str, str]],
) -> None:
    made = catalog(*(Entry(f"{zh}{at}", en) for at, (zh, en) in enumerate(pairs)))
    settled = taken(made, sent(made))
    assert settled.catalog is made


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is missing")
@pytest.mark.parametrize("through", ["docx", "odt"])
def test_a_review_survives_libreoffice(through: str, tmp_path: Path) -> None:
    made = catalog(*ENTRIES)

    def change(root: Any) -> None:
        track(root, 1, "dawned", "grew light")
        track(root, 3, "here", "there")
        retype(root, 4, "No one came.")

    path = tmp_path / "review.docx"
    for data, expected in (
        (sent(made), [one.msgstr for one in ENTRIES]),
        (
            edited(sent(made), change),
            [
                "It grew light.",
                ENTRIES[1].msgstr,
                "See [there](a.md).[^1]",
                "No one came.",
                "",
                ENTRIES[5].msgstr,
            ],
        ),
    ):
        path.write_bytes(data)
        convert(path, through)
        back = convert(tmp_path / "out" / f"review.{through}", "docx")
        settled = taken(made, back.read_bytes())
        assert [one.msgstr for one in settled.catalog.entries] == expected
        assert Fate.UNPLACED not in fates(settled)


def convert(path: Path, suffix: str) -> Path:
    """Open a file in a real Writer and save it."""
    folder = path.parent / "out" if path.parent.name != "out" else path.parent / "back"
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", suffix]
    subprocess.run(
        [*command, "--outdir", str(folder), str(path)],
        capture_output=True,
        check=True,
        timeout=100,
    )
    return folder / path.with_suffix(f".{suffix}").name


@pytest.mark.skipif(
    find_spec("openxml_audit") is None, reason="openxml-audit is missing"
)
def test_a_review_is_a_valid_word_file(tmp_path: Path) -> None:
    asked = Entry("为什么？", "Why?", comments=("? Is this a question to the reader?",))
    path = tmp_path / "review.docx"
    path.write_bytes(sent(catalog(*ENTRIES, asked)))
    done = subprocess.run(
        [sys.executable, "-m", "openxml_audit", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Errors: 0" in done.stdout, done.stdout + done.stderr

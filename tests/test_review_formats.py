"""Files as Word, WPS and Google Docs write them, and as nobody should."""

from __future__ import annotations

import contextlib
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry
from duizhao.catalog.reviewed import reviews_of
from duizhao.review.archive import ReviewError, open_archive
from duizhao.review.report import ReviewPage, differences, review_html
from duizhao.review.returned import read_return
from duizhao.review.settle import Approval, Fate, Settled, Take, Terms, settle
from tests import review_office
from tests.markdown_cases import catalog
from tests.test_review import SENT, W, edited, english, retype, rows, sent, taken, track

NS = (
    f'xmlns:w="{W[1:-1]}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
ENTRY = Entry("天亮了。", "It dawned.")
OTHER = Entry("下雪了。", "It snowed.")
BY = 'w:id="9" w:author="Li Hua" w:date="2026-11-25T10:00:00Z"'


def text_of(inner: str) -> str:
    """Return the translation that comes of a cell with this XML in its paragraph."""
    made = catalog(ENTRY, OTHER)

    def change(root: Any) -> None:
        paragraph = english(root, 1).find(f"{W}p")
        for run in paragraph.findall(f"{W}r"):
            paragraph.remove(run)
        for one in etree.fromstring(f"<w:x {NS}>{inner}</w:x>"):
            paragraph.append(one)

    return taken(made, edited(sent(made), change)).catalog.entries[0].msgstr


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (
            (
                '<w:r w:rsidR="00A1"><w:t>It </w:t></w:r><w:proofErr w:type="spellStart"/>'
                '<w:r w:rsidR="00B2"><w:t>snow</w:t></w:r><w:r><w:t>s.</w:t></w:r>'
            ),
            "It snows.",
        ),
        (
            '<w:smartTag w:element="place"><w:r><w:t>Oslo</w:t></w:r></w:smartTag>',
            "Oslo",
        ),
        (
            (
                "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>In</w:t></w:r></w:sdtContent>"
                "</w:sdt>"
            ),
            "In",
        ),
        (
            (
                f'<w:moveFromRangeStart w:name="m" {BY}/><w:moveFrom {BY}><w:r><w:t>gone'
                f'</w:t></w:r></w:moveFrom><w:moveFromRangeEnd w:id="9"/><w:moveTo {BY}>'
                "<w:r><w:t>come</w:t></w:r></w:moveTo>"
            ),
            "come",
        ),
        (
            (
                "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:p><w:r><w:t>one"
                "</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>two</w:t></w:r>"
                "</w:p></mc:Fallback></mc:AlternateContent></w:r>"
            ),
            "one",
        ),
        (
            (
                "<w:fldSimple w:instr=' HYPERLINK \"x.md\" '><w:r><w:t>x</w:t></w:r>"
                "</w:fldSimple>"
            ),
            "[x](x.md)",
        ),
        (
            (
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK'
                ' "a b.md"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/>'
                '</w:r><w:r><w:t>y</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
                "<w:r><w:t>z</w:t></w:r>"
            ),
            "[y](a%20b.md)z",
        ),
        (
            (
                "<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t>"
                '<w:sym w:font="Wingdings" w:char="F0E0"/></w:r>'
            ),
            "a\u2011b\u00adc→",
        ),
        (
            (
                f"<w:r><w:rPr><w:b/><w:rPrChange {BY}><w:rPr/></w:rPrChange></w:rPr>"
                "<w:t>bold</w:t></w:r>"
            ),
            "**bold**",
        ),
        (
            (
                f"<w:ins {BY}><w:r><w:t>a</w:t></w:r><w:del {BY}><w:r><w:delText>b"
                "</w:delText></w:r></w:del></w:ins>"
            ),
            "a",
        ),
        ("<w:r><w:t>“It’s”\u00a0x</w:t></w:r>", "“It’s”\u00a0x"),
        ("<w:r><w:t>a _b_ &lt;i&gt; *c* &amp;amp;</w:t></w:r>", None),
        ("<m:oMath><m:r><m:t>x+y</m:t></m:r></m:oMath>", "x+y"),
        ("<w:r><w:t>[left out]</w:t></w:r>", "[left out]"),
    ],
)
def test_what_word_writes_is_read_as_it_is_seen(
    inner: str, expected: str | None
) -> None:
    assert text_of(inner) == (expected or r"a \_b\_ \<i> \*c\* \&amp;")


def test_paragraphs_are_joined_with_a_blank_unless_their_end_is_deleted() -> None:
    made = catalog(ENTRY, OTHER)
    for mark, expected in (("", "It dawned. More."), (f"<w:del {BY}/>", None)):

        def change(root: Any, mark: str = mark) -> None:
            first = english(root, 1).find(f"{W}p")
            first.insert(
                0,
                etree.fromstring(
                    f"<w:pPr {NS}><w:rPr>{mark}</w:rPr><w:pPrChange {BY}/></w:pPr>"
                ),
            )
            more = f"<w:p {NS}><w:r><w:t>More.</w:t></w:r></w:p>"
            first.addnext(etree.fromstring(more))

        found = taken(made, edited(sent(made), change)).catalog.entries[0].msgstr
        assert found == (expected or "It dawned.More.")


def test_a_table_in_a_cell_belongs_to_the_cell() -> None:
    made = catalog(ENTRY, OTHER)

    def change(root: Any) -> None:
        row = "<w:tr><w:tc><w:p><w:r><w:t>in</w:t></w:r></w:p></w:tc></w:tr>"
        inner = etree.fromstring(f"<w:tbl {NS}>{row}</w:tbl>")
        english(root, 1).append(inner)

    settled = taken(made, edited(sent(made), change))
    assert [one.msgstr for one in settled.catalog.entries] == [
        "It dawned. in",
        "It snowed.",
    ]


def without_anchors(root: Any) -> None:
    for tag in ("bookmarkStart", "bookmarkEnd"):
        for one in list(root.iter(f"{W}{tag}")):
            one.getparent().remove(one)


def without(data: bytes, *names: str) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            if name not in names:
                new.writestr(name, old.read(name))
    return made.getvalue()


def test_without_bookmarks_number_and_chinese_place_a_row() -> None:
    made = catalog(ENTRY, OTHER)

    def change(root: Any) -> None:
        without_anchors(root)
        retype(root, 1, "Day broke.")

    settled = taken(made, edited(sent(made), change))
    assert settled.catalog.entries[0].msgstr == "Day broke."


def test_what_google_leaves_is_placed_by_the_chinese_and_decided_by_a_person() -> None:
    made = catalog(ENTRY, OTHER)

    def change(root: Any) -> None:
        without_anchors(root)
        track(root, 1, "dawned", "grew light")
        retype(root, 2, "Snow fell.")

    data = without(edited(sent(made), change), "docProps/custom.xml")
    settled = taken(made, data)
    assert [one.fate for one in settled.outcomes[:2]] == [Fate.TAKEN, Fate.CONFLICT]
    both = taken(made, data, Take.REVIEWER).catalog.entries
    assert [one.msgstr for one in both] == ["It grew light.", "Snow fell."]


def test_a_row_of_hers_is_listed_with_its_text() -> None:
    made = catalog(ENTRY, OTHER)

    def change(root: Any) -> None:
        row = f"<w:tr {NS}>" + 5 * "<w:tc><w:p/></w:tc>" + "</w:tr>"
        rows(root)[-1].addnext(etree.fromstring(row))
        retype(root, 3, "Mine.")

    settled = taken(made, edited(sent(made), change))
    assert settled.catalog is made
    assert [one.theirs for one in settled.outcomes if one.fate is Fate.UNPLACED] == [
        "Mine."
    ]


COMMENTS = f"""<w:comments {NS} xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">
<w:comment w:id="1" w:author="Li Hua" w:date="2026-11-25T10:00:00Z">
<w:p w14:paraId="A"><w:r><w:t>Too short?</w:t></w:r></w:p></w:comment>
<w:comment w:id="2" w:author="Bao"><w:p w14:paraId="B"><w:r><w:t>No.</w:t></w:r></w:p>
</w:comment><w:comment w:id="3" w:author="Bao"><w:p><w:r><w:t>Lost.</w:t></w:r></w:p>
</w:comment></w:comments>"""
THREADS = """<x:commentsEx xmlns:x="http://schemas.microsoft.com/office/word/2012/wordml">
<x:commentEx x:paraId="A" x:done="1"/><x:commentEx x:paraId="B" x:paraIdParent="A"/>
</x:commentsEx>"""


def with_parts(data: bytes, **parts: str) -> bytes:
    made = BytesIO(without(data, *(f"word/{name}.xml" for name in parts)))
    with zipfile.ZipFile(made, "a") as archive:
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", text)
    return made.getvalue()


def test_comments_keep_their_words_their_thread_and_whether_they_are_done() -> None:
    made = catalog(ENTRY, OTHER)

    def change(root: Any) -> None:
        paragraph = english(root, 1).find(f"{W}p")
        run = paragraph.find(f"{W}r")
        for number in "12":
            start = etree.fromstring(f'<w:commentRangeStart {NS} w:id="{number}"/>')
            end = etree.fromstring(f'<w:commentRangeEnd {NS} w:id="{number}"/>')
            run.addprevious(start)
            paragraph.append(end)

    data = edited(sent(made), change)
    data = with_parts(data, comments=COMMENTS, commentsExtended=THREADS)
    settled = taken(made, data)
    assert settled.catalog.entries[0].comments == (
        "Li Hua, 2026-11-25: Too short? (on “It dawned.”) [resolved]",
        "Bao, 2026-11-22: No. (answers “Too short?”)",
    )
    assert [one.theirs for one in settled.outcomes if one.fate is Fate.UNPLACED] == [
        "Bao, 2026-11-22: Lost."
    ]
    assert taken(settled.catalog, data).catalog is settled.catalog


def test_our_questions_come_back_as_nothing_and_an_answer_in_them_as_hers() -> None:
    made = catalog(Entry("下雪了。", "", comments=("? Much snow?",)), ENTRY)
    data = sent(made)
    assert taken(made, data).catalog is made
    with zipfile.ZipFile(BytesIO(data)) as archive:
        text = archive.read("word/comments.xml").decode()
    told = taken(made, with_parts(data, comments=text.replace("snow?", "snow? Yes.")))
    assert told.catalog.entries[0].comments[1] == (
        "reviewer, 2026-11-22: Much snow? Yes. (on “下雪了。”)"
    )


def body(inner: str) -> bytes:
    text = f"<w:document {NS}><w:body>{inner}</w:body></w:document>"
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", text)
    return made.getvalue()


ANCHOR = '<w:bookmarkStart w:name="dz_00001_0000000000_00000000_e"/>'


@pytest.mark.parametrize(
    "inner",
    [
        "<w:r>" * 5_000_000,
        "<w:tbl><w:tr><w:tc>" * 100_000,
        "<w:sdt>" * 100_000,
        "<w:p/>" * 4_000_001,
    ],
)
def test_absurd_xml_is_refused(inner: str) -> None:
    with pytest.raises(ReviewError):
        open_archive(body(inner), "x.docx")


def test_many_runs_comments_and_bookmarks_cost_no_more_than_they_are() -> None:
    runs = "<w:r><w:t>a</w:t></w:r>" * 60_000
    marks = "".join(f'<w:commentRangeStart w:id="{n}"/>' for n in range(30_000))
    ends = "".join(f'<w:commentRangeEnd w:id="{n}"/>' for n in range(30_000))
    cells = f"<w:tc><w:p>{ANCHOR}{marks}{runs}{ends}</w:p></w:tc>"
    found = read_return(
        open_archive(body(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"), "x"), "x"
    )
    assert len(found.rows) == 1


def test_absurd_numbers_and_names_do_no_harm() -> None:
    made = catalog(ENTRY, OTHER)

    def change(root: Any) -> None:
        track(root, 1, "dawned", "grew light")
        for one in root.iter(f"{W}ins"):
            one.set(f"{W}author", "x" * 100_000 + "\n# no")
            one.set(f"{W}date", "never")
        for one in root.iter(f"{W}tcPr"):
            etree.SubElement(one, f"{W}gridSpan").set(f"{W}val", "9" * 5000)

    [line] = taken(made, edited(sent(made), change)).catalog.entries[0].comments
    assert len(line) < 200


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_packings_and_a_bomb_are_refused(method: int) -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        archive.writestr("word/document.xml", b"<a/>")
    with pytest.raises(ReviewError):
        open_archive(made.getvalue(), "x")


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_damage_to_the_file_is_refused_or_read(data: Any) -> None:
    good = bytearray(sent(catalog(ENTRY)))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(good) - 1))
        good[at] = data.draw(st.integers(0, 255))
    with contextlib.suppress(ReviewError):
        read_return(open_archive(bytes(good), "x"), "x")


Edit = Callable[[Any, int], None]


def _join(root: Any, row: int) -> None:
    for paragraph in english(root, row % 6 + 1).findall(f"{W}p"):
        english(root, row).append(paragraph)


def _swap(root: Any, row: int) -> None:
    found = rows(root)[row - 1]
    found.getparent().append(found)


def _number(root: Any, row: int) -> None:
    for text in rows(root)[row - 1].find(f"{W}tc").iter(f"{W}t"):
        text.text = "77"


def _unmark(root: Any, row: int) -> None:
    for one in list(english(root, row).iter(f"{W}bookmarkStart")):
        one.getparent().remove(one)


def _delete(root: Any, row: int) -> None:
    found = rows(root)[row - 1]
    found.getparent().remove(found)


EDITS: tuple[Edit, ...] = (_join, _swap, _number, _unmark, _delete)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 6), st.sampled_from(EDITS)), max_size=5),
    st.dictionaries(st.integers(1, 6), st.text("abc", min_size=3, max_size=9)),
)
def test_any_edits_land_on_their_entry_or_are_listed(
    moves: list[tuple[int, Edit]], typed: dict[int, str]
) -> None:
    made = catalog(*(Entry(f"第{n}句，{n * 111}。", f"Text {n}.") for n in range(1, 7)))

    def change(root: Any) -> None:
        for row, text in typed.items():
            retype(root, row, f"{row} {text}")
        for row, edit in moves:
            if row <= len(rows(root)) and row % 6 + 1 <= len(rows(root)):
                edit(root, row)

    settled = taken(made, edited(sent(made), change))
    joins = any(edit is _join for _, edit in moves)
    assert_none_is_wrong_or_lost(made, settled, typed, joins=joins)


def assert_none_is_wrong_or_lost(
    made: Catalog, settled: Settled, typed: dict[int, str], *, joins: bool
) -> None:
    listed = [one for one in settled.outcomes if one.fate is not Fate.KEPT]
    words = " ".join(one.row.text + one.theirs for one in listed)
    numbers = {one.row.number for one in listed}
    others = {one.msgstr for one in made.entries} | {f"{n} {typed[n]}" for n in typed}
    pairs = zip(made.entries, settled.catalog.entries, strict=True)
    for number, (before, after) in enumerate(pairs, start=1):
        hers = f"{number} {typed[number]}" if number in typed else before.msgstr
        if joins and (after.msgstr.startswith(f"{hers} ") or after.msgstr in others):
            continue  # another row's words were put behind its own, or in their place
        assert after.msgstr in (before.msgstr, hers)
        if after.msgstr != hers:
            assert hers in words or str(number) in numbers


def test_a_small_review_comes_back_through_a_real_writer() -> None:
    if not review_office.has_office():
        pytest.skip("LibreOffice, or a Python that has uno, is missing")
    told = review_office.run(5)
    assert not told["wrong"] + told["lost"] + told["untouched, but changed"]
    assert told["landed"] + told["listed"] > 40


def test_an_approval_is_noted_where_she_let_a_translation_stand() -> None:
    made = catalog(ENTRY, Entry("没人来。", "Nobody came.", flags=("fuzzy",)))
    data = sent(made)
    terms = Terms(approval=Approval("Li Hua", date(2026, 11, 25)))
    back = read_return(open_archive(data, "x"), "x")
    once = settle(made, back, terms).catalog
    assert [len(reviews_of(one)) for one in once.entries] == [1, 0]
    assert settle(once, back, terms).catalog is once


def test_single_conflicts_are_decided_one_by_one() -> None:
    made = catalog(ENTRY, OTHER)

    def change(root: Any) -> None:
        retype(root, 1, "Day broke.")
        retype(root, 2, "Snow fell.")

    data = edited(sent(made), change)
    ours = catalog(Entry("天亮了。", "Dawn."), Entry("下雪了。", "Snow."))
    back = read_return(open_archive(data, "x"), "x")
    first, second = settle(ours, back).outcomes
    assert (first.fate, second.fate) == (Fate.CONFLICT, Fate.CONFLICT)
    settled = settle(ours, back, Terms(chosen={first.question: Take.REVIEWER}))
    assert [one.msgstr for one in settled.catalog.entries] == ["Day broke.", "Snow."]


def test_the_page_shows_changes_word_by_word_and_nothing_of_it_runs() -> None:
    made = catalog(ENTRY, OTHER)
    data = edited(
        sent(made), lambda root: retype(root, 1, "It <script>alert(1)</script> dawned.")
    )
    page = ReviewPage("a<b>.docx", SENT, "zh-Hans", taken(made, data))
    text = review_html(page)
    assert "<script" not in text
    assert "a&lt;b&gt;.docx" in text
    assert differences("It dawned.", "It had dawned.") == "It<ins> had</ins> dawned."


@pytest.mark.parametrize(
    "inner", ["<w:tbl>" + "<w:tr/>" * 40_001 + "</w:tbl>", "<w:p/>" * 40_001]
)
def test_more_rows_or_paragraphs_than_people_read_are_refused(inner: str) -> None:
    with pytest.raises(ReviewError, match="rows or paragraphs"):
        open_archive(body(inner), "x.docx")


def test_a_part_that_is_larger_than_the_directory_says_is_not_unpacked() -> None:
    text = b"<a>" + b" " * 200_000_000 + b"</a>"
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("word/document.xml", text)
    told = bytearray(made.getvalue())
    place = told.find(b"PK\x01\x02")
    told[place + 24 : place + 28] = (100).to_bytes(4, "little")
    del text
    tracemalloc.start()
    with pytest.raises(ReviewError):
        open_archive(bytes(told), "x.docx")
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 20_000_000


def test_more_english_than_a_sentence_has_is_listed_and_not_taken() -> None:
    made = catalog(ENTRY, OTHER)
    data = edited(sent(made), lambda root: retype(root, 1, "a " * 30_000))
    settled = taken(made, data)
    assert settled.catalog is made
    assert settled.outcomes[0].fate is Fate.UNPLACED
    assert "characters more" in settled.outcomes[0].theirs


# One paragraph as Word 365 leaves it after an afternoon: runs split at every edit, with
# rsids, proofing marks, a smart tag, a move in two halves, a text box as alternatives.
WORD_365 = f"""<w:r w:rsidR="00AB12CD" w:rsidRPr="00FF00FF"><w:t xml:space="preserve">It </w:t>
</w:r><w:proofErr w:type="gramStart"/><w:ins {BY}><w:r w:rsidR="00AB12CE"><w:t>gr</w:t></w:r>
</w:ins><w:ins {BY}><w:r w:rsidR="00AB12CF"><w:t>ew</w:t></w:r></w:ins><w:proofErr
w:type="gramEnd"/><w:del {BY}><w:r w:rsidDel="00AB12CE"><w:delText>dawned</w:delText></w:r>
</w:del><w:smartTag w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="place">
<w:smartTagPr/><w:r><w:t xml:space="preserve"> light </w:t></w:r></w:smartTag>
<w:moveFromRangeStart w:id="20" w:name="move1" w:author="Li Hua"/><w:moveFrom {BY}><w:r><w:t>
late</w:t></w:r></w:moveFrom><w:moveFromRangeEnd w:id="20"/><w:lastRenderedPageBreak/>
<w:moveToRangeStart w:id="21" w:name="move1" w:author="Li Hua"/><w:moveTo {BY}><w:r><w:t>late
</w:t></w:r></w:moveTo><w:moveToRangeEnd w:id="21"/><w:r><w:t>.</w:t></w:r>
<w:bookmarkStart w:id="90" w:name="_GoBack"/><w:bookmarkEnd w:id="90"/>""".replace(
    "\n", " "
)


def test_an_afternoon_in_word_365() -> None:
    made = catalog(ENTRY, OTHER)

    def change(root: Any) -> None:
        paragraph = english(root, 1).find(f"{W}p")
        for run in paragraph.findall(f"{W}r"):
            paragraph.remove(run)
        for one in etree.fromstring(f"<w:x {NS}>{WORD_365}</w:x>"):
            one.tail = None
            paragraph.append(one)

    [first, second] = taken(made, edited(sent(made), change)).catalog.entries
    assert " ".join(first.msgstr.split()) == "It grew light late ."
    assert first.comments[0].startswith("Li Hua, 2026-11-25: It dawned. → ")
    assert second == OTHER


def google(data: bytes) -> bytes:
    """Return a file as Google Docs exports it: no bookmarks and no properties of ours, all
    styles written out in each run, borders and widths its own, its own style names.
    """

    def change(root: Any) -> None:
        without_anchors(root)
        for run in root.iter(f"{W}r"):
            look = run.find(f"{W}rPr")
            if look is None:
                look = etree.Element(f"{W}rPr")
                run.insert(0, look)
            for name in ("b", "i", "strike"):
                if look.find(f"{W}{name}") is None:
                    etree.SubElement(look, f"{W}{name}").set(f"{W}val", "0")
            etree.SubElement(look, f"{W}rtl").set(f"{W}val", "0")
            fonts = etree.SubElement(look, f"{W}rFonts")
            for side in ("ascii", "cs", "eastAsia", "hAnsi"):
                fonts.set(f"{W}{side}", "Calibri")
        for paragraph in root.iter(f"{W}p"):
            paragraph.set(f"{W}rsidP", "00000000")
        for row in rows(root):
            for cell in row.findall(f"{W}tc"):
                for one in cell.findall(f"{W}tcPr/{W}tcW"):
                    one.getparent().remove(one)

    return without(edited(data, change), "docProps/custom.xml", "docProps/core.xml")


def test_a_file_through_google_docs_is_taken_where_it_tells_what_has_changed() -> None:
    made = catalog(ENTRY, Entry("河水**很**绿。", "The river is **very** green."))
    data = sent(made)
    assert taken(made, google(data)).catalog is made
    changed = google(edited(data, lambda root: track(root, 2, "very", "deep")))
    settled = taken(made, changed)
    assert settled.catalog.entries[1].msgstr == "The river is **deep** green."
    assert settled.catalog.entries[0] == ENTRY


def test_a_file_through_wps_keeps_its_anchors_and_loses_its_other_names() -> None:
    """WPS writes its own rsids and properties, and wraps edits in runs of its own."""
    made = catalog(ENTRY, OTHER)

    def change(root: Any) -> None:
        track(root, 1, "dawned", "grew light")
        for one in root.iter(f"{W}ins", f"{W}del"):
            one.set(f"{W}author", "李华")
        for run in root.iter(f"{W}r"):
            look = run.find(f"{W}rPr")
            if look is None:
                look = etree.Element(f"{W}rPr")
                run.insert(0, look)
            hint = etree.SubElement(look, f"{W}rFonts")
            hint.set(f"{W}hint", "eastAsia")
            lang = etree.SubElement(look, f"{W}lang")
            lang.set(f"{W}val", "en-US")
            lang.set(f"{W}eastAsia", "zh-CN")

    data = edited(sent(made), change)
    [first, _] = taken(made, data).catalog.entries
    assert first.msgstr == "It grew light."
    assert first.comments == ("李华, 2026-11-25: It dawned. → It grew light.",)


def test_an_author_whom_nobody_knows_has_no_name() -> None:
    made = catalog(ENTRY, OTHER)

    def change(root: Any) -> None:
        track(root, 1, "dawned", "grew light")
        for one in root.iter(f"{W}ins", f"{W}del"):
            one.set(f"{W}author", "Unknown Author")

    [line] = taken(made, edited(sent(made), change)).catalog.entries[0].comments
    assert line == "reviewer, 2026-11-25: It dawned. → It grew light."


def test_a_file_with_a_password_is_refused_as_such() -> None:
    data = bytearray(sent(catalog(ENTRY)))
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = -1
        while (place := data.find(mark, place + 1)) >= 0:
            data[place + at] |= 1
    for one in (bytes(data), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)):
        with pytest.raises(ReviewError, match="password"):
            open_archive(one, "x.docx")

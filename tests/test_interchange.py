"""What goes out in another format comes back the same; nothing hostile gets in."""

from __future__ import annotations

import shutil
import struct
import subprocess
from contextlib import suppress
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry, Previous, Reference
from duizhao.catalog.po import read_po, write_po
from duizhao.catalog.reviewed import with_review
from duizhao.errors import CatalogError
from duizhao.interchange.cells import bare, bare_or_none, guarded, guarded_or_none
from duizhao.interchange.exchanged import Item, Part, Told, name_of
from duizhao.interchange.formats import Format, read, write
from duizhao.interchange.markup import numbered, split_codes
from duizhao.interchange.mo import read_mo, write_mo
from duizhao.interchange.table import read_csv, write_csv
from duizhao.interchange.take import take
from duizhao.interchange.tmx import iter_tmx
from duizhao.interchange.xliff import read_xliff
from duizhao.interchange.xliff1 import write_xliff1
from duizhao.interchange.xliff2 import write_xliff2

HEADER = Entry(
    "",
    "Project-Id-Version: t\nPOT-Creation-Date: 2026-01-01 00:00+0000\n"
    "Language: en\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
    "X-Source-Language: zh_CN\n",
)
needs_msgfmt = pytest.mark.skipif(
    shutil.which("msgfmt") is None, reason="gettext is not installed"
)

# --- strategies -----------------------------------------------------------------------

ODD = ["]]>", "<b>", "&amp;", "\r", "\r\n", "\n", "\t", " ", "\u3000", "\x7f", "\x85"]
CODES = ["**", "~~", "`x`", "[^1]", "[官网](https://a.cn)", '![图](a.svg "题")', "<br>"]
CELLS = ["=", "+", "-", "@", "'", "1", "/", "3月", "true", "Mar ", "；", ";", '"', ","]
WORDS = ["你好", "𠮷野家", "天亮了。", "Hello", "é", "\ufeff", "\u2028", "\u200b"]
TEXT = st.lists(
    st.sampled_from([*ODD, *CODES, *CELLS, *WORDS])
    | st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")).filter(
        lambda c: c not in "\ufffe\uffff"
    ),
    max_size=8,
).map("".join)
LINE = TEXT.map(lambda text: "".join(text.split("\n")).replace("\r", ""))
PLACE = st.builds(
    Reference, st.sampled_from(["a.md", "章 一.md", "x/b.md"]), st.integers(1, 10**6)
)


@st.composite
def entries(draw: st.DrawFn, *, plurals: bool = True) -> Entry:
    plural = draw(st.none() | TEXT) if plurals else None
    forms = (
        tuple(draw(st.lists(TEXT, min_size=2, max_size=2)))
        if plural is not None
        else ()
    )
    msgstr = forms[0] if forms else draw(st.just("") | TEXT)
    fuzzy = any(forms or (msgstr,)) and draw(st.booleans())
    old = draw(st.builds(Previous, TEXT, st.none() | TEXT)) if fuzzy else None
    return Entry(
        draw(TEXT.filter(bool)),
        msgstr,
        draw(st.none() | TEXT),
        flags=("fuzzy",) if fuzzy else (),
        comments=tuple(draw(st.lists(LINE, max_size=3))),
        extracted=tuple(draw(st.lists(LINE, max_size=2))),
        references=tuple(draw(st.lists(PLACE, max_size=2))),
        previous=old,
        msgid_plural=plural,
        msgstr_plural=forms,
    )


def catalogs(*, plurals: bool = True) -> st.SearchStrategy[Catalog]:
    some = st.lists(entries(plurals=plurals), max_size=5, unique_by=lambda one: one.key)
    return some.map(lambda found: Catalog("a.po", HEADER, tuple(found)))


def catalog(*found: Entry) -> Catalog:
    return Catalog("a.po", HEADER, found)


def came(parts: list[Part]) -> list[Entry]:
    return [item.entry for part in parts for item in part.items]


# --- laws -----------------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(catalogs(), st.booleans())
def test_xliff_brings_every_entry_back(one: Catalog, codes: bool) -> None:
    for writer in (write_xliff1, write_xliff2):
        if not one.entries and writer is write_xliff2:
            continue  # see test_no_xliff_2_is_made_of_nothing
        sent = writer([one], codes=codes)
        assert sent.diagnostics == ()
        assert came(read_xliff("a.xlf", sent.data)) == list(one.entries)


@settings(max_examples=25, deadline=None)
@given(catalogs())
def test_a_table_brings_texts_state_places_and_comments_back(one: Catalog) -> None:
    expected = [replace(entry, extracted=(), previous=None) for entry in one.entries]
    assert came([read_csv("a.csv", write_csv(one).data)]) == expected


@settings(max_examples=25, deadline=None)
@given(catalogs())
def test_a_mo_brings_every_finished_translation_back(one: Catalog) -> None:
    expected = {
        (entry.key, entry.msgstr_plural or (entry.msgstr,))
        for entry in one.entries
        if entry.msgstr and not entry.fuzzy
    }
    read_back = came([read_mo("a.mo", write_mo(one).data)])
    assert {(e.key, e.msgstr_plural or (e.msgstr,)) for e in read_back} == expected


@settings(max_examples=20, deadline=None)
@given(catalogs(plurals=False))
def test_what_comes_back_untouched_changes_no_entry(one: Catalog) -> None:
    for form in (Format.XLIFF, Format.XLIFF1, Format.CSV, Format.MO):
        sent = write(form, [one])
        if not sent.data:
            continue
        parts = read(f"a{form.suffix}", sent.data)
        items = [item for part in parts for item in part.items]
        assert take(one, items).catalog is one


@settings(max_examples=60)
@given(TEXT)
def test_the_pieces_of_a_text_are_the_text(text: str) -> None:
    pieces = split_codes(text)
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)


@settings(max_examples=40)
@given(TEXT, TEXT)
def test_codes_of_one_number_are_the_same_code(source: str, target: str) -> None:
    before, after = split_codes(source), split_codes(target)
    first, second = numbered(before, after)
    codes = [piece.text for piece in before if piece.code]
    for number, code in zip(second, (p.text for p in after if p.code), strict=True):
        assert number > len(codes) or codes[number - 1] == code
    assert len(set(second)) == len(second)
    assert first == list(range(1, len(codes) + 1))


@settings(max_examples=60)
@given(TEXT)
def test_a_guarded_cell_is_bared_again(text: str) -> None:
    assert bare(guarded(text)) == text
    assert bare_or_none(guarded_or_none(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_no_text_and_an_empty_text_are_two_things_in_a_cell() -> None:
    assert bare_or_none(guarded_or_none(None)) is None
    assert bare_or_none(guarded_or_none("")) == ""


@pytest.mark.parametrize(
    "text",
    [
        "1/2",
        "3.10",
        "007",
        "2026年3月5日",
        "March 2020",
        "TRUE",
        "５／６",
        "二月 5",
        "2026-11-22T10:00",
    ],
)
def test_a_spreadsheet_gets_no_value_to_change(text: str) -> None:
    assert guarded(text) == f"'{text}"


# --- what goes out --------------------------------------------------------------------


def test_markup_goes_out_as_codes_of_the_same_numbers() -> None:
    one = catalog(Entry("**见**[官网](https://a.cn)", "See [the site](https://a.cn)"))
    root = etree.fromstring(write_xliff1([one]).data)
    source, target = root.iter("{*}source"), root.iter("{*}target")
    codes = [{p.text: p.get("id") for p in next(some)} for some in (source, target)]
    assert codes == [
        {"**": "2", "[": "3", "](https://a.cn)": "4"},
        {"[": "3", "](https://a.cn)": "4"},
    ]


def test_an_entry_that_no_xml_can_hold_stays_at_home_and_is_told() -> None:
    one = catalog(Entry("好", "good"), Entry("坏", "bad\x01"), Entry("半", "\ud800"))
    for writer in (write_xliff1, write_xliff2):
        sent = writer([one])
        assert sent.entries == 1
        assert [item.excerpt for item in sent.diagnostics] == ["坏", "半"]
        assert "U+0001" in sent.diagnostics[0].message
        assert "U+D800" in sent.diagnostics[1].message


def test_each_plural_form_has_a_row_of_a_table() -> None:
    one = catalog(
        Entry("一", "one", msgid_plural="几", msgstr_plural=("one", "some")),
        Entry("二", "two"),
    )
    head, *rows = write_csv(one).data.decode("utf-8-sig").splitlines()
    assert head == "location,context,source,target,state,comment,form,plural"
    assert rows == [
        ",,一,one,translated,,0,几",
        ",,一,some,translated,,1,几",
        ",,二,two,translated,",
    ]
    turned = "\n".join([head, *reversed(rows)]).replace("some", "several")
    taken = take(one, read_csv("a.csv", turned.encode()).items)
    assert [item.msgstr_plural for item in taken.catalog.entries] == [
        ("one", "several"),
        (),
    ]


def test_a_table_without_plural_forms_has_no_columns_for_them() -> None:
    head = write_csv(catalog(Entry("二", "two"))).data.decode("utf-8-sig")
    assert head.startswith("location,context,source,target,state,comment\r\n")


def test_each_plural_form_is_a_pair_of_a_memory() -> None:
    one = catalog(Entry("一", "one", msgid_plural="几", msgstr_plural=("one", "some")))
    sent = write(Format.TMX, [one])
    pairs = iter_tmx("a.tmx", sent.data, "zh-CN", ["en"])
    assert [(pair.source, pair.target) for pair in pairs] == [
        ("一", "one"),
        ("几", "some"),
    ]


def test_no_xliff_2_is_made_of_nothing() -> None:
    sent = write_xliff2([catalog(Entry("旧", "old", obsolete=True))])
    assert (sent.data, sent.entries) == (b"", 0)
    assert "no file was made" in sent.diagnostics[0].message
    assert read_xliff("a.xlf", write_xliff1([catalog()]).data)[0].items == ()


def test_a_reviewed_translation_goes_out_as_such() -> None:
    one = catalog(with_review(Entry("你好", "Hello"), "Li Hua", date(2026, 11, 22)))
    found = {
        form: write(form, [one]).data.decode("utf-8", "replace") for form in Format
    }
    assert 'state="reviewed"' in found[Format.XLIFF]
    assert 'state="signed-off"' in found[Format.XLIFF1]
    assert ",Hello,reviewed," in found[Format.CSV]


def test_obsolete_entries_stay_at_home() -> None:
    one = catalog(Entry("旧", "old", obsolete=True))
    assert [write(form, [one]).entries for form in Format] == [0] * len(Format)


@pytest.mark.parametrize("form", [Format.XLIFF, Format.XLIFF1])
def test_several_catalogs_go_into_one_xliff(form: Format) -> None:
    first, second = catalog(Entry("一", "one")), Catalog("b.po", HEADER, (Entry("二"),))
    parts = read("x.xlf", write(form, [first, second]).data)
    assert [(part.original, part.language, len(part.items)) for part in parts] == [
        ("a.po", "en", 1),
        ("b.po", "en", 1),
    ]


def test_an_entry_has_the_same_name_in_every_run() -> None:
    assert name_of(Entry("你好").key) == "ef02f7f0661d308d1"
    assert name_of(Entry("你好", context="").key) != name_of(Entry("你好").key)


# --- .mo ------------------------------------------------------------------------------


def compiled(folder: Path, data: bytes) -> bytes:
    (folder / "a.po").write_bytes(data)
    command = ["msgfmt", "a.po", "-o", "a.mo"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return (folder / "a.mo").read_bytes()


@needs_msgfmt
@settings(max_examples=25, deadline=None)
@given(found=catalogs())
def test_a_mo_is_to_the_byte_what_msgfmt_makes(
    found: Catalog, tmp_path_factory: pytest.TempPathFactory
) -> None:
    # msgfmt wants all texts to begin and end with a line end, or none.
    tame = (entry for entry in found.entries if "\\n" not in repr(entry))
    data = write_po(catalog(*tame))
    one = read_po("a.po", data)
    expected = compiled(tmp_path_factory.mktemp("mo"), data)
    assert write_mo(one).data == expected


@needs_msgfmt
def test_a_large_mo_is_to_the_byte_what_msgfmt_makes(tmp_path: Path) -> None:
    some = (Entry(f"第{n}句 {n * 7919 % 10007}", f"No. {n}") for n in range(3000))
    one = catalog(*some, Entry("疑", "?", flags=("fuzzy",)), Entry("空"))
    assert write_mo(one).data == compiled(tmp_path, write_po(one))


def test_a_mo_of_the_other_byte_order_is_read() -> None:
    data = struct.pack(">7I", 0x950412DE, 0, 1, 28, 36, 0, 44)
    data += struct.pack(">4I", 1, 44, 1, 46) + b"a\0b\0"
    assert came([read_mo("a.mo", data)]) == [Entry("a", "b")]


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 400), st.binary(max_size=6), st.integers(0, 400))
def test_a_damaged_mo_is_refused_or_read_never_worse(
    at: int, put: bytes, stop: int
) -> None:
    good = write_mo(catalog(Entry("你好", "Hello"), Entry("b", "c", context="d"))).data
    for bad in (good[:at] + put + good[at + len(put) :], good[:stop], put):
        with suppress(CatalogError):
            read_mo("a.mo", bad)


# --- tables ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [
        ("gb18030", ","),
        ("gbk", ";"),
        ("utf-16", "\t"),
        ("utf-8", ";"),
        ("utf-8-sig", "\t"),
    ],
)
def test_a_table_is_read_as_spreadsheets_save_it(encoding: str, separator: str) -> None:
    rows = [
        ["State", "target", "source", "notes"],
        ["translated", 'He said "yes",\nand; left.', "他说“是”，\n走了。", "x"],
        [],
        ["", "", "天亮了。"],
    ]
    lines = []
    for row in rows:
        cells = ('"' + cell.replace('"', '""') + '"' if cell else "" for cell in row)
        lines.append(separator.join(cells))
    found = read_csv("a.csv", "\r\n".join(lines).encode(encoding)).items
    assert [item.entry.msgstr for item in found] == ['He said "yes",\nand; left.', ""]
    assert found[0].entry.msgid == "他说“是”，\n走了。"
    assert found[0].told is Told.FINISHED


def test_a_table_tells_what_has_changed_and_takes_none_of_it_for_a_remark() -> None:
    entry = Entry(
        "五口井",
        "Five wells",
        flags=("fuzzy",),
        comments=("mine",),
        extracted=("type: paragraph", "change: number 三 → 五"),
    )
    data = write_csv(catalog(entry)).data
    assert '"mine\n#. change: number 三 → 五"' in data.decode("utf-8-sig")
    (item,) = read_csv("a.csv", data).items
    assert item.entry.comments == ("mine",)


def test_excel_finds_a_byte_order_mark_and_no_formula() -> None:
    data = write_csv(catalog(Entry("=HYPERLINK(1)", "@SUM(A1)"))).data
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"'=HYPERLINK(1),'@SUM(A1)" in data


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (b"a,b\r\n1,2\r\n", 1, "does not name"),
        (b'source,target\r\na,b\r\n"c', 3, "not whole"),
        (b'source,target\r\n"a"b,c\r\n', 2, "not whole"),
        (b"\xff\xfe\x00", 0, "none of"),
        (b"source,target\r\n\xff\xff\xff", 0, "none of"),
        (b"", 1, "does not name"),
    ],
)
def test_a_damaged_table_is_refused_with_its_line(
    data: bytes, line: int, said: str
) -> None:
    with pytest.raises(CatalogError, match=said) as caught:
        read_csv("a.csv", data)
    assert (caught.value.path, caught.value.line) == ("a.csv", line)


# --- hostile XML ----------------------------------------------------------------------

BODY = (
    '<xliff version="2.0" srcLang="zh" trgLang="en" '
    'xmlns="urn:oasis:names:tc:xliff:document:2.0"><file id="f"><unit id="u">'
    "<segment><source>{}</source><target>x</target></segment></unit></file></xliff>"
)


@pytest.mark.parametrize(
    "data",
    [
        "",
        "not xml",
        "<xliff",
        BODY.format("&undeclared;"),
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + BODY.format("&a;"),
        '<!DOCTYPE x [<!ENTITY a "b">]>' + BODY.format("&a;"),
        '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x"> %a;]>'
        + BODY.format(""),
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>' + BODY.format("&c;&c;&c;"),
        BODY.format("<mrk>" * 100_000),
        BODY.format('<cp hex="0000"/>'),
        BODY.format('<cp hex="D800"/>'),
        BODY.format('<cp hex="zz"/>'),
        BODY.format("&#0;"),
        "<tmx/>",
        '<xliff version="3"/>',
        BODY.replace("<source>{}</source>", ""),
    ],
)
def test_hostile_xml_is_refused_in_words(data: str) -> None:
    with pytest.raises(CatalogError) as caught:
        read_xliff("a.xlf", data.encode())
    assert caught.value.path == "a.xlf"
    assert caught.value.hint


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 4000), st.binary(max_size=4), st.booleans())
def test_a_damaged_xliff_is_refused_or_read_never_worse(
    at: int, put: bytes, old: bool
) -> None:
    plural = Entry("一", "a", msgid_plural="几", msgstr_plural=("a", "b"))
    one = catalog(Entry("**你好**", "**Hello**", comments=("c",)), plural)
    good = (write_xliff1 if old else write_xliff2)([one]).data
    with suppress(CatalogError):
        read_xliff("a.xlf", good[:at] + put + good[at + len(put) :])


# --- what other programs make of it ---------------------------------------------------


def test_segments_that_a_program_cut_are_joined_again() -> None:
    data = BODY.replace(
        "<segment><source>{}</source><target>x</target></segment>",
        '<segment state="final"><source>天亮了。</source><target>Day.</target></segment>'
        "<ignorable><source> </source></ignorable>"
        '<segment state="final"><source>他走了。</source><target>He left.</target>'
        "</segment>",
    )
    (item,) = read_xliff("a.xlf", data.encode())[0].items
    assert (item.entry.msgid, item.entry.msgstr) == (
        "天亮了。 他走了。",
        "Day. He left.",
    )
    assert item.told is Told.FINISHED


def test_a_code_that_came_back_empty_is_that_of_the_source() -> None:
    sent = write_xliff1([catalog(Entry("**好**", "**ok**"))]).data
    root = etree.fromstring(sent)
    for code in root.iterfind(".//{*}target/*"):
        code.text = None
    (entry,) = came(read_xliff("a.xlf", etree.tostring(root)))
    assert entry.msgstr == "**ok**"


def test_a_note_of_somebody_else_is_a_comment() -> None:
    data = BODY.format("好").replace(
        '<unit id="u">', '<unit id="u"><notes><note>sure?</note></notes>'
    )
    (entry,) = came(read_xliff("a.xlf", data.encode()))
    assert entry.comments == ("sure?",)


@pytest.mark.parametrize("form", [Format.XLIFF, Format.XLIFF1])
def test_translate_toolkit_reads_our_xliff(form: Format) -> None:
    reason = "translate-toolkit is not installed"
    name = "Xliff2File" if form is Format.XLIFF else "Xliff1File"
    module = "xliff2" if form is Format.XLIFF else "xliff"
    toolkit = pytest.importorskip(f"translate.storage.{module}", reason=reason)
    one = catalog(
        Entry("你好", "Hello", comments=("mine",)),
        Entry(" 空\n", " blank\n", flags=("fuzzy",)),
        Entry("没有"),
        Entry("]]>&<", "]]>&<", context="c"),
    )
    stream = BytesIO(write(form, [one], codes=False).data)
    units = getattr(toolkit, name).parsefile(stream).units
    assert [unit.source for unit in units] == ["你好", " 空\n", "没有", "]]>&<"]
    assert [unit.target or "" for unit in units] == ["Hello", " blank\n", "", "]]>&<"]
    assert [unit.isfuzzy() for unit in units] == [False, True, False, False]


def test_items_know_their_lines() -> None:
    parts = read("a.xlf", write_xliff2([catalog(Entry("一", "a"), Entry("二"))]).data)
    assert [item.entry.line for item in parts[0].items] == [4, 5]
    assert isinstance(parts[0].items[0], Item)


def test_a_memory_holds_no_merged_and_left_out_sentences() -> None:
    entries = (
        Entry("天亮了。", "Day breaks."),
        Entry("河水很绿。", "[merged above]"),
        Entry("略。", "[left out]"),
        Entry("［略］", "[left out]"),
    )
    sent = write(Format.TMX, [Catalog("en.po", HEADER, entries)])
    assert (sent.entries, sent.data.count(b"left out")) == (2, 1)
    assert b"merged" not in sent.data

"""Reading is strict, and reading then writing changes no byte (law 4)."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.catalog.catalog import Catalog, Layout
from duizhao.catalog.entry import Entry, Previous, Reference
from duizhao.catalog.export import compile_mo, to_polib
from duizhao.catalog.message import read_entry
from duizhao.catalog.po import read_po, write_po
from duizhao.errors import CatalogError
from tests.shared import SHARED

DATA = Path(__file__).parent / "data" / "po"
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
needs_gettext = pytest.mark.skipif(
    shutil.which("msgcat") is None, reason="gettext is not installed"
)
needs_shared = pytest.mark.skipif(SHARED is None, reason="../shared is not there")


def read(text: str) -> Catalog:
    return read_po("t.po", text.encode())


def reread(catalog: Catalog) -> Catalog:
    return read_po("t.po", write_po(catalog))


def refusal(data: bytes) -> CatalogError:
    with pytest.raises(CatalogError) as caught:
        read_po("t.po", data)
    return caught.value


def fresh(catalog: Catalog) -> Catalog:
    """Return the catalog as if every entry had been changed."""
    return replace(
        catalog,
        header=replace(catalog.header),
        entries=tuple(replace(entry) for entry in catalog.entries),
        layout=Layout(),
    )


def refused_cases() -> list[tuple[str, str, int, str]]:
    cases = []
    for block in (DATA / "refused.txt").read_text("utf-8").split("=== ")[1:]:
        title, _, rest = block.partition("\n")
        text, _, expected = rest.rpartition("--- ")
        line, _, fragment = expected.strip().partition(" ")
        cases.append((title, text, int(line), fragment))
    return cases


@pytest.mark.parametrize("name", ["odd.po", "canonical.po"])
@pytest.mark.parametrize("change", ["none", "crlf", "mixed", "bom", "no end"])
def test_reading_then_writing_changes_no_byte(name: str, change: str) -> None:
    data = (DATA / name).read_bytes()
    match change:
        case "crlf":
            data = data.replace(b"\n", b"\r\n")
        case "mixed":
            data = data.replace(b"\n\n", b"\r\n\n")
        case "bom":
            data = b"\xef\xbb\xbf" + data
        case "no end":
            data = data.rstrip(b"\n")
    catalog = read_po(name, data)
    assert write_po(catalog) == data
    assert catalog.entries == read_po(name, (DATA / name).read_bytes()).entries


def test_what_the_odd_file_says() -> None:
    catalog = read_po("odd.po", (DATA / "odd.po").read_bytes())
    first = catalog.entries[0]
    assert first == Entry(
        "一二",
        'one\ttwo\n"three" \\ ABé',
        context="",
        flags=("fuzzy", "my-flag", "range: 1..5", "markdown-text"),
        comments=("tight", " two blanks", ""),
        extracted=("extracted", "without a blank"),
        references=(
            Reference("a.md", 1),
            Reference("b.md", None),
            Reference("my file.md", 7),
            Reference("C:\\doc.md", 3),
        ),
        previous=Previous("旧的", "was"),
    )
    assert [entry.msgid for entry in catalog.live()] == [
        "一二",
        "三",
        "四",
        "四",
        "%d 个文件",
    ]
    assert catalog.entries[4].msgstr_plural == ("one", "many")
    assert catalog.entries[4].comments == ("floats above",)
    assert catalog.layout.tail.startswith("\n#~\n# a comment that belongs")
    assert catalog.headers["X-Poedit-Basepath"] == "."


def test_entries_know_their_line() -> None:
    catalog = read_po("odd.po", (DATA / "odd.po").read_bytes())
    lines = (DATA / "odd.po").read_text("utf-8").splitlines()
    for entry in (catalog.header, *catalog.entries):
        assert lines[entry.line - 1].strip(" \t#~").startswith("msgid")


def test_changed_entries_are_written_as_msgcat_writes_them() -> None:
    data = (DATA / "canonical.po").read_bytes()
    assert write_po(fresh(read_po("canonical.po", data))) == data


def test_only_the_changed_entry_changes() -> None:
    catalog = read_po("odd.po", (DATA / "odd.po").read_bytes())
    changed = replace(catalog.entries[2], msgstr="quattro")
    made = catalog.with_entries(
        changed if entry is catalog.entries[2] else entry for entry in catalog.entries
    )
    before = (DATA / "odd.po").read_text("utf-8")
    after = before.replace(
        'msgid\n"四"\nmsgstr\n"four"\n', '\nmsgid "四"\nmsgstr "quattro"\n'
    )
    assert write_po(made).decode() == after


def test_changing_an_entry_drops_its_raw_lines() -> None:
    entry = read(HEADER + 'msgid "一"\nmsgstr   "one"\n').entries[0]
    assert entry.raw is not None
    assert replace(entry, msgstr="1").raw is None


@pytest.mark.parametrize(("title", "text", "line", "fragment"), refused_cases())
def test_a_damaged_file_is_refused_with_its_line(
    title: str, text: str, line: int, fragment: str
) -> None:
    error = refusal((HEADER + text).encode())
    assert fragment in error.message
    assert error.line == line
    assert error.path == "t.po"
    assert error.hint


@needs_gettext
@pytest.mark.parametrize(("title", "text", "line", "fragment"), refused_cases())
def test_gettext_refuses_these_too(
    title: str, text: str, line: int, fragment: str
) -> None:
    lost = ("control", "swallows", "not UTF-8", "domain", "a backslash at the end")
    if any(word in title for word in lost):
        pytest.skip("gettext takes it, and loses text or tells it elsewhere")
    assert msgcat((HEADER + text).encode()) is None


@pytest.mark.parametrize(
    ("data", "fragment"),
    [
        (b"", "no entries"),
        (b"# only a comment\n", "no entries"),
        (b'msgid "a"\nmsgstr ""\n', "no header entry"),
        (b"<!DOCTYPE html>\n<title>Sign in</title>\n", "a web page"),
        (b"\n <html>", "a web page"),
        (HEADER.encode() + b'msgid "a\0"\n', "control character U+0000"),
        (HEADER.encode() + b'msgid "\x1b"\n', "control character U+001B"),
        (HEADER.encode() + b'msgid "\xef\xbf\xbf"\n', "control character U+FFFF"),
        (HEADER.encode().replace(b"\n", b"\r"), "carriage return"),
        (HEADER.encode("utf-16"), "UTF-16"),
        ((HEADER + 'msgid "你好，世界的人"\n').encode("gbk"), "looks like GBK"),
        ((HEADER + 'msgid "這是國家的說"\n').encode("big5"), "looks like Big5"),
        (HEADER.replace("UTF-8", "GBK").encode() + b'msgid "\xe4\xbd\xa0"\nmsgstr ""\n',
         "declares charset=GBK"),
        (HEADER.encode() + b'msgid "\xe4\xbd', "middle of a character"),
        (HEADER.encode() + b'msgid "\xff"', "0xFF"),
        (b'msgid ""\nmsgstr ""\n\nmsgid "\xe4\xbd\xa0"\nmsgstr ""\n', "no charset"),
        (HEADER.replace("=UTF", "= UTF").encode() + b'msgid "\xe4\xbd\xa0"\nmsgstr ""\n',
         "no charset"),
        (HEADER.replace('msgid ""', 'msgctxt ""\nmsgid ""').encode(),
         "no header entry"),
        (HEADER.replace("charset", "chArset").encode() + b'msgid "\xe4\xbd\xa0"\n'
         b'msgstr ""\n', "no charset"),
    ],
)  # fmt: skip
def test_other_damage_is_named(data: bytes, fragment: str) -> None:
    error = refusal(data)
    assert fragment in error.message
    assert error.line
    assert error.hint


def test_an_ascii_file_may_keep_the_placeholder_charset() -> None:
    text = HEADER.replace("UTF-8", "CHARSET") + 'msgid "a"\nmsgstr ""\n'
    assert write_po(read(text)).decode() == text


def test_a_file_without_line_end_grows_well() -> None:
    catalog = read(HEADER + 'msgid "一"\nmsgstr ""')
    more = catalog.with_entries([*catalog.entries, Entry("二", "two")])
    assert write_po(more).decode() == (
        HEADER + 'msgid "一"\nmsgstr ""\n\nmsgid "二"\nmsgstr "two"\n'
    )


def test_a_long_unclosed_string_is_refused_at_once() -> None:
    error = refusal((HEADER + 'msgid "' + '\\"' * 200_000).encode())
    assert "not closed" in error.message


def test_the_entry_before_the_header_stays_before_it() -> None:
    text = 'msgid "a"\nmsgstr "b"\n\n' + HEADER
    catalog = read(text)
    assert catalog.layout.header_at == 1
    assert write_po(catalog).decode() == text


def test_headers_are_changed_one_by_one() -> None:
    catalog = read(HEADER + 'msgid "一"\nmsgstr ""\n')
    assert catalog.with_header("Content-Type", "text/plain; charset=UTF-8") is catalog
    made = catalog.with_header("Language", "en").with_header("Language", "de")
    assert made.header.msgstr.endswith("UTF-8\nLanguage: de\n")


TEXT = st.text(
    st.one_of(
        st.sampled_from(list('一二三，。：“”（）——……ab 1-/\\"\n\t$%{}<>*`é')),
        st.characters(exclude_categories=["Cs", "Cc", "Cn", "Zl", "Zp"]),
    ),
    max_size=60,
)
WORD = st.text(st.sampled_from("章节abc-._"), min_size=1, max_size=9).filter(
    lambda word: word.strip(".") != ""
)
LINE = st.text(st.sampled_from("译者 note:，."), max_size=12).map(str.strip)
ENTRIES = st.lists(
    st.builds(
        Entry,
        msgid=TEXT.filter(bool),
        msgstr=TEXT,
        context=st.none() | TEXT,
        flags=st.sampled_from([(), ("fuzzy",), ("no-wrap",)]),
        comments=st.lists(LINE, max_size=2).map(tuple),
        extracted=st.lists(LINE, max_size=2).map(tuple),
        references=st.lists(
            st.builds(Reference, WORD, st.none() | st.integers(1, 9999)),
            max_size=8,
            unique=True,
        ).map(tuple),
        previous=st.none() | st.builds(Previous, TEXT.filter(bool), st.none() | TEXT),
        obsolete=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda entry: entry.key,
)
CATALOGS = ENTRIES.map(
    lambda entries: Catalog(
        "t.po",
        Entry("", "Language: en\nContent-Type: text/plain; charset=UTF-8\n"),
        tuple(sorted(entries, key=lambda entry: entry.obsolete)),
    )
)


@given(CATALOGS)
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_back(catalog: Catalog) -> None:
    data = write_po(catalog)
    again = read_po("t.po", data)
    for one, other in zip(catalog.entries, again.entries, strict=True):
        flags = one.flags if one.msgstr else tuple(f for f in one.flags if f != "fuzzy")
        assert replace(one, flags=flags) == other
    assert write_po(again) == data


@given(CATALOGS)
@settings(max_examples=60, deadline=None)
def test_the_quick_reader_agrees_with_the_full_one(catalog: Catalog) -> None:
    text = write_po(catalog).decode()
    quick = read(text)
    every = [quick.header, *quick.entries]
    assert every == full(text)
    assert [one.line for one in every] == [one.line for one in full(text)]


def full(text: str) -> list[Entry]:
    """Return all entries of `text`, of the usual form or not, by the full reader."""
    entries: list[Entry] = []
    at, line = 0, 1
    while found := read_entry("t.po", text, at, line):
        entry, stop = found
        line += text.count("\n", at, stop)
        entries.append(entry)
        at = stop
    return entries


def test_notes_and_names_cannot_break_the_file() -> None:
    entry = Entry(
        "一",
        comments=("two\nlines\r", "C:\\"),
        extracted=("\x0bodd",),
        references=(Reference("a\nmsgid b.md", 1), Reference("第　一.md", None)),
    )
    catalog = read(HEADER).with_entries([entry])
    assert write_po(catalog).decode() == HEADER + (
        "# two\n# lines\n# C:\\ \n#. odd\n#: \u2068a?msgid b.md\u2069:1 第　一.md\n"
        'msgid "一"\nmsgstr ""\n'
    )
    assert len(reread(catalog).entries[0].references) == 2


FRAGMENTS = st.sampled_from(
    [*'"\\#<x [“\r\t\0', "\n", "#~ ", "#| ", "msgid ", "msgstr ", '""', "msgstr[0] "]
)
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 3), FRAGMENTS), max_size=4)


@given(st.sampled_from(["odd.po", "canonical.po"]), EDITS)
@settings(max_examples=150, deadline=None)
def test_any_damage_is_refused_or_kept_to_the_byte(
    name: str, edits: list[tuple[float, int, str]]
) -> None:
    data = (DATA / name).read_bytes()
    for share, cut, fragment in edits:
        at = int(share * len(data))
        data = data[:at] + fragment.encode() + data[at + cut :]
    try:
        catalog = read_po(name, data)
    except CatalogError:
        return
    assert write_po(catalog) == data


@given(st.binary(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_refused_or_kept(tail: bytes) -> None:
    data = HEADER.encode() + tail
    try:
        catalog = read_po("t.po", data)
    except CatalogError:
        return
    assert write_po(catalog) == data


def msgcat(data: bytes, *arguments: str) -> bytes | None:
    done = subprocess.run(
        ["msgcat", *arguments, "-"], input=data, capture_output=True, check=False
    )
    return None if done.returncode else done.stdout


@needs_gettext
@given(CATALOGS)
@settings(max_examples=40, deadline=None)
def test_msgcat_leaves_unchanged_what_we_write(catalog: Catalog) -> None:
    # It knows fewer flags than people use, and drops obsolete entries that are empty.
    plain = catalog.with_entries(
        replace(entry, flags=("fuzzy",) * entry.fuzzy)
        for entry in catalog.entries
        if entry.msgstr or not entry.obsolete
    )
    if any(plain.live()):  # otherwise it writes an empty file
        data = write_po(plain)
        assert msgcat(data) == data


@needs_gettext
def test_msgfmt_accepts_what_we_write(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(write_po(fresh(read_po("o", (DATA / "odd.po").read_bytes()))))
    done = subprocess.run(
        ["msgfmt", "-o", "/dev/null", path], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr


@given(CATALOGS)
@settings(max_examples=40, deadline=None)
def test_polib_reads_the_same_from_what_we_write(catalog: Catalog) -> None:
    theirs = polib.pofile(write_po(catalog).decode())
    assert [(one.msgctxt, one.msgid, one.msgstr) for one in theirs] == [
        (one.context, one.msgid, one.msgstr) for one in catalog.entries
    ]


def test_polib_gets_the_whole_catalog() -> None:
    catalog = read_po("canonical.po", (DATA / "canonical.po").read_bytes())
    theirs = to_polib(catalog)
    assert len(theirs) == len(catalog.entries)
    assert theirs.metadata["Language"] == "en"
    assert read_po("p.po", str(theirs).encode()).entries == catalog.entries


def test_a_compiled_catalog_holds_the_finished_translations(tmp_path: Path) -> None:
    catalog = read(
        HEADER
        + 'msgid "一"\nmsgstr "one"\n\n#, fuzzy\nmsgid "二"\nmsgstr "two"\n\n'
        + 'msgctxt "c"\nmsgid "一"\nmsgstr "1"\n\n#~ msgid "三"\n#~ msgstr "three"\n'
    )
    path = tmp_path / "a.mo"
    path.write_bytes(compile_mo(catalog))
    found = {(one.msgctxt, one.msgid): one.msgstr for one in polib.mofile(str(path))}
    assert found == {(None, "一"): "one", ("c", "一"): "1"}


# Where we are stricter or laxer than both gettext programs, and why.
LAXER = {
    "01_bom": "a byte-order mark is kept",
}
STRICTER = {
    "07_gbk_declared": "catalogs are UTF-8",
    "08_gb18030_declared": "catalogs are UTF-8",
    "09_big5_declared": "catalogs are UTF-8",
    "22_nul_in_msgstr": "XML cannot hold it",
    "23_ctrl_chars_raw": "XML cannot hold it",
    "25_ff_vt_fs_splitlines": "XML cannot hold it",
    "126_escaped_nul": "XML cannot hold it",
}
# Where the two differ: msgfmt looks at formats and plurals, msgcat at encodings.
DISPUTED = {
    "03_cr_only": False,
    "18_empty_file": False,
    "122_format_mismatch": True,
    "125_newline_mismatch": True,
    "83_plural_forms_evil": True,
    "84_plural_forms_huge": True,
    "85_plural_forms_deep": True,
}


@needs_gettext
@needs_shared
def test_gettext_judges_the_hostile_files() -> None:
    assert SHARED is not None
    files = sorted((SHARED / "corpus" / "hostile" / "po").glob("*.po"))
    assert files
    for path in files:
        data = path.read_bytes()
        try:
            ours = write_po(read_po(path.name, data)) == data
        except CatalogError:
            ours = False
        if path.stem in DISPUTED:
            expected = DISPUTED[path.stem]
        elif path.stem in LAXER or path.stem in STRICTER:
            expected = path.stem in LAXER
        else:
            expected = msgcat(data) is not None
        assert ours is expected, path.stem


JOINED = (
    HEADER
    + 'msgid "a" msgstr "b" # why\nmsgid "c"\nmsgstr "d"msgid "e"msgstr"f" msgid "g"\n'
    + '#~ msgstr "no"\n'
).replace(
    '#~ msgstr "no"',
    'msgstr "h"\n#~ msgid "i" msgstr "j" msgid "k"\n#~ msgstr "l" # end',
)


def test_entries_may_share_a_line() -> None:
    catalog = read(JOINED)
    assert write_po(catalog).decode() == JOINED
    assert [(one.msgid, one.line, one.obsolete) for one in catalog.entries] == [
        ("a", 4, False),
        ("c", 5, False),
        ("e", 6, False),
        ("g", 6, False),
        ("i", 8, True),
        ("k", 8, True),
    ]
    assert catalog.entries[1].comments == ("why",)


@given(st.lists(st.sampled_from(["keep", "change", "drop"]), min_size=6, max_size=6))
@settings(max_examples=60, deadline=None)
def test_entries_that_shared_a_line_are_parted_well(what: list[str]) -> None:
    catalog = read(JOINED)
    wanted = [
        replace(one, msgstr="new") if do == "change" else one
        for one, do in zip(catalog.entries, what, strict=True)
        if do != "drop"
    ]
    assert list(reread(catalog.with_entries(wanted)).entries) == wanted
    backwards = wanted[::-1]
    assert list(reread(catalog.with_entries(backwards)).entries) == backwards


def test_a_header_keeps_the_layout_of_its_other_fields() -> None:
    before = (
        'msgid ""\nmsgstr "" "Language: en\\n"\n"X-Long: one two "\n"three\\n"\n'
        '"PO-Revision-Date: 2026-01-01 00:00+0000\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
    )
    made = read(before).with_header("PO-Revision-Date", "2026-02-03 04:05+0800")
    assert write_po(made).decode() == before.replace(
        "2026-01-01 00:00+0000", "2026-02-03 04:05+0800"
    )
    assert reread(made).headers["PO-Revision-Date"] == "2026-02-03 04:05+0800"


def test_a_mark_alone_ends_no_entry() -> None:
    text = HEADER.rstrip() + '\n#~\n"Language: en\\n"\n#| \n"X: y\\n"\n'
    catalog = read(text)
    assert catalog.headers["X"] == "y"
    assert write_po(catalog).decode() == text


def test_a_context_is_not_the_beginning_of_a_text() -> None:
    entries = (
        Entry("海港", "Port"),
        Entry("港", "Port", context="海"),
        Entry("海港", "Port", context=""),
        Entry("", "Nothing", context="海港"),
    )
    data = write_po(replace(read_po("t.po", HEADER.encode()), entries=entries))
    keys = [one.key for one in read_po("t.po", data).entries]
    assert keys == [one.key for one in entries]


def test_a_conflict_and_a_second_entry_are_told_with_the_tools_that_mend_them() -> None:
    head = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    with pytest.raises(CatalogError, match="duizhao merge-po"):
        read_po("a.po", head + b"<<<<<<< HEAD\n")
    with pytest.raises(CatalogError, match="msguniq"):
        read_po("a.po", head + 2 * b'msgid "one"\nmsgstr "two"\n\n')

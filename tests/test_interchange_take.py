"""What comes back is placed, and what is fuzzy decided anew; nothing of ours is lost."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry, Previous, Reference
from duizhao.catalog.po import read_po, write_po
from duizhao.cli.main import main
from duizhao.interchange.exchanged import Item, Told
from duizhao.interchange.formats import Format, read, write
from duizhao.interchange.returned import read_returned
from duizhao.interchange.take import Fate, Taken, take

HEADER = Entry("", "Language: en\nContent-Type: text/plain; charset=UTF-8\n")
FUZZY = Entry(
    "天终于亮了。", "Day breaks.", flags=("fuzzy",), previous=Previous("天亮了。")
)
DONE = Entry("你好", "Hello", comments=("mine",), flags=("ignore-text-han",))
EMPTY = Entry("没有")
GONE = Entry("旧", "old", obsolete=True)


def catalog(*found: Entry) -> Catalog:
    return Catalog("en.po", HEADER, found or (FUZZY, DONE, EMPTY, GONE))


def back(msgid: str, msgstr: str, told: Told = Told.NOTHING, **more: object) -> Item:
    return Item(Entry(msgid, msgstr, **more), told)  # type: ignore[arg-type]


def fates(taken: Taken) -> list[str]:
    return [str(one.fate) for one in taken.outcomes]


def only(taken: Taken, msgid: str) -> Entry:
    found = taken.catalog.find(msgid)
    assert found is not None
    return found


# --- deciding -------------------------------------------------------------------------


def test_a_fuzzy_one_that_nobody_touched_stays_fuzzy() -> None:
    one = catalog()
    taken = take(one, [back("天终于亮了。", "Day breaks.")])
    assert fates(taken) == ["fuzzy"]
    assert taken.catalog is one


def test_a_changed_translation_is_accepted() -> None:
    taken = take(catalog(), [back("天终于亮了。", "At last it is day.")])
    assert fates(taken) == ["taken"]
    assert only(taken, "天终于亮了。") == Entry("天终于亮了。", "At last it is day.")


def test_an_empty_translation_leaves_ours() -> None:
    one = catalog()
    taken = take(one, [back("你好", ""), back("天终于亮了。", ""), back("没有", "")])
    assert fates(taken) == ["kept"] * 3
    assert taken.catalog is one


def test_entries_that_did_not_come_back_stay() -> None:
    taken = take(catalog(), [back("没有", "none")])
    assert taken.catalog.entries == (FUZZY, DONE, Entry("没有", "none"), GONE)


def test_comments_and_flags_stay_and_new_lines_are_added() -> None:
    item = back("你好", "Hi", comments=("theirs", "mine", " "))
    entry = only(take(catalog(), [item]), "你好")
    assert entry.comments == ("mine", "theirs")
    assert entry.flags == ("ignore-text-han",)


def test_a_replaced_translation_is_told() -> None:
    (outcome,) = take(catalog(), [back("你好", "Hi")]).outcomes
    assert (outcome.fate, outcome.before) == (Fate.TAKEN, "Hello")


@pytest.mark.parametrize(
    ("told", "msgstr", "fate"),
    [
        (Told.FINISHED, "Day breaks.", "confirmed"),
        (Told.PERHAPS, "Day breaks.", "fuzzy"),
        (Told.UNFINISHED, "Day breaks.", "fuzzy"),
        (Told.FINISHED, "Day.", "taken"),
        (Told.PERHAPS, "Day.", "taken"),
        (Told.UNFINISHED, "Day.", "fuzzy"),
    ],
)
def test_what_the_file_says_of_a_fuzzy_one_counts(
    told: Told, msgstr: str, fate: str
) -> None:
    taken = take(catalog(), [back("天终于亮了。", msgstr, told)])
    assert fates(taken) == [fate]
    entry = only(taken, "天终于亮了。")
    assert (entry.msgstr, entry.fuzzy) == (msgstr, fate == "fuzzy")
    assert (entry.previous is None) is (fate != "fuzzy")


def test_a_reviewer_can_mark_a_finished_one() -> None:
    taken = take(catalog(), [back("你好", "Hello", Told.UNFINISHED)])
    assert fates(taken) == ["fuzzy"]
    assert only(taken, "你好").flags == ("fuzzy", "ignore-text-han")


def test_confirmed_says_so_where_the_file_says_nothing() -> None:
    items = [back("天终于亮了。", "Day breaks.")]
    taken = take(catalog(), items, confirmed=True)
    assert fates(taken) == ["confirmed"]


def test_a_source_that_has_changed_since_keeps_the_new_translation_fuzzy() -> None:
    taken = take(catalog(), [back("天亮了。", "It is day.")])
    (outcome,) = taken.outcomes
    assert outcome.fate is Fate.FUZZY
    assert "changed since" in outcome.why
    entry = only(taken, "天终于亮了。")
    assert (entry.msgstr, entry.fuzzy, entry.previous) == (
        "It is day.",
        True,
        Previous("天亮了。"),
    )


def test_a_sentence_that_is_gone_keeps_the_new_translation_obsolete() -> None:
    taken = take(catalog(), [back("旧", "ancient")])
    assert fates(taken) == ["obsolete"]
    assert only(taken, "旧") == Entry("旧", "ancient", obsolete=True)


def test_what_has_no_place_is_told_with_its_text() -> None:
    one = catalog()
    taken = take(one, [back("谁也不认识", "unknown")])
    assert fates(taken) == ["unplaced"]
    assert taken.outcomes[0].item.entry.msgstr == "unknown"
    assert taken.catalog is one


def test_blanks_that_a_program_changed_hide_no_sentence() -> None:
    one = catalog(Entry(" 第一行\n第二行 ", "", context=None))
    taken = take(one, [back("第一行\r\n第二行", "both lines")])
    assert fates(taken) == ["taken"]


def test_a_missing_context_is_found_where_the_text_stands_once() -> None:
    once = catalog(Entry("图", "", context="caption"))
    twice = catalog(Entry("图", "", context="caption"), Entry("图", "", context="cell"))
    assert fates(take(once, [back("图", "figure")])) == ["taken"]
    assert fates(take(twice, [back("图", "figure")])) == ["unplaced"]


def test_plural_forms_that_came_empty_keep_ours() -> None:
    plural = Entry("一", "a", msgid_plural="几", msgstr_plural=("a", "b"))
    item = back("一", "A", msgid_plural="几", msgstr_plural=("A", ""))
    assert only(take(catalog(plural), [item]), "一").msgstr_plural == ("A", "b")


def test_the_date_is_set_only_where_something_changed() -> None:
    time = datetime(2026, 11, 22, tzinfo=UTC)
    same = take(catalog(), [back("你好", "Hello")], time=time)
    other = take(catalog(), [back("你好", "Hi")], time=time)
    assert "PO-Revision-Date" not in same.catalog.headers
    assert other.catalog.headers["PO-Revision-Date"] == "2026-11-22 00:00+0000"


TEXT = st.sampled_from(["", "a", "b", "c", "天", " 天", "地 "])
ENTRIES = st.lists(
    st.builds(
        Entry,
        TEXT.filter(bool),
        TEXT,
        st.sampled_from([None, "", "x"]),
        flags=st.sampled_from([(), ("fuzzy",), ("no-wrap",)]),
        comments=st.lists(st.sampled_from(["one", "two"]), max_size=2).map(tuple),
        previous=st.none() | st.builds(Previous, TEXT),
        obsolete=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda one: one.key,
)


@settings(max_examples=60, deadline=None)
@given(ENTRIES, ENTRIES, st.sampled_from(Told))
def test_nothing_of_ours_is_ever_lost(
    mine: list[Entry], theirs: list[Entry], told: Told
) -> None:
    one = catalog(*mine) if mine else Catalog("en.po", HEADER, ())
    items = [Item(entry, told) for entry in theirs]
    taken = take(one, items)
    assert len(taken.outcomes) >= len(items)
    told_before = {outcome.before for outcome in taken.outcomes}
    sources = {outcome.item.entry.msgid for outcome in taken.outcomes}
    assert {entry.msgid for entry in theirs} <= sources
    for old, new in zip(one.entries, taken.catalog.entries, strict=True):
        assert (old.key, old.obsolete) == (new.key, new.obsolete)
        assert set(old.comments) <= set(new.comments)
        assert set(old.flags) - {"fuzzy"} <= set(new.flags)
        assert new.msgstr or not old.msgstr
        if old.translated and new.msgstr != old.msgstr:
            assert old.msgstr in told_before
    again = take(taken.catalog, items)
    assert [e.msgstr for e in again.catalog.entries] == [
        e.msgstr for e in taken.catalog.entries
    ]


# --- both sides at work ---------------------------------------------------------------


@pytest.mark.parametrize("form", [Format.XLIFF, Format.XLIFF1])
def test_what_we_changed_meanwhile_is_not_undone(form: Format) -> None:
    sent = write(form, [catalog(DONE)]).data
    ours = catalog(replace(DONE, msgstr="Good day"))
    (part,) = read("a.xlf", sent)
    taken = take(ours, part.items)
    assert fates(taken) == ["kept"]
    assert taken.catalog is ours


@pytest.mark.parametrize("form", [Format.XLIFF, Format.XLIFF1])
def test_what_both_sides_changed_loses_neither(form: Format) -> None:
    sent = write(form, [catalog(DONE)]).data.replace(b">Hello<", b">Hi<")
    ours = catalog(replace(DONE, msgstr="Good day"))
    (part,) = read("a.xlf", sent)
    taken = take(ours, part.items)
    assert fates(taken) == ["fuzzy"]
    entry = only(taken, "你好")
    assert (entry.msgstr, entry.fuzzy) == ("Good day", True)
    assert entry.comments == ("mine", "came back: Hi")
    again = take(taken.catalog, part.items)
    assert again.catalog is taken.catalog


# --- a .po that comes back ------------------------------------------------------------


def bare(data: bytes) -> bytes:
    """Return a catalog as a program writes it that knows no fuzzy marks."""
    text = re.sub(rb"^#, fuzzy\n", b"", data, flags=re.MULTILINE)
    return re.sub(rb"^#\|.*\n", b"", text, flags=re.MULTILINE)


def test_fuzzy_marks_that_a_program_dropped_are_derived_anew() -> None:
    one = catalog(FUZZY, Entry("地", "earth", flags=("fuzzy",)), DONE)
    data = bare(write_po(one)).replace(b'"earth"', b'"the earth"')
    assert b"fuzzy" not in data
    taken = take(one, read_returned("back.po", data).items)
    assert fates(taken) == ["fuzzy", "taken", "kept"]
    assert taken.catalog.entries == (FUZZY, Entry("地", "the earth"), DONE)


def test_a_program_that_keeps_fuzzy_marks_is_believed() -> None:
    other = Entry("地", "earth", flags=("fuzzy",))
    returned = write_po(catalog(Entry("天终于亮了。", "Day breaks."), other))
    taken = take(catalog(FUZZY, other), read_returned("back.po", returned).items)
    assert fates(taken) == ["confirmed", "fuzzy"]


def test_a_program_that_empties_what_is_unfinished_has_finished_the_rest() -> None:
    other = Entry(
        "地很大。",
        "earth",
        flags=("fuzzy",),
        previous=Previous("地大。"),
        comments=("x",),
    )
    data = write_po(catalog(FUZZY, other)).replace(b'msgstr "earth"', b'msgstr ""')
    returned = data.replace(b"#, fuzzy\n", b"")
    taken = take(catalog(FUZZY, other), read_returned("back.po", returned).items)
    assert fates(taken) == ["confirmed"]
    assert taken.catalog.entries == (Entry("天终于亮了。", "Day breaks."), other)


@pytest.mark.parametrize("told", [Told.NOTHING, Told.PERHAPS, Told.UNFINISHED])
def test_a_source_that_stands_as_its_translation_is_none(told: Told) -> None:
    one = catalog()
    taken = take(one, [back("天终于亮了。", "天终于亮了。", told)])
    assert fates(taken) == ["kept"]
    assert taken.catalog is one


def test_a_source_that_is_said_to_be_its_translation_is_taken() -> None:
    taken = take(catalog(), [back("没有", "没有", Told.FINISHED)])
    assert fates(taken) == ["taken"]


def test_what_has_no_chinese_may_be_its_own_translation() -> None:
    one = catalog(Entry("ISBN 978", ""))
    assert fates(take(one, [back("ISBN 978", "ISBN 978")])) == ["taken"]


# --- the verbs ------------------------------------------------------------------------


@pytest.fixture
def publication(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    assert main(["init", "--bare", str(tmp_path / "p"), "-q"]) == 0
    monkeypatch.chdir(tmp_path / "p")
    Path("source/a.md").write_text("# 河\n\n天亮了。他走了。\n", "utf-8")
    Path("source/b.md").write_text("# 山\n\n雪很白。\n", "utf-8")
    assert main(["update", "-q"]) == 0
    return tmp_path / "p"


PO = Path("translations/en/LC_MESSAGES/a.po")


def translate(path: Path, **words: str) -> None:
    """Fill the empty entries of a catalog."""
    one = read_po(path.name, path.read_bytes())
    made = (
        Entry(e.msgid, words.get(e.msgid, ""), e.context, references=e.references)
        for e in one.entries
    )
    path.write_bytes(write_po(one.with_entries(made)))


def msgstrs(path: Path = PO) -> dict[str, str]:
    return {e.msgid: e.msgstr for e in read_po("a", path.read_bytes()).entries}


@pytest.mark.parametrize("form", ["xliff", "xliff1.2", "csv"])
def test_a_publication_goes_out_and_comes_back(
    publication: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--format", form]) == 0
    sent = sorted(Path("build/exchange/en").iterdir())
    assert [path.stem for path in sent] == ["a", "b"]
    before = PO.read_bytes()
    assert main(["import", *map(str, sent)]) == 0
    assert PO.read_bytes() == before
    text = sent[0].read_bytes().decode()
    if form == "csv":
        text = text.replace("天亮了。,,untranslated", "天亮了。,It is day.,")
    else:
        text = text.replace(
            "天亮了。</source>", "天亮了。</source><target>It is day.</target>"
        )
    back = Path("mail.xlf" if form != "csv" else "a.csv")
    back.write_text(text, "utf-8")
    capsys.readouterr()
    assert main(["import", str(back), "--dry-run"]) == 0
    assert "1 taken, 2 kept, 0 fuzzy, 0 unplaced (nothing" in capsys.readouterr().out
    assert PO.read_bytes() == before
    assert main(["import", str(back)]) == 0
    assert msgstrs() == {"河": "", "天亮了。": "It is day.", "他走了。": ""}


def test_a_file_of_another_name_is_known_by_its_texts(publication: Path) -> None:
    Path("back.csv").write_text("source,target\n雪很白。,The snow is white.\n", "utf-8")
    assert main(["import", "back.csv", "--lang", "en"]) == 0
    assert msgstrs(PO.with_name("b.po"))["雪很白。"] == "The snow is white."


def test_what_has_no_place_is_shown_in_full_and_leaves_with_1(
    publication: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("a.csv").write_text("source,target\n谁？,Who?\n天亮了。,Day.\n", "utf-8")
    assert main(["import", "a.csv", "-q"]) == 1
    assert (
        capsys.readouterr().out == "a.csv:2: unplaced: no such sentence: 谁？ → Who?\n"
    )
    assert main(["import", "a.csv", "--json"]) == 1
    (report,) = json.loads(capsys.readouterr().out)
    assert (report["unplaced"], report["kept"], report["changed"]) == (1, 1, False)
    assert report["entries"][0]["target"] == "Who?"


def test_a_file_that_fits_nowhere_is_refused(
    publication: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("x.csv").write_text("source,target\n谁？,Who?\n", "utf-8")
    assert main(["import", "x.csv"]) == 2
    assert "no catalog of the publication holds" in capsys.readouterr().err


def test_a_language_that_is_none_is_refused(
    publication: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--lang", "fr"]) == 2
    assert "its languages are: en" in capsys.readouterr().err
    Path("a.csv").write_text("source,target\n河,fleuve\n", "utf-8")
    assert main(["import", "a.csv", "--lang", "fr"]) == 2


def test_a_damaged_file_stops_the_run_before_anything_is_written(
    publication: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("a.csv").write_text("source,target\n河,The River\n", "utf-8")
    Path("b.xlf").write_text("<xliff", "utf-8")
    before = PO.read_bytes()
    assert main(["import", "a.csv", "b.xlf"]) == 2
    assert "b.xlf:1" in capsys.readouterr().err
    assert PO.read_bytes() == before


def test_plain_files_need_no_publication(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    one = catalog(FUZZY, Entry("你好", references=(Reference("a.md", 1),)))
    Path("en.po").write_bytes(write_po(one))
    assert main(["export", "en.po", "-o", "en.xlf", "-q"]) == 0
    data = Path("en.xlf").read_bytes().replace(b"Day breaks.", b"It is day.")
    Path("en.xlf").write_bytes(data.replace(b'"initial"', b'"translated"'))
    assert main(["import", "en.xlf", "en.po", "-o", "out.po", "-q"]) == 0
    assert Path("en.po").read_bytes() == write_po(one)
    assert msgstrs(Path("out.po"))["天终于亮了。"] == "It is day."
    assert main(["import", "en.xlf", "en.po", "-q"]) == 0
    assert Path("en.po").read_bytes() == Path("out.po").read_bytes()
    assert main(["import", "out.po", "en.po", "-o", "new.po", "-q"]) == 0


@pytest.mark.parametrize("suffix", ["xlf", "tmx", "csv", "mo"])
def test_the_suffix_of_a_plain_output_says_the_format(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("en.po").write_bytes(write_po(catalog(DONE)))
    assert main(["export", "en.po", "-o", f"en.{suffix}", "-q"]) == 0
    assert b"Hello" in Path(f"en.{suffix}").read_bytes()


def test_an_output_of_unknown_suffix_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("en.po").write_bytes(write_po(catalog(DONE)))
    assert main(["export", "en.po", "-o", "en.odt"]) == 2
    assert "--format" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["a.xlf", "a.csv", "a.mo", "a.po"])
def test_an_empty_file_is_told_as_such(
    publication: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(name).write_bytes(b"")
    assert main(["import", name]) == 2
    assert capsys.readouterr().err.startswith(f"duizhao: {name}: this file is empty\n")


def test_a_place_in_xml_is_told_once(
    publication: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("a.xlf").write_text("<xliff>\n<file", "utf-8")
    assert main(["import", "a.xlf"]) == 2
    shown = capsys.readouterr().err
    assert "a.xlf:2:" in shown
    assert "column" not in shown


def test_a_file_with_another_documents_name_goes_where_its_texts_are(
    publication: Path,
) -> None:
    Path("a.csv").write_text("source,target\n雪很白。,The snow is white.\n", "utf-8")
    assert main(["import", "a.csv"]) == 0
    assert msgstrs(PO.with_name("b.po"))["雪很白。"] == "The snow is white."


def test_a_file_that_fits_nowhere_shows_how_it_was_read(
    publication: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("x.csv").write_text("source,target\n谁来了？,Who?\n", "utf-8")
    assert main(["import", "x.csv"]) == 2
    assert "its first is read as “谁来了？”" in capsys.readouterr().err
    Path("x.csv").write_bytes("source,target\n誰來了？,Who?\n".encode("big5"))
    assert main(["import", "x.csv"]) == 2
    assert "looks like Big5" in capsys.readouterr().err
    Path("x.csv").write_text("source,target\n", "utf-8")
    assert main(["import", "x.csv"]) == 2
    assert "there is no translation in this file" in capsys.readouterr().err


def test_one_file_for_several_documents_is_refused_in_plain_words(
    publication: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "-o", "all.mo"]) == 2
    assert "one .mo file holds one document, not 2" in capsys.readouterr().err
    assert not Path("all.mo").exists()


def test_a_language_that_was_named_is_not_asked_for_again(
    publication: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("a.csv").write_text("source,target\n河,fleuve\n", "utf-8")
    assert main(["import", "a.csv", "--language", "fr"]) == 2
    assert "name the language" not in capsys.readouterr().err

"""Nothing translated is lost, and an unchanged pot changes no byte (law 5)."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry, Key, Previous, Reference
from duizhao.catalog.header import Project, format_time, plural_forms
from duizhao.catalog.po import read_po, write_po
from duizhao.catalog.pot import new_po, new_pot, settle
from duizhao.catalog.update import Update, update

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
PROJECT = Project("样本 1", bugs_to="editor@example.org")


def pot(*msgids: str | Entry, time: datetime = MONDAY) -> Catalog:
    entries = [
        replace(
            Entry(one) if isinstance(one, str) else one,
            references=(Reference("a.md", 2 * at + 1),),
            extracted=("type: paragraph",),
        )
        for at, one in enumerate(msgids)
    ]
    return new_pot("a.pot", entries, PROJECT, time=time)


def translated(*pairs: tuple[str, str]) -> Catalog:
    made = new_po("a.po", pot(*(one for one, _ in pairs)), "en", PROJECT, time=MONDAY)
    return reread(
        made.with_entries(
            replace(entry, msgstr=msgstr)
            for entry, (_, msgstr) in zip(made.entries, pairs, strict=True)
        )
    )


def reread(catalog: Catalog) -> Catalog:
    return read_po(catalog.path, write_po(catalog))


def shown(catalog: Catalog) -> list[str]:
    """Return each entry as a short line."""
    return [
        f"{'~' * entry.obsolete}{'?' * entry.fuzzy}{entry.msgid} = {entry.msgstr}"
        for entry in catalog.entries
    ]


def counts(made: Update) -> tuple[int, ...]:
    return made.kept, made.fuzzied, made.added, made.obsoleted, made.revived


def test_an_unchanged_pot_changes_nothing() -> None:
    old = translated(("一", "one"), ("二", ""))
    assert update(old, pot("一", "二"), time=TUESDAY).catalog is old


def test_another_date_alone_changes_nothing() -> None:
    old = translated(("一", "one"))
    assert update(old, pot("一", time=TUESDAY)).catalog is old


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("加强领导", "加强组织领导"),
        ("他走了", "她走了"),
        ("适用范围", "使用范围"),
        ("今年增长百分之五。", "去年增长百分之六。"),
        ("城市在海边，港口很大，船很多。", "城市在海边，港口很大。"),
    ],
)
def test_an_edited_sentence_becomes_fuzzy_with_its_old_text(
    before: str, after: str
) -> None:
    old = translated(("开头。", "Start."), (before, "EN"), ("结尾。", "End."))
    made = update(old, pot("开头。", after, "结尾。"))
    assert shown(made.catalog) == [
        "开头。 = Start.",
        f"?{after} = EN",
        "结尾。 = End.",
        f"~{before} = EN",
    ]
    found = made.catalog.find(after)
    assert found is not None
    assert found.previous == Previous(before)
    assert counts(made) == (2, 1, 0, 1, 0)


def test_only_the_edited_entry_changes_in_the_file() -> None:
    old = translated(("开头。", "Start."), ("他走了", "He left"), ("结尾。", "End."))
    made = update(old, pot("开头。", "她走了", "结尾。"))
    edit = (
        '#, fuzzy\n#| msgid "他走了"\nmsgid "她走了"\n',
        'msgid "他走了"\n',
    )
    note = "#. change: wording “他” → “她”\n"
    text = write_po(made.catalog).decode().replace(*edit).replace(note, "")
    assert text == write_po(old).decode() + '\n#~ msgid "他走了"\n#~ msgstr "He left"\n'


def test_an_edit_that_is_taken_back_leaves_no_trace() -> None:
    old = translated(("开头。", "Start."), ("加强领导", "Lead"), ("结尾。", "End."))
    edited = reread(update(old, pot("开头。", "加强组织领导", "结尾。")).catalog)
    back = update(edited, pot("开头。", "加强领导", "结尾。"))
    assert write_po(back.catalog) == write_po(old)
    assert back.revived == 1


def test_a_fuzzy_keeps_the_text_it_was_translated_from() -> None:
    old = translated(("加强领导", "Lead"))
    once = update(old, pot("加强组织领导")).catalog
    twice = update(reread(once), pot("加强党的组织领导")).catalog
    assert twice.entries[0].previous == Previous("加强领导")
    assert shown(twice) == ["?加强党的组织领导 = Lead", "~加强领导 = Lead"]


def test_unlike_texts_are_new() -> None:
    made = update(translated(("海", "Sea"), ("山高路远", "Far")), pot("河", "水深火热"))
    assert shown(made.catalog) == [
        "河 = ",
        "水深火热 = ",
        "~海 = Sea",
        "~山高路远 = Far",
    ]
    assert counts(made) == (0, 0, 2, 2, 0)


def test_the_nearer_of_two_equal_texts_is_taken() -> None:
    old = translated(
        ("第一季度增长", "First"),
        ("春天来了。", "Spring."),
        ("第三季度增长", "Third"),
        ("秋天来了。", "Autumn."),
    )
    new = pot("第二季度增长", "春天来了。", "第四季度增长", "秋天来了。")
    made = update(old, new).catalog
    assert shown(made)[:3:2] == ["?第二季度增长 = First", "?第四季度增长 = Third"]


def test_both_halves_of_a_sentence_get_its_translation() -> None:
    old = translated(("城市在海边有很大的港口，每天有很多的船开出去。", "EN"))
    made = update(old, pot("城市在海边有很大的港口。", "每天有很多的船开出去。"))
    assert [entry.msgstr for entry in made.catalog.live()] == ["EN", "EN"]


def test_the_same_text_in_another_role_becomes_fuzzy() -> None:
    old = translated(("改革", "Reform"))
    made = update(old, pot("改革", Entry("改革", context="heading"))).catalog
    assert shown(made) == ["改革 = Reform", "?改革 = Reform"]
    assert made.entries[1].previous == Previous("改革")


def test_an_obsolete_text_is_revived() -> None:
    old = translated(("一", "one"), ("二二二", "two"))
    gone = update(old, pot("一")).catalog
    assert shown(gone) == ["一 = one", "~二二二 = two"]
    back = update(reread(gone), pot("一", "二二二"))
    assert write_po(back.catalog) == write_po(old)
    assert counts(back) == (1, 0, 0, 0, 1)


def test_a_moved_text_keeps_its_translation() -> None:
    made = update(translated(("一", "one"), ("二", "two")), pot("二", "一"))
    assert shown(made.catalog) == ["二 = two", "一 = one"]
    assert counts(made) == (2, 0, 0, 0, 0)


def test_an_untranslated_text_that_is_gone_is_dropped() -> None:
    assert shown(update(translated(("一", "one"), ("丙", "")), pot("一")).catalog) == [
        "一 = one"
    ]


def test_a_translators_comment_is_kept() -> None:
    old = translated(("一", ""))
    noted = old.with_entries(replace(old.entries[0], comments=("谁？",)) for _ in "x")
    assert update(noted, pot("海")).catalog.entries[-1].comments == ("谁？",)


def test_the_pot_tells_place_and_flags() -> None:
    old = translated(("一", "one"))
    fuzzy = old.with_entries([replace(old.entries[0], flags=("fuzzy", "c-format"))])
    new = new_pot(
        "a.pot",
        [Entry("一", flags=("md-text",), references=(Reference("b.md", 9),))],
        PROJECT,
        time=TUESDAY,
    )
    made = update(fuzzy, new, time=TUESDAY).catalog
    assert made.entries == (
        Entry(
            "一", "one", flags=("fuzzy", "md-text"), references=(Reference("b.md", 9),)
        ),
    )
    assert made.headers["POT-Creation-Date"] == "2026-03-03 09:30+0000"
    assert made.headers["PO-Revision-Date"] == "2026-03-03 09:30+0000"


def test_unknown_header_fields_stay() -> None:
    old = translated(("一", "one")).with_header("X-Poedit-Bookmarks", "1,2")
    assert update(old, pot("二")).catalog.headers["X-Poedit-Bookmarks"] == "1,2"


def test_a_text_that_becomes_plural_is_looked_at_again() -> None:
    old = translated(("%d 本书", "%d books"))
    new = pot(Entry("%d 本书", msgid_plural="%d 本书们"))
    made = update(old, new).catalog.entries[0]
    assert made.fuzzy
    assert made.msgstr_plural == ("%d books", "%d books")


def test_a_settled_pot_keeps_its_date() -> None:
    old = reread(pot("一", "二"))
    assert settle(pot("一", "二", time=TUESDAY), old) is old
    changed = settle(pot("一", "三", time=TUESDAY), old)
    assert changed.headers["POT-Creation-Date"] == "2026-03-03 09:30+0000"


def test_the_header_is_gettexts() -> None:
    header = new_po("a.po", pot("一"), "en", PROJECT, time=MONDAY).headers
    assert list(header) == [
        "Project-Id-Version",
        "Report-Msgid-Bugs-To",
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Last-Translator",
        "Language-Team",
        "Language",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
        "Plural-Forms",
        "X-Generator",
        "X-Source-Language",
    ]
    assert header["Plural-Forms"] == "nplurals=2; plural=(n != 1);"
    assert pot("一").header.fuzzy
    assert "Plural-Forms" not in pot("一").headers


@pytest.mark.parametrize(
    ("language", "forms"),
    [("zh_TW", "nplurals=1; plural=0;"), ("fr", "nplurals=2; plural=(n > 1);")],
)
def test_plural_forms_are_the_languages_own(language: str, forms: str) -> None:
    assert plural_forms(language) == forms


def test_a_time_is_written_with_its_zone() -> None:
    zone = timezone(timedelta(hours=8))
    assert (
        format_time(datetime(2026, 3, 2, 9, 5, tzinfo=zone)) == "2026-03-02 09:05+0800"
    )


def test_a_line_end_in_a_setting_makes_no_field() -> None:
    header = new_pot("a", [], Project("x\nLanguage: de"), time=MONDAY).headers
    assert header["Language"] == ""


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not installed")
def test_gettext_accepts_an_updated_file(tmp_path: Path) -> None:
    project = Project("x", translator="A <a@example.org>")
    old = new_po("a.po", pot("加强领导", "海"), "en", project, time=MONDAY)
    old = old.with_entries(replace(entry, msgstr="EN") for entry in old.entries)
    path = tmp_path / "a.po"
    path.write_bytes(write_po(update(old, pot("加强组织领导", "新的一句")).catalog))
    done = subprocess.run(
        ["msgfmt", "-c", "-o", "/dev/null", path], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


MSGID = st.text(st.sampled_from("加强组织领导他她走了。"), min_size=1, max_size=7)
OLD = st.lists(
    st.builds(
        Entry,
        msgid=MSGID,
        msgstr=st.sampled_from(["", "A", "B", "C d", "E\n"]),
        context=st.sampled_from([None, None, "h"]),
        flags=st.sampled_from([(), ("fuzzy",)]),
        comments=st.sampled_from([(), ("note",), ("a", "b")]),
        obsolete=st.booleans(),
    ),
    max_size=7,
    unique_by=lambda entry: entry.key,
)
NEW = st.lists(
    st.builds(Entry, msgid=MSGID, context=st.sampled_from([None, None, "h"])),
    max_size=7,
    unique_by=lambda entry: entry.key,
)


def of(entries: list[Entry]) -> Catalog:
    return reread(pot().with_entries(entries))


def work(catalog: Catalog) -> tuple[set[str], set[str]]:
    msgstrs = {entry.msgstr for entry in catalog.entries if entry.msgstr}
    return msgstrs, {line for entry in catalog.entries for line in entry.comments}


@given(OLD, NEW)
@settings(max_examples=150, deadline=None)
def test_everything_translated_is_somewhere_after(
    before: list[Entry], after: list[Entry]
) -> None:
    old, new = of(before), of(after)
    made = update(old, new).catalog
    assert work(old)[0] <= work(made)[0]
    assert work(old)[1] <= work(made)[1]
    assert {entry.key for entry in made.live()} == {entry.key for entry in after}
    keys = [entry.key for entry in made.entries]
    assert len(keys) == len(set(keys))


@given(OLD, NEW)
@settings(max_examples=150, deadline=None)
def test_twice_is_once(before: list[Entry], after: list[Entry]) -> None:
    once = reread(update(of(before), of(after)).catalog)
    again = update(once, of(after))
    assert again.catalog is once
    assert counts(again)[1::2] == (0, 0)


@given(OLD, NEW)
@settings(max_examples=80, deadline=None)
def test_confirmed_translations_are_found_under_their_own_text(
    before: list[Entry], after: list[Entry]
) -> None:
    made = update(of(before), of(after)).catalog
    for entry in before:
        if entry.msgstr and not entry.fuzzy:
            found = made.find(Key(entry.context, entry.msgid))
            assert found is not None
            assert (found.msgstr, found.fuzzy) == (entry.msgstr, False)


def test_a_flag_that_silences_a_check_is_kept() -> None:
    old = pot(Entry("一", "one", flags=("fuzzy", "ignore-text-han")))
    new = pot(Entry("一", references=(Reference("b.md", 9),)))
    (entry,) = update(old, new).catalog.entries
    assert entry.flags == ("fuzzy", "ignore-text-han")


def test_flags_of_people_stay_and_those_of_the_source_are_the_pots() -> None:
    own = ("max-length:80", "no-fuzzy-please", "read-only")
    former = ("c-format", "no-python-format", "no-wrap", "range: 0..9")
    old = pot(Entry("一", "one", flags=(*own, *former)))
    new = pot(Entry("一", references=(Reference("b.md", 9),), flags=("wrap",)))
    (entry,) = update(old, new).catalog.entries
    assert entry.flags == ("wrap", *own)

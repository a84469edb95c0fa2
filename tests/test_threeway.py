"""Two new versions of a catalog become one, and nothing that was typed is lost."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry, Key, Previous, Reference
from duizhao.catalog.po import read_po, write_po
from duizhao.catalog.threeway import join, quoted
from duizhao.cli.main import main

ROOT = Path(__file__).parent.parent
HEADER = "Language: en\nContent-Type: text/plain; charset=UTF-8\n"
COMMAND = "from duizhao.cli.main import run; run()"


def of(*entries: Entry, header: str = HEADER) -> Catalog:
    catalog = Catalog("a.po", Entry("", header), entries)
    return read_po("a.po", write_po(catalog))


def shown(catalog: Catalog) -> str:
    return write_po(catalog).decode().partition("\n\n")[2]


BASE = of(Entry("一", "one"), Entry("二", "two"), Entry("三"))


def test_what_each_has_translated_is_there() -> None:
    ours = of(Entry("一", "One"), Entry("二", "two"), Entry("三"))
    theirs = of(Entry("一", "one"), Entry("二", "two"), Entry("三", "three"))
    made = join(BASE, ours, theirs)
    assert [one.msgstr for one in made.catalog.entries] == ["One", "two", "three"]
    assert made.clashes == ()


def test_where_both_translated_theirs_stands_and_ours_is_a_comment() -> None:
    ours = of(Entry("一", "Uno\nX", flags=("fuzzy",)))
    made = join(of(Entry("一")), ours, of(Entry("一", "One", comments=("hers",))))
    assert shown(made.catalog) == (
        '# hers\n# other version, fuzzy: Uno\\nX\nmsgid "一"\nmsgstr "One"\n'
    )
    assert made.clashes == (Key(None, "一"),)


def test_an_update_and_her_work_on_the_same_entry_meet() -> None:
    old = Entry("一", "one", flags=("fuzzy",), previous=Previous("衣"))
    ours = replace(old, references=(Reference("a.md", 9),), obsolete=True)
    theirs = replace(old, msgstr="One", flags=(), previous=None, comments=("?",))
    (made,) = join(of(old), of(ours), of(theirs)).catalog.entries
    assert made == replace(ours, msgstr="One", flags=(), previous=None, comments=("?",))


def test_what_one_removed_and_the_other_changed_stays() -> None:
    changed = of(Entry("一", "One"), Entry("三"))
    without = of(Entry("二", "two"), Entry("三"))
    for ours, theirs in ((changed, without), (without, changed)):
        made = join(BASE, ours, theirs).catalog
        assert [one.msgid for one in made.entries] == ["一", "三"]


def test_new_entries_stand_where_they_stood() -> None:
    ours = of(*BASE.entries[:1], Entry("甲"), *BASE.entries[1:])
    theirs = of(Entry("乙"), *BASE.entries, Entry("丙"))
    made = join(BASE, ours, theirs).catalog
    assert [one.msgid for one in made.entries] == ["乙", "一", "甲", "二", "三", "丙"]


def test_header_fields_are_joined_one_by_one() -> None:
    ours = of(Entry("一", "1"), header=HEADER + "PO-Revision-Date: 2\nX-Ours: 1\n")
    theirs = of(Entry("一", "1"), header=HEADER + "PO-Revision-Date: 3\nX-Hers: 1\n")
    base = of(Entry("一", "1"), header=HEADER + "PO-Revision-Date: 1\n")
    made = join(base, ours, theirs).catalog.headers
    assert made["PO-Revision-Date"] == "3"
    assert (made["X-Ours"], made["X-Hers"]) == ("1", "1")


def test_a_file_that_was_wrapped_anew_is_no_change() -> None:
    wrapped = read_po("a.po", b"# \n" + write_po(BASE).replace(b'"one"', b'""\n"one"'))
    ours = of(Entry("一", "One"))
    assert join(BASE, ours, replace(wrapped, header=BASE.header)).catalog is ours


TEXT = st.sampled_from(["", "A", "B b", "C\n", "“D”", "E\\"])
ENTRY = st.builds(
    Entry,
    msgid=st.sampled_from(list("一二三四五")),
    msgstr=TEXT,
    context=st.sampled_from([None, None, "h"]),
    flags=st.sampled_from([(), ("fuzzy",), ("no-wrap",), ("fuzzy", "c-format")]),
    comments=st.sampled_from([(), ("note",), ("a", "b"), ("b",)]),
    references=st.sampled_from([(), (Reference("a.md", 1),), (Reference("b", 2),)]),
    previous=st.sampled_from([None, Previous("旧")]),
    obsolete=st.booleans(),
)
PLURAL = st.builds(
    lambda entry, forms: replace(
        entry, msgid_plural="多", msgstr=forms[0], msgstr_plural=forms
    ),
    ENTRY,
    st.tuples(TEXT, TEXT),
)
CATALOG = st.lists(
    st.one_of(ENTRY, ENTRY, ENTRY, PLURAL), max_size=6, unique_by=lambda one: one.key
).map(lambda entries: of(*entries))


def forms(entry: Entry | None) -> tuple[str, ...]:
    return () if entry is None else entry.msgstr_plural or (entry.msgstr,)


@given(CATALOG, CATALOG)
@settings(max_examples=60, deadline=None)
def test_with_one_unchanged_it_is_the_other(base: Catalog, new: Catalog) -> None:
    assert join(base, new, base).catalog is new
    if write_po(new) != write_po(base):
        assert write_po(join(base, base, new).catalog) == write_po(new)


@given(CATALOG, CATALOG, CATALOG)
@settings(max_examples=250, deadline=None)
def test_nothing_that_was_typed_is_lost(
    base: Catalog, ours: Catalog, theirs: Catalog
) -> None:
    joined = join(base, ours, theirs)
    made = joined.catalog
    for entry in theirs.entries:
        old, found = base.find(entry.key), made.find(entry.key)
        if forms(entry) != forms(old) and any(forms(entry)):
            assert found is not None
            assert set(forms(entry)) <= set(forms(found))
        typed = set(entry.comments) - set(old.comments if old else ())
        assert typed <= set(found.comments if found else ())
    for entry in ours.entries:
        old, found = base.find(entry.key), made.find(entry.key)
        if forms(entry) != forms(old) and any(forms(entry)):
            assert found is not None
            notes = "\n".join(found.comments)
            for form in forms(entry):
                assert form in forms(found) or quoted(form) in notes
        typed = set(entry.comments) - set(old.comments if old else ())
        assert typed <= set(found.comments if found else ())
    assert all(made.find(key) for key in joined.clashes)


@given(CATALOG, CATALOG, CATALOG)
@settings(max_examples=150, deadline=None)
def test_the_outcome_is_a_catalog(
    base: Catalog, ours: Catalog, theirs: Catalog
) -> None:
    made = join(base, ours, theirs).catalog
    keys = [one.key for one in made.entries]
    assert len(keys) == len(set(keys))
    data = write_po(made)
    assert write_po(read_po("a.po", data)) == data
    # Once more brings nothing new.
    assert set(join(base, ours, made).catalog.entries) == set(made.entries)


@given(CATALOG, CATALOG, CATALOG)
@settings(max_examples=100, deadline=None)
def test_where_they_agree_it_does_not_matter_who_is_who(
    base: Catalog, ours: Catalog, theirs: Catalog
) -> None:
    one, other = join(base, ours, theirs), join(base, theirs, ours)
    assert set(one.clashes) == set(other.clashes)
    texts = [{e.key: forms(e) for e in x.catalog.entries} for x in (one, other)]
    assert texts[0].keys() == texts[1].keys()
    for key, text in texts[0].items():
        assert key in one.clashes or set(text) == set(texts[1][key])


def write(folder: Path, *catalogs: Catalog | None) -> list[str]:
    paths = [folder / name for name in ("base", "ours", "theirs")]
    for path, catalog in zip(paths, catalogs, strict=True):
        path.write_bytes(b"" if catalog is None else write_po(catalog))
    return list(map(str, paths))


def test_the_verb_writes_over_ours_and_tells_clashes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = of(Entry("一", "One"), Entry("二", "two"), Entry("三"))
    theirs = of(Entry("一", "one"), Entry("二", "two"), Entry("三", "three"))
    words = write(tmp_path, BASE, ours, theirs)
    assert main(["merge-po", *words]) == 0
    assert "three" in (tmp_path / "ours").read_text("utf-8")
    words = write(tmp_path, None, of(Entry("一", "One")), of(Entry("一", "Uno")))
    assert main(["merge-po", *words]) == 1
    text = (tmp_path / "ours").read_text("utf-8")
    assert '# other version: Uno\nmsgid "一"\nmsgstr "One"\n' in text
    assert "ours:7: “一”" in capsys.readouterr().out


def test_messages_have_the_name_that_git_knows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = write(tmp_path, None, of(Entry("一", "One")), of(Entry("一", "Uno")))
    assert main(["merge-po", *words, "en/a.po"]) == 1
    told, remedy = capsys.readouterr().out.splitlines()
    assert told == "en/a.po:7: “一” was translated twice"
    assert remedy.startswith("  ours stands, “# other version:” is theirs")
    (tmp_path / "theirs").write_bytes(b"<<<<<<< HEAD\n")
    assert main(["merge-po", *words, "en/a.po"]) == 2
    assert "duizhao: en/a.po (theirs):1:1: a git conflict" in capsys.readouterr().err


def test_a_damaged_side_changes_nothing(tmp_path: Path) -> None:
    words = write(tmp_path, BASE, BASE, BASE)
    (tmp_path / "theirs").write_bytes(b"<<<<<<< HEAD\n")
    before = (tmp_path / "ours").read_bytes()
    assert main(["merge-po", *words]) == 2
    assert (tmp_path / "ours").read_bytes() == before


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_git_merges_with_it(tmp_path: Path) -> None:
    def git(*words: str) -> int:
        who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        command = ["git", "-C", str(tmp_path), *who, *words]
        return subprocess.run(command, capture_output=True, check=False).returncode

    def save(catalog: Catalog) -> None:
        (tmp_path / "a.po").write_bytes(write_po(catalog))
        assert git("add", ".") == 0
        assert git("commit", "-qm", "x") == 0

    assert git("init", "-qb", "main") == 0
    driver = f"PYTHONPATH={ROOT} {sys.executable} -c '{COMMAND}' merge-po %O %A %B %P"
    assert git("config", "merge.duizhao.driver", driver) == 0
    (tmp_path / ".gitattributes").write_text("*.po merge=duizhao\n", "utf-8")
    save(BASE)
    assert git("checkout", "-qb", "other") == 0
    save(of(Entry("一", "one"), Entry("二", "two"), Entry("三", "three")))
    assert git("checkout", "-q", "main") == 0
    save(of(Entry("一", "one"), Entry("二", "Two"), Entry("三")))
    assert git("merge", "-q", "other") == 0
    catalog = read_po("a.po", (tmp_path / "a.po").read_bytes())
    assert [one.msgstr for one in catalog.entries] == ["one", "Two", "three"]

"""--fix: what is certain, all of it, and nothing else."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.difference import unified
from duizhao.catalog.entry import Entry
from duizhao.catalog.po import read_po
from duizhao.catalog.write import write_po
from duizhao.checks.all import RULES
from duizhao.checks.fixing import apply_fixes, fix_catalog
from duizhao.checks.rule import Finding, Rule, Subject, find_all, subject_of
from duizhao.checks.style import Style
from duizhao.cli.main import main
from duizhao.diagnostics import Severity
from tests.markdown_cases import catalog

STYLE = Style()


def replacing(name: str, pattern: str, fix: str) -> Rule:
    def find(subject: Subject) -> Iterator[Finding]:
        for pair in subject.pairs:
            for one in re.finditer(pattern, pair.target):
                yield Finding(pair.entry, name, "", *one.span(), one.expand(fix))

    return Rule(f"test.{name}", Severity.WARNING, find)


# Each brings work for the next; the last two overlap.
TOYS = (
    replacing("comma", "，", " , "),
    replacing("before", " +,", ","),
    replacing("blanks", "  +", " "),
    replacing("stop", "。", "."),
    replacing("stops", r"\.\.+", "."),
)
TEXT = st.text(
    alphabet="，。 .,a*`[]()《》（）“”‘’\"'！？：；%％ \u3000\u200b1０", max_size=24
)


def fixed(*entries: Entry, rules: tuple[Rule, ...] = TOYS) -> list[str]:
    made = fix_catalog(catalog(*entries), rules, STYLE)
    return [entry.msgstr for entry in made.entries]


def left(made: Catalog, rules: tuple[Rule, ...], style: Style = STYLE) -> list[Finding]:
    found = find_all(subject_of(made, style), rules)
    return [one for _, one in found if one.fix is not None]


def test_a_fix_that_brings_another_to_light_is_followed_by_it() -> None:
    assert fixed(Entry("甲，乙。", "A，  b。。")) == ["A, b."]


def test_of_two_that_overlap_the_first_wins() -> None:
    entry = Entry("甲", "abcdef")
    two = [
        Finding(entry, "", start=2, end=4, fix="X"),
        Finding(entry, "", start=1, end=3, fix="Y"),
    ]
    assert apply_fixes("abcdef", two) == "aYdef"


def test_flags_comments_and_other_forms_are_kept() -> None:
    entry = Entry(
        "甲。",
        "A。",
        flags=("fuzzy",),
        comments=("note",),
        msgid_plural="甲。",
        msgstr_plural=("A。", "As。"),
    )
    (made,) = fix_catalog(catalog(entry), TOYS, STYLE).entries
    assert (made.flags, made.comments) == (("fuzzy",), ("note",))
    assert made.msgstr_plural == ("A.", "As。")


def test_what_is_silenced_obsolete_or_clean_stays() -> None:
    silent = Entry("甲。", "A。", comments=("ignore test.stop: it is quoted",))
    old = Entry("乙。", "B。", obsolete=True)
    whole = catalog(silent, old, Entry("丙。", "C."))
    assert fix_catalog(whole, TOYS, STYLE) is whole


def test_a_fix_that_would_change_the_markup_is_not_made() -> None:
    breaking = (replacing("tick", "`", ""),)
    assert fixed(Entry("用`a`。", "Use `a`."), rules=breaking) == ["Use `a`."]
    assert fixed(Entry("用。", "Use `a`."), rules=breaking) == ["Use a."]


def by_majority(subject: Subject) -> Iterator[Finding]:
    """Tell of a `'` where most entries have a `’`."""
    curly = sum("’" in pair.target for pair in subject.pairs)
    for pair in subject.pairs:
        at = pair.target.find("'")
        if at >= 0 and curly > len(subject.pairs) / 2:
            yield Finding(pair.entry, "", "", at, at + 1, "’")


def test_a_rule_that_asks_the_other_entries_is_followed_to_the_end() -> None:
    most = Rule("test.most", Severity.WARNING, by_majority)
    overlapping = replacing("quote", "。'", ".'")
    entries = [Entry(f"{number}", "It’s.") for number in range(5)]
    made = fixed(Entry("甲", "Go。's"), *entries, rules=(overlapping, most))
    assert made[0] == "Go.’s"


def test_rules_that_contradict_each_other_come_to_an_end() -> None:
    there, back = replacing("there", "a", "b"), replacing("back", "b", "a")
    assert fixed(Entry("甲", "a"), rules=(there, back))[0] in {"a", "b"}


@settings(deadline=None)
@given(TEXT, TEXT)
def test_nothing_that_can_be_fixed_is_left_and_twice_is_once(a: str, b: str) -> None:
    before = catalog(Entry("甲" + a, a), Entry("乙" + b, b))
    made = fix_catalog(before, TOYS, STYLE)
    stayed = {entry.msgid for entry in before.entries if entry in made.entries}
    assert not [one for one in left(made, TOYS) if one.entry.msgid not in stayed]
    assert fix_catalog(made, TOYS, STYLE) == made


@settings(max_examples=60, deadline=None)
@given(TEXT, TEXT, st.sampled_from([STYLE, Style("en-US")]))
def test_so_it_is_with_the_rules_there_are(
    source: str, target: str, style: Style
) -> None:
    before = catalog(Entry("甲" + source, target))
    made = fix_catalog(before, RULES, style)
    if made is not before:
        assert left(made, RULES, style) == []
    assert fix_catalog(made, RULES, style) == made


@given(st.text(max_size=20), st.lists(st.tuples(*[st.integers(0, 20)] * 2), max_size=5))
def test_what_is_outside_the_places_is_untouched(
    text: str, spans: list[tuple[int, int]]
) -> None:
    entry = Entry("甲", text)
    found = [Finding(entry, "", start=a, end=b, fix="#") for a, b in spans]
    made = apply_fixes(text, found)
    covered = {
        at for a, b in spans if a < b <= len(text) for at in range(a, min(b, len(text)))
    }
    kept = [sign for at, sign in enumerate(text) if at not in covered]
    rest = iter(made)
    assert all(sign in rest for sign in kept)
    if not covered:
        assert made == text


PO = """msgid ""
msgstr ""
"Language: en\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

# note
#: a.md:1
#, fuzzy
msgid "甲，乙。"
msgstr "A，b."

msgid "丙。"
msgstr "C."

#~ msgid "丁，"
#~ msgstr "D，"
"""


def test_the_diff_is_one_that_patch_takes(tmp_path: Path) -> None:
    before = read_po("en.po", PO.encode())
    data = write_po(fix_catalog(before, TOYS, STYLE))
    diff = list(unified(before, read_po("en.po", data)))
    assert [line for line in diff if line[0] in "+-"] == [
        "--- en.po",
        "+++ en.po",
        '-msgstr "A，b."',
        '+msgstr "A, b."',
    ]
    if shutil.which("git") is None:
        pytest.skip("git is not here")
    (tmp_path / "en.po").write_text(PO, "utf-8")
    command = ["git", "apply", "-p0", "--unidiff-zero", "-"]
    text = "\n".join((*diff, ""))
    subprocess.run(command, cwd=tmp_path, input=text.encode(), check=True)
    assert (tmp_path / "en.po").read_bytes() == data


def test_nothing_changed_is_no_diff() -> None:
    same = read_po("en.po", PO.encode())
    assert list(unified(same, same)) == []


def test_the_command_fixes_and_shows_what_it_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("duizhao.pipeline.checking.RULES", TOYS)
    monkeypatch.setattr("duizhao.pipeline.checking.KNOWN", {rule.id for rule in TOYS})
    po = tmp_path / "en.po"
    po.write_text(PO, "utf-8")
    words = ["check", "en.po", "--rule", "test", "--fix"]
    assert main([*words, "--dry-run"]) == 1
    assert po.read_text("utf-8") == PO
    assert '+msgstr "A, b."' in capsys.readouterr().out
    assert main(words) == 0
    assert po.read_text("utf-8") == PO.replace("A，b", "A, b")
    assert "Put right: 1 catalog." in capsys.readouterr().out
    assert main([*words, "--dry-run"]) == 0
    assert "nothing that --fix would put right" in capsys.readouterr().out


def test_a_catalog_beside_the_publication_is_fixed_by_its_glossary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "duizhao.toml").write_text("", "utf-8")
    (tmp_path / "translations").mkdir()
    table = "source,target,part_of_speech\n任正非,Ren Zhengfei,person\n"
    (tmp_path / "translations" / "glossary.csv").write_text(table, "utf-8")
    po = tmp_path / "en.po"
    po.write_text(f'{PO}\nmsgid "任正非来了。"\nmsgstr "Zhengfei Ren came."\n', "utf-8")
    assert main(["check", "-q", "en.po", "--fix", "--rule", "name"]) == 0
    assert 'msgstr "Ren Zhengfei came."' in po.read_text("utf-8")

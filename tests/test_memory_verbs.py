"""duizhao memory and duizhao leverage, in a publication and on plain files."""

from __future__ import annotations

import difflib
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from duizhao.catalog.po import read_po
from duizhao.cli.main import main
from duizhao.interchange.pair import Pair
from duizhao.interchange.tmx import write_tmx
from duizhao.pipeline.workplace import Workplace

PO = r"""msgid ""
msgstr ""
"Language: en\n"
"Content-Type: text/plain; charset=UTF-8\n"
"X-Source-Language: zh_CN\n"

msgid "天亮了。"
msgstr "Day breaks."

#. section: 路上
msgid "他走了很远的路。"
msgstr "He walked a long way."

#, fuzzy
msgid "她累了。"
msgstr "He is tired."
"""
OTHER = [Pair("她累了。", "She is tired.", "en-US"), Pair("天黑了。", "Night falls.")]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "publication"
    po = root / "translations/en/LC_MESSAGES/a.po"
    po.parent.mkdir(parents=True)
    (root / "source").mkdir()
    (root / "source/a.md").write_text("天亮了。他走了很远的路。她累了。\n", "utf-8")
    (root / "duizhao.toml").write_text("", "utf-8")
    po.write_text(PO, "utf-8")
    monkeypatch.chdir(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    return root


def memory(place: Path) -> Path:
    return place / "translations/memory.tmx"


def catalog(place: Path) -> Path:
    return place / "translations/en/LC_MESSAGES/a.po"


def empty(path: Path, *texts: str) -> None:
    text = path.read_text("utf-8")
    for one in texts:
        text = text.replace(f'msgstr "{one}"', 'msgstr ""')
    path.write_text(text.replace("#, fuzzy\n", ""), "utf-8")


def run(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> str:
    capsys.readouterr()
    assert main(words) == status
    captured = capsys.readouterr()
    return captured.out + captured.err


def test_adding_writes_what_is_settled_and_adding_again_writes_nothing(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "2 new, 2 in all" in run(capsys, "memory", "add")
    first = memory(place).read_bytes()
    assert b"<seg>Day breaks.</seg>" in first
    assert b"She is tired." not in first
    stamp = memory(place).stat().st_mtime_ns
    assert "nothing new" in run(capsys, "memory", "add")
    assert memory(place).stat().st_mtime_ns == stamp


def test_a_new_pair_changes_only_its_own_lines(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "memory", "add")
    before = memory(place).read_text("utf-8").split("\n")
    po = catalog(place)
    po.write_text(po.read_text("utf-8") + '\nmsgid "末"\nmsgstr "End"\n', "utf-8")
    run(capsys, "memory", "add")
    after = memory(place).read_text("utf-8").split("\n")
    changed = [line for line in difflib.ndiff(before, after) if line[0] in "+-"]
    assert len(changed) == len(after) - len(before) == 9


def test_search_knows_the_catalogs_and_writes_no_memory(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = run(capsys, "memory", "search", "走了")
    assert shown.startswith("他走了很远的路。\n  He walked a long way.\n  a, 路上")
    assert "Day breaks." in run(capsys, "memory", "search", "DAY  break")
    assert "nowhere" in run(capsys, "memory", "search", "没有", status=1)
    assert not memory(place).exists()


def test_search_for_programs(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (hit,) = json.loads(run(capsys, "memory", "search", "--json", "天亮"))
    assert (hit["source"], hit["in_source"], hit["documents"]) == (
        "天亮了。",
        [[0, 2]],
        ["a"],
    )
    found = json.loads(run(capsys, "memory", "search", "--json", "--fuzzy", "天黑了。"))
    assert [(one["percent"], one["target"]) for one in found] == [(75, "Day breaks.")]


def test_a_change_of_a_catalog_is_found_at_once(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "memory", "search", "break")
    po = catalog(place)
    po.write_text(po.read_text("utf-8").replace("breaks", "begins"), "utf-8")
    assert "Day begins." in run(capsys, "memory", "search", "begin")


def test_more_than_the_limit_is_told(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "more than 1" in run(capsys, "memory", "search", "了", "--limit", "1")
    assert "2 found" in run(capsys, "memory", "search", "了", "--limit", "2")


def test_a_damaged_index_is_made_anew(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "memory", "search", "天亮")
    (index,) = (place / "build/memory").iterdir()
    old = catalog(place).stat().st_mtime - 100
    for path in (catalog(place), place):
        os.utime(path, (old, old))
    run(capsys, "memory", "search", "天亮")
    whole = index.read_bytes()
    for at in range(9, len(whole), 37):
        index.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        assert "Day breaks." in run(capsys, "memory", "search", "天亮")


def test_leverage_fills_what_is_empty(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "memory", "add")
    empty(catalog(place), "Day breaks.")
    before = catalog(place).read_bytes()
    shown = run(capsys, "leverage", "--dry-run")
    assert "1 in the same place" in shown
    assert "→ Day breaks." in shown
    assert catalog(place).read_bytes() == before
    run(capsys, "leverage")
    entry = read_po("a.po", catalog(place).read_bytes()).find("天亮了。")
    assert entry is not None
    assert entry.translated
    after = catalog(place).read_bytes()
    assert "no entry is empty" in run(capsys, "leverage").lower()
    assert catalog(place).read_bytes() == after


def test_other_publications_are_asked_with_a_penalty(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place.parent / "other.tmx").write_bytes(write_tmx(OTHER))
    (place / "duizhao.toml").write_text(
        '[memory]\npaths = ["../other.tmx"]\npenalty = 10\n', "utf-8"
    )
    empty(catalog(place), "He is tired.")
    (done,) = json.loads(run(capsys, "leverage", "--json"))
    (found,) = done["filled"]
    assert (found["percent"], found["kind"]) == (90, "exact")
    assert found["memory"] == "../other.tmx"
    entry = read_po("a.po", catalog(place).read_bytes()).find("她累了。")
    assert entry is not None
    assert (entry.msgstr, entry.fuzzy) == ("She is tired.", True)
    assert entry.extracted == ("change: same text, from ../other.tmx",)


def test_a_memory_that_is_missing_is_told(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "duizhao.toml").write_text('[memory]\npaths = ["no.tmx"]\n', "utf-8")
    told = run(capsys, "memory", "search", "天", status=2)
    assert "no.tmx: this file cannot be read" in told
    assert "under [memory] in duizhao.toml names it; look at its name" in told


def test_a_broken_memory_is_refused_with_its_line_and_nothing_taken_in(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = place / "good.tmx", place / "bad.tmx"
    good.write_bytes(write_tmx(OTHER))
    bad.write_bytes(write_tmx(OTHER)[:-60])
    said = run(capsys, "memory", "import", "good.tmx", "bad.tmx", status=2)
    assert "bad.tmx:" in said
    assert not memory(place).exists()
    assert "2 new" in run(capsys, "memory", "import", "good.tmx")
    assert "nothing new" in run(capsys, "memory", "import", "good.tmx")
    wrong = write_tmx([Pair("a", "b", "de")])
    good.write_bytes(wrong)
    assert "it holds: zh-Hans, de" in run(
        capsys, "memory", "import", "good.tmx", status=2
    )


def test_a_memory_with_units_we_cannot_read_is_not_written_over(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = write_tmx(OTHER).replace(b'xml:lang="zh-Hans"', b'xml:lang="ja"', 1)
    memory(place).write_bytes(data)
    assert "would be lost" in run(capsys, "memory", "add", status=2)
    assert memory(place).read_bytes() == data


def test_what_git_has_merged_is_sorted_again(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "memory", "add")
    right = memory(place).read_text("utf-8")
    head, *units = right.split("    <tu ")
    units[-1], tail = units[-1].split("  </body>")
    mixed = "    <tu ".join([head, *reversed(units), units[0]]) + "  </body>" + tail
    memory(place).write_text(mixed, "utf-8")
    run(capsys, "memory", "add")
    assert memory(place).read_text("utf-8") == right


def test_an_export_holds_what_was_not_added_yet(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "2 pairs" in run(capsys, "memory", "export", "-o", "all.tmx")
    assert b"Day breaks." in (place / "all.tmx").read_bytes()


def test_plain_files_need_no_publication(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = place.parent
    shutil.copy(catalog(place), folder / "a.po")
    os.chdir(folder)
    run(capsys, "memory", "export", "-o", "x.tmx", "a.po")
    empty(folder / "a.po", "Day breaks.")
    run(capsys, "leverage", "a.po", "-m", "x.tmx", "-o", "out.po")
    entry = read_po("out.po", (folder / "out.po").read_bytes()).find("天亮了。")
    assert entry is not None
    assert entry.translated


def test_a_link_does_not_lead_the_index_outside(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = place.parent / "outside"
    outside.mkdir()
    (place / "build").mkdir()
    (place / "build/memory").symlink_to(outside)
    assert "leads outside" in run(capsys, "memory", "search", "天", status=2)
    assert not list(outside.iterdir())


@pytest.mark.parametrize(
    "words",
    [
        ("leverage", "--threshold", "0.2"),
        ("leverage", "-m", "x.tmx"),
        ("leverage", "a.po", "-o", "b.po"),
        ("memory", "search", "  "),
        ("memory", "search", "a", "--limit", "-1"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    place: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    run(capsys, *words, status=2)


def test_what_is_saved_while_we_look_up_is_kept(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(capsys, "memory", "add")
    empty(catalog(place), "Day breaks.", "He walked a long way.")
    write, saved = Workplace.write, []

    def save_first(self: Workplace, path: Path, data: bytes, **options: Any) -> bool:
        if path == catalog(place) and not saved:
            saved.append(path)
            text = path.read_text("utf-8")
            typed = text.replace('路。"\nmsgstr ""', '路。"\nmsgstr "Hers"')
            path.write_text(typed, "utf-8")
        return write(self, path, data, **options)

    monkeypatch.setattr(Workplace, "write", save_first)
    run(capsys, "leverage")
    found = read_po("a.po", catalog(place).read_bytes())
    texts = [entry.msgstr for entry in found.entries]
    assert texts[:2] == ["Day breaks.", "Hers"]


def test_an_update_asks_the_memory_for_what_is_new_and_marks_it_fuzzy(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    memory(place).write_bytes(write_tmx([Pair("雨一直下到天亮。", "It rained on.")]))
    source = place / "source/a.md"
    source.write_text(source.read_text("utf-8") + "\n雨一直下到了天亮。\n", "utf-8")
    told = run(capsys, "update")
    assert "1 of them from the memory" in told
    assert " new" not in told
    made = read_po("a.po", catalog(place).read_bytes())
    (entry,) = [one for one in made.live() if one.msgid.startswith("雨")]
    assert entry.fuzzy
    assert entry.msgstr == "It rained on."
    assert entry.previous is not None
    assert entry.previous.msgid == "雨一直下到天亮。"
    assert any("from translations/memory.tmx" in one for one in entry.extracted)


def test_what_a_translator_has_emptied_stays_empty_in_an_update(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "update")
    run(capsys, "memory", "add")
    empty(catalog(place), "Day breaks.")
    source = place / "source/a.md"
    source.write_text(source.read_text("utf-8") + "\n门开了。\n", "utf-8")
    run(capsys, "update")
    made = read_po("a.po", catalog(place).read_bytes())
    assert [one.msgstr for one in made.live() if one.msgid == "天亮了。"] == [""]


def test_a_memory_that_cannot_be_read_is_told_and_the_update_done(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    memory(place).write_text("<tmx><body><tu>", "utf-8")
    source = place / "source/a.md"
    source.write_text(source.read_text("utf-8") + "\n门开了。\n", "utf-8")
    assert "memory.tmx" in run(capsys, "update", status=2)
    made = read_po("a.po", catalog(place).read_bytes())
    assert "门开了。" in {one.msgid for one in made.live()}


def test_a_literal_update_asks_no_memory(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    memory(place).write_bytes(write_tmx([Pair("门开了。", "The door opened.")]))
    source = place / "source/a.md"
    source.write_text(source.read_text("utf-8") + "\n门开了。\n", "utf-8")
    assert "1 new" in run(capsys, "update", "--literal")

"""The whole chain as a newcomer walks it: init, write, update, translate, build."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from zipfile import ZipFile

import pytest

from duizhao.catalog.po import read_po
from duizhao.cli.main import main

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-c", "from duizhao.cli.main import run; run()"]
MANUSCRIPT = """---
title: 水从哪里来
author: 林小雨
---

城里人打开水龙头，很少问水从哪里来。**注意。**请看下表。

| 年份 | 用水量 |
| --- | ---: |
| 2010 | 18.9 |

- 节水[^1]。

[^1]: 见[公报](https://example.org/水)。
"""
ENGLISH = {
    "水从哪里来": "Where the water comes from",
    "林小雨": "Lin Xiaoyu",
    "城里人打开水龙头，很少问水从哪里来。": "Few who turn a tap ask where it comes from.",
    "**注意。**": "**Note.**",
    "请看下表。": "See the table.",
    "年份": "Year",
    "用水量": "Water used",
    "节水[^1]。": "Save water[^1].",
    "见[公报](https://example.org/水)。": "See the [bulletin](https://example.org/水).",
}
PRODUCTS = """
[products.page]
format = "html"
threshold = 100
[products.draft]
format = "docx"
layout = "side-by-side"
fuzzy = true
"""


@pytest.fixture
def magazine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A publication in a folder of an awkward name, which is the current one."""
    folder = tmp_path / "空 格" / "mag azine"
    assert main(["init", "--bare", "-q", str(folder)]) == 0
    settings = folder / "duizhao.toml"
    text = settings.read_text("utf-8")
    first, last = text.index("# The English handout"), text.index("[markdown]")
    settings.write_text(text[:first] + PRODUCTS + text[last:], "utf-8")
    (folder / "source" / "水.md").write_text(MANUSCRIPT, "utf-8")
    monkeypatch.chdir(folder)
    return folder


def po_of(folder: Path, name: str = "水") -> Path:
    return folder / "translations" / "en" / "LC_MESSAGES" / f"{name}.po"


def translate(folder: Path) -> None:
    """Write ENGLISH into the catalog, as an editor of catalogs would."""
    path = po_of(folder)
    text = path.read_text("utf-8")
    for chinese, english in ENGLISH.items():
        text = text.replace(
            f'msgid "{chinese}"\nmsgstr ""', f'msgid "{chinese}"\nmsgstr "{english}"'
        )
    path.write_text(text, "utf-8")


def test_from_manuscript_to_pages(
    magazine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["update"]) == 0
    assert capsys.readouterr().out == (
        "translations/en/LC_MESSAGES/水.po: 9 entries, 9 new\n"
    )
    assert main(["build"]) == 1
    assert "not made: page of 水: 0 %" in capsys.readouterr().err
    translate(magazine)
    assert main(["check"]) == 0
    assert main(["build"]) == 0
    page = (magazine / "build" / "page" / "水.html").read_text("utf-8")
    assert "Few who turn a tap" in page
    assert "城里人" not in page
    with ZipFile(magazine / "build" / "draft" / "水.docx") as word:
        text = word.read("word/document.xml").decode()
    assert "Water used" in text
    assert "用水量" in text
    capsys.readouterr()
    assert main(["build"]) == 0
    assert capsys.readouterr().out == "Nothing has changed: build/ is up to date.\n"


def test_an_edited_sentence_alone_becomes_fuzzy(
    magazine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["update", "-q"])
    translate(magazine)
    source = magazine / "source" / "水.md"
    source.write_text(MANUSCRIPT.replace("很少问", "从来不问"), "utf-8")
    assert main(["update"]) == 0
    assert "9 entries, 8 kept, 1 fuzzy" in capsys.readouterr().out
    entries = list(read_po("a.po", po_of(magazine).read_bytes()).live())
    (fuzzy,) = (entry for entry in entries if entry.fuzzy)
    assert fuzzy.msgid == "城里人打开水龙头，从来不问水从哪里来。"
    assert fuzzy.previous is not None
    assert fuzzy.previous.msgid in ENGLISH
    assert main(["why", "水", "从来不问"]) == 1
    assert "its translation is fuzzy" in capsys.readouterr().out
    assert main(["check"]) == 0
    assert main(["check", "--strict"]) == 1
    shown = capsys.readouterr().out
    assert f"  > {fuzzy.msgstr}\n" in shown
    source.write_text(MANUSCRIPT, "utf-8")
    before = po_of(magazine).read_bytes()
    assert main(["update", "-q"]) == 0
    after = list(read_po("a.po", po_of(magazine).read_bytes()).live())
    assert before != po_of(magazine).read_bytes()
    assert {entry.msgid: entry.msgstr for entry in after} == ENGLISH
    assert not any(entry.fuzzy for entry in after)


@pytest.mark.skipif(shutil.which("msgcat") is None, reason="gettext is not installed")
def test_a_catalog_that_gettext_rewrote_is_the_same(magazine: Path) -> None:
    main(["update", "-q"])
    translate(magazine)
    path = po_of(magazine)
    for tool in (["msgcat"], ["msgcat", "--no-wrap"], ["msgattrib", "--no-obsolete"]):
        subprocess.run([*tool, str(path), "-o", str(path)], check=True)
        before = path.read_bytes()
        assert main(["update", "-q"]) == 0
        assert path.read_bytes() == before


def test_all_unreadable_manuscripts_are_told_at_once_and_none_is_guessed(
    magazine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = magazine / "source"
    simplified = "老桥建于一九三二年，船工老陈说它比爷爷还老。\n" * 3
    traditional = "臺北的雨下了三天，捷運站裡擠滿了躲雨的人。\n" * 3
    (source / "a.txt").write_bytes(simplified.encode("gbk"))
    (source / "b.txt").write_bytes(traditional.encode("big5"))
    for verb in ("extract", "update"):
        assert main([verb]) == 2
        told = capsys.readouterr().err
        assert 'encoding = "gb18030"' in told
        assert 'encoding = "big5"' in told
        made = {path.stem for path in (magazine / "translations").rglob("*.p*")}
        assert made
        assert not made & {"a", "b"}
    with (magazine / "duizhao.toml").open("a", encoding="utf-8") as settings:
        settings.write('[documents."a"]\nencoding = "gbk"\n')
        settings.write('[documents."b"]\nencoding = "big5"\n')
    assert main(["update", "-q"]) == 0
    assert "捷運站" in po_of(magazine, "b").read_text("utf-8")


def test_a_removed_manuscript_takes_its_pages_along_but_no_catalog(
    magazine: Path,
) -> None:
    other = magazine / "source" / "别的.md"
    other.write_text("# 别的\n", "utf-8")
    assert main(["build", "-q", "--update", "-p", "draft"]) == 0
    assert main(["build", "-q"]) == 1
    other.unlink()
    assert main(["build", "-q"]) == 1
    assert not (magazine / "build" / "draft" / "别的.docx").exists()
    assert po_of(magazine, "别的").exists()
    assert (magazine / "translations" / "别的.pot").exists()


@pytest.mark.parametrize(
    ("content", "number"),
    [("", 0), ("---\ntitle: 只有题头\n---\n", 1), ("# 一\r\n\r\n二。\r\n", 2)],
)
def test_odd_manuscripts_make_pages(magazine: Path, content: str, number: int) -> None:
    path = magazine / "source" / "sub" / "deep" / "a.md"
    path.parent.mkdir(parents=True)
    path.write_text(content, "utf-8", newline="")
    assert main(["build", "-q", "-u", "sub/deep/a", "-p", "draft"]) == 0
    data = po_of(magazine, "sub/deep/a").read_bytes()
    assert len(list(read_po("a.po", data).live())) == number


def test_plain_verbs_never_write_over_what_they_read(
    magazine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = str(magazine / "source" / "水.md")
    pot, po = str(magazine / "a.pot"), str(magazine / "a.po")
    assert main(["extract", name, "-o", pot]) == 0
    shutil.copy(pot, po)
    for words in (
        ["extract", name, "-o", name],
        ["merge", name, po, "-o", name],
        ["merge", name, po, "-o", po],
        ["update", po, pot, "-o", pot],
        ["render", name, "--format", "html", "-o", name],
    ):
        assert main(words) == 2
        assert "the file that is read" in capsys.readouterr().err
    assert Path(name).read_text("utf-8") == MANUSCRIPT
    assert main(["update", po, pot, "-o", po]) == 0


def test_a_plain_file_outside_a_publication_gets_a_hint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.md").write_text("你好。\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["extract", "a.md"]) == 2
    assert "on plain files, add: -o OUT" in capsys.readouterr().err
    assert main(["render", "a.md", "-o", "a.pdf", "--layout", "sidewise"]) == 2
    assert "(choose from" in capsys.readouterr().err


def test_names_of_documents_that_are_not_there_are_told(
    magazine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (magazine / "duizhao.toml").open("a", encoding="utf-8") as settings:
        settings.write('[documents."冰"]\nsegmentation = "paragraph"\n')
    main(["update", "-q"])
    capsys.readouterr()
    main(["check", "--json"])
    found = json.loads(capsys.readouterr().out)["findings"]
    (stray,) = (one for one in found if one["rule"] == "settings.document")
    assert stray["message"] == "there is no document '冰'"
    lines = (magazine / "duizhao.toml").read_text("utf-8").splitlines()
    assert lines[stray["line"] - 1] == '[documents."冰"]'


def test_why_tells_of_words_that_stand_nowhere_and_of_kept_chinese(
    magazine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["update", "-q"])
    translate(magazine)
    assert main(["why", "水", "火星"]) == 2
    assert "stands neither here nor" in capsys.readouterr().err
    path = po_of(magazine)
    text = path.read_text("utf-8").replace('"Lin Xiaoyu"', '"Lin 小雨"')
    path.write_text(text, "utf-8")
    assert main(["why", "水", "小雨"]) == 1
    assert "the translation itself holds these words" in capsys.readouterr().out


def test_watch_sees_edits_new_files_and_replaced_settings(magazine: Path) -> None:
    log = magazine.parent / "log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [*COMMAND, "build", "-u", "-w", "-p", "draft"],
            cwd=magazine,
            stdout=out,
            stderr=out,
            env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
            start_new_session=True,
        )
    try:
        wait_for(log, r"Waiting for changes")
        (magazine / "source" / "new.md").write_text("# 新\n", "utf-8")
        wait_for(log, r"\* build/draft/new.docx")
        draft = magazine / "duizhao.toml.tmp"
        draft.write_text("[products.x\n", "utf-8")
        draft.replace(magazine / "duizhao.toml")
        wait_for(log, r"duizhao.toml:1:\d+: this is not TOML")
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
        assert "Interrupt" not in log.read_text("utf-8")
    finally:
        process.kill()
        process.wait()


def wait_for(log: Path, pattern: str) -> None:
    """Wait until the log has a line like this."""
    for _ in range(200):
        if re.search(pattern, log.read_text("utf-8")):
            return
        time.sleep(0.05)
    pytest.fail(f"{pattern} never came:\n{log.read_text('utf-8')}")

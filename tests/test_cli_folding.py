"""Long lines in a terminal: whole words, whole paths, Chinese two columns wide."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.cli.console import Console, finding_lines
from duizhao.cli.folding import folded
from duizhao.cli.main import main
from duizhao.cli.stats_formats import _show_counts
from duizhao.diagnostics import Diagnostic, Place, Severity
from duizhao.language import width

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-c", "from duizhao.cli.main import run; run()"]
LONG = "translations/en/LC_MESSAGES/深圳/特区笔记与样机.po"
TEXTS = st.text(st.sampled_from("abc -，。深圳（）“”/"), max_size=200)


def test_a_line_that_fits_stays_whole() -> None:
    assert folded("深" * 40, 80) == ["深" * 40]
    assert folded("word " * 99, 0) == ["word " * 99]


def test_a_path_is_never_broken() -> None:
    line = f"  it has no translation; translate it at {LONG}:44"
    assert folded(line, 60) == [
        "  it has no translation; translate it at",
        f"    {LONG}:44",
    ]


def test_no_line_begins_with_a_chinese_mark() -> None:
    shown = folded("深圳的早晨，河水是绿的。" * 9, 41)
    assert max(map(width, shown)) <= 41
    assert not [line for line in shown if line.lstrip().startswith(("，", "。"))]


@given(TEXTS, st.integers(40, 90))
def test_folding_loses_nothing_but_blanks(text: str, columns: int) -> None:
    shown = folded(text, columns)
    assert "".join("".join(shown).split()) == "".join(text.split())


def test_a_finding_keeps_its_place_on_a_line_of_its_own() -> None:
    item = Diagnostic(
        "a.b", Severity.ERROR, Place(LONG, 3, 2), "wrong " * 12, "do " * 40
    )
    shown = list(finding_lines(item, columns=80))
    assert shown[0].startswith(f"{LONG}:3:2: error [a.b]")
    assert max(map(width, shown)) <= 80
    assert list(finding_lines(item)) == [
        f"{LONG}:3:2: error [a.b] {'wrong ' * 12}",
        f"  {'do ' * 40}",
    ]


@pytest.mark.parametrize("languages", [("en", "en"), ("en", "fr")])
def test_a_table_of_counts_fits_into_a_terminal(
    languages: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    numbers = ("100 %", "0 %", "4,044", "191", "0", "0", "0", "3,170", "6")
    names = ("深圳/特区笔记与样机", "three-questions-and-more")
    rows = [(name, tag, *numbers) for name, tag in zip(names, languages, strict=True)]
    _show_counts(Console(), rows, 80)
    shown = capsys.readouterr().out.splitlines()
    assert max(map(width, shown)) <= 80
    assert ("language" in shown[0]) is (len(set(languages)) > 1)
    assert shown[-1] == "In a wider window also: words, reused."
    _show_counts(Console(), rows, 0)
    assert "reused" in capsys.readouterr().out.splitlines()[0]


def in_terminal(*words: str, folder: Path, columns: int = 80) -> list[str]:
    """Return the lines that a command shows in a terminal of so many columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    plain = {key: text for key, text in os.environ.items() if key != "NO_COLOR"}
    environment = {**plain, "TERM": "xterm", "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [*COMMAND, *words], cwd=folder, stdout=theirs, stderr=theirs, env=environment
    )
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 65536):
            shown += part
    except OSError:
        pass  # the other end is closed: all is read
    process.wait()
    os.close(ours)
    return shown.decode().replace("\r", "").splitlines()


@pytest.fixture
def publication(tmp_path: Path) -> Path:
    folder = tmp_path / "magazine"
    assert main(["init", "--bare", "--quiet", str(folder)]) == 0
    chinese = (
        "深圳的早晨从码头开始，渡轮靠岸，报纸送到，电子市场的卷帘门一扇一扇地卷上去。"
    )
    manuscript = folder / "source" / "深圳" / "特区笔记与样机以及别的故事.md"
    manuscript.parent.mkdir()
    manuscript.write_text(f"# 标题\n\n{chinese}[甲](b/c.md)。\n", "utf-8")
    assert main(["update", "--quiet", "--project", str(folder)]) == 0
    (po,) = (folder / "translations").rglob("*.po")
    text = po.read_text("utf-8")
    english = "Shenzhen’s morning begins at the docks, " + "the ferry lands " * 9 + "卷"
    po.write_text(
        text.replace('"标题"\nmsgstr ""', f'"标题"\nmsgstr "{english}"'), "utf-8"
    )
    glossary = (
        "source,target\n深圳的早晨从码头开始,Shenzhen’s morning at the docks\n卷帘门,"
    )
    (folder / "translations" / "glossary.csv").write_text(
        f"{glossary}{'rolling shutter ' * 5}|gate\n", "utf-8"
    )
    return folder


@pytest.mark.parametrize(
    "words",
    [
        ["check"],
        ["stats"],
        ["why", "深圳/特区笔记与样机以及别的故事"],
        ["memory", "search", "标题"],
        ["terms"],
        ["terms", "--inconsistent", "--least", "1"],
        ["build", "nothing-of-this-name-is-here-nor-was-it-ever-here-nor-will-be"],
        ["build", "-p", "web"],
    ],
    ids=" ".join,
)
def test_no_line_is_wider_than_the_terminal(
    publication: Path, words: list[str]
) -> None:
    shown = in_terminal(*words, folder=publication)
    bare = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in shown]
    assert bare
    assert [line for line in bare if width(line) > 80] == []


def test_a_colour_goes_on_where_a_line_is_broken(publication: Path) -> None:
    found = " ".join(["the ferry lands"] * 6)
    shown = in_terminal("memory", "search", found, folder=publication, columns=60)
    coloured = [line for line in shown if "\x1b[1;33m" in line]
    assert len(coloured) > 1
    assert all(line.count("\x1b[0m") == 1 for line in coloured)

"""Long lines in a terminal: whole words, whole paths, Chinese two columns wide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.cli.console import Console, finding_lines
from duizhao.cli.folding import folded
from duizhao.cli.stats_formats import _show_counts
from duizhao.diagnostics import Diagnostic, Place, Severity
from duizhao.language import width

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

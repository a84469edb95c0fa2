"""How translations grew: read from git, counted, drawn."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.cli.main import main
from duizhao.render.chart import FILE, NARROW, WIDE, ChartPoint, Frame, history_svg
from duizhao.render.ticks import number_ticks, time_ticks

needs_git = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
PO = "translations/en/LC_MESSAGES/a.po"
FIRST = datetime(2026, 3, 2, 9, tzinfo=UTC)


def po_of(**texts: str) -> bytes:
    entries = (f'\nmsgid "{one}。"\nmsgstr "{two}"\n' for one, two in texts.items())
    return (HEADER + "".join(entries)).encode()


def git(folder: Path, *words: str, days: int = 0) -> None:
    when = (FIRST + timedelta(days=days)).isoformat()
    own = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    own |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    name = ("-c", "user.name=N", "-c", "user.email=n@example.org")
    command = ["git", *name, *words]
    subprocess.run(
        command, cwd=folder, check=True, capture_output=True, env={**os.environ, **own}
    )


def commit(folder: Path, data: bytes, days: int) -> None:
    path = folder / PO
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "x", days=days)


@pytest.fixture
def publication(tmp_path: Path) -> Path:
    folder = tmp_path / "pub"
    (folder / "source").mkdir(parents=True)
    (folder / "source" / "a.md").write_text("天亮了。走吧。\n", "utf-8")
    (folder / "duizhao.toml").write_text('[publication]\ntitle = "P"\n', "utf-8")
    (folder / ".gitignore").write_text("build/\n")
    return folder


def history(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[list[int]]:
    capsys.readouterr()
    words = ["stats", "--history", "--json", "--project", str(folder)]
    assert main(words) == 0
    points = json.loads(capsys.readouterr().out)["history"]
    states = ("translated", "fuzzy", "missing")
    return [[point[name]["hanzi"] for name in states] for point in points]


# --- git -----------------------------------------------------------------------------


@needs_git
def test_each_revision_that_changed_the_counts_is_told(
    publication: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(publication, "init", "-q")
    commit(publication, po_of(天亮了="", 走吧=""), 0)
    commit(publication, po_of(天亮了="Dawn", 走吧=""), 3)
    (publication / "source" / "b.md").write_text("新。\n", "utf-8")
    commit(publication, po_of(天亮了="Day", 走吧=""), 5)  # the counts are the same
    assert history(publication, capsys)[:2] == [[0, 0, 5], [3, 0, 2]]
    assert len(history(publication, capsys)) == 3  # b is new, and not committed yet
    assert (publication / "build" / "history.svg").exists()


@pytest.mark.parametrize("form", ["text", "md", "html"])
@needs_git
def test_each_form_has_the_table_of_revisions(
    publication: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    git(publication, "init", "-q")
    commit(publication, po_of(天亮了="", 走吧=""), 0)
    commit(publication, po_of(天亮了="Dawn", 走吧=""), 3)
    words = ["stats", "--history", "--format", form, "--project", str(publication)]
    assert main(words) == 0
    said = re.sub("<style>.*?</style>", "", capsys.readouterr().out, flags=re.DOTALL)
    command = ["git", "log", "--format=%H", "--reverse"]
    commits = subprocess.run(
        command, cwd=publication, check=True, capture_output=True, text=True
    ).stdout.split()
    for one, share in zip(commits, ("0 %", "60 %"), strict=True):
        assert re.search(rf"{one[:8]}[^0-9]+(?:>)?{share}", said)


@needs_git
def test_a_publication_in_a_folder_of_a_repository_has_its_history(
    publication: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(publication.parent, "init", "-q")
    commit(publication, po_of(天亮了="Dawn", 走吧="Go"), 0)
    assert history(publication, capsys) == [[5, 0, 0]]


@needs_git
def test_what_was_damaged_once_counts_as_before_and_is_told(
    publication: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(publication, "init", "-q")
    commit(publication, po_of(天亮了="Dawn", 走吧=""), 0)
    commit(publication, b"<<<<<<< HEAD\n", 1)
    commit(publication, po_of(天亮了="Dawn", 走吧="Go"), 2)
    assert history(publication, capsys) == [[3, 0, 2], [5, 0, 0]]
    assert main(["stats", "--history", "--project", str(publication)]) == 0
    assert "1 catalog of the past cannot be read" in capsys.readouterr().out


@needs_git
def test_what_was_counted_once_is_not_read_again(
    publication: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(publication, "init", "-q")
    commit(publication, po_of(天亮了="", 走吧=""), 0)
    commit(publication, po_of(天亮了="Dawn", 走吧=""), 3)
    before = history(publication, capsys)
    kept = publication / "build" / ".cache" / "stats.json"
    written = kept.stat().st_mtime_ns
    assert history(publication, capsys) == before
    assert kept.stat().st_mtime_ns == written
    kept.write_text("[1, 2]")
    assert history(publication, capsys) == before


@pytest.mark.parametrize("repository", [False, True])
@needs_git
def test_without_revisions_the_reason_is_told(
    publication: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    *,
    repository: bool,
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(publication.parent))
    if repository:
        git(publication, "init", "-q")
    assert main(["stats", "--history", "--project", str(publication)]) == 2
    assert "git" in capsys.readouterr().err


def test_without_git_the_reason_is_told(
    publication: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", str(publication))
    assert main(["stats", "--history", "--project", str(publication)]) == 2
    assert "git is not installed" in capsys.readouterr().err


# --- forms ---------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_each_form_tells_the_same_numbers(
    publication: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    path = publication / PO
    path.parent.mkdir(parents=True)
    path.write_bytes(po_of(天亮了="Dawn now", 走吧=""))
    words = ["stats", "--format", form, "--project", str(publication)]
    assert main(words) == 0
    said = capsys.readouterr().out
    assert "60 %" in said
    assert re.findall(
        r"\b\d+\b(?! ?%)", re.sub("<style>.*?</style>", "", said, flags=re.DOTALL)
    )
    if form == "html":
        assert not re.search(r"(?:src|href)=|@import|url\(|<script", said)
        assert 'name="viewport"' in said


def test_a_report_is_written_to_a_file_that_is_named(publication: Path) -> None:
    out = publication / "stats.html"
    words = ["stats", "--project", str(publication), "-o", str(out)]
    assert main(words) == 2
    assert main([*words, "--format", "html"]) == 0
    assert out.read_text("utf-8").startswith("<!DOCTYPE html>")


# --- the chart -----------------------------------------------------------------------

POINTS = st.lists(
    st.tuples(
        st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)),  # noqa: DTZ001
        *[st.integers(0, 2_000_000)] * 3,
    ),
    min_size=1,
    max_size=30,
).map(
    lambda rows: [
        ChartPoint(time.replace(tzinfo=UTC), *sizes) for time, *sizes in sorted(rows)
    ]
)


@settings(max_examples=60, deadline=None)
@given(POINTS, st.sampled_from([FILE, WIDE, NARROW]))
def test_every_history_has_a_chart_in_which_nothing_leaves_the_picture(
    points: list[ChartPoint], frame: Frame
) -> None:
    root = ET.fromstring(history_svg(points, "<&> 春天", frame))
    width, height = float(root.get("width", "")), float(root.get("height", ""))
    space = "{http://www.w3.org/2000/svg}"
    assert len(root.findall(f"{space}polygon")) == 3
    for polygon in root.findall(f"{space}polygon"):
        corners = [one.split(",") for one in polygon.get("points", "").split()]
        assert all(0 <= float(x) <= width for x, _ in corners)
        assert all(0 <= float(y) <= height for _, y in corners)
    words = [
        one
        for one in root.iter(f"{space}text")
        if one.find(f"{space}tspan") is not None
    ]
    heights = sorted(float(one.get("y", "")) for one in words)
    assert all(after - before > 30 for before, after in pairwise(heights))
    assert heights[0] > 0
    assert heights[-1] + 17 < height


@given(st.integers(0, 10**9))
def test_the_numbers_of_an_axis_are_few_and_reach_the_largest(largest: int) -> None:
    ticks = number_ticks(largest)
    assert ticks[0] == 0
    assert ticks[-1] >= largest
    assert 2 <= len(ticks) <= 6


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)),  # noqa: DTZ001
    st.floats(0, 40 * 365 * 86400),
)
def test_the_dates_of_an_axis_are_few_and_lie_upon_it(
    start: datetime, seconds: float
) -> None:
    begin = start.replace(tzinfo=UTC)
    end = begin + timedelta(seconds=seconds)
    ticks = time_ticks(begin, end)
    assert len(ticks) <= 6
    assert all(begin <= time <= end for time, _ in ticks)
    assert all(one[1] != two[1] for one, two in pairwise(ticks))


@needs_git
def test_a_repository_cannot_have_a_program_run(
    publication: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(publication, "init", "-q")
    commit(publication, po_of(天亮了="Dawn", 走吧=""), 0)
    program = publication / "program"
    program.write_text("#!/bin/sh\ntouch ran\n")
    program.chmod(0o755)
    for name in (
        "core.fsmonitor",
        "core.pager",
        "diff.external",
        "gpg.program",
        "diff.po.textconv",
        "filter.po.smudge",
    ):
        git(publication, "config", name, str(program))
    git(publication, "config", "log.showSignature", "true")
    attributes = publication / ".git" / "info" / "attributes"
    attributes.parent.mkdir(exist_ok=True)
    attributes.write_text("*.po diff=po filter=po\n")
    assert len(history(publication, capsys)) == 1
    assert not (publication / "ran").exists()

"""`duizhao terms` as a person runs it."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from duizhao.cli.main import main
from duizhao.language import width

SOURCE = """# 田

无人机飞过稻田，合作社的人抬头看。

合作社买了三架无人机。

无人机怕大风，合作社的老人说。
"""
TARGETS = {
    "田": "Fields",
    "无人机飞过稻田，合作社的人抬头看。": "A drone flies over the paddies, and the people of the cooperative look up.",
    "合作社买了三架无人机。": "The cooperative bought three drones.",
    "无人机怕大风，合作社的老人说。": "Drones fear wind, say the old of the commune.",
}
GLOSSARY = "source,target,forbidden,part_of_speech,note\n合作社,cooperative|co-op,commune,noun,not 1958\n"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    assert main(["init", "--bare", str(tmp_path / "p"), "-q"]) == 0
    monkeypatch.chdir(tmp_path / "p")
    Path("source/fields.md").write_text(SOURCE, "utf-8")
    assert main(["update", "-q"]) == 0
    po = Path("translations/en/LC_MESSAGES/fields.po")
    text = po.read_text("utf-8")
    for source, target in TARGETS.items():
        text = text.replace(
            f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{target}"'
        )
    po.write_text(text, "utf-8")
    Path("translations/glossary.csv").write_text(GLOSSARY, "utf-8")
    return po


def shown(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> str:
    capsys.readouterr()
    assert main(["terms", *words]) == status
    return capsys.readouterr().out


def test_the_terms_that_are_used_fit_into_a_terminal(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = shown(capsys)
    assert "cooperative 2, ? 1" in told
    assert "translations/glossary.csv: 1 of 1 term used" in told
    assert max(map(width, told.splitlines())) <= 100


def test_candidates_can_be_pasted_into_the_glossary(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = list(csv.DictReader(StringIO(shown(capsys, "--candidates"))))
    assert list(rows[0]) == GLOSSARY.split("\n", maxsplit=1)[0].split(",")
    assert [row["source"] for row in rows] == ["无人机"]


def test_inconsistent_renderings_are_shown_with_places(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = shown(capsys, "--inconsistent")
    assert "合作社  3 times, in the glossary: cooperative | co-op" in told
    assert "Drones fear wind" in told
    assert "1 word is rendered in several ways." in told


def test_programs_get_the_same(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (used,) = json.loads(shown(capsys, "--json"))
    assert used["renderings"][0]["text"] == "cooperative"
    assert used["unclear"][0].startswith(f"{place}:")
    assert json.loads(shown(capsys, "--candidates", "--json"))[0]["source"] == "无人机"
    assert json.loads(shown(capsys, "--inconsistent", "--json"))


@pytest.mark.parametrize("form", ["tbx", "tbx2", "csv"])
def test_what_is_exported_is_imported_without_change(
    place: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    name = f"out.{form[:3]}"
    shown(capsys, "--export", form, "-o", name)
    assert "nothing new" in shown(capsys, "--import", name)
    assert Path("translations/glossary.csv").read_text("utf-8") == GLOSSARY


def test_an_import_lists_contradictions_and_loses_nothing(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("new.csv").write_text(
        "source,target,forbidden\n合作社,commune,co-op\n稻田,paddy,\n", "utf-8"
    )
    told = shown(capsys, "--import", "new.csv", status=1)
    assert "1 new, 1 changed, 2 contradictions; 2 terms in all" in told
    text = Path("translations/glossary.csv").read_text("utf-8")
    assert "合作社,cooperative|co-op,commune,noun," in text
    assert "not 1958; new.csv allows “commune”; new.csv forbids “co-op”" in text


def test_an_import_makes_the_first_glossary(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = Path("translations/glossary.csv")
    own.rename("theirs.csv")
    assert "1 new" in shown(capsys, "--import", "theirs.csv")
    assert own.read_text("utf-8") == GLOSSARY


def test_nothing_is_written_over_rows_that_cannot_be_read(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = Path("translations/glossary.csv")
    own.write_text(GLOSSARY + "稻田,,,,todo\n", "utf-8")
    Path("new.csv").write_text("source,target\n河,river\n", "utf-8")
    shown(capsys, "--import", "new.csv", status=1)
    assert own.read_text("utf-8").endswith("稻田,,,,todo\n")


def test_plain_files_need_no_publication(
    place: Path,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    glossary = Path("translations/glossary.csv").resolve()
    po = place.resolve()
    monkeypatch.chdir(tmp_path)
    assert "cooperative 2" in shown(capsys, str(po), "-g", str(glossary))


def test_the_check_looks_into_the_glossary(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["check", "--rule", "term"]) == 1
    assert "the glossary forbids “commune” for 合作社" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words", [["--least", "0"], ["--import", "none.tbx"], ["x", "-g", "none.csv"]]
)
def test_what_cannot_be_done_is_said(
    place: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert main(["terms", *words]) == 2
    assert capsys.readouterr().err.startswith("duizhao: ")


@pytest.mark.parametrize("words", [["--candidates"], ["--export", "tbx"]])
def test_nothing_is_written_over_the_glossary_itself(
    place: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    home = Path("translations/glossary.csv")
    assert main(["terms", *words, "-o", str(home)]) == 2
    assert "this is the file that is read" in capsys.readouterr().err
    assert home.read_text("utf-8") == GLOSSARY


def test_rows_that_an_import_cannot_read_are_told(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("theirs.csv").write_text("source,target\n,nothing\n田,field\n", "utf-8")
    assert main(["terms", "--import", "theirs.csv"]) == 0
    told = capsys.readouterr()
    assert "theirs.csv:2: this row has no source" in told.err
    assert "1 new, 0 changed; 2 terms in all" in told.out


def test_a_glossary_in_big5_is_named_and_not_read_as_something_else(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "source,target\n合作社,cooperative\n無人機,drone\n大灣區,Greater Bay Area\n"
    Path("theirs.csv").write_bytes(rows.encode("big5"))
    before = Path("translations/glossary.csv").read_bytes()
    assert main(["terms", "--import", "theirs.csv"]) == 2
    told = capsys.readouterr().err
    assert "theirs.csv: this table looks like Big5" in told
    assert "無人機,drone" in told
    assert Path("translations/glossary.csv").read_bytes() == before
    Path("theirs.csv").write_bytes(rows.encode("gb18030"))
    assert main(["terms", "--import", "theirs.csv"]) == 0

"""What `review back` tells of a file that came back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from duizhao.cli.main import main
from tests.test_review import W, edited, rows
from tests.test_review_since import review, run, sent_again

CHINESE = "你好。世界。天亮了。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "magazine"
    assert main(["init", "--bare", "--quiet", str(made)]) == 0
    (made / "source" / "a.md").write_text(CHINESE, "utf-8")
    assert run(made, "update", "--quiet") == 0
    return made


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "this file is empty\n  save it"),
        (b"<html>", "this is no Word file\n  save it"),
        (
            b"PK\3\4 and no more",
            "this file is damaged, or breaks off\n  ask for it again",
        ),
    ],
)
def test_a_file_that_is_none_says_what_it_is_and_what_to_do(
    folder: Path, data: bytes, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    back = folder / "back.docx"
    back.write_bytes(data)
    assert run(folder, "review", "back", str(back)) == 2
    assert f"{back}: {told}" in capsys.readouterr().err


def test_each_kind_that_is_left_says_what_to_do(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def change(root: Any) -> None:
        first = rows(root)[0]
        first.getparent().remove(first)

    sent_again(folder)
    back = folder / "back.docx"
    back.write_bytes(edited(review(folder).read_bytes(), change))
    assert run(folder, "review", "back", str(back)) == 1
    shown = capsys.readouterr().out
    assert "missing: row 1, line " in shown
    assert "\n  missing: the translation stands; " in shown
    assert "\n  conflict: " not in shown


def test_one_remark_is_one_remark(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def change(root: Any) -> None:
        remark = rows(root)[0].findall(f"{W}tc")[3].find(f"{W}p")
        etree.SubElement(etree.SubElement(remark, f"{W}r"), f"{W}t").text = "Fine."

    sent_again(folder)
    back = folder / "back.docx"
    back.write_bytes(edited(review(folder).read_bytes(), change))
    run(folder, "review", "back", str(back))
    assert "; 1 remark\n" in capsys.readouterr().out

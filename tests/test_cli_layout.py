"""--width, --no-wrap and --add-location."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.catalog.po import read_po
from duizhao.cli.main import main

TEXT = (
    "天还没有亮，码头上已经站满了等船的人，有人挑着担子，有人抱着孩子，谁也不说话，"
    "只听见水拍着石阶。船来了。\n\n船来了。\n\n"
    "卖粥的老人支起了炉子，火光照着他的脸，也照着锅里翻滚的白粥，香气顺着江风飘出去很远"
    "很远，连对岸的狗都叫了起来。\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "source").mkdir()
    (tmp_path / "build").mkdir()
    (tmp_path / "duizhao.toml").write_text('[publication]\ntitle = "港"\n', "utf-8")
    (tmp_path / "source" / "a.md").write_text(TEXT, "utf-8")
    assert run(tmp_path, "update") == 0
    return tmp_path


def run(folder: Path, verb: str, *options: str) -> int:
    return main([verb, "-q", "--project", str(folder), *options])


def pot_of(folder: Path) -> Path:
    return folder / "translations" / "a.pot"


def po_of(folder: Path) -> Path:
    return next((folder / "translations").rglob("a.po"))


def longest(path: Path) -> int:
    return max(len(line) for line in path.read_text("utf-8").splitlines())


@pytest.mark.parametrize("verb", ["extract", "update"])
def test_no_wrap_lays_the_catalogs_out_anew(folder: Path, verb: str) -> None:
    path = pot_of(folder) if verb == "extract" else po_of(folder)
    entries = read_po("a.po", path.read_bytes()).entries
    before = longest(path)
    assert run(folder, verb, "--no-wrap") == 0
    assert longest(path) > before
    assert read_po("a.po", path.read_bytes()).entries == entries


def test_what_is_new_follows_the_layout_of_the_file(folder: Path) -> None:
    assert run(folder, "update", "--no-wrap") == 0
    path = folder / "source" / "a.md"
    path.write_text(TEXT.replace("水", "海水") + "\n船又走了。\n", "utf-8")
    assert run(folder, "update") == 0
    lines = po_of(folder).read_text("utf-8").splitlines()
    assert not [line for line in lines if line == 'msgid ""'][1:]


def test_a_width_may_be_given(folder: Path) -> None:
    assert run(folder, "update", "--width", "40") == 0
    text = po_of(folder).read_text("utf-8").partition("\n\n")[2]
    assert max(len(line.encode("gbk")) for line in text.splitlines()) <= 40


def test_an_impossible_width_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "update", "--width", "-3") == 2
    assert "columns expected, found -3" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "full",
            [
                "#: source/a.md:1 source/a.md:3",
                "#: source/a.md:1",
                "#: source/a.md:5",
            ],
        ),
        ("file", ["#: source/a.md"]),
        ("never", []),
    ],
)
def test_less_may_be_told_of_places(
    folder: Path, words: str, expected: list[str]
) -> None:
    assert run(folder, "update", "--add-location", words) == 0
    lines = po_of(folder).read_text("utf-8").splitlines()
    assert {line for line in lines if line.startswith("#:")} == set(expected)


def test_plain_files_take_the_options_too(folder: Path) -> None:
    out = folder / "out.pot"
    source = str(folder / "source" / "a.md")
    words = [source, "-o", str(out), "--no-wrap", "--add-location", "never"]
    assert main(["extract", *words]) == 0
    text = out.read_text("utf-8")
    assert "#:" not in text
    assert longest(out) > 50
    made = folder / "made.po"
    words = [str(po_of(folder)), str(out), "-o", str(made), "--width", "40"]
    assert main(["update", *words]) == 0
    assert longest(made) < longest(out)

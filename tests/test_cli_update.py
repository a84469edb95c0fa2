"""What `update` tells of the catalogs that it has written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from duizhao.cli.main import main

LONG = "河水不深，孩子们每天早上蹚着水去上学，" * 3
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'


@pytest.fixture
def publication(tmp_path: Path) -> Path:
    folder = tmp_path / "magazine"
    assert main(["init", "--bare", "--quiet", str(folder)]) == 0
    (folder / "source" / "a.md").write_text(
        f"# 题\n\n{LONG}说「好」。天亮了。\n", "utf-8"
    )
    (folder / "translations" / "en" / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    return folder


def translated(folder: Path, *texts: str, name: str = "a") -> None:
    entries = [f'\nmsgid "{text}"\nmsgstr "English."\n' for text in ("题", *texts)]
    path = folder / "translations" / "en" / "LC_MESSAGES" / f"{name}.po"
    path.write_text(HEADER + "".join(entries), "utf-8")


def told(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    assert main(["update", "a", "--project", str(folder)]) == 0
    shown = capsys.readouterr().out.splitlines()
    return shown[next(at for at, line in enumerate(shown) if ".po:" in line) :]


def test_what_has_other_marks_is_shown_around_the_first_of_them(
    publication: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    translated(publication, f"{LONG}说“好”。", "天亮了。")
    head, line = told(publication, capsys)
    assert head.endswith("3 entries, 2 kept, 1 carried over")
    pieces = "…蹚着水去上学，说“好”。 → …蹚着水去上学，说「好」。"
    assert line == f"  marks or blanks alone: {pieces}"


def test_what_is_cut_in_another_way_is_shown_by_its_beginning(
    publication: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    translated(publication, f"{LONG}说「好」。", "天亮了。")
    settings = publication / "duizhao.toml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace('= "sentence"', '= "paragraph"'), "utf-8")
    head, line = told(publication, capsys)
    assert head.endswith("2 entries, 1 kept, 2 gone, 1 carried over")
    assert line == f"  cut in another way: {LONG[:32]}…"


def test_what_has_moved_is_shown_with_the_catalog_it_comes_from(
    publication: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (publication / "source" / "b.md").write_text("雨停了。\n", "utf-8")
    translated(publication, "天亮了。", name="b")
    assert told(publication, capsys)[2:] == [
        "  moved from translations/en/LC_MESSAGES/b.po: 天亮了。"
    ]


def test_a_catalog_whose_manuscript_is_gone_is_told_and_kept(
    publication: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (publication / "source" / "a.md").rename(publication / "source" / "b.md")
    translated(publication, "天亮了。")
    assert main(["update", "--project", str(publication)]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith("No manuscript any more: translations/en/LC_MESSAGES/a.po. ")
    assert (publication / "translations" / "en" / "LC_MESSAGES" / "a.po").exists()
    assert main(["update", "b", "--project", str(publication)]) == 0
    assert "No manuscript" not in capsys.readouterr().out


def test_a_text_that_cannot_be_read_is_told(
    publication: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("b.docx", "c.PDF", "d.svg"):
        (publication / "source" / name).write_bytes(b"x")
    assert main(["update", "--project", str(publication)]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith("Not read: source/b.docx, source/c.PDF. Save it as .md")


@pytest.mark.parametrize("verb", ["update", "extract", "stats"])
def test_a_manuscript_that_cannot_be_read_keeps_the_others_from_nothing(
    publication: Path, capsys: pytest.CaptureFixture[str], verb: str
) -> None:
    (publication / "source" / "b.md").write_text("雨停了。\n" * 40, "gb18030")
    words = [verb, "--project", str(publication)]
    assert main(words) == 2
    shown = capsys.readouterr()
    assert re.search(r"\b3 entries|^a +en", shown.out, re.MULTILINE)
    assert "b.md" in shown.err
    assert "b.md" not in shown.out
    pot = publication / "translations" / "a.pot"
    assert pot.exists() == (verb != "stats")
    assert not (publication / "translations" / "b.pot").exists()
    # Again, with nothing left to do; and by name.
    assert main(words) == 2
    shown = capsys.readouterr()
    assert "up to date" not in shown.out
    assert shown.err.count("b.md") == 1
    assert main([*words, "a"]) == 0
    assert main([*words, "b"]) == 2


def test_a_text_that_moved_into_an_unreadable_manuscript_finds_its_translation(
    publication: Path,
) -> None:
    translated(publication, "天亮了。")
    assert main(["update", "--project", str(publication)]) == 0
    (publication / "source" / "a.md").write_text("# 题\n", "utf-8")
    later = publication / "source" / "b.md"
    later.write_text("天亮了。\n" + "雨停了。\n" * 20, "gb18030")
    assert main(["update", "--project", str(publication)]) == 2
    later.write_text("天亮了。\n", "utf-8")
    assert main(["update", "--project", str(publication)]) == 0
    made = publication / "translations" / "en" / "LC_MESSAGES" / "b.po"
    assert made.read_text("utf-8").endswith('msgid "天亮了。"\nmsgstr "English."\n')
    assert "fuzzy" not in made.read_text("utf-8")

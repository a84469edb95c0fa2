"""The line of what a renderer speaks of, such as a character that no font has."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.cli.main import main
from duizhao.diagnostics import Diagnostic, Place, Severity
from duizhao.pipeline.places import place_findings
from duizhao.source import LineIndex

FOUND = Diagnostic(
    rule="pdf.glyph",
    severity=Severity.ERROR,
    place=Place("handout/quay"),
    message="no font has 𰻞",
    excerpt="𰻞",
)
PO = LineIndex("quay.po", 'msgid "面"\nmsgstr "noodles"\n'.encode())


def test_the_first_line_that_holds_it_is_the_place_and_the_others_are_told() -> None:
    manuscript = LineIndex("quay.md", "面\n吃𰻞𰻞面\n\n𰻞\n".encode())
    [found] = place_findings([FOUND], lambda: (PO, manuscript))
    assert found.place == Place("quay.md", 2, 2)
    assert found.message == "no font has 𰻞 (also in line 4)"


def test_many_lines_are_counted() -> None:
    manuscript = LineIndex("quay.md", ("𰻞\n" * 9).encode())
    [found] = place_findings([FOUND], lambda: (manuscript,))
    assert found.message.endswith("(also in lines 2, 3, 4, 5, 6 and 3 more)")


def test_a_character_of_a_template_keeps_its_place() -> None:
    assert place_findings([FOUND], lambda: (PO,)) == (FOUND,)


def test_files_are_read_for_words_alone() -> None:
    other = Diagnostic("pdf.layout", Severity.WARNING, Place("x"), "odd")
    assert place_findings([other], lambda: 1 // 0) == (other,)


def test_an_anchor_is_found_as_written_and_is_no_beginning_of_another() -> None:
    text = "[a](#船厂)\n[b](#%E8%88%B9)\n[c](#船)\n"
    manuscript = LineIndex("quay.md", text.encode())
    said = Diagnostic("docx.anchor", Severity.WARNING, Place("x"), "odd", excerpt="#船")
    [found] = place_findings([said], lambda: (manuscript,))
    assert found.place == Place("quay.md", 2, 5)
    assert found.message == "odd (also in line 3)"


def test_what_has_a_line_keeps_it() -> None:
    place = Place("templates/a.css", 3)
    said = Diagnostic("pdf.layout", Severity.WARNING, place, "odd", excerpt="面")
    assert place_findings([said], lambda: 1 // 0) == (said,)


def test_a_link_that_leads_nowhere_is_told_with_its_place_in_the_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "source"
    folder.mkdir()
    text = "船。\n\n见[下](#没有)。[^a]\n\n![图](b.svg)\n\n[^a]: 注。\n[^b]: 注。\n"
    (folder / "x.md").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    for suffix in ("pdf", "docx"):
        main(["render", "source/x.md", "-o", f"x.{suffix}"])
        shown = capsys.readouterr().err
        rule = "pdf.layout" if suffix == "pdf" else "docx.anchor"
        assert f"source/x.md:3:6: warning [{rule}] a link leads to “#没有”" in shown
        assert "source/x.md:5:6: error [picture.missing]" in shown
        assert "there is no picture source/b.svg" in shown
    assert "source/x.md:8:1: warning [docx.footnote]" in shown

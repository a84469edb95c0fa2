"""The line of a character that no font has."""

from duizhao.diagnostics import Diagnostic, Place, Severity
from duizhao.pipeline.missing_glyphs import GLYPH, place_glyphs
from duizhao.source import LineIndex

FOUND = Diagnostic(
    rule=GLYPH,
    severity=Severity.ERROR,
    place=Place("handout/quay"),
    message="no font has 𰻞",
    excerpt="𰻞",
)
PO = LineIndex.of("quay.po", 'msgid "面"\nmsgstr "noodles"\n'.encode())


def test_the_first_line_that_holds_it_is_the_place_and_the_others_are_told() -> None:
    manuscript = LineIndex.of("quay.md", "面\n吃𰻞𰻞面\n\n𰻞\n".encode())
    [found] = place_glyphs([FOUND], lambda: (PO, manuscript))
    assert found.place == Place("quay.md", 2, 2)
    assert found.message == "no font has 𰻞 (also in line 4)"


def test_many_lines_are_counted() -> None:
    manuscript = LineIndex.of("quay.md", ("𰻞\n" * 9).encode())
    [found] = place_glyphs([FOUND], lambda: (manuscript,))
    assert found.message.endswith("(also in lines 2, 3, 4, 5, 6 and 3 more)")


def test_a_character_of_a_template_keeps_its_place() -> None:
    assert place_glyphs([FOUND], lambda: (PO,)) == (FOUND,)


def test_files_are_read_for_glyphs_alone() -> None:
    other = Diagnostic("pdf.layout", Severity.WARNING, Place("x"), "odd")
    assert place_glyphs([other], lambda: 1 // 0) == (other,)

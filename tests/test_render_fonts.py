"""The faces of PDFs: ours alone, the right glyphs, and a sign for what is missing."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from duizhao.document import Document, Metadata, Paragraph, Text
from duizhao.render import fonts
from duizhao.render.fontcut import CutError, Face, cut_face
from duizhao.render.html import Medium, render_html
from duizhao.render.page import Layout, Page
from duizhao.render.pdf import render_pdf
from duizhao.render.pdfmissing import find_missing, find_rare, put_geta

weasyprint = pytest.importorskip("weasyprint", exc_type=OSError)

TEMPLATES = {
    file.name: file.read_text(encoding="utf-8")
    for file in (Path(__file__).parent.parent / "templates").iterdir()
    if file.suffix in {".html", ".css"}
}
PAGE = Page(
    layout=Layout.TARGET,
    language="en",
    publication="",
    time=datetime(2026, 1, 1, tzinfo=UTC),
    identifier="faces",
    assets={},
)
WORDS = "Quay āǎ fig."
HANZI = "标题，直骨"
STYLES = [
    f"font:{slant} {weight} 12pt '{family}'"
    for family in (fonts.SERIF, fonts.SANS, fonts.MONO)
    for weight in (400, 600, 700)
    for slant in ("normal", "italic")
] + [
    f"font:{weight} 12pt '{family}'"
    for family in (fonts.SERIF_ZH, fonts.SANS_ZH)
    for weight in (400, 700)
]
ALL = "<!DOCTYPE html><html lang=en><title>t</title>" + "".join(
    f'<p style="{style};font-variant-ligatures:none">{HANZI if "ZH" in style else WORDS}'
    for style in STYLES
)


@cache
def made() -> bytes:
    content, complaints = render_pdf(ALL, PAGE)
    assert complaints == ()
    return content


def embedded() -> Iterator[tuple[str, TTFont, dict[str, int]]]:
    """Yield each font of the PDF: its name, its file, and the glyph of each text."""
    with pikepdf.open(io.BytesIO(made())) as pdf:
        for found in pdf.objects:
            if isinstance(found, pikepdf.Dictionary) and "/ToUnicode" in found:
                descriptor = found.DescendantFonts[0].FontDescriptor
                file = descriptor.get("/FontFile2", descriptor.get("/FontFile3"))
                table = found.ToUnicode.read_bytes().decode()
                table = table.partition("beginbfchar")[2]
                pairs = re.findall(r"<([0-9a-fA-F]+)> <([0-9a-fA-F]+)>", table)
                glyphs = {
                    bytes.fromhex(text).decode("utf-16-be"): int(glyph, 16)
                    for glyph, text in pairs
                }
                name = str(found.BaseFont)
                yield name, TTFont(io.BytesIO(file.read_bytes())), glyphs


def outline(font: TTFont, name: str) -> list[object]:
    shapes = font.getGlyphSet()
    pen = DecomposingRecordingPen(shapes)
    shapes[name].draw(pen)
    return pen.value


def file_of(face: Face) -> TTFont:
    [path] = fonts.find_folder().glob(f"{face.name}.[ot]tf")
    return TTFont(path)


def test_every_face_has_a_name_of_its_own_with_weight_and_slant() -> None:
    seen = set()
    for face in fonts.FACES:
        font = file_of(face)
        assert font["name"].getDebugName(1) == face.family
        assert "16" not in {str(record.nameID) for record in font["name"].names}
        assert font["OS/2"].usWeightClass == face.weight
        assert bool(font["head"].macStyle & 2) == face.italic
        assert "fvar" not in font
        seen.add((face.family, face.weight, face.italic))
    assert len(seen) == len(fonts.FACES)


def test_every_font_in_a_pdf_is_ours_embedded_and_cut_down() -> None:
    names = [name for name, *_ in embedded()]
    assert len(names) == len(STYLES)
    for name, font, _ in embedded():
        assert re.fullmatch(r"/[A-Z]{6}\+Duizhao-.*", name)
        assert len(font.getGlyphOrder()) > 0
    assert len(made()) < 600_000


def test_every_face_prints_its_own_shapes_beside_the_others_of_its_family() -> None:
    # WeasyPrint mixes up two faces of one name, weight and style: 标题 came out as 标风.
    ours = {face: file_of(face) for face in fonts.FACES}
    left = set(fonts.FACES)
    for name, font, glyphs in embedded():
        order = font.getGlyphOrder()
        shapes = {text: outline(font, order[glyph]) for text, glyph in glyphs.items()}
        same = [
            face
            for face, own in ours.items()
            if all(
                ord(text) in own.getBestCmap()
                and shape == outline(own, own.getBestCmap()[ord(text)])
                for text, shape in shapes.items()
                if len(text) == 1 and text != " "
            )
        ]
        assert same, name
        # Bold of both Chinese families has the same shapes.
        assert same[0].family in name.replace("-", " ") or len(same) == 2
        left -= set(same)
    assert not {face for face in left if face.family != fonts.MONO}


def test_the_black_sans_has_simplified_shapes_without_being_told_the_language() -> None:
    [black] = [f for f in fonts.FACES if f.family == fonts.SERIF_ZH and f.weight == 700]
    assert black.script == "ZHS "
    original = TTFont(fonts._source(black))
    plain, ours = original.getBestCmap(), file_of(black).getBestCmap()
    assert plain[ord("一")] == ours[ord("一")]
    assert plain[ord("骨")] != ours[ord("骨")]
    assert plain[ord("，")] != ours[ord("，")]


def test_a_cut_gives_the_same_bytes_each_time() -> None:
    face = next(face for face in fonts.FACES if face.italic)
    data = fonts._source(face).read_bytes()
    assert cut_face(data, face) == cut_face(data, face)


def test_a_damaged_font_is_told() -> None:
    face = Face("Duizhao Odd", 400, file="odd.ttf")
    with pytest.raises(CutError, match=r"odd\.ttf is damaged"):
        cut_face(b"\x00\x01\x00\x00 no font", face)


def test_a_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    face = Face("Duizhao Odd", 400, package="no_such_package", file="odd.ttf")
    monkeypatch.setattr(fonts, "FACES", (face,))
    fonts.find_folder.cache_clear()
    try:
        content, complaints = render_pdf(ALL, PAGE)
    finally:
        fonts.find_folder.cache_clear()
    assert content.startswith(b"%PDF")
    assert "no_such_package" in complaints[0].message
    assert complaints[0].rule == "pdf.fonts"


def test_where_the_program_may_not_write_the_users_cache_holds_the_faces(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("")
    monkeypatch.setattr(sys, "prefix", str(blocked))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(fonts, "FACES", fonts.FACES[:2])
    monkeypatch.setattr(fonts, "TRADITIONAL", ())
    fonts.find_folder.cache_clear()
    try:
        folder = fonts.find_folder()
    finally:
        fonts.find_folder.cache_clear()
    assert folder.parent == tmp_path / "cache" / "duizhao"
    assert sorted(path.name for path in folder.iterdir()) == [
        "duizhao-serif-400-italic.ttf", "duizhao-serif-400.ttf", "ready",
    ]  # fmt: skip


def test_a_system_without_fonts_prints_the_same_bytes(tmp_path: Path) -> None:
    empty = tmp_path / "fonts.conf"
    empty.write_text("<fontconfig></fontconfig>")
    code = (
        "import sys, tests.test_render_fonts as t;"
        "c, odd = t.render_pdf(t.ALL, t.PAGE); assert not odd, odd;"
        "sys.stdout.buffer.write(c)"
    )
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={**os.environ, "FONTCONFIG_FILE": str(empty)},
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        check=False,
    )
    assert ran.stderr == b""
    assert ran.stdout == made()


def test_a_character_that_no_font_has_is_told_and_a_geta_stands_for_it() -> None:
    html = "<!DOCTYPE html><title>\U0010fffd</title><p>a\U0010fffdb &amp; \U0010fffd"
    content, complaints = render_pdf(html, PAGE)
    [found] = complaints
    assert found.rule == "pdf.glyph"
    assert "U+10FFFD" in found.message
    assert fonts.SERIF in found.hint
    assert found.excerpt == "\U0010fffd"
    with pikepdf.open(io.BytesIO(content)) as pdf:
        tables = [o.ToUnicode.read_bytes() for o in pdf.objects
                  if isinstance(o, pikepdf.Dictionary) and "/ToUnicode" in o]  # fmt: skip
        assert str(pdf.docinfo["/Title"]) == "\U0010fffd"
    assert any(b"3013" in table for table in tables)


def test_a_geta_is_put_into_texts_and_styles_alone() -> None:
    html = '<title>龘</title><style>p::before{content:"龘"}</style><p id="龘">龘龙'
    assert put_geta(html, "龘") == (
        '<title>龘</title><style>p::before{content:"〓"}</style><p id="龘">〓龙'
    )


def test_what_else_the_engine_complains_of_stays() -> None:
    complaints = [
        "Ignored `colour: red`",
        '.notdef glyph rendered for Unicode string unsupported by fonts: "\n" (U+000A)',
    ]
    assert find_missing(complaints) == ("\n",)
    assert complaints == ["Ignored `colour: red`"]


def test_traditional_characters_have_their_own_faces_where_they_are_installed() -> None:
    if not any(fonts.find_folder().glob("duizhao-serif-hant-400.*")):
        pytest.skip("pylopdf-fonts-zh-tw is not installed")
    document = Document("zh-Hant", Metadata(), (Paragraph((Text("骨，直"),)),))
    page = replace(PAGE, language="zh-Hant")
    html = render_html(document, page, TEMPLATES, "handout.html", Medium.PRINT)
    content, complaints = render_pdf(html, page)
    assert complaints == ()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        names = {str(o.BaseFont) for o in pdf.objects
                 if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o}  # fmt: skip
    assert any(name.endswith("Duizhao-Serif-Hant") for name in names)


def test_a_theme_may_name_other_fonts_first() -> None:
    html = f"<!DOCTYPE html><title>t</title><p style=\"font-family:'No Such','{fonts.MONO}'\">x"
    content, _ = render_pdf(html, PAGE)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        names = {str(o.BaseFont) for o in pdf.objects
                 if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o}  # fmt: skip
    assert {name.partition("+")[2] for name in names} == {"Duizhao-Mono"}


def test_symbols_of_the_texts_are_asked_for_before_the_pages_are_made() -> None:
    page = "<title>☎</title><style>p { quotes: '→' '✅' }</style><p title='☃'>“好” ☂ ✓→ ☂ 👈</p>"
    assert find_rare(page) == "✅☂✓👈"

"""The designs, and the verb that makes, checks and shows them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from pypdf import PdfReader

from duizhao.cli.main import main
from duizhao.document import Paragraph
from duizhao.pipeline.designs import designs_of, format_of, layouts_of
from duizhao.pipeline.plain import PlainFile, plain_edition
from duizhao.pipeline.rendering import Edition, Order, render
from duizhao.pipeline.samples import FEATURE, NOTICE, read_sample
from duizhao.pipeline.templates import read_templates
from duizhao.reading import Profile
from duizhao.render.page import Format, Layout
from duizhao.render.raster import draw_pages
from duizhao.walk import plain_text

SHIPPED = read_templates(None)
DESIGNS = ["handout.html", "magazine.html", "notice.html"]
ROOT = Path(__file__).parent.parent
TIME = datetime(2026, 6, 21, tzinfo=UTC)


@pytest.fixture
def publication(tmp_path: Path) -> Path:
    folder = tmp_path / "quay"
    assert main(["init", "--bare", "--quiet", str(folder)]) == 0
    return folder


def template(*words: str, folder: Path) -> int:
    return main(["template", *words, "--project", str(folder)])


def letters(text: str) -> str:
    """Return what of a text does not depend on lines, hyphens and typography."""
    return "".join(re.findall(r"[a-z一-鿿]", text.lower()))


def paragraphs(document: object) -> list[str]:
    blocks = document.blocks  # type: ignore[attr-defined]
    texts = [plain_text(b.children) for b in blocks if isinstance(b, Paragraph)]
    # Marks of notes and numbers stand between the words in a page.
    return [letters(re.split(r"[0-9]", text)[0])[:40] for text in texts]


# --- the designs -------------------------------------------------------------------------


def test_the_designs_of_the_house_are_found() -> None:
    assert designs_of(SHIPPED.texts) == sorted([*DESIGNS, "page.html"])
    assert {format_of(name, SHIPPED.texts) for name in DESIGNS} == {Format.PDF}
    assert format_of("page.html", SHIPPED.texts) is Format.HTML


def test_a_screen_has_no_layouts_of_paper() -> None:
    assert Layout.FACING not in layouts_of(Format.HTML)
    assert layouts_of(Format.PDF) == list(Layout)


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("name", DESIGNS)
def test_every_design_has_every_layout(name: str, layout: Layout) -> None:
    sample = read_sample(NOTICE)
    order = Order(Format.PDF, layout, name, sample.publication, "x")
    data, odd = render(sample.edition, order, SHIPPED, sample.pictures, TIME)
    assert odd == ()
    shown = letters(
        "".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    )
    original = layout in {Layout.SOURCE, Layout.SOURCE_COLUMNS}
    single = original or layout in {Layout.TARGET, Layout.COLUMNS}
    sides = [sample.edition.source] if original else [sample.edition.target]
    for side in sides if single else [sample.edition.source, sample.edition.target]:
        missing = [begin for begin in paragraphs(side) if begin[1:] not in shown]
        assert missing == []


def test_a_notice_bears_what_its_front_matter_says() -> None:
    sample = read_sample(NOTICE)
    order = Order(Format.PDF, Layout.SOURCE, "notice.html", "", "x")
    data, _ = render(sample.edition, order, SHIPPED, sample.pictures, TIME)
    text = PdfReader(BytesIO(data)).pages[0].extract_text()
    at = [
        letters(text).index(letters(part))
        for part in ("对照季刊编辑部文件", "对照编", "关于统一", "各位作者")
    ]
    assert at == sorted(at)
    last = letters(PdfReader(BytesIO(data)).pages[-1].extract_text())
    assert "抄送排印室发行部" in last
    assert "对照季刊编辑部年月日" in last


def test_a_magazine_mirrors_left_and_right_pages() -> None:
    sample = read_sample(FEATURE)
    order = Order(Format.PDF, Layout.TARGET, "magazine.html", "The Quay", "x")
    data, _ = render(sample.edition, order, SHIPPED, sample.pictures, TIME)
    right, left = (page.extract_text() for page in PdfReader(BytesIO(data)).pages[:2])
    assert re.search(r"The Bell at the Ferry\s+1\b", right)
    assert re.search(r"2\s+The Quay", left)


def in_magazine(text: str) -> tuple[Edition, str]:
    """Return a text, and what stands on its pages in the magazine's two columns."""
    edition, _, _ = plain_edition(PlainFile("a.md", text.encode()), None, Profile())
    order = Order(Format.PDF, Layout.SOURCE, "magazine.html", "", "x")
    data, _ = render(edition, order, SHIPPED, ({}, {}), TIME)
    pages = PdfReader(BytesIO(data)).pages
    return edition, letters("".join(page.extract_text() for page in pages))


def test_nothing_is_lost_after_a_full_stretch_of_columns() -> None:
    text = (ROOT / "source" / "three-questions.md").read_text("utf-8")
    edition, shown = in_magazine(text)
    assert [one for one in paragraphs(edition.source) if one[1:] not in shown] == []


def test_a_table_over_both_columns_goes_on_overleaf() -> None:
    rows = "".join(
        f"| row{chr(97 + n % 26) * (1 + n // 26)}x | b |\n" for n in range(78)
    )
    _, shown = in_magazine(f"Begin.\n\n| a | b |\n|---|---|\n{rows}\nThe end.\n")
    assert shown.count("row") == 78
    assert "theend" in shown


def test_two_runs_give_the_same_pages() -> None:
    sample = read_sample(NOTICE)
    order = Order(Format.PDF, Layout.SIDE_BY_SIDE, "notice.html", "", "x")
    one, two = (
        render(sample.edition, order, SHIPPED, sample.pictures, TIME)[0]
        for _ in range(2)
    )
    assert one == two


def test_pages_are_drawn() -> None:
    pdf = pikepdf.new()
    for _ in range(3):
        pdf.add_blank_page(page_size=(144, 72))
    out = BytesIO()
    pdf.save(out)
    drawn = list(draw_pages(out.getvalue(), 36, 2))
    assert [Image.open(BytesIO(png)).size for png in drawn] == [(72, 36), (72, 36)]


@pytest.mark.parametrize("name", DESIGNS)
def test_the_gallery_shows_every_layout(name: str) -> None:
    folder = ROOT / "docs" / "gallery"
    shown = (folder / "README.md").read_text("utf-8")
    for layout in Layout:
        picture = f"{name.removesuffix('.html')}-{layout}.png"
        assert f"({picture})" in shown
        assert (folder / picture).stat().st_size < 200_000


# --- template new ------------------------------------------------------------------------


def test_a_new_design_is_a_copy_with_a_table_of_its_own(publication: Path) -> None:
    assert template("new", "spring", "--from", "magazine", folder=publication) == 0
    templates = publication / "templates"
    assert '{% include "spring.css" %}' in (templates / "spring.html").read_text()
    assert (templates / "spring.css").read_text() == SHIPPED.texts["magazine.css"]
    theme = (templates / "theme.toml").read_text("utf-8")
    assert theme.startswith(SHIPPED.texts["theme.toml"])
    assert '[spring]\naccent = "#0f5c63"\n' in theme


def test_a_new_design_has_the_looks_of_the_old(publication: Path) -> None:
    assert template("new", "spring", "--from", "magazine", folder=publication) == 0
    said = "\n".join(
        (publication / "templates" / "theme.toml").read_text("utf-8").split("[spring]")
    )
    assert said.count('accent = "#0f5c63"') == 2
    assert template("new", "summer", "--from", "spring", folder=publication) == 0
    theme = (publication / "templates" / "theme.toml").read_text("utf-8")
    assert theme.count('accent = "#0f5c63"') == 3


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("new", "handout"), "there already"),
        (("new", "../evil"), "cannot be called"),
        (("new", "Spring"), "cannot be called"),
        (("new", "spring", "--from", "magazin"), "did you mean 'magazine'?"),
        (("new",), "takes the name of a design"),
        (("check", "hendout"), "did you mean 'handout'?"),
        (("preview", "x"), "there is no template 'x'"),
    ],
)
def test_what_cannot_be_made_or_found_is_told(
    words: tuple[str, ...],
    message: str,
    publication: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = sorted(publication.rglob("*"))
    assert template(*words, folder=publication) == 2
    assert message in capsys.readouterr().err
    made = set(publication.rglob("*")) - set(before)
    assert {path.name for path in made} <= {".lock", ".state.json"}


# --- template check ----------------------------------------------------------------------


def test_a_template_that_does_not_compile_is_told(
    publication: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("one.html", "two.css"):
        (publication / "templates" / name).write_text("a\n{% if %}\n")
    assert template("check", folder=publication) == 1
    shown = capsys.readouterr().out
    assert "templates/one.html:2: error [template.broken]" in shown
    assert "templates/two.css:2: error [template.broken]" in shown


def test_names_that_are_not_there_are_told_with_their_line(
    publication: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (publication / "templates" / "plain.html").write_text("<p>\n{{ haed.title }}\n")
    assert template("check", "plain", folder=publication) == 1
    shown = capsys.readouterr().out
    assert "templates/plain.html:2: error [template.broken]" in shown
    assert shown.count("haed") == 1  # once, not for each layout


def test_what_the_engine_does_not_know_is_told_with_its_line(
    publication: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        "<style>\np { color: var(--acent) }\nh1 { text-wrap: balance }\n</style>\n"
        "<title>{{ head.title_text }}</title><h1>{{ head.title }}</h1>\n"
    )
    (publication / "templates" / "print.html").write_text(text)
    (publication / "templates" / "mine.html").write_text('{% extends "print.html" %}\n')
    assert template("check", "mine", folder=publication) == 0
    shown = capsys.readouterr().out
    assert "templates/print.html:3:6: warning [template.css]" in shown
    assert "templates/print.html:2: warning [template.theme]" in shown


def test_a_key_that_no_template_uses_is_told(
    publication: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = publication / "duizhao.toml"
    path.write_text(path.read_text().replace("[theme]", '[theme]\nacent = "#111"'))
    line = path.read_text().splitlines().index('acent = "#111"') + 1
    assert template("check", "page", folder=publication) == 0
    assert f"duizhao.toml:{line}: warning [template.theme]" in capsys.readouterr().out


def test_a_broken_theme_is_told(
    publication: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (publication / "templates" / "theme.toml").write_text('\nacent = "#111"\n')
    assert template("check", "page", folder=publication) == 1
    shown = capsys.readouterr().out
    assert "templates/theme.toml:2: error [template.broken]" in shown


# --- template preview --------------------------------------------------------------------


def test_a_preview_shows_a_sample_in_every_layout(publication: Path) -> None:
    assert template("preview", "page", folder=publication) == 0
    folder = publication / "build" / "preview" / "page"
    names = {path.name for path in folder.iterdir()}
    assert names == {"index.html", *(f"{one}.html" for one in layouts_of(Format.HTML))}
    assert "The Bell at the Ferry" in (folder / "target.html").read_text("utf-8")


def test_a_preview_shows_the_first_document(publication: Path) -> None:
    (publication / "source" / "a.md").write_text("# 船\n\n你好。\n", "utf-8")
    assert template("preview", "handout", folder=publication) == 0
    folder = publication / "build" / "preview" / "handout"
    assert "船" in PdfReader(folder / "source.pdf").pages[0].extract_text()
    assert (folder / "target-1.png").read_bytes().startswith(b"\x89PNG")
    page = (folder / "index.html").read_text("utf-8")
    assert 'href="facing.pdf"' in page
    assert 'src="side-by-side-1.png"' in page

"""Where in the templates stands what the PDF engine speaks of."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from duizhao.cli.main import main
from duizhao.diagnostics import Diagnostic, Place, Severity
from duizhao.document import Document, Metadata, Text
from duizhao.pipeline.designs import designs_of
from duizhao.pipeline.templates import read_templates
from duizhao.render.html import Medium, render_html
from duizhao.render.origins import MARK, braces_agree, tell_templates
from duizhao.render.page import Layout, Page
from duizhao.render.templating import fill

SHIPPED = read_templates(None).texts
DOCUMENT = Document("en", Metadata(title=(Text("Boats"),)), ())
SHEET = '<style>\n{% include "a.css" %}\n{% include "b.css" %}\n</style>\n'


def told(message: str, **texts: str) -> Diagnostic:
    """Return what becomes of a complaint of the engine."""
    templates = {
        "x.html": SHEET,
        "b.css": "",
        **{f"{k}.css": v for k, v in texts.items()},
    }
    marked = fill(templates, "x.html", {"wide": True}, marked=True)
    place = Place("sample")
    said = Diagnostic("pdf.layout", Severity.WARNING, place, f"it says: {message}")
    [found] = tell_templates([said], marked)
    return found


@pytest.mark.parametrize("layout", [Layout.TARGET, Layout.FACING, Layout.COLUMNS])
@pytest.mark.parametrize("name", designs_of(SHIPPED))
def test_the_marked_page_is_the_page_with_marks(name: str, layout: Layout) -> None:
    time = datetime(2026, 1, 1, tzinfo=UTC)
    page = Page(layout, "en", "The Quay", time, "quay", assets={})
    medium = Medium.SCREEN if name == "page.html" else Medium.PRINT
    html, marked = (
        render_html(DOCUMENT, page, SHIPPED, name, medium, marked=one)
        for one in (False, True)
    )
    assert braces_agree(html)
    assert tell_templates((), marked) == ()
    mark = MARK.format("page.css" if name == "page.html" else "print.css", "1")
    assert mark in marked
    assert mark not in html


def test_a_line_of_the_joined_sheet_is_told_as_one_of_its_file() -> None:
    css = "\n{% if wide %}\np { color: red }\n{% endif %}\nh1 { hue: red }\n"
    found = told(
        "Ignored `hue: red` at 6:6, unknown property.", a="a {}\nb {}\n", b=css
    )
    assert found.place == Place("templates/b.css", 5, 6)
    assert found.rule == "template.css"
    assert found.message == "it says: Ignored `hue: red`, unknown property."


def test_a_selector_is_found_by_its_words() -> None:
    found = told(
        "Invalid or unsupported selector, 'p::foo '", a="", b="q {}\np::foo {}\n"
    )
    assert found.place == Place("templates/b.css", 2, 1)


def test_what_is_not_about_a_style_sheet_stays_as_it_is() -> None:
    found = told("No anchor #a for internal URI reference", a="", b="")
    assert (found.rule, found.place) == ("pdf.layout", Place("sample"))


@pytest.mark.parametrize(
    ("css", "place", "message"),
    [
        ("p { color: red }\n}\nq { color: red }\n", "3:1", "closes nothing"),
        ("p { color: red\nq { color: red }\n", "2:3", "never closed"),
    ],
)
def test_a_brace_without_its_partner_is_an_error_with_its_place(
    css: str,
    place: str,
    message: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path / "quay"
    assert main(["init", "--bare", "--quiet", str(folder)]) == 0
    sheet = folder / "templates" / "page.css"
    sheet.write_text(f"/* {{ */\n{css}{sheet.read_text('utf-8')}", "utf-8")
    assert main(["template", "check", "page", "--project", str(folder)]) == 1
    shown = capsys.readouterr().out
    assert f"templates/page.css:{place}: error [template.broken]" in shown
    assert message in shown


def test_braces_in_strings_and_remarks_have_no_partner() -> None:
    assert braces_agree('<style>/* { */ p::before { content: "}\\"{" }</style>')
    assert not braces_agree("<style>} p {</style>")


def test_a_build_names_the_file_of_what_the_engine_ignores(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "quay"
    assert main(["init", "--bare", "--quiet", str(folder)]) == 0
    (folder / "source" / "a.md").write_text("# 船\n\n你好。\n", "utf-8")
    sheet = folder / "templates" / "notice.css"
    sheet.write_text(f"p {{ hue: 1 }}\n{sheet.read_text('utf-8')}", "utf-8")
    page = folder / "templates" / "parts.html"
    bad = page.read_text("utf-8").replace("<h1{", '<h1 style="hue: 2"{')
    page.write_text(bad, "utf-8")
    line = bad[: bad.index("hue: 2")].count("\n") + 1
    settings = folder / "duizhao.toml"
    text = settings.read_text("utf-8").replace("[products.handout]\n", "[products.a]\n")
    text = text.replace("threshold = 100", 'threshold = 0\ntemplate = "notice.html"')
    settings.write_text(text, "utf-8")
    main(["build", "--update", "-p", "a", "--project", str(folder)])
    shown = capsys.readouterr().out
    assert "templates/notice.css:1:5: warning [template.css]" in shown
    assert f"templates/parts.html:{line}:12: warning [template.css]" in shown

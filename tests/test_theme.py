"""The looks that an editor chooses: theme.toml, [theme], logo, headers and footers."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from markupsafe import Markup

from duizhao.cli.main import main
from duizhao.config import read_settings
from duizhao.document import Document, Metadata, Text
from duizhao.errors import SettingsError, TemplateError
from duizhao.pipeline.designs import designs_of
from duizhao.pipeline.templates import read_templates, templates_for
from duizhao.project import Project
from duizhao.render.html import Medium, render_html, render_index
from duizhao.render.page import Asset, Layout, Page
from duizhao.render.pdf import find_asset
from duizhao.render.templating import css_string
from duizhao.render.theme import read_theme, running_texts, theme_css
from duizhao.render.theme_values import DEFAULTS, DESIGNS, Kind, kind_of
from tests.pages import PAGE, opened, set_page

SHIPPED = read_templates(None).texts
SQUARE = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
LOGO = Asset("logo.svg", SQUARE, "image/svg+xml", 9, 9)


def theme(text: str, design: str = "", **settings: str) -> dict[str, str]:
    templates = {"theme.toml": text, "handout.html": "", "magazine.html": ""}
    return {k: str(v) for k, v in read_theme(settings, templates, design).items()}


def page(**changes: object) -> Page:
    values = {"assets": {}, "theme": {}, **changes}
    time = datetime(2026, 1, 1, tzinfo=UTC)
    return Page(Layout.TARGET, "en", "The Quay", time, "quay", **values)  # type: ignore[arg-type]


DOCUMENT = Document("en", Metadata(title=(Text("Boats"),)), ())


# --- the file --------------------------------------------------------------------------


def test_the_shipped_file_shows_every_value_as_it_is_if_left_alone() -> None:
    said = tomllib.loads(SHIPPED["theme.toml"])
    tables = {k: v for k, v in said.items() if isinstance(v, dict)}
    assert {k: v for k, v in said.items() if k not in tables} == DEFAULTS
    assert tables == {**DESIGNS, "own": {}}


def test_an_empty_file_and_none_change_nothing() -> None:
    assert theme("") == {k: str(v) for k, v in read_theme({}, {}).items()} == DEFAULTS


def test_a_table_of_a_design_wins_over_the_top_and_settings_over_both() -> None:
    text = 'accent = "#111111"\ntint = "#222222"\n[magazine]\naccent = "#333333"\n'
    assert theme(text, "handout.html")["accent"] == "#111111"
    assert theme(text, "magazine.html")["accent"] == "#333333"
    assert theme(text, "magazine.html")["tint"] == "#222222"
    assert theme(text, "magazine.html", accent="#444444")["accent"] == "#444444"


def test_a_designs_own_values_win_over_the_top() -> None:
    assert theme('hang = "11mm"\n', "magazine.html")["hang"] == "0mm"


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ('\nacent = "#111111"\n', 2, "unknown key 'acent'", "'accent'"),
        ('[magazine]\nacent = "#111111"\n', 2, "unknown key", "'accent'"),
        ('[magasine]\naccent = "#111111"\n', 1, "no design 'magasine'", "'magazine'"),
        ('ink = "#111"\naccent = "rde"\n', 2, "accent must be a colour", ""),
        ('size = "11"\n', 1, "size must be a length", ""),
        ('serif = "Charis, url(x)"\n', 1, "serif must be names of fonts", ""),
        ('serif = ""\n', 1, "serif must be names of fonts", ""),
        ('titles = "url(x)"\n', 1, "titles must be names of fonts", ""),
        ('paper = "A99"\n', 1, "paper must be a paper", ""),
        ('logo = "../logo.svg"\n', 1, "logo must be the name of a picture", ""),
        ('logo = "logo.exe"\n', 1, "logo must be the name of a picture", ""),
        ('drop_cap = "maybe"\n', 1, "drop_cap must be yes or no", ""),
        ('header_left = "{titel}"\n', 1, "header_left must be a text", "{title}"),
        ("size = 11\n", 1, "size must be in quotes", ""),
        ('\n\nsize = "11pt\n', 3, "this is not TOML", ""),
    ],
)
def test_what_cannot_be_is_told_with_its_line(
    text: str, line: int, message: str, hint: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        theme(text)
    assert (caught.value.path, caught.value.line) == ("templates/theme.toml", line)
    assert message in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize("design", ["handout.html", "magazine.html", "notice.html"])
def test_titles_may_have_a_face_of_their_own(design: str) -> None:
    text = "---\ntitle: {}\n---\n\n{}\n"
    for theme in ({}, {"titles": "'Duizhao Mono'"}):
        changed = replace(PAGE, theme=theme, publication="")
        before, after = text.format("船", "一。"), text.format("Boats", "One.")
        with opened(set_page(before, after, Layout.TARGET, design, changed)) as pdf:
            fonts = [str(one.BaseFont) for one in pdf.pages[0].Resources.Font.values()]
        assert any("Mono" in name for name in fonts) == bool(theme)


@pytest.mark.parametrize("name", [*designs_of(SHIPPED), "index.html"])
def test_each_language_may_have_a_face_for_its_titles(name: str) -> None:
    told = page(theme={"titles": "Charis", "titles_zh": "'FZXiaoBiaoSong-B05'"})
    if name == "index.html":
        html = render_index((), told, SHIPPED)
    else:
        html = render_html(DOCUMENT, told, SHIPPED, name)
    assert re.search(r":not\(:lang\(zh\)\) { font-family: Charis, ", html)
    assert re.search(r"\):lang\(zh\) { font-family: 'FZXiaoBiaoSong-B05', ", html)


def test_values_of_ones_own_reach_style_sheets() -> None:
    templates = {"theme.toml": '[own]\nseason = "rgb(1, 2, 3)"\n'}
    assert "--season: rgb(1, 2, 3);" in theme_css(read_theme({}, templates))


def test_a_value_of_ones_own_stays_within_its_declaration() -> None:
    with pytest.raises(SettingsError, match="season must be letters"):
        theme('[own]\nseason = "red; } body { display: none"\n')


def test_texts_and_pictures_are_no_values_of_style_sheets() -> None:
    css = theme_css(read_theme({}, SHIPPED))
    assert "--accent" in css
    assert "header" not in css
    assert "--logo:" not in css


@pytest.mark.parametrize("name", DEFAULTS)
def test_every_value_has_a_kind(name: str) -> None:
    assert kind_of(name) is not Kind.FREE or name in (
        *(
            "contents",
            "chapters",
            "page_references",
            "drop_cap",
            "figures",
            "small_capitals",
        ),
        *("lists_zh", "headings_zh"),
    )


# --- [theme] in duizhao.toml --------------------------------------------------------------


def test_a_value_in_the_settings_is_told_with_its_line() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings("duizhao.toml", '[theme]\nink = "#111"\nsize = "wide"\n')
    assert caught.value.line == 3
    assert "size must be a length" in caught.value.message


# --- headers and footers -------------------------------------------------------------------


def content(text: str, *, chinese: bool = False, **words: str) -> str:
    values = read_theme({}, {"theme.toml": f'header_left = "{text}"\n'})
    return str(running_texts(values, words, css_string, chinese=chinese)["header_left"])


def test_what_stands_in_curly_brackets_is_filled_in() -> None:
    assert content("{title}: {page}/{pages}", title="Boats") == (
        r'"Boats" "\3a  " counter(page) "\2f " counter(pages)'
    )
    assert content("{section}") == "string(section)"


def test_an_empty_text_is_no_content() -> None:
    assert content("") == content("{title}", title="") == "none"


def test_several_blanks_make_a_wider_gap() -> None:
    assert content("a   b") == r'"a\2003 \2003 b"'


def test_a_title_cannot_leave_its_string() -> None:
    evil = '"; } </style><script>'
    assert not set('<>;{}"') & set(content("{title}", title=evil)[1:-1])


def test_chinese_products_have_texts_of_their_own() -> None:
    text = 'footer_right = "Page {page}"\nfooter_right_zh = "第 {page} 页"\n'
    values = read_theme({}, {"theme.toml": text + 'header_left = "Quay"\n'})
    english = running_texts(values, {}, css_string, chinese=False)
    chinese = running_texts(values, {}, css_string, chinese=True)
    assert english["footer_right"] == '"Page " counter(page)'
    assert chinese["footer_right"] == '"第 " counter(page) " 页"'
    assert chinese["header_left"] == english["header_left"] == '"Quay"'


# --- the logo --------------------------------------------------------------------------


def test_a_logo_is_read_out_as_the_publications_title() -> None:
    told = page(theme={"logo": "logo.svg"}, decor={"logo.svg": LOGO})
    templates = {"x.html": "{{ logo }}"}
    paper = render_html(DOCUMENT, told, templates, "x.html", Medium.PRINT)
    assert paper == '<img class="logo" src="asset:template/logo.svg" alt="The Quay">'
    assert find_asset("asset:template/logo.svg", told) is LOGO
    screen = render_html(DOCUMENT, told, templates, "x.html")
    assert 'src="data:image/svg+xml;base64,' in screen


def test_without_a_logo_nothing_is_drawn() -> None:
    assert render_html(DOCUMENT, page(), {"x.html": "{{ logo }}"}, "x.html") == ""


def test_a_logo_that_is_not_there_is_told() -> None:
    told = page(theme={"logo": "lgoo.svg"}, decor={"logo.svg": LOGO})
    with pytest.raises(SettingsError, match=r"no picture 'lgoo\.svg'") as caught:
        render_html(DOCUMENT, told, {"x.html": ""}, "x.html")
    assert "logo.svg" in caught.value.hint


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        ("templates/theme.toml", 'ink = "#111"\n[magazine]\nlogo = "lgoo.svg"\n', 3),
        ("duizhao.toml", '\n[theme]\nlogo = "lgoo.svg"\n', 3),
    ],
)
def test_a_logo_that_is_not_there_is_told_with_its_line(
    publication: Path,
    capsys: pytest.CaptureFixture[str],
    file: str,
    text: str,
    line: int,
) -> None:
    (publication / "templates" / "logo.svg").write_bytes(SQUARE)
    (publication / file).write_text(text)
    place = f"{file}:{line}:"
    with pytest.raises(SettingsError, match="did you mean") as caught:
        templates_for(Project.find(publication))
    assert str(caught.value).startswith(place)
    assert main(["template", "check", "page", "--project", str(publication)]) == 1
    assert f"{place} error [template.broken] logo:" in capsys.readouterr().out


@pytest.fixture
def publication(tmp_path: Path) -> Path:
    folder = tmp_path / "quay"
    assert main(["init", "--bare", "--quiet", str(folder)]) == 0
    return folder


def test_pictures_among_the_templates_are_read(publication: Path) -> None:
    (publication / "templates" / "logo.svg").write_bytes(SQUARE)
    templates = read_templates(Project.find(publication))
    assert templates.pictures["logo.svg"] == LOGO
    assert "logo.svg" not in templates.texts
    assert "draft.docx" in templates.binaries


def test_a_picture_that_is_none_is_told(publication: Path) -> None:
    (publication / "templates" / "logo.png").write_bytes(b"not a picture")
    with pytest.raises(TemplateError, match=r"templates/logo\.png"):
        read_templates(Project.find(publication))


def test_every_template_knows_the_theme() -> None:
    assert isinstance(read_theme({}, SHIPPED, "notice.html")["accent"], Markup)

"""What duizhao.toml may say, and how its mistakes are told."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.config import (
    Extract,
    Locations,
    Product,
    Settings,
    read_settings,
)
from duizhao.errors import SettingsError
from duizhao.render.page import Format, Layout
from duizhao.segments import Segmentation
from duizhao.toml_lines import find_lines


def read(text: str) -> Settings:
    return read_settings("duizhao.toml", text)


def fail(text: str) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        read(text)
    assert caught.value.path == "duizhao.toml"
    return caught.value


def test_an_empty_file_gives_the_defaults() -> None:
    found = read("")
    assert found == Settings()
    assert found.publication.source_language == "zh-Hans"
    assert found.publication.languages == ("en",)
    assert found.publication.segmentation is Segmentation.SENTENCE
    assert found.publication.extract is Extract.HAN
    assert found.markdown.front_matter[0] == "title"
    assert (found.catalog.width, found.catalog.locations) == (None, Locations.FULL)
    assert found.markdown.cjk_emphasis
    assert found.markdown.cjk_breaks
    assert found.checks.disable == ()


def test_a_product_is_read_whole() -> None:
    text = """
[products.handout]
format = "pdf"
layout = "side-by-side"
template = "parallel.html"
threshold = 100
documents = ["news/*", "feature"]
fuzzy = true
"""
    product = read(text).products["handout"]
    assert product == Product(
        name="handout",
        format=Format.PDF,
        layout=Layout.SIDE_BY_SIDE,
        template="parallel.html",
        threshold=100,
        documents=("news/*", "feature"),
        fuzzy=True,
    )
    assert product.covers("news/2025/a")
    assert not product.covers("essay")


def test_a_documents_own_segmentation_wins() -> None:
    found = read('[documents."a/b"]\nsegmentation = "paragraph"\n')
    assert found.segmentation("a/b") is Segmentation.PARAGRAPH
    assert found.segmentation("a/c") is Segmentation.SENTENCE


def test_a_product_without_a_language_takes_the_first() -> None:
    text = '[publication]\nlanguages = ["en", "fr"]\n[products.a]\nformat = "pdf"\n'
    found = read(text)
    assert found.language(found.products["a"]) == "en"


def test_theme_values_are_free() -> None:
    assert read('[theme]\naccent = "#800"\n').theme == {"accent": "#800"}


MISTAKES = [
    ('\n[publicaton]\ntitle = "a"\n', 2, "unknown key 'publicaton'", "publication"),
    ('[publication]\n\ntitel = "a"\n', 3, "in [publication]", "did you mean 'title'"),
    ('[products.a]\nformat = "pfd"\n', 2, "cannot be 'pfd'", "did you mean 'pdf'"),
    ("[products.a]\nthreshold = 0\n", 1, "does not say its format", ""),
    ('[products.a]\nformat = "pdf"\nthreshold = 101\n', 3, "from 0 to 100", ""),
    ('[products.a]\nformat = "pdf"\nthreshold = "1"\n', 3, "a whole number", ""),
    ('[products.a]\nformat = "pdf"\nthreshold = true\n', 3, "a whole number", ""),
    ('[products.a]\nformat = "pdf"\nfuzzy = 1\n', 3, "true or false", ""),
    ('[products."../a"]\nformat = "pdf"\n', 1, "a name of letters", ""),
    ('[products.a]\nformat = "pdf"\ntemplate = "../x"\n', 3, "without a folder", ""),
    ('[products.a]\nformat = "pdf"\nlanguage = "fr"\n', 3, "not translated", "en"),
    ('[publication]\nlanguages = ["../x"]\n', 2, "a tag like en", ""),
    ("[publication]\nlanguages = []\n", 2, "at least one", ""),
    ('[publication]\nlanguages = ["en", "en"]\n', 2, "each once", ""),
    ('[publication]\nlanguages = "en"\n', 2, "a list in square", ""),
    ("[theme]\na = 1\n", 2, "a text in quotes", ""),
    ("a = 1\n[products\n", 2, "not TOML", ""),
    ('[products.a]\nthreshold = "100"\nformat = "pdf"\n', 2, "", "quotes away: 100"),
    ('[products.a]\nfuzzy = "true"\nformat = "pdf"\n', 2, "", "quotes away: true"),
    ("[publication]\ntitle = 2026\n", 2, "", 'in quotes: "2026"'),
    ('[publication]\nlanguages = "en"\n', 2, "", '["en"]'),
    ("products = 1\n", 1, "a table", ""),
    ("[[products]]\n", 1, "a table", ""),
    ('[documents."一"]\nfoo = 1\n', 2, '[documents."一"]', "encoding"),
    ('theme = """\n\n"""\nfoo = 1\n', 1, "a table", ""),
    ('[theme]\na = """\n\n"""\n[x]\n', 5, "unknown key 'x'", ""),
    ("[catalog]\nwidth = [ # a\n 1]\n", 2, "a whole number", ""),
    ('x = [\n"a = 1", # ] \n]\n', 1, "unknown key 'x'", ""),
    ("catalog.width = 1\ncatalog.widht = 1\n", 2, "unknown key 'widht'", "'width'"),
    ('[documents.a.text]\n\nskip = ["("]\n', 3, "not a regular", "backslash"),
    ("[documents.a]\n[documents.a.text]\nheading = [\n{ match = 1 }]\n", 3, "text", ""),
    ("[documents.a.text]\ntitle_line = -1\n", 2, "from 0 to", ""),
    ('catalog = { widht = 1 }\n"a.b" = 1\n', 1, "unknown key 'widht'", ""),
]


@pytest.mark.parametrize(("text", "line", "message", "hint"), MISTAKES)
def test_a_mistake_names_its_line(
    text: str, line: int, message: str, hint: str
) -> None:
    error = fail(text)
    assert message in error.message
    assert hint in error.hint
    assert error.line == line


@pytest.mark.parametrize(
    ("text", "place", "found", "hint"),
    [
        ("a = 100%\n", "1:8", "behind its value, found “%”", "in quotes"),
        ('\na = "x\n', "2:1", 'not closed on its line, found “a = "x”', "is missing"),
        ("a = “x”\n", "1:5", "found ““x””", 'the mark “ is no mark of TOML: write "'),
        ("a：1\n", "1:2", "no =", "write ="),
        ("【a】\n", "1:1", "neither a key nor a table", "write ["),
        ('船 = "x"\n', "1:1", "neither a key", "in quotes"),
        ("a = pdf\n", "1:5", "no value can be like this, found “pdf”", "in quotes"),
        ("a =\nb = 1\n", "1:4", "found nothing", "in quotes"),
        ("\na = [1, 2\nb = 3\n", "2:1", "a list is not closed", '["a", "b"]'),
        ("[a]\n[a]\n", "2:1", "twice, found “[a]”", "one of the two"),
        ("[a]\nb = 1\n  b = 2\n", "3:3", "twice", "take one"),
        ('a = "c:\\x"\n', "1:1", "a \\ in a text", "\\\\ for"),
        ('a = """x\n\n', "1:1", "not closed", '"""'),
        ("a = 'x\nb = 1\n", "1:1", "not closed", "missing"),
        ('a = "\x01"\n', "1:1", 'found “a = "\ufffd"”', "take it away"),
    ],
)
def test_what_is_no_toml_is_told_with_its_place_and_what_to_write(
    text: str, place: str, found: str, hint: str
) -> None:
    error = fail(text)
    assert str(error).startswith(f"duizhao.toml:{place}: this is not TOML: ")
    assert found in error.message
    assert hint in error.hint


@given(st.text("a=[]{}\"'\n #1.,“：\\", max_size=30))
def test_every_text_that_is_no_toml_is_told(text: str) -> None:
    line = 0
    try:
        read_settings("duizhao.toml", text)
    except SettingsError as error:
        line = error.line
    assert 0 <= line <= text.count("\n") + 1


def test_deep_nesting_is_a_message() -> None:
    assert "deep" in fail("a = " + "[" * 20_000).message


_KEY = st.text(string.ascii_letters + string.digits + "-_.\"\\ 中'#=[]", min_size=1)


@settings(max_examples=60)
@given(st.dictionaries(_KEY, st.sampled_from(["1", '"""\n\\"="""', "[\n1,\n]"])))
def test_every_key_is_found_on_its_line(values: dict[str, str]) -> None:
    expected, lines = {}, ["[t] # [x]"]
    for key, value in values.items():
        quoted = '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'
        expected[("t", key)] = len("\n".join(lines).split("\n")) + 1
        lines.append(f"{quoted} = {value} # = [")
    found = dict(find_lines("\n".join(lines)))
    assert found.pop(("t",)) == 1
    assert found == expected


def test_a_layout_of_pages_is_refused_of_a_format_without_them() -> None:
    text = '[products.x]\nformat = "html"\n\nlayout = "facing"\n'
    with pytest.raises(SettingsError) as caught:
        read_settings("duizhao.toml", text)
    assert caught.value.line == 4
    assert '"facing"' in str(caught.value)
    assert '"side-by-side"' in str(caught.value.hint)


@pytest.mark.parametrize("layout", ["facing", "columns", "source-columns"])
def test_a_pdf_has_every_layout(layout: str) -> None:
    text = f'[products.x]\nformat = "pdf"\nlayout = "{layout}"\n'
    assert read_settings("duizhao.toml", text).products["x"].layout == layout

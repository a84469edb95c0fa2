"""Numbers in front of Chinese headings."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.document import Document, Emphasis, Heading, Metadata, Text
from duizhao.pipeline.plain import PlainFile, plain_edition
from duizhao.pipeline.rendering import Edition, Order, render
from duizhao.pipeline.templates import read_templates
from duizhao.reading import Profile
from duizhao.render.headings import chinese_numeral, number_headings
from duizhao.render.page import Format, Layout
from duizhao.walk import plain_text

SHIPPED = read_templates(None)
TIME = datetime(2026, 1, 1, tzinfo=UTC)
TEXT = "---\ntitle: 章程\n---\n\n# 总则\n\n一。\n\n## 目的\n\n## *范围*\n\n### 河\n\n#### 船\n\n# 分则\n\n## 水\n"
NUMBERED = [
    "一、总则",
    "（一）目的",
    "（二）范围",
    "1. 河",
    "船",
    "二、分则",
    "（一）水",
]


def document(*levels: int, language: str = "zh-Hans") -> Document:
    blocks = tuple(Heading(level, (Text("题"),)) for level in levels)
    return Document(language, Metadata(), blocks)


def texts(made: Document) -> list[str]:
    return [plain_text(b.children) for b in made.blocks if isinstance(b, Heading)]


def edition() -> Edition:
    return plain_edition(PlainFile("a.md", TEXT.encode()), None, Profile())[0]


def rendered(form: Format, layout: Layout = Layout.SOURCE, **theme: str) -> bytes:
    order = Order(form, layout, theme=theme)
    return render(edition(), order, SHIPPED, ({}, {}), TIME)[0]


def test_the_highest_level_has_the_first_kind_of_number() -> None:
    assert texts(number_headings(document(2, 3, 4, 3, 2))) == [
        *("一、题", "（一）题", "1. 题", "（二）题", "二、题")
    ]
    assert texts(number_headings(edition().source)) == NUMBERED


def test_markup_at_the_beginning_stays_behind_the_number() -> None:
    made = number_headings(
        Document("zh", Metadata(), (Heading(1, (Emphasis((Text("题"),)),)),))
    )
    [heading] = made.blocks
    assert heading.children == (Text("一、"), Emphasis((Text("题"),)))  # type: ignore[union-attr]


def test_other_languages_have_no_numbers() -> None:
    english = document(1, 2, language="en")
    assert number_headings(english) is english


@given(st.integers(1, 99))
def test_a_numeral_is_made_of_its_tens_and_ones(number: int) -> None:
    said = chinese_numeral(number)
    tens, _, ones = said.rpartition("十")
    digits = "〇一二三四五六七八九"
    whole = (digits.index(tens) if tens else 1) * 10 if "十" in said else 0
    assert whole + (digits.index(ones) if ones else 0) == number


def test_bookmarks_of_a_pdf_have_the_numbers() -> None:
    pytest.importorskip("weasyprint", exc_type=OSError)
    made = rendered(Format.PDF, headings_zh="chinese", contents="yes")
    reader = pypdf.PdfReader(io.BytesIO(made))
    flat: list[str] = []
    waiting = list(reader.outline)
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting = one + waiting
        else:
            flat.append(str(one.title))
    assert [one for one in flat if one in NUMBERED] == NUMBERED
    page = reader.pages[0].extract_text()
    assert page.count("（二）范围") == 2  # in the contents and in the text


def test_headings_in_word_have_the_numbers() -> None:
    made = rendered(Format.DOCX, headings_zh="chinese")
    body = zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode()
    assert all(one[:2] in body for one in NUMBERED)
    plain = zipfile.ZipFile(io.BytesIO(rendered(Format.DOCX)))
    assert "一、" not in plain.read("word/document.xml").decode()


def test_a_page_for_the_screen_has_the_numbers() -> None:
    assert "一、总则" in rendered(Format.HTML, headings_zh="chinese").decode()
    assert "一、总则" not in rendered(Format.HTML).decode()

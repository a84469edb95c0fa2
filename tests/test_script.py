"""Simplified and traditional characters: a product option."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from duizhao.document import (
    Code,
    Document,
    Emphasis,
    Heading,
    Image,
    Link,
    Metadata,
    Paragraph,
    Quote,
    Text,
)
from duizhao.language import Script
from duizhao.pipeline.rendering import Edition, Order, Templates, render
from duizhao.render.labels import find_labels
from duizhao.render.page import Format, Layout
from duizhao.script import converter, in_script

WORDS = "皇后在后面发头发"


def document(language: str = "zh-Hans") -> Document:
    text = Paragraph(
        (Text(f"他说：“{WORDS}。”"), Code("头发"), Emphasis((Text("软件"),)))
    )
    link = Link((Text("面条"),), "头发.md", "头发")
    return Document(
        language,
        Metadata(title=(Text("头发"),), keywords=("头发",), extra={"kicker": "面条"}),
        (
            Heading(2, (Text("鼠标"),), "鼠标"),
            Quote((text,)),
            Paragraph((link, Image("头发.png", "头发", "面条"))),
        ),
        {"注": (Paragraph((Text("后来"),)),)},
    )


@pytest.mark.parametrize(
    ("script", "way", "words"),
    [
        (Script.TRADITIONAL, "s2tw", "軟件"),
        (Script.TAIWAN, "s2twp", "軟體"),
        (Script.HONG_KONG, "s2hk", "軟件"),
    ],
)
def test_characters_are_converted_by_words(
    script: Script, way: str, words: str
) -> None:
    assert converter(way)(WORDS) == "皇后在後面發頭髮"
    assert converter(way)("软件") == words
    assert in_script(document(), script).language.startswith("zh-Hant-")


def test_what_people_read_is_converted_and_nothing_else() -> None:
    made = in_script(document(), Script.TRADITIONAL)
    assert made.metadata.title == (Text("頭髮"),)
    assert made.metadata.keywords == ("頭髮",)
    assert made.metadata.extra == {"kicker": "麵條"}
    heading, quote, paragraph = made.blocks
    assert heading == Heading(2, (Text("鼠標"),), "鼠标")
    assert quote == Quote(
        (
            Paragraph(
                (
                    Text("他說：「皇后在後面發頭髮。」"),
                    Code("头发"),
                    Emphasis((Text("軟件"),)),
                )
            ),
        )
    )
    assert paragraph == Paragraph(
        (Link((Text("麵條"),), "头发.md", "頭髮"), Image("头发.png", "頭髮", "麵條"))
    )
    assert made.footnotes == {"注": (Paragraph((Text("後來"),)),)}


def test_hair_and_what_begins_are_told_apart() -> None:
    assert (
        converter("s2tw")("从头发展，梳头发；街头发生") == "從頭發展，梳頭髮；街頭發生"
    )


def test_a_file_in_the_folder_at_hand_is_no_conversion(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "t2s.json").write_text("{}", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert converter("t2s")("頭髮") == "头发"


def test_quotation_marks_follow_and_apostrophes_stay() -> None:
    assert converter("s2tw")("“it’s‘好’的”") == "「it’s『好』的」"
    assert converter("tw2s")("「軟體『好』」") == "“软体‘好’”"


def test_only_chinese_is_converted_and_only_on_request() -> None:
    english = document("en")
    assert in_script(english, Script.TAIWAN) is english
    chinese = document()
    assert in_script(chinese, Script.AS_WRITTEN) is chinese


def test_the_words_of_the_program_follow_the_script() -> None:
    assert find_labels("zh-Hant-TW")["notes"] == "註釋"
    assert find_labels("zh-Hans")["notes"] == "注释"


@pytest.mark.parametrize("layout", [Layout.SOURCE, Layout.SIDE_BY_SIDE])
def test_a_product_prints_its_chinese_in_its_script(layout: Layout) -> None:
    source = Document("zh-Hans", Metadata(), (Paragraph((Text(WORDS),)),))
    target = Document("en", Metadata(), (Paragraph((Text("Her hair"),)),))
    order = Order(Format.HTML, layout, "x.html", script=Script.TRADITIONAL)
    templates = Templates({"x.html": "{{ language }} {{ body }}"}, {})
    data, _ = render(
        Edition(source, target, 100),
        order,
        templates,
        ({}, {}),
        datetime(2026, 1, 1, tzinfo=UTC),
    )
    # The end of a line is kept together.
    shown = re.sub(r"<[^>]*>", "", data.decode())
    assert "皇后在後面發頭髮" in shown
    assert "zh-Hant-TW" in data.decode()

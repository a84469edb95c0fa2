"""The short ways through WeasyPrint: each gives what the long way gives."""

from __future__ import annotations

import subprocess
import sys
from types import ModuleType

import pytest
import weasyprint

from duizhao.render.pdfquick import enough_of, first_end, quicken

_PAGE = """
<html lang="zh-Hans"><style>
@page { size: 300px 260px; margin: 20px; @bottom-center { content: counter(page) } }
:root { --more: 3px } html { font: 14px/20px serif } p { margin: 0 0 calc(2px + 1%) 5% }
em { margin-inline-start: var(--more); text-decoration: underline } div { display: flex }
li { padding-inline: 2px 1em; max-width: min(90%, 200px) } b { font-variant: small-caps }
</style><body><h1>一只钟</h1><p>修钟的人说：“钟停了，山也就停了。”1990年以后，村里再没有人上山去敲它；
直到去年春天，一个<em>十二岁的孩子</em>带着一把油壶来了，钟又响了起来，一直响到天黑。</p><ul><li>齿轮
<li dir="rtl">发条</ul><table><tr><td>时间<td>早上八点半到晚上九点，中午不休息，节日也一样开门</table>
<div><p>One word, <b>Two</b> words and a third.</p><p>山路很长，带够水。</p></div></html>
"""
_BOXES = """
import sys
from hashlib import sha256
from weasyprint import HTML
if sys.argv[2] == "quick":
    import weasyprint
    from duizhao.render.pdfquick import quicken
    assert quicken(weasyprint) and quicken(weasyprint)
document = HTML(string=sys.argv[1]).render()
print(sha256(document.write_pdf(pdf_tags=True, pdf_identifier=b"same")).hexdigest())
for page in document.pages:
    for box in page._page_box.descendants():
        text = getattr(box, "text", "")
        print(type(box).__name__, box.position_x, box.position_y, box.width, box.height,
              box.margin_left, box.margin_bottom, box.max_width, sorted(map(str, (
              box.style["text_decoration_line"], box.style["color"]))), text)
"""


def _lay_out(way: str) -> str:
    command = [sys.executable, "-c", _BOXES, _PAGE, way]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout


def test_every_box_and_byte_is_where_it_was_without_the_short_ways() -> None:
    long = _lay_out("long")
    assert long.count("TextBox") > 20
    assert _lay_out("quick") == long


def test_another_version_of_the_engine_is_left_as_it_is() -> None:
    other = ModuleType("weasyprint")
    for path in (
        *("css", "layout", "layout.percent", "layout.inline", "layout.preferred"),
        *("text", "text.line_break", "draw", "draw.text"),
        *("pdf", "pdf.fonts", "pdf.pydyf"),
    ):
        *parents, name = path.split(".")
        at = other
        for parent in parents:
            at = getattr(at, parent)
        setattr(at, name, ModuleType(name))
    assert not quicken(other)
    assert not hasattr(other.css, "ComputedStyle")


@pytest.mark.parametrize(
    ("text", "ems", "length"),
    [
        ("山" * 100, 20, 34),
        ("word " * 40, 20, 80),
        ("山 and 水 " * 20, 20, 80),
        ("山水", 20, 2),
    ],
)
def test_a_line_of_chinese_needs_less_text_than_one_of_english(
    text: str, ems: float, length: int
) -> None:
    assert len(enough_of(text, ems)) == length


def test_the_first_word_of_chinese_ends_without_a_blank() -> None:
    assert first_end("one two") == 3
    assert first_end("word") == -1
    assert first_end("山 水") == 1
    assert first_end("山" * 40) == first_end("山" * 40 + " ") == 16


def test_a_picture_with_words_has_its_fonts() -> None:
    assert quicken(weasyprint)
    words = "<svg xmlns='http://www.w3.org/2000/svg'><text y='9'>A</text></svg>"
    page = weasyprint.HTML(string=f'<img src="data:image/svg+xml,{words}">')
    assert b"/Font" in page.write_pdf(uncompressed_pdf=True)

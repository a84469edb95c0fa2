"""What the PDF engine made before is taken again, and no page is told from it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from duizhao.render import pdflines
from duizhao.render.page import Layout, Page
from duizhao.render.pdf import load_engine, render_pdf
from duizhao.render.pdfkept import Kept, keep_results
from duizhao.render.pdflines import recall_lines

_HEAD = """<!DOCTYPE html><html lang="zh-Hans"><title>钟</title><style>
@page { size: 300px 260px; margin: 20px; @bottom-center { content: counter(page) } }
@counter-style tally { system: cyclic; symbols: "※" "＊"; suffix: " " }
html { font: 14px/20px serif } p { text-align: justify; hyphens: auto }
ol { list-style: tally } i { letter-spacing: 1px } u { word-spacing: 2px }
</style><body><h1>一只钟</h1>"""
_WORDS = """<p>修钟的人说：“钟停了，山也就停了。”1990年以后，村里再没有人上山去敲它；
直到<em>去年春天</em>，一个<b>十二岁</b>的孩子带着一把<u>油壶 和 布</u>来了。<p lang="en">The
office of the <i>waterworks</i>, difficult to find, is <code>flip\ttable</code> two.
<ol><li>齿轮<li>发条</ol><table><tr><td>时间<td>早上八点半到晚上九点，中午不休息</table>"""


def _page(layout: Layout = Layout.SOURCE) -> Page:
    time = datetime(2026, 1, 1, tzinfo=UTC)
    return Page(layout, "zh-Hans", "", time, "clock", {})


def _texts() -> list[str]:
    ends = ["", "<p>山路很长，带够水。", "<p>山路很短，带够水。<p>One more word.", ""]
    return [f"{_HEAD}{_WORDS}{end}{_WORDS}" for end in ends]


def _make(html: str) -> bytes:
    return render_pdf(html, _page())[0]


def test_a_page_made_of_remembered_lines_is_the_same_to_the_byte(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = [_make(html) for html in _texts()]
    assert plain[0] == plain[3] != plain[1] != plain[2]
    monkeypatch.setattr(pdflines._Switch, "is_on", True)  # on for good elsewhere
    assert [_make(html) for html in _texts()] == plain
    assert [_make(html) for html in reversed(_texts())] == plain[::-1]


def test_a_kept_style_sheet_does_all_that_a_new_one_does() -> None:
    first = _make(_HEAD + "<ol><li>齿轮</ol>")
    assert _make(_HEAD + "<ol><li>齿轮</ol>") == first


def test_what_is_wrong_in_a_style_sheet_is_told_each_time() -> None:
    html = f"{_HEAD}<style>p {{ colour: red }}</style><p>山"
    told = [render_pdf(html, _page())[1] for _ in range(2)]
    assert "colour" in told[0][0].message
    assert told[0] == told[1]


def test_another_version_of_the_engine_keeps_nothing() -> None:
    engine = load_engine()
    assert keep_results(engine)
    assert recall_lines(engine)
    other = type(engine)("weasyprint")
    assert not recall_lines(other)


def test_the_oldest_of_what_is_kept_goes_first() -> None:
    kept: Kept[int] = Kept(2)
    for number in (1, 2):
        kept.put(number, number)
    assert kept.get(1) == 1
    kept.put(3, 3)
    assert (kept.get(1), kept.get(2), kept.get(3)) == (1, None, 3)

"""Small pages of Chinese, twenty characters wide, through the shipped style sheets.

`python -m tests.chinese_pages` draws the pictures anew that they are compared with.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pypdfium2
from PIL import Image

from duizhao.document import Document
from duizhao.language import Script
from duizhao.manuscripts import Profile, read_text
from duizhao.reading import source_document
from duizhao.render.headings import number_headings
from duizhao.render.html import Medium, render_html
from duizhao.render.page import Layout, Page
from duizhao.render.pdf import render_pdf
from duizhao.script import in_script

ROOT = Path(__file__).parent.parent
PICTURES = Path(__file__).parent / "data" / "chinese_pages"
SIZE = 10.0
"""Points of a character."""
LEFT = 20.0
"""Points from the edge of the page to the text."""
MEASURE = 200.0
"""Points of a line."""
SET = {"hang": "0mm", "size_zh": "10pt", "leading_zh": "17pt"}
"""What the pages have, whatever the theme says."""
FRAME = """<!DOCTYPE html><html lang="{{ language }}"><head><title>Sample</title><style>
{% include "base.css" %}{% include "print.css" %}{% include "chinese.css" %}
@page { size: 240pt 160pt; margin: 20pt; @footnote { margin-top: 6pt; } }
</style></head><body><main>{{ body }}</main></body></html>"""


@cache
def templates() -> Mapping[str, str]:
    shipped = {
        file.name: file.read_text("utf-8")
        for file in (ROOT / "templates").iterdir()
        if file.suffix in {".html", ".css", ".toml"}
    }
    return {**shipped, "sample.html": FRAME}


def sample(
    markdown: str,
    *,
    theme: Mapping[str, str] | None = None,
    script: Script = Script.AS_WRITTEN,
) -> bytes:
    """Return the PDF of a text; fail where the engine complains."""
    manuscript = read_text("sample.md", markdown)
    document = in_script(source_document(manuscript, Profile()), script)
    if theme and "headings_zh" in theme:
        document = number_headings(document)
    return pdf_of(document, theme)


def pdf_of(document: Document, theme: Mapping[str, str] | None = None) -> bytes:
    """Return the PDF of a document."""
    page = Page(
        layout=Layout.SOURCE,
        language=document.language,
        publication="",
        time=datetime(2026, 1, 1, tzinfo=UTC),
        identifier="sample",
        assets={},
        theme={**SET, **(theme or {})},
    )
    html = render_html(document, page, templates(), "sample.html", Medium.PRINT)
    content, complaints = render_pdf(html, page)
    assert complaints == (), complaints
    return content


SAMPLES: Mapping[str, str] = {
    "justify": "这一段文字排满每一行，左右两端都要对齐，只有最后一行不齐，因为它没有写满。",
    "squeeze": "他写了《城记》、《港志》（上册）。“‘走吧’，他说。”大家都点了点头，没有人说话。",
    "line-start": "大家都还记得那一天清早港口上面的事情，他说：“今天的潮水很高。”《城记》里都有。",
    "line-end": "旧港口里的船越来越少，可是岸上的人，越来越多，每天都有人来，有人走，从不间断。",
    "press": "设备，是人家的，图纸是人家的料人家们，深圳只有一块地和许多双手。",
    "gap": "到了1990年，GDP有171.67亿元，用Python写的程序有3个。",
    "gap-edge": "我们这一次在旧港口里一共看见了大大小小的船共有1990条，其中有几条是从London来到这里的旧货船。",
    "gap-markup": "他用**Python**写程序，看[London](https://example.org)的船，用`make`来做，注[^1]。\n\n[^1]: 这是注。",
    "prohibition": "港口里有船、有网、有灯、有人、有鱼、有水、有风、有雨、有雪，（有浪），“有云”。",
    "dashes": "这就是我们大家在很久以前都曾见过的那条船——后来它不见了……再没有人见过它的影子。",
    "dash-edge": "这就是我们大家在很久以前都曾经亲眼见过的船——后来它不见了。",
    "indent": "第一段的开头空两个字，后面不空。\n\n“引号”开头的段落也空两个字，不多也不少。",
    "orphan": "那时候的旧港口还很小很小，三十条船都搁在泥滩上面，没有人看见了它们。",
    "heading": "这一页上只有很少的几行字。\n\n" * 6 + "## 标题\n\n标题后面的文字。",
    "quotes": "他说“中文的引号”，也写It’s right——这样……好。",
    "dots": "这几个字*加着重号，3个也不少*，排得再松也不会离开它们所属于的汉字，真的。",
    "name": "<u>鲁迅</u>是<u>绍兴</u>人，一九一八年在<u>北京</u>写了第一篇白话小说。",
    "title": "<u>鲁迅</u>写了<cite>呐喊</cite>和<cite>彷徨</cite>，后来又写了许多别的书。",
    "ruby": "<ruby>深圳<rt>Shēnzhèn</rt></ruby>的<ruby>汉<rt>hàn</rt>字<rt>zì</rt></ruby>，行距不变，看看这一行和下一行的距离。",
    "lists": "1. 甲方应当按时付款。\n   1. 现金。\n      1. 人民币。\n2. 乙方应当按时交货。",
    "headings": "## 总则\n\n### 目的\n\n### 范围\n\n## 分则\n\n### 第一节",
    "traditional": "“皇后在后面发头发”，他说：“面条里的鼠标、软件，是谁放的？”大家都不知道。",
    "long-words": "这里用internationalization与electroencephalography这样的长单词，很难排齐。",
    "notes": "港口的水很深[^a]，船很多[^b]。\n\n[^a]: 见《港志》，一九八〇年。\n\n[^b]: 同上。",
    "table": "| 年份 | 船 |\n|---|---|\n| 1990年 | “三十”条 |\n| 2000年 | 五条 |",
    "item": "- 列表里的文字也是左右对齐的，排满一行以后再排下一行，悬挂缩进不变。",
    "hyphens": "一九八〇年——一九九〇年，北京—上海，连接号占一个字的位置，不与数字分开。",
}
"""What is set, by the name that docs/typography.md has for it."""
# The face of traditional text is one of the machine's: it is not compared.
DRAWN = sorted(set(SAMPLES) - {"traditional"})
THEMES = {"lists": {"lists_zh": "chinese"}, "headings": {"headings_zh": "chinese"}}


@cache
def sample_of(name: str) -> bytes:
    """Return the PDF of one of `SAMPLES`."""
    script = Script.TRADITIONAL if name == "traditional" else Script.AS_WRITTEN
    return sample(SAMPLES[name], theme=THEMES.get(name), script=script)


def picture_of(content: bytes) -> Image.Image:
    """Return the first page, coarse: four pixels to a character, grey."""
    page = pypdfium2.PdfDocument(content)[0]
    picture: Image.Image = page.render(scale=0.6).to_pil()
    return picture.convert("L")


def draw_all() -> None:
    """Write the pictures that pages are compared with, after a change that is meant."""
    PICTURES.mkdir(exist_ok=True)
    for name in DRAWN:
        picture_of(sample_of(name)).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    draw_all()

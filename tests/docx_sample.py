"""A document with one of everything, in two languages, for the tests of Word drafts."""

from __future__ import annotations

import struct
import zlib
from datetime import UTC, datetime

from duizhao.diagnostics import Place
from duizhao.document import (
    Alignment,
    BilingualDocument,
    Block,
    BulletList,
    Cell,
    Code,
    CodeBlock,
    Definition,
    DefinitionList,
    Document,
    Emphasis,
    Figure,
    FootnoteMark,
    Heading,
    Image,
    LineBreak,
    Link,
    ListItem,
    Marked,
    Math,
    MathBlock,
    Metadata,
    OrderedList,
    Pair,
    Paragraph,
    Quote,
    RawBlock,
    RawInline,
    Rule,
    SegmentState,
    Shared,
    Strikethrough,
    Strong,
    Table,
    Text,
)
from duizhao.render.page import Asset, Layout, Page, Unfinished

TIME = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)

SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="640" height="300"
 viewBox="0 0 640 300"><rect width="640" height="300" fill="#eef3f4"/>
<rect x="60" y="170" width="90" height="90" fill="#14505c"/>
<rect x="200" y="110" width="90" height="150" fill="#14505c"/>
<rect x="340" y="50" width="90" height="210" fill="#b7791f"/>
<text x="60" y="285" font-size="18" font-family="sans-serif">1980</text>
<text x="450" y="60" font-size="20" font-family="sans-serif">{}</text></svg>"""


def png(width: int = 4, height: int = 3) -> bytes:
    """Return a grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x90" * width) * height)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def t(*words: str) -> tuple[Text, ...]:
    """Return plain text."""
    return tuple(map(Text, words))


def p(*words: str) -> Paragraph:
    """Return a plain paragraph."""
    return Paragraph(t(*words))


def item(*blocks: Block, checked: bool | None = None) -> ListItem:
    """Return a list item."""
    return ListItem(blocks, checked)


ASSETS = {
    "chart.svg": Asset(
        "chart.svg", SVG.format("Growth").encode(), "image/svg+xml", 640, 300
    ),
    "dot.png": Asset("dot.png", png(), "image/png", 16, 12),
}
SOURCE_ASSETS = {
    "chart.svg": Asset(
        "chart.svg", SVG.format("增长，直角").encode(), "image/svg+xml", 640, 300
    ),
    "dot.png": ASSETS["dot.png"],
}

ENGLISH_BLOCKS: tuple[Block, ...] = (
    Paragraph(
        (
            Text("The harbour was "),
            Strong((Text("quiet"),)),
            Text(" that morning, and the ferries, "),
            Emphasis((Text("as ever"),)),
            Text(", were late. The old name, 渔村, “fishing village”, had gone"),
            FootnoteMark("name"),
            Text(" and nobody missed it; see the "),
            Link((Text("port’s log"),), "https://example.org/log?a=1&b=2", "The log"),
            Text(" or "),
            Link((Text("the figures"),), "#figures"),
            Text(". H"),
            RawInline("<sub>"),
            Text("2"),
            RawInline("</sub>"),
            Text("O, E = mc"),
            RawInline("<sup>"),
            Text("2"),
            RawInline("</sup>"),
            Text(", "),
            RawInline("<kbd>"),
            Text("Ctrl"),
            RawInline("</kbd>"),
            Text(", "),
            Code("make all"),
            Text(", "),
            Math("a^2+b^2"),
            Text(", "),
            Strikethrough((Text("gone"),)),
            Text(" and a dot "),
            Image("dot.png", "a dot"),
            Text("."),
        )
    ),
    Heading(2, t("A street of clerks"), "street"),
    p(
        "By 1984 the street had eleven banks, four of them in the same building, and the "
        "clerks who worked there ate their noodles standing up. It was said that a letter "
        "posted at nine would be answered by noon, and that the answer would be no."
    ),
    Quote(
        (
            p("Time is what we sold, and we sold it by the hour."),
            Paragraph((Text("The second line"), LineBreak(), Text("breaks here."))),
            Quote((p("Within it, another voice."),)),
        )
    ),
    Quote((p("Figures before 1986 are estimates."),), "note"),
    Heading(3, t("What it took")),
    BulletList(
        (
            item(p("patience, which was plentiful;")),
            item(
                p("money, which was not:"),
                OrderedList((item(p("from the county")), item(p("from abroad"))), 3),
            ),
            item(
                p("and luck."),
                BulletList(
                    (item(p("good")), item(BulletList((item(p("and better")),)))),
                ),
            ),
        )
    ),
    OrderedList((item(p("First question.")), item(p("Second question."))), 1),
    OrderedList(
        (item(p("Counting begins at seven."), p("More of it.")),), 7, tight=False
    ),
    BulletList((item(p("ask"), checked=True), item(p("answer"), checked=False))),
    Heading(2, t("The figures"), "figures"),
    Table(
        (Alignment.LEFT, Alignment.RIGHT, Alignment.CENTER),
        (Cell(t("Year")), Cell(t("People, million")), Cell(t("Ferries"))),
        (
            (Cell(t("1980")), Cell(t("0.3")), Cell(t("4"))),
            (Cell((Strong(t("2025")),)), Cell(t("17.8")), Cell(t("31"))),
        ),
    ),
    p("The text goes on after the table."),
    Figure(Image("chart.svg", "Bars that grow"), t("Growth, 1980 to 2025.")),
    Figure(Image("lost.png", "The old pier"), t("The pier.")),
    DefinitionList(
        (Definition(t("hukou"), ((p("household registration"),), (p("its booklet"),))),)
    ),
    CodeBlock("def f(x):\n\treturn x + 1  # 加一\n", "python"),
    MathBlock("\\sum_{i=1}^n i"),
    RawBlock("<div>left out</div>"),
    Rule(),
    Paragraph(
        (
            Text("The end"),
            FootnoteMark("name"),
            Text(", nearly"),
            FootnoteMark("more"),
            Text(". "),
            Marked(t("她说：“明天见。”"), SegmentState.UNTRANSLATED, 1),
            Text(" "),
            Marked(t("The tide turned."), SegmentState.FUZZY, 2),
        )
    ),
)
ENGLISH = Document(
    "en",
    Metadata(
        title=t("The Harbour and the Clock"),
        subtitle=t("How a village learned to count"),
        lead=t(
            "Forty-five years, one clock and three questions that nobody had asked."
        ),
        author=t("Lin Yue"),
        date="2026-08-26",
        keywords=("harbour", "time"),
    ),
    ENGLISH_BLOCKS,
    {
        "name": (
            Paragraph(
                (Text("It means a village of "), Emphasis(t("fishers")), Text("."))
            ),
        ),
        "more": (
            Paragraph(
                (Text("See "), Link(t("here"), "https://example.org/"), Text("."))
            ),
            p("A second paragraph."),
        ),
    },
)
CHINESE = Document(
    "zh-Hans",
    Metadata(
        title=t("港与钟"),
        subtitle=t("一个渔村怎样学会计时"),
        lead=t("四十五年，一座钟，三个没有人问过的问题。"),
        author=t("林越"),
        date="2026-08-26",
    ),
    (),
    {"name": (Paragraph((Text("意思是“打鱼人的村子”。"),)),)},
)
ROWS = (
    Pair(
        Paragraph(
            (
                Text("那天早晨，港口很"),
                Emphasis(t("安静")),
                Text("，渡船照例晚点。旧名“渔村”已经没有人提起"),
                FootnoteMark("name"),
                Text("——也没有人怀念它……"),
            )
        ),
        ENGLISH_BLOCKS[0],
    ),
    Pair(Heading(2, t("一条职员的街"), "street"), ENGLISH_BLOCKS[1]),
    Pair(
        p(
            "到一九八四年，街上已有十一家银行，其中四家同在一栋楼里。职员们站着吃面，"
            "据说九点寄出的信，中午就有回音，而回音总是“不”。"
        ),
        ENGLISH_BLOCKS[2],
    ),
    Pair(
        Quote((p("我们卖的是时间，按钟点卖。"),)), Quote((p("Time is what we sold."),))
    ),
    Pair(
        OrderedList((item(p("第二个问题。")),), 2),
        OrderedList((item(p("The second question.")),), 2),
    ),
    Pair(Heading(2, t("数字"), "figures"), Heading(2, t("The figures"), "figures")),
    Shared(
        Figure(Image("chart.svg", "上升的柱"), t("增长，1980—2025。")),
        ENGLISH_BLOCKS[13],
    ),
    Shared(
        Figure(Image("dot.png", "点"), t("同一张图。")),
        Figure(Image("dot.png", "dot"), t("The same picture.")),
    ),
    Shared(
        Table(
            (Alignment.LEFT, Alignment.RIGHT),
            (Cell(t("年份")), Cell(t("人口"))),
            ((Cell(t("1980")), Cell(t("0.3"))),),
        ),
        ENGLISH_BLOCKS[11],
    ),
    Shared(ENGLISH_BLOCKS[16], ENGLISH_BLOCKS[16]),
    Shared(Rule(), Rule()),
    Pair(p("结束了。"), ENGLISH_BLOCKS[-1]),
)
BOTH = BilingualDocument(CHINESE, ENGLISH, ROWS)


def page(layout: Layout = Layout.TARGET, **changes: object) -> Page:
    """Return a product's settings."""
    values: dict[str, object] = {
        "layout": layout,
        "language": "zh-Hans" if layout is Layout.SOURCE else "en",
        "publication": "The Harbour Review",
        "time": TIME,
        "identifier": "sample/harbour.docx",
        "assets": ASSETS,
        "source_assets": SOURCE_ASSETS,
        "percent": 87,
        "unfinished": (
            Unfinished(
                1,
                SegmentState.UNTRANSLATED,
                "她说：“明天见。”",
                Place("source/harbour.md", 41, 3),
            ),
            Unfinished(
                2, SegmentState.FUZZY, "潮水退了。", Place("source/harbour.md", 41, 12)
            ),
        ),
    }
    return Page(**{**values, **changes})  # type: ignore[arg-type]

"""What each inline and block becomes in a Word draft."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from lxml import etree

from duizhao.document import (
    Alignment,
    Block,
    BulletList,
    Cell,
    Code,
    CodeBlock,
    Definition,
    DefinitionList,
    Document,
    Emphasis,
    FootnoteMark,
    Heading,
    Inline,
    LineBreak,
    Link,
    Marked,
    Math,
    MathBlock,
    Metadata,
    OrderedList,
    Paragraph,
    Quote,
    RawBlock,
    RawInline,
    Rule,
    SegmentState,
    Strikethrough,
    Strong,
    Table,
    Text,
)
from duizhao.render.docx import render_docx
from duizhao.render.docx.names import W, w
from duizhao.render.docx.template import make_template
from duizhao.render.docx.text import iter_scripts
from duizhao.render.page import Layout
from tests.docx_sample import item, p, page, t

TEMPLATE = make_template()
NS = {"w": W}


def render(document, **changes):
    changes = {"unfinished": (), "assets": {}, **changes}
    return render_docx(document, page(**changes), TEMPLATE)


def document(*blocks: Block, language="en", footnotes=None) -> Document:
    return Document(language, Metadata(), blocks, footnotes or {})


def part(data: bytes, name="word/document.xml"):
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def body(*blocks: Block, language="en", footnotes=None):
    layout = Layout.SOURCE if language.startswith("zh") else Layout.TARGET
    data, _ = render(
        document(*blocks, language=language, footnotes=footnotes), layout=layout
    )
    return part(data).find(w("body"))


def line(*inlines: Inline, language="en"):
    return body(Paragraph(inlines), language=language)[0]


def texts(element):
    return "".join(x.text or "" for x in element.iter(w("t")))


def styles(root):
    return [x.get(w("val")) for x in root.iterfind(".//w:p/w:pPr/w:pStyle", NS)]


def shown(root, path):
    return [x.get(w("val")) for x in root.iterfind(path, NS)]


def test_plain_text_is_one_run_of_body_text():
    paragraph = line(Text("Hello & <b>goodbye</b>"))
    assert texts(paragraph) == "Hello & <b>goodbye</b>"
    assert styles(paragraph.getparent()) == ["BodyText"]
    assert len(paragraph.findall(w("r"))) == 1


def test_blanks_at_the_ends_of_a_run_are_kept():
    element = line(Text("so "), Strong(t(" it")))[1][0]
    assert element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"


@pytest.mark.parametrize(
    ("node", "path"),
    [
        (Strong(t("x")), "w:r/w:rPr/w:b"),
        (Emphasis(t("x")), "w:r/w:rPr/w:i"),
        (Strikethrough(t("x")), "w:r/w:rPr/w:strike"),
        (Code("x"), "w:r/w:rPr/w:rStyle[@w:val='Code']"),
        (Math("x"), "w:r/w:rPr/w:rStyle[@w:val='Formula']"),
        (LineBreak(), "w:r/w:br"),
        (RawInline("<br>"), "w:r/w:br"),
    ],
)
def test_an_inline_becomes_its_run(node, path):
    assert line(node).find(path, NS) is not None


@pytest.mark.parametrize(
    ("tag", "path"),
    [
        ("sub", "w:vertAlign[@w:val='subscript']"),
        ("sup", "w:vertAlign[@w:val='superscript']"),
        ("u", "w:u[@w:val='single']"),
        ("kbd", "w:rStyle[@w:val='Keyboard']"),
    ],
)
def test_a_raw_tag_is_honoured_up_to_its_end(tag, path):
    runs = line(RawInline(f"<{tag}>"), Text("in"), RawInline(f"</{tag}>"), Text("out"))
    properties = [run.find(w("rPr")) for run in runs.iterfind(w("r"))]
    assert properties[0].find(path, NS) is not None
    assert properties[1] is None


def test_other_raw_tags_are_dropped_and_their_text_stays():
    assert texts(line(RawInline("<script>"), Text("x"), RawInline("<!-- y -->"))) == "x"


def test_formatting_nests():
    run = line(Strong((Emphasis((Strikethrough(t("x")),)),))).find(w("r"))
    found = {etree.QName(x).localname for x in run.find(w("rPr"))}
    assert {"b", "i", "strike"} <= found


def test_chinese_text_has_a_hint_and_its_language():
    run = line(Text("他说“好”——走了……"), language="zh-Hans").find(w("r"))
    assert run.find("w:rPr/w:rFonts", NS).get(w("hint")) == "eastAsia"
    assert run.find("w:rPr/w:lang", NS).get(w("eastAsia")) == "zh-CN"


def test_traditional_chinese_is_tagged_so():
    run = line(Text("漁村"), language="zh-Hant").find(w("r"))
    assert run.find("w:rPr/w:lang", NS).get(w("eastAsia")) == "zh-TW"


def test_chinese_in_english_is_a_run_of_its_own():
    assert list(iter_scripts("the “渔村——旧名” of")) == [
        ("the “", False),
        ("渔村——旧名", True),
        ("” of", False),
    ]


def test_chinese_emphasis_has_dots_and_no_italics():
    properties = line(Emphasis(t("着重")), language="zh-Hans").find("w:r/w:rPr", NS)
    assert properties.find(w("i")) is None
    assert properties.find(w("em")).get(w("val")) == "underDot"


def test_a_web_link_is_a_relationship():
    data, _ = render(document(Paragraph((Link(t("x"), "https://a.example/?a=1&b=2"),))))
    rels = part(data, "word/_rels/document.xml.rels")
    targets = {r.get("Id"): r.get("Target") for r in rels}
    link = part(data).find(".//w:hyperlink", NS)
    identifier = link.get(
        "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    )
    assert targets[identifier] == "https://a.example/?a=1&b=2"


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "smb://x/y",
        "//host/x",
        "\\\\h\\x",
        "data:text/html,x",
        "ms-word:ofe|u|http://x",
        "JAVA\tSCRIPT:x",
        "http://[x",
        "https://bank.example@evil.example/",
        "http://x:99999/",
        "",
    ],
)
def test_a_refused_link_is_text(target):
    data, _ = render(document(Paragraph((Link(t("words"), target),))))
    assert part(data).find(".//w:hyperlink", NS) is None
    assert texts(part(data)) == "words"
    assert b"javascript" not in data


def test_a_link_may_write_its_anchor_as_an_address_does() -> None:
    link = Paragraph((Link(t("x"), "#%E8%88%B9%20a"),))
    root = body(link, Heading(2, t("H"), "船 a"))
    name = root.find(".//w:hyperlink", NS).get(w("anchor"))
    assert root.find(f".//w:bookmarkStart[@w:name='{name}']", NS) is not None


def test_a_link_to_a_heading_leads_to_its_bookmark():
    anchor = "标题-" + "long" * 20
    root = body(Paragraph((Link(t("x"), f"#{anchor}"),)), Heading(2, t("H"), anchor))
    name = root.find(".//w:hyperlink", NS).get(w("anchor"))
    assert root.find(".//w:bookmarkStart", NS).get(w("name")) == name
    assert len(name) <= 40


def test_bookmarks_are_unique_in_spite_of_their_letters():
    root = body(*(Heading(2, t("x"), a) for a in ("A b", "a-b", "a_b", "1", "s_1")))
    names = [b.get(w("name")).casefold() for b in root.iter(w("bookmarkStart"))]
    assert len(names) == len(set(names)) == 5


def test_a_link_to_nowhere_becomes_text_and_is_told():
    data, found = render(document(Paragraph((Link(t("x"), "#nowhere"),))))
    assert part(data).find(".//w:hyperlink", NS) is None
    assert [f.rule for f in found] == ["docx.anchor"]


def test_a_link_in_a_link_is_one_link():
    root = line(Link((Link(t("x"), "https://b.example"),), "https://a.example"))
    assert len(list(root.iter(w("hyperlink")))) == 1


def test_headings_have_their_levels():
    root = body(*(Heading(level, t("x")) for level in range(1, 7)))
    assert styles(root) == [f"Heading{level}" for level in range(1, 7)]


def test_every_ordered_list_counts_for_itself():
    data, _ = render(
        document(
            OrderedList((item(p("a")), item(p("b")))), OrderedList((item(p("c")),), 7)
        )
    )
    numbers = shown(part(data), ".//w:numPr/w:numId")
    assert numbers[0] == numbers[1] != numbers[2]
    numbering = part(data, "word/numbering.xml")
    starts = {
        num.get(w("numId")): num.find("w:lvlOverride/w:startOverride", NS)
        for num in numbering.iterfind(w("num"))
    }
    assert starts[numbers[0]].get(w("val")) == "1"
    assert starts[numbers[2]].get(w("val")) == "7"


def test_nested_lists_go_to_deeper_levels():
    root = body(
        BulletList(
            (item(p("a"), BulletList((item(p("b"), BulletList((item(p("c")),))),))),)
        )
    )
    assert shown(root, ".//w:numPr/w:ilvl") == ["0", "1", "2"]
    assert styles(root) == ["ListBullet", "ListBullet2", "ListBullet3"]


def test_the_second_paragraph_of_an_item_has_no_number():
    root = body(OrderedList((item(p("a"), p("b")),)))
    assert styles(root) == ["ListNumber", "ListContinue"]
    assert root[1].find("w:pPr/w:numPr", NS) is None


def test_an_item_without_a_paragraph_still_has_its_number():
    root = body(OrderedList((item(CodeBlock("x\n")), item())))
    assert len(shown(root, ".//w:numPr/w:numId")) == 2
    assert texts(root) == "x"


def test_tasks_have_boxes():
    root = body(BulletList((item(p("a"), checked=True), item(p("b"), checked=False))))
    assert [texts(x) for x in root.iterfind(w("p"))] == ["☑a", "☐b"]


def test_a_numbered_task_keeps_its_number():
    root = body(OrderedList((item(p("a"), checked=False),)))
    assert texts(root) == "☐ a"
    assert len(shown(root, ".//w:numPr/w:numId")) == 1


def test_a_quotation_and_an_alert_have_styles():
    root = body(Quote((p("a"),)), Quote((p("b"),), "warning"))
    assert styles(root) == ["Quote", "Alert", "Alert"]
    assert texts(root[1]) == "Warning"


def test_code_keeps_lines_and_tabs():
    paragraph = body(CodeBlock("a\n\tb\n"))[0]
    run = paragraph.find(w("r"))
    assert [etree.QName(x).localname for x in run] == ["t", "br", "tab", "t"]


def test_rule_formula_and_definitions_have_styles():
    root = body(
        Rule(),
        MathBlock("x^2"),
        DefinitionList((Definition(t("term"), ((p("one"),), (p("two"),))),)),
        RawBlock("<div>"),
    )
    assert styles(root) == (
        ["Rule", "FormulaBlock", "DefinitionTerm", "Definition", "Definition"]
    )


def test_a_table_has_style_grid_repeated_head_and_alignment():
    table = Table(
        (Alignment.NONE, Alignment.RIGHT),
        (Cell(t("a")), Cell(t("b"))),
        ((Cell(t("c")), Cell(t("d"))),),
    )
    root = body(table)
    element = root.find(w("tbl"))
    assert shown(element, "w:tblPr/w:tblStyle") == ["DuizhaoTable"]
    assert len(element.findall("w:tblGrid/w:gridCol", NS)) == 2
    assert element.find("w:tr/w:trPr/w:tblHeader", NS) is not None
    assert shown(element, ".//w:jc") == ["right", "right"]
    assert root[1].tag == w("p")  # Word wants one after a table at the end


def test_rows_of_another_length_do_not_break_a_table():
    cell = Cell(t("x"))
    root = body(Table((Alignment.NONE,) * 2, (cell,), ((cell,) * 3, ())))
    assert [len(row.findall(w("tc"))) for row in root.iter(w("tr"))] == [2, 2, 2]


def test_two_tables_are_parted():
    table = Table((Alignment.NONE,), (Cell(t("a")),), ())
    names = [etree.QName(x).localname for x in body(table, table)]
    assert names == ["tbl", "p", "tbl", "p", "sectPr"]


def test_footnotes_are_real_and_formatted():
    mark = FootnoteMark("a")
    notes = {
        "a": (Paragraph((Emphasis(t("so")), Link(t("x"), "https://a.example"))), p("b"))
    }
    data, _ = render(document(Paragraph((mark,)), footnotes=notes))
    assert part(data).find(".//w:footnoteReference", NS).get(w("id")) == "1"
    root = part(data, "word/footnotes.xml")
    assert [x.get(w("id")) for x in root] == ["-1", "0", "1"]
    assert root[2].find(".//w:footnoteRef", NS) is not None
    assert root[2].find(".//w:i", NS) is not None
    assert root[2].find(".//w:hyperlink", NS) is not None
    assert styles(root[2]) == ["FootnoteText", "FootnoteText"]


def test_a_footnote_marked_twice_is_written_once():
    root = body(
        Paragraph((FootnoteMark("a"), FootnoteMark("a"))), footnotes={"a": (p("x"),)}
    )
    assert len(list(root.iter(w("footnoteReference")))) == 1
    name = root.find(".//w:bookmarkStart", NS).get(w("name"))
    assert root.find(".//w:instrText", NS).text == f" NOTEREF {name} \\f \\h "
    assert texts(root) == "1"


def test_a_field_has_five_runs():
    root = body(
        Paragraph((FootnoteMark("a"), FootnoteMark("a"))), footnotes={"a": (p("x"),)}
    )
    runs = [
        run for run in root.iter(w("r")) if run.find(w("footnoteReference")) is None
    ]
    kinds = [etree.QName(run[-1]).localname for run in runs]
    assert kinds == ["fldChar", "instrText", "fldChar", "t", "fldChar"]


def test_a_note_upon_a_note_loses_nothing_and_ends():
    notes = {
        "a": (Paragraph((Text("first"), FootnoteMark("b"))),),
        "b": (Paragraph((Text("second"), FootnoteMark("a"), FootnoteMark("b"))),),
    }
    data, _ = render(document(Paragraph((FootnoteMark("a"),)), footnotes=notes))
    root = part(data, "word/footnotes.xml")
    assert len(root) == 3
    assert "first" in texts(root)
    assert "second" in texts(root)
    assert root.find(".//w:footnoteReference", NS) is None


def test_an_unknown_label_stays_and_an_unused_note_is_told():
    data, found = render(
        document(Paragraph((FootnoteMark("x"),)), footnotes={"y": (p("z"),)})
    )
    assert texts(part(data)) == "[^x]"
    assert [f.rule for f in found] == ["docx.footnote"]


def test_an_unfinished_stretch_is_shaded_numbered_and_found_from_the_list():
    data, _ = render(
        document(Paragraph((Marked(t("她说：“走。”"), SegmentState.UNTRANSLATED, 1),))),
        unfinished=page().unfinished[:1],
    )
    root = part(data)
    run = next(x for x in root.iter(w("r")) if texts(x).startswith("她"))
    assert run.find("w:rPr/w:rStyle", NS).get(w("val")) == "Untranslated"
    assert run.find("w:rPr/w:rFonts", NS).get(w("hint")) == "eastAsia"
    assert "[1]" in [texts(x) for x in root.iter(w("r"))]
    table = root.findall(".//w:tbl", NS)[-1]
    assert [texts(c) for c in table.iter(w("tc"))][4:] == [
        "1",
        "not translated",
        "她说：“明天见。”",
        "source/harbour.md:41:3",
    ]
    anchor = table.find(".//w:hyperlink", NS).get(w("anchor"))
    assert root.find(f".//w:bookmarkStart[@w:name='{anchor}']", NS) is not None

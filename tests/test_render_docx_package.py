"""A Word draft as a file: valid, the same on every run, safe from hostile input."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from duizhao.document import (
    BilingualDocument,
    BulletList,
    Document,
    Emphasis,
    Figure,
    Image,
    Metadata,
    OrderedList,
    Paragraph,
    Quote,
    Text,
)
from duizhao.errors import RenderError
from duizhao.render.docx import render_docx
from duizhao.render.docx.names import W, w
from duizhao.render.docx.package import pack
from duizhao.render.docx.template import make_template
from duizhao.render.page import Asset, Layout
from duizhao.walk import iter_nodes
from tests.docx_sample import (
    BOTH,
    CHINESE,
    ENGLISH,
    ROWS,
    SOURCE_ASSETS,
    item,
    p,
    page,
    t,
)

TEMPLATE = make_template()
NS = {"w": W}
SOURCE = replace(CHINESE, blocks=tuple(row.source for row in ROWS))
SAMPLES = {
    Layout.TARGET: (ENGLISH, page()),
    Layout.SOURCE: (SOURCE, page(Layout.SOURCE, assets=SOURCE_ASSETS, unfinished=())),
    Layout.SIDE_BY_SIDE: (BOTH, page(Layout.SIDE_BY_SIDE)),
    Layout.INTERLEAVED: (BOTH, page(Layout.INTERLEAVED)),
}
LAYOUTS = pytest.mark.parametrize("layout", list(SAMPLES))


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def xml(data: bytes, name: str = "word/document.xml"):
    return etree.fromstring(members(data)[name])


def texts(root) -> str:
    return "".join(x.text or "" for x in root.iter(w("t")))


def simple(*blocks) -> Document:
    return Document("en", Metadata(), blocks)


def changed(name: str, change) -> bytes:
    """Return our template with one part changed, or left out where that gives None."""
    parts = members(TEMPLATE)
    new = change(parts.pop(name))
    return pack(parts if new is None else {**parts, name: new})


def test_the_committed_template_is_the_one_that_is_made():
    path = Path(__file__).parent.parent / "templates" / "draft.docx"
    assert path.read_bytes() == TEMPLATE, (
        "run: python -m duizhao.render.docx > " + path.name
    )


def test_no_style_of_the_template_refers_to_the_theme():
    assert b"Theme=" not in members(TEMPLATE)["word/styles.xml"]


def test_the_template_opens_in_python_docx_with_its_styles():
    names = {style.name for style in docx.Document(BytesIO(TEMPLATE)).styles}
    assert {"Title", "Heading 1", "List Number 3", "Caption", "Duizhao Table"} <= names


@LAYOUTS
def test_two_runs_give_equal_bytes(layout):
    first, second = (render_docx(*SAMPLES[layout], TEMPLATE)[0] for _ in range(2))
    assert first == second


@LAYOUTS
def test_the_sample_gives_no_finding(layout):
    assert render_docx(*SAMPLES[layout], TEMPLATE)[1] == ()


@LAYOUTS
def test_the_zip_is_sorted_and_without_times(layout):
    data, _ = render_docx(*SAMPLES[layout], TEMPLATE)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        entries = archive.infolist()
    assert entries[0].filename == "[Content_Types].xml"
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert not [
        e for e in entries if "thumbnail" in e.filename or "customXml" in e.filename
    ]


@LAYOUTS
def test_nothing_is_lost(layout):
    document, settings_ = SAMPLES[layout]
    data, _ = render_docx(document, settings_, TEMPLATE)
    found = "".join(
        texts(xml(data, f"word/{name}.xml")) for name in ("document", "footnotes")
    )
    if isinstance(document, BilingualDocument):
        document = (document.rows, document.source.footnotes)
    wanted = [node.value for node in iter_nodes(document) if isinstance(node, Text)]
    assert [words for words in wanted if words not in found] == []


@pytest.mark.skipif(
    find_spec("openxml_audit") is None, reason="openxml-audit is missing"
)
@LAYOUTS
def test_the_audit_finds_nothing(layout, tmp_path):
    path = tmp_path / "draft.docx"
    path.write_bytes(render_docx(*SAMPLES[layout], TEMPLATE)[0])
    command = [sys.executable, "-m", "openxml_audit", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "Errors: 0" in done.stdout, done.stdout + done.stderr


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is missing")
def test_libreoffice_opens_a_side_by_side_draft(tmp_path):
    path = tmp_path / "draft.docx"
    path.write_bytes(render_docx(*SAMPLES[Layout.SIDE_BY_SIDE], TEMPLATE)[0])
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", str(path)]
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, timeout=100)
    assert path.with_suffix(".pdf").read_bytes().startswith(b"%PDF")


def test_the_properties_are_the_document_s():
    properties = docx.Document(
        BytesIO(render_docx(*SAMPLES[Layout.TARGET], TEMPLATE)[0])
    ).core_properties
    assert properties.title == "The Harbour and the Clock"
    assert properties.author == "Lin Yue"
    assert properties.language == "en-US"
    assert properties.keywords == "harbour, time"
    assert properties.identifier == "sample/harbour.docx"
    assert properties.created == properties.modified == page().time


def test_a_very_long_title_is_no_error():
    document = replace(ENGLISH, metadata=Metadata(title=t("x" * 1000)))
    assert render_docx(document, page(), TEMPLATE)[0]


def test_the_heads_are_filled_and_pages_are_counted():
    parts = members(render_docx(*SAMPLES[Layout.TARGET], TEMPLATE)[0])
    assert "The Harbour Review" in parts["word/header1.xml"].decode()
    assert "{title}" not in parts["word/header1.xml"].decode()
    footer = etree.fromstring(parts["word/footer1.xml"])
    instructions = [x.text.strip() for x in footer.iter(w("instrText"))]
    assert instructions == ["PAGE", "NUMPAGES"]


def test_a_head_that_word_has_parted_is_filled():
    def part(data):
        return data.replace(b"{title}", b"{ti</w:t></w:r><w:r><w:t>tle}")

    template = changed("word/header1.xml", part)
    data, _ = render_docx(ENGLISH, page(), template)
    assert "The Harbour and the Clock" in texts(xml(data, "word/header1.xml"))


def test_side_by_side_is_a_table_with_repeated_head_and_direct_lines():
    root = xml(render_docx(*SAMPLES[Layout.SIDE_BY_SIDE], TEMPLATE)[0])
    table = root.find(".//w:body/w:tbl", NS)
    assert table.find("w:tblPr/w:tblStyle", NS) is None
    assert table.find("w:tblPr/w:tblBorders", NS) is not None
    assert len(table.findall("w:tblGrid/w:gridCol", NS)) == 2
    rows = table.findall(w("tr"))
    assert texts(rows[0]) == "中文English"
    assert rows[0].find("w:trPr/w:tblHeader", NS) is not None
    assert all(row.find("w:trPr/w:cantSplit", NS) is None for row in rows[1:])
    spans = [row.find("w:tc/w:tcPr/w:gridSpan", NS) is not None for row in rows[2:]]
    assert spans == [type(row).__name__ == "Shared" for row in ROWS]


def test_every_cell_ends_with_a_paragraph():
    root = xml(render_docx(*SAMPLES[Layout.SIDE_BY_SIDE], TEMPLATE)[0])
    assert {cell[-1].tag for cell in root.iter(w("tc"))} == {w("p")}


def test_interleaved_has_the_source_above_the_translation():
    root = xml(render_docx(*SAMPLES[Layout.INTERLEAVED], TEMPLATE)[0])
    lines = [texts(x) for x in root.iterfind(".//w:body/w:p", NS)]
    assert lines.index("数字") + 1 == lines.index("The figures")


def test_each_side_has_its_own_footnote():
    root = xml(
        render_docx(*SAMPLES[Layout.INTERLEAVED], TEMPLATE)[0], "word/footnotes.xml"
    )
    notes = [texts(note).strip() for note in root][2:4]
    assert notes == ["意思是“打鱼人的村子”。", "It means a village of fishers."]


def test_two_languages_are_asked_for_where_the_layout_needs_them():
    with pytest.raises(RenderError, match="shows two languages"):
        render_docx(ENGLISH, page(Layout.INTERLEAVED), TEMPLATE)


# --- templates ------------------------------------------------------------------------


def test_a_template_without_a_style_gets_a_finding_and_a_fallback():
    def drop(data):
        root = etree.fromstring(data)
        for style in root.findall(w("style")):
            if style.get(w("styleId")) in {"Quote", "Code", "DuizhaoTable"}:
                root.remove(style)
        return etree.tostring(root)

    data, found = render_docx(ENGLISH, page(), changed("word/styles.xml", drop))
    assert {f.rule for f in found} == {"docx.style"}
    named = " ".join(f.message for f in found)
    assert all(name in named for name in ("Quote", "Code", "Duizhao Table"))
    assert xml(data).find(".//w:pStyle[@w:val='Quote']", NS) is None
    assert xml(data).find(".//w:tblBorders", NS) is not None


def test_ids_of_a_chinese_word_are_followed():
    def rename(data):
        return re.sub(rb'w:styleId="Heading2"', b'w:styleId="2"', data)

    data, found = render_docx(ENGLISH, page(), changed("word/styles.xml", rename))
    assert xml(data).find(".//w:pStyle[@w:val='2']", NS) is not None
    assert found == ()


def test_a_template_without_numbering_gets_ours():
    parts = members(TEMPLATE)
    parts["word/_rels/document.xml.rels"] = re.sub(
        rb'<Relationship [^>]*numbering.xml"/>',
        b"",
        parts["word/_rels/document.xml.rels"],
    )
    del parts["word/numbering.xml"]
    data, _ = render_docx(ENGLISH, page(), pack(parts))
    assert len(xml(data, "word/numbering.xml")) > 4


def test_a_template_saved_by_libreoffice_has_no_part_twice():
    def rename(data):
        own = b"openxmlformats.org/package/2006/relationships/metadata"
        return data.replace(
            own, b"openxmlformats.org/officedocument/2006/relationships/metadata"
        )

    data, _ = render_docx(ENGLISH, page(), changed("_rels/.rels", rename))
    assert docx.Document(BytesIO(data)).core_properties.author == "Lin Yue"
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = archive.namelist()
    assert len(names) == len(set(names))


def test_a_template_with_a_plain_list_style_gets_a_finding():
    def plain(data):
        return re.sub(rb"<w:numPr>.*?</w:numPr>", b"", data)

    data, found = render_docx(ENGLISH, page(), changed("word/styles.xml", plain))
    assert [f.rule for f in found] == ["docx.numbering"] * 2
    assert xml(data).find(".//w:numPr", NS) is not None


@pytest.mark.parametrize(
    ("template", "words"),
    [
        (b"", "no .docx file"),
        (b"plain text", "no .docx file"),
        (TEMPLATE[: len(TEMPLATE) // 2], "no .docx file"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "no .docx file"),
        (pack({"a.txt": b""}), "cannot be read"),
        (pack({**members(TEMPLATE), "word/vbaProject.bin": b"x"}), "macros"),
        (pack({**members(TEMPLATE), "WORD/document.xml": b"x"}), "two parts"),
        (changed("word/styles.xml", lambda data: None), "cannot be read"),
        (changed("word/document.xml", lambda data: data[:99]), "cannot be read"),
        (
            changed(
                "word/styles.xml",
                lambda d: d.replace(b"<w:styles", b"<!DOCTYPE x><w:styles"),
            ),
            "DOCTYPE",
        ),
        (
            changed(
                "word/_rels/document.xml.rels",
                lambda d: d.replace(
                    b"</Rel",
                    b'<Relationship Id="x" Type="http://x/image" Target="http://x/y"'
                    b' TargetMode="External"/></Rel',
                ),
            ),
            "links to a file",
        ),
    ],
)
def test_a_hostile_template_is_one_clear_error(template, words):
    with pytest.raises(RenderError, match=words):
        render_docx(simple(p("x")), page(), template)


# --- hostile text ---------------------------------------------------------------------


def test_forbidden_characters_are_dropped_and_told():
    data, found = render_docx(
        simple(p("before\x00\x0b\ud800\uffff after")), page(unfinished=()), TEMPLATE
    )
    assert texts(xml(data)) == "before after"
    assert [f.rule for f in found] == ["docx.character"]
    assert "before" in found[0].excerpt


def test_forbidden_characters_do_no_harm_anywhere():
    bad = "a\x00\x1f\ud800"
    blocks = (
        Figure(Image(bad, bad), t(bad)),
        Figure(Image("dot.png", bad)),
        Paragraph((Image(bad, bad),)),
    )
    metadata = Metadata(t(bad), t(bad), t(bad), t(bad), bad, (bad,))
    document = Document("en", metadata, blocks, {bad: (p(bad),)})
    assert render_docx(document, page(publication=bad, identifier=bad), TEMPLATE)[0]


@settings(max_examples=40, deadline=None)
@given(st.text())
def test_any_text_comes_out_as_it_went_in(text):
    data, _ = render_docx(simple(p(text)), page(unfinished=()), TEMPLATE)
    allowed = re.sub(
        r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text
    )
    assert texts(xml(data)) == allowed


@pytest.mark.parametrize("kind", [BulletList, OrderedList, Quote])
def test_nesting_of_any_depth_loses_nothing(kind):
    block = p("core")
    for depth in range(600):
        inner = (p(f"<{depth}>"), block)
        block = Quote(inner) if kind is Quote else kind((item(*inner),))
    data, _ = render_docx(simple(block), page(unfinished=()), TEMPLATE)
    assert texts(xml(data)) == "".join(f"<{n}>" for n in reversed(range(600))) + "core"
    indents = [int(x.get(w("left"))) for x in xml(data).iter(w("ind"))]
    assert max(indents) <= 8844 / 2


def test_inlines_of_any_depth_lose_nothing():
    node = Text("core")
    for _ in range(3000):
        node = Emphasis((node,))
    data, _ = render_docx(simple(Paragraph((node,))), page(unfinished=()), TEMPLATE)
    assert texts(xml(data)) == "core"


def test_a_broken_picture_is_a_placeholder_and_a_finding():
    assets = {
        name: Asset(name, data, kind, 10, 10)
        for name, data, kind in (
            ("a.png", b"\x89PNG\r\n\x1a\nxx", "image/png"),
            ("b.jpg", b"\xff\xd8\xff\xe0", "image/jpeg"),
            ("c.svg", b"<html/>", "image/svg+xml"),
            ("d.webp", b"RIFF", "image/webp"),
        )
    }
    document = simple(*(Figure(Image(name, f"alt {name}")) for name in assets))
    data, found = render_docx(document, page(assets=assets, unfinished=()), TEMPLATE)
    assert [f.place.path for f in found] == list(assets)
    assert all(f"alt {name}" in texts(xml(data)) for name in assets)

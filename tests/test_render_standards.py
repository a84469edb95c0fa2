"""PDF/UA-1 and PDF/A-3u: what stands in the files, in every layout."""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from types import SimpleNamespace
from typing import Any

import pdfua
import pikepdf
import pypdf
import pytest

from duizhao.render.page import Attached, Layout
from duizhao.render.pdfopacity import draw_faint
from duizhao.render.pdftags import write_own_tags
from tests.pages import BOTH, ORIGINAL, PAGE, TEMPLATES, elements, opened, set_page

pytest.importorskip("weasyprint", exc_type=OSError)

LAYOUTS = list(Layout)
HEAD = "---\ntitle: {}\nsubtitle: {}\nauthor: {}\n---\n\n"
ROWS = 44
TABLE = "| {0} | {1} |\n|--|--:|\n" + "".join(
    f"| {{0}}{n} | {n} |\n" for n in range(ROWS)
)
BODY = """## {part}

{long}[^a]

1. {one}
   - {inner}
2. {two}

> {quote}

![{alt}](a.svg "{caption}")

{table}

`code` $x^2$ [{link}](#{anchor}) [{link}](https://example.org/)[^a]

[^a]: {note}
"""
SOURCE = HEAD.format("潮与船", "小城", "甲") + BODY.format(
    part="第一节", long="潮水来了又去。" * 200, one="其一", inner="其中", two="其二",
    quote="引文", alt="潮水的图", caption="图一　潮", table=TABLE.format("行", "数"),
    link="网站", anchor="第一节", note="中文的注。",
)  # fmt: skip
TARGET = HEAD.format("Tides", "A town", "A. Writer") + BODY.format(
    part="Part One", long="The tide came and went. " * 140, one="First", inner="inner",
    two="Second", quote="Quoted", alt="A chart of tides", caption="Figure 1. Tide",
    table=TABLE.format("row", "count"), link="the site", anchor="第一节",
    note="An English note.",
)  # fmt: skip


@cache
def made(layout: Layout, *, archive: bool = False) -> bytes:
    files = (
        Attached("a.po", "译文".encode(), "text/x-gettext-translation", "The catalog"),
        Attached("a.md", "原文".encode(), "text/markdown", "The manuscript"),
    )
    page = replace(PAGE, archive=archive, attached=files if archive else ())
    return set_page(SOURCE, TARGET, layout, page=page)


def languages(layout: Layout) -> int:
    return 2 if layout in BOTH else 1


def roles(pdf: pikepdf.Pdf) -> Counter[str]:
    return Counter(str(element.S)[1:] for element in elements(pdf))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_tree_holds_each_element_of_the_text_once(layout: Layout) -> None:
    # A picture and a table without a difference in shape are shared by two languages.
    apart = languages(layout) if layout is Layout.FACING else 1
    with opened(made(layout)) as pdf:
        found = roles(pdf)
    each = languages(layout)
    assert found["Document"] == found["H1"] == 1
    assert found["H2"] == found["BlockQuote"] == found["Note"] == each
    assert found["Reference"] == 2 * each
    assert found["LI"] == found["LBody"] == 3 * each
    assert found["Lbl"] == (3 + 1) * each
    assert found["Figure"] == found["Table"] == found["THead"] == apart
    assert found["TR"] == (ROWS + 1) * apart
    assert found["TH"] == 2 * apart
    assert found["TD"] == 2 * ROWS * apart
    assert found["Link"] == 2 * each
    assert found["Code"] == found["Formula"] == each
    assert "NonStruct" not in found


@pytest.mark.parametrize("layout", LAYOUTS)
def test_lists_tables_pictures_and_notes_say_what_they_must(layout: Layout) -> None:
    with opened(made(layout)) as pdf:
        names: set[str] = set()
        for element in elements(pdf):
            parent = str(element.P.get("/S", ""))
            match str(element.S)[1:]:
                case "LI":
                    assert parent == "/L"
                    assert element.P.A.ListNumbering in ("/Decimal", "/Disc")
                case "Lbl" | "LBody":
                    assert parent in ("/LI", "/Note")
                case "TH":
                    assert element.A.Scope == "/Column"
                case "TD":
                    assert parent == "/TR"
                case "Figure":
                    check_place(pdf, element)
                case "Formula":
                    assert str(element.Alt) == "x^2"
                case "Note":
                    assert str(element.ID) not in names
                    names.add(str(element.ID))
        known = pdf.Root.StructTreeRoot.IDTree.Names
        assert {str(name) for name in known[::2]} == names


def check_place(pdf: pikepdf.Pdf, element: pikepdf.Dictionary) -> None:
    """A picture has its words, and a place on its page."""
    assert str(element.Alt) in ("A chart of tides", "潮水的图")
    left, bottom, right, top = map(float, element.A.BBox)
    assert right - left == pytest.approx((top - bottom) * 2.5, abs=1)
    assert 200 < right - left < 226
    assert 0 < left < float(element.Pg.MediaBox[2])
    assert 60 < bottom < float(element.Pg.MediaBox[3])


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_mark_of_a_page_is_in_the_tree_or_an_artifact(layout: Layout) -> None:
    check_marks(made(layout))


@pytest.mark.parametrize("layout", [Layout.TARGET, Layout.FACING])
@pytest.mark.parametrize("design", ["magazine.html", "notice.html"])
def test_every_design_is_tagged_whole(design: str, layout: Layout) -> None:
    content = set_page(SOURCE, TARGET, layout, design)
    check_marks(content)
    report = pdfua.validate(io.BytesIO(content))
    assert [str(finding) for finding in report.findings] == []


def test_faint_text_is_in_the_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = (
        TEMPLATES["handout.css"] + "p, .lead, figure { opacity: 0.5 } li { opacity: 0 }"
    )
    monkeypatch.setitem(TEMPLATES, "handout.css", sheet + "\nul { opacity: 0.6 }\n")
    content = set_page(SOURCE, TARGET, Layout.TARGET)
    check_marks(content)
    with opened(content) as pdf:
        states = [
            float(state.ca)
            for page in pdf.pages
            for state in page.Resources.ExtGState.values()  # type: ignore[operator]
            if "/ca" in state
        ]
    assert 0.5 in states
    assert 0 in states


def test_an_engine_that_draws_otherwise_is_left_as_it_is() -> None:
    assert not draw_faint(SimpleNamespace(), SimpleNamespace())  # type: ignore[arg-type]  # stands for a module


def check_marks(content: bytes) -> None:
    """All content of a page is marked, and what has a number is in the tree."""
    with opened(content) as pdf:
        held = marks_of_tree(pdf)
        for number, page in enumerate(pdf.pages):
            marked: list[int] = []
            depth = 0
            for operands, operator in pikepdf.parse_content_stream(page):
                match str(operator):
                    case "BDC":
                        depth += 1
                        if "/MCID" in operands[1]:
                            marked.append(int(operands[1]["/MCID"]))
                    case "BMC":
                        depth += 1
                    case "EMC":
                        depth -= 1
                    case "Tj" | "TJ" | "Do" | "f" | "S" | "B":
                        assert depth, f"unmarked content on page {number + 1}"
            assert sorted(marked) == sorted(held[number])


def marks_of_tree(pdf: pikepdf.Pdf) -> list[list[int]]:
    """Return the marked content that the tree holds, by page; check the way back."""
    pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
    held: list[list[int]] = [[] for _ in pages]
    parents = pdf.Root.StructTreeRoot.ParentTree.Nums
    table = dict(zip(map(int, parents[::2]), parents[1::2], strict=True))
    for element in elements(pdf):
        for kid in element.get("/K", []):
            if isinstance(kid, int):
                page, mark = element.Pg, kid
            elif kid.get("/Type") == "/MCR":
                page, mark = kid.Pg, int(kid.MCID)
            elif kid.get("/Type") == "/OBJR":
                assert table[int(kid.Obj.StructParent)].objgen == element.objgen
                continue
            else:
                continue
            number = pages[page.objgen]
            held[number].append(mark)
            assert table[int(page.StructParents)][mark].objgen == element.objgen
    return held


@pytest.mark.parametrize("layout", LAYOUTS)
def test_passages_of_another_language_say_so(layout: Layout) -> None:
    with opened(made(layout)) as pdf:
        own = str(pdf.Root.Lang)
        assert own == ("zh-Hans" if layout in ORIGINAL else "en")
        told = {str(e.Lang) for e in elements(pdf) if "/Lang" in e}
        assert told == ({"zh-Hans"} if layout in BOTH else set())
        heads = [e for e in elements(pdf) if e.S == "/H2"]
        assert len({str(e.get("/Lang", own)) for e in heads}) == languages(layout)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_title_bookmarks_and_links_are_as_they_should_be(layout: Layout) -> None:
    with opened(made(layout)) as pdf:
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert bool(pdf.Root.MarkInfo.Marked)
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] in ("Tides", "潮与船")
        for page in pdf.pages:
            assert page.Tabs == "/S"
            for link in page.get("/Annots", []):
                assert str(link.Contents)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_text_comes_out_clean_and_in_reading_order(layout: Layout) -> None:
    reader = pypdf.PdfReader(io.BytesIO(made(layout)))
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))
    marks = [
        "Part One",
        "The tide came",
        "First",
        "Second",
        "Quoted",
        "row0",
        f"row{ROWS - 1}",
    ]
    ours = [
        "第一节",
        "潮水来了又去。潮水来",
        "其一",
        "其二",
        "引文",
        "行0",
        f"行{ROWS - 1}",
    ]
    squeezed = text.replace(" ", "")
    if layout not in ORIGINAL:
        places = [text.index(mark) for mark in marks]
        assert places == sorted(places)
    if layout in ORIGINAL or layout in BOTH:
        places = [squeezed.index(mark) for mark in ours]
        assert places == sorted(places)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_font_is_embedded_in_part(layout: Layout) -> None:
    fonts = []
    with opened(made(layout)) as pdf:
        for item in pdf.objects:
            if (
                isinstance(item, pikepdf.Dictionary)
                and item.get("/Type") == "/FontDescriptor"
            ):
                assert re.match(r"/[A-Z]{6}\+", str(item.FontName))
                fonts.append(
                    {"/FontFile", "/FontFile2", "/FontFile3"} & set(item.keys())
                )
    assert fonts
    assert all(fonts)


@pytest.mark.parametrize(
    ("layout", "archive"),
    [
        *((layout, False) for layout in LAYOUTS),
        (Layout.TARGET, True),
        (Layout.FACING, True),
    ],
)
def test_the_checker_for_pdf_ua_finds_nothing(layout: Layout, *, archive: bool) -> None:
    report = pdfua.validate(io.BytesIO(made(layout, archive=archive)))
    assert [str(finding) for finding in report.findings] == []


@pytest.mark.parametrize("layout", [Layout.TARGET, Layout.FACING])
def test_a_file_for_the_archive_claims_both_standards(layout: Layout) -> None:
    with opened(made(layout, archive=True)) as pdf:
        with pdf.open_metadata() as metadata:
            assert metadata.pdfa_status == "3U"
            assert metadata["pdfuaid:part"] == "1"
        told = pdf.Root.Metadata.read_bytes().decode()
        assert told.count("<rdf:RDF") == 1
        assert "pdfaSchema:namespaceURI" in told
        [intent] = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFA1"
        assert int(intent.DestOutputProfile.N) == 3
        assert bool(pdf.Root.MarkInfo.Marked)
        assert len(pdf.trailer.ID) == 2
        for page in pdf.pages:
            assert all(int(link.F) == 4 for link in page.get("/Annots", []))


def test_a_file_for_the_archive_carries_its_sources() -> None:
    with opened(made(Layout.FACING, archive=True)) as pdf:
        assert sorted(pdf.attachments) == ["a.md", "a.po"]
        assert pdf.attachments["a.po"].get_file().read_bytes() == "译文".encode()
        assert pdf.attachments["a.md"].get_file().mime_type == "text/markdown"
        assert [str(one.UF) for one in pdf.Root.AF] == ["a.md", "a.po"]
        for one in pdf.Root.AF:
            assert one.AFRelationship == "/Source"
            assert str(one.EF.F.Params.ModDate) == "D:20250901080000+00'00'"


def test_a_file_for_the_archive_has_the_same_bytes_each_time() -> None:
    first = made(Layout.TARGET, archive=True)
    made.cache_clear()
    assert made(Layout.TARGET, archive=True) == first


def test_a_file_for_readers_carries_nothing() -> None:
    with opened(made(Layout.FACING)) as pdf:
        assert len(pdf.attachments) == 0
        assert "/AF" not in pdf.Root


def test_another_version_of_the_engine_writes_its_own_tags() -> None:
    other: Any = SimpleNamespace()
    assert not write_own_tags(other)
    assert vars(other) == {}

"""PDF files: what is in them, and what their making may reach."""

import io
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pikepdf
import pypdf
import pytest

from duizhao.document import (
    BilingualDocument,
    Document,
    Figure,
    FootnoteMark,
    Heading,
    Image,
    Metadata,
    Pair,
    Paragraph,
    Quote,
    Text,
)
from duizhao.render.html import Medium, render_html
from duizhao.render.page import Asset, Layout, Page
from duizhao.render.pdf import AssetRefusedError, find_asset, render_pdf
from duizhao.render.pdfpatch import keep_footnotes

weasyprint = pytest.importorskip("weasyprint", exc_type=OSError)

TEMPLATES = {
    file.name: file.read_text(encoding="utf-8")
    for file in (Path(__file__).parent.parent / "templates").iterdir()
    if file.suffix in {".html", ".css"}
}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40"/>'
PAGE = Page(
    layout=Layout.TARGET,
    language="en",
    publication="The Quay",
    time=datetime(2025, 9, 1, 8, tzinfo=UTC),
    identifier="quay-1",
    assets={"figures/a b.svg": Asset("a b.svg", SVG, "image/svg+xml", 90, 40)},
)


def words(*parts: object) -> Paragraph:
    return Paragraph(tuple(Text(p) if isinstance(p, str) else p for p in parts))


def long_text() -> Document:
    blocks: list[object] = []
    for number in range(1, 7):
        blocks.append(Heading(2, (Text(f"Part {number}"),), f"part-{number}"))
        blocks += [words("The tide came in and went out again. " * 12)] * 2
        blocks.append(words(f"mark{number}x", FootnoteMark(str(number)), " and on."))
    blocks.insert(3, Figure(Image("figures/a b.svg", "An empty chart"), ()))
    notes = {str(n): (words(f"note{n}x"),) for n in range(1, 7)}
    head = Metadata(title=(Text("Tides & “boats”"),), author=(Text("A. Writer"),))
    return Document("en-GB", head, tuple(blocks), notes)


@cache
def made() -> tuple[bytes, tuple[object, ...]]:
    page = replace(PAGE, language="en-GB")
    html = render_html(long_text(), page, TEMPLATES, "handout.html", Medium.PRINT)
    return render_pdf(html, page)


def texts(content: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def plain(body: str) -> str:
    return f"<!DOCTYPE html><html lang=en><title>t</title><body>{body}"


def test_a_handout_has_title_author_language_dates_and_tags() -> None:
    content, complaints = made()
    assert complaints == ()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Tides & “boats”"
        assert str(pdf.docinfo["/Author"]) == "A. Writer"
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20250901080000")
        assert str(pdf.Root.Lang) == "en-GB"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in pdf.Root
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"


def outline(pdf: pikepdf.Pdf) -> Iterator[tuple[int, str]]:
    with pdf.open_outline() as tree:
        for item in tree.root:
            yield 1, item.title
            yield from ((2, child.title) for child in item.children)


def test_headings_are_bookmarks_below_the_title() -> None:
    with pikepdf.open(io.BytesIO(made()[0])) as pdf:
        found = list(outline(pdf))
    assert found == [
        (1, "Tides & “boats”"), *((2, f"Part {number}") for number in range(1, 7))
    ]  # fmt: skip


def test_pictures_have_their_alternative_text() -> None:
    with pikepdf.open(io.BytesIO(made()[0])) as pdf:
        alts = [str(o.Alt) for o in pdf.objects if isinstance(o, pikepdf.Dictionary)
                and "/Alt" in o]  # fmt: skip
    assert "An empty chart" in alts


def test_each_footnote_stands_on_the_page_of_its_mark() -> None:
    pages = texts(made()[0])
    for number in range(1, 7):
        [page] = [text for text in pages if f"mark{number}x" in text]
        assert f"note{number}x" in page
    assert len(pages) > 1


def test_pages_are_numbered_of_their_total_and_headed_from_the_second() -> None:
    pages = texts(made()[0])
    total = len(pages)
    assert all(f"Page {n} of {total}" in text for n, text in enumerate(pages, 1))
    assert "The Quay" in pages[1]


def test_the_same_html_gives_the_same_bytes() -> None:
    page = replace(PAGE, language="en-GB")
    html = render_html(long_text(), page, TEMPLATES, "handout.html", Medium.PRINT)
    assert render_pdf(html, page)[0] == made()[0]


def test_two_languages_keep_their_notes_and_every_word() -> None:
    rows = tuple(
        Pair(words(f"第{n}段", FootnoteMark("a")), words(f"row{n}x", FootnoteMark("a")))
        for n in range(1, 60)
    )
    source = Document(
        "zh-Hans", Metadata(title=(Text("潮"),)), (), {"a": (words("中文注"),)}
    )
    target = Document(
        "en", Metadata(title=(Text("Tide"),)), (), {"a": (words("English note"),)}
    )
    page = replace(PAGE, layout=Layout.SIDE_BY_SIDE)
    document = BilingualDocument(source, target, rows)
    html = render_html(document, page, TEMPLATES, "handout.html", Medium.PRINT)
    pages = texts(render_pdf(html, page)[0])
    whole = "\n".join(pages)
    assert all(f"row{n}x" in whole for n in range(1, 60))
    assert "中文注" in pages[0]
    assert "English note" in pages[0]
    assert all("English" in text for text in pages), "the head row is repeated"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "FILE:///etc/passwd", "http://localhost/", "https://a.b/x",
        "ftp://a/b", "asset:target/unknown", "asset:other/figures%2Fa%20b.svg",
        "asset:", "data:text/html,<b>", "data:text/css,a", "data:image/png", "/etc/passwd",
        "data:image/svg+xml;base64,%ff", "asset:target/../figures/a b.svg", "",
    ],
)  # fmt: skip
def test_nothing_but_the_documents_own_pictures_is_fetched(url: str) -> None:
    with pytest.raises(AssetRefusedError):
        find_asset(url, PAGE)


def test_pictures_are_found_by_key_and_in_data_urls() -> None:
    assert find_asset("asset:target/figures%2Fa%20b.svg", PAGE).data == SVG
    assert find_asset("data:image/png;base64,QUJD", PAGE).data == b"ABC"


def test_a_page_that_asks_for_files_gets_none_and_says_so(tmp_path: Path) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>k33p</text></svg>')
    address = secret.as_uri()
    html = plain(
        f'<img src="{address}" alt="x"><link rel=attachment href="{address}">'
        f'<link rel=stylesheet href="{address}"><object data="{address}"></object>'
        f'<p style="background:url({address});content:url({address})">x'
        f'<style>@import "{address}"; @font-face {{font-family:f;src:url({address})}}'
        f"</style><img alt=y src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/"
        f"2000/svg'><image href='{address}'/></svg>\">"
    )
    content, complaints = render_pdf(html, PAGE)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})
    assert "k33p" not in "".join(texts(content))
    assert any("secret.svg" in complaint.message for complaint in complaints)


def test_a_font_that_is_not_loaded_leaves_no_folder_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    style = (
        "<style>@font-face { font-family: f; src: url(https://x.org/f.ttf) }</style>"
    )
    render_pdf(plain(f"{style}<p>x"), PAGE)
    assert not list(tmp_path.glob("weasyprint-*"))


def test_unknown_style_is_told() -> None:
    _, complaints = render_pdf(plain("<style>p{colour:red}</style><p>x"), PAGE)
    assert [c.rule for c in complaints] == ["pdf.layout"]


def test_nesting_two_hundred_deep_is_set() -> None:
    block: object = words("innermost")
    for level in range(200):
        block = Quote((words(f"q{level}x"), block))
    document = Document("en", Metadata(title=(Text("Deep"),)), (block,))
    html = render_html(document, PAGE, TEMPLATES, "handout.html", Medium.PRINT)
    whole = "".join(texts(render_pdf(html, PAGE)[0]))
    assert all(f"q{level}x" in whole for level in range(200))
    assert "innermost" in whole


def test_the_footnote_mend_still_finds_its_line() -> None:
    from weasyprint.layout import block  # noqa: PLC0415  # only where Pango is

    assert keep_footnotes(block)


def test_a_blank_before_a_link_does_not_break_its_line_early() -> None:
    # Widths at which the text fits but for its last blank are met somewhere on the way.
    for tenths in range(1500, 1530, 2):
        html = plain(
            f"<p style='font:10pt DejaVu Sans,sans-serif;width:{tenths / 10}pt'>"
            "many little words in one line <a href='https://a.b/'>LINKED</a>."
        )
        lines = "".join(texts(render_pdf(html, PAGE)[0])).splitlines()
        assert lines[0].split() != ["many"], tenths


def test_every_table_head_says_that_it_heads_its_column() -> None:
    table = "<table><tr><th>年<th>额<tbody><tr><td>1990<td>4.8</table>"
    content, _ = render_pdf(plain(table), PAGE)
    pdf = pikepdf.open(io.BytesIO(content))
    root = pdf.Root.StructTreeRoot.K[0]
    row = root.K[0].K[0].K[0]  # table, group, row
    scopes = [(cell.S, cell.A.Scope) for cell in row.K]
    assert scopes == [(pikepdf.Name.TH, pikepdf.Name.Column)] * 2

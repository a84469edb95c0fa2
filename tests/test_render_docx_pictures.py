"""Pictures in Word drafts."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from lxml import etree

from duizhao.document import Document, Figure, Image, Metadata, Pair, Paragraph, Shared
from duizhao.render.docx import render_docx
from duizhao.render.docx.names import ASVG, WP, A, W
from duizhao.render.docx.pictures import fit
from duizhao.render.docx.svg import clean_svg, draw_svg
from duizhao.render.docx.template import make_template
from duizhao.render.page import Asset, Layout
from tests.docx_sample import ASSETS, BOTH, page, png, t

TEMPLATE = make_template()
NS = {"w": W, "wp": WP, "a": A, "asvg": ASVG}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40">{}</svg>'


def render(*blocks, assets=None):
    document = Document("en", Metadata(), blocks)
    settings = page(assets=ASSETS if assets is None else assets, unfinished=())
    data, found = render_docx(document, settings, TEMPLATE)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return etree.fromstring(parts["word/document.xml"]), parts, found


def picture(name, data, kind, width=10.0, height=10.0):
    return {name: Asset(name, data, kind, width, height)}


def test_a_picture_has_its_alt_text_and_a_number_of_its_own():
    root, _, _ = render(
        Figure(Image("dot.png", "a & <dot>")), Paragraph((Image("dot.png", "again"),))
    )
    about = root.findall(".//wp:docPr", NS)
    assert [x.get("descr") for x in about] == ["a & <dot>", "again"]
    assert len({x.get("id") for x in about}) == 2


def test_a_picture_shown_twice_is_stored_once():
    _, parts, _ = render(Figure(Image("dot.png", "")), Figure(Image("dot.png", "")))
    assert len([name for name in parts if "media" in name]) == 1


def test_an_svg_has_a_png_beside_it():
    root, parts, _ = render(Figure(Image("chart.svg", "x"), t("Caption")))
    assert root.find(".//a:blip//asvg:svgBlip", NS) is not None
    kinds = sorted(name.rsplit(".", 1)[1] for name in parts if "media" in name)
    assert kinds == ["png", "svg"]
    assert b'Extension="svg"' in parts["[Content_Types].xml"] or (
        b"image/svg+xml" in parts["[Content_Types].xml"]
    )


def test_a_caption_follows_its_picture():
    root, _, _ = render(Figure(Image("dot.png", "x"), t("Caption")))
    styles = [x.get(f"{{{W}}}val") for x in root.iterfind(".//w:pStyle", NS)]
    assert styles == ["Figure", "Caption"]


def test_a_missing_picture_is_a_frame_with_its_alt_text():
    root, _, found = render(Figure(Image("no.png", "The pier"), t("C")))
    style = root.find(".//w:pStyle", NS).get(f"{{{W}}}val")
    assert style == "MissingPicture"
    assert root.find(".//w:t", NS).text == "Picture missing: The pier"
    assert found == ()  # whoever looked for the file has told it


@pytest.mark.parametrize(
    ("natural", "room", "size"),
    [
        ((96, 48), (1440, 1440), (914400, 457200)),
        ((192, 96), (1440, 1440), (914400, 457200)),
        ((96, 192), (1440, 1440), (457200, 914400)),
        ((1e9, 1), (1440, 1440), (914400, 1)),
    ],
)
def test_a_picture_is_made_to_fit_and_never_enlarged(natural, room, size):
    asset = Asset("x", b"", "image/png", *natural)
    assert fit(asset, *room) == size


@pytest.mark.parametrize("kind", ["WEBP", "GIF"])
def test_webp_and_gif_are_shown(kind):
    images = pytest.importorskip("PIL.Image")
    stream = BytesIO()
    images.new("RGB", (8, 8), "red").save(stream, kind)
    name = f"x.{kind.lower()}"
    _, parts, found = render(
        Figure(Image(name, "x")),
        assets=picture(name, stream.getvalue(), f"image/{kind.lower()}"),
    )
    assert found == ()
    assert len([part for part in parts if "media" in part]) == 1


@pytest.mark.parametrize("kind", ["text/html", "image/bmp"])
def test_another_kind_of_file_is_a_finding(kind):
    _, _, found = render(Figure(Image("x", "x")), assets=picture("x", b"BM", kind))
    assert [f.rule for f in found] == ["docx.picture"]


def test_a_picture_without_a_size_is_a_finding():
    assets = picture("x.png", png(), "image/png", 0, float("nan"))
    _, _, found = render(Figure(Image("x.png", "x")), assets=assets)
    assert [f.rule for f in found] == ["docx.picture"]


@pytest.mark.parametrize(
    "inside",
    [
        '<script>alert(1)</script><rect onload="x()" width="1" height="1"/>',
        '<image href="/etc/secret.png" width="9" height="9"/>',
        '<image xmlns:x="http://www.w3.org/1999/xlink" x:href="file:///etc/secret.png"/>',
        '<image href="data:image/svg+xml;base64,c2VjcmV0"/>',
        "<style>@import 'secret.css'; a {fill: url(http://x/secret)}</style>",
        '<rect fill="url( secret.svg#a)"/>',
        '<a href="javascript:secret()"><rect/></a>',
        "<foreignObject>secret</foreignObject>",
    ],
)
def test_an_svg_reaches_for_nothing(inside):
    cleaned = clean_svg(SVG.format(inside).encode())
    assert not [
        w for w in (b"secret", b"script", b"onload", b"svg+xml") if w in cleaned
    ]


def test_an_svg_s_own_paint_and_entities_are_safe():
    kept = '<rect fill="url(#g)"/><use href="#g"/>'
    assert b"url(#g)" in clean_svg(SVG.format(kept).encode())
    bomb = '<!DOCTYPE svg [<!ENTITY a "secret">]>' + SVG.format("<text>&a;</text>")
    assert b"secret" not in clean_svg(bomb.encode())
    assert b"DOCTYPE" not in clean_svg(bomb.encode())


def test_chinese_in_an_svg_is_drawn():
    def drawn(text):
        return draw_svg(
            SVG.format(f'<text y="30" font-family="No Such">{text}</text>').encode(),
            80,
            40,
        )

    assert drawn("深圳") != drawn("")
    assert drawn("深圳") != drawn("上海")


def test_a_picture_both_languages_share_stands_once_over_both_captions():
    same = Shared(
        Figure(Image("dot.png", "点"), t("同一张")),
        Figure(Image("dot.png", "dot"), t("One")),
    )
    other = Shared(
        Figure(Image("chart.svg", "柱"), t("柱")),
        Figure(Image("chart.svg", "bars"), t("Bars")),
    )
    for row, pictures in ((same, 1), (other, 2)):
        document = type(BOTH)(BOTH.source, BOTH.target, (row,))
        data, _ = render_docx(
            document, page(Layout.INTERLEAVED, unfinished=()), TEMPLATE
        )
        with zipfile.ZipFile(BytesIO(data)) as archive:
            root = etree.fromstring(archive.read("word/document.xml"))
        assert len(root.findall(".//wp:docPr", NS)) == pictures
        styles = [x.get(f"{{{W}}}val") for x in root.iterfind(".//w:pStyle", NS)]
        assert styles.count("Caption") == 2


def test_a_pair_may_hold_a_picture():
    figure = Figure(Image("dot.png", "x"))
    document = type(BOTH)(BOTH.source, BOTH.target, (Pair(figure, figure),))
    settings = page(Layout.SIDE_BY_SIDE, unfinished=())
    assert render_docx(document, settings, TEMPLATE)[0]

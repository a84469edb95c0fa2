"""Make `templates/draft.docx`: the page, the styles and a sample of each.

The bytes are the same on every run. The sample shows an editor what she changes; the
renderer takes the styles, the numbering, the page and the running heads, and leaves
the sample out.
"""

from __future__ import annotations

import re
from typing import Any, Final

from lxml import etree
from lxml.etree import _Element as Node

from duizhao.render.docx import names as n
from duizhao.render.docx.footnotes import make_footnotes
from duizhao.render.docx.numbering import abstract_num
from duizhao.render.docx.package import pack
from duizhao.render.docx.styles import BULLETS, NUMBERS, Style
from duizhao.render.docx.template_styles import (
    BULLET_NUM,
    CHARACTERS,
    HEI,
    LINE,
    NUMBER_NUM,
    PARAGRAPHS,
    SANS,
    SERIF,
    SOFT,
    SONG,
    TABLE_STYLE,
    Look,
)
from duizhao.render.docx.theme import make_theme

_OFFICE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RELS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/"

# A4 with margins that leave 156 mm: about 80 characters of 11 point text to a line.
PAGE_WIDTH: Final = 11906
PAGE_HEIGHT: Final = 16838
MARGIN: Final = 1531

_PARTS: Final = {
    "document": "document.main",
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "theme1": "theme",
    "settings": "settings",
    "fontTable": "fontTable",
    "header1": "header",
    "footer1": "footer",
    "header2": "header",
    "footer2": "footer",
}

# Word's own names of styles whose ids Word itself uses; the others are their names
# without blanks.
_IDS: Final = {
    Style.FOOTNOTE_TEXT: "FootnoteText",
    Style.FOOTNOTE_REFERENCE: "FootnoteReference",
    Style.CAPTION: "Caption",
    Style.BODY_INDENTED: "BodyTextFirstIndent",
}
_CUSTOM: Final = frozenset(
    {
        *(Style.LEAD, Style.AUTHOR, Style.ALERT, Style.TERM, Style.DEFINITION),
        *(Style.CODE_BLOCK, Style.FORMULA_BLOCK, Style.RULE, Style.FIGURE),
        *(Style.MISSING_PICTURE, Style.TABLE_TEXT, Style.NOTICE, Style.SOURCE_TEXT),
        *(Style.SOURCE_TITLE, Style.SOURCE_HEADING_1, Style.SOURCE_HEADING_2),
        *(Style.SOURCE_HEADING_3, Style.CODE, Style.KEYBOARD, Style.FORMULA),
        *(Style.COLUMN_HEAD, Style.UNTRANSLATED, Style.FUZZY, Style.TABLE),
    }
)


def make_template() -> bytes:
    """Return the template as the bytes of a Word file."""
    members = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            {
                "rId1": ("officeDocument", "word/document.xml"),
                "rId2": ("metadata/core-properties", "docProps/core.xml"),
                "rId3": ("extended-properties", "docProps/app.xml"),
            }
        ),
        "word/_rels/document.xml.rels": _relationships(
            {
                f"rId{number}": (re.sub(r"\d", "", name), f"{name}.xml")
                for number, name in enumerate(list(_PARTS)[1:], 1)
            }
        ),
        "word/document.xml": _xml(f"<document><body>{_sample()}</body></document>"),
        "word/styles.xml": _styles(),
        "word/numbering.xml": _serialize(make_numbering()),
        "word/footnotes.xml": _serialize(make_footnotes()),
        "word/theme1.xml": make_theme(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _font_table(),
        "word/header1.xml": _xml(f"<hdr>{_header()}</hdr>"),
        "word/header2.xml": _xml(f"<hdr><p>{_style('header')}</p></hdr>"),
        "word/footer1.xml": _xml(f"<ftr>{_footer()}</ftr>"),
        "word/footer2.xml": _xml(f"<ftr>{_footer()}</ftr>"),
        "docProps/core.xml": _CORE,
        "docProps/app.xml": _APP,
    }
    return pack(members)


def make_numbering() -> Node:
    """Return the numbering part: bullets and numbers, nine levels of each."""
    root = etree.Element(n.w("numbering"), nsmap={"w": n.W})
    bullets = tuple(style_id(style) for style in BULLETS)
    numbers = tuple(style_id(style) for style in NUMBERS)
    root.append(abstract_num(BULLET_NUM, ordered=False, styles=bullets))
    root.append(abstract_num(NUMBER_NUM, ordered=True, styles=numbers))
    for num_id in (BULLET_NUM, NUMBER_NUM):
        num = etree.SubElement(root, n.NUM, {n.NUM_ID: str(num_id)})
        etree.SubElement(num, n.ABSTRACT_NUM_ID, {n.VAL: str(num_id)})
    return root


def style_id(style: Style) -> str:
    """Return the id that the template gives `style`, which is Word's own.

    >>> style_id(Style.HEADING_1), style_id(Style.BODY)
    ('Heading1', 'BodyText')
    """
    name = _IDS.get(style, str(style))
    return "".join(word[0].upper() + word[1:] for word in name.split())


def _serialize(root: Node) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _prefixed(markup: str) -> str:
    """Return `markup` with the prefix `w:` on elements and attributes that have none."""
    markup = re.sub(r"<(/?)(?=[A-Za-z]\w*[\s/>])", r"<\1w:", markup)
    return re.sub(r'(?<=\s)([A-Za-z]\w*)(?==")', r"w:\1", markup)


def _xml(markup: str) -> bytes:
    text = _prefixed(markup)
    declared = f' xmlns:w="{n.W}" xmlns:r="{n.R}"'
    root, rest = re.match(r"(<w:\w+)(.*)", text, re.DOTALL).groups()  # type: ignore[union-attr] # every text begins with a tag
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f"{head}{root}{declared}{rest}".encode()


def _styles() -> bytes:
    defaults = (
        "<docDefaults><rPrDefault><rPr>"
        f'<rFonts ascii="{SERIF}" hAnsi="{SERIF}" eastAsia="{SONG}" cs="{SERIF}"/>'
        '<sz val="22"/><szCs val="22"/>'
        '<lang val="en-US" eastAsia="zh-CN" bidi="ar-SA"/></rPr></rPrDefault>'
        '<pPrDefault><pPr><spacing after="0" line="312" lineRule="auto"/></pPr>'
        "</pPrDefault></docDefaults>"
    )
    running = (
        '<style type="paragraph" styleId="{0}"><name val="{1}"/>'
        '<basedOn val="Normal"/><uiPriority val="99"/>'
        f'<pPr><tabs><tab val="right" pos="{PAGE_WIDTH - 2 * MARGIN}"/></tabs>'
        '<spacing line="240" lineRule="auto"/></pPr>'
        f'<rPr><rFonts ascii="{SANS}" hAnsi="{SANS}" eastAsia="{HEI}" cs="{SANS}"/>'
        f'<color val="{SOFT}"/><sz val="17"/><szCs val="17"/></rPr></style>'
    )
    normal_table = (
        '<style type="table" default="1" styleId="TableNormal">'
        '<name val="Normal Table"/><uiPriority val="99"/><semiHidden/>'
        '<unhideWhenUsed/><tblPr><tblInd w="0" type="dxa"/><tblCellMar>'
        '<top w="0" type="dxa"/><left w="108" type="dxa"/><bottom w="0" type="dxa"/>'
        '<right w="108" type="dxa"/></tblCellMar></tblPr></style>'
    )
    table = (
        f'<style type="table" customStyle="1" styleId="{style_id(Style.TABLE)}">'
        f'<name val="{Style.TABLE}"/><basedOn val="TableNormal"/><qFormat/>'
        f"{TABLE_STYLE}</style>"
    )
    parts = [defaults, *map(_paragraph_style, PARAGRAPHS), _DEFAULT_CHARACTER]
    parts += [*map(_character_style, CHARACTERS)]
    parts += [running.format("Header", "header"), running.format("Footer", "footer")]
    return _xml(f"<styles>{''.join(parts)}{normal_table}{table}</styles>")


_DEFAULT_CHARACTER: Final = (
    '<style type="character" default="1" styleId="DefaultParagraphFont">'
    '<name val="Default Paragraph Font"/><uiPriority val="1"/><semiHidden/>'
    "<unhideWhenUsed/></style>"
)


def _paragraph_style(look: Look) -> str:
    return _style_element(look, "paragraph", "")


def _character_style(look: Look) -> str:
    return _style_element(look, "character", '<basedOn val="DefaultParagraphFont"/>')


def _style_element(look: Look, kind: str, based: str) -> str:
    default = ' default="1"' if look.style is Style.NORMAL else ""
    custom = ' customStyle="1"' if look.style in _CUSTOM else ""
    if look.based_on is not None:
        based = f'<basedOn val="{style_id(look.based_on)}"/>'
    after = "" if look.after is None else f'<next val="{style_id(look.after)}"/>'
    ppr = f"<pPr>{look.ppr}</pPr>" if look.ppr else ""
    rpr = f"<rPr>{look.rpr}</rPr>" if look.rpr else ""
    return (
        f'<style type="{kind}"{default}{custom} styleId="{style_id(look.style)}">'
        f'<name val="{look.style}"/>{based}{after}<qFormat/>{ppr}{rpr}</style>'
    )


def _settings() -> bytes:
    return _xml(
        '<settings><zoom percent="100"/><defaultTabStop val="397"/>'
        '<characterSpacingControl val="compressPunctuation"/>'
        '<footnotePr><footnote id="-1"/><footnote id="0"/></footnotePr>'
        '<compat><compatSetting name="compatibilityMode"'
        ' uri="http://schemas.microsoft.com/office/word" val="15"/></compat>'
        '<themeFontLang val="en-US" eastAsia="zh-CN"/>'
        '<decimalSymbol val="."/><listSeparator val=","/></settings>'
    )


def _font_table() -> bytes:
    fonts = {SERIF: "", SANS: "", SONG: "宋体", HEI: "微软雅黑"}
    entries = "".join(
        f'<font name="{name}">{f"""<altName val="{other}"/>""" if other else ""}</font>'
        for name, other in fonts.items()
    )
    return _xml(f"<fonts>{entries}</fonts>")


def _style(identifier: str) -> str:
    return f'<pPr><pStyle val="{identifier[0].upper()}{identifier[1:]}"/></pPr>'


def _run(text: str) -> str:
    return f'<r><t xml:space="preserve">{text}</t></r>'


def _field(instruction: str) -> str:
    """Return a field in five runs: WPS does not show one that stands in a single run."""
    return (
        '<r><fldChar fldCharType="begin"/></r>'
        f'<r><instrText xml:space="preserve"> {instruction} </instrText></r>'
        f'<r><fldChar fldCharType="separate"/></r>{_run("1")}'
        '<r><fldChar fldCharType="end"/></r>'
    )


def _header() -> str:
    border = f'<pBdr><bottom val="single" sz="4" space="4" color="{LINE}"/></pBdr>'
    return (
        f'<p><pPr><pStyle val="Header"/>{border}</pPr>{_run("{publication}")}'
        f"<r><tab/></r>{_run('{title}')}</p>"
    )


def _footer() -> str:
    pages = f"{_field('PAGE')}{_run(' / ')}{_field('NUMPAGES')}"
    return f"<p>{_style('footer')}<r><tab/></r>{pages}</p>"


def _sample() -> str:
    shown = (look for look in PARAGRAPHS if look.style is not Style.NORMAL)
    paragraphs = "".join(
        f'<p><pPr><pStyle val="{style_id(look.style)}"/></pPr>'
        f"{_run(f'{look.style} 样式')}</p>"
        for look in shown
    )
    characters = "".join(
        f'<r><rPr><rStyle val="{style_id(look.style)}"/></rPr><t>{look.style}</t></r>'
        f"{_run(' ')}"
        for look in CHARACTERS
    )
    return f"{paragraphs}<p>{_style('BodyText')}{characters}</p>{_section()}"


def _section() -> str:
    ids = {name: f"rId{number}" for number, name in enumerate(list(_PARTS)[1:], 1)}
    references = "".join(
        f'<{kind}Reference type="{page}" r:id="{ids[kind + number]}"/>'
        for kind in ("header", "footer")
        for number, page in (("1", "default"), ("2", "first"))
    )
    return (
        f'<sectPr>{references}<pgSz w="{PAGE_WIDTH}" h="{PAGE_HEIGHT}"/>'
        f'<pgMar top="1588" right="{MARGIN}" bottom="1474" left="{MARGIN}"'
        ' header="794" footer="680" gutter="0"/><cols space="425"/><titlePg/></sectPr>'
    )


def _content_types() -> bytes:
    overrides = {
        f"/word/{name}.xml": f"{_OFFICE}{kind}+xml" for name, kind in _PARTS.items()
    }
    overrides["/word/theme1.xml"] = (
        "application/vnd.openxmlformats-officedocument.theme+xml"
    )
    overrides["/docProps/core.xml"] = (
        "application/vnd.openxmlformats-package.core-properties+xml"
    )
    overrides["/docProps/app.xml"] = (
        "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    )
    root = etree.Element("Types", nsmap=_default(f"{_PACKAGE}content-types"))
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    etree.SubElement(root, "Default", Extension="rels", ContentType=rels)
    etree.SubElement(root, "Default", Extension="xml", ContentType="application/xml")
    for name, kind in overrides.items():
        etree.SubElement(root, "Override", PartName=name, ContentType=kind)
    return _serialize(root)


def _default(namespace: str) -> Any:
    """Return a map for a namespace without a prefix, which the stubs do not know."""
    return {None: namespace}


def _relationships(targets: dict[str, tuple[str, str]]) -> bytes:
    root = etree.Element("Relationships", nsmap=_default(f"{_PACKAGE}relationships"))
    for identifier, (kind, target) in targets.items():
        base = f"{_PACKAGE}relationships/" if "/" in kind else _RELS
        etree.SubElement(
            root, "Relationship", Id=identifier, Type=base + kind, Target=target
        )
    return _serialize(root)


_CORE: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties'
    b' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    b' xmlns:dc="http://purl.org/dc/elements/1.1/">'
    b"<dc:title>Draft</dc:title></cp:coreProperties>"
)

_APP: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>duizhao</Application></Properties>"
)

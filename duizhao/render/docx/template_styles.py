"""The look of a draft: the styles that `templates/draft.docx` is made with.

An editor changes them in Word. Paragraph and run properties are WordprocessingML with
the prefix left out: lengths in twips (1/20 pt), font sizes in half points, spacing of
lines in 240ths.
"""

from __future__ import annotations

from typing import Final

from duizhao.render.docx.styles import Style
from duizhao.values import value

SERIF: Final = "Cambria"
"""The text face: on every machine with Word; Caladea has its widths elsewhere."""
SANS: Final = "Calibri"
"""The face of captions, tables and running heads; Carlito has its widths elsewhere."""
SONG: Final = "SimSun"
"""宋体, for Chinese text."""
HEI: Final = "Microsoft YaHei"
"""微软雅黑, for Chinese headings."""
MONO: Final = "Consolas"
"""The face of code."""

INK = "1D2B33"
ACCENT = "14505C"
SOFT = "5C6B73"
LINE = "B9C4C9"


@value
class Look:
    """One style as the template defines it."""

    style: Style
    """Its name, and by the enumeration its kind."""
    ppr: str = ""
    """Paragraph properties."""
    rpr: str = ""
    """Run properties."""
    based_on: Style | None = None
    """The style it starts from."""
    after: Style | None = None
    """The style of the paragraph that follows when one presses Enter."""


def _fonts(latin: str, chinese: str) -> str:
    return (
        f'<rFonts ascii="{latin}" hAnsi="{latin}" eastAsia="{chinese}" cs="{latin}"/>'
    )


def _size(half_points: int) -> str:
    return f'<sz val="{half_points}"/><szCs val="{half_points}"/>'


def _heading(level: int, before: int, after: int, half_points: int) -> Look:
    colour = ACCENT if level in {2, 4} else INK
    bold = "<b/><bCs/>"
    return Look(
        Style(f"heading {level}"),
        f'<keepNext/><keepLines/><spacing before="{before}" after="{after}" line="264"'
        f' lineRule="auto"/><outlineLvl val="{level - 1}"/>',
        f'{_fonts(SERIF, HEI)}{bold}<color val="{colour}"/>{_size(half_points)}',
        Style.NORMAL,
        Style.BODY,
    )


def _source_heading(level: int, before: int, after: int, half_points: int) -> Look:
    return Look(
        Style(f"Source Heading {level}"),
        f'<keepNext/><keepLines/><spacing before="{before}" after="{after}" line="264"'
        ' lineRule="auto"/><jc val="left"/>',
        f'{_fonts(SERIF, HEI)}<b/><bCs/><color val="{SOFT}"/>{_size(half_points)}',
        Style.SOURCE_TEXT,
        Style.SOURCE_TEXT,
    )


def _list(style: Style, num_id: int, level: int) -> Look:
    ilvl = f'<ilvl val="{level}"/>' if level else ""
    return Look(
        style,
        f'<numPr>{ilvl}<numId val="{num_id}"/></numPr><spacing after="100"/>'
        "<contextualSpacing/>",
        "",
        Style.BODY,
    )


def _border(side: str, size: int, space: int, colour: str) -> str:
    return f'<{side} val="single" sz="{size}" space="{space}" color="{colour}"/>'


_BOX = "".join(_border(side, 6, 8, LINE) for side in ("top", "left", "bottom", "right"))

BULLET_NUM: Final = 1
"""The numbering instance of the bullet styles."""
NUMBER_NUM: Final = 2
"""The numbering instance of the number styles."""

PARAGRAPHS: Final = (
    Look(Style.NORMAL),
    Look(
        Style.TITLE,
        '<keepNext/><spacing before="240" after="120" line="252" lineRule="auto"/>',
        f'{_fonts(SERIF, HEI)}<b/><bCs/><color val="{INK}"/><kern val="28"/>{_size(56)}',
        Style.NORMAL,
        Style.SUBTITLE,
    ),
    Look(
        Style.SUBTITLE,
        '<keepNext/><spacing after="160" line="264" lineRule="auto"/>',
        f'<color val="{SOFT}"/>{_size(30)}',
        Style.NORMAL,
        Style.LEAD,
    ),
    Look(
        Style.AUTHOR,
        f'<pBdr>{_border("bottom", 6, 6, LINE)}</pBdr><spacing before="60" after="280"/>',
        f'{_fonts(SANS, HEI)}<color val="{SOFT}"/>{_size(20)}',
        Style.NORMAL,
        Style.BODY,
    ),
    Look(
        Style.LEAD,
        '<spacing after="160" line="324" lineRule="auto"/>',
        f'<color val="{ACCENT}"/>{_size(26)}',
        Style.NORMAL,
        Style.AUTHOR,
    ),
    _heading(1, 480, 160, 36),
    _heading(2, 400, 120, 29),
    _heading(3, 280, 80, 25),
    _heading(4, 240, 60, 23),
    _heading(5, 200, 60, 22),
    _heading(6, 200, 60, 22),
    Look(Style.BODY, '<spacing after="160"/>', "", Style.NORMAL),
    Look(
        Style.BODY_INDENTED,
        '<spacing after="60"/><ind firstLine="440" firstLineChars="200"/>'
        '<jc val="both"/>',
        "",
        Style.BODY,
    ),
    Look(
        Style.QUOTE,
        f'<pBdr>{_border("left", 18, 12, ACCENT)}</pBdr><spacing before="40" after="160"/>'
        '<ind left="454" right="284"/>',
        f'<color val="{INK}"/>',
        Style.BODY,
    ),
    Look(
        Style.ALERT,
        f"<pBdr>{_border('left', 24, 12, 'B7791F')}</pBdr>"
        '<shd val="clear" color="auto" fill="FBF6EA"/>',
        "",
        Style.QUOTE,
    ),
    _list(Style.BULLET_1, BULLET_NUM, 0),
    _list(Style.BULLET_2, BULLET_NUM, 1),
    _list(Style.BULLET_3, BULLET_NUM, 2),
    _list(Style.NUMBER_1, NUMBER_NUM, 0),
    _list(Style.NUMBER_2, NUMBER_NUM, 1),
    _list(Style.NUMBER_3, NUMBER_NUM, 2),
    Look(
        Style.CONTINUE,
        '<spacing after="80"/><ind left="397"/><contextualSpacing/>',
        "",
        Style.BODY,
    ),
    Look(
        Style.TERM,
        '<keepNext/><spacing before="80" after="20"/>',
        "<b/><bCs/>",
        Style.BODY,
        Style.DEFINITION,
    ),
    Look(Style.DEFINITION, '<ind left="397"/>', "", Style.BODY),
    Look(
        Style.CODE_BLOCK,
        f'<pBdr>{_BOX}</pBdr><shd val="clear" color="auto" fill="F4F6F7"/>'
        '<spacing before="160" after="240" line="252" lineRule="auto"/>'
        '<ind left="170" right="170"/><jc val="left"/>',
        f"{_fonts(MONO, HEI)}<noProof/>{_size(18)}",
        Style.NORMAL,
    ),
    Look(
        Style.FORMULA_BLOCK,
        '<spacing before="120" after="200"/><jc val="center"/>',
        f"{_fonts('Cambria Math', SONG)}<i/><noProof/>",
        Style.BODY,
    ),
    Look(
        Style.RULE,
        f"<pBdr>{_border('bottom', 6, 1, LINE)}</pBdr>"
        '<spacing before="120" after="320" line="120" lineRule="exact"/>'
        '<ind left="2835" right="2835"/>',
        "",
        Style.NORMAL,
        Style.BODY,
    ),
    Look(
        Style.FIGURE,
        '<keepNext/><spacing before="240" after="100" line="240" lineRule="auto"/>'
        '<jc val="center"/>',
        "",
        Style.NORMAL,
        Style.CAPTION,
    ),
    Look(
        Style.CAPTION,
        '<spacing after="300" line="264" lineRule="auto"/><jc val="center"/>',
        f'{_fonts(SANS, HEI)}<color val="{SOFT}"/>{_size(19)}',
        Style.NORMAL,
        Style.BODY,
    ),
    Look(
        Style.MISSING_PICTURE,
        f"<keepLines/><pBdr>{_BOX.replace('single', 'dashed')}</pBdr>"
        '<shd val="clear" color="auto" fill="F4F6F7"/>'
        '<spacing before="240" after="240"/><ind left="170" right="170"/>'
        '<jc val="center"/>',
        f'{_fonts(SANS, HEI)}<color val="{SOFT}"/>{_size(20)}',
        Style.NORMAL,
        Style.CAPTION,
    ),
    Look(
        Style.TABLE_TEXT,
        '<spacing before="50" after="50" line="252" lineRule="auto"/>',
        f"{_fonts(SANS, HEI)}{_size(20)}",
        Style.NORMAL,
    ),
    Look(
        Style.COLUMN_HEAD,
        f"<keepNext/><pBdr>{_border('bottom', 8, 4, ACCENT)}</pBdr>"
        '<spacing before="60" after="200" line="240" lineRule="auto"/>',
        f'{_fonts(SANS, HEI)}<b/><bCs/><color val="{ACCENT}"/>{_size(20)}',
        Style.TABLE_TEXT,
    ),
    Look(
        Style.FOOTNOTE_TEXT,
        '<spacing after="40" line="252" lineRule="auto"/>',
        _size(18),
        Style.NORMAL,
    ),
    Look(
        Style.NOTICE,
        f"<pBdr>{_BOX}</pBdr>"
        '<shd val="clear" color="auto" fill="FDF3E1"/><spacing after="240"/>'
        '<ind left="170" right="170"/>',
        f"{_fonts(SANS, HEI)}{_size(20)}",
        Style.NORMAL,
    ),
    Look(
        Style.SOURCE_TEXT,
        '<spacing after="100"/><jc val="both"/>',
        f'<color val="3A464D"/>{_size(21)}',
        Style.BODY,
    ),
    Look(
        Style.SOURCE_TITLE,
        '<keepNext/><spacing after="0" line="264" lineRule="auto"/>',
        f'{_fonts(SERIF, HEI)}<b/><bCs/><color val="{SOFT}"/>{_size(34)}',
        Style.NORMAL,
        Style.TITLE,
    ),
    _source_heading(1, 480, 60, 34),
    _source_heading(2, 400, 60, 27),
    _source_heading(3, 280, 60, 24),
)

_MARK = '<shd val="clear" color="auto" fill="{}"/>'

CHARACTERS: Final = (
    Look(Style.FOOTNOTE_REFERENCE, rpr='<vertAlign val="superscript"/>'),
    Look(Style.HYPERLINK, rpr='<color val="1A5FA8"/><u val="single"/>'),
    Look(
        Style.CODE,
        rpr=f"{_fonts(MONO, HEI)}<noProof/>{_size(20)}{_MARK.format('F0F3F4')}",
    ),
    Look(
        Style.KEYBOARD,
        rpr=f"{_fonts(MONO, HEI)}<noProof/>{_size(19)}"
        f'<bdr val="single" sz="4" space="0" color="{LINE}"/>',
    ),
    Look(Style.FORMULA, rpr=f"{_fonts('Cambria Math', SONG)}<i/><noProof/>"),
    Look(Style.UNTRANSLATED, rpr=_MARK.format("F9DEDA")),
    Look(Style.FUZZY, rpr=_MARK.format("FFF0C2")),
)

TABLE_STYLE: Final = (
    '<pPr><spacing after="0"/></pPr><tblPr><tblBorders>'
    f"{_border('top', 12, 0, ACCENT)}{_border('bottom', 8, 0, ACCENT)}"
    f"{_border('insideH', 4, 0, LINE)}</tblBorders><tblCellMar>"
    '<top w="20" type="dxa"/><left w="85" type="dxa"/><bottom w="20" type="dxa"/>'
    '<right w="85" type="dxa"/></tblCellMar></tblPr><tblStylePr type="firstRow"><rPr>'
    f'<b/><bCs/><color val="{ACCENT}"/></rPr><tcPr><tcBorders>'
    f"{_border('bottom', 8, 0, ACCENT)}</tcBorders></tcPr></tblStylePr>"
)

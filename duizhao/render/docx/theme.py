"""The template's theme: Word wants one, though no style of ours refers to it."""

from __future__ import annotations

from typing import Final

from duizhao.render.docx import names as n
from duizhao.render.docx.template_styles import (
    ACCENT,
    HEI,
    INK,
    LINE,
    SANS,
    SERIF,
    SONG,
)

_COLOURS: Final = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": INK,
    "lt2": "F4F6F7",
    "accent1": ACCENT,
    "accent2": "B7791F",
    "accent3": "8A3B2E",
    "accent4": "5C6B73",
    "accent5": "3E7C59",
    "accent6": LINE,
    "hlink": "1A5FA8",
    "folHlink": "6B4C8A",
}
_FILL: Final = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE: Final = f'<a:ln w="9525">{_FILL}<a:prstDash val="solid"/></a:ln>'
_EFFECT: Final = "<a:effectStyle><a:effectLst/></a:effectStyle>"


def make_theme() -> bytes:
    """Return a theme part in the draft's colours and faces."""
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>'
        for name, value in _COLOURS.items()
    )
    fonts = "".join(
        f'<a:{kind}Font><a:latin typeface="{latin}"/><a:ea typeface="{chinese}"/>'
        f'<a:cs typeface=""/></a:{kind}Font>'
        for kind, latin, chinese in (("major", SERIF, HEI), ("minor", SANS, SONG))
    )
    # Three of each: subtle, moderate and intense, as the format asks.
    styles = (
        f"<a:fillStyleLst>{_FILL * 3}</a:fillStyleLst><a:lnStyleLst>{_LINE * 3}"
        f"</a:lnStyleLst><a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst>"
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<a:theme xmlns:a="{n.A}" name="duizhao"><a:themeElements>'
        f'<a:clrScheme name="duizhao">{colours}</a:clrScheme>'
        f'<a:fontScheme name="duizhao">{fonts}</a:fontScheme>'
        f'<a:fmtScheme name="duizhao">{styles}</a:fmtScheme>'
        "</a:themeElements></a:theme>"
    ).encode()

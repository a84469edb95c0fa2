"""The names of WordprocessingML: namespaces, elements and attributes in Clark form."""

from __future__ import annotations

from typing import Final

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"
ASVG: Final = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"

# Declared once on the root of a part, so that no paragraph declares them again.
NSMAP: Final = {"w": W, "r": R, "wp": WP, "a": A, "pic": PIC}

XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
R_ID: Final = f"{{{R}}}id"


def w(name: str) -> str:
    """Return the Clark name of `name` in the main namespace.

    >>> w("p").endswith("main}p")
    True
    """
    return f"{{{W}}}{name}"


# Computed once: building a document makes hundreds of thousands of elements.
ABSTRACT_NUM: Final = w("abstractNum")
ABSTRACT_NUM_ID: Final = w("abstractNumId")
ANCHOR: Final = w("anchor")
BODY: Final = w("body")
BOOKMARK_END: Final = w("bookmarkEnd")
BOOKMARK_START: Final = w("bookmarkStart")
BR: Final = w("br")
CONTEXTUAL: Final = w("contextualSpacing")
DRAWING: Final = w("drawing")
FLD_CHAR: Final = w("fldChar")
FLD_CHAR_TYPE: Final = w("fldCharType")
FOOTNOTE: Final = w("footnote")
FOOTNOTE_REFERENCE: Final = w("footnoteReference")
GRID_COL: Final = w("gridCol")
GRID_SPAN: Final = w("gridSpan")
HANGING: Final = w("hanging")
HYPERLINK: Final = w("hyperlink")
ID: Final = w("id")
ILVL: Final = w("ilvl")
IND: Final = w("ind")
INSTR_TEXT: Final = w("instrText")
JC: Final = w("jc")
KEEP_NEXT: Final = w("keepNext")
LEFT: Final = w("left")
NAME: Final = w("name")
NUM: Final = w("num")
NUM_ID: Final = w("numId")
NUM_PR: Final = w("numPr")
P: Final = w("p")
PAGE_BREAK: Final = w("pageBreakBefore")
P_PR: Final = w("pPr")
P_STYLE: Final = w("pStyle")
RUN: Final = w("r")
R_PR: Final = w("rPr")
R_STYLE: Final = w("rStyle")
SECT_PR: Final = w("sectPr")
SPACING: Final = w("spacing")
T: Final = w("t")
TAB: Final = w("tab")
TBL: Final = w("tbl")
TC: Final = w("tc")
TC_PR: Final = w("tcPr")
TC_W: Final = w("tcW")
TR: Final = w("tr")
TR_PR: Final = w("trPr")
TYPE: Final = w("type")
VAL: Final = w("val")
WIDTH: Final = w("w")

"""python-docx, loaded without what a draft hardly ever uses: half of its start.

python-docx 1.2 imports its readers of pictures, and the classes by which a person goes
through paragraphs and tables one by one. Drafts are written element by element, so most
need neither; a picture brings the readers in.
"""

from __future__ import annotations

import typing
from collections.abc import Mapping
from types import ModuleType
from typing import Final

from duizhao.standin import standing_in

_LATER: Final[Mapping[str, tuple[str, ...] | ModuleType]] = {
    "typing_extensions": typing,  # 3 ms, for three names that are in Python now
    "hashlib": (),  # 2 ms, for the sums of pictures
    "inspect": ("getfullargspec",),  # 7 ms, for a way of lxml to parse
    "docx.comments": ("Comments",),
    "docx.document": ("Document",),
    "docx.enum.dml": ("MSO_THEME_COLOR",),
    "docx.enum.style": ("WD_STYLE_TYPE",),
    "docx.enum.table": (
        "WD_CELL_VERTICAL_ALIGNMENT",
        "WD_ROW_HEIGHT_RULE",
        "WD_TABLE_DIRECTION",
    ),
    "docx.image.image": ("Image",),
    "docx.settings": ("Settings",),
    "docx.shape": ("InlineShapes",),
    "docx.styles.styles": ("Styles",),
}
"""The modules, each with what others of python-docx import from it by name."""

with standing_in(_LATER):
    from docx.opc.constants import CONTENT_TYPE as CT
    from docx.opc.constants import RELATIONSHIP_TYPE as RT
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part, XmlPart
    from docx.opc.pkgwriter import PackageWriter
    from docx.package import Package

__all__ = ["CT", "RT", "PackURI", "Package", "PackageWriter", "Part", "XmlPart"]

"""A PDF for the archive: PDF/A-3u beside PDF/UA-1, with the files it was made of.

WeasyPrint writes one of both standards; what the other asks for besides is put in here.
The files are attached as the source of the document (ISO 19005-3, 6.8).
"""

from __future__ import annotations

from hashlib import md5
from types import MethodType
from typing import Any

from duizhao.render.page import Attached, Page

VARIANT = "pdf/a-3u"
"""What WeasyPrint calls it."""

# PDF/A knows no property of PDF/UA: its schema is told along with it (6.6.2.3).
_UA = """\
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>\
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""


def close_profile(pdf_module: Any) -> bool:
    """Let `weasyprint.pdf` close the file of its colour profile, which it leaves open.

    Say whether it was done.
    """
    inner = getattr(pdf_module, "ColorProfile", None)
    if inner is None:
        return False

    def read_profile(file: Any, *rest: Any) -> Any:
        with file:
            return inner(file, *rest)

    if not getattr(inner, "closes", False):
        read_profile.closes = True  # type: ignore[attr-defined]  # a mark of ours
        pdf_module.ColorProfile = read_profile
    return True


def claim_both(metadata: Any) -> None:
    """Let the XMP of a WeasyPrint document tell of PDF/UA beside PDF/A."""
    inner = metadata.generate_rdf_metadata

    def generate(_self: Any, *rest: Any) -> bytes:
        end = b"</rdf:RDF>"
        return bytes(inner(*rest)).replace(end, _UA.encode() + end)

    metadata.generate_rdf_metadata = MethodType(generate, metadata)


def attach(pdf: Any, page: Page, pydyf: Any) -> None:
    """Attach the files that `page` was made of to a file that is being written."""
    names, parts = pydyf.Array(), pydyf.Array()
    for one in sorted(page.attached, key=lambda one: one.name):
        found = _attached(pdf, one, page, pydyf)
        names.extend([pydyf.String(one.name), found.reference])
        parts.append(found.reference)
    if not parts:
        return
    pdf.catalog.setdefault("Names", pydyf.Dictionary())
    pdf.catalog["Names"]["EmbeddedFiles"] = pydyf.Dictionary({"Names": names})
    pdf.catalog["AF"] = parts


def _attached(pdf: Any, one: Attached, page: Page, pydyf: Any) -> Any:
    """Return a file's specification, its content written."""
    check = md5(one.data, usedforsecurity=False).hexdigest()
    values = {
        "CheckSum": f"<{check}>",
        "Size": len(one.data),
        "ModDate": pydyf.String(f"D:{page.time:%Y%m%d%H%M%S}{_zone(page)}"),
    }
    kind = one.media_type.replace("/", "#2f")
    extra = {
        "Type": "/EmbeddedFile",
        "Subtype": f"/{kind}",
        "Params": pydyf.Dictionary(values),
    }
    stream = pydyf.Stream([one.data], extra, compress=True)
    pdf.add_object(stream)
    place = pydyf.Dictionary({"F": stream.reference, "UF": stream.reference})
    found = pydyf.Dictionary(
        {
            "Type": "/Filespec",
            "F": pydyf.String(one.name),
            "UF": pydyf.String(one.name),
            "EF": place,
            "Desc": pydyf.String(one.description),
            "AFRelationship": "/Source",
        }
    )
    pdf.add_object(found)
    return found


def _zone(page: Page) -> str:
    """Return the clock's distance from Greenwich, as a PDF writes it."""
    zone = f"{page.time:%z}" or "+0000"
    return f"{zone[:3]}'{zone[3:5]}'"

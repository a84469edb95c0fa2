"""The footnotes part, and what the settings say of it."""

from __future__ import annotations

from typing import Final

from lxml import etree
from lxml.etree import _Element as Node

from duizhao.render.docx import names as n

SEPARATORS: Final = {"-1": "separator", "0": "continuationSeparator"}
"""The two entries that every footnotes part begins with, by id."""

# What settings.xml holds after `footnotePr`, in the order of CT_Settings.
_AFTER_NOTES: Final = (
    *("endnotePr", "compat", "docVars", "rsids", "themeFontLang", "clrSchemeMapping"),
    *("doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade"),
    *("captions", "readModeInkLockDown", "smartTagType", "schemaLibrary"),
    *("shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator"),
)


def make_footnotes() -> Node:
    """Return a footnotes part that holds the separators alone."""
    root = etree.Element(n.w("footnotes"), nsmap=n.NSMAP)
    for identifier, kind in SEPARATORS.items():
        note = etree.SubElement(root, n.FOOTNOTE, {n.TYPE: kind, n.ID: identifier})
        paragraph = etree.SubElement(note, n.P)
        ppr = etree.SubElement(paragraph, n.P_PR)
        spacing = {n.w("after"): "0", n.w("line"): "240", n.w("lineRule"): "auto"}
        etree.SubElement(ppr, n.SPACING, spacing)
        run = etree.SubElement(paragraph, n.RUN)
        etree.SubElement(run, n.w(kind))
    return root


def declare_separators(settings: Node) -> None:
    """Name the separators in `settings`, the root of the settings part."""
    for old in settings.findall(n.w("footnotePr")):
        settings.remove(old)
    element = etree.Element(n.w("footnotePr"))
    for identifier in SEPARATORS:
        etree.SubElement(element, n.FOOTNOTE, {n.ID: identifier})
    after = {n.w(name) for name in _AFTER_NOTES}
    for child in settings:
        # Other namespaces (m:mathPr, w15) come after it as well.
        if child.tag in after or not str(child.tag).startswith(f"{{{n.W}}}"):
            child.addprevious(element)
            return
    settings.append(element)

"""What WeasyPrint 70 leaves out of a tagged PDF: languages of passages, heads of columns.

A screen reader changes its voice where the language changes (ISO 14289-1, 7.2), and tells
the heads of a cell (7.5). WeasyPrint says the language of the whole file alone, and marks
a table's heads without saying what they head.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any


def tell_languages(tags: Any) -> bool:
    """Wrap `weasyprint.pdf.tags`, so that elements tell their language.

    Say whether it was done: another version of WeasyPrint may lack the function, and
    then the file tells its main language only.
    """
    build = getattr(tags, "_build_box_tree", None)
    if build is None:
        return False
    if not getattr(build, "tells_languages", False):
        tags._build_box_tree = _telling(build, tags.pydyf.String)  # noqa: SLF001  # no public door
    return True


def _telling(build: Callable[..., Iterator[Any]], string: Callable[[str], Any]) -> Any:
    def build_box_tree(box: Any, parent: Any, *rest: Any) -> Iterator[Any]:
        inner = getattr(box, "_box", box)
        language = _own_language(inner)
        for element in build(box, parent, *rest):
            if language and "Lang" not in element:
                element["Lang"] = string(language)
            yield element

    build_box_tree.tells_languages = True  # type: ignore[attr-defined]  # a mark of ours
    return build_box_tree


def _own_language(box: Any) -> str:
    """Return the language that an element declares itself; empty where it inherits."""
    element = box.element
    if element is None or box.element_tag != element.tag or element.tag == "html":
        return ""
    return str(element.get("lang") or "")


def scope_heads(_document: Any, pdf: Any) -> None:
    """Say of every table head that it heads its column; all our heads stand on top."""
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("S") == "/TH":
            attributes = item.setdefault("A", type(item)({"O": "/Table"}))
            attributes["Scope"] = "/Column"

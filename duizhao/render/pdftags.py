"""The tags of a PDF as PDF/UA asks for them, in place of WeasyPrint 70's own.

Languages of passages, so that a screen reader changes its voice (ISO 14289-1, 7.2);
heads of columns (7.5); notes with a name (7.9); links that say where they lead (7.18.5);
and what is not part of the text, such as running heads, told as artifacts (7.1).
`pdftree` builds the tree, and this module writes it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import ModuleType
from typing import Any

from duizhao.render.pdftree import Annotation, Bearer, Marked, Node, Tree, prune

_POINTS = 0.75  # of a CSS pixel
_SCOPES = {"col": "/Column", "row": "/Row"}


def write_own_tags(pdf_module: ModuleType) -> bool:
    """Put our `add_tags` in the place of `weasyprint.pdf`'s; say whether it was done.

    Another version of WeasyPrint, which lacks it, writes its tags in its own way.
    """
    if getattr(pdf_module, "add_tags", None) is None:
        return False
    pydyf = pdf_module.pydyf

    def add_tags(pdf: Any, document: Any, version: Any, streams: Sequence[Any]) -> None:  # noqa: ARG001
        tree = getattr(document, "tree", None)
        if tree is None:
            growth = Growth(document.metadata.lang or "", pydyf)
            for number, (page, stream) in enumerate(
                zip(document.pages, streams, strict=True)
            ):
                growth.add(number, page, stream)
            tree = growth.root
        prune(tree)
        _Writer(pdf, document, len(streams), pydyf).write(tree)

    pdf_module.add_tags = add_tags  # type: ignore[attr-defined]  # the mend
    return True


class Growth:
    """A tree of tags that grows with each page that is drawn, and lets its boxes go."""

    def __init__(self, language: str, pydyf: Any) -> None:
        self.tree = Tree(language)
        self.pydyf = pydyf

    @property
    def root(self) -> Node:
        """The tree's root."""
        return self.tree.root

    def add(self, number: int, page: Any, stream: Any) -> None:
        """Take up a drawn page, and mark in its stream what is not of the text."""
        box, tags = page._page_box, stream._tags  # noqa: SLF001  # no public door
        self.tree.add_page(number, box, tags)
        marks: dict[int, object] = {}
        for node in self.tree.fresh_nodes:
            if describe := _DESCRIBED.get(node.role):
                node.told = describe(node.box, page.height, self.pydyf)
            # All that matters from now on is whether two are of one box.
            node.box = marks.setdefault(id(node.box), object())
        _tell_artifacts(stream.stream, self.tree.held, self.pydyf)


def _tell_artifacts(tokens: list[Any], known: set[int], pydyf: Any) -> None:
    """Tell what no element holds as an artifact: running heads, repeated heads."""
    for index, token in enumerate(tokens):
        if isinstance(token, dict) and "MCID" in token and token["MCID"] not in known:
            tokens[index - 1] = "/Artifact"
            tokens[index] = pydyf.Dictionary({"Type": "/Pagination"})


def _describe_figure(box: Any, height: float, pydyf: Any) -> dict[str, Any]:
    """Tell what a picture shows and where it stands on a page of this height."""
    left, top = box.content_box_x(), box.content_box_y()
    corners = (left, height - top - box.height, left + box.width, height - top)
    place = pydyf.Array([round(one * _POINTS, 3) for one in corners])
    values = {"O": "/Layout", "BBox": place, "Placement": "/Block"}
    title = box.element.find("{http://www.w3.org/2000/svg}title")
    words = box.element.get("alt") or (title is not None and title.text) or ""
    return {"A": pydyf.Dictionary(values), "Alt": pydyf.String(words)}


def _describe_formula(box: Any, _height: float, pydyf: Any) -> dict[str, Any]:
    """Tell a formula as it was typed."""
    return {"Alt": pydyf.String("".join(box.element.itertext()))}


def _describe_list(box: Any, _height: float, pydyf: Any) -> dict[str, Any]:
    """Tell how a list's items are marked."""
    kind = {"ol": "/Decimal", "ul": "/Disc"}.get(box.element_tag, "/None")
    return {"A": pydyf.Dictionary({"O": "/List", "ListNumbering": kind})}


def _describe_cell(box: Any, _height: float, pydyf: Any) -> dict[str, Any]:
    """Tell what a cell heads and how far it reaches."""
    spans = {"ColSpan": box.colspan, "RowSpan": box.rowspan}
    values = {key: count for key, count in spans.items() if count != 1}
    if box.element_tag == "th":
        values["Scope"] = _SCOPES.get(box.element.get("scope"), "/Column")
    return {"A": pydyf.Dictionary({"O": "/Table", **values})} if values else {}


_DESCRIBED: Mapping[str, Callable[[Any, float, Any], dict[str, Any]]] = {
    "Figure": _describe_figure,
    "Formula": _describe_formula,
    "L": _describe_list,
    "TH": _describe_cell,
    "TD": _describe_cell,
}


class _Writer:
    """The tags of one file."""

    def __init__(self, pdf: Any, document: Any, pages: int, pydyf: Any) -> None:
        self.pdf = pdf
        self.language = document.metadata.lang
        self.pydyf = pydyf
        self.parents: list[dict[int, Any]] = [{} for _ in range(pages)]
        self.links: list[tuple[Any, Any]] = []
        self.names: list[tuple[str, Any]] = []
        self.pages: Sequence[Any] = pdf.page_references

    def dictionary(self, values: dict[str, Any]) -> Any:
        """Return an object of the file."""
        found = self.pydyf.Dictionary(values)
        self.pdf.add_object(found)
        return found

    def write(self, tree: Node) -> None:
        """Write the tree and what leads from the pages into it."""
        root = self.dictionary({"Type": "/StructTreeRoot"})
        document = self.write_nodes(tree, root)
        root["K"] = self.pydyf.Array([document.reference])
        root["ParentTree"] = self.write_parents().reference
        root["ParentTreeNextKey"] = len(self.parents) + len(self.links)
        if self.names:
            names = [part for name in sorted(self.names) for part in self.name(*name)]
            root["IDTree"] = self.pydyf.Dictionary({"Names": self.pydyf.Array(names)})
        catalog = self.pdf.catalog
        catalog["StructTreeRoot"] = root.reference
        catalog["ViewerPreferences"] = self.pydyf.Dictionary(
            {"DisplayDocTitle": "true"}
        )
        catalog["MarkInfo"] = self.pydyf.Dictionary({"Marked": "true"})

    def name(self, name: str, reference: Any) -> tuple[Any, Any]:
        """Return a name and what it names, as they stand in a tree of names."""
        return self.pydyf.String(name), reference

    def write_nodes(self, top: Node, root: Any) -> Any:
        """Write a node and all below it; return the node's element."""
        written: dict[int, Any] = {}
        for node in top.iter_nodes():
            parent = written[id(node.parent)] if node.parent else root
            element = self.dictionary(
                {"Type": "/StructElem", "S": f"/{node.role}", "P": parent.reference}
            )
            written[id(node)] = element
            outer = node.parent.language if node.parent else self.language
            if node.language != outer:
                element["Lang"] = self.pydyf.String(node.language)
            element.update(node.told)
            if node.role == "Note":
                self.name_note(element)
        for node in top.iter_nodes():
            self.fill(node, written)
        return written[id(top)]

    def fill(self, node: Node, written: dict[int, Any]) -> None:
        """Write what a node holds."""
        element = written[id(node)]
        marked = [kid.page for kid in node.kids if isinstance(kid, Marked)]
        if marked:
            element["Pg"] = self.pages[marked[0]]
        kids: list[Any] = []
        for kid in node.kids:
            match kid:
                case Node():
                    kids.append(written[id(kid)].reference)
                case Marked(page, number):
                    self.parents[page][number] = element.reference
                    kids.append(number if page == marked[0] else self.far(kid))
                case Annotation(page, link):
                    if isinstance(link, Bearer):
                        link = link.link_annotation
                    self.links.append((link, element.reference))
                    kids.append(self.place(page, link))
        element["K"] = self.pydyf.Array(kids)

    def far(self, kid: Marked) -> Any:
        """Return a stretch of content of another page than its element's."""
        page = self.pages[kid.page]
        values = {"Type": "/MCR", "Pg": page, "MCID": kid.number}
        return self.pydyf.Dictionary(values)

    def place(self, page: int, link: Any) -> Any:
        """Return the place of a link on its page."""
        values = {
            "Type": "/OBJR",
            "Pg": self.pages[page],
            "Obj": link.reference,
        }
        return self.pydyf.Dictionary(values)

    def name_note(self, element: Any) -> None:
        """Give a note its name."""
        name = f"note-{len(self.names) + 1:06}"
        element["ID"] = self.pydyf.String(name)
        self.names.append((name, element.reference))

    def write_parents(self) -> Any:
        """Write what leads from the pages and links to their elements."""
        numbers = self.pydyf.Array()
        for index, known in enumerate(self.parents):
            last = max(known, default=-1)
            found = [known.get(number, "null") for number in range(last + 1)]
            numbers.extend([index, self.pydyf.Array(found)])
        for index, (link, reference) in enumerate(self.links, start=len(self.parents)):
            link["StructParent"] = index
            numbers.extend([index, reference])
        return self.dictionary({"Nums": numbers})

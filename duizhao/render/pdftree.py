"""The structure of a tagged PDF, built from the boxes of its pages.

WeasyPrint 70 writes a tree of its own: an element for each box, anew on every page, so
that a paragraph over two pages becomes two, a table's repeated head is read again and
again, and a note is a stretch without a meaning at the page's end. Here an element of
the HTML is one element of the tree, wherever its boxes stand; a note follows the
paragraph of its mark; what no element holds (running heads, repeated heads) is left to
be told as an artifact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

_ROLES: Mapping[str, str] = {
    **{f"h{n}": f"H{n}" for n in range(1, 7)},
    "p": "P",
    "dt": "LI",
    "dd": "LI",
    "pre": "P",
    "code": "Code",
    "blockquote": "BlockQuote",
    "section": "Sect",
    "aside": "Sect",
    "figure": "Div",
    "figcaption": "Caption",
    "img": "Figure",
    "{http://www.w3.org/2000/svg}svg": "Figure",
    "ul": "L",
    "ol": "L",
    "dl": "L",
    "li": "LI",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "a": "Link",
    "li::marker": "Lbl",
    "span::footnote-marker": "Lbl",
    "span::footnote-call": "Reference",
}
# Elements that hold elements alone: text that stands in one gets a paragraph.
_GROUPS = frozenset({"Document", "Div", "Sect", "BlockQuote"})
_BLOCKS = _GROUPS | {
    "P",
    "LBody",
    "TD",
    "TH",
    "Caption",
    *(f"H{n}" for n in range(1, 7)),
}
_SPANS = {"fn": "Note", "call": "Reference", "math": "Formula"}
# What a table's part must stand in: two languages side by side are no table.
_ROWS = frozenset({"Table", "THead", "TBody"})
_AROUND = {
    "thead": {"Table"},
    "tbody": {"Table"},
    "tr": _ROWS,
    "th": {"TR"},
    "td": {"TR"},
}
_KEPT_EMPTY = frozenset({"TD", "TH"})


@dataclass(slots=True, eq=False)
class Node:
    """An element of the tree."""

    role: str
    """Its structure type."""
    language: str
    """The language of its text."""
    parent: Node | None = None
    """The element around it."""
    kids: list[Node | Marked | Annotation] = field(default_factory=list)
    """What it holds, in reading order."""
    page: int = 0
    """The page on which it begins."""
    box: Any = None
    """The box it was made of."""
    told: dict[str, Any] = field(default_factory=dict)
    """What the file tells of it besides its type, by key."""

    def add(self, role: str, language: str, page: int, box: Any) -> Node:
        """Return a new last child."""
        child = Node(role, language, self, [], page, box)
        self.kids.append(child)
        return child

    def iter_nodes(self) -> Iterator[Node]:
        """Yield this node and all below it, in reading order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += [kid for kid in reversed(node.kids) if isinstance(kid, Node)]


@dataclass(slots=True, eq=False)
class Marked:
    """A stretch of a page's content."""

    page: int
    """The page's index."""
    number: int
    """Its number among those of the page."""


@dataclass(slots=True, eq=False)
class Annotation:
    """A link's place on a page."""

    page: int
    """The page's index."""
    link: Any
    """The annotation as the PDF has it."""


class Bearer:
    """What a link of a page stands on that another process has drawn."""

    link_annotation: Any = None


class Tree:
    """A tree that is being built, page by page."""

    def __init__(self, language: str) -> None:
        self.root = Node("Document", language)
        self.nodes: dict[tuple[int, str], Node] = {}
        self.page = 0
        self.tags: Mapping[Any, Any] = {}
        self.fresh_nodes: list[Node] = []
        """The elements that begin on the last page."""
        self.held: set[int] = set()
        """The stretches of that page that stand in an element."""

    def add_page(self, index: int, box: Any, tags: Mapping[Any, Any]) -> None:
        """Take up a page; `tags` maps boxes to the numbers of what they draw."""
        self.page, self.tags = index, tags
        self.fresh_nodes, self.held = [], set()
        waiting = [(box, self.root, self.root.language)]
        while waiting:
            box, node, language = waiting.pop()
            box = getattr(box, "_box", box)  # where a placeholder stands for it
            if box in tags:
                self.mark(box, node, language)
                continue
            found = self.enter(box, node, language)
            if found is not None:
                waiting += [(kid, *found) for kid in reversed(list(box.children))]

    def sprout(self, node: Node, role: str, language: str, box: Any) -> Node:
        """Return a new last child of a node."""
        child = node.add(role, language, self.page, box)
        self.fresh_nodes.append(child)
        return child

    def enter(self, box: Any, node: Node, language: str) -> tuple[Node, str] | None:
        """Return the node of a box and its language; None where it is not to be read."""
        kind = type(box).__name__
        if kind == "MarginBox":
            return None
        element, tag = box.element, box.element_tag
        if element is None or tag in {"html", "body"}:
            return node, language
        if tag == element.tag:
            language = element.get("lang") or language
        role = _role(box, node)
        key = (id(element), tag)
        known = self.nodes.get(key)
        repeated = role == "THead" and known and known.page < self.page
        if role == "" or repeated:
            return None
        if role is not None:
            node = known or self.create(box, role, node, language)
            self.nodes[key] = node
        if box.link_annotation and node.role == "Link":
            node.kids.append(Annotation(self.page, box.link_annotation))
        return node, language

    def create(self, box: Any, role: str, node: Node, language: str) -> Node:
        """Return a new node for a box below `node`."""
        match role:
            case "LI":
                return self.create_item(box, node, language)
            case "Lbl" if node.role == "LBody" and node.parent:
                label = Node("Lbl", language, node.parent, [], self.page, box)
                node.parent.kids.insert(0, label)
                self.fresh_nodes.append(label)
                return label
            case "Note":
                call = self.nodes.get((id(box.element), "span::footnote-call"))
                around: Node | None = call.parent if call else None
                while around and around.role not in _BLOCKS:
                    around = around.parent
                return self.sprout(around or self.root, role, language, box)
        return self.sprout(node, role, language, box)

    def create_item(self, box: Any, node: Node, language: str) -> Node:
        """Return the body of a new item, or the label or body of one of a term."""
        last = node.kids[-1] if node.kids else None
        if box.element_tag == "dd" and isinstance(last, Node) and last.role == "LI":
            return self.sprout(last, "LBody", language, box)
        item = self.sprout(node, "LI", language, box)
        part = "Lbl" if box.element_tag == "dt" else "LBody"
        return self.sprout(item, part, language, box)

    def mark(self, box: Any, node: Node, language: str) -> None:
        """Give a stretch of content to its node."""
        if type(box).__name__ != "TextBox":  # a picture: the box is the element's own
            found = self.enter(box, node, language)
            if found is None:
                return
            node, language = found
        elif node.role in _GROUPS:
            last = node.kids[-1] if node.kids else None
            if isinstance(last, Node) and last.role == "P" and last.box is node.box:
                node = last
            else:
                node = self.sprout(node, "P", language, node.box)
        if language != node.language:
            last = node.kids[-1] if node.kids else None
            if not (
                isinstance(last, Node)
                and last.role == "Span"
                and last.language == language
            ):
                last = self.sprout(node, "Span", language, None)
            node = last
        number = self.tags[box]["mcid"]
        self.held.add(number)
        node.kids.append(Marked(self.page, number))


def prune(node: Node) -> None:
    """Take out the elements below `node` that hold nothing."""
    for inner in reversed(list(node.iter_nodes())):
        inner.kids = [
            kid
            for kid in inner.kids
            if not isinstance(kid, Node) or kid.kids or kid.role in _KEPT_EMPTY
        ]


def _role(box: Any, node: Node) -> str | None:
    """Return a box's structure type; None for none, empty for what is not read."""
    tag, element = box.element_tag, box.element
    if tag != element.tag:
        return _ROLES.get(tag)
    kinds = (element.get("class") or "").split()
    match tag:
        case "thead" if node.role != "Table":
            return ""  # the names of two languages side by side
        case "table" if "parallel" in kinds or next(element.iter("th"), None) is None:
            return None  # a table without heads sets things side by side, no more
        case "thead" | "tbody" | "tr" | "th" | "td":
            return _ROLES[tag] if node.role in _AROUND[tag] else None
        case "span" | "sup" if kinds:
            return _SPANS.get(kinds[0])
        case "pre" if "math" in kinds:
            return "Formula"
        case "section" if "pair" in kinds or "shared" in kinds:
            return None
        case "img" if not element.get("alt"):
            return ""
        case "a" if not box.link_annotation:
            return None
    return _ROLES.get(tag)

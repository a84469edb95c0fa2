"""What the text points to: relationships of a part, and bookmarks."""

from __future__ import annotations

import re
from typing import Any, Final
from urllib.parse import quote, urlsplit

from lxml import etree
from lxml.etree import _Element as Node

from duizhao.render.docx import names as n
from duizhao.render.docx.library import RT
from duizhao.urls import safe_target

MAX_NAME: Final = 40
"""Word's limit for a bookmark's name; LibreOffice cuts longer ones."""
MAX_URL: Final = 2000
"""A little below Word's limit of 2,079 characters."""
# Reserved and unreserved characters of RFC 3986, and the sign of what is escaped.
_HOST: Final = re.compile(r"[^/?#]+")
_ASCII_HOST: Final = re.compile(
    r"\[[0-9a-f:.]+\]|[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?"
)
# Letters written so and not as ranges take a tenth of the time to compile.
_UNFIT: Final = re.compile(r"(?a)[^\w\u4e00-\u9fff]+")
_SAFE: Final = "!#$%&'()*+,/:;=?@~-._"


def word_target(target: str) -> str:
    r"""Return `target` as a relationship may hold it; empty where it may not.

    Word calls a file damaged whose targets are no URIs, so all but the characters of a
    URI is escaped, and a host is written in ASCII.

    >>> word_target("https://例.cn/a b"), word_target("java\tscript:x")
    ('https://xn--fsq.cn/a%20b', '')
    """
    target = safe_target(target)
    scheme, mark, rest = target.partition("://")
    if mark and scheme.lower() in {"http", "https"}:
        host = _HOST.match(rest)
        name = "" if host is None else _ascii_host(host[0])
        if host is None or not name:
            return ""
        target = f"{scheme}://{name}{rest[host.end() :]}"
        start = len(target) - len(rest) + host.end()
        escaped = target[:start] + _escape(target[start:])
    else:
        escaped = _escape(target)
    return escaped if len(escaped) <= MAX_URL else ""


def _escape(text: str) -> str:
    escaped = re.sub("%(?![0-9A-Fa-f]{2})", "%25", quote(text, safe=_SAFE))
    first, mark, rest = escaped.partition("#")
    return first + mark + rest.replace("#", "%23")


def _ascii_host(text: str) -> str:
    """Return host and port of a web address in ASCII; empty where they are none."""
    try:
        parts = urlsplit(f"//{text}")
        name, port = parts.hostname or "", parts.port
        if ":" in name:
            name = f"[{name}]"
        elif not name.isascii():  # the codec takes 6 ms to load
            name = name.encode("idna").decode()
    except ValueError:  # UnicodeError is one
        return ""
    if "@" in text or not _ASCII_HOST.fullmatch(name):
        return ""  # nobody publishes a password, and `bank.com@evil.com` deceives
    return name if port is None else f"{name}:{port}"


class Relations:
    """The relationships of one part, made once for each target.

    python-docx looks through all of them for each new one; a long document with
    thousands of links would feel it.
    """

    def __init__(self, part: Any) -> None:
        """Add to the relationships of `part`, a part of python-docx."""
        self.part = part
        self._links: dict[str, str] = {}

    def link(self, target: str) -> str:
        """Return the id of the hyperlink to `target`, an escaped URI."""
        if target not in self._links:
            identifier = f"rIdLink{len(self._links) + 1}"
            self.part.rels.add_relationship(RT.HYPERLINK, target, identifier, True)  # noqa: FBT003 -- python-docx's signature
            self._links[target] = identifier
        return self._links[target]


class Bookmarks:
    """Names that Word accepts for anchors, and the links that wait for them."""

    def __init__(self) -> None:
        """Start without any."""
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()
        self._set: set[str] = set()
        self._waiting: list[tuple[str, Node, bool]] = []
        self._next = 0

    def name(self, anchor: str) -> str:
        """Return the bookmark's name for `anchor`: at most 40 characters, unique."""
        if anchor not in self._names:
            name = _UNFIT.sub("_", anchor)
            if not name[:1].isalpha():
                name = f"s_{name}"
            if len(name) > MAX_NAME or name.casefold() in self._taken:
                import hashlib  # noqa: PLC0415 -- 2 ms, and few anchors need it

                digest = hashlib.sha256(anchor.encode("utf-8", "replace")).hexdigest()
                name = f"{name[: MAX_NAME - 13]}_{digest[:12]}"
            self._names[anchor] = name
            self._taken.add(name.casefold())
        return self._names[anchor]

    def start(self, parent: Node, anchor: str) -> str:
        """Open the bookmark for `anchor` in `parent`; return its id for `end`.

        An anchor has one bookmark: a second one gives an empty id and no element.
        """
        if anchor in self._set:
            return ""
        self._set.add(anchor)
        identifier = str(self._next)
        self._next += 1
        attributes = {n.ID: identifier, n.NAME: self.name(anchor)}
        etree.SubElement(parent, n.BOOKMARK_START, attributes)
        return identifier

    def end(self, parent: Node, identifier: str) -> None:
        """Close what `start` opened."""
        if identifier:
            etree.SubElement(parent, n.BOOKMARK_END, {n.ID: identifier})

    def around(self, element: Node, anchor: str) -> None:
        """Put a bookmark around an element that already stands."""
        holder = etree.Element(n.P)
        identifier = self.start(holder, anchor)
        if identifier:
            self.end(holder, identifier)
            start, end = holder
            element.addprevious(start)
            element.addnext(end)

    def wait(self, anchor: str, hyperlink: Node, *, quiet: bool = False) -> None:
        """Remember a link to `anchor`, which may come later in the text.

        A quiet one is nobody's mistake where its anchor does not come.
        """
        self._waiting.append((anchor, hyperlink, quiet))

    def resolve(self, style_id: str) -> tuple[str, ...]:
        """Turn the links to anchors that nobody set into text; return those anchors.

        `style_id` is the character style of links, which goes with them.
        """
        lost: dict[str, None] = {}
        for anchor, hyperlink, quiet in self._waiting:
            if anchor not in self._set:
                if not quiet:
                    lost[anchor] = None
                _unwrap(hyperlink, style_id)
        return tuple(lost)


def _unwrap(hyperlink: Node, style_id: str) -> None:
    for rpr in hyperlink.iterfind(f"{n.RUN}/{n.R_PR}"):
        style = rpr.find(n.R_STYLE)
        if style is not None and style.get(n.VAL) == style_id:
            rpr.remove(style)
    for child in list(hyperlink):
        hyperlink.addprevious(child)
    parent = hyperlink.getparent()
    if parent is not None:
        parent.remove(hyperlink)

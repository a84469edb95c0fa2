"""The text of Word paragraphs as a reviewer wants it to be read.

Insertions count, deletions do not, whether anybody has accepted them or not; what was
moved stands where it went. Content controls, smart tags and custom XML are looked
through; of alternatives the first is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from duizhao.review.markup import PLAIN, Look, Piece
from duizhao.values import value

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""Word's name space."""
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE: Final = frozenset(
    {f"{W}del", f"{W}moveFrom", f"{W}rPr", f"{W}pPr", f"{W}sdtPr", f"{_MC}Fallback"}
)
_OFF: Final = frozenset({"0", "false", "off", "none"})
_FIELD: Final = re.compile(r'\s*HYPERLINK\s+(?:\\[a-z]\s+)?"([^"]*)"')
_MONOSPACE: Final = ("consolas", "courier", "mono", "menlo")


@value
class Change:
    """Who changed something, and when."""

    author: str
    """The name that the program wrote."""
    date: str
    """As `2026-11-22`; empty where the program told none."""


@value
class Flow:
    """What stands in a cell or a paragraph."""

    pieces: tuple[Piece, ...]
    """The text as it is to be."""
    bookmarks: tuple[str, ...]
    """The bookmarks that begin in it."""
    changes: tuple[Change, ...]
    """The tracked changes in it."""
    comments: tuple[tuple[str, str], ...]
    """The comments that hang on it: number, and the words they hang on."""


class Reader:
    """Reads paragraphs of one part."""

    def __init__(self, links: dict[str, str]) -> None:
        """Read with the targets of the part's relationships."""
        self._links = links

    def read(self, element: Any) -> Flow:
        """Return what stands in `element`; its paragraphs are joined with a blank."""
        state = _State()
        first = True
        for paragraph in _paragraphs(element):
            if not first and not state.joined:
                state.pieces.append(Piece(" "))
            first = False
            state.joined = _mark_deleted(paragraph)
            self._walk(paragraph, state, "")
        return Flow(
            tuple(state.pieces),
            tuple(state.bookmarks),
            tuple(dict.fromkeys(state.changes)),
            tuple(state.comments),
        )

    def _walk(self, element: Any, state: _State, href: str) -> None:
        # With a list of its own: content controls may be nested deeper than Python calls.
        stack = [(iter(element), href)]
        while stack:
            children, target = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
                continue
            if not isinstance(child.tag, str):
                continue
            if child.tag in {f"{W}ins", f"{W}del", f"{W}moveTo", f"{W}moveFrom"}:
                state.changes.append(_change(child))
            if child.tag in _GONE or child.tag == f"{W}p":
                continue
            if child.tag == f"{W}r":
                self._run(child, state, target or state.field)
            elif not _noted(child, state):
                inner = target
                if child.tag == f"{W}hyperlink":
                    inner = self._links.get(child.get(f"{_R}id", ""), "") or target
                    if anchor := child.get(f"{W}anchor"):
                        inner = inner or f"#{anchor}"
                stack.append((iter(child), inner))

    def _run(self, run: Any, state: _State, href: str) -> None:
        look: Look | None = None
        for child in run:
            text = _text_of(child, state)
            if text:
                if look is None:
                    look = _look(run.find(f"{W}rPr"), href)
                state.add(Piece(text, look))


class _State:
    """What has been read of a flow so far."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.bookmarks: list[str] = []
        self.changes: list[Change] = []
        self.comments: list[tuple[str, str]] = []
        self.open: dict[str, list[str]] = {}
        self.field = ""
        self.in_code = 0
        self.code = ""
        self.joined = False

    def add(self, piece: Piece) -> None:
        self.pieces.append(piece)
        for words in self.open.values():
            words.append(piece.text)


def _paragraphs(element: Any) -> Iterator[Any]:
    if element.tag == f"{W}p":
        yield element
    else:
        yield from element.iter(f"{W}p")


def _mark_deleted(paragraph: Any) -> bool:
    """Whether the end of the paragraph is deleted: the next one joins it."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _change(element: Any) -> Change:
    date = element.get(f"{W}date", "")[:10]
    return Change(element.get(f"{W}author", "").strip(), date)


def _noted(child: Any, state: _State) -> bool:
    """Take a bookmark or an end of a comment's range; False for anything else."""
    match child.tag.removeprefix(W):
        case "bookmarkStart":
            state.bookmarks.append(child.get(f"{W}name", ""))
        case "commentRangeStart":
            state.open[child.get(f"{W}id", "")] = []
        case "commentRangeEnd":
            number = child.get(f"{W}id", "")
            state.comments.append((number, "".join(state.open.pop(number, ()))))
        case _:
            return False
    return True


def _text_of(child: Any, state: _State) -> str:
    """Return the characters of a part of a run, and follow the fields it opens."""
    match child.tag.removeprefix(W) if isinstance(child.tag, str) else "":
        case "t":
            return "" if state.in_code else child.text or ""
        case "tab":
            return "\t"
        case "br" | "cr":
            return "\n" if child.get(f"{W}type") in {None, "textWrapping"} else " "
        case "noBreakHyphen":
            return "-"
        case "fldChar":
            _field(child.get(f"{W}fldCharType"), state)
        case "instrText":
            state.code += child.text or ""
        case "commentReference":
            number = child.get(f"{W}id", "")
            if all(number != known for known, _ in state.comments):
                state.comments.append((number, ""))
        case _:
            pass
    return ""


def _field(kind: str | None, state: _State) -> None:
    if kind == "begin":
        state.in_code, state.code = 1, ""
    elif kind == "separate":
        found = _FIELD.match(state.code)
        state.in_code, state.field = 0, found[1] if found else ""
    elif kind == "end":
        state.in_code, state.field = 0, ""


def _look(properties: Any | None, href: str) -> Look:
    if properties is None:
        return Look(href=href) if href else PLAIN
    fonts = properties.find(f"{W}rFonts")
    face = (fonts.get(f"{W}ascii") or "").lower() if fonts is not None else ""
    vertical = properties.find(f"{W}vertAlign")
    return Look(
        bold=_on(properties, "b"),
        italic=_on(properties, "i"),
        strike=_on(properties, "strike"),
        code=any(word in face for word in _MONOSPACE),
        note=vertical is not None and vertical.get(f"{W}val") == "superscript",
        href=href,
    )


def _on(properties: Any, name: str) -> bool:
    found = properties.find(f"{W}{name}")
    return found is not None and found.get(f"{W}val", "1") not in _OFF

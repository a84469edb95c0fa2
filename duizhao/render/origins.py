"""Where in the templates stands what a filled page has at some spot.

A page is filled a second time, with marks: U+E000, file, line, U+E001 in front of every
line that came from a template. So what the PDF engine says of a line of the joined style
sheet is told with the file that an editor knows. No page is made of the marked text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from duizhao.diagnostics import Diagnostic, Place, Severity

MARK = "\ue000{}:{}\ue001"
"""What stands in front of a line: its file and number; `~` and the number in front of the
rest of a line, of which the column is not known."""

_MARK = re.compile("\ue000([^:\ue001]*):(~?)(\\d+)\ue001")
_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL | re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\sstyle=\"([^\"]*)\"", re.IGNORECASE)
_POSITION = re.compile(r" at (\d+):(\d+)")
_PROPERTY = re.compile(r"`([\w-]+):")
_SELECTOR = re.compile(r"selector, '([^']+)'")
_BRACES = re.compile(
    r"/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|\\.|([{}])", re.DOTALL
)


def braces_agree(html: str) -> bool:
    """Whether each brace of the page's style sheets has its partner."""
    return all(not list(_odd_braces(found[1])) for found in _STYLE.finditer(html))


def tell_templates(
    findings: Iterable[Diagnostic], marked: str
) -> tuple[Diagnostic, ...]:
    """Return the engine's findings, those on style sheets with their place in a template.

    `marked` is the page with marks. A brace without its partner comes first, as an
    error: what the engine makes of the rest of the sheet follows from it.
    """
    page = _Origins(marked)
    braces = [
        _tell_brace(place, opens=opens)
        for offset, opens in page.odd_braces()
        if (place := page.place(offset))
    ]
    lines = {(found.place.path, found.place.line) for found in braces}
    told = list(braces)
    for found in findings:
        offset = page.find(found.message) if found.rule == "pdf.layout" else -1
        place = page.place(offset) if offset >= 0 else None
        if place is None:
            told.append(found)
        elif (place.path, place.line) not in lines:
            message = _POSITION.sub("", found.message)
            hint = "the PDF engine leaves it out"
            told.append(
                Diagnostic("template.css", found.severity, place, message, hint)
            )
    return tuple(dict.fromkeys(told))


def _tell_brace(place: Place, *, opens: bool) -> Diagnostic:
    message = (
        "this { is never closed: all rules that follow are lost in it"
        if opens
        else "this } closes nothing: the next rule is lost"
    )
    hint = "add the } that is missing" if opens else "take it away, or add its {"
    return Diagnostic("template.broken", Severity.ERROR, place, message, hint)


def _odd_braces(sheet: str) -> Iterator[int]:
    """Yield where in a style sheet braces without a partner stand."""
    open_ones: list[int] = []
    for found in _BRACES.finditer(sheet):
        if found[1] == "{":
            open_ones.append(found.start())
        elif found[1] and open_ones:
            open_ones.pop()
        elif found[1]:
            yield found.start()
    yield from open_ones


class _Origins:
    """A filled page, and from which line of which template each part of it is."""

    def __init__(self, marked: str) -> None:
        self.starts: list[int] = []
        self.marks: list[tuple[str, int, bool]] = []
        parts: list[str] = []
        length = last = 0
        for found in _MARK.finditer(marked):
            parts.append(marked[last : found.start()])
            length += found.start() - last
            last = found.end()
            self.starts.append(length)
            self.marks.append((found[1], int(found[3]), not found[2]))
        self.text = "".join([*parts, marked[last:]])

    def place(self, offset: int) -> Place | None:
        """Return the file, line and, if it is known, column of a spot of the page."""
        index = bisect_right(self.starts, offset) - 1
        if index < 0:
            return None
        name, line, whole = self.marks[index]
        before = self.text[self.starts[index] : offset]
        column = len(before) + 1 if whole and "\n" not in before else 0
        return Place(f"templates/{name}", line, column)

    def find(self, message: str) -> int:
        """Return the spot of which the engine speaks; -1 where it names none."""
        sheets = [found.span(1) for found in _STYLE.finditer(self.text)]
        if selector := _SELECTOR.search(message):
            return self._search(selector[1].strip(), sheets)
        if not (position := _POSITION.search(message)):
            return -1
        said = _PROPERTY.search(message)
        for start, end in sheets:
            offset = self._offset(start, end, int(position[1])) + int(position[2]) - 1
            if not said or self.text.startswith(said[1], offset):
                return offset
        if not said:
            return -1
        # The attribute of a tag, of which the engine counts the lines from 1.
        return self._search(
            said[1], [m.span(1) for m in _ATTRIBUTE.finditer(self.text)]
        )

    def odd_braces(self) -> Iterator[tuple[int, bool]]:
        """Yield the spot of each brace without a partner, and whether it opens."""
        for sheet in _STYLE.finditer(self.text):
            for offset in _odd_braces(sheet[1]):
                yield sheet.start(1) + offset, sheet[1][offset] == "{"

    def _search(self, words: str, spans: Iterable[tuple[int, int]]) -> int:
        """Return where some words first stand within `spans`, or -1."""
        found = (self.text.find(words, *span) for span in spans)
        return next((offset for offset in found if offset >= 0), -1)

    def _offset(self, start: int, end: int, line: int) -> int:
        """Return where a line, counted from 1, of a part of the page begins."""
        for _ in range(line - 1):
            start = self.text.find("\n", start, end) + 1 or end
        return start

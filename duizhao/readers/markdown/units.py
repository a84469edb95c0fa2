"""A Markdown manuscript's units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain

from duizhao.diagnostics import Diagnostic, Place, Severity
from duizhao.language import without_surrogates
from duizhao.readers.markdown.directives import NAMES, Directive, iter_directives
from duizhao.readers.markdown.front_matter import Scalar, find_scalars
from duizhao.readers.markdown.parser import RawEvent, parse_events
from duizhao.readers.markdown.runs import BlockHtml, Border, Run, iter_runs
from duizhao.readers.markdown.settings import MarkdownSettings
from duizhao.readers.markdown.shadow import make_shadow
from duizhao.source import LineIndex, Source
from duizhao.units import Break, Joint, Manuscript, Syntax, Unit, UnitKind

_PARAGRAPH_IN = {
    "Item": UnitKind.LIST_ITEM,
    "BlockQuote": UnitKind.QUOTE,
    "FootnoteDefinition": UnitKind.FOOTNOTE,
    "DefinitionListDefinition": UnitKind.DEFINITION,
    "DefinitionListTitle": UnitKind.TERM,
}

_KEPT = frozenset({UnitKind.HEADING, UnitKind.TABLE_HEAD, UnitKind.TABLE_CELL})
"""The kinds of a text that stay where it is a picture and nothing else."""
_INDENT = "\u3000".encode()
_MARKDOWN = Syntax.MARKDOWN
_BACKSLASH, _BLANKS = ord("\\"), b" \t"


def read_markdown(source: Source, settings: MarkdownSettings) -> Manuscript:
    """Return the manuscript with its units; nothing in its text can make this raise."""
    try:
        data = source.text.encode()
    except UnicodeEncodeError:
        # No file holds a lone surrogate, but a caller's own text may.
        source = replace(source, text=without_surrogates(source.text))
        data = source.text.encode()
    lines = LineIndex.of(source.path, data)
    shadow = make_shadow(source.text, cjk_emphasis=settings.cjk_emphasis)
    events = parse_events(shadow, merge_text=True)
    head: tuple[Unit, ...] = ()
    found: tuple[Diagnostic, ...] = ()
    if data.startswith(b"---") and (first := next(events, None)):
        # The shadow has the fences of the text at the same bytes.
        events = chain((first,), events)
        fence = _fence(first, source.text, data)
        if fence is not None:
            head, found = _front_matter(source, fence, settings)
    maker = _UnitMaker(source.path, data, lines)
    units = tuple(maker.units(events))
    return Manuscript(source, data, lines, head + units, (*found, *maker.diagnostics))


def front_matter_range(text: str) -> tuple[int, int] | None:
    """Return the character range between the `---` lines at the top, or None.

    As pulldown-cmark has it: the first line is exactly `---` (blanks may follow), the
    block is not empty, its first line is not blank, and a `---` or `...` line ends it.
    """
    if not text.startswith("---"):
        return None
    first = next(parse_events(text), None)
    return first and _fence(first, text, text.encode("utf-8", "surrogatepass"))


def _fence(first: RawEvent, text: str, data: bytes) -> tuple[int, int] | None:
    """Return the range if `first`, the first event of `text`, opens a front matter."""
    event, place = first
    if event != {"Start": {"MetadataBlock": "YamlStyle"}}:
        return None
    block = data[: place["end"]].decode()
    start = text.index("\n") + 1
    stop = max(block.rfind("\n---"), block.rfind("\n...")) + 1
    return (start, max(start, stop))


def _front_matter(
    source: Source, fence: tuple[int, int], settings: MarkdownSettings
) -> tuple[tuple[Unit, ...], tuple[Diagnostic, ...]]:
    text = source.text[fence[0] : fence[1]]
    scalars, problem = find_scalars(text, settings.front_matter)
    base = len(source.text[: fence[0]].encode())
    units = tuple(_scalar_unit(scalar, text, base) for scalar in scalars)
    if problem is None:
        return units, ()
    place = Place(source.path, problem.line + 2)
    message = f"the front matter is not valid YAML ({problem.message})"
    hint = "put the value into double quotes; until then it is not translated"
    return (), (
        Diagnostic("markdown.front-matter", Severity.WARNING, place, message, hint),
    )


def _scalar_unit(scalar: Scalar, text: str, base: int) -> Unit:
    start = base + len(text[: scalar.start].encode())
    return Unit(
        UnitKind.FRONT_MATTER,
        start,
        start + len(text[scalar.start : scalar.stop].encode()),
        syntax=Syntax.YAML,
        name=scalar.name,
        value=scalar.value,
    )


@dataclass(slots=True)
class _UnitMaker:
    """Turns runs into units, heeding the author's directives."""

    path: str
    data: bytes
    lines: LineIndex
    diagnostics: list[Diagnostic] = field(default_factory=list)
    comment: str = ""
    skip_open: int | None = None
    skip_next: bool = False
    skip_depth: int | None = None
    html: list[BlockHtml] = field(default_factory=list)

    def units(self, events: Iterable[RawEvent]) -> Iterable[Unit]:
        # Most manuscripts hold no directive: they are spared every border.
        data = self.data
        if b"i18n:" in data:
            return self.told_units(events)
        return [_unit(data, run) for run in iter_runs(events) if isinstance(run, Run)]

    def told_units(self, events: Iterable[RawEvent]) -> Iterator[Unit]:
        """Yield the units of a manuscript whose author speaks to the tool."""
        for item in iter_runs(events, borders=True):
            if isinstance(item, Border):
                self.read_html()
                self.border(item)
            elif isinstance(item, BlockHtml):
                self.html.append(item)
            elif not self.skipped(item):
                unit = _unit(self.data, item, self.comment)
                self.comment = ""
                yield unit
        self.read_html()
        if self.skip_open is not None:
            self.warn(self.skip_open, "i18n:skip-start is never ended by i18n:skip-end")

    def border(self, border: Border) -> None:
        if border.opens and self.skip_next and border.name != "HtmlBlock":
            self.skip_next = False
            self.skip_depth = border.depth
        elif not border.opens and border.depth == self.skip_depth:
            self.skip_depth = None

    def read_html(self) -> None:
        """Heed what the lines of a raw HTML block, now whole, say to the tool."""
        if self.html:
            start, last = self.html[0].start, self.html[-1]
            # Not the lines' own text, which is that of the shadow.
            self.directives(start, last.start + len(last.html.encode()))
            self.html = []

    def skipped(self, run: Run) -> bool:
        for start, stop in run.codes:
            if self.data.startswith(b"<!--", start):
                self.directives(start, stop)
        hidden = (
            self.skip_open is not None or self.skip_depth is not None or self.skip_next
        )
        self.skip_next = False
        return hidden

    def directives(self, start: int, stop: int) -> None:
        html = self.data[start:stop].decode("utf-8", "replace")
        for found in iter_directives(html):
            self.directive(found, start + len(html[: found.start].encode()))

    def directive(self, found: Directive, offset: int) -> None:
        match found.name:
            case "skip":
                self.skip_next = True
            case "skip-start":
                self.skip_open = offset if self.skip_open is None else self.skip_open
            case "skip-end":
                self.skip_open = None
            case "comment":
                self.comment = found.text
            case other:
                known = ", ".join(NAMES)
                self.warn(offset, f"unknown directive i18n:{other}; there are {known}")

    def warn(self, offset: int, message: str) -> None:
        place = self.lines.place(offset)
        self.diagnostics.append(
            Diagnostic("markdown.directive", Severity.WARNING, place, message)
        )


def _unit(data: bytes, run: Run, comment: str = "") -> Unit:
    """Return the unit of `run`, which stands in `data`."""
    start, stop, containers, joints, codes, images = run
    kind, level = _kind(containers[-2:])
    if images and kind not in _KEPT and len(codes) == 1 and codes[0] == (start, stop):
        kind = UnitKind.CAPTION
    if data[start - 1] == _BACKSLASH:
        start = _with_backslash(data, start)
    lines: tuple[Joint, ...] = ()
    if joints:
        lines = tuple(
            Joint(_before_blanks(data, begin), _line_start(data, end), how)
            for begin, end, how in joints
            if end >= 0
        )
    if codes and data.find(b"\n", start, stop) >= 0:
        lines = _with_broken_codes(data, run, lines)
    # What `Unit(…)` comes to, without a step between.
    return tuple.__new__(
        Unit,
        (kind, start, stop, level, _MARKDOWN, lines, tuple(codes), "", comment, None),
    )


def _with_broken_codes(
    data: bytes, run: Run, lines: tuple[Joint, ...]
) -> tuple[Joint, ...]:
    """Return `lines` with the line ends in code spans and tags, which no event tells."""
    quotes = run.containers.count("BlockQuote")
    line_end = re.compile(rb"(?:\r\n?|\n)(?:[ \t]*>){0,%d}[ \t]*" % quotes)
    known = [(joint.start, joint.stop) for joint in lines]
    found = [
        Joint(match.start(), match.end(), Break.SOFT)
        for start, stop in run.codes
        for match in line_end.finditer(data, start, stop)
        if not any(a <= match.start() < b for a, b in known)
    ]
    return tuple(sorted((*lines, *found), key=lambda joint: joint.start))


@cache
def _kind(containers: tuple[str, ...]) -> tuple[UnitKind, int]:
    """Return the kind of a run by the two blocks around it, and a heading's level."""
    innermost = containers[-1] if containers else "Paragraph"
    if innermost[0] == "H" and innermost[1:].isdigit():
        return UnitKind.HEADING, int(innermost[1:])
    if innermost == "TableCell":
        in_head = containers[0] == "TableHead"
        return (UnitKind.TABLE_HEAD if in_head else UnitKind.TABLE_CELL), 0
    if innermost == "Paragraph" and len(containers) > 1:
        innermost = containers[0]
    return _PARAGRAPH_IN.get(innermost, UnitKind.PARAGRAPH), 0


def _with_backslash(data: bytes, start: int) -> int:
    r"""Return where a text really begins: an escaping `\\` belongs to it."""
    return start - 1 if start > 0 and data[start - 1] == _BACKSLASH else start


def _line_start(data: bytes, start: int) -> int:
    """Return where a line's text begins: after ideographic blanks of indentation."""
    while data.startswith(_INDENT, start):
        start += len(_INDENT)
    return _with_backslash(data, start)


def _before_blanks(data: bytes, start: int) -> int:
    """Return `start` moved over blanks before a line end that no event covers."""
    while start > 0 and data[start - 1] in _BLANKS:
        start -= 1
    return start

"""A Markdown manuscript's units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain

from duizhao.diagnostics import Diagnostic, Place, Severity
from duizhao.language import without_surrogates
from duizhao.readers.markdown.directives import NAMES, Directive, iter_directives
from duizhao.readers.markdown.front_matter import Scalar, find_scalars
from duizhao.readers.markdown.outline import make_outline
from duizhao.readers.markdown.parser import RawEvent, parse_events
from duizhao.readers.markdown.runs import BlockHtml, Border, read_all, read_runs
from duizhao.readers.markdown.settings import MarkdownSettings
from duizhao.readers.markdown.shadow import make_shadow
from duizhao.source import LineIndex, Source
from duizhao.units import Manuscript, Syntax, Unit, UnitKind

_FRONT_MATTER = {"Start": {"MetadataBlock": "YamlStyle"}}


def read_markdown(source: Source, settings: MarkdownSettings) -> Manuscript:
    """Return the manuscript with its units; nothing in its text can make this raise."""
    try:
        data = source.data
    except UnicodeEncodeError:
        # No file holds a lone surrogate, but a caller's own text may.
        source = replace(source, text=without_surrogates(source.text))
        data = source.data
    lines = LineIndex(source.path, data)
    if settings.cjk_emphasis:
        outline = make_outline(source.text, data)
    else:
        outline = make_shadow(source.text, cjk_emphasis=False)
    events = parse_events(outline, merge_text=True)
    head: tuple[Unit, ...] = ()
    found: tuple[Diagnostic, ...] = ()
    if data.startswith(b"---") and (first := next(events, None)):
        # The outline has the fences of the text at the same bytes.
        fence = _fence(first, data)
        if fence is None:
            events = chain((first,), events)
        else:
            head, found = _front_matter(source.path, data, fence, settings)
            for event, _ in events:  # the rest of the block
                if "End" in event:
                    break
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
    data = text.encode("utf-8", "surrogatepass")
    fence = first and _fence(first, data)
    if not fence:
        return None
    start, stop = fence  # before it is nothing but ASCII
    return start, start + len(data[start:stop].decode("utf-8", "surrogatepass"))


def _fence(first: RawEvent, data: bytes) -> tuple[int, int] | None:
    """Return its bytes if `first`, the first event of `data`, opens a front matter."""
    event, place = first
    if event != _FRONT_MATTER:
        return None
    start, end = data.index(b"\n") + 1, place["end"]
    stop = max(data.rfind(b"\n---", 0, end), data.rfind(b"\n...", 0, end)) + 1
    return (start, max(start, stop))


def _front_matter(
    path: str, data: bytes, fence: tuple[int, int], settings: MarkdownSettings
) -> tuple[tuple[Unit, ...], tuple[Diagnostic, ...]]:
    base, stop = fence
    text = data[base:stop].decode()
    scalars, problem = find_scalars(text, settings.front_matter)
    units = tuple(_scalar_unit(scalar, text, base) for scalar in scalars)
    if problem is None:
        return units, ()
    place = Place(path, problem.line + 2)
    message = f"the front matter is not valid YAML ({problem.message})"
    hint = "put the value into double quotes; until then it is not translated"
    return (), (
        Diagnostic("markdown.front-matter", Severity.WARNING, place, message, hint),
    )


def _scalar_unit(scalar: Scalar, text: str, base: int) -> Unit:
    start = base + len(text[: scalar.start].encode())
    stop = start + len(text[scalar.start : scalar.stop].encode())
    kind, syntax = UnitKind.FRONT_MATTER, Syntax.YAML
    return Unit(kind, start, stop, 0, syntax, (), (), scalar.name, "", scalar.value)


@dataclass(slots=True, eq=False, repr=False)
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
        if b"i18n:" in self.data:
            return self.told_units(events)
        return read_runs(events, self.data)

    def told_units(self, events: Iterable[RawEvent]) -> Iterator[Unit]:
        """Yield the units of a manuscript whose author speaks to the tool."""
        for item in read_all(events, self.data):
            if isinstance(item, Border):
                self.read_html()
                self.border(item)
            elif isinstance(item, BlockHtml):
                self.html.append(item)
            elif not self.skipped(item):
                yield item._replace(comment=self.comment)
                self.comment = ""
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
            # Not the lines' own text, which is that of the outline.
            self.directives(start, last.start + len(last.html.encode()))
            self.html = []

    def skipped(self, unit: Unit) -> bool:
        for start, stop in unit.codes:
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

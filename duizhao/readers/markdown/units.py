"""A Markdown manuscript's units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from duizhao.diagnostics import Diagnostic, Place, Severity
from duizhao.readers.markdown import directives
from duizhao.readers.markdown.front_matter import Scalar, find_scalars
from duizhao.readers.markdown.parser import parse_events
from duizhao.readers.markdown.runs import BlockHtml, Border, Run, iter_runs
from duizhao.readers.markdown.settings import MarkdownSettings
from duizhao.readers.markdown.shadow import cast
from duizhao.source import LineIndex, Source
from duizhao.units import Joint, Manuscript, Syntax, Unit, UnitKind

_PARAGRAPH_IN = {
    "Item": UnitKind.LIST_ITEM,
    "BlockQuote": UnitKind.QUOTE,
    "FootnoteDefinition": UnitKind.FOOTNOTE,
    "DefinitionListDefinition": UnitKind.DEFINITION,
    "DefinitionListTitle": UnitKind.TERM,
}


def read_markdown(source: Source, settings: MarkdownSettings) -> Manuscript:
    """Return the manuscript with its units; nothing in its text can make this raise."""
    data = source.text.encode("utf-8", "surrogatepass")
    lines = LineIndex.of(source.path, data)
    fence = front_matter_range(source.text)
    head: tuple[Unit, ...] = ()
    found: tuple[Diagnostic, ...] = ()
    if fence is not None:
        head, found = _front_matter(source, fence, settings)
    shadow = cast(source.text) if settings.cjk_emphasis else source.text
    maker = _UnitMaker(source.path, data, lines)
    units = tuple(maker.units(shadow))
    return Manuscript(source, data, lines, head + units, (*found, *maker.diagnostics))


def front_matter_range(text: str) -> tuple[int, int] | None:
    """Return the character range between the `---` lines at the top, or None.

    As pulldown-cmark has it: the first line is exactly `---` (blanks may follow), the
    block is not empty, its first line is not blank, and a `---` or `...` line ends it.
    """
    if not text.startswith("---"):
        return None
    for event, place in parse_events(text):
        if event.__class__ is str or "Start" not in event:
            return None
        if event["Start"] != {"MetadataBlock": "YamlStyle"}:
            return None
        block = text.encode("utf-8", "surrogatepass")[: place["end"]].decode()
        start = block.index("\n") + 1
        stop = max(block.rfind("\n---"), block.rfind("\n...")) + 1
        return (start, max(start, stop))
    return None


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

    def units(self, shadow: str) -> Iterator[Unit]:
        # Most manuscripts hold no directive: they are spared every border.
        if b"i18n:" not in self.data:
            for run in iter_runs(parse_events(shadow, merge_text=True)):
                if isinstance(run, Run):
                    yield self.unit(run)
            return
        for item in iter_runs(parse_events(shadow, merge_text=True), borders=True):
            if isinstance(item, Border):
                self.border(item)
            elif isinstance(item, BlockHtml):
                self.directive(item.html, item.start)
            elif not self.skipped(item):
                unit = self.unit(item)
                self.comment = ""
                yield unit
        if self.skip_open is not None:
            self.warn(self.skip_open, "i18n:skip-start is never ended by i18n:skip-end")

    def unit(self, run: Run) -> Unit:
        data = self.data
        start = _with_backslash(data, run.start)
        kind, level = _kind(run)
        joints: tuple[Joint, ...] = ()
        if run.joints:
            joints = tuple(
                Joint(_before_blanks(data, begin), _with_backslash(data, stop), how)
                for begin, stop, how in run.joints
                if stop >= 0
            )
        return Unit(
            kind,
            start,
            run.stop,
            level,
            joints=joints,
            codes=tuple(run.codes),
            comment=self.comment,
        )

    def border(self, border: Border) -> None:
        if border.opens and self.skip_next and border.name != "HtmlBlock":
            self.skip_next = False
            self.skip_depth = border.depth
        elif not border.opens and border.depth == self.skip_depth:
            self.skip_depth = None

    def skipped(self, run: Run) -> bool:
        for start, stop in run.codes:
            code = self.data[start:stop]
            if code.startswith(b"<!--") and b"i18n:" in code:
                self.directive(code.decode("utf-8", "replace"), start)
        hidden = (
            self.skip_open is not None or self.skip_depth is not None or self.skip_next
        )
        self.skip_next = False
        return hidden

    def directive(self, html: str, offset: int) -> None:
        found = directives.find_directive(html)
        if found is None:
            return
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
                known = ", ".join(directives.NAMES)
                self.warn(offset, f"unknown directive i18n:{other}; there are {known}")

    def warn(self, offset: int, message: str) -> None:
        place = self.lines.place(offset)
        self.diagnostics.append(
            Diagnostic("markdown.directive", Severity.WARNING, place, message)
        )


def _kind(run: Run) -> tuple[UnitKind, int]:
    containers = run.containers
    innermost = containers[-1] if containers else "Paragraph"
    if innermost[0] == "H" and innermost[1:].isdigit():
        return UnitKind.HEADING, int(innermost[1:])
    if innermost == "TableCell":
        in_head = containers[-2] == "TableHead"
        return (UnitKind.TABLE_HEAD if in_head else UnitKind.TABLE_CELL), 0
    alone = len(run.codes) == 1 and run.codes[0] == (run.start, run.stop)
    if run.images and alone:
        return UnitKind.CAPTION, 0
    if innermost == "Paragraph" and len(containers) > 1:
        innermost = containers[-2]
    return _PARAGRAPH_IN.get(innermost, UnitKind.PARAGRAPH), 0


def _with_backslash(data: bytes, start: int) -> int:
    r"""Return where a text really begins: an escaping `\\` belongs to it."""
    return start - 1 if start > 0 and data[start - 1 : start] == b"\\" else start


def _before_blanks(data: bytes, start: int) -> int:
    """Return `start` moved over blanks before a line end that no event covers."""
    while start > 0 and data[start - 1 : start] in (b" ", b"\t"):
        start -= 1
    return start

"""Says what each line of a plain text is: title, byline, heading, running text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from duizhao.language import width
from duizhao.readers.text_lines import Line, fill_width
from duizhao.readers.text_settings import Paragraphs, TextSettings, compiled
from duizhao.readers.text_shapes import (
    Numbering,
    ends_sentence,
    find_furniture,
    find_numbering,
    is_byline,
    is_heading_shaped,
    is_question,
    is_separator,
    is_subtitle,
    is_title_shaped,
)

_TOP = 2  # the level of the first numbering; 1 is the title's


class Role(StrEnum):
    """What a line is."""

    BLANK = "blank"
    SKIPPED = "skipped"
    SEPARATOR = "separator"
    TITLE = "title"
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    HEADING = "heading"
    BODY = "body"
    OPEN = "open"
    """Not settled yet; none is left in the end."""


@dataclass(slots=True)
class Roles:
    """The roles of a text's lines while they are being found, and the result."""

    lines: Sequence[Line]
    """All lines of the text."""
    settings: TextSettings
    """What the author says."""
    roles: list[Role] = field(default_factory=list)
    """One for each line."""
    levels: dict[int, int] = field(default_factory=dict)
    """The level of each heading, by the line's index."""
    joined: bool = False
    """Whether lines that follow each other at once are one paragraph."""
    fill: int = 0
    """The columns to which the text is wrapped; 0 where it is not."""
    unused: list[tuple[str, str]] = field(default_factory=list)
    """Key and pattern of what the author said that fits no line."""

    def open(self) -> list[int]:
        """Return the indices of the lines that are not settled."""
        return [index for index, role in enumerate(self.roles) if role is Role.OPEN]

    def after(self, index: int) -> Line | None:
        """Return the next line of the text proper after the one at `index`."""
        for after in range(index + 1, len(self.lines)):
            if self.roles[after] not in _SILENT:
                return self.lines[after]
        return None

    def set_off(self, index: int) -> bool:
        """Return whether the line at `index` is plainly no part of the next one's
        paragraph: a blank follows, or it is too short for a wrapped line.
        """
        if not self.joined or index + 1 == len(self.lines):
            return True
        short = width(self.lines[index].text) < 0.7 * self.fill
        return short or self.roles[index + 1] is not Role.OPEN


_SILENT = frozenset({Role.BLANK, Role.SKIPPED, Role.SEPARATOR})


def find_roles(lines: Sequence[Line], settings: TextSettings) -> Roles:
    """Return what each of `lines` is: first what `settings` say, then what shows."""
    found = Roles(lines, settings, [_first_look(line) for line in lines])
    _cut(found)
    _apply_patterns(found)
    _measure(found)
    _find_front(found)
    if settings.find_headings:
        _find_headings(found)
    for index in found.open():
        found.roles[index] = Role.BODY
    return found


def _measure(found: Roles) -> None:
    """Settle whether lines are joined, and the columns they are wrapped to."""
    wanted = found.settings.paragraphs
    if wanted is not Paragraphs.LINE:
        text = [
            replace(line, text="") if line.text and role in _SILENT else line
            for line, role in zip(found.lines, found.roles, strict=True)
        ]
        found.fill = fill_width(text)
    found.joined = wanted is Paragraphs.BLANK or found.fill > 0


def _first_look(line: Line) -> Role:
    if not line.text:
        return Role.BLANK
    return Role.SEPARATOR if is_separator(line.text) else Role.OPEN


# --- what the author says ------------------------------------------------------------


def _cut(found: Roles) -> None:
    """Skip what stands before `start_at` and after `stop_after`."""
    settings = found.settings
    first, last = 0, len(found.lines)
    if settings.start_at:
        first = _find_line(found, "start_at", settings.start_at, first) or 0
    if settings.stop_after:
        stop = _find_line(found, "stop_after", settings.stop_after, first)
        last = last if stop is None else stop + 1
    for index, role in enumerate(found.roles):
        if role is not Role.BLANK and not first <= index < last:
            found.roles[index] = Role.SKIPPED


def _find_line(found: Roles, key: str, pattern: str, first: int) -> int | None:
    """Return the index of the first line that `pattern` fits, from `first` on."""
    for index in range(first, len(found.lines)):
        line = found.lines[index]
        if line.text and compiled(pattern).search(line.text):
            return index
    found.unused.append((key, pattern))
    return None


def _apply_patterns(found: Roles) -> None:
    """Settle the lines that the author names."""
    settings = found.settings
    _settle(found, "skip", settings.skip, Role.SKIPPED)
    _name_title(found)
    _settle(found, "byline", settings.byline, Role.BYLINE)
    for rule in settings.heading:
        for index in _settle(found, "heading", (rule.match,), Role.HEADING):
            found.levels[index] = rule.level
    _settle(found, "body", settings.body, Role.BODY)


def _settle(
    found: Roles, key: str, patterns: Sequence[str], role: Role
) -> Iterator[int]:
    """Give `role` to the lines that one of `patterns` fits; return their indices."""
    settled: list[int] = []
    free = (Role.OPEN, Role.SEPARATOR)
    for pattern in patterns:
        search = compiled(pattern).search
        hits = [index for index, line in enumerate(found.lines) if search(line.text)]
        if not hits:
            found.unused.append((key, pattern))
        for index in hits:
            if found.roles[index] in free:
                found.roles[index] = role
                settled.append(index)
    return iter(settled)


def _name_title(found: Roles) -> None:
    """Settle the title where the author says which line it is."""
    settings = found.settings
    index: int | None = None
    if settings.title_line:
        index = settings.title_line - 1
        if index >= len(found.lines) or found.roles[index] is not Role.OPEN:
            found.unused.append(("title_line", str(settings.title_line)))
            return
    elif settings.title:
        search = compiled(settings.title).search
        hits = (i for i in found.open() if search(found.lines[i].text))
        index = next(hits, None)
        if index is None:
            found.unused.append(("title", settings.title))
    if index is not None:
        found.roles[index] = Role.TITLE


# --- what shows ----------------------------------------------------------------------


def _find_front(found: Roles) -> None:
    """Settle title, subtitle and bylines at the head of the text."""
    named = Role.TITLE in found.roles
    start = found.roles.index(Role.TITLE) + 1 if named else 0
    waiting = [index for index in found.open() if index >= start]
    while waiting and find_furniture(found.lines[waiting[0]].text):
        waiting.pop(0)  # an unskipped breadcrumb does not hide the title below it
    if not named:
        waiting = _take_bylines(found, waiting)
        if waiting and _is_title(found, waiting[0]):
            found.roles[waiting.pop(0)] = Role.TITLE
            named = True
    if named and waiting and is_subtitle(found.lines[waiting[0]].text):
        found.roles[waiting.pop(0)] = Role.SUBTITLE
    _take_bylines(found, waiting)


def _take_bylines(found: Roles, waiting: list[int]) -> list[int]:
    """Settle the bylines that `waiting` begins with, and return the rest."""
    for count, index in enumerate(waiting):
        if not (is_byline(found.lines[index].text) and found.after(index)):
            return waiting[count:]
        found.roles[index] = Role.BYLINE
    return []


def _is_title(found: Roles, index: int) -> bool:
    """Return whether the line at `index`, the text's first, is the title."""
    line = found.lines[index].text
    following = found.after(index)
    if not (found.settings.find_title and following and is_title_shaped(line)):
        return False
    if not found.set_off(index):
        return False
    blank = found.roles[index + 1] is not Role.OPEN
    return not is_question(line) or blank or is_byline(following.text)


def _find_headings(found: Roles) -> None:
    """Settle the numbered headings, their levels in the order of first appearance."""
    text = [i for i, role in enumerate(found.roles) if role not in _SILENT]
    numberings = {
        i: find_numbering(found.lines[i].text)
        for i in text
        if found.roles[i] is Role.OPEN
    }
    levels: dict[str, int] = {}
    for before, index, after in zip(
        [None, *text], text, [*text[1:], None], strict=False
    ):
        numbering = numberings.get(index)
        if numbering is None or after is None:
            continue
        beside = (numberings.get(i) for i in (before, after) if i is not None)
        if _is_heading(found, index, numbering, levels) and (
            not numbering.scheme
            or all(
                other is None or other.scheme != numbering.scheme for other in beside
            )
        ):
            found.roles[index] = Role.HEADING
            found.levels[index] = _level(numbering, levels)


def _is_heading(
    found: Roles, index: int, numbering: Numbering, levels: dict[str, int]
) -> bool:
    """Return whether the numbered line at `index` is a heading by its looks."""
    scheme = numbering.scheme
    begun = numbering.first or scheme in levels or not scheme
    if not (is_heading_shaped(found.lines[index].text) and found.set_off(index)):
        return False
    # 第三章 may open an extract; 三、 that opens a text is more likely running text.
    if not begun and not scheme.startswith(("第", "part", "chapter")):
        return False
    wrapped_before = index > 0 and found.roles[index - 1] is Role.OPEN
    if not wrapped_before or ends_sentence(found.lines[index - 1].text):
        return True
    return not found.joined or width(found.lines[index - 1].text) < 0.7 * found.fill


def _level(numbering: Numbering, levels: dict[str, int]) -> int:
    """Return the level of a heading; 结语 and its like stand on the top level."""
    if not numbering.scheme:
        return _TOP
    return levels.setdefault(numbering.scheme, min(_TOP + len(levels), 6))

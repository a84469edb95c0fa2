"""The one place that shows things: findings, tables, progress, JSON.

Colour and progress appear on a terminal only; NO_COLOR is kept. The bar is rich's, which
is loaded only where there is one to show. (Its table of 500 rows took half a second.)
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, TextIO

from duizhao.cli.folding import HANGING, columns_of, folded
from duizhao.cli.status import DONE, FINDINGS
from duizhao.cli.table import table_lines
from duizhao.cli.visible import visible
from duizhao.diagnostics import Diagnostic, Severity
from duizhao.values import value

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_NARROWEST = 36  # columns of an excerpt, however narrow the terminal
_ORDER = {severity: number for number, severity in enumerate(Severity)}


def has_colour(stream: TextIO) -> bool:
    """Return whether `stream` is shown in colour (no-color.org)."""
    dumb = os.environ.get("TERM") == "dumb"
    return stream.isatty() and not os.environ.get("NO_COLOR") and not dumb


@value
class Console:
    """Shows things, or keeps quiet."""

    quiet: bool = False
    """Whether only findings and errors are shown."""
    stream: TextIO | None = None
    """Where findings are shown; None for standard output."""

    def say(self, text: str) -> None:
        """Show a line, unless quiet."""
        if not self.quiet:
            self.report(text)

    def report(self, text: str, hanging: int = HANGING) -> None:
        """Show a line that was asked for, quiet or not; see `folding.folded`."""
        lines = folded(visible(text), columns_of(sys.stdout), hanging)
        print("\n".join(lines))

    def say_all(self, texts: Iterable[str]) -> None:
        """Show lines at once, unless quiet; of a large publication there are hundreds."""
        room = columns_of(sys.stdout)
        lines = (line for text in texts for line in folded(visible(text), room))
        if not self.quiet and (told := "\n".join(lines)):
            print(told)

    def verbatim(self, text: str) -> None:
        """Show lines that were asked for, however long."""
        print(visible(text))

    def insist(self, text: str) -> None:
        """Show a line on the side of errors, quiet or not."""
        print("\n".join(folded(visible(text), columns_of(sys.stderr))), file=sys.stderr)

    def show_json(self, value: Any) -> None:
        """Show `value`, made of lists, dicts, strings and numbers, for programs."""
        print(json.dumps(value, ensure_ascii=False, indent=2))

    def show_diagnostics(self, diagnostics: Iterable[Diagnostic]) -> int:
        """Show findings sorted by place, and on a last line how many of which kind.

        Returns the status for them: 1 where there is an error among them.
        """
        found = list(diagnostics)
        self.show_findings(found)
        if found and not self.quiet:
            print(count_severities(found), file=self.stream or sys.stdout)
        return status_of(found)

    def show_findings(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Show findings sorted by place, each with carets under the words in question."""
        stream = self.stream or sys.stdout
        colour = has_colour(stream)
        for item in sorted(
            diagnostics, key=lambda item: (item.place, _ORDER[item.severity], item.rule)
        ):
            lines = finding_lines(item, colour=colour, columns=columns_of(stream))
            print("\n".join(lines), file=stream)

    def show_table(
        self,
        heads: Sequence[str],
        rows: Iterable[Sequence[str]],
        numbers: Collection[int] = (),
        beneath: Sequence[Sequence[str]] = (),
    ) -> None:
        """Show a table; the columns `numbers`, from 0, are set flush right.

        `beneath` are lines to stand beneath each row, where there are any.
        """
        if self.quiet:
            return
        shown = [[visible(cell) for cell in row] for row in (heads, *rows)]
        bold = has_colour(sys.stdout)
        more = iter(((), *beneath))
        for line in table_lines(shown, numbers, bold=bold):
            print(line)
            for text in next(more, ()):
                print(f"  {visible(text)}")

    @contextmanager
    def progress(self) -> Iterator[Callable[[str, int, int], None]]:
        """Show a bar; what is given is called with a task and steps done of how many.

        Nothing is shown in a pipe, when quiet, or for a single step.
        """
        with ExitStack() as stack:
            yield _Bar(stack, silent=self.quiet or not sys.stderr.isatty())


@dataclass(slots=True, eq=False, repr=False)
class _Bar:
    """A progress bar that appears with the first of several steps."""

    stack: ExitStack
    """Removes the bar at the end."""
    silent: bool
    """Whether it never appears."""
    move: Callable[[str, int, int], None] | None = None
    """Moves the bar, once it is there."""

    def __call__(self, task: str, done: int, total: int) -> None:
        """Show that `done` steps of `total` are done, and what comes now."""
        if self.silent or total < 2:
            return
        if self.move is None:
            self.move = self._appear()
        self.move(visible(task), done, total)

    def _appear(self) -> Callable[[str, int, int], None]:
        """Put the bar on the terminal; return what moves it."""
        # Loaded here: it takes longer than all the rest of a small command.
        from rich.console import Console as RichConsole  # noqa: PLC0415
        from rich.progress import Progress  # noqa: PLC0415

        # Without a thread of its own: a process with threads cannot be forked.
        progress = Progress(
            console=RichConsole(stderr=True), transient=True, auto_refresh=False
        )
        bar = self.stack.enter_context(progress)
        number = bar.add_task("")
        return lambda task, done, total: bar.update(
            number,
            description=task.replace("[", r"\["),
            completed=done,
            total=total,
            refresh=True,
        )


def finding_lines(
    item: Diagnostic, *, colour: bool = False, columns: int = 0
) -> Iterator[str]:
    """Yield the lines that tell a finding; carets stand under the place.

    `columns` is the room that there is, 0 for no end of it.
    """
    from duizhao.cli.excerpt import COLUMNS, excerpt_of  # noqa: PLC0415 - findings alone

    where = f"{visible(str(item.place))}: "
    told = f"{where}{item.severity} [{item.rule}] {visible(item.message)}"
    first, *rest = folded(told, columns)
    severity = _coloured(item.severity, str(item.severity), colour=colour)
    yield first.replace(f"{where}{item.severity}", f"{where}{severity}", 1)
    yield from rest
    room = max(min(columns - 4, COLUMNS), _NARROWEST) if columns else COLUMNS
    if shown := excerpt_of(item, room):
        yield f"  > {shown.text}"
        if item.end > item.start:
            yield f"    {_coloured(item.severity, shown.carets, colour=colour)}"
    for line in item.hint.splitlines():
        yield from folded(visible(f"  {line}"), columns)


def count_severities(diagnostics: Iterable[Diagnostic]) -> str:
    """Return how many findings there are of each kind: `1 error, 2 warnings`."""
    counts = Counter(item.severity for item in diagnostics)
    parts = []
    for severity in Severity:
        if number := counts[severity]:
            plural = "s" if number > 1 and severity is not Severity.INFO else ""
            parts.append(f"{number} {severity}{plural}")
    return ", ".join(parts) or "no findings"


def status_of(diagnostics: Iterable[Diagnostic]) -> int:
    """Return 1 where there is an error among the findings, else 0."""
    errors = any(item.severity is Severity.ERROR for item in diagnostics)
    return FINDINGS if errors else DONE


def as_json(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return a finding for `show_json`."""
    return {
        "rule": diagnostic.rule,
        "severity": str(diagnostic.severity),
        "path": diagnostic.place.path,
        "line": diagnostic.place.line,
        "column": diagnostic.place.column,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "excerpt": diagnostic.excerpt,
    }


def _coloured(severity: Severity, text: str, *, colour: bool) -> str:
    """Return what is shown in the colour of a severity, or plainly."""
    return f"\x1b[{_COLOURS[severity]}m{text}\x1b[0m" if colour else text

"""The counts of a publication as text, Markdown and HTML."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from duizhao.catalog.stats import Counts
from duizhao.cli.console import Console
from duizhao.cli.folding import columns_of
from duizhao.cli.table import cut
from duizhao.language import width
from duizhao.pipeline.history import Point
from duizhao.pipeline.reports import DocumentCounts

_HEADS = (
    "translated",
    "reviewed",
    "字",
    "done",
    "fuzzy",
    "missing",
    "left 字",
    "words",
    "reused",
)
_PAST_HEADS = ("date", "revision", "translated", "done 字", "fuzzy 字", "missing 字")
_BARS = "▁▂▃▄▅▆▇█"
_MOST = 48  # columns of a sparkline
_SHOWN = 12  # revisions in a table
_DISPENSABLE = 2  # columns, from the right, that a narrow terminal can do without
_SHORTEST = 10  # columns of a document's name, however narrow the terminal


@dataclass(frozen=True, slots=True)
class Report:
    """What is told."""

    title: str
    """The publication's title; may be empty."""
    time: datetime
    """When it was counted."""
    documents: tuple[DocumentCounts, ...]
    """The counts of each translation."""
    total: Counts
    """All together."""
    points: tuple[Point, ...] = ()
    """The history, the oldest first; empty where it was not asked for."""
    charts: tuple[str, str] = ("", "")
    """The history as SVG, for a screen and for a phone."""
    damaged: int = 0
    """How many catalogs of the past could not be read."""


def show_text(console: Console, report: Report) -> None:
    """Show the table, and the history where there is one."""
    rows = [
        (one.document, one.language, *_cells(one.counts)) for one in report.documents
    ]
    if not report.documents:
        return
    if len(report.documents) > 1:
        rows.append(("together", "", *_cells(report.total)))
    _show_counts(console, rows, columns_of(sys.stdout))
    if not report.points:
        return
    console.say("")
    console.show_table(
        _PAST_HEADS,
        [_history_cells(point) for point in _sampled(report.points, _SHOWN)],
        numbers=range(2, 6),
    )
    console.say(f"\n{_sparkline(report.points)}")
    if report.damaged:
        console.say(f"{_damaged(report.damaged)}")
    console.say("The chart is build/history.svg.")


def _show_counts(console: Console, rows: Sequence[tuple[str, ...]], room: int) -> None:
    """Show the table in a terminal of `room` columns, 0 for no end of them.

    What it cannot hold is left out: the language where there is one only, the last
    columns, the ends of long names.
    """
    table = [("document", "language", *_HEADS), *rows]
    chosen = list(range(len(table[0])))
    widths = [max(map(width, column)) for column in zip(*table, strict=True)]

    def too_wide() -> bool:
        return bool(room) and sum(widths[at] + 2 for at in chosen) - 2 > room

    if too_wide() and len({row[1] for row in rows if row[1]}) == 1:
        chosen.remove(1)
    hidden: list[str] = []
    while too_wide() and len(hidden) < _DISPENSABLE:
        hidden.insert(0, table[0][chosen.pop()])
    if too_wide():
        rest = sum(widths[at] + 2 for at in chosen[1:])
        table = [(cut(row[0], max(room - rest, _SHORTEST)), *row[1:]) for row in table]
    heads, *shown = ([row[at] for at in chosen] for row in table)
    words = [number for number, at in enumerate(chosen) if at > 1]
    console.show_table(heads, shown, numbers=words)
    if hidden:
        console.say(f"In a wider window also: {', '.join(hidden)}.")


def as_markdown(report: Report) -> str:
    """Return the counts as a table of Markdown, with the history beneath."""
    numbers = "|".join(["---:"] * len(_HEADS))
    several = _several(report)
    lines = [
        f"# {_plain(report.title)}\n" if report.title else "",
        f"| document | {' | '.join(_HEADS)} |",
        f"|---|{numbers}|",
        *(
            f"| {_plain(_name(one, several=several))} "
            f"| {' | '.join(_cells(one.counts))} |"
            for one in report.documents
        ),
        f"| **together** | {' | '.join(_cells(report.total))} |",
    ]
    if report.points:
        lines += [
            "",
            f"| {' | '.join(_PAST_HEADS)} |",
            "|---|---|---:|---:|---:|---:|",
        ]
        lines += [
            f"| {' | '.join(_history_cells(point))} |"
            for point in _sampled(report.points, _SHOWN)
        ]
    if report.damaged:
        lines += ["", _damaged(report.damaged)]
    return "\n".join(lines).lstrip("\n") + "\n"


def as_html(report: Report) -> str:
    """Return the counts as a page that stands by itself."""
    from duizhao.render.stats_page import (  # noqa: PLC0415 - one format of three
        StatsHistory,
        StatsRow,
        stats_html,
    )

    several = _several(report)
    named = [(_name(one, several=several), one.counts) for one in report.documents]
    rows = [
        StatsRow(name, counts.percent, _shares(counts), _cells(counts))
        for name, counts in (*named, ("together", report.total))
    ]
    heads = ("document", *_HEADS)
    history = None
    if report.points:
        points = map(_history_cells, _sampled(report.points, _SHOWN))
        note = _damaged(report.damaged) if report.damaged else ""
        history = StatsHistory(report.charts, _PAST_HEADS, tuple(points), note)
    return stats_html(report.title, report.time, heads, rows, history)


def _several(report: Report) -> bool:
    return len({one.language for one in report.documents}) > 1


def _name(one: DocumentCounts, *, several: bool) -> str:
    return f"{one.document} ({one.language})" if several else one.document


def _shares(counts: Counts) -> tuple[int, int, int]:
    return counts.translated.hanzi, counts.fuzzy.hanzi, counts.missing.hanzi


def _cells(counts: Counts) -> tuple[str, ...]:
    """Return the cells of a row, as `_HEADS` has them."""
    numbers = (
        counts.total.hanzi,
        counts.translated.segments,
        counts.fuzzy.segments,
        counts.missing.segments,
        counts.left.hanzi,
        counts.translated.words,
        counts.reused.segments,
    )
    shown = (f"{number:,}" for number in numbers)
    shares = (f"{counts.percent} %", f"{counts.percent_reviewed} %")
    # Of nothing there is no per cent.
    return (*(shares if counts.total.segments else ("–", "–")), *shown)


def _history_cells(point: Point) -> tuple[str, ...]:
    counts = point.counts
    sizes = (f"{number:,}" for number in _shares(counts))
    commit = point.commit[:8] or "now"
    return (f"{point.time:%Y-%m-%d}", commit, f"{counts.percent} %", *sizes)


def _sampled(points: Sequence[Point], most: int) -> Iterator[Point]:
    """Yield at most `most` points, evenly, the first and the last among them."""
    if len(points) <= most:
        yield from points
        return
    for at in range(most):
        yield points[at * (len(points) - 1) // (most - 1)]


def _sparkline(points: Sequence[Point]) -> str:
    """Return the share translated over the revisions, one column each."""
    shares = [point.counts.percent for point in _sampled(points, _MOST)]
    bars = "".join(_BARS[min(share * len(_BARS) // 100, 7)] for share in shares)
    return f"{shares[0]} % {bars} {shares[-1]} %"


def _damaged(number: int) -> str:
    what = "1 catalog" if number == 1 else f"{number} catalogs"
    return f"{what} of the past cannot be read; what it said before was counted."


def _plain(text: str) -> str:
    """Return a name that no Markdown is read in."""
    return "".join(f"\\{sign}" if sign in "\\|*_[]<>`#" else sign for sign in text)

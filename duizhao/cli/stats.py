"""Tell how much of each document is translated, and how that grew."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from duizhao.catalog.stats import Counts
from duizhao.cli.console import Console
from duizhao.cli.options import add_common, add_documents, add_json
from duizhao.cli.plain import write_output
from duizhao.cli.session import open_workplace
from duizhao.cli.stats_formats import Report, as_html, as_markdown, show_text
from duizhao.cli.status import DONE, FINDINGS
from duizhao.errors import DuizhaoError, combined
from duizhao.pipeline.history import Point
from duizhao.pipeline.reports import DocumentCounts, count_documents
from duizhao.pipeline.workplace import Workplace

EXAMPLE = """  duizhao stats                    every document
  duizhao stats --threshold 100    leaves with 1 unless all is translated
  duizhao stats --history          how it grew, from git; draws a chart
  duizhao stats --history --format html -o stats.html    a page for a phone"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what `stats` takes."""
    add_documents(parser)
    parser.add_argument(
        "--threshold",
        type=int,
        default=0,
        metavar="PERCENT",
        help="leave with 1 where a document is translated less",
    )
    parser.add_argument(
        "--history",
        action="store_true",
        help="tell how it grew over the git revisions of the catalogs, and draw it in "
        "build/history.svg",
    )
    parser.add_argument(
        "--format", choices=("text", "md", "html"), default="text", help="default: text"
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="OUT",
        help="write this file instead of standard output",
    )
    add_json(parser)
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """Count, and show a table; return 1 where less than --threshold is translated."""
    console = Console(arguments.quiet)
    if arguments.output and arguments.format == "text" and not arguments.json:
        hint = "add: --format html, --format md or --json"
        raise DuizhaoError("--output needs a format for files", hint=hint)
    if not 0 <= arguments.threshold <= 100:
        found = arguments.threshold
        raise DuizhaoError(f"--threshold must be from 0 to 100, found {found}")
    unread: list[DuizhaoError] = []
    with open_workplace(arguments, console) as place:
        report = _report(place, arguments, unread)
    if arguments.json:
        text = json.dumps(_as_json(report), ensure_ascii=False, indent=2)
        _put(arguments, f"{text}\n")
    elif arguments.format == "md":
        _put(arguments, as_markdown(report))
    elif arguments.format == "html":
        _put(arguments, as_html(report))
    else:
        show_text(console, report)
    if unread:
        raise combined(unread)
    least = min((one.counts.percent for one in report.documents), default=100)
    return DONE if least >= arguments.threshold else FINDINGS


def _report(
    place: Workplace, arguments: argparse.Namespace, unread: list[DuizhaoError]
) -> Report:
    documents = count_documents(place, arguments.documents, unread=unread)
    total = sum((one.counts for one in documents), Counts())
    title = place.project.settings.publication.title
    if not arguments.history:
        return Report(title, place.time, tuple(documents), total)
    from duizhao.cli.stats_history import (  # noqa: PLC0415 - git is for this alone
        draw,
        read_history,
    )

    points, damaged = read_history(place, arguments.documents, total)
    charts = draw(place, points)
    return Report(
        title, place.time, tuple(documents), total, tuple(points), charts, damaged
    )


def _put(arguments: argparse.Namespace, text: str) -> None:
    """Write a report to where it was asked for."""
    if arguments.output:
        write_output(arguments.output, text.encode())
    else:
        sys.stdout.write(text)


def _as_json(report: Report) -> dict[str, object]:
    """Return a report for programs."""
    value: dict[str, object] = {
        "documents": [_document_json(one) for one in report.documents],
        "together": _counts_json(report.total),
    }
    if report.points:
        value["history"] = _history_json(report.points)
    return value


def _document_json(one: DocumentCounts) -> dict[str, object]:
    return {
        "document": one.document,
        "language": one.language,
        **_counts_json(one.counts),
    }


def _counts_json(counts: Counts) -> dict[str, object]:
    return {
        "percent": counts.percent,
        "percent_reviewed": counts.percent_reviewed,
        "total": asdict(counts.total),
        **asdict(counts),
    }


def _history_json(points: Sequence[Point]) -> list[dict[str, object]]:
    return [
        {
            "time": point.time.isoformat(),
            "commit": point.commit,
            **_counts_json(point.counts),
        }
        for point in points
    ]

"""Tell how much of each document is translated."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict

from duizhao.catalog.stats import Counts
from duizhao.cli.console import Console
from duizhao.cli.options import add_common, add_documents, add_json
from duizhao.cli.session import open_workplace
from duizhao.cli.status import DONE, FINDINGS
from duizhao.pipeline.reports import DocumentCounts, count_documents

EXAMPLE = """  duizhao stats                    every document
  duizhao stats --threshold 100    leaves with 1 unless all is translated"""


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
    add_json(parser)
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """Count, and show a table; return 1 where less than --threshold is translated."""
    console = Console(arguments.quiet)
    with open_workplace(arguments, console) as place:
        found = count_documents(place, arguments.documents)
    if arguments.json:
        console.show_json([_as_json(one) for one in found])
    else:
        _show(console, found)
    least = min((one.counts.percent for one in found), default=100)
    return DONE if least >= arguments.threshold else FINDINGS


def _show(console: Console, found: Sequence[DocumentCounts]) -> None:
    """Show the table, with a last row for all documents together."""
    rows = [_cells(one.document, one.language, one.counts) for one in found]
    if len(found) > 1:
        rows.append(
            _cells("together", "", sum((one.counts for one in found), Counts()))
        )
    console.show_table(
        (
            "document",
            "language",
            "translated",
            "done",
            "fuzzy",
            "missing",
            "字",
            "words",
        ),
        rows,
        numbers=range(2, 8),
    )


def _cells(document: str, language: str, counts: Counts) -> tuple[str, ...]:
    """Return the cells of a row."""
    numbers = (counts.translated, counts.fuzzy, counts.untranslated)
    sizes = (counts.hanzi, counts.words)
    shown = (f"{number:,}" for number in (*numbers, *sizes))
    return (document, language, f"{counts.percent} %", *shown)


def _as_json(one: DocumentCounts) -> dict[str, object]:
    """Return the counts of a document for programs."""
    return {
        "document": one.document,
        "language": one.language,
        "percent": one.counts.percent,
        **asdict(one.counts),
    }

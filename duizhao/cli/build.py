"""Make every product of the publication that is not up to date, in build/."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from pathlib import PurePosixPath

from duizhao.cli.console import Console, as_json, count_severities
from duizhao.cli.options import add_common, add_documents, add_json
from duizhao.cli.session import open_workplace
from duizhao.cli.status import DONE, FINDINGS
from duizhao.diagnostics import Diagnostic
from duizhao.pipeline.products import Report, build_documents
from duizhao.pipeline.rendering import remember_lines, warm_up
from duizhao.pipeline.rows import Row
from duizhao.pipeline.updating import update_documents
from duizhao.project import Project
from duizhao.render.page import Format

EXAMPLE = """  duizhao build                      every product of every document
  duizhao build feature -p handout   the handout of source/feature.md
  duizhao build --update --watch     and again whenever a file changes"""


_NOTHING_NEW = "Nothing has changed: build/ is up to date."
_NO_PRODUCTS = """There is nothing to make: no product is of these documents. In duizhao.toml, for instance:
  [products.draft]
  format = "docx\""""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what `build` takes."""
    add_documents(parser)
    parser.add_argument(
        "-p",
        "--product",
        action="append",
        default=[],
        metavar="NAME",
        help="a product of duizhao.toml; may be given again; default: all",
    )
    parser.add_argument(
        "-u",
        "--update",
        action="store_true",
        help="bring the catalogs up to date first",
    )
    parser.add_argument(
        "-w", "--watch", action="store_true", help="build again when a file changes"
    )
    add_json(parser)
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """Build, and show what was made; return 1 where a product is below its threshold."""
    console = Console(arguments.quiet)
    if arguments.watch:
        # Loaded here: nobody else needs the watcher.
        from duizhao.cli.watch import watch  # noqa: PLC0415

        remember_lines()
        return watch(arguments, console, build_once, partial(_ready, arguments))
    return build_once(arguments, console)


def _ready(arguments: argparse.Namespace) -> None:
    """Load the PDF engine where the publication has PDF products."""
    products = Project.find(arguments.project).settings.products.values()
    if any(product.format is Format.PDF for product in products):
        warm_up()


def build_once(arguments: argparse.Namespace, console: Console) -> int:
    """Build once."""
    with open_workplace(arguments, console) as place:
        updated = False
        if arguments.update:
            written = update_documents(place, arguments.documents)
            updated = any(item.changed for item in written)
        report = build_documents(place, arguments.documents, arguments.product)
    if arguments.json:
        console.show_json(_as_json(report))
    elif report.changed or updated:
        _show(console, report)
    else:
        console.show_diagnostics(report.diagnostics)
        _show_refused(console, report.rows)
        if any(row.products for row in report.rows):
            console.say(_NOTHING_NEW)
        elif report.rows:
            console.insist(_NO_PRODUCTS)
    return DONE if report.complete else FINDINGS


def _show(console: Console, report: Report) -> None:
    """Show a table of the documents, what was made of them, and the findings."""
    console.show_diagnostics(report.diagnostics)
    console.show_table(
        ("document", "translated", "字", "words", "findings"),
        [_cells(row, report.diagnostics) for row in report.rows],
        numbers=(1, 2, 3),
        beneath=[_paths(row) for row in report.rows],
    )
    others = [
        item
        for item in report.diagnostics
        if not any(_is_of(row, item) for row in report.rows)
    ]
    if others:
        console.say(f"in other files: {count_severities(others)}")
    if report.changed:
        console.say("* made now")
    _show_refused(console, report.rows)


def _cells(row: Row, diagnostics: Sequence[Diagnostic]) -> tuple[str, ...]:
    """Return the cells of a document's row."""
    found = count_severities(item for item in diagnostics if _is_of(row, item))
    return (
        row.document,
        f"{row.percent} %",
        f"{row.hanzi:,}",
        f"{row.words:,}",
        found,
    )


def _paths(row: Row) -> list[str]:
    """Return the products of a document, with a mark at those that are new."""
    made = [made for made in row.products if made.path]
    return [f"{'*' if one.changed else ' '} {one.path}" for one in made]


def _is_of(row: Row, diagnostic: Diagnostic) -> bool:
    """Return whether a finding stands in a document's manuscript or catalogs."""
    path = PurePosixPath(diagnostic.place.path).with_suffix("")
    return f"/{path}".endswith(f"/{row.document}")


def _show_refused(console: Console, rows: Sequence[Row]) -> None:
    """Show which products were not made, and why: also when quiet."""
    for row in rows:
        for made in row.products:
            if made.refused:
                console.insist(
                    f"not made: {made.product} of {row.document}: {made.refused}"
                )


def _as_json(report: Report) -> dict[str, object]:
    """Return the report for programs."""
    return {
        "documents": [asdict(row) for row in report.rows],
        "diagnostics": [as_json(item) for item in report.diagnostics],
    }

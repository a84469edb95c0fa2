"""Collect the sentences of manuscripts into catalogs: translations/NAME.pot."""

from __future__ import annotations

import argparse

from duizhao.cli.catalogs import show_written
from duizhao.cli.console import Console
from duizhao.cli.layout import add_layout, lay_out, layout_of
from duizhao.cli.options import add_common, add_documents, add_json
from duizhao.cli.plain import (
    add_output,
    add_reading,
    finish,
    keep_inputs,
    profile_of,
    read_plain,
    take,
)
from duizhao.cli.session import open_workplace
from duizhao.errors import DuizhaoError, combined
from duizhao.pipeline.catalogs import extract_documents
from duizhao.project import now

EXAMPLE = """  duizhao extract                     the catalogs of all documents
  duizhao extract feature             that of source/feature.md
  duizhao extract --no-wrap           all catalogs, with no line broken
  duizhao extract IN.md -o OUT.pot    a plain file, without a publication"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what `extract` takes."""
    add_documents(parser)
    add_output(parser)
    add_reading(parser)
    add_layout(parser)
    add_json(parser)
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """Extract, and show which catalogs were written."""
    if arguments.output:
        return _extract_plain(arguments)
    console = Console(arguments.quiet)
    unread: list[DuizhaoError] = []
    with open_workplace(arguments, console) as place:
        lay_out(place, arguments)
        written = extract_documents(place, arguments.documents, unread=unread)
    status = show_written(console, written, unread, json=arguments.json)
    if unread:
        raise combined(unread)
    return status


def _extract_plain(arguments: argparse.Namespace) -> int:
    """Extract from one file into another."""
    from duizhao.pipeline.plain import extract_file  # noqa: PLC0415 - see read_plain

    (name,) = take(arguments.documents, 1, 1, "one manuscript")
    keep_inputs(arguments.output, arguments.documents)
    file = read_plain(name, arguments.encoding)
    layout = layout_of(arguments)
    data, manuscript = extract_file(file, profile_of(arguments), now(), **layout)
    return finish(arguments, data, manuscript.diagnostics)

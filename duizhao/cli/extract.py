"""Collect the sentences of manuscripts into catalogs: translations/NAME.pot."""

from __future__ import annotations

import argparse

from duizhao.cli.catalogs import show_written
from duizhao.cli.console import Console
from duizhao.cli.options import add_common, add_documents, add_json
from duizhao.cli.session import open_workplace
from duizhao.pipeline.catalogs import extract_documents

EXAMPLE = """  duizhao extract            the catalogs of all documents
  duizhao extract feature    that of source/feature.md"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what `extract` takes."""
    add_documents(parser)
    add_json(parser)
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """Extract, and show which catalogs were written."""
    console = Console(arguments.quiet)
    with open_workplace(arguments, console) as place:
        written = extract_documents(place, arguments.documents)
    return show_written(console, written, json=arguments.json)

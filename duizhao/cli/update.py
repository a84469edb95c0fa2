"""Bring translations up to date with the manuscripts; nothing translated is lost."""

from __future__ import annotations

import argparse

from duizhao.cli.catalogs import show_written
from duizhao.cli.console import Console
from duizhao.cli.options import add_common, add_documents, add_json
from duizhao.cli.session import open_workplace
from duizhao.pipeline.catalogs import update_documents

EXAMPLE = """  duizhao update             the translations of all documents
  duizhao update feature     those of source/feature.md"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what `update` takes."""
    add_documents(parser)
    add_json(parser)
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """Update, and show what became of the entries."""
    console = Console(arguments.quiet)
    with open_workplace(arguments, console) as place:
        written = update_documents(place, arguments.documents)
    return show_written(console, written, json=arguments.json)

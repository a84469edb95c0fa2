"""Look for mistakes: what is missing or fuzzy, damaged markup, Chinese left over."""

from __future__ import annotations

import argparse

from duizhao.cli.console import Console, as_json
from duizhao.cli.options import add_common, add_documents, add_json
from duizhao.cli.session import open_workplace
from duizhao.cli.status import DONE, FINDINGS
from duizhao.pipeline.reports import check_documents

EXAMPLE = """  duizhao check             every document
  duizhao check feature     source/feature.md and its translations
  duizhao check --json      for programs"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what `check` takes."""
    add_documents(parser)
    add_json(parser)
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """Check, and show the findings; return 1 where there are any."""
    console = Console(arguments.quiet)
    with open_workplace(arguments, console) as place:
        found = check_documents(place, arguments.documents)
    if arguments.json:
        console.show_json([as_json(item) for item in found])
    else:
        console.show_diagnostics(found)
        if not found:
            console.say("No findings.")
    return FINDINGS if found else DONE

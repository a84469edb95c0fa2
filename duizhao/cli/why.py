"""Tell why a stretch of the output is still Chinese, and what to do about it."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from duizhao.cli.console import Console
from duizhao.cli.options import add_common, add_json, add_language
from duizhao.cli.session import open_workplace
from duizhao.cli.status import DONE, FINDINGS
from duizhao.pipeline.reasons import Reason, explain

EXAMPLE = """  duizhao why feature           everything that is still Chinese
  duizhao why feature 深圳湾    what holds these words"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what `why` takes."""
    parser.add_argument("document", metavar="DOCUMENT", help="the name of a document")
    parser.add_argument(
        "text", metavar="TEXT", nargs="?", default="", help="words that are Chinese"
    )
    add_language(parser, "the translation; default: the publication's first")
    add_json(parser)
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """Show the reasons; return 1 where there are any, for something is to be done."""
    console = Console(arguments.quiet)
    with open_workplace(arguments, console) as place:
        (file,) = place.documents([arguments.document])
        language = place.language(arguments.language)
        found = explain(place, file, language, arguments.text)
    if arguments.json:
        console.show_json([_as_json(reason) for reason in found])
    for reason in () if arguments.json else found:
        console.report(f"{reason.place}: {reason.text}")
        console.report(f"  {reason.why}; {reason.remedy}")
    if not found and not arguments.json:
        what = f"“{arguments.text}”" if arguments.text else arguments.document
        console.say(f"Nothing of {what} is left untranslated.")
    return FINDINGS if found else DONE


def _as_json(reason: Reason) -> dict[str, object]:
    """Return a reason for programs."""
    return asdict(reason)

"""Make a new publication: folders, settings, page templates, and a sample to try."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

from duizhao.cli.console import Console
from duizhao.cli.options import add_quiet
from duizhao.cli.status import DONE
from duizhao.shipped import copy_starter

EXAMPLE = """  duizhao init magazine
  cd magazine
  duizhao build --update"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what `init` takes."""
    parser.add_argument(
        "folder", metavar="DIR", type=Path, help="a new or empty folder"
    )
    parser.add_argument(
        "--bare", action="store_true", help="leave out the sample manuscripts"
    )
    add_quiet(parser)


def run(arguments: argparse.Namespace) -> int:
    """Make the publication and say what to do next."""
    folder: Path = arguments.folder
    copied = copy_starter(folder, bare=arguments.bare)
    console = Console(arguments.quiet)
    console.say(f"{folder}: {len(copied)} files. Next:")
    if folder.resolve() != Path.cwd():
        console.say(f"  cd {shlex.quote(str(folder))}")
    if arguments.bare:
        console.say("  put a manuscript (.md or .txt) into source/")
    console.say("  duizhao build --update")
    return DONE

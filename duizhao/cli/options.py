"""The options that several verbs share."""

from __future__ import annotations

import argparse
import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

from duizhao.cli.folding import columns_of


class HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Lays out help. Argparse makes one for each option, help or not."""

    def __init__(self, prog: str) -> None:
        """Be as wide as the terminal."""
        super().__init__(prog, width=_help_width())


@cache
def _help_width() -> int:
    """Return what argparse would find with `shutil`, 3 ms to import for one number."""
    said = os.environ.get("COLUMNS", "")
    columns = int(said) if said.isdecimal() else 0
    return (columns or columns_of(sys.stdout) or 80) - 2


def add_common(parser: argparse.ArgumentParser) -> None:
    """Add --project and --quiet."""
    parser.add_argument(
        "--project",
        metavar="DIR",
        type=Path,
        default=Path(),
        help="the publication's folder; default: this one, or the nearest above it",
    )
    add_quiet(parser)


def add_quiet(parser: argparse.ArgumentParser) -> None:
    """Add --quiet."""
    parser.add_argument(
        "-q", "--quiet", action="store_true", help="show findings and errors only"
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    """Add --json."""
    parser.add_argument(
        "--json", action="store_true", help="report as JSON, for programs"
    )


def add_documents(parser: argparse.ArgumentParser) -> None:
    """Add names of documents."""
    parser.add_argument(
        "documents",
        metavar="DOCUMENT",
        nargs="*",
        help="the name of a document, or the path of its manuscript or catalog; "
        "default: all",
    )


def add_language(
    parser: argparse.ArgumentParser, what: str, *, several: bool = False
) -> None:
    """Add --language; `what` says what it chooses, and the default."""
    parser.add_argument(
        "--language",
        "--lang",
        metavar="TAG",
        action="append" if several else "store",
        default=None if several else "",
        help=what,
    )


def add_action(
    actions: Any, name: str, what: str, examples: str
) -> argparse.ArgumentParser:
    """Add an action of a verb to what `add_subparsers` gave (argparse has no public type
    for it), with those of the verb's `examples` that show it.
    """
    shown = [line for line in examples.splitlines() if line.split()[2] == name]
    made: argparse.ArgumentParser = actions.add_parser(
        name,
        help=what,
        description=f"{what[0].upper()}{what[1:]}.",
        epilog="\n".join(("example:", *shown)),
        formatter_class=HelpFormatter,
        allow_abbrev=False,
    )
    return made

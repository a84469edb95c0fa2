"""Plain files in and out, for the verbs that work without a publication."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from duizhao.cli.console import Console
from duizhao.diagnostics import Diagnostic
from duizhao.errors import FileError, SettingsError
from duizhao.files import (
    CATALOG_LIMIT,
    MANUSCRIPT_LIMIT,
    read_file,
    remove_leftovers,
    write_atomic,
)
from duizhao.manuscripts import Profile
from duizhao.readers.encoding import ENCODINGS
from duizhao.segments import Segmentation, SegmentRules

if TYPE_CHECKING:
    from duizhao.pipeline.plain import PlainFile


def add_output(parser: argparse.ArgumentParser, *, required: bool = False) -> None:
    """Add --output; with it a verb works on plain files."""
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="OUT",
        required=required,
        help="write this file; `-` is standard output"
        + ("" if required else ". The paths then name plain files, no documents"),
    )


def add_reading(parser: argparse.ArgumentParser) -> None:
    """Add what decides how a plain manuscript is read."""
    parser.add_argument(
        "--encoding", metavar="NAME", help=f"of a plain manuscript: {ENCODINGS}"
    )
    parser.add_argument(
        "--segmentation",
        choices=[str(one) for one in Segmentation],
        default=str(Segmentation.SENTENCE),
        help="how much of a plain manuscript an entry holds",
    )


def profile_of(arguments: argparse.Namespace) -> Profile:
    """Return how a plain manuscript is read."""
    return Profile(rules=SegmentRules(Segmentation(arguments.segmentation)))


def read_plain(name: str, encoding: str | None = None) -> PlainFile:
    """Return the file that an argument names. Raises FileError."""
    # With all that renders; a verb in a publication has no need of it.
    from duizhao.pipeline.plain import PlainFile  # noqa: PLC0415

    catalog = name.lower().endswith((".po", ".pot"))
    limit = CATALOG_LIMIT if catalog else MANUSCRIPT_LIMIT
    return PlainFile(name, read_file(Path(name), limit), encoding)


def take(words: list[str], least: int, most: int, expected: str) -> list[str]:
    """Return the words of a command line; raise SettingsError for too many or few."""
    if not least <= len(words) <= most:
        message = f"with --output this takes {expected}; found {len(words)}"
        raise SettingsError(message)
    return words


def keep_inputs(output: Path, inputs: Iterable[str]) -> None:
    """Raise SettingsError where `output` is one of the files that are read."""
    for name in inputs:
        if output.exists() and Path(name).exists() and output.samefile(name):
            raise SettingsError(
                "this is the file that is read; nothing is written over it",
                path=name,
                hint="give another name to --output",
            )


def before_of(output: Path, file: PlainFile) -> bytes | None:
    """Return what was read of `output` if it is `file`, changed in its place."""
    in_place = output.exists() and output.samefile(file.path)
    return file.data if in_place else None


def write_output(output: Path, data: bytes, before: bytes | None = None) -> None:
    """Write `data` to a file, whole or not at all; a pipe or device gets it as it is.

    `before` is as `duizhao.files.write_atomic` has it.
    """
    if str(output) == "-":
        sys.stdout.buffer.write(data)
    elif output.exists() and not output.is_file() and not output.is_dir():
        try:
            output.write_bytes(data)
        except OSError as error:
            message = f"this cannot be written: {error.strerror}"
            raise FileError(message, path=str(output)) from error
    else:
        remove_leftovers(output.parent, deep=False)
        write_atomic(output, data, before=before)


def finish(
    arguments: argparse.Namespace,
    data: bytes,
    found: tuple[Diagnostic, ...],
    before: bytes | None = None,
) -> int:
    """Write the output, and show on the side of errors what was odd."""
    write_output(arguments.output, data, before)
    return Console(arguments.quiet, sys.stderr).show_diagnostics(found)

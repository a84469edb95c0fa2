"""Send translations out as XLIFF, TMX, CSV or .mo, for other programs."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from duizhao.cli.console import Console, as_json
from duizhao.cli.options import add_common, add_documents, add_json, add_language
from duizhao.cli.plain import keep_inputs, read_plain, write_output
from duizhao.cli.session import open_workplace
from duizhao.errors import SettingsError
from duizhao.interchange.exchanged import Sent
from duizhao.interchange.formats import Format, format_of
from duizhao.pipeline.exchange import (
    Order,
    export_documents,
    export_file,
    export_together,
)
from duizhao.pipeline.workplace import Workplace

EXAMPLE = """  duizhao export                                every document, as XLIFF
  duizhao export feature --format csv           one, for Excel
  duizhao export feature --format csv -o sent   into that folder
  duizhao export en.po -o en.xlf                a plain file; the suffix tells
  duizhao export en.po -o en.xlf --format xliff1.2   for older programs"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what `export` takes."""
    add_documents(parser)
    parser.add_argument(
        "--format",
        choices=[str(one) for one in Format],
        help="default: what the suffix of --output says, else xliff, which is 2.0",
    )
    add_language(parser, "only this language; may be given again", several=True)
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="OUT",
        help="write this file or into this folder; `-` is standard output. "
        "Default: build/exchange/",
    )
    parser.add_argument(
        "--no-codes",
        action="store_true",
        help="leave inline markup as text instead of guarding it (XLIFF)",
    )
    add_json(parser)
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """Export, and show which files were written."""
    console = Console(arguments.quiet)
    output: Path | None = arguments.output
    order = _order(arguments, output)
    if output is not None and _is_plain(arguments.documents):
        keep_inputs(output, arguments.documents)
        sent = export_file(read_plain(arguments.documents[0]), order)
        _put(output, sent)
        return _show(arguments, [(str(output), sent)])
    with open_workplace(arguments, console) as place:
        written = list(_write(arguments, place, order))
    return _show(arguments, written)


def _order(arguments: argparse.Namespace, output: Path | None) -> Order:
    if arguments.format:
        form = Format(arguments.format)
    elif output is None or output.is_dir() or not output.suffix:
        form = Format.XLIFF
    else:
        form = format_of(str(output))
    return Order(form, tuple(arguments.language or ()), not arguments.no_codes)


def _is_plain(words: list[str]) -> bool:
    """Whether the words name a catalog as a file, no document."""
    if not any(word.lower().endswith((".po", ".pot")) for word in words):
        return False
    if len(words) > 1:
        raise SettingsError("one plain catalog at a time goes out")
    return Path(words[0]).is_file()


def _write(
    arguments: argparse.Namespace, place: Workplace, order: Order
) -> Iterator[tuple[str, Sent]]:
    """Write the files; yield the name of each with what is in it."""
    output: Path | None = arguments.output
    names = arguments.documents
    if (
        output is not None
        and not output.is_dir()
        and (output.suffix or str(output) == "-")
    ):
        for sent in export_together(place, names, order):
            _put(output, sent)
            yield str(output), sent
        return
    for one in export_documents(place, names, order):
        if output is None:
            path = place.project.build / "exchange" / one.name
            if one.sent.data:
                place.write(path, one.sent.data, durable=False)
            yield place.project.shown(path), one.sent
        else:
            _put(output / one.name, one.sent)
            yield str(output / one.name), one.sent


def _put(output: Path, sent: Sent) -> None:
    """Write what goes out, where there is anything."""
    if sent.data:
        write_output(output, sent.data)


def _show(arguments: argparse.Namespace, written: list[tuple[str, Sent]]) -> int:
    """Show the files, and what stayed at home."""
    # Standard output may be the file itself.
    quiet = arguments.quiet or str(arguments.output) == "-"
    console = Console(quiet)
    if arguments.json:
        console.show_json([_as_json(name, sent) for name, sent in written])
        return 0
    for name, sent in written:
        if not sent.data:
            continue
        entries = "1 entry" if sent.entries == 1 else f"{sent.entries} entries"
        console.say(f"{name}: {entries}")
    found = [item for _, sent in written for item in sent.diagnostics]
    return console.show_diagnostics(found) if found else 0


def _as_json(name: str, sent: Sent) -> dict[str, object]:
    return {
        "path": name,
        "entries": sent.entries,
        "diagnostics": [as_json(item) for item in sent.diagnostics],
    }

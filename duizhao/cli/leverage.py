"""Fill empty entries of translations from the memory; what was there stays."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from duizhao.cli.console import Console
from duizhao.cli.likeness import add_threshold, percent_of
from duizhao.cli.options import add_common, add_documents, add_json
from duizhao.cli.plain import (
    add_output,
    before_of,
    finish,
    keep_inputs,
    read_plain,
    take,
)
from duizhao.cli.session import open_workplace
from duizhao.cli.status import DONE
from duizhao.cli.table import cut
from duizhao.errors import SettingsError
from duizhao.memory.leverage import Filled
from duizhao.memory.shelf import Kind
from duizhao.pipeline.memory import Leveraged, leverage_documents
from duizhao.pipeline.saving import keep_trying
from duizhao.project import now

EXAMPLE = """  duizhao leverage                     the translations of all documents
  duizhao leverage feature --dry-run   tell what would be filled in
  duizhao leverage A.po -m x.tmx -o OUT.po   without a publication"""

_ROOM = 66  # columns of a text in a list
_SHOWN = {
    Kind.CONTEXT: "in the same place",
    Kind.EXACT: "of the same text (fuzzy)",
    Kind.FUZZY: "similar (fuzzy)",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what `leverage` takes."""
    add_documents(parser)
    add_threshold(parser, 0.7, "how like a text must be")
    parser.add_argument(
        "--dry-run", action="store_true", help="write nothing, tell what would be done"
    )
    parser.add_argument(
        "-m",
        "--memory",
        action="append",
        default=[],
        metavar="TMX",
        help="with --output: look up here; may be given several times",
    )
    add_output(parser)
    add_json(parser)
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """Fill what is empty, and show from where."""
    threshold = percent_of(arguments)
    if arguments.output:
        return _leverage_plain(arguments, threshold)
    if arguments.memory:
        raise SettingsError(
            "--memory goes with --output; a publication looks up its own memory",
            hint="name other memories in duizhao.toml: [memory] paths = [...]",
        )
    console = Console(arguments.quiet)
    with open_workplace(arguments, console) as place:
        done = leverage_documents(
            place, arguments.documents, threshold, dry_run=arguments.dry_run
        )
    if arguments.json:
        console.show_json([_as_json(one) for one in done])
    else:
        _show(console, done, dry_run=arguments.dry_run)
    return DONE


def _leverage_plain(arguments: argparse.Namespace, threshold: int) -> int:
    """Fill one catalog from TMX files."""
    (name,) = take(arguments.documents, 1, 1, "one catalog")
    if not arguments.memory:
        raise SettingsError(
            "with --output this takes a memory", hint="add: -m FILE.tmx"
        )
    keep_inputs(arguments.output, arguments.memory)
    # It may be filled in its place.
    return keep_trying(lambda: _leverage_once(arguments, name, threshold))


def _leverage_once(arguments: argparse.Namespace, name: str, threshold: int) -> int:
    """Do so; raise ChangedError where the output is `name` and was saved meanwhile."""
    from duizhao.pipeline.plain_memory import (  # noqa: PLC0415 - see read_plain
        PlainCatalog,
        leverage_file,
    )

    file = read_plain(name)
    data, filled = leverage_file(
        PlainCatalog(file.path, file.data), arguments.memory, threshold, now()
    )
    status = finish(arguments, data, (), before_of(arguments.output, file))
    if not arguments.quiet:
        Console().insist(f"{name}: {_counts(filled)}")
    return status


def _show(console: Console, done: Sequence[Leveraged], *, dry_run: bool) -> None:
    for one in done:
        if not one.filled.matches and not one.filled.empty:
            continue
        console.say(f"{one.path}: {_counts(one.filled)}")
        for entry, match in one.filled.matches if dry_run else ():
            console.say(f"  {match.percent:3} %  {_short(entry.msgid)}")
            if match.pair.source != entry.msgid:
                console.say(f"      was {_short(match.pair.source)}")
            console.say(f"        → {_short(entry.msgstr)}")
    if not any(one.filled.matches or one.filled.empty for one in done):
        console.say("No entry is empty: there is nothing to fill.")
    elif dry_run:
        console.say("Nothing was written (--dry-run).")


def _short(text: str) -> str:
    return cut(" ".join(text.split()), _ROOM)


def _counts(filled: Filled) -> str:
    """Return what was filled: `3 in the same place, 2 similar (fuzzy), 4 left empty`."""
    parts = [
        f"{number} {_SHOWN[kind]}" for kind in Kind if (number := filled.count(kind))
    ]
    return ", ".join(parts + [f"{filled.empty} left empty"] * bool(filled.empty)) or (
        "no entry is empty"
    )


def _as_json(one: Leveraged) -> dict[str, object]:
    """Return a catalog for programs."""
    return {
        "document": one.document,
        "language": one.language,
        "path": one.path,
        "changed": one.changed,
        "empty": one.filled.empty,
        "filled": [
            {
                "msgid": entry.msgid,
                "msgctxt": entry.context,
                "msgstr": entry.msgstr,
                "kind": str(match.kind),
                "percent": match.percent,
                "previous": match.pair.source,
                "memory": match.name,
            }
            for entry, match in one.filled.matches
        ],
    }

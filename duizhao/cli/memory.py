"""Keep and search what was translated before: translations/memory.tmx."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from duizhao.cli.console import Console
from duizhao.cli.hits import as_json, match_as_json, show_hits, show_matches
from duizhao.cli.likeness import add_threshold, percent_of
from duizhao.cli.options import add_action, add_common, add_documents, add_json
from duizhao.cli.plain import keep_inputs, read_plain, write_output
from duizhao.cli.session import open_workplace
from duizhao.cli.status import DONE, FINDINGS
from duizhao.errors import SettingsError
from duizhao.memory.fold import fold
from duizhao.memory.shelf import matches, search
from duizhao.pipeline.memory import (
    Kept,
    export_memory,
    import_files,
    with_shelves,
)
from duizhao.pipeline.memory import (
    add_documents as add_settled,
)
from duizhao.project import now

EXAMPLE = """  duizhao memory add                      take in what is settled
  duizhao memory search 市场              this word, and how it was translated
  duizhao memory search market            English words, too
  duizhao memory search --fuzzy 市场有市场的时间。   sentences like this one
  duizhao memory import OLD.tmx           take in another program's memory
  duizhao memory export -o ALL.tmx        for another program
  duizhao memory export -o x.tmx A.po B.po   without a publication"""

_LIMIT = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what `memory` takes."""
    verbs = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    settled = "take in the publication's settled translations (not fuzzy ones)"
    add = add_action(verbs, "add", settled, EXAMPLE)
    add_documents(add)
    look = "look up words, or a similar sentence"
    _add_search(add_action(verbs, "search", look, EXAMPLE))
    bring = add_action(verbs, "import", "take in TMX files", EXAMPLE)
    bring.add_argument(
        "files", metavar="TMX", nargs="+", type=Path, help="of other programs"
    )
    out = add_action(verbs, "export", "write a TMX file", EXAMPLE)
    out.add_argument(
        "documents",
        metavar="PO",
        nargs="*",
        help="catalogs; default: the publication's memory and catalogs",
    )
    out.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="OUT",
        required=True,
        help="write this file; `-` is standard output",
    )
    for one in (add, bring, out):
        add_common(one)
    for one in (add, bring):
        add_json(one)


def _add_search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help="words in either language")
    parser.add_argument(
        "--fuzzy", action="store_true", help="look for sentences like TEXT instead"
    )
    parser.add_argument(
        "--limit",
        type=int,
        default=_LIMIT,
        metavar="N",
        help=f"show at most so many; 0 for all; default: {_LIMIT}",
    )
    add_threshold(parser, 0.5, "with --fuzzy: how like a sentence must be")
    add_json(parser)
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """Do what is asked for; a search that finds nothing returns 1."""
    actions: dict[str, Callable[[argparse.Namespace], int]] = {
        "add": _add,
        "search": _search,
        "import": _import,
        "export": _export,
    }
    return actions[arguments.action](arguments)


def _add(arguments: argparse.Namespace) -> int:
    console = Console(arguments.quiet)
    with open_workplace(arguments, console) as place:
        kept = add_settled(place, arguments.documents)
    return _show_kept(console, kept, json=arguments.json)


def _import(arguments: argparse.Namespace) -> int:
    console = Console(arguments.quiet)
    with open_workplace(arguments, console) as place:
        kept = import_files(place, arguments.files)
    return _show_kept(console, kept, json=arguments.json)


def _show_kept(console: Console, kept: Kept, *, json: bool) -> int:
    if json:
        names = ("path", "added", "pairs", "changed")
        console.show_json({name: getattr(kept, name) for name in names})
    elif kept.changed:
        console.say(f"{kept.path}: {kept.added:,} new, {kept.pairs:,} in all")
    else:
        console.say(f"{kept.path}: nothing new, {kept.pairs:,} in all")
    return DONE


def _export(arguments: argparse.Namespace) -> int:
    console = Console(arguments.quiet)
    if arguments.documents:
        from duizhao.pipeline.plain_memory import (  # noqa: PLC0415 - see read_plain
            PlainCatalog,
            export_catalogs,
        )

        keep_inputs(arguments.output, arguments.documents)
        files = [read_plain(name) for name in arguments.documents]
        catalogs = [PlainCatalog(file.path, file.data) for file in files]
        data, count = export_catalogs(catalogs, now())
    else:
        with open_workplace(arguments, console) as place:
            data, count = export_memory(place)
    write_output(arguments.output, data)
    if str(arguments.output) != "-":
        console.say(f"{arguments.output}: {count:,} pair{'s' * (count != 1)}")
    return DONE


def _search(arguments: argparse.Namespace) -> int:
    text, limit = arguments.text, arguments.limit or None
    if not fold(text):
        raise SettingsError("there is nothing to look for: TEXT is empty")
    if (limit or 1) < 1:
        raise SettingsError(f"--limit must not be negative, found {limit}")
    least = percent_of(arguments)
    console = Console(arguments.quiet)
    if arguments.fuzzy:
        with open_workplace(arguments, console) as place:
            found = with_shelves(
                place, lambda shelves: matches(shelves, text, "", least, limit or 10**6)
            )
        if arguments.json:
            console.show_json([match_as_json(match) for match in found])
        else:
            show_matches(console, text, found)
        return DONE if found else FINDINGS
    with open_workplace(arguments, console) as place:
        hits = with_shelves(
            place,
            # One more than is shown tells that there are more.
            lambda shelves: list(islice(search(shelves, text), limit and limit + 1)),
        )
    if arguments.json:
        console.show_json([as_json(hit) for hit in hits[:limit]])
    else:
        show_hits(console, text, hits, limit)
    return DONE if hits else FINDINGS

"""Put translations into manuscripts: the same Markdown, in the other language."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from duizhao.cli.console import Console, as_json, status_of
from duizhao.cli.options import add_common, add_documents, add_json
from duizhao.cli.plain import (
    add_output,
    add_reading,
    finish,
    keep_inputs,
    profile_of,
    read_plain,
    take,
)
from duizhao.cli.session import open_workplace
from duizhao.pipeline.manuscripts import MergedFile, merge_documents
from duizhao.pipeline.plain import merge_file

EXAMPLE = """  duizhao merge                          all documents, into build/merged/
  duizhao merge feature                  source/feature.md
  duizhao merge IN.md IN.po -o OUT.md    plain files, without a publication"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what `merge` takes."""
    add_documents(parser)
    parser.add_argument(
        "--fuzzy", action="store_true", help="use fuzzy translations, too"
    )
    add_output(parser)
    add_reading(parser)
    add_json(parser)
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """Merge, and show which translations could not be used."""
    if arguments.output:
        return _merge_plain(arguments)
    console = Console(arguments.quiet)
    with open_workplace(arguments, console) as place:
        made = merge_documents(place, arguments.documents, fuzzy=arguments.fuzzy)
    found = [item for one in made for item in one.diagnostics]
    if arguments.json:
        console.show_json([_as_json(one) for one in made])
        return status_of(found)
    for one in made:
        console.say(f"{one.path}: {one.percent} % translated")
    return console.show_diagnostics(found)


def _merge_plain(arguments: argparse.Namespace) -> int:
    """Merge a manuscript and its catalog into a file."""
    name, po = take(arguments.documents, 2, 2, "a manuscript and its catalog")
    keep_inputs(arguments.output, arguments.documents)
    data, merged, manuscript = merge_file(
        read_plain(name, arguments.encoding),
        read_plain(po),
        profile_of(arguments),
        fuzzy=arguments.fuzzy,
    )
    return finish(arguments, data, (*manuscript.diagnostics, *merged.diagnostics))


def _as_json(one: MergedFile) -> dict[str, object]:
    """Return a merged manuscript for programs."""
    return {**asdict(one), "diagnostics": [as_json(item) for item in one.diagnostics]}

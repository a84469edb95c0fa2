"""Bring translations up to date with the manuscripts; nothing translated is lost."""

from __future__ import annotations

import argparse

from duizhao.cli.catalogs import show_written
from duizhao.cli.console import Console
from duizhao.cli.layout import add_layout, lay_out, layout_of
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
from duizhao.errors import DuizhaoError, combined
from duizhao.pipeline.forsaken import foreign_manuscripts, forsaken_catalogs
from duizhao.pipeline.plain import read_catalog, update_file
from duizhao.pipeline.saving import keep_trying
from duizhao.pipeline.updating import update_documents
from duizhao.pipeline.workplace import no_collection
from duizhao.project import Project, now

EXAMPLE = """  duizhao update              the translations of all documents
  duizhao update feature      those of source/feature.md
  duizhao update --width 100  all, laid out anew in lines of 100 columns
  duizhao update OLD.po NEW.pot -o OUT.po    without a publication"""


_LISTED = 4
# Files that are named of those that belong to no document.


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what `update` takes."""
    add_documents(parser)
    add_output(parser)
    add_layout(parser)
    parser.add_argument(
        "--literal",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="take each old translation as it stood and flag every change, or: fill in "
        "changed figures, cut and join sentences, carry what English does not show; "
        "default: literal with plain files only",
    )
    add_json(parser)
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """Update, and show what became of the entries."""
    if arguments.output:
        return _update_plain(arguments)
    console = Console(arguments.quiet)
    unread: list[DuizhaoError] = []
    with open_workplace(arguments, console) as place:
        lay_out(place, arguments)
        written = update_documents(
            place, arguments.documents, literal=bool(arguments.literal), unread=unread
        )
    status = show_written(console, written, unread, json=arguments.json)
    if not (arguments.documents or arguments.json):
        _tell_others(console, place.project)
    if unread:
        raise combined(unread)
    return status


def _tell_others(console: Console, project: Project) -> None:
    """Tell the catalogs without a manuscript, and what is no manuscript for us."""
    if paths := forsaken_catalogs(project):
        kept = "They are kept; remove them if you like."
        console.say(f"No manuscript any more: {_listed(paths)}. {kept}")
    if paths := foreign_manuscripts(project):
        wanted = "Save it as .md or .txt to have it translated."
        console.say(f"Not read: {_listed(paths)}. {wanted}")


def _listed(paths: list[str]) -> str:
    more = f" … and {len(paths) - _LISTED} more" if len(paths) > _LISTED else ""
    return ", ".join(paths[:_LISTED]) + more


def _update_plain(arguments: argparse.Namespace) -> int:
    """Bring one catalog up to a pot."""
    old, new = take(arguments.documents, 2, 2, "a catalog and a pot")
    # A catalog is often brought up to date in its place, as msgmerge -U does.
    keep_inputs(arguments.output, [new])
    with no_collection():
        return keep_trying(lambda: _update_once(arguments, old, new))


def _update_once(arguments: argparse.Namespace, old: str, new: str) -> int:
    """Do so; raise ChangedError where the output is `old` and was saved meanwhile."""
    file, output = read_plain(old), arguments.output
    pot = read_catalog(read_plain(new))
    catalog, before = read_catalog(file), before_of(output, file)
    del file  # what is not needed of a large catalog is memory
    data, _ = update_file(
        catalog,
        pot,
        now(),
        literal=arguments.literal is not False,
        **layout_of(arguments),
    )
    return finish(arguments, data, (), before)

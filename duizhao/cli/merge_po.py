"""Join two versions of a catalog that come from one; git can call it by itself.

The outcome goes into OURS. Where both have translated a text anew, ours stands
and theirs becomes a comment of the entry (“other version: …”); each such entry
is told.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry
from duizhao.catalog.po import read_po, write_po
from duizhao.catalog.threeway import join
from duizhao.cli.console import Console
from duizhao.cli.options import add_quiet
from duizhao.cli.status import DONE, FINDINGS
from duizhao.files import CATALOG_LIMIT, read_file, write_atomic

EXAMPLE = """  duizhao merge-po BASE.po OURS.po THEIRS.po

  git config merge.duizhao.driver 'duizhao merge-po %O %A %B %P'
  echo '*.po merge=duizhao' >> .gitattributes"""

_SHOWN = 30  # characters of a text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what `merge-po` takes."""
    for name, what in (
        ("base", "what both were made of; may be empty"),
        ("ours", "one version; it is written over"),
        ("theirs", "the other version"),
    ):
        parser.add_argument(name, metavar=name.upper(), type=Path, help=what)
    parser.add_argument(
        "name",
        metavar="NAME",
        nargs="?",
        help="what messages call the catalog; git gives it as %%P",
    )
    add_quiet(parser)


def run(arguments: argparse.Namespace) -> int:
    """Join, and tell the entries that both had translated."""
    name = arguments.name or str(arguments.ours)
    before = read_file(arguments.ours, CATALOG_LIMIT)
    ours = read_po(name, before)
    base = _read(arguments.base, arguments.name and f"{name} (base)")
    theirs = _read(arguments.theirs, arguments.name and f"{name} (theirs)")
    # What stands in her own file stands: for `join` that is the stronger side.
    joined = join(base, theirs, ours)
    data = write_po(joined.catalog)
    write_atomic(arguments.ours, data, before=before)
    console = Console(arguments.quiet)
    if joined.clashes:
        made = read_po(name, data)
        for key in joined.clashes:
            entry = made.find(key)
            line = entry.line if entry else 1
            text = key.msgid.replace("\n", " ")[:_SHOWN]
            console.say(f"{name}:{line}: “{text}” was translated twice")
        console.say(
            "  ours stands, “# other version:” is theirs: choose, remove that line"
        )
    return FINDINGS if joined.clashes else DONE


def _read(path: Path, name: str | None) -> Catalog:
    """Return a catalog; one without entries for an empty file, as git has it."""
    data, shown = read_file(path, CATALOG_LIMIT), name or str(path)
    return read_po(shown, data) if data.strip() else Catalog(shown, Entry(""))

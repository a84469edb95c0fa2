"""Take back what other programs have worked on: XLIFF, .po, CSV, .mo."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from duizhao.cli.console import Console
from duizhao.cli.options import add_common, add_json, add_language
from duizhao.cli.plain import before_of, keep_inputs, read_plain, write_output
from duizhao.cli.session import open_workplace
from duizhao.cli.status import DONE, FINDINGS
from duizhao.errors import SettingsError
from duizhao.files import CATALOG_LIMIT, read_file
from duizhao.interchange.take import Fate, Outcome
from duizhao.pipeline.exchange import (
    Imported,
    Terms,
    import_file,
    import_files,
    unplaced,
)
from duizhao.pipeline.plain import PlainFile
from duizhao.pipeline.saving import keep_trying
from duizhao.project import now

EXAMPLE = """  duizhao import feature.xlf              into the catalog it came from
  duizhao import target/*.po --dry-run    only tell what would become of them
  duizhao import en.xlf en.po             into a plain catalog
  duizhao import en.xlf en.po -o OUT.po   or a copy of it"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what `import` takes."""
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help="what came back; a .po after it is the plain catalog it goes into",
    )
    add_language(parser, "the language of the files; default: what they say")
    parser.add_argument(
        "--confirmed",
        action="store_true",
        help="take a fuzzy translation that came back unchanged, from a program that "
        "tells no states, as confirmed",
    )
    parser.add_argument(
        "-n", "--dry-run", action="store_true", help="write nothing, only tell"
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="OUT",
        help="write the plain catalog to this file; `-` is standard output",
    )
    add_json(parser)
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """Import, and show what became of the translations; 1 where some have no place."""
    console = Console(arguments.quiet)
    terms = Terms(arguments.language, arguments.confirmed, arguments.dry_run)
    if _is_plain(arguments):
        done = [_import_plain(arguments, terms)]
    else:
        files = [_read(name) for name in arguments.files]
        with open_workplace(arguments, console) as place:
            done = import_files(place, files, terms)
    if str(arguments.output) == "-":
        return FINDINGS if unplaced(done) else DONE
    return _show(arguments, console, done)


def _is_plain(arguments: argparse.Namespace) -> bool:
    """Whether the last of the files is the catalog that the first goes into."""
    names: list[str] = arguments.files
    catalogs = [name.lower().endswith(".po") for name in names]
    plain = len(names) == 2 and catalogs[1] and (arguments.output or not catalogs[0])
    if arguments.output and not plain:
        raise SettingsError(
            f"with --output this takes a file and the catalog it goes into; "
            f"found {' '.join(names)}",
            hint="duizhao import FILE CATALOG.po -o OUT.po",
        )
    return bool(plain)


def _read(name: str) -> PlainFile:
    return PlainFile(name, read_file(Path(name), CATALOG_LIMIT))


def _import_plain(arguments: argparse.Namespace, terms: Terms) -> Imported:
    """Take a file into a plain catalog."""
    name, catalog = arguments.files
    output: Path = arguments.output or Path(catalog)
    keep_inputs(output, [name])
    return keep_trying(lambda: _import_once(output, name, catalog, terms))


def _import_once(output: Path, name: str, catalog: str, terms: Terms) -> Imported:
    """Do so; raise ChangedError where the catalog was saved meanwhile."""
    po = read_plain(catalog)
    data, taken = import_file(_read(name), po, now(), terms)
    changed = data != po.data
    if not terms.dry and (changed or output != Path(catalog)):
        write_output(output, data, before_of(output, po))
    return Imported(name, str(output), taken, changed)


def _show(arguments: argparse.Namespace, console: Console, done: list[Imported]) -> int:
    """Show the counts, and in full what has no place or replaced something."""
    lost = unplaced(done)
    if arguments.json:
        console.show_json([_as_json(one) for one in done])
        return FINDINGS if lost else DONE
    for one in done:
        for outcome in one.taken.outcomes:
            if line := _line(one, outcome):
                console.report(line)
        dry = " (nothing is written)" if arguments.dry_run else ""
        console.say(f"{one.path} -> {one.catalog}: {_counts(one)}{dry}")
    return FINDINGS if lost else DONE


def _counts(one: Imported) -> str:
    counts = ((fate, one.taken.count(fate)) for fate in Fate)
    always = (Fate.TAKEN, Fate.KEPT, Fate.FUZZY, Fate.UNPLACED)
    return ", ".join(f"{n} {fate}" for fate, n in counts if n or fate in always)


def _line(one: Imported, outcome: Outcome) -> str:
    """Return what a person has to know of a translation; empty for nothing."""
    came = outcome.item.entry
    at = outcome.entry.line if outcome.entry is not None else 0
    match outcome.fate:
        case Fate.UNPLACED:
            place = f"{one.path}:{came.line}" if came.line else one.path
            texts = " | ".join(came.msgstr_plural or (came.msgstr,))
            return f"{place}: unplaced: {outcome.why}: {came.msgid} → {texts}"
        case Fate.KEPT if outcome.why and came.msgstr:
            return f"{one.catalog}:{at}: {outcome.fate}: {outcome.why}: {came.msgid}"
        case Fate.OBSOLETE:
            return f"{one.catalog}:{at}: {outcome.fate}: {outcome.why}: {came.msgid}"
        case Fate.FUZZY if outcome.why != _USUAL:
            return f"{one.catalog}:{at}: {outcome.fate}: {outcome.why}: {came.msgid}"
        case Fate.TAKEN if outcome.before:
            return f"{one.catalog}:{at}: replaces: {outcome.before} → {came.msgstr}"
        case _:
            return ""


_USUAL = "nobody has changed it"


def _as_json(one: Imported) -> dict[str, object]:
    """Return what came of a file, for programs; of what was kept the number."""
    return {
        "file": one.path,
        "catalog": one.catalog,
        "changed": one.changed,
        **{str(fate): one.taken.count(fate) for fate in Fate},
        "entries": list(_entries(one)),
    }


def _entries(one: Imported) -> Iterator[dict[str, object]]:
    for outcome in one.taken.outcomes:
        came = outcome.item.entry
        if outcome.fate is Fate.KEPT and not (outcome.why and came.msgstr):
            continue
        yield {
            "fate": str(outcome.fate),
            "line": came.line,
            "context": came.context,
            "source": came.msgid,
            "target": list(came.msgstr_plural) or came.msgstr,
            "before": outcome.before,
            "why": outcome.why,
        }

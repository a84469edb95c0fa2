"""Show which terms the texts use, propose new ones, exchange the glossary."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from duizhao.cli.console import Console
from duizhao.cli.options import add_common, add_documents, add_json, add_language
from duizhao.cli.plain import keep_inputs, write_output
from duizhao.cli.session import open_workplace
from duizhao.cli.status import DONE, FINDINGS
from duizhao.cli.terms_show import (
    candidate_json,
    show_inconsistent,
    show_used,
    usage_json,
)
from duizhao.errors import SettingsError
from duizhao.files import CATALOG_LIMIT, read_file
from duizhao.pipeline.glossary import LIMIT, glossary_path, load_table
from duizhao.pipeline.terms import (
    Texts,
    exported,
    import_glossary,
    inconsistencies,
    proposed,
    read_glossary,
    texts_of,
    texts_of_files,
    used_terms,
)
from duizhao.terms.candidates import as_term
from duizhao.terms.join import Joined
from duizhao.terms.model import Glossary
from duizhao.terms.table import Shape, write_table

EXAMPLE = """  duizhao terms                            which terms the texts use
  duizhao terms --candidates -o new.csv    what may be a term, as rows to paste
  duizhao terms --inconsistent             what is rendered in several ways
  duizhao terms --export tbx -o terms.tbx  for other programs
  duizhao terms --import theirs.tbx        take in another program's terms
  duizhao terms en.po -g glossary.csv      without a publication"""

_FORMS = ("csv", "tbx", "tbx2")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what `terms` takes."""
    parser.usage = (
        "%(prog)s [DOCUMENT ...] [--candidates | --inconsistent] [options]\n"
        "       %(prog)s --export FORM [options]\n       %(prog)s --import FILE [options]"
    )
    add_documents(parser)
    _add_works(parser)
    _add_details(parser)
    add_json(parser)
    add_common(parser)


def _add_works(parser: argparse.ArgumentParser) -> None:
    """Add what it does beside telling which terms are used: one thing at a time."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--candidates",
        action="store_true",
        help="propose terms that the glossary lacks, as CSV ready to be pasted into it",
    )
    what.add_argument(
        "--inconsistent",
        action="store_true",
        help="show what has been rendered in several ways, with places",
    )
    what.add_argument(
        "--export",
        choices=_FORMS,
        help="write the glossary: csv, tbx (TBX-Basic 3) or tbx2 (TBX-Basic 2)",
    )
    what.add_argument(
        "--import",
        dest="bring",
        type=Path,
        metavar="FILE",
        help="take the terms of a TBX or CSV file into the publication's glossary",
    )


def _add_details(parser: argparse.ArgumentParser) -> None:
    """Add how it does so."""
    parser.add_argument(
        "-g",
        "--glossary",
        type=Path,
        metavar="FILE",
        help="use this glossary; the paths then name catalogs",
    )
    add_language(parser, "the translation; default: the publication's first")
    parser.add_argument(
        "--least",
        type=int,
        default=3,
        metavar="N",
        help="how many times a word must come to be proposed; default: 3",
    )
    parser.add_argument(
        "--limit",
        type=int,
        default=40,
        metavar="N",
        help="propose at most so many of each kind; default: 40",
    )
    parser.add_argument(
        "-o",
        "--output",
        # Not `output`: a word on the command line is a document, all the same.
        dest="file",
        type=Path,
        metavar="OUT",
        help="write this file instead of standard output",
    )


def run(arguments: argparse.Namespace) -> int:
    """Do what is asked for."""
    if min(arguments.least, arguments.limit) < 1:
        raise SettingsError("--least and --limit must be at least 1")
    console = Console(arguments.quiet)
    if arguments.bring:
        return _import(arguments, console)
    if arguments.export:
        return _export(arguments, console)
    texts, path, home = _texts(arguments, console)
    for odd in texts.table.findings:
        console.insist(f"{odd.place}: {odd.message}")
    if arguments.candidates:
        return _candidates(arguments, console, texts, home)
    if arguments.inconsistent:
        found = inconsistencies(texts, arguments.least, arguments.limit)
        if arguments.json:
            console.show_json([usage_json(one) for one in found])
        else:
            show_inconsistent(console, found)
        return DONE
    used = used_terms(texts)
    if arguments.json:
        console.show_json([usage_json(one) for one in used])
    else:
        show_used(console, used, len(texts.table.glossary), path)
    return DONE


def _texts(arguments: argparse.Namespace, console: Console) -> tuple[Texts, str, Path]:
    """Return what is worked on, the glossary's name and place; of plain files with -g."""
    words: list[str] = arguments.documents
    plain = bool(words) and all(
        word.lower().endswith((".po", ".pot")) and Path(word).is_file()
        for word in words
    )
    own: Path | None = arguments.glossary
    if own and not plain and words:
        raise SettingsError("with --glossary the paths are those of catalogs (.po)")
    if own and plain:
        files = [(word, read_file(Path(word), CATALOG_LIMIT)) for word in words]
        glossary = str(own), read_file(own, LIMIT)
        return texts_of_files(files, glossary), str(own), own
    with open_workplace(arguments, console) as place:
        language = place.language(arguments.language)
        texts = texts_of(place, words, language)
        home = glossary_path(place.project, language)
        path = place.project.shown(home)
    if own:
        table = read_glossary(str(own), read_file(own, LIMIT))
        return Texts(texts.passages, table), str(own), own
    return texts, path, home


def _candidates(
    arguments: argparse.Namespace, console: Console, texts: Texts, home: Path
) -> int:
    found = proposed(texts, arguments.least, arguments.limit)
    if arguments.json:
        console.show_json([candidate_json(one) for one in found])
        return DONE
    # In the columns of the glossary there is, so that the rows fit.
    terms = Glossary(tuple(map(as_term, found)))
    columns = texts.table.shape.columns
    _put(arguments, write_table(terms, Shape(columns=columns)), home)
    if arguments.file:
        plural = "" if len(found) == 1 else "s"
        console.say(f"{arguments.file}: {len(found)} candidate{plural}")
    return DONE


def _export(arguments: argparse.Namespace, console: Console) -> int:
    if arguments.glossary:
        home = arguments.glossary
        table = read_glossary(str(home), read_file(home, LIMIT))
        languages = ("zh-Hans", arguments.language or "en")
    else:
        with open_workplace(arguments, console) as place:
            language = place.language(arguments.language)
            source = place.project.settings.publication.source_language
            languages = (source, language)
            home = glossary_path(place.project, language)
            found = load_table(place.project, language)
        if found is None:
            hint = "write one, or begin with: duizhao terms --candidates -o FILE"
            path = place.project.shown(home)
            raise SettingsError("there is no glossary yet", path=path, hint=hint)
        table = found
    for odd in table.findings:
        console.insist(f"{odd.place}: {odd.message}")
    _put(arguments, exported(table.glossary, arguments.export, languages), home)
    if arguments.file:
        plural = "" if len(table.glossary) == 1 else "s"
        console.say(f"{arguments.file}: {len(table.glossary)} term{plural}")
    return DONE


def _import(arguments: argparse.Namespace, console: Console) -> int:
    data = read_file(arguments.bring, LIMIT)
    with open_workplace(arguments, console) as place:
        language = place.language(arguments.language)
        name = str(arguments.bring)
        shown, joined, odd = import_glossary(place, name, data, language)
    for one in odd:
        console.insist(f"{one.place}: {one.message}")
    if arguments.json:
        told = {key: value for key, value in _told(joined).items() if key != "glossary"}
        console.show_json({"path": shown, **told})
    else:
        _show_joined(console, shown, joined)
    return FINDINGS if joined.conflicts or joined.refused else DONE


def _told(joined: Joined) -> dict[str, Sequence[str]]:
    return {
        "added": joined.added,
        "changed": joined.changed,
        "conflicts": joined.conflicts,
        "refused": joined.refused,
    }


def _show_joined(console: Console, shown: str, joined: Joined) -> None:
    for text in joined.conflicts:
        console.insist(text)
    if joined.refused:
        rows = ", ".join(joined.refused)
        console.insist(
            f"{shown}: nothing is written before these rows are mended: {rows}"
        )
        return
    counts = f"{len(joined.added)} new, {len(joined.changed)} changed"
    if not joined.added and not joined.changed:
        counts = "nothing new"
    conflicts = len(joined.conflicts)
    more = f", {conflicts} contradiction{'s' * (conflicts != 1)}" if conflicts else ""
    number = len(joined.glossary)
    terms = "1 term" if number == 1 else f"{number} terms"
    console.say(f"{shown}: {counts}{more}; {terms} in all")


def _put(arguments: argparse.Namespace, data: bytes, glossary: Path) -> None:
    """Write a file to where it was asked for, but not over what was read."""
    if arguments.file:
        keep_inputs(arguments.file, [*arguments.documents, str(glossary)])
    write_output(arguments.file or Path("-"), data)

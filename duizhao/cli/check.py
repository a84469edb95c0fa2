"""Look for mistakes in translations; put right what is certain."""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from duizhao.cli.check_formats import Form, show_full, written
from duizhao.cli.check_report import CheckReport
from duizhao.cli.console import Console
from duizhao.cli.options import add_common, add_documents
from duizhao.cli.plain import keep_inputs, write_output
from duizhao.cli.session import open_workplace
from duizhao.cli.status import DONE, FINDINGS
from duizhao.config import Settings
from duizhao.errors import SettingsError
from duizhao.files import CATALOG_LIMIT, read_file
from duizhao.pipeline.checking import (
    check_documents,
    check_file,
    choose_rules,
    fix_documents,
    fix_file,
)
from duizhao.pipeline.glossary import load_termbase
from duizhao.project import Project, now

if TYPE_CHECKING:
    from duizhao.pipeline.checking import Fixed
    from duizhao.pipeline.workplace import Workplace

EXAMPLE = """  duizhao check                       every document
  duizhao check feature --rule text   the rules of one family on one document
  duizhao check --fix                 put right what is certain; show it
  duizhao check en.po                 a catalog without a publication
  duizhao check --format html -o build/check.html"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what `check` takes."""
    add_documents(parser)
    parser.add_argument(
        "-r",
        "--rule",
        action="append",
        default=[],
        metavar="ID",
        help="a rule, or a family such as `text`; may be given again; default: all",
    )
    parser.add_argument(
        "--fix", action="store_true", help="put right what is certain; show the changes"
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="with --fix: only show the changes; leave with 1 where there are any",
    )
    parser.add_argument(
        "--strict",
        action="store_true",
        help="leave with 1 also where there are warnings",
    )
    parser.add_argument(
        "--format",
        choices=[str(one) for one in Form],
        default=str(Form.FULL),
        help="full (the default), json, github (annotations), sarif, or html (a page)",
    )
    parser.add_argument(
        "--json",
        action="store_const",
        dest="format",
        const=str(Form.JSON),
        help="the same as --format json",
    )
    parser.add_argument(
        "--explain", metavar="ID", default="", help="show the page of a rule"
    )
    parser.add_argument(
        "-o",
        "--output",
        # Not `output`: a word on the command line is a document, all the same.
        dest="report",
        type=Path,
        metavar="FILE",
        help="write the findings into this file instead",
    )
    add_common(parser)


def run(arguments: argparse.Namespace) -> int:
    """Check, and show the findings; return 1 where there is an error among them."""
    console = Console(arguments.quiet)
    if arguments.explain:
        return _explain(console, arguments.explain)
    if arguments.dry_run and not arguments.fix:
        raise SettingsError("--dry-run shows what --fix would do; add --fix")
    if arguments.report:
        keep_inputs(arguments.report, arguments.documents)
    chosen = choose_rules(arguments.rule)
    with ExitStack() as stack:
        job = _Job(arguments, chosen, console, stack)
        fixed = job.fix() if arguments.fix else []
        form = Form(arguments.format)
        for one in fixed:
            tell = console.report if form is Form.FULL else console.insist
            tell("\n".join(one.diff))
        if arguments.dry_run:
            if not fixed:
                console.say("There is nothing that --fix would put right.")
            return FINDINGS if fixed else DONE
        report = job.report()
    if form is Form.FULL and not arguments.report:
        show_full(console, report, fixed=len(fixed))
    else:
        data = written(form, report).encode("utf-8", "backslashreplace")
        write_output(arguments.report or Path("-"), data)
        if arguments.report:
            console.say(f"{arguments.report}: {report.summary}")
    return report.status(strict=arguments.strict)


class _Job:
    """What one call works on: documents of a publication, catalogs of none, or both."""

    def __init__(
        self,
        arguments: argparse.Namespace,
        chosen: frozenset[str],
        console: Console,
        stack: ExitStack,
    ) -> None:
        """Find out which words are documents; open the publication where it is used."""
        self._chosen = chosen
        words: list[str] = arguments.documents
        project = _publication(arguments)
        self._settings = project.settings if project else Settings()
        self._root = project.root if project else Path()
        language = self._settings.publication.languages[0]
        self._glossary = load_termbase(project, language)[0] if project else None
        self._place: Workplace | None = None
        self._files, self._names = _sorted(words, project)
        self._dry: bool = arguments.dry_run
        if self._names or not words:
            arguments.project = self._root
            self._place = stack.enter_context(open_workplace(arguments, console))

    def fix(self) -> list[Fixed]:
        """Put right what is certain; return what was changed, or would be."""
        done: list[Fixed] = []
        if self._place:
            done += fix_documents(self._place, self._names, self._chosen, dry=self._dry)
        for name in self._files:
            data = read_file(Path(name), CATALOG_LIMIT)
            fixed = fix_file(name, data, self._settings, self._chosen, self._glossary)
            if fixed:
                done.append(fixed)
                if not self._dry:
                    write_output(Path(name), fixed.data, data)
        return done

    def report(self) -> CheckReport:
        """Return what is found."""
        parts = []
        if self._place:
            parts.append(check_documents(self._place, self._names, self._chosen))
        for name in self._files:
            data = read_file(Path(name), CATALOG_LIMIT)
            parts.append(
                check_file(name, data, self._settings, self._chosen, self._glossary)
            )
        publication = self._settings.publication
        return CheckReport.of(parts, publication, now(), self._root)


def _publication(arguments: argparse.Namespace) -> Project | None:
    """Return the publication; None where there is none and none is needed.

    Catalogs that are named from outside are of the publication they all stand in.
    """
    words = arguments.documents
    try:
        return Project.find(arguments.project)
    except SettingsError as error:
        if error.line or not words or not all(map(_is_catalog, words)):
            raise
    try:
        found = {Project.find(Path(word).parent).root for word in words}
    except SettingsError as error:
        if error.line:
            raise
        return None
    return Project.find(found.pop()) if len(found) == 1 else None


def _is_catalog(word: str) -> bool:
    return word.lower().endswith((".po", ".pot")) and Path(word).is_file()


def _sorted(words: list[str], project: Project | None) -> tuple[list[str], list[str]]:
    """Return the words that are catalogs of no document, and those that are documents."""
    known: dict[Path, str] = {}
    catalogs = [word for word in words if _is_catalog(word)]
    if project and catalogs:
        languages = project.settings.publication.languages
        for file in project.documents():
            paths = (project.po_path(file.name, language) for language in languages)
            for path in (*paths, project.pot_path(file.name)):
                known[path.resolve()] = file.name
    names = [
        known.get(Path(word).resolve(), "") if word in catalogs else word
        for word in words
    ]
    plain = [word for word, name in zip(words, names, strict=True) if not name]
    return plain, [name for name in names if name]


def _explain(console: Console, rule: str) -> int:
    """Show the page of a rule; of a family, which rules it has."""
    # Loaded here: nobody else needs the pages.
    from duizhao.shipped import read_shipped_page  # noqa: PLC0415

    page = read_shipped_page(rule)
    if page is None:
        console.report("\n".join(sorted(choose_rules([rule]))))
        return DONE
    code = False
    for line in page.splitlines():
        code ^= line.startswith("```")
        if code:
            console.verbatim(line)
        else:
            console.report(line, hanging=2 * line.startswith("* "))
    return DONE

"""Send a translation to a reviewer in Word, and take back what she changed."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from duizhao.cli.console import Console
from duizhao.cli.options import add_action, add_common, add_json, add_language
from duizhao.cli.plain import read_plain
from duizhao.cli.review_ask import ask_each
from duizhao.cli.review_since import since
from duizhao.cli.session import open_workplace
from duizhao.cli.status import DONE, FINDINGS
from duizhao.errors import SettingsError
from duizhao.pipeline.review import (
    Order,
    Sent,
    Taken,
    send_reviews,
    take_review,
    write_report,
)
from duizhao.review.layout import Layout
from duizhao.review.settle import Approval, Fate, Outcome, Take, Terms, order_of
from duizhao.review.sheet import Only

EXAMPLE = """  duizhao review out                        build/review/NAME.docx of each
  duizhao review out feature --only fuzzy   what is fuzzy or not translated
  duizhao review out --layout running       the text as it will be read
  duizhao review out --only changed         what no reviewer has seen as it is
  duizhao review out --since v1.2           what has changed since a revision
  duizhao review back feature.docx --dry-run       only tell what came back
  duizhao review back feature.docx                 take it into the catalog
  duizhao review back feature.docx --as-proposal   hers, but fuzzy
  duizhao review back feature.docx --reviewed "Li Hua"   and who approved it"""

_LEFT = {
    Fate.CONFLICT: "what stands in the catalog is unchanged; decide on a terminal, or "
    "with --take reviewer or --take ours",
    Fate.STALE: "hers stands in the catalog as a comment; mend the translation by hand",
    Fate.MISSING: "the translation stands; in the catalog, [left out] takes it away",
    Fate.UNPLACED: "nothing of it is taken; put in by hand what is wanted",
}
"""What is left for a person, and what she can do about it."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Tell what `review` takes."""
    actions = parser.add_subparsers(metavar="ACTION", dest="action", required=True)
    out, back = "write Word files for a reviewer", "take a returned Word file in"
    _add_out(add_action(actions, "out", out, EXAMPLE))
    _add_back(add_action(actions, "back", back, EXAMPLE))


def _add_out(out: argparse.ArgumentParser) -> None:
    out.add_argument("documents", nargs="*", metavar="DOCUMENT", help="default: all")
    out.add_argument(
        "--only",
        choices=[str(one) for one in Only],
        default=str(Only.ALL),
        help="which segments: `fuzzy`, with the untranslated; `changed`, what no "
        "reviewer has seen as it is now; default: all",
    )
    out.add_argument(
        "--since",
        metavar="REVIEW",
        default="",
        help="only what has changed, in either language, since this review, sent or "
        "returned, or since this git revision",
    )
    out.add_argument(
        "--layout",
        choices=[str(one) for one in Layout],
        default=str(Layout.TABLE),
        help="`table`: the original beside the translation; `running`: the text as its "
        "readers will see it; default: table",
    )
    out.add_argument(
        "--chinese",
        action="store_true",
        help="with --layout running: the Chinese beneath each paragraph, in grey",
    )
    add_language(out, "only this language")
    add_json(out)
    add_common(out)


def _add_back(back: argparse.ArgumentParser) -> None:
    back.add_argument("file", metavar="FILE.docx", help="the file that came back")
    back.add_argument(
        "--take",
        choices=[str(one) for one in Take],
        default=str(Take.ASK),
        help="who wins where both changed a segment; default: ask, which in a pipe only "
        "tells the conflict",
    )
    back.add_argument(
        "--as-proposal",
        action="store_true",
        help="keep what is taken of hers fuzzy, until a translator has looked at it",
    )
    back.add_argument(
        "--reviewed",
        metavar="NAME",
        default="",
        help="note that NAME approved what came back unchanged or is taken",
    )
    back.add_argument(
        "--report",
        type=Path,
        metavar="FILE.html",
        help="the page that shows every change; default: build/review/DOCUMENT.html",
    )
    back.add_argument("--dry-run", action="store_true", help="change nothing")
    add_json(back)
    add_common(back)


def run(arguments: argparse.Namespace) -> int:
    """Send or take a review; return 1 where something is left for a person to settle."""
    return _out(arguments) if arguments.action == "out" else _back(arguments)


def _out(arguments: argparse.Namespace) -> int:
    console = Console(arguments.quiet)
    order = Order(
        Only(arguments.only),
        arguments.language,
        layout=Layout(arguments.layout),
        chinese=arguments.chinese,
    )
    if order.chinese and order.layout is not Layout.RUNNING:
        raise SettingsError(
            "the table has the Chinese in a column of its own",
            hint="--chinese goes with --layout running",
        )
    with open_workplace(arguments, console) as place:
        names = arguments.documents
        if arguments.since:
            found, names = since(place, arguments.since, names)
            language = order.language or found.language
            order = replace(order, since=found, language=language)
        sent = list(send_reviews(place, names, order))
    if arguments.json:
        console.show_json(
            [
                {"path": one.path, "segments": one.segments}
                for one in sent
                if one.segments
            ]
        )
        return DONE
    for one in sent:
        console.say(_sent(one))
    return DONE


def _sent(one: Sent) -> str:
    if not one.segments:
        return f"{one.path}: nothing to send, not written"
    plural = "" if one.segments == 1 else "s"
    return f"{one.path}: {one.segments:,} segment{plural}"


def _back(arguments: argparse.Namespace) -> int:
    console = Console(arguments.quiet)
    file, dry = read_plain(arguments.file), arguments.dry_run
    terms = Terms(Take(arguments.take), propose=arguments.as_proposal)
    if _asks(arguments):
        with open_workplace(arguments, console) as place:
            asked = take_review(place, file, terms, dry=True).settled.outcomes
        # Nothing is held up while somebody thinks.
        terms = replace(terms, chosen=ask_each(asked, console))
    with open_workplace(arguments, console) as place:
        if arguments.reviewed.strip():
            approval = Approval(arguments.reviewed.strip(), place.time.date())
            terms = replace(terms, approval=approval)
        taken = take_review(place, file, terms, dry=dry)
        report = write_report(place, taken, arguments.report)
    outcomes = taken.settled.outcomes
    if arguments.json:
        console.show_json(_as_json(taken))
    else:
        for one in order_of(outcomes):
            if one.fate is not Fate.KEPT or one.remarks:
                _show(console, one)
        console.say(_summary(taken, dry=dry))
        for fate, remedy in _LEFT.items():
            if taken.settled.count(fate):
                console.say(f"  {fate}: {remedy}")
        console.say(f"{report}: all of it, coloured")
    return FINDINGS if any(one.fate in _LEFT for one in outcomes) else DONE


def _asks(arguments: argparse.Namespace) -> bool:
    """Whether somebody is there to be asked."""
    terminal = sys.stdin.isatty() and sys.stdout.isatty()
    return arguments.take == Take.ASK and terminal and not arguments.json


def _show(console: Console, one: Outcome) -> None:
    row = f"row {one.row.number}" if one.row.number else ""
    line = f"line {one.line}" if one.line else ""
    place = ", ".join(filter(None, (row, line)))
    console.report(": ".join(filter(None, (one.fate, place, one.why))))
    if one.fate is not Fate.KEPT:
        if one.ours:
            console.report(f"  - {one.ours}")
        if one.theirs:
            console.report(f"  + {one.theirs}")
    for remark in one.remarks:
        console.report(f"  # {remark}")


def _summary(taken: Taken, *, dry: bool) -> str:
    counts = ((fate, taken.settled.count(fate)) for fate in Fate)
    told = ", ".join(f"{number} {fate}" for fate, number in counts if number)
    remarks = sum(len(one.remarks) for one in taken.settled.outcomes)
    said = f"; {remarks} remark{'' if remarks == 1 else 's'}" if remarks else ""
    done = " (nothing written)" if dry or not taken.changed else ""
    return f"{taken.catalog}: {told or 'no rows'}{said}{done}"


def _as_json(taken: Taken) -> dict[str, object]:
    return {
        "file": taken.path,
        "catalog": taken.catalog,
        "changed": taken.changed,
        "rows": [
            {
                "fate": str(one.fate),
                "row": one.row.number,
                "line": one.line,
                "ours": one.ours,
                "theirs": one.theirs,
                "why": one.why,
                "remarks": list(one.remarks),
            }
            for one in taken.settled.outcomes
        ],
    }

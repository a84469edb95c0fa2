r"""Samples of the rules in `tests/data/checks/RULE.txt`, our own sentences.

A line is `source | translation | found`, where `found` is each text that is found, with
`;; ` between several, `*` where the whole entry is meant, and `-` where nothing is.
A line that begins with `#` tells what those after it are about; `# style: locale=en-GB`
sets the publication's ways for them (`glossary=yes` those of `tests/data/terms`). `\n`, `\t`, `\u200b`, `\u0020` and `\|` stand for
what cannot be seen or would part the line.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry
from duizhao.checks.examine import Scope, examine
from duizhao.checks.rule import Rule, subject_of
from duizhao.checks.style import Style
from duizhao.diagnostics import Diagnostic
from duizhao.terms.table import read_table
from duizhao.terms.termbase import Termbase

FOLDER = Path(__file__).parent / "data" / "checks"
GLOSSARY = FOLDER.parent / "terms" / "glossary.csv"
_PART = re.compile(r"(?<!\\)\|")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|([nt|]))")
_SIGNS = {"n": "\n", "t": "\t", "|": "|"}


class Sample(NamedTuple):
    source: str
    target: str
    found: tuple[str, ...]
    style: Style
    line: int


def samples_of(rule: str) -> list[Sample]:
    return list(_samples((FOLDER / f"{rule}.txt").read_text("utf-8")))


def _samples(text: str) -> Iterator[Sample]:
    style = Style()
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("# style:"):
            said: dict[str, Any] = dict(one.split("=", 1) for one in line[8:].split())
            glossary = termbase_of(GLOSSARY) if said.pop("glossary", "") else None
            style = replace(Style(glossary=glossary), **said)
        elif line.strip() and not line.startswith("#"):
            source, target, found = (_decoded(part) for part in _PART.split(line))
            parts = () if found == "-" else tuple(found.split(";; "))
            yield Sample(source, target, parts, style, number)


@cache
def termbase_of(path: Path) -> Termbase:
    return Termbase(read_table(path.name, path.read_bytes()).glossary)


def _decoded(part: str) -> str:
    return _ESCAPE.sub(_sign, part.strip())


def _sign(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else _SIGNS[found[2]]


def entry_of(source: str, target: str) -> Entry:
    """Return an entry; what a source says before `::`, as in `heading:: 春天`, is its role."""
    role, double, text = source.partition(":: ")
    if double and re.fullmatch(r"[a-z][a-z ]*\d?", role):
        return Entry(text, target, extracted=(f"type: {role}",))
    return Entry(source, target)


def found_in(rule: Rule, source: str, target: str, style: Style = Style()) -> list[str]:  # noqa: B008 - a value
    entry = entry_of(source, target)
    subject = subject_of(Catalog("en.po", Entry(""), (entry,)), style)
    return [target[one.start : one.end] or "*" for one in rule.find(subject)]


def check_catalog(
    catalog: Catalog,
    rules: Sequence[Rule],
    disabled: Collection[str] = (),
    style: Style = Style(),  # noqa: B008 - a value
) -> list[Diagnostic]:
    """Return what `rules` find in `catalog`, by line; those in `disabled` are not run."""
    run = tuple(rule for rule in rules if rule.id not in disabled)
    return list(examine(catalog, Scope(run), style).found)

"""Findings in a user's text, as values that are collected and printed in one place."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from duizhao.values import value


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """Must not be printed so."""
    WARNING = "warning"
    """Should be looked at."""
    INFO = "info"
    """Worth knowing."""


@value
class Place:
    """A spot in a file that the user knows."""

    path: str
    """The file, as the user named it or relative to the project."""
    line: int = 0
    """One-based line; 0 where the whole file is meant."""
    column: int = 0
    """One-based column in characters; 0 where the whole line is meant."""

    def __str__(self) -> str:
        """Return `path:line:column`, leaving out what is unknown."""
        numbers = [str(number) for number in (self.line, self.column) if number]
        return ":".join([self.path, *numbers])

    def __lt__(self, other: Place) -> bool:
        """Say whether it comes before `other`: by path, then by line and column."""
        there = other.path, other.line, other.column
        return (self.path, self.line, self.column) < there


@value
class Diagnostic:
    """One finding: which rule, how grave, where, what, and what to do."""

    rule: str
    """A stable id such as `markup.codes`, by which a project may silence it."""
    severity: Severity
    """How much it matters."""
    place: Place
    """Where it is, in the file that is at fault."""
    message: str
    """What was found and what was expected, in one sentence."""
    hint: str = ""
    """What to do about it; empty where that is plain."""
    excerpt: str = ""
    """The text in question; empty where there is none."""
    start: int = 0
    """Where in the excerpt the fault begins, in characters."""
    end: int = 0
    """Where it ends; 0 where the whole excerpt is meant."""
    source: str = ""
    """What the excerpt translates; empty where it is no translation."""
    fix: str | None = None
    """What certainly belongs there instead; None where that is for a person to say."""
    until: Place | None = None
    """The spot in the file that follows its last character; None where not known."""


def to_json(found: Diagnostic) -> dict[str, str | int | None]:
    """Return a finding as a JSON object."""
    until = found.until or Place("")
    return {
        "rule": found.rule,
        "severity": str(found.severity),
        "path": found.place.path,
        "line": found.place.line,
        "column": found.place.column,
        "message": found.message,
        "hint": found.hint,
        "excerpt": found.excerpt,
        "start": found.start,
        "end": found.end,
        "source": found.source,
        "fix": found.fix,
        "end_line": until.line,
        "end_column": until.column,
    }


def from_json(value: Mapping[str, Any]) -> Diagnostic:
    """Return the finding that `to_json` wrote."""
    place = Place(value["path"], value["line"], value["column"])
    severity = Severity(value["severity"])
    end = value.get("end_line", 0), value.get("end_column", 0)
    return Diagnostic(
        value["rule"],
        severity,
        place,
        value["message"],
        value["hint"],
        value["excerpt"],
        value.get("start", 0),
        value.get("end", 0),
        value.get("source", ""),
        value.get("fix"),
        Place(value["path"], *end) if end[0] else None,
    )

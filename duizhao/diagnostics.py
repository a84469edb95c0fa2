"""Findings in a user's text, as values that are collected and printed in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, order=True)
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


def to_json(found: Diagnostic) -> dict[str, str | int]:
    """Return a finding as a JSON object."""
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
    }


def from_json(value: Mapping[str, Any]) -> Diagnostic:
    """Return the finding that `to_json` wrote."""
    place = Place(value["path"], value["line"], value["column"])
    severity = Severity(value["severity"])
    return Diagnostic(
        value["rule"],
        severity,
        place,
        value["message"],
        value["hint"],
        value["excerpt"],
        value.get("start", 0),
        value.get("end", 0),
    )

"""What `check` found, in each of the forms it is told in."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, assert_never

from duizhao.cli.check_report import CheckReport
from duizhao.cli.console import Console
from duizhao.cli.visible import visible
from duizhao.diagnostics import Severity, to_json

SCHEMA = 1
"""The version of the JSON; a key is taken away or changed only with a new one."""


class Form(StrEnum):
    """In which form findings are told."""

    FULL = "full"
    """For people, at a terminal."""
    JSON = "json"
    """For programs."""
    GITHUB = "github"
    """Annotations of GitHub Actions."""
    SARIF = "sarif"
    """SARIF 2.1.0, for code scanning and editors."""
    HTML = "html"
    """A page that stands by itself."""


def show_full(console: Console, report: CheckReport, *, fixed: int = 0) -> None:
    """Show each finding with its place, then how many of each rule there are."""
    console.show_findings(report.found)
    if fixed:
        console.say(f"Put right: {fixed} {'catalog' if fixed == 1 else 'catalogs'}.")
    if not report.found:
        silent = f" {len(report.silenced)} silenced." if report.silenced else ""
        console.say(f"No findings.{silent}")
        return
    room = max(len(str(count)) for count in report.rules.values())
    for rule, count in report.rules.items():
        console.say(f"  {count:{room}} {rule}")
    console.say(report.summary)
    if certain := sum(one.fix is not None for one in report.found):
        console.say(f"--fix can put right {certain} of them.")


def written(form: Form, report: CheckReport) -> str:
    """Return the report in one of its forms, with a line end at its end."""
    match form:
        case Form.FULL:
            # Loaded here as below: each call needs one of them.
            from duizhao.cli.console import finding_lines  # noqa: PLC0415

            lines = [line for one in report.found for line in finding_lines(one)]
            return "\n".join((*lines, report.summary, ""))
        case Form.JSON:
            return _json(_as_json(report))
        case Form.GITHUB:
            return "".join(f"{line}\n" for line in _commands(report))
        case Form.SARIF:
            from duizhao.cli.sarif import sarif  # noqa: PLC0415

            return _json(sarif(report.found, report.silenced, base_of(report.root)))
        case Form.HTML:
            from duizhao.cli.check_html import as_html  # noqa: PLC0415

            return as_html(report)
        case _:
            assert_never(form)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _as_json(report: CheckReport) -> dict[str, Any]:
    counts = Counter(str(one.severity) for one in report.found)
    return {
        "version": SCHEMA,
        "findings": [to_json(one) for one in report.found],
        "silenced": [
            {**to_json(one.diagnostic), "reason": one.reason} for one in report.silenced
        ],
        "counts": {
            **{str(severity): counts[severity] for severity in Severity},
            "silenced": len(report.silenced),
        },
    }


def base_of(root: Path) -> str:
    """Return what goes before a path so that it starts from the checkout, or from here.

    Services that show findings beside a file know only its path in the repository.
    """
    workspace = os.environ.get("GITHUB_WORKSPACE") or os.environ.get("CI_PROJECT_DIR")
    here = Path(workspace).resolve() if workspace else Path.cwd()
    relative = os.path.relpath(root.resolve(), here).replace(os.sep, "/")
    if relative == "." or relative.startswith("../"):
        return ""
    return f"{relative}/"


_LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}


def _commands(report: CheckReport) -> Iterator[str]:
    """Yield a command of GitHub Actions for each finding."""
    base = base_of(report.root)
    for one in report.found:
        place = one.place
        said: list[tuple[str, object]] = [("file", f"{base}{place.path}")]
        if place.line:
            said.append(("line", place.line))
        if place.column:
            said.append(("col", place.column))
        if one.until and one.until.line == place.line:
            said.append(("endColumn", one.until.column))
        said.append(("title", one.rule))
        properties = ",".join(f"{name}={_property(what)}" for name, what in said)
        text = _escaped(visible("\n".join(filter(None, (one.message, one.hint)))))
        yield f"::{_LEVELS[one.severity]} {properties}::{text}"


def _escaped(text: str, signs: Iterable[str] = "%\r\n") -> str:
    for sign in signs:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def _property(what: object) -> str:
    return _escaped(visible(str(what)), "%\r\n:,")

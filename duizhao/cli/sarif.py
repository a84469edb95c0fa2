"""Findings as SARIF 2.1.0, which code scanning services and editors read.

Columns are counted in characters (`unicodeCodePoints`). What an entry keeps silent about
is told, too, with the reason, as suppressed in the source.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from duizhao.diagnostics import Diagnostic, Severity
from duizhao.shipped import read_shipped_page
from duizhao.version import VERSION

if TYPE_CHECKING:
    from duizhao.checks.examine import Silenced

_LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
}


def sarif(
    found: Iterable[Diagnostic], silenced: Sequence[Silenced], base: str = ""
) -> dict[str, Any]:
    """Return the log; `base` goes before each path, so that it starts from the checkout."""
    told: list[tuple[Diagnostic, str | None]] = [(one, None) for one in found]
    told += [(one.diagnostic, one.reason) for one in silenced]
    ids = sorted({one.rule for one, _ in told})
    severities = {one.rule: one.severity for one, _ in told}
    driver = {
        "name": "duizhao",
        "version": VERSION,
        "rules": [_rule(rule, severities[rule]) for rule in ids],
    }
    numbers = {rule: number for number, rule in enumerate(ids)}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": [
                    _result(one, reason, base, numbers[one.rule])
                    for one, reason in told
                ],
            }
        ],
    }


def _rule(rule: str, severity: Severity) -> dict[str, Any]:
    """Return what is told of a rule: its page, where the program has it."""
    told: dict[str, Any] = {
        "id": rule,
        "defaultConfiguration": {"level": _LEVELS[severity]},
    }
    if page := read_shipped_page(rule):
        what = page.partition("\n## What\n")[2].partition("\n## ")[0].strip()
        told["shortDescription"] = {"text": what.partition("\n")[0]}
        told["helpUri"] = f"urn:duizhao:docs/checks/{rule}.md"
        told["help"] = {"text": page, "markdown": page}
    return told


def _result(
    one: Diagnostic, reason: str | None, base: str, number: int
) -> dict[str, Any]:
    where: dict[str, Any] = {
        "artifactLocation": {"uri": quote(f"{base}{one.place.path}")}
    }
    if one.place.line:
        where["region"] = _region(one)
    text = ". ".join(filter(None, (one.message, one.hint)))
    result: dict[str, Any] = {
        "ruleId": one.rule,
        "ruleIndex": number,
        "level": _LEVELS[one.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": where}],
        # The same finding has the same mark when it has moved to another line.
        "partialFingerprints": {"finding/v1": _fingerprint(one)},
    }
    if reason is not None:
        silence = {"kind": "inSource", "justification": reason}
        result["suppressions"] = [silence if reason else {"kind": "inSource"}]
    return result


def _region(one: Diagnostic) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": one.place.line}
    if one.place.column:
        region["startColumn"] = one.place.column
    if one.until:
        region |= {"endLine": one.until.line, "endColumn": one.until.column}
    if one.end > one.start:
        region["message"] = {"text": one.excerpt[one.start : one.end]}
    return region


def _fingerprint(one: Diagnostic) -> str:
    parts = (one.rule, one.place.path, one.source, one.excerpt, str(one.start))
    data = "\0".join(parts).encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=12).hexdigest()

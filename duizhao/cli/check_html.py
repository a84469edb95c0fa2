"""Findings as rows of the page that shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duizhao.cli.visible import visible
from duizhao.diagnostics import Diagnostic
from duizhao.render.check_page import CheckPage, CheckRow, check_html

if TYPE_CHECKING:
    from duizhao.cli.check_report import CheckReport

_MOST = 5_000  # findings; a browser is slow with more


def as_html(report: CheckReport) -> str:
    """Return the report as a page that stands by itself."""
    silenced = [
        (visible(str(one.diagnostic.place)), one.diagnostic.rule, visible(one.reason))
        for one in report.silenced[:_MOST]
    ]
    shown = report.found[:_MOST]
    left = len(report.found) - len(shown)
    rows = [_row(one) for one in shown]
    page = CheckPage(report.title, report.time, report.language, rows, silenced, left)
    return check_html(page)


def _row(one: Diagnostic) -> CheckRow:
    place = one.place
    where = ":".join(str(number) for number in (place.line, place.column) if number)
    missing = bool(one.source) and one.rule == "state.missing"
    text = "" if missing else one.excerpt
    # What is not to be seen is written out, so that places move.
    start, end = (len(visible(text[:at])) for at in (one.start, one.end))
    return CheckRow(
        visible(place.path),
        where,
        one.rule,
        str(one.severity),
        visible(one.message),
        visible(one.hint),
        visible(one.source),
        visible(text),
        (start, end),
        certain=one.fix is not None,
    )

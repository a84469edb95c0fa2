"""How far the translations have come, as one page that stands by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from duizhao.render.escape import escape
from duizhao.render.ticks import day_label

_STYLE = """
:root { color-scheme: light; --ink: #1f2a2c; --soft: #5b6163; --line: #e6e3dd;
  --done: #2e6f73; --fuzzy: #e3a73b; --open: #dcd7cd; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 2rem 1.25rem 3rem; color: var(--ink);
  font: 16px/1.5 Lato, "Helvetica Neue", "Noto Sans", "Noto Sans CJK SC", Arial,
  sans-serif; background: #fff; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .25rem; }
.when { color: var(--soft); margin: 0 0 1.5rem; }
.sum { display: flex; flex-wrap: wrap; gap: .5rem 2.5rem; margin: 0 0 1.25rem; }
.sum div { min-width: 6rem; } .sum b { display: block; font-size: 1.5rem;
  line-height: 1.2; font-variant-numeric: tabular-nums; }
.sum span { color: var(--soft); font-size: .9rem; }
.bar { display: flex; height: .6rem; border-radius: .3rem; overflow: hidden;
  background: var(--open); } .bar i { display: block; height: 100%; }
.bar .d { background: var(--done); } .bar .f { background: var(--fuzzy); }
.key { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: .6rem 0 2rem;
  color: var(--soft); font-size: .9rem; } .key i { display: inline-block; width: .8rem;
  height: .8rem; border-radius: .2rem; margin-right: .4rem; vertical-align: -.05rem; }
figure { margin: 0 0 2rem; } figure svg { display: block; width: 100%; height: auto; }
.narrow { display: none; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: .45rem .5rem; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; font-size: .85rem; vertical-align: bottom; }
th:first-child, td:first-child { text-align: left; padding-left: 0;
  overflow-wrap: anywhere; } td .bar { width: 8rem; height: .4rem; margin-top: .3rem; }
.past { margin-top: 2.5rem; }
tr.all td { font-weight: 600; border-bottom: 0; }
.note { color: var(--soft); font-size: .9rem; margin-top: 1.5rem; }
@media (max-width: 46rem) {
  body { padding: 1.25rem 1rem 2rem; } .wide { display: none; }
  .narrow { display: block; } .sum { gap: .5rem 1.5rem; } .sum div { min-width: 0; }
  table, tbody, tr, td { display: block; } thead { display: none; }
  tr { border-bottom: 1px solid var(--line); padding: .7rem 0; display: grid;
    grid-template-columns: 1fr 1fr 1fr; gap: .2rem .75rem; }
  td { border: 0; padding: 0; text-align: left; }
  td:first-child { grid-column: 1 / -1; font-weight: 600; }
  td .bar { width: 100%; } td[data-name]::before { content: attr(data-name);
    display: block; color: var(--soft); font-size: .75rem; font-weight: 400; }
  tr.all { border-bottom: 0; }
}
"""


@dataclass(frozen=True, slots=True)
class StatsRow:
    """One line of the table."""

    name: str
    """The document, with its language where there are several."""
    percent: int
    """The share translated."""
    shares: tuple[int, int, int]
    """The 字 translated, fuzzy, missing."""
    cells: tuple[str, ...]
    """What stands in the columns."""


@dataclass(frozen=True, slots=True)
class StatsHistory:
    """How the translations grew."""

    charts: tuple[str, str]
    """SVG, taken in whole: for a screen, and for a phone; empty for none."""
    heads: tuple[str, ...]
    """The heads of the table of revisions."""
    rows: tuple[tuple[str, ...], ...]
    """Its rows, the oldest first."""
    note: str = ""
    """What else is told of them."""


def stats_html(
    title: str,
    time: datetime,
    heads: Sequence[str],
    rows: Sequence[StatsRow],
    history: StatsHistory | None = None,
) -> str:
    """Return the page; the last of `rows` is all of them together.

    `history` are a chart above the table and a table beneath. Nothing is loaded from elsewhere.
    """
    total = rows[-1]
    done, fuzzy, missing = total.shares
    whole = done + fuzzy + missing
    # Of nothing there is no per cent.
    share = f"{total.percent} %" if whole else "–"
    sums = (
        (share, "translated"),
        (f"{whole:,}", "字 in all"),
        (f"{fuzzy + missing:,}", "字 left"),
    )
    name = escape(title or "Translation")
    state = f"{share} translated" if whole else "nothing to translate yet"
    return "\n".join(
        [
            '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{name}: {state}</title>",
            f"<style>{_STYLE}</style></head><body>",
            f"<h1>{name}</h1>",
            f'<p class="when">Translated as of {day_label(time)}</p>',
            '<div class="sum">',
            *(f"<div><b>{one}</b><span>{word}</span></div>" for one, word in sums),
            f"</div>{_bar(total.shares)}",
            _key(total.shares),
            _figure(history) if history else "",
            _table(heads, rows),
            _revisions(history) if history else "",
            (
                '<p class="note">Per cents are those of 字, rounded down. Fuzzy translations'
                " are not counted as translated.</p>"
            ),
            "</body></html>",
            "",
        ]
    )


def _figure(history: StatsHistory) -> str:
    wide, narrow = history.charts
    if not wide:
        return ""
    return (
        f'<figure class="wide">{wide}</figure><figure class="narrow">{narrow}</figure>'
    )


def _revisions(history: StatsHistory) -> str:
    """Return the table of the past, as Markdown and text have it."""
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in history.heads)
    lines: list[str] = []
    for first, *others in history.rows:
        cells = "".join(
            f'<td data-name="{escape(name)}">{escape(cell)}</td>'
            for name, cell in zip(history.heads[1:], others, strict=True)
        )
        lines.append(f"<tr><td>{escape(first)}</td>{cells}</tr>")
    body = "\n".join(lines)
    note = f'\n<p class="note">{escape(history.note)}</p>' if history.note else ""
    return (
        f'<table class="past"><thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody></table>{note}"
    )


def _bar(shares: tuple[int, int, int]) -> str:
    whole = sum(shares)
    done, fuzzy, _ = (100 * one / whole if whole else 0 for one in shares)
    return (
        f'<div class="bar" aria-hidden="true"><i class="d" style="width:{done:.2f}%">'
        f'</i><i class="f" style="width:{fuzzy:.2f}%"></i></div>'
    )


def _key(shares: tuple[int, int, int]) -> str:
    names = (("done", "translated"), ("fuzzy", "fuzzy"), ("open", "missing"))
    words = (
        f'<span><i style="background:var(--{colour})"></i>{name} {size:,} 字</span>'
        for (colour, name), size in zip(names, shares, strict=True)
    )
    return f'<div class="key">{"".join(words)}</div>'


def _table(heads: Sequence[str], rows: Iterable[StatsRow]) -> str:
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    lines: list[str] = []
    found = list(rows)
    for row in found:
        kind = ' class="all"' if row is found[-1] else ""
        cells = "".join(
            f'<td data-name="{escape(name)}">{escape(cell)}</td>'
            for name, cell in zip(heads[1:], row.cells, strict=True)
        )
        name = f"<td>{escape(row.name)}{_bar(row.shares)}</td>"
        lines.append(f"<tr{kind}>{name}{cells}</tr>")
    body = "\n".join(lines)
    return f"<table><thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>"

"""What came of a returned review, as one page that stands by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from duizhao.render.escape import escape
from duizhao.review.compare import compare
from duizhao.review.settle import Fate, Outcome, Settled, order_of
from duizhao.values import value

_STYLE: Final = """
:root { color-scheme: light dark; --paper: #fff; --ink: #1f2a2c; --soft: #5b6163;
  --line: #e3dfd8; --chip: #f4f2ee; --ins: #d9f2dd; --insink: #14532d; --del: #fbe0dd;
  --delink: #8f1d14; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --paper: #15191a; --ink: #e6e3dd;
  --soft: #a3a9a9; --line: #343b3c; --chip: #22282a; --ins: #173a22; --insink: #b6efc4;
  --del: #46201d; --delink: #ffb9b2; --bad: #ff8f86; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 2rem 1.5rem 4rem; color: var(--ink);
  background: var(--paper); font: 16px/1.55 Lato, "Helvetica Neue", "Noto Sans",
  "Noto Sans CJK SC", sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 2.2rem 0 .6rem; text-transform: capitalize; }
.when, .head { color: var(--soft); margin: .2rem 0 .6rem; }
.counts { display: flex; flex-wrap: wrap; gap: .5rem; list-style: none; padding: 0; }
.counts li { background: var(--chip); border-radius: 1rem; padding: .15rem .8rem; }
article { border-top: 1px solid var(--line); padding: .8rem 0; }
.head { font-size: .92rem; } .head b { color: var(--ink); }
.unplaced .why, .conflict .why, .missing .why { color: var(--bad); }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr));
  gap: .5rem 1.5rem; }
.pair > div { min-width: 0; } .pair small { color: var(--soft); }
p.text { margin: 0; padding: .5rem .8rem; background: var(--chip); border-radius: .35rem;
  white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; }
ins { background: var(--ins); color: var(--insink); text-decoration: underline; }
del { background: var(--del); color: var(--delink); text-decoration: line-through; }
ul.remarks { margin: .5rem 0 0; padding-left: 1.2rem; overflow-wrap: anywhere; }
@media (max-width: 46rem) { body { padding: 1.25rem 1rem 3rem; }
  .pair { grid-template-columns: 1fr; } }
@media print { article { break-inside: avoid; } }
"""
# Nothing in a text may load or run anything, whatever got past the escapes.
_POLICY: Final = (
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
)
_SIDES: Final = {Fate.CONFLICT, Fate.STALE, Fate.OURS}
_TAKEN: Final = {Fate.TAKEN, Fate.PROPOSED}


@value
class ReviewPage:
    """What the page tells."""

    title: str
    """The file that came back."""
    time: datetime
    """When it was taken."""
    language: str
    """The tag of the original."""
    settled: Settled
    """What became of its rows."""


def review_html(page: ReviewPage) -> str:
    """Return the page; rows in which nothing happened are counted alone."""
    title = f"Review · {page.title}"
    found = [
        one
        for one in order_of(page.settled.outcomes)
        if one.fate is not Fate.KEPT or one.remarks
    ]
    parts = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        _POLICY,
        f"<title>{escape(title)}</title>",
        f"<style>{_STYLE}</style>\n</head>\n<body>",
        f"<h1>{escape(title)}</h1>",
        f'<p class="when">{page.time:%Y-%m-%d, %H:%M}</p>',
        _counts(page.settled),
        *(
            _section(fate, found, page.language)
            for fate in dict.fromkeys(_fates(found))
        ),
        "</body>\n</html>\n",
    ]
    return "\n".join(parts)


def _fates(found: Sequence[Outcome]) -> Iterator[Fate]:
    return (one.fate for one in found)


def _counts(settled: Settled) -> str:
    items = "".join(
        f"<li><b>{settled.count(fate):,}</b> {fate}</li>"
        for fate in Fate
        if settled.count(fate)
    )
    return f'<ul class="counts">{items}</ul>'


def _section(fate: Fate, found: Sequence[Outcome], language: str) -> str:
    cards = "\n".join(_card(one, language) for one in found if one.fate is fate)
    name = "kept, with remarks" if fate is Fate.KEPT else str(fate)
    return f"<section>\n<h2>{name}</h2>\n{cards}\n</section>"


def _card(one: Outcome, language: str) -> str:
    row = f"row {escape(one.row.number[:20])}" if one.row.number else "no row"
    line = f", line {one.line}" if one.line else ""
    why = f' · <span class="why">{escape(one.why)}</span>' if one.why else ""
    remarks = "".join(f"<li><bdi>{escape(said)}</bdi></li>" for said in one.remarks)
    said = f'<ul class="remarks">{remarks}</ul>' if remarks else ""
    return (
        f'<article class="{one.fate}"><p class="head"><b>{row}</b>{line}{why}</p>'
        f'<div class="pair">{"".join(_cells(one, language))}</div>{said}</article>'
    )


def _cells(one: Outcome, language: str) -> Iterator[str]:
    if one.source:
        yield _cell("中文原文", escape(one.source), language)
    if one.fate in _SIDES:
        yield _cell("ours", escape(one.ours))
        yield _cell("the reviewer’s", differences(one.ours, one.theirs))
    elif one.fate in _TAKEN:
        yield _cell("English", differences(one.ours, one.theirs))
    elif one.theirs or one.ours:
        yield _cell("English", escape(one.theirs or one.ours))


def _cell(name: str, html: str, language: str = "en") -> str:
    text = html or "<i>empty</i>"
    tag = escape(language)
    return f'<div><small>{name}</small><p class="text" lang="{tag}" dir="auto">{text}</p></div>'


def differences(old: str, new: str) -> str:
    """Return HTML with the words that go in `del` and those that come in `ins`.

    >>> differences("It dawned.", "It grew light.")
    'It <del>dawned</del><ins>grew light</ins>.'
    """
    parts: list[str] = []
    for step in compare(old, new):
        if step.same:
            parts.append(escape(step.old))
            continue
        parts.append(f"<del>{escape(step.old)}</del>" if step.old else "")
        parts.append(f"<ins>{escape(step.new)}</ins>" if step.new else "")
    return "".join(parts)

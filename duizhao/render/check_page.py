"""What the checks found, as one page that stands by itself: no script, nothing loaded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from duizhao.render.escape import escape
from duizhao.render.ticks import day_label

_STYLE = """
:root { color-scheme: light dark; --paper: #fff; --card: #fff; --ink: #1f2a2c;
  --soft: #5b6163; --line: #e3dfd8; --error: #b3261e; --warning: #8a5a00;
  --info: #2e6f73; --errorbg: #fdecea; --warningbg: #fdf3dc; --infobg: #e8f2f2;
  --mark: #ffe08a; --markink: #1f2a2c; --chip: #f4f2ee; }
@media (prefers-color-scheme: dark) { :root { --paper: #15191a; --card: #1c2122;
  --ink: #e6e3dd; --soft: #a3a9a9; --line: #343b3c; --error: #ff8f86;
  --warning: #f0bd58; --info: #86c5c8; --errorbg: #3a2020; --warningbg: #362c17;
  --infobg: #1d3031; --mark: #6b5310; --markink: #fff3cf; --chip: #262c2d; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 2rem 1.5rem 4rem; color: var(--ink);
  background: var(--paper); font: 16px/1.55 Lato, "Helvetica Neue", "Noto Sans",
  "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", Arial, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .25rem; }
.when { color: var(--soft); margin: 0 0 1.5rem; }
.filter { border: 0; padding: 0; margin: 0 0 2rem; display: flex; flex-wrap: wrap;
  gap: .5rem; min-width: 0; }
.filter legend { position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); }
.filter input { position: absolute; opacity: 0; }
.filter label { display: inline-flex; gap: .5rem; align-items: baseline;
  padding: .3rem .75rem; border-radius: 1rem; background: var(--chip);
  border: 1px solid transparent; cursor: pointer; font-size: .9rem; }
.filter b { font-variant-numeric: tabular-nums; }
.filter label.error b { color: var(--error); }
.filter label.warning b { color: var(--warning); }
.filter label.info b { color: var(--info); }
.filter label:has(:checked) { border-color: var(--ink); background: var(--card);
  font-weight: 600; }
.filter label:has(:focus-visible) { outline: 2px solid var(--info);
  outline-offset: 2px; }
.filter hr { flex-basis: 100%; border: 0; margin: 0; height: 0; }
section { margin: 0 0 2.5rem; }
h2 { font-size: 1.05rem; line-height: 1.3; margin: 0; padding: .6rem 0;
  position: sticky; top: 0; background: var(--paper); overflow-wrap: anywhere;
  border-bottom: 2px solid var(--ink); z-index: 1; }
h2 span { color: var(--soft); font-weight: 400; font-size: .9rem; }
article { border-bottom: 1px solid var(--line); padding: 1rem 0 1.2rem; }
article ul { list-style: none; margin: 0; padding: 0; }
article li { margin: .7rem 0 0; overflow-wrap: anywhere; }
.head { display: flex; flex-wrap: wrap; gap: .1rem .75rem; align-items: baseline;
  font-size: .85rem; color: var(--soft); }
.head i { font-style: normal; font-weight: 600; padding: .05rem .5rem;
  border-radius: .25rem; }
.head .error { color: var(--error); background: var(--errorbg); }
.head .warning { color: var(--warning); background: var(--warningbg); }
.head .info { color: var(--info); background: var(--infobg); }
.head code { font: inherit; color: var(--ink); }
.head .at { margin-left: auto; font-variant-numeric: tabular-nums; }
.said { display: block; margin: .15rem 0 0; font-weight: 600; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: .5rem 1.5rem; }
.pair p { margin: 0; padding: .55rem .8rem; background: var(--chip);
  border-radius: .35rem; white-space: pre-wrap; overflow-wrap: anywhere;
  unicode-bidi: isolate; min-width: 0; }
.pair + ul { padding-inline-start: .8rem; }
.pair p.none { color: var(--soft); font-style: italic; }
.pair p.alone { grid-column: 1 / -1; }
mark { background: var(--mark); color: var(--markink); border-radius: .2em;
  padding: .05em 0; box-decoration-break: clone;
  -webkit-box-decoration-break: clone; }
.help { display: block; color: var(--soft); font-size: .92rem; }
.help code { font-size: .92em; padding: .05rem .35rem; border-radius: .25rem;
  background: var(--chip); }
.clean { font-size: 1.15rem; padding: 2rem 0; }
details { margin-top: 2.5rem; color: var(--soft); } summary { cursor: pointer; }
details li { margin: .4rem 0; overflow-wrap: anywhere; }
details b { color: var(--ink); font-weight: 600; }
@media (max-width: 46rem) {
  body { padding: 1.25rem 1rem 3rem; } .pair { grid-template-columns: 1fr; }
  .filter { flex-wrap: nowrap; overflow-x: auto; margin-inline: -1rem;
    padding: 0 1rem .5rem; scrollbar-width: none; } .filter hr { display: none; }
  .filter label { flex: none; } .head .at { margin-left: 0; }
}
@media print { .filter { display: none; } h2 { position: static; }
  article { break-inside: avoid; } }
"""


# Nothing in a text may load or run anything, whatever got past the escapes.
_POLICY = (
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
)


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One finding."""

    path: str
    """The file it stands in."""
    where: str
    """Line and column, `12:3`; empty where the whole file is meant."""
    rule: str
    """The rule's id."""
    severity: str
    """`error`, `warning` or `info`."""
    message: str
    """What was found."""
    hint: str
    """What to do; may be empty."""
    source: str
    """The original; empty where the text in question is no translation."""
    text: str
    """The text in question; empty where there is none."""
    place: tuple[int, int]
    """Which part of it is meant, in characters; both 0 where it is the whole."""
    certain: bool = False
    """Whether `--fix` puts it right."""


@dataclass(frozen=True, slots=True)
class CheckPage:
    """What the page tells."""

    title: str
    """The publication's title; may be empty."""
    time: datetime
    """When it was checked."""
    language: str
    """The tag of the originals."""
    rows: Sequence[CheckRow]
    """The findings, those of a file together."""
    silenced: Sequence[tuple[str, str, str]]
    """Of what entries keep silent about: place, rule and reason."""
    left: int = 0
    """How many findings more there are than the page has room for."""


def check_html(page: CheckPage) -> str:
    """Return the page. A chosen rule hides all others, by style sheet alone."""
    rules = sorted({row.rule for row in page.rows})
    title = f"Checks · {page.title}" if page.title else "Checks"
    files: dict[str, list[CheckRow]] = {}
    for row in page.rows:
        files.setdefault(row.path, []).append(row)
    parts = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        _POLICY,
        f"<title>{escape(title)}</title>",
        f"<style>{_STYLE}{''.join(_rules_of_style(len(rules)))}</style>\n</head>\n<body>",
        f"<h1>{escape(title)}</h1>",
        f'<p class="when">{day_label(page.time)}, {page.time:%H:%M}</p>',
        *_filter(page.rows, rules),
        *(_section(path, rows, rules, page.language) for path, rows in files.items()),
        *_more(page),
        "</body>\n</html>\n",
    ]
    return "\n".join(parts)


def _rules_of_style(rules: int) -> Iterator[str]:
    """Yield what hides the others when one of the buttons is chosen."""
    for name in (
        "error",
        "warning",
        "info",
        *(f"r{number}" for number in range(rules)),
    ):
        chosen = f"body:has(#f-{name}:checked)"
        hidden = (
            f"{chosen} section:not(:has(.{name}))",
            f"{chosen} article:not(:has(.{name}))",
            f"{chosen} li:not(.{name})",
        )
        yield f"{', '.join(hidden)} {{ display: none; }}\n"
        yield f"{chosen} mark:not(.{name}) {{ background: none; color: inherit; }}\n"


def _filter(rows: Sequence[CheckRow], rules: Sequence[str]) -> Iterator[str]:
    if not rows:
        yield '<p class="clean">No findings.</p>'
        return
    yield '<fieldset class="filter"><legend>Show</legend>'
    yield _button("all", "", len(rows), "all", checked=True)
    for severity in ("error", "warning", "info"):
        if count := sum(row.severity == severity for row in rows):
            plural = "s" if count > 1 and severity != "info" else ""
            yield _button(severity, severity, count, f"{severity}{plural}")
    yield "<hr>"
    for number, rule in enumerate(rules):
        of_rule = [row for row in rows if row.rule == rule]
        yield _button(f"r{number}", of_rule[0].severity, len(of_rule), rule)
    yield "</fieldset>"


def _button(
    name: str, severity: str, count: int, text: str, *, checked: bool = False
) -> str:
    on = " checked" if checked else ""
    return (
        f'<label class="{severity}"><input type="radio" name="show" id="f-{name}"{on}>'
        f"<b>{count:,}</b> {escape(text)}</label>"
    )


def _section(
    path: str, rows: Sequence[CheckRow], rules: Sequence[str], language: str
) -> str:
    """Return the findings of a file, those of one translation together."""
    count = f"{len(rows):,} finding{'s' if len(rows) != 1 else ''}"
    entries: dict[tuple[str, str], list[CheckRow]] = {}
    for number, row in enumerate(rows):
        # What has no text of its own stands alone.
        key = (row.source, row.text) if row.source else (str(number), "")
        entries.setdefault(key, []).append(row)
    names = {rule: f"r{number}" for number, rule in enumerate(rules)}
    cards = "\n".join(_card(each, names, language) for each in entries.values())
    head = f"<h2><bdi>{escape(path)}</bdi> <span>{count}</span></h2>"
    return f"<section>\n{head}\n{cards}\n</section>"


def _card(rows: Sequence[CheckRow], names: Mapping[str, str], language: str) -> str:
    items = "".join(_item(row, names[row.rule]) for row in rows)
    return f"<article>{_pair(rows, names, language)}<ul>{items}</ul></article>"


def _item(row: CheckRow, name: str) -> str:
    where = f'<span class="at">line {row.where}</span>' if row.where else ""
    return (
        f'<li class="{row.severity} {name}"><span class="head">'
        f'<i class="{row.severity}">{row.severity}</i>'
        f"<code>{escape(row.rule)}</code>{where}</span>"
        f'<bdi class="said">{escape(row.message)}</bdi>{_help(row)}</li>'
    )


def _pair(rows: Sequence[CheckRow], names: Mapping[str, str], language: str) -> str:
    source, text = rows[0].source, _marked(rows, names)
    if not source:
        alone = f'<p class="alone" dir="auto">{text}</p>' if text.strip() else ""
        return f'<div class="pair">{alone}</div>' if alone else ""
    original = f'<p lang="{escape(language)}" dir="auto">{escape(source)}</p>'
    none = '<p class="none">no translation</p>'
    target = f'<p lang="en" dir="auto">{text}</p>' if text.strip() else none
    return f'<div class="pair">{original}{target}</div>'


def _marked(rows: Sequence[CheckRow], names: Mapping[str, str]) -> str:
    """Return the text with every place marked that a finding means."""
    text = rows[0].text
    borders = sorted({0, len(text), *(end for row in rows for end in row.place)})
    made = ""
    for start, end in pairwise(borders):
        meant = [row for row in rows if row.place[0] <= start < end <= row.place[1]]
        part = escape(text[start:end])
        classes = " ".join(
            dict.fromkeys(x for row in meant for x in (row.severity, names[row.rule]))
        )
        made += f'<mark class="{classes}">{part}</mark>' if meant else part
    return made


def _help(row: CheckRow) -> str:
    parts = [f"<bdi>{escape(row.hint)}</bdi>"] if row.hint else []
    if row.certain:
        parts.append("<code>--fix</code> does it")
    return f'<span class="help">{"; ".join(parts)}</span>' if parts else ""


def _more(page: CheckPage) -> Iterator[str]:
    if page.left:
        yield f"<p>And {page.left:,} more, for which this page has no room.</p>"
    if page.silenced:
        items = "".join(
            f"<li><b>{escape(rule)}</b> <bdi>{escape(where)}</bdi>"
            f"{f': <bdi>{escape(reason)}</bdi>' if reason else ''}</li>"
            for where, rule, reason in page.silenced
        )
        summary = f"<summary>{len(page.silenced):,} silenced</summary>"
        yield f"<details>{summary}<ul>{items}</ul></details>"

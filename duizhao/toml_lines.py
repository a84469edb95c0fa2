"""The line on which each key of a TOML text stands, which `tomllib` does not tell."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import TypeAlias

Keys: TypeAlias = tuple[str, ...]

# Only ever used on a text that tomllib has accepted, so that no case of a broken
# string or bracket needs to be told apart.
_TOKEN = re.compile(
    r'(?P<long>"""(?:\\.|[^\\])*?"{3,5}(?!")|\'\'\'.*?\'{3,5}(?!\'))'
    r'|(?P<short>"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\')'
    r"|(?P<comment>\#[^\n]*)"
    r"|(?P<line>\n)"
    r"|(?P<open>[\[{])|(?P<close>[\]}])|(?P<equals>=)"
    r"|(?P<blank>[ \t\r]+)"
    r"|(?P<word>[^\s\[\]{}=\#\"']+)",
    re.DOTALL,
)


def find_lines(text: str) -> Mapping[Keys, int]:
    """Return the one-based line of every table and key of `text`, a valid TOML text.

    Keys inside inline tables are left out: they share their statement's line. A table
    that is only implied (`a` in `[a.b]`) has the line of the first that implies it.
    """
    found: dict[Keys, int] = {}
    table: Keys = ()
    for line, head, written in _iter_statements(text):
        keys = _read_keys(written)
        if head:
            table = keys
            keys = ()
        whole = table + keys
        for length in range(1, len(whole) + 1):
            found.setdefault(whole[:length], line)
    return found


def _iter_statements(text: str) -> Iterator[tuple[int, bool, str]]:
    """Yield each table head or key: its line, whether it is a head, as written."""
    line, depth = 1, 0
    written, first, in_value = "", "", False
    for match in _TOKEN.finditer(text):
        kind, token = match.lastgroup, match.group()
        depth += (kind == "open") - (kind == "close")
        if kind in ("line", "long"):
            line += token.count("\n")
        if kind == "line" and depth == 0:
            written, first, in_value = "", "", False
        elif in_value or kind == "comment":
            continue
        elif kind == "equals" or (kind == "close" and depth == 0):
            in_value = True
            yield line, first == "[", written
        elif kind in ("open", "close"):
            first = first or token
        else:
            written += token
    return


def _read_keys(written: str) -> Keys:
    """Return the parts of a dotted key, quotes and escapes resolved."""
    keys: list[str] = []
    level: object = tomllib.loads(f"{written} = 0")
    while isinstance(level, dict):
        key, level = next(iter(level.items()))
        keys.append(key)
    return tuple(keys)

"""Good translations: our own samples, and published ones where `../shared` is there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from duizhao.catalog.po import read_po
from duizhao.checks.pairs import pairs
from tests.shared import SHARED

_OURS = Path(__file__).parent.parent / "translations" / "en"
_PUBLISHED = Path("corpus") / "pairs" / "pud_dev.jsonl"


class Good(NamedTuple):
    source: str
    target: str
    role: str = ""


@cache
def our_pairs() -> tuple[Good, ...]:
    """Return the translated sentences of the samples that this repository holds."""
    return tuple(_ours())


def _ours() -> Iterator[Good]:
    for path in sorted(_OURS.rglob("*.po")):
        catalog = read_po(path.name, path.read_bytes())
        for pair in pairs(list(catalog.live())):
            if pair.entry.translated and pair.source == pair.entry.msgid:
                yield Good(pair.source, pair.target, pair.role)


@cache
def published_pairs() -> tuple[Good, ...]:
    """Return the published pairs of UD-PUD; none where there is no `../shared`."""
    path = SHARED and SHARED / _PUBLISHED
    if path is None or not path.exists():
        return ()
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return tuple(Good(row["zh"], row["en"]) for row in rows)

"""How long good English is for its Chinese: the figures in `duizhao/checks/length.py`.

Run by `python -m benchmarks.lengths [FILE.jsonl…]`, each line of a file with `zh` and
`en`, or with `old_pairs` of such; without a file, of what stands in `../shared`. For each
class of source lengths it prints the 0.1, 1, 50, 99 and 99.9 per cent quantiles.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from duizhao.catalog.entry import Entry
from duizhao.checks.length import BOUNDS, ratio_of
from duizhao.checks.pair import Pair
from tests.good_pairs import our_pairs
from tests.shared import SHARED

_FILES = (
    "pairs/pud_dev.jsonl",
    "leverage/leverage_dev.jsonl",
    "leverage/synth_dev.jsonl",
)
_QUANTILES = (0.001, 0.01, 0.5, 0.99, 0.999)


def _files() -> list[Path]:
    if sys.argv[1:]:
        return [Path(name) for name in sys.argv[1:]]
    return [SHARED / "corpus" / name for name in _FILES] if SHARED else []


def _texts() -> Iterator[tuple[str, str]]:
    yield from ((one.source, one.target) for one in our_pairs())
    for path in _files():
        for row in map(json.loads, path.read_text("utf-8").splitlines()):
            for pair in row.get("old_pairs", [row]):
                yield pair["zh"], pair["en"]


def main() -> None:
    """Print the table."""
    found: dict[int, list[float]] = {one.han: [] for one in BOUNDS}
    for source, target in set(_texts()):
        if target and (told := ratio_of(Pair(Entry(source, target), source))):
            least = max(one.han for one in BOUNDS if one.han <= told[0])
            found[least].append(told[1])
    print("from 字  pairs", *(f"{100 * one:6.1f}%" for one in _QUANTILES))
    for least, ratios in found.items():
        ratios.sort()
        places = [min(len(ratios) - 1, int(one * len(ratios))) for one in _QUANTILES]
        said = (f"{ratios[place]:7.2f}" for place in places if ratios)
        print(f"{least:7} {len(ratios):6}", *said)


if __name__ == "__main__":
    main()

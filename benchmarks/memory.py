"""The memory: 10,000, 100,000 and 1,000,000 pairs looked up. Target: a fuzzy look-up in
50 ms in the median, opening in 1 s.

Beside it, at each query in turn: every pair compared with rapidfuzz (all texts in memory,
the floor of what needs no index), and the matcher of the Translate Toolkit, which
pot2po uses. Recall is counted against the first.

    python -m benchmarks.memory 10000     # of one size alone
"""

from __future__ import annotations

import gc
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from rapidfuzz import fuzz, process

from benchmarks.memory_texts import make_pairs, queries
from benchmarks.timing import skip
from duizhao.memory.fold import fold
from duizhao.memory.index import Index, build_index
from duizhao.memory.shelf import Shelf, search
from duizhao.memory.similar import similar

SIZES = (10_000, 100_000, 1_000_000)
_THRESHOLD = 70
_QUERIES = 100
_RIVALS_QUERIES = 20


def main(sizes: Sequence[int] = SIZES) -> None:
    gc.disable()  # as `duizhao` does while it builds
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            _measure(Path(folder) / "a.index", size)


def _measure(path: Path, size: int) -> None:
    print(f"\nMemory of {size:,} pairs (CPU)")
    making, _ = _timed(lambda: sum(1 for _ in make_pairs(size)))
    building, _ = _timed(lambda: build_index(path, make_pairs(size), ""))
    print(f"  building              {building - making:9.2f} s")
    print(f"  its file              {path.stat().st_size / 1e6:9.1f} MB")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(f"  peak memory till here {peak:9.1f} MB")
    opening, index = _timed(lambda: _opened(path))
    print(f"  opening               {opening * 1e3:9.2f} ms")
    sources = [index.pair(row).source for row in range(len(index))]
    asked = queries(sources, _QUERIES)
    costs = [_timed(partial(similar, index, one, _THRESHOLD))[0] for one in asked]
    print(f"  look-up, median       {median(costs) * 1e3:9.2f} ms")
    print(
        f"  look-up, 95 of 100    {sorted(costs)[int(len(costs) * 0.95)] * 1e3:9.2f} ms"
    )
    words = [one[2:5] for one in asked[:10] if len(one) > 5]
    shelves = [Shelf("", index)]
    finding = [_timed(partial(_search, shelves, one))[0] for one in words]
    print(f"  concordance, median   {median(finding) * 1e3:9.2f} ms")
    _compare(index, sources, asked[:_RIVALS_QUERIES])
    index.close()


def _search(shelves: list[Shelf], text: str) -> None:
    """Find all that there is of a text."""
    for _ in search(shelves, text):
        pass


def _opened(path: Path) -> Index:
    """Return the index with all its tables read, as after a first question."""
    index = Index.open(path)
    index.same("一")
    similar(index, "一", 100)
    return index


def _compare(index: Index, sources: list[str], asked: list[str]) -> None:
    """Ask all contestants the same, in turn."""
    folded = [fold(source) for source in sources]
    matcher = _matcher(sources) if len(sources) <= 10_000 else None
    costs: list[tuple[float, float, float]] = []
    wanted = found = best = 0
    for one in asked:
        ours, rows = _timed(lambda one=one: similar(index, one, _THRESHOLD, 10**9))  # type: ignore[misc]
        brute, every = _timed(
            lambda one=one: process.extract(  # type: ignore[misc]
                fold(one),
                folded,
                scorer=fuzz.ratio,
                score_cutoff=_THRESHOLD,
                limit=None,
            )
        )
        theirs = _timed(lambda one=one: matcher.matches(one))[0] if matcher else 0.0  # type: ignore[misc]
        costs.append((ours, brute, theirs))
        there = {fold(row.pair.source) for row in rows}
        right = {text for text, _, _ in every}
        wanted, found = wanted + len(right), found + len(right & there)
        best += bool(every) and every[0][0] not in there
    print(f"  recall                {found / max(1, wanted):9.4f} of {wanted:,}")
    print(f"  best match missed     {best:9} of {len(asked)} look-ups")
    rows_ = [("every pair with rapidfuzz", 1), ("Translate Toolkit's matcher", 2)]
    for name, at in rows_[: 2 if matcher else 1]:
        cost = median(row[at] for row in costs)
        ratio = median(row[at] / row[0] for row in costs)
        print(f"  {name:28} {cost * 1e3:9.2f} ms, {ratio:8.2f} times ours")


def _matcher(sources: list[str]) -> Any:
    """Return the Translate Toolkit's matcher over the sources; None without it."""
    try:
        from translate.search import match  # noqa: PLC0415 - may be missing
        from translate.storage import base, po  # noqa: PLC0415 - likewise
    except ImportError:
        skip("Translate Toolkit", "not installed (pip install translate-toolkit)")
        return None
    # Two matches equally like make it compare units, which cannot be compared.
    unit: Any = base.TranslationUnit
    unit.__lt__ = lambda one, other: id(one) < id(other)
    store = po.pofile()
    for source in dict.fromkeys(sources):
        store.addsourceunit(source).target = "x"
    return match.matcher(store, 10, _THRESHOLD, 2000)


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begin = time.process_time()
    result = work()
    return time.process_time() - begin, result


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or SIZES)

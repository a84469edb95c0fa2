"""A review of 2,000 segments out and back. Target: under 2 s of CPU each."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry

Result = TypeVar("Result")
SEGMENTS = 2_000


def main() -> None:
    from duizhao.review.archive import open_archive  # noqa: PLC0415 - is measured
    from duizhao.review.outgoing import make_docx  # noqa: PLC0415 - likewise
    from duizhao.review.returned import read_return  # noqa: PLC0415 - likewise
    from duizhao.review.settle import settle  # noqa: PLC0415 - likewise
    from duizhao.review.sheet import Sheet, rows_of  # noqa: PLC0415 - likewise

    made = _catalog()
    sent = datetime(2026, 11, 22, tzinfo=UTC)
    out, data = _timed(lambda: make_docx(Sheet("a", "a", "en", sent, rows_of(made))))
    back, _ = _timed(lambda: settle(made, read_return(open_archive(data, "a"), "a")))
    print(f"\nA review of {SEGMENTS:,} segments (CPU)")
    print(f"  out                   {out:9.2f} s")
    print(f"  back                  {back:9.2f} s")


def _catalog() -> Catalog:
    entries = (
        Entry(
            f"第{at}句说的是河边的石头，也说**冬天**的市场。",
            f"Sentence {at} is of stones by the river, and of the **winter** market.[^1]",
        )
        for at in range(SEGMENTS)
    )
    return Catalog("en.po", Entry(""), tuple(entries))


def _timed(work: Callable[[], Result]) -> tuple[float, Result]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


if __name__ == "__main__":
    main()

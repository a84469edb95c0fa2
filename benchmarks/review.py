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
    page, running = _timed(lambda: _page(made, sent))
    again, _ = _timed(
        lambda: settle(made, read_return(open_archive(running, "a"), "a"))
    )
    out, data = _timed(lambda: make_docx(Sheet("a", "a", "en", sent, rows_of(made))))
    back, _ = _timed(lambda: settle(made, read_return(open_archive(data, "a"), "a")))
    print(f"\nA review of {SEGMENTS:,} segments (CPU)")
    print(f"  out                   {out:9.2f} s")
    print(f"  back                  {back:9.2f} s")
    print(f"  out, as a page        {page:9.2f} s")
    print(f"  back, as a page       {again:9.2f} s")


def _page(made: Catalog, sent: datetime) -> bytes:
    """Return a running review of a manuscript with three sentences in a paragraph."""
    from duizhao.merging import merge  # noqa: PLC0415 - is measured
    from duizhao.reading import (  # noqa: PLC0415 - likewise
        Profile,
        read_text,
        source_document,
        target_document,
    )
    from duizhao.render.page import Layout, Page  # noqa: PLC0415 - likewise
    from duizhao.review.running_out import Draft, make_running  # noqa: PLC0415
    from duizhao.review.sheet import Sheet, rows_of  # noqa: PLC0415 - likewise
    from duizhao.shipped import starter_root  # noqa: PLC0415 - likewise

    texts = [entry.msgid for entry in made.entries]
    groups = ("".join(texts[at : at + 3]) for at in range(0, len(texts), 3))
    manuscript = read_text("a.md", "\n\n".join(groups) + "\n\n[^1]: 1\n")
    merged = merge(manuscript, Catalog("en.po", Entry("")))
    source = source_document(manuscript, Profile())
    document = target_document(manuscript, merged, source, Profile("en"))
    rows = rows_of(made)
    keys = {piece.key: row for piece, row in zip(merged.pieces, rows, strict=True)}
    template = (starter_root() / "templates" / "draft.docx").read_bytes()
    page = Page(Layout.TARGET, "en", "", sent, "a", {})
    draft = Draft(document, keys, {}, page, template)
    return make_running(Sheet("a", "a · en", "en", sent, rows), draft)


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

"""All measurements one after the other: about half an hour."""

from __future__ import annotations

from benchmarks import (
    book,
    catalog,
    checks,
    docx,
    exchange,
    extract,
    incremental,
    memory,
    pdf,
    products,
    review,
    startup,
    stats,
    terms,
    update,
    watch,
)

for module in (
    startup,
    incremental,
    docx,
    pdf,
    products,
    watch,
    review,
    extract,
    catalog,
    checks,
    memory,
    stats,
    update,
    exchange,
    terms,
    book,
):
    module.main()

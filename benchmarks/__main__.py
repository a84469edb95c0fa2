"""All measurements one after the other: about fifteen minutes."""

from __future__ import annotations

from benchmarks import (
    catalog,
    checks,
    docx,
    exchange,
    extract,
    incremental,
    memory,
    pdf,
    review,
    startup,
    stats,
    terms,
    update,
)

for module in (
    startup,
    incremental,
    docx,
    pdf,
    review,
    extract,
    catalog,
    checks,
    memory,
    stats,
    update,
    exchange,
    terms,
):
    module.main()

"""All measurements one after the other: about five minutes."""

from __future__ import annotations

from benchmarks import catalog, docx, extract, incremental, memory, pdf, startup, stats

for module in (startup, incremental, docx, pdf, extract, catalog, memory, stats):
    module.main()

"""All measurements one after the other: about five minutes."""

from __future__ import annotations

from benchmarks import catalog, docx, extract, incremental, pdf, startup

for module in (startup, incremental, docx, pdf, extract, catalog):
    module.main()

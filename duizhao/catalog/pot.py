"""Makes pots and fresh translations, and keeps dates still where nothing changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from duizhao.catalog.catalog import Catalog, Layout
from duizhao.catalog.entry import Entry
from duizhao.catalog.header import Project, po_header, pot_header


def new_pot(
    path: str, entries: Iterable[Entry], project: Project, *, time: datetime
) -> Catalog:
    """Return a pot of `entries`, whose translations should be empty."""
    return Catalog(path, pot_header(project, time), tuple(entries))


def new_po(
    path: str, pot: Catalog, language: str, project: Project, *, time: datetime
) -> Catalog:
    """Return an empty translation of `pot` into `language`, such as `en` or `zh_TW`."""
    created = pot.headers.get("POT-Creation-Date", "")
    header = po_header(project, created, language, time)
    return Catalog(path, header, pot.entries)


def settle(new: Catalog, old: Catalog) -> Catalog:
    """Return `old` where `new` differs from it in nothing but POT-Creation-Date.

    So a pot made again from an unchanged manuscript keeps its bytes. Elsewhere `new`
    with the byte layout of a freshly written file, in lines as long as the old ones.
    """
    date = old.headers.get("POT-Creation-Date", "")
    dated = new.with_header("POT-Creation-Date", date)
    if dated.header.msgstr == old.header.msgstr and dated.entries == old.entries:
        return old
    return replace(new, layout=Layout(read=old.layout.read))

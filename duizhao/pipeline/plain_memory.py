"""memory and leverage on plain files, without a publication."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.header import format_time
from duizhao.catalog.po import read_po
from duizhao.catalog.write import write_po
from duizhao.interchange.pair import Pair
from duizhao.interchange.tmx import Header, iter_tmx, write_tmx
from duizhao.memory.accepted import accepted, join
from duizhao.memory.index import index_of
from duizhao.memory.leverage import Filled, leverage
from duizhao.memory.shelf import Shelf
from duizhao.memory.store import open_regular

_SOURCE = "zh-Hans"


@dataclass(frozen=True, slots=True)
class PlainCatalog:
    """A catalog as the command line hands it over."""

    path: str
    """Its name, for messages; without suffix it names the document."""
    data: bytes
    """Its content."""


def export_catalogs(files: Iterable[PlainCatalog], time: datetime) -> tuple[bytes, int]:
    """Return the TMX file of what catalogs have settled, and how many pairs it holds.

    Raises CatalogError.
    """
    pairs: list[Pair] = []
    source = _SOURCE
    for file in files:
        catalog = read_po(file.path, file.data)
        source = _tag(catalog.headers.get("X-Source-Language", "")) or source
        pairs += accepted(catalog, Path(file.path).stem, _language(catalog))
    joined = join((), pairs, f"{time.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    return write_tmx(joined.pairs, Header(source)), len(joined.pairs)


def leverage_file(
    file: PlainCatalog,
    memories: Sequence[str],
    threshold: int,
    time: datetime,
    *,
    width: int | None = None,
) -> tuple[bytes, Filled]:
    """Return a catalog with its empty entries filled from TMX files.

    Raises CatalogError and FileError.
    """
    catalog = read_po(file.path, file.data)
    language = _language(catalog)
    source = _tag(catalog.headers.get("X-Source-Language", "")) or _SOURCE
    shelves: list[Shelf] = []
    for name in memories:
        with open_regular(Path(name), name) as stream:
            index = index_of(iter_tmx(name, stream, source, [language]))
        shelves.append(Shelf(Path(name).name, index))
    filled = leverage(catalog, Path(file.path).stem, language, shelves, threshold)
    made = filled.catalog
    if filled.matches:
        made = made.with_header("PO-Revision-Date", format_time(time))
    return write_po(made, width=width), filled


def _language(catalog: Catalog) -> str:
    return catalog.headers.get("Language", "").replace("_", "-") or "en"


def _tag(code: str) -> str:
    return code.replace("_", "-")

"""The formats by name and by suffix: which writes and reads what."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import assert_never

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.notation import entry_notation
from duizhao.errors import CatalogError, SettingsError
from duizhao.interchange.exchanged import Part, Sent, languages_of, texts_of, writable


class Format(StrEnum):
    """What a catalog can be sent out as."""

    XLIFF = "xliff"
    """XLIFF 2.0."""
    XLIFF1 = "xliff1.2"
    """XLIFF 1.2, for programs that know no newer."""
    TMX = "tmx"
    """A translation memory: the finished translations only."""
    CSV = "csv"
    """A table."""
    MO = "mo"
    """Compiled, for programs that use it."""

    @property
    def suffix(self) -> str:
        """The end of the file's name."""
        return _SUFFIXES[self]

    @property
    def holds_many(self) -> bool:
        """Whether one file may hold several catalogs."""
        return self not in (Format.CSV, Format.MO)


_SUFFIXES = {
    Format.XLIFF: ".xlf",
    Format.XLIFF1: ".xlf",
    Format.TMX: ".tmx",
    Format.CSV: ".csv",
    Format.MO: ".mo",
}
_BY_SUFFIX = {
    ".xlf": Format.XLIFF,
    ".xliff": Format.XLIFF,
    ".tmx": Format.TMX,
    ".csv": Format.CSV,
    ".mo": Format.MO,
}


def format_of(name: str) -> Format:
    """Return the format that the suffix of a file stands for. Raises SettingsError."""
    for suffix, one in _BY_SUFFIX.items():
        if name.lower().endswith(suffix):
            return one
    raise SettingsError(
        "this suffix stands for no format that goes out",
        path=name,
        hint=f"known are {' '.join(_BY_SUFFIX)}; or name the format with --format",
    )


def write(form: Format, catalogs: Sequence[Catalog], *, codes: bool = True) -> Sent:
    """Return the file of `catalogs`, of which there may be several if it `holds_many`.

    With `codes` XLIFF guards inline markup; other formats have it as text.
    """
    # Each format needs a library of its own.
    match form:
        case Format.XLIFF:
            from duizhao.interchange.xliff2 import write_xliff2  # noqa: PLC0415

            return write_xliff2(catalogs, codes=codes)
        case Format.XLIFF1:
            from duizhao.interchange.xliff1 import write_xliff1  # noqa: PLC0415

            return write_xliff1(catalogs, codes=codes)
        case Format.TMX:
            return _write_tmx(catalogs)
        case Format.CSV:
            from duizhao.interchange.table import write_csv  # noqa: PLC0415

            return write_csv(catalogs[0])
        case Format.MO:
            from duizhao.interchange.mo import write_mo  # noqa: PLC0415

            return write_mo(catalogs[0])
        case _:
            assert_never(form)


def _write_tmx(catalogs: Sequence[Catalog]) -> Sent:
    """Return the finished translations as a memory, each pair once.

    Each plural form is a pair. What says that a sentence is merged or left out
    translates nothing.
    """
    from duizhao.interchange.pair import Pair  # noqa: PLC0415 - see write
    from duizhao.interchange.tmx import Header, write_tmx  # noqa: PLC0415

    pairs: dict[Pair, None] = {}
    found = []
    for catalog in catalogs:
        _, language = languages_of(catalog)
        entries, odd = writable(catalog)
        found += odd
        done = (one for one in entries if one.translated and not entry_notation(one))
        texts = (text for one in done for text in texts_of(one))
        pairs |= dict.fromkeys(Pair(*text, language) for text in texts)
    source, _ = languages_of(catalogs[0])
    return Sent(write_tmx(pairs, Header(source)), len(pairs), tuple(found))


def read(path: str, data: bytes) -> list[Part]:
    """Return what came back in a file, for each catalog in it a part.

    The suffix says what it is, and where it says nothing, its first bytes. Raises
    CatalogError for a damaged file and for one that is none of ours.
    """
    name = path.lower()
    if not data.strip():
        hint = "Have the program save it again."
        raise CatalogError("this file is empty", path=path, hint=hint)
    if name.endswith((".po", ".pot")):
        from duizhao.interchange.returned import read_returned  # noqa: PLC0415

        return [read_returned(path, data)]
    if name.endswith(".mo"):
        from duizhao.interchange.mo import read_mo  # noqa: PLC0415

        return [read_mo(path, data)]
    if name.endswith((".csv", ".tsv", ".txt")):
        from duizhao.interchange.table import read_csv  # noqa: PLC0415

        return [read_csv(path, data)]
    if name.endswith(".tmx"):
        hint = "Use: duizhao memory import FILE, and then: duizhao leverage"
        raise CatalogError("a memory is no catalog", path=path, hint=hint)
    if name.endswith((".xlf", ".xliff", ".xml", ".mxliff", ".mqxliff", ".sdlxliff")):
        from duizhao.interchange.xliff import read_xliff  # noqa: PLC0415

        return read_xliff(path, data)
    raise CatalogError(
        "this suffix stands for nothing that can come back",
        path=path,
        hint="Known are .xlf .xliff .po .csv .tsv .mo.",
    )

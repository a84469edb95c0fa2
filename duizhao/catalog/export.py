"""Hands a catalog to polib, the object model that scripts know, and compiles it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry

if TYPE_CHECKING:
    import polib


def to_polib(catalog: Catalog) -> polib.POFile:
    """Return `catalog` as a polib file, for scripts that know polib.

    It is a copy: what is changed in it is saved by polib's own means, which lay out
    lines in their own way.
    """
    import polib  # noqa: PLC0415 - only exporters need it; 10 ms of start-up

    made = polib.POFile(check_for_duplicates=False, encoding="utf-8", wrapwidth=0)
    made.header = "\n".join(catalog.header.comments)
    made.metadata.update(catalog.headers)
    made.metadata_is_fuzzy = catalog.header.fuzzy
    for entry in catalog.entries:
        made.append(_entry(entry))
    return made


def _entry(entry: Entry) -> polib.POEntry:
    """Return one entry in polib's words."""
    import polib  # noqa: PLC0415 - as above

    old = entry.previous
    return polib.POEntry(
        msgid=entry.msgid,
        msgstr="" if entry.msgid_plural is not None else entry.msgstr,
        msgctxt=entry.context,
        msgid_plural=entry.msgid_plural or "",
        msgstr_plural=dict(enumerate(entry.msgstr_plural)),
        comment="\n".join(entry.extracted),
        tcomment="\n".join(entry.comments),
        occurrences=[
            (one.path, "" if one.line is None else str(one.line))
            for one in entry.references
        ],
        flags=list(entry.flags),
        previous_msgid=old.msgid if old else None,
        previous_msgctxt=old.context if old else None,
        previous_msgid_plural=old.msgid_plural if old else None,
        obsolete=entry.obsolete,
    )


def compile_mo(catalog: Catalog) -> bytes:
    """Return the `.mo` of `catalog`: its finished translations, as programs load them.

    Fuzzy, empty and obsolete entries are left out, as msgfmt does.
    """
    made = to_polib(catalog)
    return bytes(made.to_binary())

"""What other programs send back, and what goes out to them, as values."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry, Key
from duizhao.diagnostics import Diagnostic, Place, Severity
from duizhao.language import has_han

LEFT_OUT = "exchange.left-out"
"""The rule of what a format cannot hold."""
# XML 1.0 section 2.2, and halves of characters, which no encoding can hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Told(StrEnum):
    """What a returned file says of a translation."""

    NOTHING = "nothing"
    """Not a word, or the format or its program is known to lose it."""
    UNFINISHED = "unfinished"
    """Somebody still has to look at it."""
    PERHAPS = "perhaps"
    """It bears the mark with which it went out unfinished. Who changes a translation in
    a table, or in a program that knows no states, leaves such a mark where it is: so a
    changed one is finished."""
    FINISHED = "finished"
    """It is done."""


@dataclass(frozen=True, slots=True)
class Item:
    """A translation that came back."""

    entry: Entry
    """Source, translation and comments as the file has them; `line` is the file's."""
    told: Told = Told.NOTHING
    """What the file says of its state."""
    name: str = ""
    """The name that `name_of` gave it when it went out; empty where none came back."""
    sent: str = ""
    """The `digest_of` the entry that went out; empty where the file does not tell."""


@dataclass(frozen=True, slots=True)
class Part:
    """What came back of one catalog."""

    path: str
    """The file that came back, as messages name it."""
    items: tuple[Item, ...]
    """Its translations, in order."""
    original: str = ""
    """The catalog that went out, as the file names it; empty where it does not."""
    language: str = ""
    """The language of the translations; empty where it is not told."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file for another program."""

    data: bytes
    """Its content; empty where no file can be made, and the diagnostics say why."""
    entries: int
    """How many entries went out."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What could not go out, and why."""


def name_of(key: Key) -> str:
    """Return the name of an entry in files, the same in every run and XML version."""
    context = "" if key.context is None else f"{key.context}\x04"
    text = f"{context}{key.msgid}".encode("utf-8", "surrogatepass")
    return "e" + hashlib.blake2s(text, digest_size=8).hexdigest()


def texts_of(entry: Entry) -> list[tuple[str, str]]:
    """Return source and translation of each form of an entry."""
    if entry.msgid_plural is None:
        return [(entry.msgid, entry.msgstr)]
    forms = entry.msgstr_plural or (entry.msgstr,)
    sources = [entry.msgid, *[entry.msgid_plural] * (len(forms) - 1)]
    return list(zip(sources, forms, strict=True))


def repeats_source(entry: Entry) -> bool:
    """Whether the translation is but the Chinese source again.

    So some programs fill what nobody has translated.
    """
    forms = entry.msgstr_plural or (entry.msgstr,)
    sources = {entry.msgid, entry.msgid_plural}
    return all(one in sources for one in forms) and has_han(entry.msgid)


def writable(catalog: Catalog) -> tuple[list[Entry], list[Diagnostic]]:
    """Return the live entries that a format can hold, and findings for the others.

    No format of text holds control characters.
    """
    kept: list[Entry] = []
    found: list[Diagnostic] = []
    for entry in catalog.live():
        bad = _UNWRITABLE.search("\n".join(_texts(entry)))
        if bad is not None:
            what = f"the character U+{ord(bad[0]):04X}, which no XML file can hold"
            found.append(_left_out(catalog, entry, what))
        else:
            kept.append(entry)
    return kept, found


def no_file(catalog: Catalog) -> Diagnostic:
    """Return the finding for what has no entry, in a format that wants one."""
    return Diagnostic(
        LEFT_OUT,
        Severity.WARNING,
        Place(catalog.path, 1),
        "no file was made: no entry of it can go out, and XLIFF 2.0 wants at least one",
        "leave the document out, or send it as --format xliff1.2, which may be empty",
    )


def _texts(entry: Entry) -> Sequence[str]:
    """Return every text of an entry that may go out."""
    old = entry.previous
    before = (old.msgid, old.context or "", old.msgid_plural or "") if old else ()
    return (
        entry.msgid,
        entry.msgstr,
        entry.context or "",
        entry.msgid_plural or "",
        *entry.msgstr_plural,
        *entry.comments,
        *entry.extracted,
        *(one.path for one in entry.references),
        *before,
    )


def _left_out(catalog: Catalog, entry: Entry, what: str) -> Diagnostic:
    return Diagnostic(
        LEFT_OUT,
        Severity.WARNING,
        Place(catalog.path, entry.line),
        f"this entry did not go out: it has {what}",
        "translate it in the catalog itself",
        entry.msgid[:80],
    )


def languages_of(catalog: Catalog) -> tuple[str, str]:
    """Return the languages of source and target as XML writes them (`zh-CN`, `en`)."""
    headers = catalog.headers
    return (
        _tag(headers.get("X-Source-Language", "")) or "zh-CN",
        _tag(headers.get("Language", "")) or "en",
    )


def _tag(code: str) -> str:
    """Return a locale's name as a language tag; empty where it is none."""
    tag = code.partition("@")[0].partition(".")[0].replace("_", "-")
    plain = re.fullmatch(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*", tag)
    return tag if plain else ""

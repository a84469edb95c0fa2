"""Running reviews of small manuscripts: sent out, changed as XML, taken back."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry, Key
from duizhao.merging import merge
from duizhao.reading import Profile, read_text, source_document, target_document
from duizhao.render.page import Asset, Layout, Page
from duizhao.review.anchor import key_digest
from duizhao.review.archive import open_archive
from duizhao.review.returned import read_return
from duizhao.review.running_out import Draft, make_running
from duizhao.review.settle import Settled, Take, settle
from duizhao.review.sheet import Sheet, rows_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SENT = datetime(2026, 11, 22, tzinfo=UTC)
TEMPLATE = Path(__file__).parent.parent / "templates" / "draft.docx"


def catalog_of(text: str, translations: Iterable[str], path: str = "a.md") -> Catalog:
    """Return a catalog of a manuscript, its segments translated one after another."""
    given = iter(translations)
    profile = Profile()
    manuscript = read_text(path, text)
    merged = merge(manuscript, Catalog("en.po", Entry("")), profile.rules)
    keys = dict.fromkeys((one.context, one.msgid) for one in merged.pieces)
    entries = (Entry(msgid, next(given), context) for context, msgid in keys)
    return Catalog("en.po", Entry(""), tuple(entries))


def page_of(
    text: str,
    catalog: Catalog,
    *,
    chinese: bool = False,
    path: str = "a.md",
    pictures: Mapping[str, Asset] | None = None,
) -> bytes:
    """Return the running review of a manuscript."""
    profile = Profile()
    manuscript = read_text(path, text)
    merged = merge(manuscript, Catalog("en.po", Entry("")), profile.rules)
    source = source_document(manuscript, profile)
    target = replace(profile, language="en")
    document = target_document(manuscript, merged, source, target)
    sheet = Sheet("a", "a · en", "en", SENT, rows_of(catalog))
    by_key = {row.anchor.key: row for row in sheet.rows}
    rows = {
        one.key: by_key[digest]
        for one in merged.pieces
        if (digest := key_digest(Key(one.context, one.msgid))) in by_key
    }
    page = Page(Layout.TARGET, "en", "", SENT, "review/a", pictures or {})
    template = TEMPLATE.read_bytes()
    return make_running(sheet, Draft(document, rows, {}, page, template, chinese))


def edited(
    data: bytes, change: Callable[[Any], None], part: str = "word/document.xml"
) -> bytes:
    """Return a Word file in one part of which `change` has changed the XML."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            member = old.read(name)
            if name == part:
                root = etree.fromstring(member)
                change(root)
                member = etree.tostring(root)
            new.writestr(name, member)
    return made.getvalue()


def taken(catalog: Catalog, data: bytes, take: Take = Take.ASK) -> Settled:
    """Take a file back."""
    return settle(catalog, read_return(open_archive(data, "a.docx"), "a.docx"), take)


def part_of(data: bytes, name: str = "word/document.xml") -> Any:
    """Return a part of a Word file, parsed."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def words(element: Any) -> str:
    """Return the characters in an element."""
    return "".join(one.text or "" for one in element.iter(f"{W}t"))

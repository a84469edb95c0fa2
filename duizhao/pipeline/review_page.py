"""The page of a running review: the document's blocks, pictures and template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from duizhao.assets import PictureName, load_asset
from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry, Key
from duizhao.config import Product
from duizhao.document import Document
from duizhao.merging import merge
from duizhao.pipeline.workplace import Workplace
from duizhao.project import DocumentFile, fixed_time
from duizhao.reading import source_document, target_document
from duizhao.render.page import Asset, Format, Layout, Page
from duizhao.review.anchor import key_digest
from duizhao.review.running_out import Draft
from duizhao.review.sheet import Row, Sheet, rows_of
from duizhao.walk import iter_images


def draft_of(
    place: Workplace,
    file: DocumentFile,
    sheet: Sheet,
    catalog: Catalog,
    *,
    chinese: bool = False,
) -> Draft:
    """Return what the page of a review is made of; `sheet` has what is sent.

    The blocks are those of the original, every segment marked: so the page has a place
    also for a translation that a merge would refuse. Raises what a reader raises.
    """
    manuscript, profile = place.manuscript(file), place.profile(file)
    merged = merge(manuscript, Catalog(catalog.path, Entry("")), profile.rules)
    source = source_document(manuscript, profile)
    target = replace(profile, language=sheet.language)
    document = target_document(manuscript, merged, source, target)
    keys = {
        piece.key: key_digest(Key(piece.context, piece.msgid))
        for piece in merged.pieces
    }
    sent = {row.anchor.key: row for row in sheet.rows}
    rest = {
        row.anchor.key: row for row in rows_of(catalog) if row.anchor.key not in sent
    }
    return Draft(
        document,
        _rows(keys, sent),
        _rows(keys, rest),
        _page(place, file, sheet, document),
        place.project.read_template(_template(place, file, sheet.language)),
        chinese,
    )


def _rows(keys: Mapping[int, str], rows: Mapping[str, Row]) -> dict[int, Row]:
    return {number: rows[key] for number, key in keys.items() if key in rows}


def _page(
    place: Workplace, file: DocumentFile, sheet: Sheet, document: Document
) -> Page:
    settings = place.project.settings
    return Page(
        Layout.TARGET,
        sheet.language,
        settings.publication.title,
        fixed_time() or place.time,
        f"review/{file.name}",
        _pictures(place, file, sheet.language, document),
        theme=settings.theme,
    )


def _pictures(
    place: Workplace, file: DocumentFile, language: str, document: Document
) -> dict[str, Asset]:
    """Return the pictures by their targets; a missing one has a placeholder."""
    images = (*iter_images(document.blocks), *iter_images(document.footnotes))
    shown = place.project.shown(file.path)
    found: dict[str, Asset] = {}
    for target in dict.fromkeys(one.target for one in images):
        asset = load_asset(PictureName(place.project.root, shown, target, language))
        if isinstance(asset, Asset):
            found[target] = asset
    return found


def _template(place: Workplace, file: DocumentFile, language: str) -> str:
    """Return the Word template of the first draft of this document, else the usual."""
    settings = place.project.settings
    drafts: Iterable[Product] = (
        one
        for one in settings.products.values()
        if one.format is Format.DOCX and one.covers(file.name)
    )
    named = (one.template for one in drafts if settings.language(one) == language)
    return next(filter(None, named), "draft.docx")

"""The verbs on plain files, without a publication: bytes in, bytes out.

Each verb imports what it alone needs: a page without a translation needs no catalogs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from duizhao.diagnostics import Diagnostic
from duizhao.document import Document
from duizhao.errors import CatalogError
from duizhao.language import HAN, gettext_code
from duizhao.manuscripts import check_suffix
from duizhao.pipeline.rendering import (
    Edition,
    Order,
    Templates,
    percent_of,
    render,
    unfinished_of,
)
from duizhao.readers.encoding import control_characters, decode
from duizhao.reading import (
    Profile,
    read_manuscript,
    source_document,
    target_document,
)
from duizhao.render.page import Asset, Pages, no_pages
from duizhao.units import Manuscript
from duizhao.values import value
from duizhao.walk import iter_images

if TYPE_CHECKING:
    from duizhao.catalog.catalog import Catalog
    from duizhao.catalog.update import Update
    from duizhao.config import Locations
    from duizhao.merging import Merged

# Commands and addresses are in no language.
_CODE = re.compile(r"(?s:```.*?```)|`[^`\n]*`|https?://\S+|\]\([^)\n]*\)")


@value
class PlainFile:
    """A file as the command line hands it over."""

    path: str
    """Its name, for messages and for its suffix."""
    data: bytes
    """Its content."""
    encoding: str | None = None
    """Its encoding; None for UTF-8 or what a byte-order mark says."""


def read_plain(file: PlainFile, profile: Profile) -> Manuscript:
    """Return a manuscript read. Raises SourceError."""
    # First: of a Word file its encoding is nothing to tell.
    check_suffix(file.path)
    source = decode(file.path, file.data, file.encoding)
    manuscript = read_manuscript(source, profile)
    found = (*manuscript.diagnostics, *control_characters(source))
    return replace(manuscript, diagnostics=found)


def extract_file(
    file: PlainFile,
    profile: Profile,
    time: datetime,
    *,
    width: int | None = None,
    locations: Locations | None = None,
) -> tuple[bytes, Manuscript]:
    """Return the pot of a manuscript, and the manuscript. Raises SourceError."""
    from duizhao.catalog.header import Project as HeaderProject  # noqa: PLC0415
    from duizhao.catalog.pot import new_pot  # noqa: PLC0415
    from duizhao.catalog.write import write_po  # noqa: PLC0415
    from duizhao.extraction import extract  # noqa: PLC0415

    manuscript = read_plain(file, profile)
    project = HeaderProject(source_language=gettext_code(profile.language))
    found = extract(manuscript, profile.rules)
    pot = new_pot(file.path, found, project, time=time)
    return write_po(_located(pot, locations), width=width), manuscript


def _located(pot: Catalog, locations: Locations | None) -> Catalog:
    """Return the pot with less in `#:`, where that is asked for."""
    if locations is None:
        return pot
    from duizhao.pipeline.settled import located  # noqa: PLC0415 - seldom needed

    return pot.with_entries(located(one, locations) for one in pot.entries)


def merge_file(
    file: PlainFile, po: PlainFile, profile: Profile, *, fuzzy: bool = False
) -> tuple[bytes, Merged, Manuscript]:
    """Return the translated manuscript in UTF-8, with the source's byte-order mark.

    Raises SourceError and CatalogError.
    """
    manuscript, merged, _ = _merged(file, po, profile, fuzzy=fuzzy)
    bom = b"\xef\xbb\xbf" if manuscript.source.bom else b""
    data = bom + merged.text.encode("utf-8", "surrogatepass")
    return data, merged, manuscript


def _merged(
    file: PlainFile, po: PlainFile, profile: Profile, *, fuzzy: bool = False
) -> tuple[Manuscript, Merged, str]:
    """Return a manuscript, its translation, and that one's language.

    Raises SourceError and CatalogError, the latter also for a catalog of another text.
    """
    from duizhao.catalog.entry import Key  # noqa: PLC0415
    from duizhao.catalog.po import read_po  # noqa: PLC0415
    from duizhao.merging import MergeOptions, find_entry, merge  # noqa: PLC0415

    manuscript = read_plain(file, profile)
    catalog = read_po(po.path, po.data)
    language = _language_of(catalog)
    options = MergeOptions(language, fuzzy, profile.markdown.cjk_emphasis)
    merged = merge(manuscript, catalog, profile.rules, options)
    keys = (Key(piece.context, piece.msgid) for piece in merged.pieces)
    known = any(find_entry(catalog, key) for key in keys)
    if merged.pieces and not known and any(catalog.live()):
        raise CatalogError(
            f"this catalog holds no sentence of {file.path}",
            path=po.path,
            hint="name the manuscript's own catalog; where the manuscript was "
            "written anew, bring the catalog up to date first",
        )
    return manuscript, merged, language


def read_catalog(file: PlainFile) -> Catalog:
    """Return a catalog or pot read. Raises CatalogError."""
    from duizhao.catalog.po import read_po  # noqa: PLC0415

    return read_po(file.path, file.data)


def update_file(
    old: Catalog,
    new: Catalog,
    time: datetime,
    *,
    width: int | None = None,
    locations: Locations | None = None,
    literal: bool = True,
) -> tuple[bytes, Update]:
    """Return the file of the catalog `old` brought up to the pot `new`.

    As msgmerge does, it takes every translation as it stood, unless `literal` is not.
    """
    from duizhao.catalog.update import update  # noqa: PLC0415
    from duizhao.catalog.write import write_po  # noqa: PLC0415

    result = update(old, _located(new, locations), time=time, literal=literal)
    made = result.catalog if width is None else result.catalog.afresh()
    return write_po(made, width=width), result


def plain_edition(
    file: PlainFile, po: PlainFile | None, profile: Profile
) -> tuple[Edition, Manuscript, tuple[Diagnostic, ...]]:
    """Return a manuscript ready to be rendered, with its translation if there is one.

    Without a catalog both sides are the manuscript; its language is Chinese if most of
    its letters are.
    """
    if po is None:
        own = _guessed(file, profile)
        manuscript = read_plain(file, own)
        document = source_document(manuscript, own)
        return Edition(document, document, 100), manuscript, manuscript.diagnostics
    manuscript, merged, language = _merged(file, po, profile)
    source = source_document(manuscript, profile)
    target = target_document(
        manuscript, merged, source, replace(profile, language=language)
    )
    unfinished = unfinished_of(manuscript, merged)
    found = (*manuscript.diagnostics, *merged.diagnostics)
    edition = Edition(
        source, target, percent_of(merged), unfinished, hollow=bool(merged.hollow)
    )
    return edition, manuscript, found


def render_plain(
    edition: Edition,
    order: Order,
    templates: Templates,
    pictures: tuple[Mapping[str, Asset], Mapping[str, Asset]],
    time: datetime,
    pages: Pages = no_pages,
) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """Return the rendered file, as `rendering.render` does."""
    return render(edition, order, templates, pictures, time, pages)


def picture_targets(edition: Edition) -> list[str]:
    """Return the pictures that an edition names, each once."""
    documents: tuple[Document, ...] = (edition.source, edition.target)
    if edition.source is edition.target:  # without a catalog
        documents = (edition.source,)
    images = (
        image
        for document in documents
        for part in (document.blocks, document.footnotes)
        for image in iter_images(part)
    )
    return list(dict.fromkeys(image.target for image in images))


def _language_of(catalog: Catalog) -> str:
    return catalog.headers.get("Language", "").replace("_", "-") or "en"


def _guessed(file: PlainFile, profile: Profile) -> Profile:
    text = _CODE.sub("", file.data.decode("utf-8", "ignore"))
    chinese = sum(map(len, re.findall(f"[{HAN}]+", text)))
    latin = sum(map(len, re.findall("[A-Za-z]+", text)))
    # A Chinese word has two characters, an English one five letters.
    return profile if chinese * 2 >= latin else replace(profile, language="en")

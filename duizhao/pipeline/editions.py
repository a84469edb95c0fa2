"""Documents in both languages, made when asked for; and the facts about them, kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry
from duizhao.catalog.header import read_time
from duizhao.catalog.stats import Counts, count
from duizhao.config import Product
from duizhao.diagnostics import Diagnostic, from_json, to_json
from duizhao.language import count_hanzi
from duizhao.merging import Merged, MergeOptions, merge
from duizhao.pipeline.rendering import Edition, percent_of, unfinished_of
from duizhao.pipeline.workplace import Workplace
from duizhao.project import DocumentFile
from duizhao.reading import source_document, target_document
from duizhao.values import value
from duizhao.walk import plain_text


@value
class Facts:
    """What a table or an index says of a document."""

    title: str
    """Its title in the original; its name where it has none."""
    target_title: str
    """Its title in translation."""
    percent: int
    """How much is translated, in whole per cent of 字, rounded down."""
    hanzi: int
    """The 字 of its translatable text."""
    words: int
    """The words of the finished translations."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What reading and merging found."""


@dataclass(slots=True)
class Press:
    """Makes editions; those of the last document are kept, for its next product."""

    place: Workplace
    """The publication."""
    _document: str = ""
    _editions: dict[tuple[str, bool], tuple[Edition, Merged]] = field(
        default_factory=dict
    )

    def edition(self, file: DocumentFile, product: Product) -> Edition:
        """Return a document in both languages as `product` wants it."""
        language = self.place.project.settings.language(product)
        return self.merged(file, language, fuzzy=product.fuzzy)[0]

    def merged(
        self, file: DocumentFile, language: str, *, fuzzy: bool = False
    ) -> tuple[Edition, Merged]:
        """Return a document in both languages, and the merge it was made of."""
        if self._document != file.name:
            self._document = file.name
            self._editions.clear()
        key = (language, fuzzy)
        if key not in self._editions:
            self._editions[key] = self._make(file, language, fuzzy=fuzzy)
        return self._editions[key]

    def _make(
        self, file: DocumentFile, language: str, *, fuzzy: bool
    ) -> tuple[Edition, Merged]:
        place = self.place
        manuscript = place.manuscript(file)
        profile = place.profile(file)
        path = place.project.po_path(file.name, language)
        catalog = place.catalog(path) or Catalog(place.project.shown(path), Entry(""))
        options = MergeOptions(language, fuzzy, profile.markdown.cjk_emphasis)
        merged = merge(manuscript, catalog, profile.rules, options)
        source = source_document(manuscript, profile)
        target = target_document(
            manuscript, merged, source, replace(profile, language=language)
        )
        unfinished = unfinished_of(manuscript, merged)
        time = _revised(catalog)
        percent, hollow = percent_of(merged), bool(merged.hollow)
        edition = Edition(source, target, percent, unfinished, time, hollow)
        return edition, merged


def _revised(catalog: Catalog) -> datetime | None:
    headers = catalog.headers
    names = ("PO-Revision-Date", "POT-Creation-Date")
    times = (read_time(headers.get(name, "")) for name in names)
    return next((time for time in times if time is not None), None)


def facts_of(press: Press, file: DocumentFile) -> Facts:
    """Return the facts of a document in the publication's first translation."""
    place = press.place
    language = place.project.settings.publication.languages[0]
    key = f"facts:{language}:{file.name}"
    po = place.project.po_path(file.name, language)
    inputs = [file.path, po, place.settings_path]
    note = place.state.note(key)
    if note is not None and place.state.fresh(key, inputs):
        return _facts_from(note)
    edition, merged = press.merged(file, language)
    manuscript = place.manuscript(file)
    catalog = place.catalog(po)
    # The figures that `stats` gives: a text that stands twice is counted once.
    texts = {piece.msgid for piece in merged.pieces}
    counts = count(catalog) if catalog is not None else Counts()
    facts = Facts(
        plain_text(edition.source.metadata.title) or file.name,
        plain_text(edition.target.metadata.title),
        edition.percent,
        counts.total.hanzi or sum(count_hanzi(msgid) for msgid in texts),
        counts.translated.words,
        (*manuscript.diagnostics, *merged.diagnostics),
    )
    place.state.record(key, inputs, note=_note_of(facts))
    return facts


def _note_of(facts: Facts) -> dict[str, Any]:
    return {
        "title": facts.title,
        "target_title": facts.target_title,
        "percent": facts.percent,
        "hanzi": facts.hanzi,
        "words": facts.words,
        "found": [to_json(item) for item in facts.diagnostics],
    }


def _facts_from(note: Mapping[str, Any]) -> Facts:
    values = {name: note[name] for name in note if name != "found"}
    return Facts(**values, diagnostics=tuple(map(from_json, note["found"])))

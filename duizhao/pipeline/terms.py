"""terms: what the texts of a publication say of its glossary, and the glossary's files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.po import read_po
from duizhao.checks.pairs import pairs
from duizhao.diagnostics import Diagnostic
from duizhao.interchange.tbx import read_tbx, write_tbx
from duizhao.numbers.mask import mask_codes
from duizhao.pipeline.glossary import glossary_path, load_table, table_of
from duizhao.pipeline.workplace import Workplace
from duizhao.terms.candidates import Candidate, candidates
from duizhao.terms.join import Joined, join
from duizhao.terms.model import Glossary, Term
from duizhao.terms.passage import Passage
from duizhao.terms.renderings import Corpus
from duizhao.terms.table import Shape, Table, write_table
from duizhao.terms.termbase import Termbase
from duizhao.terms.usage import Usage, inconsistent, usages
from duizhao.values import value


@value
class Texts:
    """The passages of documents and the glossary that goes with them."""

    passages: tuple[Passage, ...]
    """Every sentence, translated or not."""
    table: Table
    """The glossary; an empty one where there is none."""

    @property
    def base(self) -> Termbase:
        """The glossary, ready for look-ups."""
        return Termbase(self.table.glossary)


def texts_of(place: Workplace, names: Iterable[str], language: str) -> Texts:
    """Return the texts of a publication's documents. Raises CatalogError, FileError."""
    found: list[Passage] = []
    for file in place.documents(names):
        catalog = place.catalog(place.project.po_path(file.name, language))
        if catalog is None:
            catalog = place.catalog(place.project.pot_path(file.name))
        if catalog is not None:
            found += passages_of(catalog, file.name)
    table = load_table(place.project, language)
    return Texts(tuple(found), table or Table(Glossary()))


def texts_of_files(
    files: Sequence[tuple[str, bytes]], glossary: tuple[str, bytes] | None
) -> Texts:
    """Return the texts of catalogs that belong to no publication.

    Each file is its path and its content. Raises CatalogError and FileError.
    """
    found: list[Passage] = []
    for path, data in files:
        name = path.rsplit("/", 1)[-1].removesuffix(".po").removesuffix(".pot")
        found += passages_of(read_po(path, data), name)
    return Texts(
        tuple(found), read_glossary(*glossary) if glossary else Table(Glossary())
    )


def passages_of(catalog: Catalog, document: str) -> list[Passage]:
    """Return the sentences of a catalog, those merged into one together."""
    live = list(catalog.live())
    together = {pair.entry.line: pair for pair in pairs(live)}
    found = []
    for entry in live:
        pair = together.get(entry.line)
        source = pair.plain_source if pair else mask_codes(entry.msgid)
        target = pair.plain if pair and entry.translated else ""
        found.append(Passage(source, target, document, entry.line, catalog.path))
    return found


def read_glossary(path: str, data: bytes) -> Table:
    """Return a glossary by its suffix, `.tbx` or a table. Raises FileError."""
    if path.lower().endswith((".tbx", ".xml")):
        return Table(read_tbx(path, data))
    return table_of(path, data)


def used_terms(texts: Texts) -> list[Usage]:
    """Return the terms of the glossary that the texts use."""
    return usages(texts.passages, texts.base)


def proposed(texts: Texts, least: int, most: int) -> list[Candidate]:
    """Return what may be a term and is not in the glossary."""
    return candidates(texts.passages, texts.base, least, most)


def inconsistencies(texts: Texts, least: int, most: int) -> list[Usage]:
    """Return terms, and what may be one, that are rendered in several ways."""
    corpus = Corpus(texts.passages)
    known = inconsistent(used_terms(texts), corpus)
    fresh = [
        Usage(
            (Term(one.text),),
            one.count,
            one.passages,
            (),
            one.renderings,
            one.unclear,
        )
        for one in proposed(texts, least, most)
        if len(one.renderings) > 1
    ]
    return [*known, *fresh]


def exported(glossary: Glossary, form: str, languages: tuple[str, str]) -> bytes:
    """Return a glossary as a file of the form `csv`, `tbx` or `tbx2`."""
    if form == "csv":
        return write_table(glossary, Shape())
    version = 2 if form == "tbx2" else 3
    return write_tbx(glossary, *languages, version=version)


def import_glossary(
    place: Workplace, path: str, data: bytes, language: str
) -> tuple[str, Joined, tuple[Diagnostic, ...]]:
    """Bring a glossary's terms into the publication's own; return where and what.

    Nothing of either is lost; what cannot stand side by side is listed, and so is what
    is odd in the rows that came. Raises FileError.
    """
    home = glossary_path(place.project, language)
    table = load_table(place.project, language)
    before = place.project.read_bytes(home, len(data) + 10**9) if table else b""
    own = table or Table(Glossary())
    source = place.project.settings.publication.source_language
    theirs = (
        Table(read_tbx(path, data, source, language))
        if path.lower().endswith((".tbx", ".xml"))
        else table_of(path, data)
    )
    joined = join(own.glossary, theirs.glossary, path.rsplit("/", 1)[-1])
    shown = place.project.shown(home)
    if joined.glossary == own.glossary:
        return shown, joined, theirs.findings
    made = write_table(joined.glossary, own.shape)
    if own.findings:
        # Rows that could not be read would be lost: the old file stays as it is.
        kept = replace(joined, refused=tuple(map(str, (f.place for f in own.findings))))
        return shown, kept, theirs.findings
    place.write(home, made, before=before)
    return shown, joined, theirs.findings

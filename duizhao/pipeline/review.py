"""review: a document's translation out to a reviewer, and back into its catalog."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.write import write_po
from duizhao.errors import CatalogError
from duizhao.pipeline.figures import figures_of
from duizhao.pipeline.plain import PlainFile
from duizhao.pipeline.saving import keep_theirs
from duizhao.pipeline.sent import (
    Since,
    completed,
    remember_back,
    remember_sent,
    since_last,
)
from duizhao.pipeline.workplace import Workplace
from duizhao.project import DocumentFile
from duizhao.review.archive import ReviewError, open_archive
from duizhao.review.layout import Layout
from duizhao.review.returned import Return, read_return
from duizhao.review.settle import Settled, Terms, settle
from duizhao.review.sheet import Only, Sheet, rows_of
from duizhao.values import value


@value
class Sent:
    """A file for a reviewer."""

    path: str
    """Where it is, for messages."""
    segments: int
    """How many segments are in it."""


@value
class Taken:
    """What came of a returned file."""

    path: str
    """The file that came back."""
    catalog: str
    """The catalog it went into."""
    settled: Settled
    """What became of its rows."""
    changed: bool
    """Whether the catalog is another one now, or would be."""
    document: str
    """The document it is a translation of."""


@value
class Order:
    """What is to be sent."""

    only: Only = Only.ALL
    """Which segments."""
    language: str = ""
    """The only translation that is wanted; empty for all."""
    since: Since | None = None
    """What a reviewer has seen already; None for what `only` says."""
    layout: Layout = Layout.TABLE
    """What she works in."""
    chinese: bool = False
    """Whether the Chinese stands beneath each paragraph of a running layout."""


def send_reviews(
    place: Workplace, names: Iterable[str], order: Order
) -> Iterator[Sent]:
    """Write `build/review/NAME.docx` for each document, and yield what was written.

    With more than one language the file is `NAME.LANG.docx`. Where there is nothing to
    send, none is written. Raises CatalogError for a translation that is missing or
    damaged.
    """
    project = place.project
    languages = _languages(place, order.language)
    since = order.since
    if since is None and order.only is Only.CHANGED:
        since = since_last(place)
    for file in place.documents(names):
        for tag in languages:
            catalog = _catalog(place, project.po_path(file.name, tag))
            seen = since.known(file.name, tag, catalog) if since else None
            rows = rows_of(catalog, order.only, seen)
            title = f"{file.name} · {tag} · {place.time:%Y-%m-%d %H:%M}"
            figures = figures_of(place, file, tag, rows)
            sheet = Sheet(file.name, title, tag, place.time, rows, figures)
            more = f".{tag}" if len(project.settings.publication.languages) > 1 else ""
            path = project.build / "review" / f"{file.name}{more}.docx"
            if rows:
                data = _file_of(place, file, sheet, catalog, order)
                place.write(path, data, durable=False)
                anchors = (row.anchor for row in rows)
                remember_sent(place, file.name, tag, anchors)
            yield Sent(project.shown(path), len(rows))


def _file_of(
    place: Workplace, file: DocumentFile, sheet: Sheet, catalog: Catalog, order: Order
) -> bytes:
    # Loaded here: python-docx is slow.
    if order.layout is Layout.TABLE:
        from duizhao.review.outgoing import make_docx  # noqa: PLC0415

        return make_docx(sheet)
    from duizhao.pipeline.review_page import draft_of  # noqa: PLC0415
    from duizhao.review.running_out import make_running  # noqa: PLC0415

    draft = draft_of(place, file, sheet, catalog, chinese=order.chinese)
    return make_running(sheet, draft)


def take_review(
    place: Workplace, file: PlainFile, terms: Terms, *, dry: bool = False
) -> Taken:
    """Take a returned file into the catalog it says it is of.

    Raises ReviewError for a file that is not ours, and CatalogError.
    """
    back, path = open_review(place, file)
    taken = keep_theirs(
        place, path, partial(_take, place, path, (file.path, back), terms, dry)
    )
    if not dry:
        remember_back(place, back, taken.settled)
    return taken


def open_review(place: Workplace, file: PlainFile) -> tuple[Return, Path]:
    """Return what is in a file of ours, and the catalog it belongs to.

    Raises ReviewError for a file that is not ours.
    """
    back = read_return(open_archive(file.data, file.path), file.path)
    path, language = _path_of(place, back, file.path)
    return completed(place, replace(back, language=language)), path


def _take(
    place: Workplace,
    path: Path,
    came: tuple[str, Return],
    terms: Terms,
    dry: bool,  # noqa: FBT001
) -> Taken:
    catalog = _catalog(place, path)
    before = place.catalog_bytes(path) or b""
    name, back = came
    settled = settle(catalog, back, terms)
    changed = settled.catalog is not catalog
    if changed and not dry:
        data = write_po(settled.catalog, width=place.project.settings.catalog.width)
        place.write(path, data, before=before)
    return Taken(name, place.project.shown(path), settled, changed, back.document)


def write_report(place: Workplace, taken: Taken, path: Path | None) -> str:
    """Write what came of a review as a page, and return where: to `path`, or to
    `build/review/DOCUMENT.html`.
    """
    from duizhao.review.report import ReviewPage, review_html  # noqa: PLC0415 - jinja's

    language = place.project.settings.publication.source_language
    page = ReviewPage(taken.path, place.time, language, taken.settled)
    into = path or place.project.build / "review" / f"{taken.document}.html"
    place.write(into, review_html(page).encode(), durable=False)
    return place.project.shown(into)


def _path_of(place: Workplace, back: Return, path: str) -> tuple[Path, str]:
    """Return a file's catalog, and its language."""
    known = {file.name for file in place.documents()}
    if back.document not in known:
        raise ReviewError(
            f"this file is of the document {back.document!r}, which is not here",
            path=path,
            hint=f"the documents are: {', '.join(sorted(known))}",
        )
    language = place.language(back.language)
    return place.project.po_path(back.document, language), language


def _languages(place: Workplace, wanted: str) -> tuple[str, ...]:
    known = place.project.settings.publication.languages
    return (place.language(wanted),) if wanted else known


def _catalog(place: Workplace, path: Path) -> Catalog:
    catalog = place.catalog(path)
    if catalog is None:
        raise CatalogError(
            "this translation is missing",
            path=place.project.shown(path),
            hint=f"make it with: duizhao update {path.stem}",
        )
    return catalog

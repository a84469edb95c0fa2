"""One product of one document: from values to bytes."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime
from functools import cache, partial
from typing import TYPE_CHECKING

from duizhao.diagnostics import Diagnostic, Place
from duizhao.document import BilingualDocument, Document, SegmentState
from duizhao.errors import RenderError, TemplateError
from duizhao.language import Script, count_hanzi
from duizhao.pipeline.designs import designs_of, format_of
from duizhao.render.page import (
    Asset,
    Attached,
    Format,
    Layout,
    Page,
    Pages,
    Unfinished,
    no_pages,
    why_not,
)
from duizhao.script import in_script
from duizhao.values import value

if TYPE_CHECKING:
    from duizhao.merging import Merged
    from duizhao.units import Manuscript

DEFAULT_TEMPLATES = {
    Format.PDF: "handout.html",
    Format.HTML: "page.html",
    Format.DOCX: "draft.docx",
}
"""The template of a product that names none."""


@value
class Templates:
    """The templates of a publication, read."""

    texts: Mapping[str, str]
    """Page templates and style sheets by file name."""
    binaries: Mapping[str, bytes]
    """Word templates by file name."""
    pictures: Mapping[str, Asset] = field(default_factory=dict)
    """Pictures of the templates, such as a logo, by file name."""


@value
class Edition:
    """A document in both languages, ready to be rendered."""

    source: Document
    """The original."""
    target: Document
    """The translation, unfinished segments marked."""
    percent: int
    """How much is translated, in whole per cent, rounded down."""
    unfinished: tuple[Unfinished, ...] = ()
    """What is not."""
    time: datetime | None = None
    """When the translation was last revised, as its catalog says: the date that the
    files carry, so that a second build makes the same bytes. None where not known."""
    hollow: bool = False
    """Whether blocks of the translation are empty, because nothing of them is printed."""


@value
class Order:
    """What is to be made."""

    format: Format
    """The kind of file."""
    layout: Layout
    """Which languages it shows."""
    template: str = ""
    """The template's file name; empty for the usual one."""
    publication: str = ""
    """The publication's title."""
    identifier: str = ""
    """A stable name for the file's metadata."""
    theme: Mapping[str, str] = field(default_factory=dict)
    """Values for templates."""
    script: Script = Script.AS_WRITTEN
    """In which characters its Chinese is printed."""
    archive: bool = False
    """Whether a PDF is made for the archive."""
    attached: tuple[Attached, ...] = ()
    """The files that it carries along then."""


def percent_of(merged: Merged) -> int:
    """Return how much of a merged text is translated, weighed by 字, rounded down."""
    if merged.finished:
        return 100
    sizes = [(count_hanzi(piece.msgid) or 1, piece.state) for piece in merged.pieces]
    done = sum(size for size, state in sizes if state is SegmentState.TRANSLATED)
    return min(99, 100 * done // sum(size for size, _ in sizes))


def unfinished_of(manuscript: Manuscript, merged: Merged) -> tuple[Unfinished, ...]:
    """Return the segments of a merged text that are not translated."""
    return tuple(
        Unfinished(
            piece.key,
            piece.state,
            piece.msgid,
            manuscript.lines.place(manuscript.units[piece.unit].start),
        )
        for piece in merged.pieces
        if piece.state is not SegmentState.TRANSLATED
    )


def render(
    edition: Edition,
    order: Order,
    templates: Templates,
    pictures: tuple[Mapping[str, Asset], Mapping[str, Asset]],
    time: datetime,
    pages: Pages = no_pages,
) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """Return the file, and what was odd about it.

    `pictures` are those of the page's language and those of the source's side; `pages`
    hears of the pages of a long PDF. The
    renderers are imported here, each only where it is used: WeasyPrint alone takes
    more than a second. Raises RenderError and TemplateError.
    """
    if wrong := why_not(order.format, order.layout):
        raise RenderError(wrong[0], path=order.identifier, hint=wrong[1])
    if order.script is not Script.AS_WRITTEN:
        edition = replace(edition, source=in_script(edition.source, order.script))
    template = order.template or DEFAULT_TEMPLATES[order.format]
    if _numbers_headings(order, templates.texts, template):
        edition = _numbered(edition)
    document = _document(edition, order.layout)
    page = _page(edition, order, pictures, time, templates.pictures)
    check_template(template, order.format, templates)
    if order.format is Format.DOCX:
        from duizhao.render.docx import render_docx  # noqa: PLC0415

        data, odd = render_docx(document, page, templates.binaries[template])
        return data, tuple(_in_template(one, template) for one in odd)
    from duizhao.render.html import Medium, render_html  # noqa: PLC0415
    from duizhao.render.origins import braces_agree, tell_templates  # noqa: PLC0415

    medium = Medium.PRINT if order.format is Format.PDF else Medium.SCREEN
    fill = partial(render_html, document, page, templates.texts, template, medium)
    html = fill()
    data, odd = html.encode("utf-8", "replace"), tuple[Diagnostic, ...]()
    if medium is Medium.PRINT:
        from duizhao.render.pdf import render_pdf  # noqa: PLC0415

        data, odd = render_pdf(html, page, pages)
    if odd or not braces_agree(html):
        odd = tell_templates(odd, fill(marked=True))
    return data, odd


def _numbers_headings(order: Order, texts: Mapping[str, str], design: str) -> bool:
    """Whether the theme of a page asks for numbers in front of Chinese headings."""
    from duizhao.render.theme import read_theme  # noqa: PLC0415

    return read_theme(order.theme, texts, design)["headings_zh"] == "chinese"


def _numbered(edition: Edition) -> Edition:
    from duizhao.render.headings import number_headings  # noqa: PLC0415

    source, target = map(number_headings, (edition.source, edition.target))
    return replace(edition, source=source, target=target)


def _in_template(found: Diagnostic, name: str) -> Diagnostic:
    """Return a finding on the Word template with the name of its file."""
    if found.rule not in ("docx.style", "docx.numbering"):
        return found
    return replace(found, place=Place(f"templates/{name}"))


def check_template(
    name: str, form: Format, templates: Templates, place: Place | None = None
) -> None:
    """Raise TemplateError where there is no such template for the kind of file.

    `place` is where the template is named.
    """
    held = templates.binaries if form is Format.DOCX else templates.texts
    suffix = ".docx" if form is Format.DOCX else ".html"
    known = sorted(one for one in held if one.endswith(suffix))
    if name in known:
        return
    there = name in templates.texts or name in templates.binaries
    message = (
        f"templates/{name} cannot make a {form} file: one that ends in {suffix} can"
        if there
        else f"there is no template templates/{name}"
    )
    if form is not Format.DOCX:
        pages = designs_of(templates.texts)
        known = [one for one in pages if format_of(one, templates.texts) is form]
    near = difflib.get_close_matches(name, known, n=1)
    meant = f"did you mean {near[0]!r}? " if near else ""
    hint = f"{meant}for {form} there are: {', '.join(known) or 'none'}"
    path, line = (place.path, place.line) if place else ("", 0)
    raise TemplateError(message, path=path, line=line, hint=hint)


@cache
def warm_up() -> bool:
    """Load what makes a PDF, once: processes forked afterwards have it.

    Says whether this process may make PDFs, too, and be forked afterwards. Raises
    RenderError where the PDF engine cannot be loaded.
    """
    from duizhao.render.pdf import draws_in_threads, warm_engine  # noqa: PLC0415  # heavy

    if draws_in_threads():
        return False
    warm_engine()
    return True


def remember_lines() -> None:
    """Let PDFs be made of the lines of those made before, where they are the same.

    For a process that makes the same page again and again; it costs memory.
    """
    from duizhao.render import pdflines  # noqa: PLC0415  # only who watches needs it

    pdflines.remember_lines()


def _document(edition: Edition, layout: Layout) -> Document | BilingualDocument:
    match layout:
        case Layout.SOURCE | Layout.SOURCE_COLUMNS:
            return edition.source
        case Layout.TARGET | Layout.COLUMNS if edition.hollow:
            from duizhao.hollow import without_hollow  # noqa: PLC0415

            return without_hollow(edition.target)
        case Layout.TARGET | Layout.COLUMNS:
            return edition.target
        case Layout.SIDE_BY_SIDE | Layout.INTERLEAVED | Layout.FACING:
            from duizhao.bilingual import pair_documents  # noqa: PLC0415

            return pair_documents(edition.source, edition.target)


def _page(
    edition: Edition,
    order: Order,
    pictures: tuple[Mapping[str, Asset], Mapping[str, Asset]],
    time: datetime,
    decor: Mapping[str, Asset],
) -> Page:
    original = order.layout in (Layout.SOURCE, Layout.SOURCE_COLUMNS)
    return Page(
        layout=order.layout,
        language=(edition.source if original else edition.target).language,
        publication=order.publication,
        time=time,
        identifier=order.identifier,
        assets=pictures[1] if original else pictures[0],
        source_assets=pictures[1],
        theme=order.theme,
        archive=order.archive,
        attached=order.attached,
        decor=decor,
        unfinished=() if original else edition.unfinished,
        percent=100 if original else edition.percent,
    )

"""Documents into HTML pages, for a browser and for the PDF engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from duizhao.document import BilingualDocument, Document, Inline, Metadata
from duizhao.render.blocks import text_html
from duizhao.render.dates import set_date
from duizhao.render.escape import clean
from duizhao.render.features import (
    begins_pages,
    find_contents,
    prepare,
    shown_contents,
)
from duizhao.render.labels import find_labels, name_of, primary
from duizhao.render.layouts import (
    bilingual_html,
    notes_html,
    single_html,
    source_side,
    target_side,
)
from duizhao.render.logo import draw_logo
from duizhao.render.page import Page
from duizhao.render.side import Medium, Side
from duizhao.render.templating import css_string, fill
from duizhao.render.theme import read_theme, running_texts, theme_css
from duizhao.values import value
from duizhao.walk import plain_text

__all__ = ["Entry", "Medium", "Product", "render_html", "render_index"]


@value
class Head:
    """What stands in front of a text, as templates print it."""

    language: str
    """The BCP 47 tag of its words."""
    name: str
    """The language's name in itself, such as 中文."""
    title: Markup
    """The title; empty where there is none."""
    title_text: str
    """The title without markup."""
    subtitle: Markup
    """The subtitle."""
    lead: Markup
    """The standfirst."""
    author: Markup
    """Who wrote it."""
    author_text: str
    """The author without markup."""
    date: str
    """The date as written; `| date(language)` sets it in words."""
    keywords: tuple[str, ...]
    """Key words, in order."""
    extra: Mapping[str, str]
    """Every other line of the front matter, by key."""


@value
class Product:
    """A file that was made of a document, for the index page."""

    label: str
    """What to call it: `PDF, side by side`."""
    target: str
    """Its address, relative to the index page."""


@value
class Entry:
    """A document as the index page shows it."""

    source_title: str
    """Its title in the original."""
    target_title: str
    """Its title in translation; empty where there is none yet."""
    source_language: str
    """BCP 47 tag of the original."""
    target_language: str
    """BCP 47 tag of the translation."""
    percent: int
    """How much is translated, in whole per cent, rounded down."""
    products: tuple[Product, ...] = ()
    """The files made of it, in order."""


def render_html(
    document: Document | BilingualDocument,
    page: Page,
    templates: Mapping[str, str],
    template: str,
    medium: Medium = Medium.SCREEN,
    *,
    marked: bool = False,
) -> str:
    """Return a page of HTML that needs no other file.

    `templates` maps file names to their texts; `template` is the one that makes the
    frame. For `Medium.PRINT` the pictures are `asset:` addresses that `render_pdf`
    knows. If `marked`, the page tells of each line from which template it is, for
    `origins`. Raises TemplateError and SettingsError.
    """
    frame = _frame(page, templates, template)
    theme = frame["theme"]
    if isinstance(document, BilingualDocument):
        sides = [
            source_side(document.source, page, medium),
            target_side(document.target, page, medium),
        ]
        for side, text in zip(sides, (document.source, document.target), strict=True):
            prepare(side, text, theme)
            side.drop_cap = False  # two languages begin level
        heads = [
            _head(document.source.metadata, sides[0]),
            _head(document.target.metadata, sides[1]),
        ]
        body = bilingual_html(document, page.layout, *sides)
        own = document.target
    else:
        sides = [target_side(document, page, medium)]
        prepare(sides[0], document, theme)
        heads = [_head(document.metadata, sides[0])]
        body = single_html(document, sides[0])
        own = document
    notes = "".join(map(notes_html, sides)) if medium is Medium.SCREEN else ""
    contents = find_contents(own, sides[-1])
    asked = theme["contents"] if medium is Medium.PRINT else "no"
    values = {
        "body": Markup(body),  # noqa: S704  # every text in it went through escape()
        "notes": Markup(notes),  # noqa: S704  # likewise
        "heads": heads,
        "head": heads[-1],
        "contents": contents,
        "chapters": begins_pages(document, contents, theme["chapters"]),
        "printed_contents": shown_contents(document, contents, asked),
        "medium": str(medium),
        "layout": str(page.layout),
        "bilingual": len(sides) > 1,
    }
    frame["logo"] = draw_logo(theme, page, medium)
    frame["running"] = _running(theme, heads[-1], page)
    frame["running_source"] = _running(theme, heads[0], page, verso=True)
    return fill(templates, template, frame | values, marked=marked)


def render_index(
    entries: Sequence[Entry], page: Page, templates: Mapping[str, str]
) -> str:
    """Return the page that leads to every document: `templates/index.html`, filled.

    Of `page`, the language, the publication's title, the time and the theme are used.
    """
    name = "index.html"
    frame = _frame(page, templates, name)
    frame["logo"] = draw_logo(frame["theme"], page, Medium.SCREEN)
    return fill(templates, name, frame | {"entries": list(entries)})


def _frame(page: Page, templates: Mapping[str, str], template: str) -> dict[str, Any]:
    """Return the values that every template may use."""
    theme = read_theme(page.theme, templates, template)
    words = find_labels(page.language)
    return {
        "language": page.language,
        "publication": clean(page.publication),
        "identifier": page.identifier,
        "time": page.time,
        "percent": page.percent,
        "page_of": _page_of(words["page"]),
        "page_reference": _page_reference(words["page_reference"]),
        "words": words,
        "theme": theme,
        "theme_css": theme_css(theme),
        "unfinished": [
            {
                "key": item.key,
                "state": words[item.state],
                "kind": str(item.state),
                "text": clean(item.text),
                "place": str(item.place),
            }
            for item in page.unfinished
        ],
    }


def _running(
    theme: Mapping[str, Markup], head: Head, page: Page, *, verso: bool = False
) -> Mapping[str, Markup]:
    """Return the texts of headers and footers in one language, for style sheets."""
    words = {
        "title": head.title_text,
        "publication": clean(page.publication),
        "author": head.author_text,
        "date": set_date(head.date, head.language),
    }
    chinese = primary(head.language) == "zh"
    return running_texts(theme, words, css_string, chinese=chinese, verso=verso)


def _page_of(label: str) -> Markup:
    """Return `Page {number} of {total}` as the `content` of a style sheet."""
    before, _, rest = label.partition("{number}")
    between, _, after = rest.partition("{total}")
    parts = [css_string(before), "counter(page)", css_string(between)]
    return Markup(" ").join([*map(Markup, parts), "counter(pages)", css_string(after)])


def _page_reference(label: str) -> Markup:
    """Return `(page {number})` as the `content` that follows a link within the text."""
    before, _, after = label.partition("{number}")
    number = Markup("target-counter(attr(href), page)")
    return Markup(" ").join([css_string(before), number, css_string(after)])


def _head(metadata: Metadata, side: Side) -> Head:
    return Head(
        language=side.language,
        name=name_of(side.language),
        title=_line(metadata.title, side),
        title_text=clean(plain_text(metadata.title)),
        subtitle=_line(metadata.subtitle, side),
        lead=_line(metadata.lead, side),
        author=_line(metadata.author, side),
        author_text=clean(plain_text(metadata.author)),
        date=clean(metadata.date),
        keywords=tuple(map(clean, metadata.keywords)),
        extra={key: clean(value) for key, value in metadata.extra.items()},
    )


def _line(inlines: tuple[Inline, ...], side: Side) -> Markup:
    return Markup(text_html(inlines, side))  # noqa: S704  # escaped by text_html

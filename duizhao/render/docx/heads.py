"""What a product says about itself: running heads and document properties."""

from __future__ import annotations

import re
from datetime import UTC
from typing import Any, Final

from lxml.etree import _Element as Node

from duizhao.document import Document
from duizhao.render.docx import names as n
from duizhao.render.docx.library import RT
from duizhao.render.docx.tags import word_tag
from duizhao.render.docx.text import Cleaner
from duizhao.render.page import Page
from duizhao.walk import plain_text

_LONGEST: Final = 255
"""What python-docx allows a property to hold."""
_FIELD: Final = re.compile(r"\{(publication|title|author|percent)\}")


def fill_heads(word: Any, words: dict[str, str]) -> None:
    """Put `words` in the place of `{title}` and so on in headers and footers.

    Word likes to part such a text into several runs; the first of them takes it whole.
    """
    for relation in word.rels.values():
        if relation.reltype in {RT.HEADER, RT.FOOTER}:
            for paragraph in relation.target_part.element.iter(n.P):
                _fill(paragraph, words)


def _fill(paragraph: Node, words: dict[str, str]) -> None:
    texts = list(paragraph.iter(n.T))
    parts = [text.text or "" for text in texts]
    joined = "".join(parts)
    owners = [index for index, part in enumerate(parts) for _ in part]
    filled = [""] * len(parts)
    position = 0
    for found in _FIELD.finditer(joined):
        for index in range(position, found.start()):
            filled[owners[index]] += joined[index]
        filled[owners[found.start()]] += words.get(found[1], "")
        position = found.end()
    if position == 0:
        return
    for index in range(position, len(joined)):
        filled[owners[index]] += joined[index]
    for text, part in zip(texts, filled, strict=True):
        text.text = part
        text.set(n.XML_SPACE, "preserve")


def set_properties(
    word: Any, document: Document, page: Page, cleaner: Cleaner
) -> dict[str, str]:
    """Write the core properties; return what the running heads are filled with."""
    metadata = document.metadata
    title = _short(cleaner.clean(plain_text(metadata.title)))
    author = _short(cleaner.clean(plain_text(metadata.author)))
    moment = page.time.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    properties = word.core_properties
    properties.title = title
    properties.subject = _short(cleaner.clean(plain_text(metadata.subtitle)))
    properties.author = author
    properties.last_modified_by = author
    properties.language = _short(cleaner.clean(word_tag(page.language)))
    properties.identifier = _short(cleaner.clean(page.identifier))
    properties.keywords = _short(cleaner.clean(", ".join(metadata.keywords)))
    properties.category = properties.comments = ""
    properties.created = properties.modified = moment
    properties.revision = 1
    publication = cleaner.clean(page.publication)
    return {
        "title": title,
        "author": author,
        "publication": publication,
        "percent": str(page.percent),
    }


def set_languages(styles: Node, latin: str, east_asia: str) -> None:
    """Say in the defaults of `styles` which languages the text is in."""
    language = styles.find(
        f"{n.w('docDefaults')}/{n.w('rPrDefault')}/{n.R_PR}/{n.w('lang')}"
    )
    if language is not None:
        language.set(n.VAL, latin)
        language.set(n.w("eastAsia"), east_asia)


def _short(text: str) -> str:
    return text[:_LONGEST]

"""Language tags as Word knows them."""

from __future__ import annotations

from typing import Final

# What Word wants where BCP 47 is content with a language or a script.
_TAGS: Final = {
    "zh": "zh-CN",
    "zh-hans": "zh-CN",
    "zh-hant": "zh-TW",
    "en": "en-US",
    "fr": "fr-FR",
    "de": "de-DE",
    "es": "es-ES",
    "pt": "pt-BR",
    "it": "it-IT",
    "ru": "ru-RU",
    "ja": "ja-JP",
    "ko": "ko-KR",
}


def word_tag(tag: str) -> str:
    """Return the tag that Word knows for a BCP 47 tag.

    >>> word_tag("zh-Hans"), word_tag("en"), word_tag("en-GB")
    ('zh-CN', 'en-US', 'en-GB')
    """
    tag = tag.replace("_", "-")
    return _TAGS.get(tag.casefold(), tag)

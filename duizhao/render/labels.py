"""The few words that page templates print of their own, by language."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from duizhao.script import convert_words

_ENGLISH: Mapping[str, str] = MappingProxyType(
    {
        "contents": "Contents",
        "notes": "Notes",
        "keywords": "Key words",
        "page": "Page {number} of {total}",
        "page_reference": " (page {number})",
        "picture_missing": "Picture missing",
        "draft": "Draft",
        "unfinished": "Still to be finished",
        "unfinished_lead": "Shaded passages are not final; their numbers lead to the list at the end.",
        "key": "No.",
        "state": "State",
        "source_text": "Source text",
        "place": "Place",
        "fuzzy": "to be checked",
        "untranslated": "not translated",
        "translated": "translated",
        "documents": "Documents",
        "done": "done",
        "open": "open",
        "back": "Back to the text",
        "note": "Note",
        "tip": "Tip",
        "important": "Important",
        "warning": "Warning",
        "caution": "Caution",
    }
)
_CHINESE: Mapping[str, str] = MappingProxyType(
    {
        "contents": "目录",
        "notes": "注释",
        "keywords": "关键词",
        "page": "第 {number} 页，共 {total} 页",
        "page_reference": "（第 {number} 页）",
        "picture_missing": "图片缺失",
        "draft": "草稿",
        "unfinished": "尚待完成",
        "unfinished_lead": "底色标出的文字尚未定稿，编号对应文末的列表。",
        "key": "编号",
        "state": "状态",
        "source_text": "原文",
        "place": "位置",
        "fuzzy": "待核对",
        "untranslated": "未翻译",
        "translated": "已翻译",
        "documents": "文档",
        "done": "已完成",
        "open": "未完成",
        "back": "返回正文",
        "note": "注",
        "tip": "提示",
        "important": "重要",
        "warning": "警告",
        "caution": "当心",
    }
)
_NAMES = MappingProxyType(
    {"zh": "中文", "en": "English", "ja": "日本語", "ko": "한국어", "fr": "Français"}
    | {"de": "Deutsch", "es": "Español", "ru": "Русский", "pt": "Português"}
)


def primary(language: str) -> str:
    """Return the language part of a BCP 47 tag in lower case.

    >>> primary("zh-Hans-CN")
    'zh'
    """
    return language.replace("_", "-").split("-", maxsplit=1)[0].lower()


def find_labels(language: str) -> Mapping[str, str]:
    """Return the words for `language`; English where there are none of its own."""
    if primary(language) == "zh":
        return convert_words(_CHINESE, language)
    return _ENGLISH


def name_of(language: str) -> str:
    """Return a language's name in itself, or its tag where it is not known here.

    >>> name_of("zh-Hans"), name_of("en-GB"), name_of("tlh")
    ('中文', 'English', 'tlh')
    """
    return _NAMES.get(primary(language), language)

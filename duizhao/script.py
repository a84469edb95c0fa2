"""Chinese in another script: simplified characters into traditional ones and back.

OpenCC converts by words, not by characters: 皇后在后面 keeps the 后 of the empress. Names may come out wrong: a converted page wants to be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import PurePath
from types import MappingProxyType
from typing import Any, Final

from duizhao.document import (
    Code,
    CodeBlock,
    Document,
    Image,
    Link,
    Math,
    MathBlock,
    Metadata,
    RawBlock,
    RawInline,
    Text,
)
from duizhao.language import Script

_DEEPEST: Final = 200  # levels; what is nested deeper stays as it is


_WAYS: Final[Mapping[Script, tuple[str, str]]] = MappingProxyType(
    {
        Script.TRADITIONAL: ("s2tw", "zh-Hant-TW"),
        Script.TAIWAN: ("s2twp", "zh-Hant-TW"),
        Script.HONG_KONG: ("s2hk", "zh-Hant-HK"),
        Script.SIMPLIFIED: ("tw2s", "zh-Hans"),
    }
)
"""OpenCC's name of a conversion, and the tag of the language that it makes."""
_HAIR: Final = re.compile("頭[發髮]([現展生明動佈布表言起出放射揮行送掘酵芽亮])?")
_VERBATIM: Final = (Code, CodeBlock, Math, MathBlock, RawBlock, RawInline)
_SPOKEN: Final[Mapping[type, tuple[str, ...]]] = MappingProxyType(
    {Text: ("value",), Image: ("alt", "title"), Link: ("title",)}
)
"""The fields that are read by people; the others are addresses, labels and kinds."""


def in_script(document: Document, script: Script) -> Document:
    """Return a Chinese document in another script; any other document as it is.

    Code, formulas and addresses stay. Traditional text has the quotation marks 「」 and
    『』 for “” and ‘’, simplified text the other way round.
    """
    if script is Script.AS_WRITTEN or document.language[:2].lower() != "zh":
        return document
    way, language = _WAYS[script]
    convert = converter(way)
    return Document(
        language=language,
        metadata=_metadata(document.metadata, convert),
        blocks=_convert(document.blocks, convert, 0),
        footnotes={
            label: _convert(blocks, convert, 0)
            for label, blocks in document.footnotes.items()
        },
    )


def convert_words(words: Mapping[str, str], language: str) -> Mapping[str, str]:
    """Return words of ours in simplified characters as a text in `language` has them."""
    parts = language.lower().replace("_", "-").split("-")
    if parts[0] != "zh" or not {"hant", "tw", "hk", "mo"} & {*parts}:
        return words
    convert = converter("s2hk" if {"hk", "mo"} & {*parts} else "s2tw")
    return {key: convert(word) for key, word in words.items()}


@cache
def converter(way: str) -> Callable[[str], str]:
    """Return what converts a text by OpenCC's conversion called `way`, marks included.

    >>> converter("s2tw")("皇后说：“头发在后面。”")
    '皇后說：「頭髮在後面。」'
    """
    import opencc  # noqa: PLC0415  # 0.1 s, for those who convert

    # By its whole path: a name alone is looked for in the folder at hand first.
    shelf = PurePath(opencc.__file__).parent / "clib" / "share" / "opencc"
    characters: Callable[[str], str] = opencc.OpenCC(str(shelf / f"{way}.json")).convert
    traditional = way.startswith("s2")

    def convert(text: str) -> str:
        if text.isascii():
            return text
        made = characters(text)
        return _corner_quotes(_mend(made)) if traditional else _curly_quotes(made)

    return convert


def _mend(text: str) -> str:
    """Return `text` with the hair of the head: OpenCC 1.4 errs in 发头发, 从头发展."""
    return _HAIR.sub(lambda f: f"頭發{f[1]}" if f[1] else "頭髮", text)


def _corner_quotes(text: str) -> str:
    """Return `text` with 「」 and 『』; an apostrophe stays."""
    text = re.sub("‘([^‘’]*)’", r"『\1』", text)
    return text.replace("“", "「").replace("”", "」")


def _curly_quotes(text: str) -> str:
    return text.translate(str.maketrans("「」『』", "“”‘’"))


def _metadata(metadata: Metadata, convert: Callable[[str], str]) -> Metadata:
    lines = {
        name: _convert(getattr(metadata, name), convert, 0)
        for name in ("title", "subtitle", "lead", "author")
    }
    return replace(
        metadata,
        keywords=tuple(map(convert, metadata.keywords)),
        extra={key: convert(value) for key, value in metadata.extra.items()},
        **lines,
    )


def _convert(node: Any, convert: Callable[[str], str], depth: int) -> Any:
    """Return a node, or a tuple of nodes, with what people read of it converted."""
    if isinstance(node, tuple):
        return tuple([_convert(child, convert, depth) for child in node])
    if isinstance(node, _VERBATIM) or depth > _DEEPEST or not is_dataclass(node):
        return node
    spoken = _SPOKEN.get(type(node), ())
    changed: dict[str, Any] = {name: convert(getattr(node, name)) for name in spoken}
    for item in fields(node):
        value = getattr(node, item.name)
        if isinstance(value, tuple) or is_dataclass(value):
            changed[item.name] = _convert(value, convert, depth + 1)
    return replace(node, **changed) if changed else node  # type: ignore[type-var]  # an instance

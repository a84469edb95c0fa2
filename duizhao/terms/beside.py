"""What a Chinese text marks as a name itself: 《titles》, “quotations”, Latin beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from duizhao.language import HAN
from duizhao.values import value


class Kind(StrEnum):
    """Why something is proposed as a term."""

    BESIDE = "latin beside it"
    """Its English stands beside it: 任正非（Ren Zhengfei）."""
    TITLE = "title"
    """It stands in 《》."""
    QUOTED = "quoted"
    """It stands in quotes and is no sentence."""
    LATIN = "latin"
    """It is itself in Latin letters: FISCO."""
    REPEATED = "repeated"
    """It comes again and again."""


@value
class Marked:
    """A name that a text marks."""

    text: str
    """The name."""
    kind: Kind
    """How it is marked."""
    english: str = ""
    """The English that stands beside it; empty where there is none."""


_TITLE = re.compile(r"《([^《》\n]{2,40})》")
_QUOTED = re.compile(r"[“「]([^“”「」。，！？；：,.!?;:\n]{2,12})[”」]")
_BESIDE = re.compile(
    rf"(?P<han>(?<![A-Za-z])[A-Za-z]{{0,12}}[{HAN}·]{{2,14}})\s?[（(](?:英文名?|英语|简称)?[:：]?"
    r"(?P<latin>[A-Z][A-Za-zÀ-ž.’'&\- ]{1,60})(?:[，,；;][^（）()]{0,40})?[)）]"
)
_LATIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+&/-]*(?: [A-Z][A-Za-z0-9.+&/-]*)*")
_NAMELIKE = re.compile(r"[A-Z].*[A-Za-z]|[a-z]+[A-Z]|\d[A-Z]{2}")
_WORDS_BEFORE = re.compile(
    rf"^.*(?:[的是在和与及或由对把被让给向为以将叫称]|创始人|董事长|总裁|总经理|主席|教授"
    rf"|院长|部长|局长|市长|省长|主任|记者|先生|女士|博士|公司)(?=[{HAN}]{{2}})"
)
_SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou"
    r"|ua|ue|ui|un|uo|a|e|i|o|u|ü)(?![aeiouü])",
    re.IGNORECASE,
)


def marked(text: str) -> Iterator[Marked]:
    """Yield the names that a Chinese text marks.

    >>> [one.text for one in marked("创始人任正非（Ren Zhengfei）写了《我的父亲母亲》")]
    ['任正非', '《我的父亲母亲》']
    """
    for found in _BESIDE.finditer(text):
        latin = " ".join(found["latin"].split())
        yield Marked(_cut(found["han"], latin), Kind.BESIDE, latin)
    for found in _TITLE.finditer(text):
        if re.search(f"[{HAN}]", found[1]):
            yield Marked(found[0], Kind.TITLE)
    for found in _QUOTED.finditer(text):
        if re.search(f"[{HAN}]", found[1]):
            yield Marked(found[1], Kind.QUOTED)
    for found in _LATIN.finditer(_BESIDE.sub("", text)):
        if _NAMELIKE.match(found[0]) and len(found[0]) > 1:
            yield Marked(found[0], Kind.LATIN)


def _cut(han: str, latin: str) -> str:
    """Return the end of `han` that is the name: as many characters as syllables.

    What is no name in pinyin begins after the last particle or title of office.
    """
    if han[0].isascii():
        return han
    cut = _WORDS_BEFORE.sub("", han)
    cut = cut if len(cut) > 1 else han
    syllables = _SYLLABLE.findall(latin)
    pinyin = "".join(syllables) == re.sub(r"[^A-Za-zü]", "", latin)
    return cut[-len(syllables) :] if pinyin and len(syllables) > 1 else cut

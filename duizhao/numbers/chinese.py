"""Reads the quantities of a Chinese text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from duizhao.numbers.chinese_after import Token, classify
from duizhao.numbers.chinese_words import IDIOMS
from duizhao.numbers.clock import clock_time
from duizhao.numbers.numerals import DIGITS, SIMPLE, UNITS, value_of
from duizhao.numbers.quantity import Kind, Quantity, Reading, one

_HAN = "〇○零一二两三四五六七八九廿卅"
_FORMAL = "[壹贰叁肆伍陆柒捌玖][壹贰叁肆伍陆柒捌玖拾佰仟万亿零]+"
_UNIT = r"(?:[十百万亿]|千(?![克瓦米卡帕赫伏升]))"
_FIGURE = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_MIXED = rf"{_FIGURE}(?:\s?(?:个(?=亿))?{_UNIT}+(?:零?{_FIGURE}{_UNIT}+)*)?"
_WRITTEN = rf"(?:[{_HAN}]|{_UNIT}|(?<=十)有(?=[一二三四五六七八九]))+(?:点[{_HAN}]+(?![分半整钟点十])[万亿]*)?"
NUMBER = rf"(?:{_MIXED}|{_WRITTEN}|{_FORMAL})"
"""A numeral in digits, Han or both."""
_NEXT = "一两|一二|两三|二三|三四|三五|四五|五六|六七|七八|八九"
_FIRST = "次个位批届家款年季日轮场部任名条座项例期艘架单站枚颗套本张所支"

_IDIOMS = "|".join(sorted(IDIOMS, key=lambda word: (-len(word), word)))
_THOUSAND = "千(?![克瓦米卡])"
_TOKENS = re.compile(
    rf"""
    (?P<idiom>{_IDIOMS}|十分(?![钟之])|万分(?!之)|四季(?!度)|三角(?![钱分]))
    |(?P<weekday>(?:周|星期|礼拜)(?:[一二三四五六]|[日天](?!期)))
    |(?P<era>(?:公元)?前?(?:{NUMBER}|上个?|本)\s?世纪(?:\s?{NUMBER}\s?年代)?)
    |(?P<vague>数以[十百千万亿]+计|(?:好几|[数几])(?:[十百万亿]|{_THOUSAND})+
        |(?<!以)上(?:百万|千万|百亿|千亿|[百千万亿])(?!分))
    |(?P<pair>十?(?:{_NEXT})(?![{_HAN}月日])[十百千万亿]*)
    |(?P<half>半数|过半|对半|一半|大半|减半|腰斩|[上下]半(?=个?[年月场程叶])
        |半(?=个|年|天|日|小时|月|世纪|价|径|生|场|程|路))
    |(?P<double>翻了?(?:整整)?(?:{NUMBER}?)番|翻了?倍|[加成]倍|倍增)
    |(?P<word>[前后](?:者|一个)|首(?=[{_FIRST}])|双(?!击|引号)|俩|仨|亚军|季军|冠军|唯一|次(?=[年日子])
        |打(?=鸡蛋|啤酒))
    |(?P<clock>(?<!\d)(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d.]))
    |(?P<number>{NUMBER})
    """,
    re.VERBOSE,
)
# The characters that a token begins with: the large pattern is tried at these only.
_ANY = re.compile(
    rf"[\d{_HAN}壹贰叁肆伍陆柒捌玖十百千万亿半双首翻倍加成俩仨次唯亚季冠数几好上下本公前后周星礼"
    rf"对过大减腰打{''.join(sorted({word[0] for word in IDIOMS}))}]"
)
_WORDS = {
    "首": 1,
    "双": 2,
    "俩": 2,
    "仨": 3,
    "亚军": 2,
    "季军": 3,
    "冠军": 1,
    "唯一": 1,
    "前者": 1,
    "前一个": 1,
    "后者": 2,
    "后一个": 2,
}
_RANGE = re.compile(r"[-~—–至到或、和与]|或者")
_JOINABLE = frozenset({Kind.COUNT, Kind.ORDINAL})


def read_chinese(text: str) -> list[Quantity]:
    """Return the quantities of `text` in the order they stand.

    >>> [(q.kind.value, q.value) for q in read_chinese("净利润4.8亿美元，增长6.46%")]
    [('money', 480000000.0), ('percentage', 0.0646)]
    >>> [(q.kind.value, q.value) for q in read_chinese("数千万人在上世纪70年代")]
    [('vague amount', 10000000.0), ('decade', 1970.0)]
    """
    plain = text.translate(SIMPLE)
    found: list[Quantity] = []
    at = 0
    while start := _ANY.search(plain, at):
        match = _TOKENS.match(plain, start.start())
        at = start.end()
        if match is not None:
            new = list(_read(plain, match))
            found += new
            at = max([match.end(), *(one.end for one in new if one.firm)])
    return _shares(plain, _ranges(plain, found))


_AMONG = re.compile(r"[^，。；\d]{0,4}?[中里](?:就|只|仅)?有?")


def _shares(text: str, found: list[Quantity]) -> list[Quantity]:
    """Return the quantities, and for 每5人中有1人 the share of a fifth too."""
    for at in range(len(found) - 1):
        whole, part = found[at], found[at + 1]
        begins = text[max(0, whole.start - 1) : whole.start] == "每"
        if not (begins and _AMONG.fullmatch(text[whole.end : part.start])):
            continue
        loose = [replace(each, firm=False) for each in (whole, part)]
        share = one(
            (whole.start, part.end), (Kind.FRACTION, part.value / (whole.value or 1))
        )
        return [*found[:at], share, *loose, *found[at + 2 :]]
    return found


def _read(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    span = match.span()
    word = match[0]
    match match.lastgroup:
        case "number":
            value = value_of(word.replace("个", "").replace("有", ""))
            if value is not None:
                yield classify(Token(text, *span, word, value))
        case "idiom":
            yield from _hidden(word, span)
        case "weekday":
            day = "一二三四五六日".find(word[-1].replace("天", "日")) + 1
            yield one(span, (Kind.WEEKDAY, day), firm=False)
        case "era":
            yield from _era(word, span)
        case "clock":
            yield clock_time(word, span)
        case "vague":
            yield _vague(word, span)
        case "pair":
            yield from _pair(word, span)
        case "half":
            yield from _half(word, span)
        case "double":
            yield _double(word, span)
        case _:
            value = _WORDS.get(word, 2)
            yield one(span, (Kind.ORDINAL, value), (Kind.COUNT, value), firm=False)


def _hidden(word: str, span: tuple[int, int]) -> Iterator[Quantity]:
    """Yield the numerals of an idiom: an English idiom may have them too."""
    for mark in word:
        value = DIGITS.get(mark, UNITS.get(mark))
        if value is not None:
            yield one(span, (Kind.COUNT, value), (Kind.VAGUE, float(value)), firm=False)


_ERA = re.compile(rf"(?P<which>{NUMBER}|上个?|本)\s?世纪(?:\s?(?P<years>{NUMBER}))?")


def _era(word: str, span: tuple[int, int]) -> Iterator[Quantity]:
    """Yield a century, or the decade in it: 上世纪70年代 is the 1970s."""
    parts = _ERA.search(word)
    if parts is None:  # pragma: no cover - the pattern is a part of the other
        return
    which = parts["which"]
    century = {"上": 20.0, "本": 21.0}.get(which[0], value_of(which))
    if century is None:
        return
    if parts["years"]:
        years = value_of(parts["years"]) or 0
        yield one(span, (Kind.DECADE, (century - 1) * 100 + years))
    elif which[0] not in "上本":
        yield one(span, (Kind.CENTURY, century), firm=century != 1)
    else:
        yield one(span, (Kind.CENTURY, century), firm=False)


def _vague(word: str, span: tuple[int, int]) -> Quantity:
    scale = value_of(word.strip("数几好上以计")) or 1.0
    readings = [(Kind.VAGUE, scale)]
    if word[0] == "上":
        readings.append((Kind.COUNT, scale))
    return one(span, *readings)


def _pair(word: str, span: tuple[int, int]) -> Iterator[Quantity]:
    """Yield both numbers of 三五 or 七八十; loosely meant, so nobody misses them."""
    ten = word[0] == "十"
    bare = word[1:] if ten else word
    units = bare[2:]
    for digit in bare[:2]:
        value = value_of(("十" if ten else "") + digit + units)
        if value is not None:
            yield one(span, (Kind.COUNT, value), firm=False)
    scale = value_of(units) if units else None
    if scale:
        yield one(span, (Kind.VAGUE, scale), firm=False)


def _half(word: str, span: tuple[int, int]) -> Iterator[Quantity]:
    firm = word in {"半数", "减半"}
    yield one(span, (Kind.FRACTION, 0.5), firm=firm)
    if word[0] in "上下":
        yield one(span, (Kind.ORDINAL, 1 + (word[0] == "下")), firm=False)


def _double(word: str, span: tuple[int, int]) -> Quantity:
    times = value_of(word.strip("翻了整番倍加成增")) or 1.0
    readings = [(Kind.MULTIPLE, 2.0**times)]
    if times == 1:
        readings += [(Kind.GROWTH, 1.0), (Kind.PERCENT, 1.0)]
    return one(span, *readings, firm="番" in word)


def _ranges(text: str, found: list[Quantity]) -> list[Quantity]:
    """Return the quantities, the first of a range in the unit of the second too.

    In 30到40万, 5至5.5% and 2015-2016年 only the second has its unit.
    """
    for at in range(len(found) - 1, 0, -1):
        first, second = found[at - 1], found[at]
        between = text[first.end : second.start].strip()
        if first.kind in _JOINABLE and _RANGE.fullmatch(between):
            extra = tuple(_in_unit_of(first, second, text))
            if extra:
                unit = first.unit or second.unit
                found[at - 1] = Quantity(
                    first.start, first.end, first.readings + extra, first.firm, unit
                )
    return found


_TAIL = re.compile(r"[十百千万亿]+")


def _in_unit_of(first: Quantity, second: Quantity, text: str) -> Iterator[Reading]:
    kind = second.kind
    scale = 1.0
    tail = _TAIL.search(text, second.start, second.end)
    if tail and not _TAIL.search(text, first.start, first.end):
        scale = value_of(tail[0]) or 1.0
    if kind in {Kind.PERCENT, Kind.FRACTION}:
        yield Reading(Kind.PERCENT, first.value / 100)
    elif kind is not first.kind or scale != 1:
        yield Reading(kind, first.value * scale)

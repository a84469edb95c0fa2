"""Reads the quantities of a Chinese text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from duizhao.language import HAN
from duizhao.numbers.chinese_after import (
    LOOK_BEFORE,
    WEAK,
    classify,
    classify_digit,
)
from duizhao.numbers.chinese_forms import (
    by_dozens,
    dated,
    doubled,
    halved,
    hidden,
    in_pairs,
    memorial,
    numbered,
    of_century,
    planned,
    scaled,
    weekday,
    worded,
)
from duizhao.numbers.chinese_runs import together
from duizhao.numbers.chinese_token import PLAIN_MEASURES, Token
from duizhao.numbers.chinese_words import IDIOMS, MEMORIALS, WORTH
from duizhao.numbers.clock import clock_time
from duizhao.numbers.numerals import simple, value_of
from duizhao.numbers.quantity import Kind, Quantity, Reading, one

_HAN = "〇○零一二三四五六七八九廿卅"
_FORMAL = "[壹贰叁肆伍陆柒捌玖][壹贰叁肆伍陆柒捌玖拾佰仟万亿零]*[拾佰仟万亿零][壹贰叁肆伍陆柒捌玖拾佰仟万亿零]*"
_UNIT = r"(?:[十百万亿]|千(?![克瓦米卡帕赫伏升兆]))"
_FIGURE = r"(?:\d*[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_MIXED = rf"{_FIGURE}(?:\s?(?:个(?=亿))?{_UNIT}+(?:零?{_FIGURE}{_UNIT}+)*)?"
_DIGIT = rf"(?:[{_HAN}]|(?<![{_HAN}])两|(?<=十)有(?=[一二三四五六七八九]))"
_WRITTEN = rf"(?:{_DIGIT}|{_UNIT})+(?:点[{_HAN}]+(?![分半整钟点十刻])[万亿]*)?"
NUMBER = rf"(?:{_MIXED}|{_WRITTEN}|{_FORMAL})"
"""A numeral in digits, Han or both."""
_NEXT = "一两|一二|两三|二三|三四|三五|四五|五六|六七|七八|八九|三两(?=[天个人年句次下声只杯])"
_FIRST = "次个位批届家款年季日轮场部任名条座项例期艘架单站枚颗套本张所支"
_THOUSAND = "千(?![克瓦米卡])"
# 过半 and 大半 are a half where nothing follows that 半 is half of, as 年 in 超过半年 and
# 径 in 扩大半径: at the end of a clause and, where the word begins one, before other nouns.
_HALF_ALONE = (
    rf"(?<=[过大小对])半(?=[的了]|[^{HAN}]|$)|(?<=对)半(?=[分开折砍切平])"
    rf"|(?:(?<=^[过大小])|(?<=[^{HAN}][过大小]))半(?![年个月天日小点辈晌夜成导径岛数])"
)
_DOZEN = (
    "打(?=鸡?蛋|啤?酒|铅?笔|毛巾|袜|手套|玫瑰|花|饮料|可乐|汽水|[杯瓶罐碗盘]|饼|面包|生蚝|牡蛎|[橙苹]|纽?扣"
    "|手帕|衬衫)"
)
# Goods that are sold by the dozen; elsewhere 打 is to hit, as in 三打祝家庄.
_MID_MONTH = rf"(?:(?<=月中)|(?<=^中)|(?<=[^{HAN}]中))旬"
# 中旬 of 5月中旬, not of 其中旬刊.
_FIGURES = re.compile(
    rf"""
    (?P<date>(?<!\d)(?:1[89]|20)\d\d(?P<dot>[-./])\d\d?(?P=dot)\d\d?(?![\d.]))
    |(?P<clock>(?<!\d)(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?!\d|[.,]\d))
    |(?P<place>(?<=[图表式例])\d+[-–.]\d+(?:[-–.]\d+)?(?![\d%]))
    |(?P<dozen>\d+{_DOZEN})
    |(?P<number>{_MIXED})
    """,
    re.VERBOSE,
)
# What begins with a digit.
_TOKENS = re.compile(
    rf"""
    (?P<weekday>(?:周|星期|礼拜)(?:[一二三四五六](?![天个次])|[日天](?!期)))
    |(?P<era>(?:上个?|本)\s?世纪(?:\s?(?P<years>{NUMBER})\s?年代)?)
    |(?P<vague>数以[十百千万亿]+计|(?:好几|[数几])(?:[十百万亿]|{_THOUSAND})+
        |(?<!以)上(?:百万|千万|百亿|千亿|[百千万亿])(?!分))
    |(?P<plan>十[一二三四](?=五[”"」]?(?:规划|规畫|规劃|計劃|计划|期间|期間|时期|末|以来|开局)))
    |(?P<pair>(?:[一二三四五六七八九]?[十百千万])*(?:{_NEXT})(?![{_HAN}月日两])[十百千万亿]*
        (?P<decades>年代)?)
    |(?P<dozen>半打(?!半)|[一两三四五六七八九十]{_DOZEN})
    |(?P<half>半数|五五(?=[开分])|一[大小]?半|{_HALF_ALONE}|减半|腰斩|[上下]半(?=个?[年月场程叶])
        |半(?:年|个月|天|小时|个小时|个钟头|世纪|个世纪|斤)
        |半(?=个|日|月|价|径|生|场|程|路))
    |(?P<double>翻了?(?:整整)?(?:{NUMBER}?)番|翻了?倍|[加成]倍|倍增)
    |(?P<word>[前后](?:者|一个)|首(?=[{_FIRST}])|双(?!击|引号)|次(?=[年日子])
        |[上下]旬|{_MID_MONTH}|{"|".join(WORTH)})
    |(?P<memorial>{"|".join(MEMORIALS)})
    |(?P<number>{NUMBER})
    """,
    re.VERBOSE,
)
_NUMERAL = f"{_HAN}两半十百千万亿"
_ALWAYS = rf"0-9{_NUMERAL}壹贰叁肆伍陆柒捌玖½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞首双俩仨"
_LONG_WORTH = "|".join(f"(?<={word[0]}){word[1:]}" for word in WORTH if word[1:])
# Where a token may begin; what seldom does has to show its second character. The class
# at the beginning makes the search quick.
_START = re.compile(
    rf"[{_ALWAYS}上下本周星礼数几好翻加成倍次减腰前后旬{''.join(word[0] for word in WORTH)}]"
    rf"(?:(?<=[{_ALWAYS}])|(?<=上)[旬半百千万亿个世]|(?<=下)[旬半]|(?<=本)\s?世"
    r"|(?<=周)[一二三四五六日天](?![天个次])|(?<=星)期|(?<=礼)拜|(?<=[数几])[十百千万亿以]"
    r"|(?<=好)几|(?<=翻)[了番倍一两二三四五]|(?<=[加成])倍|(?<=倍)增|(?<=次)[年日子]"
    rf"|(?<=减)半|(?<=腰)斩|(?<=中旬)|(?<=[前后])(?:者|一个)|{_LONG_WORTH})"
)

_GATE = re.compile(
    f"[{_NUMERAL}0-9０-９兩萬億幾數雙倆貳參陸首上下本周星禮礼数几好翻加成倍次前後后减腰旬"
    f"½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞壹贰叁肆伍陆柒捌玖{''.join(word[0] for word in WORTH)}]"
)
# What most of all 一 stand in, and what need not be read with care.
_ARTICLE = re.compile(
    "(?<![第之十百千万数统])一(?:个(?![半月百分季世小星礼钟亿多人])|[种款名位件](?!半))"
)


def _by_two(words: frozenset[str]) -> dict[str, list[tuple[int, str]]]:
    """Return the idioms by their first numeral and the character beside it."""
    found: dict[str, list[tuple[int, str]]] = {}
    for word in sorted(words, key=lambda each: (-len(each), each)):
        at = next((at for at, mark in enumerate(word) if mark in _NUMERAL), None)
        if at is None:
            continue
        first = min(at, len(word) - 2)
        found.setdefault(word[first : first + 2], []).append((at, word))
    return found


_IDIOMS = _by_two(IDIOMS)
_IN_PART = re.compile(
    r"一点(?![一二三四五六七八九零〇十半钟整])|十分(?![钟之])|万分(?!之)|四季(?!度)|三角(?![钱分])|(?<=高)[一二三](?![米点些筹层倍成等尺个])"
)


def read_chinese(text: str) -> list[Quantity]:
    """Return the quantities of `text` in the order they stand.

    >>> [(q.kind.value, q.value) for q in read_chinese("净利润4.8亿美元，增长6.46%")]
    [('money', 480000000.0), ('percentage', 0.0646)]
    >>> [(q.kind.value, q.value) for q in read_chinese("数千万人在上世纪70年代")]
    [('vague amount', 10000000.0), ('decade', 1970.0)]
    """
    if not _GATE.search(text):
        return []
    plain = simple(text)
    found: list[Quantity] = []
    start = _START.search(plain)
    while start:
        at, new = _read(plain, start.start())
        found += new
        start = _START.search(plain, at)
    return together(plain, found)


def _read(text: str, at: int) -> tuple[int, Sequence[Quantity]]:
    """Return where the token at `at` ends, and its quantities."""
    two = text[at : at + 2]
    if two in _COUNTED and _alone(text, at):
        readings, firm = _COUNTED[two]
        found = _new(Quantity, (at, at + 2, readings, firm, "", ()))
        return at + 1 + firm, (found,)
    mark = two[0]
    if mark.isdecimal():
        return _token(text, _FIGURES.match(text, at), at)
    if two in _ARTICLES and _ARTICLE.match(text, at):
        return at + 2, (one((at, at + 2), (Kind.COUNT, 1.0), firm=False),)
    if idiom := _idiom(text, at):
        return idiom[1], tuple(hidden(text, idiom))
    if mark in _SINGLE and two[1:] not in _GOING_ON:
        if mark == "两" and text[at - 1 : at] in _HAN_MARKS:
            return at + 1, ()
        return _end(at + 1, classify_digit(text, at, mark, _SINGLE[mark]))
    return _token(text, _TOKENS.match(text, at), at)


# A digit that stands alone, which most do.
_SINGLE = {mark: float(value_of(mark) or 0) for mark in "一二三四五六七八九两"}
_GOING_ON = frozenset({*_HAN, *"两十百千万亿点半大小战会打"})
_HAN_MARKS = frozenset(_HAN)


def _counted() -> dict[str, tuple[tuple[Reading, ...], bool]]:
    """Return 三条 and all such that can be nothing else: what they say, and how firmly."""
    return {
        digit + word: (((Kind.COUNT, value),), value > 1 and digit not in WEAK)
        for digit, value in _SINGLE.items()
        for word in PLAIN_MEASURES - _GOING_ON
        if digit + word not in _IDIOMS and digit + word not in _PARTLY
    }


def _alone(text: str, at: int) -> bool:
    """Whether nothing beside 三条 changes what it says: 第三条, 三条半."""
    before = text[at - 1 : at]
    return not (
        before in _CHANGING
        or before.isspace()
        or text[at + 2 : at + 3] == "半"
        or text[at - 1 : at + 1] in _IDIOMS
    )


_CHANGING = LOOK_BEFORE | _HAN_MARKS | {"高"}
_ARTICLES = frozenset("一" + word for word in "个种款名位件")


def _token(
    text: str, match: re.Match[str] | None, at: int
) -> tuple[int, Sequence[Quantity]]:
    if match is None:
        return at + 1, []
    return _end(match.end(), tuple(_FORMS[match.lastgroup or ""](text, match)))


def _end(at: int, new: Iterable[Quantity]) -> tuple[int, Sequence[Quantity]]:
    """Return where to read on: behind a token, and behind what it is firmly a part of."""
    found = tuple(new)
    for _, end, _, firm, *_ in found:
        if end > at and firm:
            at = end
    return at, found


_PARTLY = frozenset({"一点", "十分", "万分", "四季", "三角"})
_COUNTED = _counted()


def _idiom(text: str, at: int) -> tuple[int, int] | None:
    """Return the span of the idiom whose first numeral stands at `at`."""
    after = text[at : at + 2]
    if after in _PARTLY or text[at - 1 : at] == "高":
        part = _IN_PART.match(text, at)
        if part:
            return part.span()
    before = text[at - 1 : at + 1] if at else ""
    if after not in _IDIOMS and before not in _IDIOMS:
        return None
    for two in (after, before):
        for offset, word in _IDIOMS.get(two, ()):
            if offset <= at and text.startswith(word, at - offset):
                return at, at - offset + len(word)
    return None


def _number(text: str, match: re.Match[str]) -> Iterable[Quantity]:
    word = match[0]
    value = value_of(word.replace("个", "").replace("有", ""))
    if value is None:
        return ()
    return classify(_new(Token, (text, *match.span(), word, value)))


def _clock(_text: str, match: re.Match[str]) -> Iterator[Quantity]:
    yield clock_time(match[0], match.span())


_new = tuple.__new__

_FORMS: dict[str, Callable[[str, re.Match[str]], Iterable[Quantity]]] = {
    "number": _number,
    "weekday": weekday,
    "era": of_century,
    "clock": _clock,
    "date": dated,
    "place": numbered,
    "vague": scaled,
    "plan": planned,
    "pair": in_pairs,
    "dozen": by_dozens,
    "half": halved,
    "double": doubled,
    "word": worded,
    "memorial": memorial,
}

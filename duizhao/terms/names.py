"""Names of people: which word is the surname, and names the wrong way round."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.language import HAN
from duizhao.terms.phrase import English, Span, phrase_of

_CHINESE = re.compile(f"[{HAN}]{{2,4}}")
# The hundred most frequent surnames, and the usual ones of two characters.
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜"
    "叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷黎史龙陶"
    "贺顾毛郝龚邵万覃武钱戴严莫孔向汤常温康施文牛樊葛邢安齐伍庞颜倪庄聂章鲁岳翟殷詹申欧耿"
    "關張劉陳楊黃趙吳孫馬羅鄭謝許韓鄧馮蔣葉蘇呂盧鍾薑譚陸範賈鄒閆龍賀顧龔萬錢戴嚴湯溫齊"
)
SURNAMES_2 = frozenset(
    [
        "欧阳",
        "司马",
        "上官",
        "诸葛",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "长孙",
        "宇文",
        "司徒",
        "令狐",
        "歐陽",
        "諸葛",
    ]
)


def is_chinese_name(source: str) -> bool:
    """Say whether a term is built like the name of a Chinese person.

    >>> is_chinese_name("任正非"), is_chinese_name("乔布斯"), is_chinese_name("老周")
    (True, False, False)
    """
    if not _CHINESE.fullmatch(source):
        return False
    return source[0] in SURNAMES or source[:2] in SURNAMES_2


def surname_of(source: str, target: str) -> str:
    """Return the surname in the English name of a person; empty where there is none.

    Chinese names begin with it, others end with it.

    >>> surname_of("任正非", "Ren Zhengfei"), surname_of("乔布斯", "Steve Jobs")
    ('Ren', 'Jobs')
    """
    words: list[str] = re.findall(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", target)
    if len(words) < 2:
        return ""
    return words[0] if is_chinese_name(source) else words[-1]


def turned(target: str) -> Iterator[str]:
    """Yield a name with its parts changed round.

    >>> list(turned("Ren Zhengfei")), list(turned("Ouyang Xiu"))
    (['Zhengfei Ren'], ['Xiu Ouyang'])
    """
    words = target.split()
    if len(words) == 2:
        yield f"{words[1]} {words[0]}"
    elif len(words) == 3:
        yield f"{words[1]} {words[2]} {words[0]}"
        yield f"{words[2]} {words[0]} {words[1]}"


def turned_spans(target: str, english: English) -> list[Span]:
    """Return where a name stands the wrong way round, also as `Zheng-fei Ren`."""
    kept = english.allowed(target) if english.holds(target) else []
    return [
        span
        for way in turned(target)
        for span in english.forbidden(way, "person") + _parted(way, english)
        if not any(one.start < span.end and span.start < one.end for one in kept)
    ]


def _parted(way: str, english: English) -> list[Span]:
    """Return where the given name is written in two: `Zheng-fei Ren`, `Zheng Fei Ren`."""
    given, _, last = way.rpartition(" ")
    whole, last = "".join(phrase_of(given).words), last.lower()
    words = english.words
    return [
        Span(words[at].start, words[at + 2].end)
        for at in range(len(words) - 2)
        if words[at + 2].text == last and words[at].text + words[at + 1].text == whole
    ]

"""Whether `.` `．` `!` `?` end a sentence: abbreviations, numbers, names, file names."""

from __future__ import annotations

import re

from duizhao.language import is_han
from duizhao.segment_rules import LABEL

# Titles and the like, which never end a sentence.
_NEVER = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "st",
        "mt",
        "gen",
        "sen",
        "rep",
        "gov",
        "lt",
        "col",
    }
    | {
        "capt",
        "sgt",
        "rev",
        "hon",
        "pres",
        "vs",
        "v",
        "no",
        "nos",
        "fig",
        "figs",
        "vol",
    }
    | {"pp", "p", "ch", "sec", "eq", "art", "ed", "eds", "cf", "eg", "ie", "al", "ca"}
    | {
        "approx",
        "assn",
        "dept",
        "univ",
        "ave",
        "blvd",
        "rd",
        "jan",
        "feb",
        "mar",
        "apr",
    }
    | {"jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "messrs", "e.g", "i.e"}
    | {"tel", "ext", "min", "max", "est", "op", "trans", "ref", "viz", "bros", "nat"}
)
# Those that a sentence may end with; it does where another plainly begins.
_SOMETIMES = frozenset(
    {"inc", "ltd", "co", "corp", "llc", "plc", "jr", "sr", "etc", "esq", "bldg", "hrs"}
)
_STARTERS = re.compile(
    "(?:The|A|An|It|He|She|They|We|I|In|On|At|This|That|These|But|However|And|Its|His|Her"
    "|If|When|For|There)\\b"
)
_EXTENSIONS = re.compile(
    "(?:PDF|DOCX?|XLSX?|PPTX?|TXT|JPE?G|PNG|GIF|ZIP|NET|CSV|MP[34])(?![A-Za-z0-9])"
)
_INTERJECTIONS = frozenset(
    {
        "ok",
        "okay",
        "wow",
        "hi",
        "hello",
        "hey",
        "great",
        "cool",
        "good",
        "bye",
        "thanks",
    }
    | {"sorry", "bravo", "oh", "no", "please", "stop", "go", "help", "cheers", "bingo"}
)
_NAMES = frozenset({"yahoo", "joomla", "jeopardy", "yum"})
_WORD = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9.&'’\-]*\Z")
_NUMBER = re.compile(
    r"(?:\d{1,3}(?:[.．]\d{1,2})*|[一二三四五六七八九十]{1,3}|[（(]\w{1,3}[)）]|[A-Za-z]|[IVXivx]{2,4})\Z"
)
# Letters that stand in names taken over by sound, where ．is the dot between names.
_BY_SOUND = frozenset(
    "阿艾爱愛安奥奧巴白柏班保鲍鮑贝貝本比彼波伯布查达達大戴丹道德邓登迪蒂丁杜顿頓多恩尔爾法凡费費芬佛弗夫福富"
    "盖蓋甘冈岡高戈哥格葛古哈海汉漢赫亨胡华華霍基吉季加贾賈简簡杰傑金卡凯凱坎康考柯科克肯库庫拉莱萊兰蘭劳勞"
    "雷里裡理利莉琳林隆卢盧鲁魯伦倫罗羅洛马馬玛瑪迈邁麦麥曼梅门門蒙米密莫默穆纳納内內尼妮诺諾努欧歐帕潘培佩彭皮"
    "珀普奇乔喬切琼瓊荣榮瑞萨薩塞赛賽桑沙莎绍紹史舒斯丝絲苏蘇索塔泰坦汤湯特提汀图圖托瓦万萬威韦韋维維温溫文翁沃"
    "乌烏伍西希夏肖谢謝辛雅亚亞扬揚耶叶葉伊英尤约約泽澤扎詹珍芝治朱逊遜奈姆哲娜黛露蕾茜薇凯翰宾賓列昂"
)


def ends_sentence(text: str, begin: int, place: int, stop: int) -> bool:
    """Say whether the western mark at `place` ends the sentence begun at `begin`.

    `stop` is where its closing marks end; the text goes on there.
    """
    mark = text[stop - 1] if stop - place > 1 else text[place]
    if mark in "!?" or text[place] in "!?":
        return _loud(text, begin, place, stop)
    before, after = text[place - 1 : place], text[stop : stop + 1]
    if place == begin or before.isspace():
        return False  # .NET, or a stray mark
    if stop == place + 1 and _numbers_item(text, begin, place):
        return False
    if "Ａ" <= before <= "ｚ" and after.isdigit():
        return False  # Ｎｏ．１
    if before.isdigit():
        return not (after.isdigit() or _latin(after))
    if _latin(before):
        return _after_latin(text, place, stop)
    if is_han(before):
        return _after_han(text, place, stop)
    return not (after.isascii() and after.islower())


def _latin(letter: str) -> bool:
    return letter.isalpha() and letter < "\u0250"


def _loud(text: str, begin: int, place: int, stop: int) -> bool:
    before, after = text[place - 1 : place], text[stop : stop + 1]
    if place == begin:
        return False
    if after.isascii() and not after.isspace() and before.isascii():
        return False  # a?b=1, a!=b
    rest = text[stop : stop + 3].lstrip()
    if after.isspace() and rest[:1].isascii() and rest[:1].islower():
        return False  # Yahoo! is
    if text[place:stop] != "!" or not _latin(before):
        return True
    if after and not after.isspace() and after not in "。，、":
        return _last_word(text, begin, place) not in _NAMES
    # Yahoo! in Chinese text: one capitalised word, not a shout.
    found = _WORD.search(text, max(begin, place - 30), place)
    alone = found and not _latin(text[: found.start()].rstrip()[-1:])
    name = bool(found and alone and found[0][0].isupper())
    return not (name and found and found[0].lower() not in _INTERJECTIONS)


def _last_word(text: str, begin: int, place: int) -> str:
    found = _WORD.search(text, max(begin, place - 30), place)
    return found[0].lower() if found else ""


def _numbers_item(text: str, begin: int, place: int) -> bool:
    """Say whether what stands before the stop numbers an item: 1． 一． （1）. a."""
    found = _NUMBER.search(text, max(begin, place - 12), place)
    if not found:
        return False
    lead = text[max(begin, found.start() - 40) : found.start()]
    bare = lead.rstrip(" \u3000\ue002")
    if not bare:
        return True
    if not found[0][0].isdigit():
        return bare[-1] in "：:；;" and not is_han(found[0][0])
    clock = bare[-1] in ":：" and bare[-2:-1].isdigit()
    return (bare[-1] in "：:；;，," and not clock) or bool(
        len(found[0]) < 4 and LABEL.search(lead)
    )


def _after_latin(text: str, place: int, stop: int) -> bool:
    found = _WORD.search(text, max(0, place - 40), place)
    word = found[0].lower() if found else ""
    after = text[stop : stop + 1]
    if after.isascii() and (after.isalnum() or after in "_/-"):
        return False  # foo.run, example.com
    rest = text[stop : stop + 12].lstrip()
    if (
        after.isspace()
        and rest[:1].isascii()
        and (rest[:1].islower() or rest[:1] in "(&")
    ):
        return False
    last = word.rpartition(".")[2]
    if word in _NEVER or last in _NEVER:
        return False
    if len(last) == 1 or last in _SOMETIMES:
        return bool(_STARTERS.match(rest)) and (len(word) > 1)
    return True


def _after_han(text: str, place: int, stop: int) -> bool:
    after = text[stop : stop + 1]
    if after.isascii() and (after.islower() or after.isdigit() or after in "_/"):
        return False  # 报告.docx
    if _EXTENSIONS.match(text, stop):
        return False
    between = text[place - 1] in _BY_SOUND and after in _BY_SOUND
    return not (
        after
        and between
        and text[place] == "．"
        and text[stop + 1 : stop + 2] in _BY_SOUND
    )

"""What lines of a Chinese plain text look like: patterns as data, and their tests."""

from __future__ import annotations

import re
from functools import cache

from duizhao.language import TERMINATORS, width
from duizhao.values import value

_NUMBER = "[一二三四五六七八九十百零〇两\\d]{1,5}"
_ONE = frozenset({"一", "1", "①", "０", "0", "１", "零", "〇"})

# Name and shape of each numbering; the group is the number. What is followed by more
# than the number and its mark is told apart from running text by length and end mark.
_SCHEMES = (
    ("part", rf"第({_NUMBER})部分"),
    ("chapter", rf"第({_NUMBER})章"),
    ("%", rf"第({_NUMBER})([部编編篇卷辑輯回节節幕讲講课課步])(?=[\s：:]|$)"),
    ("%", rf"第({_NUMBER})([^\s：:，。、]{{1,4}})(?=[：:])"),
    ("一、", "([一二三四五六七八九十]{1,3})[、．.]"),
    ("（一）", "[（(]([一二三四五六七八九十]{1,3})[)）]"),
    ("1.1", r"(\d{1,2}(?:\.\d{1,2}){1,3})[\s\u3000、．](?=\s*\S)"),
    ("1.", r"(\d{1,2})(?:[．、]|\.(?!\d))"),
    ("（1）", r"[（(](\d{1,2})[)）]"),
    ("①", "([①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳])"),
)
_WORDS = (
    "引言|引子|前言|序言|序幕|楔子|导语|導語|导言|導言|结语|結語|结论|結論|结束语"
    "|結束語|尾声|尾聲|后记|後記|附录[一二三四五A-Z\\d]?|參考文獻|参考文献|致谢|致謝"
)
_WORD_HEADING = rf"(?:{_WORDS})\s*(?:$|[：:\s]\s*\S)"

_LABELS = (
    "作者|作\\s者|撰文|撰稿|采写|採寫|文字|文|图|图文|图片|摄影|攝影|记者|記者|通讯员"
    "|编辑|編輯|责编|责任编辑|責任編輯|主编|校对|审核|审校|来源|來源|稿源|出处|原载"
    "|原文|翻译|翻譯|译者|譯者|译|譯|整理|口述|供稿|策划|监制|公众号|微信公众号"
    "|发布时间|發佈時間|发表时间|发布日期|更新时间|时间|時間|日期|发布|来自"
)
_BULLET = "[□■◎●○◆◇▲★☆◼\\s]*"
_DATE = (
    r"(?:\d{4}|[〇零一二三四五六七八九]{4})\s?[-/.年]\s?"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:\s?[-/.月]\s?"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?日?|\s?月)"
)
_TIME = r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
_BYLINES = (
    rf"{_BULLET}[（(]?\s*(?:{_LABELS})\s*[：:／/|丨｜]\s*\S",
    rf"{_BULLET}(?:作者|作\s者|编辑|編輯)[\s\u3000]+\S{{2,12}}$",
    rf"{_BULLET}(?:\S{{2,6}})?(?:记者|記者|通讯员|特派员)[\s\u3000]+\S{{2,}}",
    r"IP\s*属地",
    rf"[（(]?{_DATE}(?:[\s\u3000]+{_TIME})?[）)]?$",
    r"(?i:by)\s+[A-Z]",
)

# What web pages put around a text; the second item is proposed for `skip`.
_FURNITURE = (
    (r"(?:当前|您的|您现在的|目前|所在)位置\s*[：:]", "a breadcrumb"),
    (r"首页\s*[»>›＞/→]", "a breadcrumb"),
    (r"(?:免责|版权|特别)声明\s*[：:]", "a legal notice"),
    (r"未经(?:授权|允许|许可).{0,8}(?:不得|禁止|请勿)转载", "a legal notice"),
    (r"不代表.{0,12}(?:立场|观点)", "a legal notice"),
    (r"(?:本文(?:来自|转自|首发)|原文链接|原文地址)", "a note of origin"),
    (r"(?:点击|长按|扫码|扫描).{0,12}(?:关注|二维码|下载)", "an advertisement"),
    (r"(?:上一篇|下一篇|相关阅读|相关推荐|分享到|返回首页)\s*[：:]?", "navigation"),
)

_SEPARATOR = "[-_=*~—─━═·•☆★◇◆○●※＊－＝＿～]"
_CLOSING = "”’」』》〉）)］]】\"'"
HEADING_LENGTH = 40
"""The most characters of a heading that is found by its number."""
TITLE_COLUMNS = 80
"""The most columns of a title that is found by its place, a Han character taking 2."""


@value
class Numbering:
    """How a line is numbered."""

    scheme: str
    """The numbering's name: equal for lines numbered alike; empty for 结语 and so on."""
    number: str
    """The number as written."""

    @property
    def first(self) -> bool:
        """Whether it is a one or nought: where a numbering may begin."""
        return self.number.rpartition(".")[2] in _ONE


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def find_numbering(line: str) -> Numbering | None:
    """Return how `line` is numbered; None where it does not begin with a number.

    >>> find_numbering("第一道题：起点"), find_numbering("结语：回望")
    (Numbering(scheme='第…道题', number='一'), Numbering(scheme='', number=''))
    >>> find_numbering("1.5亿元"), find_numbering("一河之隔")
    (None, None)
    """
    if _compiled(_WORD_HEADING).match(line):
        return Numbering("", "")
    for scheme, pattern in _SCHEMES:
        if match := _compiled(pattern).match(line):
            return Numbering(_name(scheme, match), match[1])
    return None


def _name(scheme: str, match: re.Match[str]) -> str:
    """Return the name of the numbering `scheme` as `match` shows it."""
    if scheme == "%":
        return f"第…{match[2]}"
    if scheme == "1.1":
        return ".".join("1" for _ in match[1].split("."))
    return scheme


def is_item(line: str) -> bool:
    """Say whether `line` begins with a number or a mark as an item of a list does.

    >>> is_item("• 淡水"), is_item("[1] 林晓：潮汐表"), is_item("淡水")
    (True, True, False)
    """
    marked = _compiled(r"(?:[•·●○■□◆◇▪‣※*\-–]\s*\S|[\[［]\d+[\]］])").match(line)
    return marked is not None or find_numbering(line) is not None


def is_heading_shaped(line: str) -> bool:
    """Say whether `line` is short and does not end or go on as a sentence does.

    >>> is_heading_shaped("一、为什么是深圳？"), is_heading_shaped("一、先修路。再建厂")
    (True, False)
    """
    return len(line) <= HEADING_LENGTH and not _runs_on(line)


def _runs_on(line: str) -> bool:
    """Say whether `line` holds a full stop, or a mark at its end that asks for more."""
    bare = line.rstrip(_CLOSING)
    return "。" in line or bare.endswith(("；", "，", "、", "：", ":", ";", ",", "…"))


def is_title_shaped(line: str) -> bool:
    """Say whether `line`, the first of a text, may be its title.

    >>> is_title_shaped("一座城市的三道题"), is_title_shaped("首页 > 新闻 > 正文")
    (True, False)
    """
    return (
        width(line) <= TITLE_COLUMNS
        and not _runs_on(line)
        and find_numbering(line) is None
        and not is_byline(line)
        and not find_furniture(line)
        and "://" not in line
    )


def is_question(line: str) -> bool:
    """Say whether `line` ends in ？ or ！, as a title may and a sentence does."""
    return line.rstrip(_CLOSING).endswith(("？", "！", "?", "!"))


def is_subtitle(line: str) -> bool:
    """Say whether `line`, below a title, is a subtitle: it begins with a dash.

    >>> is_subtitle("——记一条街的四十年")
    True
    """
    return line.startswith(("—", "──", "--")) and is_heading_shaped(line)


def is_byline(line: str) -> bool:
    """Say whether `line`, near the title, tells author, source, date or place.

    >>> is_byline("文／林晓"), is_byline("时间:2025-08-29 16:23:30")
    (True, True)
    >>> is_byline("时间回到上世纪")
    False
    """
    shaped = width(line) <= 1.5 * TITLE_COLUMNS and not line.endswith("。")
    return shaped and any(_compiled(pattern).match(line) for pattern in _BYLINES)


def find_furniture(line: str) -> tuple[str, str] | None:
    """Return what `line` looks like that web pages add, and a pattern that finds it.

    >>> find_furniture("当前位置: 首页 » 正文")
    ('a breadcrumb', '当前位置')
    """
    for pattern, name in _FURNITURE:
        if match := _compiled(pattern).search(line):
            words = re.split(r"[\s：:»>›＞/→]", match[0])[0]
            return name, words
    return None


def is_separator(line: str) -> bool:
    """Say whether `line` is a rule made of marks, such as `* * *` or `————`.

    >>> is_separator("* * *"), is_separator("……")
    (True, False)
    """
    marks = "".join(line.split())
    return len(marks) >= 3 and bool(_compiled(f"{_SEPARATOR}+").fullmatch(marks))


def ends_sentence(line: str) -> bool:
    """Say whether `line` ends in a mark that may end a sentence, closing marks aside.

    >>> ends_sentence("他说：“好。”"), ends_sentence("他说")
    (True, False)
    """
    return line.rstrip(_CLOSING).endswith(tuple(TERMINATORS + "；;："))

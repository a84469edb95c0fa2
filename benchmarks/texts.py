"""Texts of our own making, of any length."""

from __future__ import annotations

_SUBJECTS = [
    "渔民",
    "老师",
    "记者",
    "邻居",
    "工程师",
    "孩子们",
    "店主",
    "船长",
    "医生",
    "学生",
]
_TIMES = ["清晨", "中午", "傍晚", "去年春天", "下雨的时候", "节日前一天", "每个星期三"]
_PLACES = ["在码头", "在山脚下", "在老城区", "在实验室里", "在集市上", "在河对岸"]
_ACTS = [
    "修好了那台旧机器",
    "写下了当天的收成",
    "数出三百二十个零件",
    "讲起从前的故事",
    "把消息告诉了大家",
    "种下了两千棵树",
]


def sentence(number: int) -> str:
    """Return a sentence; 2,520 numbers in a row give as many different ones."""
    parts = [
        words[number // step % len(words)]
        for words, step in ((_TIMES, 1), (_SUBJECTS, 7), (_PLACES, 70), (_ACTS, 420))
    ]
    time, who, where, act = parts
    return f"{time}，{who}{where}{act}。"


def document(number: int, sections: int) -> str:
    """Return a Markdown text of headings, paragraphs, lists and tables."""
    parts = [f"# 文稿第{number}号\n"]
    for section in range(sections):
        base = number * 31 + section * 17
        lines = [sentence(base + step) for step in range(14)]
        parts += [
            f"## 第{section + 1}节 {lines[0][:6]}\n",
            "".join(lines[:5]) + "**" + lines[5] + "**" + "\n",
            "".join(lines[6:9]) + f"见[说明](https://example.org/{section})。\n",
            "".join(f"- {line}\n" for line in lines[9:12]),
            f"| 时间 | 事情 |\n|---|---|\n| {section} | {lines[12]} |\n",
            f"> {lines[13]}\n",
        ]
    return "\n".join(parts)

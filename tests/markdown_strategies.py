"""Markdown and hostile translations for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = st.sampled_from(
    [
        "春天",
        "海港的门从来不锁。",
        "他说：“走吧。”我们走了。",
        "Python",
        "GDP增长5.2%",
        "价格HK$5亿",
        "？！",
        "……好",
        "（注）",
        "3.14",
        "U.S.",
        "\\*星\\*",
        "&amp;",
        "甲|乙",
        "a_b",
        "深圳$x$湾",
        "焊工𠀀",
    ]
)
CODES = st.sampled_from(
    [
        "**注意。**",
        "*他*",
        "~~删~~",
        "`代码`",
        "`x|y`",
        "``a`b``",
        "[链接](https://a.cn/x)",
        "[参考][r]",
        "[r]",
        "<https://b.cn>",
        "https://c.cn/路",
        "![图](a.png)",
        "[^1]",
        "<br>",
        "<b class='甲'>",
        "<!-- 旁注 -->",
        "$a$",
        "`",
        "*",
        "[",
        "](",
        "<",
        "\\",
        "!",
    ]
)
LINES = st.lists(WORDS | CODES, min_size=1, max_size=5).map("".join)
_BREAKS = st.sampled_from(["\n", "  \n", "\\\n", "\r\n", "\r", "\n   ", "\n> "])
_OPENERS = st.sampled_from(
    [
        "",
        "# ",
        "### ",
        "- ",
        "1. ",
        "- [ ] ",
        "> ",
        "> - ",
        "    ",
        "\u3000\u3000",
        "[^1]: ",
        ": ",
        "> [!NOTE]\n> ",
        "<!-- i18n:skip -->\n",
        "<!-- i18n:comment: 说明 -->\n\n",
        "<!-- i18n:skip-start -->\n",
        "<!-- i18n:skip-end -->\n\n",
        "<div>\n",
        "</div>\n\n",
        "```\n",
        "| a | b |\n|---|:-:|\n| ",
        "甲 | 乙\n---|---\n",
        "[r]: https://r.cn ",
        "$$\n",
        "  ",
        "\t",
        "***\n",
    ]
)
_ENDS = st.sampled_from(["\n\n", "\n", "\n---\n", "\n===\n", " | \n", "\r\n\r\n", ""])
_BLOCKS = st.tuples(_OPENERS, st.lists(LINES, min_size=1, max_size=3), _BREAKS, _ENDS)
_HEADS = st.sampled_from(
    [
        "",
        "",
        "---\ntitle: 海港\n---\n\n",
        "---\r\ntitle: '港'\r\nkeywords: [甲, 乙]\r\n---\r\n",
        "---\nlead: |\n  一\n\n  二\n# 注\ntitle: 坏: 值\n---\n",
        '---\nlead: >\n  一\n  二\nauthor: "林\\n晓"\n...\n',
    ]
)


def _page(head: str, blocks: list[tuple[str, list[str], str, str]]) -> str:
    return head + "".join(
        opener + line_break.join(lines) + end
        for opener, lines, line_break, end in blocks
    )


MARKDOWN = st.builds(_page, _HEADS, st.lists(_BLOCKS, max_size=6))
"""Manuscripts of fragments that meet in ways nobody writes."""

ANYTHING = st.text(max_size=60) | st.text("#>-*_`~[](){}<>!|:\\ \n\r\t1.$&字。")
"""Any text at all, lone surrogates, NUL and U+2028 included."""

HOSTILE = st.sampled_from(
    [
        "# Head",
        "- item",
        "1. one",
        "> quote",
        "```",
        "~~~ sh",
        "    code",
        "---",
        "===",
        "***",
        "| a | b |",
        "a | b\n---|---",
        "<script>alert(1)</script>",
        "<div>",
        "<!--",
        "--> x",
        "<b>x</b>",
        "[x](javascript:alert(1))",
        "see [click",
        "here](javascript:alert(1))",
        "<javascript:alert(1)>",
        "![x](file:///etc/passwd)",
        "<img src=x",
        "onerror=y>",
        "[r]: javascript:x",
        "[a\\]b]: x",
        "[^1]: note",
        "[r]",
        "`",
        "``` x",
        "|",
        "\\",
        "\\|",
        "*a",
        "**",
        "~~",
        "$$",
        "$x$",
        "HK$5 to HK$6",
        "line\nline",
        "a\n===",
        "a\r---\r",
        "  \n",
        "\\\n",
        "\u2028",
        "\x85",
        "\0",
        "\ud800",
        "x" * 5000,
        ": term",
        "yes",
        "a: b # c",
        '"',
        "- ",
        "---\n",
        "...",
        "{#id}",
        "<!-- i18n:skip -->",
        "&#60;b&#62;",
        "https://evil.example/",
    ]
)
TRANSLATIONS = st.lists(
    HOSTILE | st.sampled_from(["Plain English.", "He said: “Go.”"]),
    min_size=1,
    max_size=3,
).map(" ".join)

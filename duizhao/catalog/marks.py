"""Changes of marks and blanks that cannot touch the English: the table of rules.

Two texts are the same to an English reader if they are equal once each rule has been
applied to both. What stands in code, in an address or in a tag is compared as it is, and
marks that Markdown knows are in no rule.

* Full-width and half-width forms of letters, figures and `，：；！？（）％／` are one.
* Curly, corner and straight quotation marks are one: `“”「」"`, `‘’『』'`.
* `……`, `…` and `⋯⋯` are one; so are `——`, `—` and `──`, `～` and `〜`, `·` and `・`.
* A blank beside a Han character or a full-width mark is none.

A stop that comes or goes, and any other mark in another one's place, is a change.
"""

from __future__ import annotations

import re

from duizhao.language import HAN

_LETTERS: dict[int | str, str] = {
    code: chr(code - 0xFEE0)
    for first, last in (("０", "９"), ("Ａ", "Ｚ"), ("ａ", "ｚ"))
    for code in range(ord(first), ord(last) + 1)
}
_TABLE: dict[int | str, str] = {
    **_LETTERS,
    **dict(zip("，：；！？（）％／", ",:;!?()%/", strict=True)),
    **dict.fromkeys("“”「」＂", '"'),
    **dict.fromkeys("‘’『』＇", "'"),
    **dict.fromkeys("⋯‥", "…"),
    **dict.fromkeys("—―─", "—"),
    **dict.fromkeys("～〜", "～"),
    **dict.fromkeys("·・•", "·"),
}
_FORMS = str.maketrans(_TABLE)
_WIDE = f"{HAN}\u3001-\u3003\u3008-\u3011\u3014-\u301f\uff01-\uff5e“”‘’…—"
_BLANKS = re.compile(rf"(?<=[{_WIDE}])[ \u00a0\u3000]+|[ \u00a0\u3000]+(?=[{_WIDE}])")
_RUNS = re.compile("([…—])\\1+")
OPAQUE = re.compile(
    r"`+[^`]*`+|!?\[[^\[\]]*\]\([^()]*\)|\]\([^()]*\)|<[^<>]*>|\bhttps?://[!-~]+"
)
"""Code, links, tags and addresses, roughly: what is found here is left alone."""


def same_but_marks(first: str, second: str) -> bool:
    """Say whether two texts differ only in what the rules allow.

    >>> same_but_marks("用 PO 文件（两种）", "用PO文件(两种)")
    True
    >>> same_but_marks("到了。", "到了"), same_but_marks("`a：b`", "`a:b`")
    (False, False)
    """
    return (
        abs(len(first) - len(second)) <= max(len(first), len(second)) // 2
        and OPAQUE.findall(first) == OPAQUE.findall(second)
        and _plain(first) == _plain(second)
    )


def _plain(text: str) -> str:
    return _RUNS.sub(r"\1", _BLANKS.sub("", text).translate(_FORMS))

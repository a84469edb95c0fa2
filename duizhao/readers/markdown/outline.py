r"""A manuscript for the parser where ranges are all that is asked for: nothing but ASCII.

What is not ASCII says nothing to the parser, but that it is no blank and no mark: one
byte that says just this, DEL, stands for each of its bytes. So the parser's texts take
no decoding, and a sixth less of its time goes. A manuscript in which a character says
more comes as its shadow: where it stands beside the signs of emphasis and is no letter
there, and where it could tell labels apart.
"""

from __future__ import annotations

import re

from duizhao.readers.markdown.dollars import hide_money
from duizhao.readers.markdown.shadow import ASCII_MARK, MARK, hide_braces, make_shadow

_TO_DEL = bytes(range(0x80)) + b"\x7f" * 0x80

# Each begins with its sign, so that the search leaps to it.
_ODD = rf"[^\w\x00-\x7f{MARK}]"
# What the shadow has a mark for, or nothing but itself, beside a run of `*`.
_STAR = re.compile(
    rf"\*(?<!\*\*)(?:(?<={_ODD}\*)|\**{_ODD}|(?<=[{ASCII_MARK}]\*)\**[^\x00-\x7f]"
    rf"|(?<=[^\x00-\x7f]\*)\**(?=[{ASCII_MARK}])(?!\*))"
)
_LOW_LINE = re.compile(r"_(?:\x7f|(?<=\x7f_))")
_TILDE = re.compile(r"~(?:\x7f|(?<=\x7f~))")


def make_outline(text: str, data: bytes) -> str:
    """Return what has the same events as the shadow of `text`, at the same bytes.

    `data` is `text` in UTF-8. What the events say of the text is lost.
    """
    if "]:" in text or "[!" in text or _STAR.search(text):
        return make_shadow(text)
    plain = hide_money(text)
    outline = (data if plain is text else plain.encode()).translate(_TO_DEL).decode()
    if _LOW_LINE.search(outline) or ("~" in outline and _TILDE.search(outline)):
        return make_shadow(text)
    return hide_braces(outline)

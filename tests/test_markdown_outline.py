"""The outline of a manuscript: to the parser it is the shadow, of fewer characters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.readers.markdown.outline import make_outline
from duizhao.readers.markdown.parser import parse_events
from duizhao.readers.markdown.shadow import make_shadow
from tests.markdown_strategies import MARKDOWN

_SIGNS = [*"*_~$#>-+=`|:!&;()[]{}<>\"'/\\@.,?01aX \t\n\r\0\x7f\x0c"]
_SIGNS += [
    "\n\n",
    "\n> ",
    "\n- ",
    "\n# ",
    "**",
    "~~",
    "```",
    "|---|\n",
    "](",
    "<a ",
    "$5",
]
_OTHERS = [
    *"中文，。“”（）—·　\xa0\u2003\x85\u2028éſＡ１→¥𠀀か\ufeff\u0301",
    "**中**",
    "，**",
]
PIECES = st.lists(st.sampled_from(_SIGNS) | st.sampled_from(_OTHERS), max_size=25).map(
    "".join
)


def _shapes(text: str) -> list[tuple[str, int, int]]:
    found = []
    for event, place in parse_events(text, merge_text=True):
        names = [event] if isinstance(event, str) else [*event]
        if names[0] in ("Start", "End"):
            tag = event[names[0]]
            names += [tag] if isinstance(tag, str) else [*tag]
        found.append((" ".join(names), place["start"], place["end"]))
    return found


@settings(max_examples=400, deadline=None)
@given(PIECES | MARKDOWN)
def test_an_outline_has_the_events_of_the_shadow(text: str) -> None:
    data = text.encode()
    outline = make_outline(text, data)
    assert len(outline.encode()) == len(data)
    assert _shapes(outline) == _shapes(make_shadow(text))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("字**重点**字，*他*。“**甲**”", True),
        ("_甲_ 乙", False),  # between marks it works, inside words it does not
        ("a_b_c 甲", True),
        ("**`代码`**后面", False),  # its neighbour has to look like a mark
        ("[甲][乙]\n\n[乙]: x", False),  # labels are compared
        ("价格HK$5亿，$6亿", True),
        ("**　甲**", False),  # a blank
    ],
)
def test_an_outline_is_ascii_where_no_character_says_more(
    text: str, plain: bool
) -> None:
    assert make_outline(text, text.encode()).isascii() is plain


def test_a_mark_of_two_bytes_gives_way_to_a_letter_of_two() -> None:
    text = "让·**雅克**·卢梭"
    assert len(make_shadow(text).encode()) == len(text.encode())

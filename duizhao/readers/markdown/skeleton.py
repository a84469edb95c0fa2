"""A manuscript's skeleton: its blocks in order, less their text."""

from __future__ import annotations

from dataclasses import dataclass, field

from duizhao.readers.markdown.parser import parse_events
from duizhao.readers.markdown.runs import BlockHtml, Border, read_all
from duizhao.readers.markdown.shadow import make_shadow
from duizhao.units import Unit


@dataclass(frozen=True, slots=True)
class Bone:
    """One block border, or the place of a text."""

    name: str
    """What it is: `+H2`, `-Item`, `text`, or a raw HTML line as written."""
    start: int = field(compare=False)
    """Its first byte."""


def read_skeleton(text: str, *, cjk_emphasis: bool = True) -> list[Bone]:
    """Return the skeleton of a Markdown text.

    Numbers, alignments and code are left out: a merge writes nothing outside units, so
    they can only change together with a block border.
    """
    shadow = make_shadow(text, cjk_emphasis=cjk_emphasis)
    bones: list[Bone] = []
    events = parse_events(shadow, merge_text=True)
    for item in read_all(events, shadow.encode()):
        match item:
            case Border(start, _, opens, name):
                bones.append(Bone(f"{'+' if opens else '-'}{name}", start))
            case BlockHtml(start, html):
                bones.append(Bone(html, start))
            case Unit():
                bones.append(Bone("text", item.start))
    return bones

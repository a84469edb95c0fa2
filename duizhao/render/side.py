"""One language's side of a page: what writing its text into HTML needs to know."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import quote

from duizhao.document import Block, Document, Heading, Image
from duizhao.render.labels import primary
from duizhao.render.page import Asset
from duizhao.svg import SVG_TYPE, in_colours


class Medium(StrEnum):
    """What the HTML is for."""

    SCREEN = "screen"
    """A browser: pictures as `data:`, footnotes at the end of the text."""
    PRINT = "print"
    """The PDF engine: pictures as `asset:`, footnotes at the foot of their page."""


@dataclass(slots=True)
class Side:
    """A document in one language while it is being written."""

    language: str
    """The BCP 47 tag of its text."""
    medium: Medium
    """What the HTML is for."""
    name: str
    """`target` or `source`: part of the ids and picture addresses of this side."""
    footnotes: Mapping[str, tuple[Block, ...]]
    """The footnotes by label."""
    assets: Mapping[str, Asset]
    """The pictures by `Image.target`."""
    labels: Mapping[str, str]
    """The few words that the program prints of its own, in the product's language."""
    anchors: bool = True
    """Whether headings carry their ids; in a bilingual page only one side's do."""
    shift: int = 1
    """What is added to a heading's level, so that the title alone is of level 1."""
    targets: frozenset[str] = frozenset()
    """The anchors that a link within the text may lead to."""
    places: frozenset[str] = frozenset()
    """Those of figures and tables among them, such as `figure-2`."""
    colours: Mapping[str, str] = field(default_factory=dict)
    """The colours that pictures may ask for, by their names in the theme."""
    small_capitals: bool = False
    """Whether abbreviations are set in small capitals."""
    drop_cap: bool = False
    """Whether the next paragraph begins with a drop cap."""
    announced: bool = False
    """Whether the block before led to what follows it, by a colon."""
    counts: dict[str, int] = field(default_factory=dict)
    """How many figures and tables were written."""
    numbers: dict[str, int] = field(default_factory=dict)
    """The printed number of each footnote that was referred to, in order."""
    marked: set[int] = field(default_factory=set)
    """The unfinished segments that already have an id."""

    @property
    def chinese(self) -> bool:
        """Whether its text is set by the rules of Chinese."""
        return primary(self.language) == "zh"

    @property
    def english(self) -> bool:
        """Whether its text is set by the rules of English."""
        return primary(self.language) == "en"

    def address(self, image: Image) -> str:
        """Return the URL of a picture; empty where it could not be read."""
        asset = self.assets.get(image.target)
        if asset is None:
            return ""
        data = asset.data
        if asset.media_type == SVG_TYPE:
            data = in_colours(data, self.colours)
        if self.medium is Medium.PRINT and data == asset.data:
            return f"asset:{self.name}/{quote(image.target, safe='')}"
        coded = b64encode(data).decode("ascii")
        return f"data:{asset.media_type};base64,{coded}"

    def number(self, label: str) -> tuple[int, bool]:
        """Return a footnote's number and whether this is its first mention."""
        first = label not in self.numbers
        if first:
            self.numbers[label] = len(self.numbers) + 1
        return self.numbers[label], first


def heading_shift(document: Document) -> int:
    """Return what to add to heading levels so that the highest one becomes 2."""
    levels = [node.level for node in document.blocks if isinstance(node, Heading)]
    return 2 - min(levels, default=2)

"""What the rules must know of a publication: the variety of English, its own ways."""

from __future__ import annotations

from duizhao.values import value


@value
class Style:
    """The publication's ways, as `duizhao.toml` has them."""

    locale: str = "en"
    """The tag of the target language: `en-GB` and `en-US` spell differently."""
    headings: str = ""
    """`title` or `sentence` where all headings are to be in that case; else empty."""

"""What the rules must know of a publication: the variety of English, its own ways."""

from __future__ import annotations

from duizhao.terms.termbase import Termbase
from duizhao.values import value


@value
class Style:
    """The publication's ways, as `duizhao.toml` and its glossary have them."""

    locale: str = "en"
    """The tag of the target language: `en-GB` and `en-US` spell differently."""
    headings: str = ""
    """`title` or `sentence` where all headings are to be in that case; else empty."""
    quotes: str = ""
    """`double` or `single` where quotations are to have these marks outside; else empty,
    which is `double` for American English and either for any other."""
    glossary: Termbase | None = None
    """The publication's terms; None where it has no glossary."""

"""Dollar signs that are money, hidden from the parser so that none opens a formula.

pulldown-cmark reads `HK$5bn to HK$6bn` and `从$5到$6` as formulas. Pandoc's rule, that
the closing sign has no digit behind it, is kept here: it frees prices.
"""

from __future__ import annotations

import re

_LETTER = "S"  # what stands in for the sign: a letter, so that `**$5**` stays bold

# A sign with a letter before it and a digit behind (US$5), or one before a digit whose
# next sign in the paragraph cannot close a formula; a `$$` is never money.
_MONEY = re.compile(
    # The sign stands first, so that the search leaps to it.
    r"\$(?<![\\$]\$)(?=\d)(?:(?<=[A-Z]\$)|(?!(?:[^$\n]|\n(?![ \t]*\n))*(?<![\s\\$])\$(?![\d$])))"
)


def hide_money(text: str, letter: str = _LETTER) -> str:
    r"""Return `text`, as long in bytes, with `letter` for each dollar sign of a price.

    >>> hide_money("HK$5bn to HK$6bn, $5–$6, $x+1$, $2x$")
    'HKS5bn to HKS6bn, S5–S6, $x+1$, $2x$'
    """
    return _MONEY.sub(letter, text) if "$" in text else text

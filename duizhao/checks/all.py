"""The rules there are, in the order they are told."""

from __future__ import annotations

from duizhao.checks.codes import CODES
from duizhao.checks.content import CONTENT
from duizhao.checks.han import HAN_LEFT
from duizhao.checks.loose import LOOSE
from duizhao.checks.notation import SPELLING
from duizhao.checks.numbers import NUMBERS
from duizhao.checks.rule import Rule
from duizhao.checks.state import FUZZY, MISSING
from duizhao.checks.terms import TERMS
from duizhao.checks.typography import TYPOGRAPHY

RULES: tuple[Rule, ...] = (
    MISSING,
    FUZZY,
    CODES,
    LOOSE,
    NUMBERS,
    HAN_LEFT,
    SPELLING,
    *TERMS,
    *TYPOGRAPHY,
    *CONTENT,
)
"""Every rule."""

"""The rules of marks, blanks and characters, in the order they are told."""

from __future__ import annotations

from duizhao.checks.brackets import BRACKETS
from duizhao.checks.capital import CAPITAL
from duizhao.checks.doubled import DOUBLED
from duizhao.checks.end import END
from duizhao.checks.hidden import BIDI, HIDDEN
from duizhao.checks.marks import MARKS_LEFT
from duizhao.checks.nfc import NFC
from duizhao.checks.quotes import QUOTES
from duizhao.checks.rule import Rule
from duizhao.checks.spaces import SPACES
from duizhao.checks.straight import STRAIGHT
from duizhao.checks.width import WIDTH

TYPOGRAPHY: tuple[Rule, ...] = (
    *(MARKS_LEFT, WIDTH, QUOTES, STRAIGHT, BRACKETS, SPACES, DOUBLED),
    *(END, CAPITAL, HIDDEN, BIDI, NFC),
)
"""Rules that look at single characters and what stands beside them."""

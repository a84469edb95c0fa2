"""The rules on what a translation says: left or lost, names, links, style, spelling."""

from __future__ import annotations

from duizhao.checks.consistency import ALIKE, OTHERWISE
from duizhao.checks.dates import DATES
from duizhao.checks.heading import HEADING
from duizhao.checks.latin import LATIN
from duizhao.checks.length import LENGTH
from duizhao.checks.links import LINKS
from duizhao.checks.order import ORDER
from duizhao.checks.quoting import QUOTING
from duizhao.checks.rule import Rule
from duizhao.checks.same import SAME
from duizhao.checks.spelling import WORDS

CONTENT: tuple[Rule, ...] = (
    SAME,
    LENGTH,
    ORDER,
    LINKS,
    LATIN,
    OTHERWISE,
    ALIKE,
    HEADING,
    QUOTING,
    DATES,
    WORDS,
)
"""Every rule of these families."""

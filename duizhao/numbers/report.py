"""The comparison of numbers for scripts: `duizhao.compare_numbers`."""

from __future__ import annotations

from duizhao.diagnostics import Diagnostic, Place, Severity
from duizhao.numbers.compare import compare
from duizhao.numbers.message import message_of

RULE = "text.numbers"
"""The rule under which findings about numbers are told and silenced."""


def compare_numbers(zh: str, en: str) -> list[Diagnostic]:
    """Return where the numbers of a Chinese text and its English differ.

    Both are read as quantities with a kind (money, percentage, ordinal, year, vague
    amount …) and compared by value, so 4.8亿美元 is US$480 million and $0.48bn. Empty
    where they agree. The places have the column in `en`, or 0 for what is missing.

    >>> compare_numbers("净利润4.8亿美元，同比增长6.46%。", "Profit was $0.48bn, up 6.46%.")
    []
    >>> [found] = compare_numbers("七成员工留下。", "Some 30% of the staff stayed.")
    >>> found.message
    '七成 = 70%, but the translation says 30%'
    """
    return [
        Diagnostic(
            RULE,
            Severity.ERROR,
            Place("", 0, one.english.start + 1 if one.english else 0),
            message_of(one, zh, en),
            "correct the figure, or silence the rule for this entry with a reason",
            en,
            start=one.english.start if one.english else 0,
            end=one.english.end if one.english else 0,
        )
        for one in compare(zh, en)
    ]

"""How an entry says that a rule is to be silent on it, and why.

A comment of the translator, `# ignore text.numbers: the source is wrong`, is kept by
every editor; the flag `#, ignore-text-numbers` by Weblate, Poedit and us.
"""

from __future__ import annotations

import re

from duizhao.catalog.entry import Entry

_COMMENT = re.compile(
    r"\s*ignore\s+(?P<rules>[\w-]+\.[\w.-]+(?:\s*,\s*[\w-]+\.[\w.-]+)*)(?:\s*:.*)?\s*"
)


def silenced(entry: Entry, rule: str) -> bool:
    """Say whether `entry` asks the rule of this id to be silent.

    >>> silenced(Entry("船。", "船", comments=("ignore text.han: a name",)), "text.han")
    True
    >>> silenced(Entry("船。", "船", flags=("ignore-text-han",)), "text.codes")
    False
    """
    if f"ignore-{rule.replace('.', '-')}" in entry.flags:
        return True
    return any(rule in _rules(line) for line in entry.comments if "ignore" in line)


def _rules(comment: str) -> list[str]:
    found = _COMMENT.fullmatch(comment)
    return re.split(r"\s*,\s*", found["rules"]) if found else []

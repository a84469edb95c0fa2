"""How an entry says that a rule is to be silent on it, and why.

A comment of the translator, `# ignore text.numbers: the source is wrong`, is kept by
every editor. The flag `#, ignore-text-numbers` is Weblate's way; msgcat, and so Poedit,
which calls it, drops flags that gettext does not know.
"""

from __future__ import annotations

import re

from duizhao.catalog.entry import Entry
from duizhao.values import value

_ID = r"[a-z][\w-]*\.[\w-]+"
# People who write Chinese also write its marks.
_COMMENT = re.compile(
    rf"\s*ignore[\s:：]+(?P<rules>{_ID}(?:(?:\s*[,，、]\s*|\s+){_ID})*)"
    r"\s*(?:[:：—–-]\s*(?P<reason>.*?)|\((?P<bracket>.*)\))?\s*",
    re.IGNORECASE,
)
_RULE = re.compile(_ID)
_FLAG = "ignore-"


@value
class Silence:
    """What one comment or flag of an entry says."""

    said: str
    """The comment or the flag as it stands."""
    rules: tuple[str, ...]
    """The rules that are to be silent; of a flag with the dots written as hyphens."""
    reason: str = ""
    """Why; empty where it is not told."""
    flag: bool = False
    """Whether it is a flag, which has no room for a reason."""

    def covers(self, rule: str) -> bool:
        """Say whether the rule of this id is to be silent."""
        return (rule.replace(".", "-") if self.flag else rule) in self.rules


def silences_of(entry: Entry) -> list[Silence]:
    """Return what the comments and flags of `entry` silence.

    >>> silences_of(Entry("船。", "船", comments=("ignore text.han: a name",)))[0].reason
    'a name'
    """
    found = []
    for line in entry.comments:
        if "ignore" in line.lower() and (read := _COMMENT.fullmatch(line)):
            rules = tuple(_RULE.findall(read["rules"].lower()))
            reason = read["reason"] or read["bracket"] or ""
            found.append(Silence(line.strip(), rules, reason))
    flags = (flag for flag in entry.flags if flag.startswith(_FLAG))
    found += (Silence(one, (one.removeprefix(_FLAG),), flag=True) for one in flags)
    return found


def silenced(entry: Entry, rule: str) -> bool:
    """Say whether `entry` asks the rule of this id to be silent.

    >>> silenced(Entry("船。", "船", comments=("ignore text.han: a name",)), "text.han")
    True
    >>> silenced(Entry("船。", "船", flags=("ignore-text-han",)), "text.codes")
    False
    """
    if not (entry.comments or entry.flags):
        return False
    return any(one.covers(rule) for one in silences_of(entry))

"""`markup.order`: codes that stand where they cannot work.

The order of codes is free, as languages differ. Not free is what belongs together: the
end of a tag stands behind its beginning, two pairs do not cross, and a link or an
emphasis has words in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from duizhao.checks.rule import Finding, Rule, Subject
from duizhao.diagnostics import Severity

_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_SIGN = re.compile(
    r"(?<!\\)(?:<(?P<end>/?)(?P<tag>[A-Za-z][A-Za-z0-9-]*)(?:\s[^<>]*?)?(?P<void>/?)>"
    r"|(?P<begin>\[(?!\^))|(?P<link>\](?:\([^()\s]*(?:\s\"[^\"\n]*\")?\))?)"
    r"|(?P<strong>\*\*|~~))"
)
_NOTE = re.compile(r"\[\^[^\]\s]*\]")
_VOID = frozenset({"br", "img", "hr", "wbr", "input", "col"})
_BRACKET = "["
_EMPTY = re.compile(r"(?<![\\!])\[\s*\]\(|\*\*\s*\*\*(?!\*)|<([a-z]\w*)>\s*</\1>")


class _Sign(NamedTuple):
    name: str
    """The tag, `[`, `**` or `~~`."""
    closes: bool | None
    """None where the sign may be either."""
    start: int
    end: int


def _order(subject: Subject) -> Iterator[Finding]:
    for pair in subject.pairs:
        target = pair.target
        if not _may(target) or target == pair.source:
            continue
        wrong = list(_crossings(target)) + list(_hollow(target))
        if not wrong:
            continue
        # What the source has as well is meant, or the author's business.
        told = Counter(name for name, _, _, _ in _crossings(pair.source))
        told.update(name for name, _, _, _ in _hollow(pair.source))
        for name, message, start, end in wrong:
            if told[name] <= 0:
                yield Finding(pair.entry, message, _HINT, start, end)
                break
            told[name] -= 1


def _may(text: str) -> bool:
    # In a row, as this is asked of every entry.
    return "](" in text or "**" in text or "</" in text or "~~" in text


_HINT = "put the codes around the words that they belong to"
_Wrong = tuple[str, str, int, int]


def _crossings(text: str) -> Iterator[_Wrong]:
    """Yield what is closed before it is opened, or while another is open inside."""
    begun: list[str] = []
    often: Counter[str] = Counter()
    for sign in _signs(text):
        if sign.closes is False or (sign.closes is None and not often[sign.name]):
            begun.append(sign.name)
            often[sign.name] += 1
        elif not often[sign.name]:
            # A bracket alone is none of ours; with a target it was to be a link.
            if sign.name != _BRACKET or text[sign.end - 1] == ")":
                what = "a link that" if sign.name == _BRACKET else "what"
                said = f"`{text[sign.start : sign.end]}` ends {what} has not begun here"
                yield sign.name, said, sign.start, sign.end
        else:
            crossed = ""
            while (name := begun.pop()) != sign.name:
                crossed = crossed or ("" if name == _BRACKET else name)
                often[name] -= 1
            often[sign.name] -= 1
            if crossed:
                said = f"`{_shown(sign.name)}` and `{_shown(crossed)}` cross"
                yield sign.name, said, sign.start, sign.end


def _shown(name: str) -> str:
    return f"<{name}>" if name[0].isalpha() else "[…](…)" if name == _BRACKET else name


def _signs(text: str) -> Iterator[_Sign]:
    bare = _CODE.sub(_crossed_out, text) if "`" in text else text
    bare = _NOTE.sub(_crossed_out, bare) if "[^" in bare else bare
    for found in _SIGN.finditer(bare):
        start, end = found.span()
        if found["strong"]:
            yield _Sign(found["strong"], None, start, end)
        elif found["begin"]:
            yield _Sign(_BRACKET, closes=False, start=start, end=end)
        elif found["link"]:
            yield _Sign(_BRACKET, closes=True, start=start, end=end)
        elif not found["void"] and found["tag"].lower() not in _VOID:
            yield _Sign(found["tag"].lower(), bool(found["end"]), start, end)


def _crossed_out(found: re.Match[str]) -> str:
    return "x" * len(found[0])


def _hollow(text: str) -> Iterator[_Wrong]:
    """Yield links, emphasis and tags around nothing."""
    for found in _EMPTY.finditer(text):
        said = f"`{found[0]}` is around no words, so nothing of it is seen"
        yield "hollow", said, *found.span()


ORDER = Rule("markup.order", Severity.ERROR, _order)

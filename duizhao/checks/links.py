"""`link.target`: a link that leads somewhere else than that of the source.

The page may have another address in English: an anchor, a part that names the language
and the ending of the name may differ.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from duizhao.checks.rule import Finding, Rule, Subject
from duizhao.diagnostics import Severity

_LINK = re.compile(
    r"(?<!`)\]\(<?(?P<to>[^()\s<>]*(?:\([^()\s<>]*\)[^()\s<>]*)*)"
    r"|(?P<bare>(?:https?|ftp)://[A-Za-z0-9./?=&%#_~:@!$+-]*[A-Za-z0-9/#_~=-])"
)
_CODE = re.compile(r"`[^`\n]+`")
_PICTURE = re.compile(r"!\[[^\[\]]{0,500}\]\([^()]{0,2000}\)")
# The parts of an address that name a language or a country.
_TONGUE = r"(?:zh|cn|en|us|uk|gb|tw|hk)(?:[-_](?:cn|tw|hk|hans|hant|us|gb|uk|sg))?|intl|global"
_HOST = re.compile(rf"^(?:https?|ftp)://(?:(?:www|m|{_TONGUE})\.)*([^/:?#]*)(?::\d+)?")
_COUNTRY = re.compile(r"(?:\.com)?\.(?:cn|hk|tw|uk)$|\.(?:com|org|net)$")
_PART = re.compile(rf"(?<=/)(?:{_TONGUE})(?:/|$)", re.IGNORECASE)
_ENDING = re.compile(rf"[-_.](?:{_TONGUE}|chs|eng?)(?=\.\w+$|/|$)", re.IGNORECASE)
_MOST = 20  # links told of one entry
_INDEX = re.compile(r"/(?:(?:index|readme)\.\w+)?$", re.IGNORECASE)


def _links_of(subject: Subject) -> Iterator[Finding]:
    for pair in subject.pairs:
        if ("](" not in pair.target and "://" not in pair.target) or pair.fuzzy:
            continue
        if _LINK.findall(pair.target) == _LINK.findall(pair.source):
            continue
        after = list(_links(pair.target))
        links = {where(one[0]): one[0] for one in _links(pair.source)}
        before = Counter(where(one[0]) for one in _links(pair.source))
        # Where the number differs, `markup.codes` tells it.
        if len(after) != before.total():
            continue
        other: list[tuple[str, int, int]] = []
        for link, start, end in after:
            if before[where(link)] > 0:
                before[where(link)] -= 1
            else:
                other.append((link, start, end))
        lost = [name for name, count in before.items() if count > 0][:_MOST]
        hint = f"the source has {_cut(', '.join(links[name] for name in lost))}; keep it, or silence the rule"
        for link, start, end in other[:_MOST]:
            if not _another_tongue(where(link), lost):
                message = f"the link leads elsewhere than in the source: {link}"
                yield Finding(pair.entry, message, hint, start, end)


def _cut(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:120]}…"


def where(link: str) -> str:
    """Return a link less all that may differ between languages.

    >>> where("https://docs.example.com/zh/a/b.zh.md#x") == where(
    ...     "https://docs.example.com/a/b.md#y"
    ... )
    True
    >>> where("a/旧.md") == where("a/new.md")
    False
    """
    link = link.partition("#")[0].partition("?")[0].strip().casefold()
    if host := _HOST.match(link):
        name = _COUNTRY.sub("", host[1])
        link = f"//{name}{link[host.end() :]}"
    link = _PART.sub("", link)
    return _INDEX.sub("", _ENDING.sub("", link)).rstrip("/ \n")


def _another_tongue(here: str, lost: Sequence[str]) -> bool:
    """Whether a link's page may be that of the source in English, under its own name."""
    if not here.startswith("//"):
        return False
    host = here[2:].partition("/")[0]
    return any(
        other[2:].partition("/")[0] == host and ("%" in other or not other.isascii())
        for other in lost
        if other.startswith("//")
    )


def _links(text: str) -> Iterator[tuple[str, int, int]]:
    bare = _CODE.sub(lambda found: "x" * len(found[0]), text)
    bare = _PICTURE.sub(lambda found: "x" * len(found[0]), bare)
    for found in _LINK.finditer(bare):
        kind = "to" if found["to"] is not None else "bare"
        if link := found[kind]:
            yield link, *found.span(kind)


LINKS = Rule("link.target", Severity.WARNING, _links_of)

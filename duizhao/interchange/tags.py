"""Which of a file's language tags is meant by a tag: zh-CN is as good as zh-Hans."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

_SCRIPTS = {
    "zh-cn": "zh-hans",
    "zh-sg": "zh-hans",
    "zh-my": "zh-hans",
    "zh-tw": "zh-hant",
    "zh-hk": "zh-hant",
    "zh-mo": "zh-hant",
    "zh-chs": "zh-hans",
    "zh-cht": "zh-hant",
    "cmn": "zh",
}


def best_tag(wanted: str, offered: Sequence[str]) -> str | None:
    """Return the tag among `offered` that serves best for `wanted`, or None.

    The same tag goes first, then the same script, then the language without either,
    then another region; another script never does.

    >>> best_tag("zh-Hans", ["en", "zh-TW", "zh_CN"])
    'zh_CN'
    >>> best_tag("en", ["zh", "en-US"]), best_tag("zh-Hans", ["zh-Hant"])
    ('en-US', None)
    """
    ranked = [(likeness(wanted, tag), -at) for at, tag in enumerate(offered)]
    best = max(ranked, default=(0, 0))
    return offered[-best[1]] if best[0] else None


@lru_cache(maxsize=4096)
def likeness(wanted: str, tag: str) -> int:
    """Return how well `tag` serves for `wanted`: 4 the same, 0 not at all."""
    mine, other = _plain(wanted), _plain(tag)
    if wanted.lower() == tag.lower() or mine == other:
        return 4
    first, second = mine.split("-"), other.split("-")
    if first[0] != second[0]:
        return 0
    scripts = {part for part in (*first[1:], *second[1:]) if len(part) == 4}
    if len(scripts) > 1:
        return 0
    if scripts and _script(first) == _script(second):
        return 3
    return 2 if len(second) == 1 else 1


def _plain(tag: str) -> str:
    """Return a tag in small letters, Chinese by its script instead of a region."""
    lower = tag.strip().replace("_", "-").lower()
    parts = lower.split("-")
    if parts[0] == "zh" and len(parts) > 2 and len(parts[1]) == 4:
        return "-".join(parts[:2])  # zh-Hans-CN
    return _SCRIPTS.get(lower, lower)


def _script(parts: list[str]) -> str:
    return next((part for part in parts[1:] if len(part) == 4), "")

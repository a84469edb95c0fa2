"""Emphasis that was begun and never ended: its signs would be printed."""

from __future__ import annotations

from duizhao.readers.markdown.parser import probe_events
from duizhao.readers.markdown.shadow import make_shadow


def loose_marks(text: str) -> int:
    r"""Return how many `*` and `~` of `text` would be printed though nobody escaped them.

    >>> loose_marks("**Beware** of the dog"), loose_marks("**Beware of the dog")
    (0, 2)
    >>> loose_marks(r"4 \* 5")
    0
    """
    if "*" not in text and "~~" not in text:
        return 0
    line = make_shadow(text).replace("\n", " ").replace("\r", " ")
    shown = "".join(
        event["Text"]
        for event, _ in probe_events(f"# {line}\n", lambda _: None)
        if isinstance(event, dict) and "Text" in event
    )
    escaped = text.count(r"\*") + text.count(r"\~")
    return max(0, shown.count("*") + 2 * shown.count("~~") - escaped)

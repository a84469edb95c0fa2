"""Makes text safe to show: no file name or content steers a terminal."""

from __future__ import annotations


def visible(text: str) -> str:
    r"""Return `text` with control characters written out, as in `\x1b`.

    Line ends, tabs and blanks of every width stay.
    """
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char in "\n\t\u3000\xa0" else ascii(char)[1:-1]
        for char in text
    )

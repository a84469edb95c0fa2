"""Two mends to WeasyPrint 70's layout, made in memory when it is loaded.

*Footnotes.* Where the line that ends a page might be saved by moving the page's footnotes to the
next page, WeasyPrint moves them, and leaves them there also when the line could not be
saved: a note then stands a page or more behind its mark (measured: 4 of 4 notes of a
four-page text). Without the attempt the paragraph breaks a line earlier, and the notes
stay.

*Blanks.* Where a text ends in a blank in front of a link or an emphasis, and fits into
the line but for that blank, WeasyPrint breaks the line after the first word (measured:
once in eleven pages).
"""

from __future__ import annotations

import inspect
from types import ModuleType
from typing import Any

_ATTEMPT = "report = not context.in_column and can_break_now and not could_break_before"


def keep_footnotes(block_layout: ModuleType) -> bool:
    """Mend `weasyprint.layout.block`; say whether it is mended.

    Another version of WeasyPrint, which does not hold the line, is left as it is.
    """
    function = block_layout._linebox_layout  # noqa: SLF001  # there is no public door
    if getattr(function, "keeps_footnotes", False):
        return True
    try:
        source = inspect.getsource(function)
    except OSError:
        return False
    if source.count(_ATTEMPT) != 1:
        return False
    code = compile(
        source.replace(_ATTEMPT, "report = False"),
        function.__code__.co_filename,
        "exec",
    )
    exec(code, vars(block_layout))  # noqa: S102  # WeasyPrint's own source, one line less
    block_layout._linebox_layout.keeps_footnotes = True  # noqa: SLF001  # likewise
    return True


def keep_lines(inline_layout: ModuleType) -> None:
    """Mend `weasyprint.layout.inline`: a blank at the end takes no room in a line."""
    split = inline_layout.split_first_line
    if getattr(split, "keeps_lines", False):
        return

    def split_first_line(
        text: str, style: Any, context: Any, max_width: Any, *rest: Any, **named: Any
    ) -> Any:
        found = split(text, style, context, max_width, *rest, **named)
        length, resume = found[1], found[2]
        if resume is None or max_width is None or not text.endswith(" "):
            return found
        if style["white_space"] not in {"normal", "nowrap"}:
            return found
        data = text.encode()
        if b" " in data[:length].strip():
            return found  # more than one word: not the case in question
        bare = text.rstrip(" ")
        whole = split(bare, style, context, max_width, *rest, **named)
        if whole[2] is None and whole[3] <= max_width:
            return (whole[0], whole[1], len(data), *whole[3:])
        return found

    split_first_line.keeps_lines = True  # type: ignore[attr-defined]  # a mark of ours
    inline_layout.split_first_line = split_first_line  # type: ignore[attr-defined]  # the mend

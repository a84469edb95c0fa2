"""One mend to WeasyPrint 70's layout, made in memory when it is loaded.

Where the line that ends a page might be saved by moving the page's footnotes to the
next page, WeasyPrint moves them, and leaves them there also when the line could not be
saved: a note then stands a page or more behind its mark (measured: 4 of 4 notes of a
four-page text). Without the attempt the paragraph breaks a line earlier, and the notes
stay.
"""

from __future__ import annotations

import inspect
from types import ModuleType

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

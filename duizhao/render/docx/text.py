"""Characters on their way into XML: which are forbidden, and which are Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from duizhao.diagnostics import Diagnostic, Place, Severity
from duizhao.language import HAN

# What XML 1.0 forbids (production 2), and U+007F to U+009F but NEL, which no text means.
# Named so, and not by what is allowed, it takes a tenth of the time to compile.
_FORBIDDEN: Final = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)

_CHINESE: Final = HAN + "\u3000-\u303f\u3040-\u30ff\uff01-\uff65\uffe0-\uffe6"
# Between two Chinese characters these belong to them; Word asks for a hint to see it.
_SHARED: Final = "“”‘’…—·‥― 0-9%.,:：-"


class Cleaner:
    """Drops what XML cannot hold, and remembers where."""

    def __init__(self, place: Place) -> None:
        """Start with no findings; `place` is what they name."""
        self._place = place
        self.findings: list[Diagnostic] = []
        """One for each text that held something forbidden."""

    def clean(self, text: str) -> str:
        """Return `text` without the characters that XML forbids."""
        if text.isprintable():  # as nothing forbidden is
            return text
        found = _FORBIDDEN.search(text)
        if found is None:
            return text
        kept = _FORBIDDEN.sub("", text)
        around = _FORBIDDEN.sub("\ufffd", text[max(found.start() - 20, 0) :][:41])
        count = len(text) - len(kept)
        self.findings.append(
            Diagnostic(
                "docx.character",
                Severity.WARNING,
                self._place,
                f"U+{ord(found[0]):04X} cannot stand in a Word file; "
                f"{count} such {'character' if count == 1 else 'characters'} left out",
                "delete it in the text",
                around,
            )
        )
        return kept


@cache
def _stretch() -> re.Pattern[str]:
    """Return what finds Chinese; 10 ms to compile, and not every text needs it."""
    return re.compile(f"[{_CHINESE}](?:[{_CHINESE}{_SHARED}]*[{_CHINESE}])?")


def iter_scripts(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the stretches of a text that is not Chinese, saying which of them are.

    >>> list(iter_scripts("the “深圳” of 1980"))
    [('the “', False), ('深圳', True), ('” of 1980', False)]
    """
    position = 0
    for found in () if text.isascii() else _stretch().finditer(text):
        if found.start() > position:
            yield text[position : found.start()], False
        yield found[0], True
        position = found.end()
    if position < len(text):
        yield text[position:], False

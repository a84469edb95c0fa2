"""Word's fields: which words of them are shown, and where a link leads."""

from __future__ import annotations

import re
from typing import Final

_LINK: Final = re.compile(
    r'\s*HYPERLINK\b(?P<before>[^"]{0,40})"(?P<target>[^"]*)"(?P<after>.*)', re.DOTALL
)
_PART: Final = re.compile(r'\\l\s+"([^"]*)"')
_LONGEST: Final = 4000  # characters of a field's code that are looked at


class Fields:
    """Follows the fields of a flow, one in another."""

    def __init__(self) -> None:
        """Begin outside of all fields."""
        self._codes: list[list[str]] = []
        self._targets: list[str | None] = []
        self._hidden = 0

    @property
    def in_code(self) -> bool:
        """Whether what comes now is the code of a field, which nobody sees."""
        return self._hidden > 0

    @property
    def href(self) -> str:
        """The target of the innermost link that is open."""
        return next((one for one in reversed(self._targets) if one), "")

    def turn(self, kind: str) -> None:
        """Begin a field, go on from its code to its result, or end it."""
        if kind == "begin":
            self._codes.append([])
            self._targets.append(None)
            self._hidden += 1
        elif kind == "separate" and self._targets and self._targets[-1] is None:
            self._targets[-1] = self.target("".join(self._codes[-1]))
            self._hidden -= 1
        elif kind == "end" and self._targets:
            self._codes.pop()
            if self._targets.pop() is None:
                self._hidden -= 1

    def say(self, text: str) -> None:
        """Take a part of the code."""
        if self._codes:
            self._codes[-1].append(text)

    @staticmethod
    def target(code: str) -> str:
        r"""Return where a link leads; empty for other fields.

        >>> Fields.target(r' HYPERLINK "a.md" \l "b" ')
        'a.md#b'
        >>> Fields.target(r' HYPERLINK \l "b" ')
        '#b'
        """
        found = _LINK.match(code[:_LONGEST])
        if found is None:
            return ""
        if r"\l" in found["before"]:
            return f"#{found['target']}"
        part = _PART.search(found["after"])
        return found["target"] + (f"#{part[1]}" if part else "")

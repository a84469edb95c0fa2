"""What an author may say about a plain text: the table `[documents."NAME".text]`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from enum import StrEnum
from functools import cache

from duizhao.errors import SettingsError
from duizhao.values import value


class Paragraphs(StrEnum):
    """What ends a paragraph."""

    AUTO = "auto"
    """One of the other two, as the text looks."""
    BLANK = "blank"
    """A blank line, or an indented line; line ends inside are soft."""
    LINE = "line"
    """Every line end."""


@value
class HeadingRule:
    """An entry of `heading`, such as `{ match = "^【.+】$", level = 2 }`."""

    match: str
    """A regular expression; a line in which it is found is a heading."""
    level: int = field(default=2, metadata={"within": (1, 6)})
    """1 to 6; the headings that are found without a rule begin with 2."""


@value
class TextSettings:
    """How a plain text is read. Patterns are Python's regular expressions, looked for
    in each line without the blanks at its ends; `^` and `$` are those of the line.
    Where several fit a line, the first in this order holds: `start_at`, `stop_after`,
    `skip`, `title`, `byline`, `heading`, `body`, then what is found without patterns.

    Raises SettingsError, with the key, for a pattern that is none or that fits an
    empty line and so every line.
    """

    paragraphs: Paragraphs = Paragraphs.AUTO
    """What ends a paragraph."""
    start_at: str = ""
    """The first line of the text; what stands before it is skipped. Empty: the top."""
    stop_after: str = ""
    """The last line of the text; what stands after it is skipped. Empty: the end."""
    skip: tuple[str, ...] = ()
    """Lines that are no part of the text: breadcrumbs, legal notices. They are carried
    over byte for byte, but appear in no catalog and in no product."""
    title: str = ""
    """The line that is the title: the first that fits. Empty: found without."""
    title_line: int = field(default=0, metadata={"within": (0, 1_000_000)})
    """The title's one-based line in the file. 0: found by `title`, or without."""
    find_title: bool = True
    """Whether a short first line without an end mark is taken for the title."""
    byline: tuple[str, ...] = ()
    """Lines that tell author, source or date, beside those found below the title."""
    heading: tuple[HeadingRule, ...] = ()
    """Lines that are headings, beside the numbered ones that are found without."""
    find_headings: bool = True
    """Whether short lines that begin with 第一章, 一、, （一）, 1. or 结语 are taken for
    headings."""
    body: tuple[str, ...] = ()
    """Lines that are running text, whatever they look like."""
    normalise_marks: bool = True
    """Whether Chinese pages show `"…"` and half-width `,:;!?` in Chinese as “…” and
    ，：；！？. The manuscript and the catalog keep what the author wrote."""

    def __post_init__(self) -> None:
        """Check every pattern and level."""
        for key, pattern in _iter_patterns(self):
            _check(key, pattern)
        for rule in self.heading:
            if not 1 <= rule.level <= 6:
                message = f"heading: a level is from 1 to 6, found {rule.level}"
                raise SettingsError(message)


def _iter_patterns(settings: TextSettings) -> Iterator[tuple[str, str]]:
    """Yield key and pattern of everything that is said by a pattern."""
    for key in ("start_at", "stop_after", "title"):
        if pattern := getattr(settings, key):
            yield key, pattern
    for key in ("skip", "byline", "body"):
        for pattern in getattr(settings, key):
            yield key, pattern
    for rule in settings.heading:
        yield "heading", rule.match


def _check(key: str, pattern: str) -> None:
    """Raise SettingsError where `pattern` is none, or fits every line."""
    try:
        empty = compiled(pattern).search("")
    except (re.error, OverflowError, RecursionError) as error:
        message = f"{key}: {pattern!r} is not a regular expression: {error}"
        hint = r"( ) [ ] { } . * + ? ^ $ | and \ mean themselves after a backslash"
        raise SettingsError(message, hint=hint) from error
    if empty:
        message = f"{key}: {pattern!r} fits an empty line, and so every line"
        raise SettingsError(message, hint="name the words that the line begins with")


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return `pattern` compiled, each once."""
    return re.compile(pattern)

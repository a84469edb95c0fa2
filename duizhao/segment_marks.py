"""Marks of a text given one meaning each: which pair, and what markup stands for.

The rules of `duizhao.segment` read a text of the same length as the original, in which
straight quotes are told apart, brackets have one form, and markup is stood for by
characters of the private use area.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from duizhao.language import CLOSERS, OPENERS, TERMINATORS
from duizhao.values import value

OBJECT = "\ue000"
"""Stands for code, an image, a formula: something that is spoken of."""
CLOSING = "\ue001"
"""Stands for markup that ends something, or the like of `<br>`."""
OPENING = "\ue002"
"""Stands for markup that begins something."""
NOTE = "\ue003"
"""Stands for a footnote mark."""
RAISED = "\ue004"
"""Stands for `<sup>`."""

QUOTES = "“‘「『﹁﹃〝"
TITLES = "《〈"

_PARTNER = dict(zip(CLOSERS, OPENERS, strict=True)) | {"）": "（", "］": "["}
_ONE_FORM = str.maketrans("()［］", "（）[]")
_MARK = re.compile(f"[{re.escape(OPENERS + CLOSERS)}\"']")
_CURLY = re.compile('[“”"]')
_NESTING = 24  # deeper than any writer goes; bounds the work on hostile text

# The end of emphasis or of a link, with the target.
_MARKUP_END = re.compile(r"(?:[*_~]+|\]\([^\n]*\)|\]\[[^\]\n]*\]|\])+\Z")
_MARKUP_START = re.compile(r"[*_~\[]+")
_LAST_RUN = re.compile(f"[{re.escape(TERMINATORS)}]+[{re.escape(CLOSERS)}]*\\Z")
_TELLING = frozenset("*_~[<")  # what markup begins with that does not stand for a word
_LAST_LETTERS = frozenset(TERMINATORS + CLOSERS)
_INNER = str.maketrans(dict.fromkeys(TERMINATORS + "()[]{}<>（）\n\r", OBJECT))


@value
class Pair:
    """An opening mark and the mark that closes it."""

    start: int
    """The place of the opening mark."""
    stop: int
    """The place of the closing mark itself."""
    mark: str
    """The opening mark."""


def mask(text: str, opaque: Sequence[tuple[int, int]]) -> str:
    """Return `text` with the markup in `opaque` stood for, of the same length."""
    parts: list[str] = []
    done = 0
    for start, stop in opaque:
        first, last = max(start, done), min(stop, len(text))
        if first >= last:
            continue
        parts += [text[done:first], _stand_in(text[first:last])]
        done = last
    parts.append(text[done:])
    return "".join(parts)


def _stand_in(code: str) -> str:
    size = len(code)
    if code[:1] not in _TELLING:
        return OBJECT * size
    if code.startswith("[^"):
        return NOTE * size
    if code.startswith("<"):
        if code.startswith(("</", "<br", "<wbr")):
            return CLOSING * size
        return (RAISED if code.startswith("<sup>") else OPENING) * size
    return _marked_text(code)


def _marked_text(code: str) -> str:
    """Return emphasis or a link with its letters kept, and a stop only at its end."""
    start = _MARKUP_START.match(code)
    first = start.end() if start else 0
    # The end of a long one is enough, and bounds the work on hostile text.
    end = _MARKUP_END.search(code, max(first, len(code) - 2000))
    if not end:
        return OBJECT * len(code)
    last = end.start()
    if code[last - 1] not in _LAST_LETTERS:
        body = code[first:last].translate(_INNER)
    else:
        run = _LAST_RUN.search(code, max(first, last - 40), last)
        cut = run.start() if run else last
        body = code[first:cut].translate(_INNER) + code[cut:last].translate(_ONE_FORM)
    return OPENING * first + body + CLOSING * (len(code) - last)


def pair_marks(text: str) -> tuple[str, list[Pair]]:
    """Return `text` with straight quotes told apart, and its pairs by their start.

    Pairs nest properly. A quotation opened twice was never closed: the first mark
    is passed over, so that one forgotten mark does not swallow a paragraph.
    """
    if not _MARK.search(text):
        return text, []
    letters = list(text.translate(_ONE_FORM))
    pairs: list[Pair] = []
    stack: list[tuple[str, int]] = []
    for found in _MARK.finditer(text):
        place = found.start()
        mark = _role(text, place, letters[place], stack)
        if not mark:
            continue
        letters[place] = mark
        if mark in OPENERS:
            _open(stack, mark, place)
            continue
        partner = _PARTNER[mark]
        for depth in range(len(stack) - 1, -1, -1):
            if stack[depth][0] == partner:
                pairs.append(Pair(stack[depth][1], place, partner))
                del stack[depth:]
                break
    pairs.sort(key=lambda pair: pair.start)
    return "".join(letters), pairs


def _open(stack: list[tuple[str, int]], mark: str, place: int) -> None:
    if mark in QUOTES:
        for depth, (opened, _) in enumerate(stack):
            if opened == mark:
                del stack[depth:]
                break
    if len(stack) == _NESTING:
        del stack[0]
    stack.append((mark, place))


def _role(text: str, place: int, mark: str, stack: list[tuple[str, int]]) -> str:
    """Return what the mark at `place` does: itself, “ or ”, or nothing."""
    before = text[place - 1 : place]
    after = text[place + 1 : place + 2]
    if mark in "’‘" and before.isascii() and before.isalnum() and after.isalpha():
        return ""  # an apostrophe
    if mark == "'":
        if any(opened == "‘" for opened, _ in stack):
            return "" if before.isascii() and after.isascii() and after.strip() else "’"
        return "" if (before.isalnum() and before.isascii()) or after.isascii() else "‘"
    if mark not in '"“”':
        return mark
    is_open = any(opened == "“" for opened, _ in stack)
    if mark == '"':
        stray = before in "。！？" and before and not _CURLY.search(text, place + 1)
        if is_open or stray:
            return "”"
        return "" if before.isdigit() and not after.isalnum() else "“"
    if mark == "“" and before and before in "。！？，.!?,":
        # The wrong one typed at the end: a blank or nothing follows, or the next mark
        # does not close what this one would open.
        if not after.strip():
            return "”"
        following = _CURLY.search(text, place + 1)
        if is_open and (not following or following[0] != "”"):
            return "”"
    if mark == "”" and not is_open and before in "。！？" and _begins(text, place):
        return "“"  # the wrong one typed at its beginning
    return mark


def _begins(text: str, place: int) -> bool:
    """Say whether a closing quote that closes nothing rather opens: another follows."""
    near = place + 400  # characters; farther than a quotation is long
    later = text.find("”", place + 1, near)
    opens = text.find("“", place + 1, near)
    return later > place + 1 and not 0 < opens < later

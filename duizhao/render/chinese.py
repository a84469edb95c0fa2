"""Typography of running Chinese that is written into the HTML.

Works on text that is already escaped for HTML, and puts `<span>`s around a few
characters; the style sheets say what their classes mean. The characters themselves are
never changed, so that a text copied from a page is the author's. What a line does to its
characters (squeezed marks, gaps, justified lines) is for the engine that sets it:
`pdfchinese` on paper, the browser on the screen.
"""

from __future__ import annotations

import re
from functools import cache

from duizhao.language import CLOSERS, HAN
from duizhao.render.spacing import JOINT

# Marks of one em whose ink stands left (pauses, closers) or right (openers).
_PAUSES = "，。、；：！？．"
_CLOSE = "”’」』》〉）】〕〗"
_OPEN = "“‘「『《〈（【〔〖"
_LONGEST = 14  # characters of such an end, its marks included


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def set_part(escaped: str, *, first: bool, last: bool, screen: bool = True) -> str:
    """Return one part of a paragraph, escaped for HTML, for the screen or for paper.

    `first` and `last` say whether the paragraph begins and ends with it. The last two
    Han characters stay on one line. On the `screen`, a mark that meets another one is
    squeezed, and an opening mark that begins a paragraph; on paper the lines do.
    """
    if escaped.isascii():
        return escaped
    tail = _find_tail(escaped) if last else None
    squeeze = _squeeze if screen else str
    if tail:
        head = squeeze(escaped[: tail.start()])
        text = f'{head}<span class="k">{squeeze(tail.group())}</span>'
    else:
        text = squeeze(escaped)
    if not screen:
        return _free_quotes(text)
    if first and text[0] in _OPEN:
        return f'<span class="h">{text[0]}</span>{text[1:]}'
    return text


def _find_tail(escaped: str) -> re.Match[str] | None:
    """Find what must not be divided: two Han characters, more would loosen the line."""
    marks = re.escape(f"{_PAUSES}{CLOSERS}…—")
    # A figure takes along what is in front of it: no gap is to fall between two spans.
    figure = rf"[{HAN}]?[A-Za-z0-9.%]{{1,8}}[{HAN}]{{1,2}}"
    units = rf"[{HAN}]{{2}}|{figure}"
    pattern = rf"(?<=[^\s;&])(?:{units})[{marks}]{{0,4}}\Z"
    # A pattern bound to the end is tried only where it can match.
    return _compiled(pattern).search(escaped, max(0, len(escaped) - _LONGEST))


def _free_quotes(escaped: str) -> str:
    """Let a line end in front of an opening quotation mark and behind a closing one.

    The engine's rules (Unicode 15, LB19) forbid both, since they know no Chinese: a
    ZERO WIDTH SPACE allows it, and is not drawn.
    """
    if "“" not in escaped and "‘" not in escaped and "”" not in escaped:
        return escaped
    before = rf"(?<=[{HAN}{_PAUSES}{_CLOSE}])(?=[“‘])"
    behind = rf"(?<=[”’])(?=[{HAN}《〈（【〔])"
    return _compiled(f"{before}|{behind}").sub(JOINT, escaped)


def _squeeze(escaped: str) -> str:
    """Halve a mark that meets another one (class `h`).

    A pause or closing mark in front of another mark, and an opening mark behind another
    opening one, lose the empty half of their square.
    """
    found = _compiled(
        rf"([{_PAUSES}{_CLOSE}])(?=[{_PAUSES}{_CLOSE}{_OPEN}])"
        rf"|(?<=[{_OPEN}])([{_OPEN}])"
    )
    return found.sub(r'<span class="h">\g<0></span>', escaped)

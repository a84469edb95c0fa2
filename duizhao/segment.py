"""A text into sentences: where a translator's segments begin and end.

Law: the spans ascend and do not overlap, what lies between them is white space only, and
so segments with their gaps are the text, character for character.

A border stands after a stop and the marks that go with it (closing quotes, footnote
marks, emoji, a remark in brackets), unless the sentence goes on: a quotation followed by
who said it or by the noun it belongs to, a stop inside brackets or a title, a number, an
abbreviation. `；` and `：` never end a segment.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from duizhao.language import CLOSERS, HAN, OPENERS, TERMINATORS
from duizhao.segment_marks import mask

# Whether anything in a text but its end may end a sentence: most texts stop here.
_ANY_STOP = "。！？!?…⋯‥｡．‼⁇⁈⁉﹒﹖﹗."
_MAYBE = re.compile(rf"[{_ANY_STOP}\n](?!\Z|(?<=\.)[a-z0-9_/])")
# A text with none of these and no blanks around it.
_WHOLE = re.compile(
    rf"(?!\s)(?:[^{_ANY_STOP}\n]++|\.(?=[a-z0-9_/])|[{_ANY_STOP}]\Z)++(?<!\s)\Z"
)

# The sentences of a plain line, without the blanks around them.
_PLAIN_PIECE = re.compile(r"(?:[^\s。！？][^。！？]*+)?[。！？]++|\S(?:.*\S)?")

# Simple markup and what must not be cut, for text that no Markdown reader has seen.
_SIMPLE_MARKUP = (
    r"(?<!`)`{1,3}[^`\n]{1,2000}`{1,3}"
    r"|!?\[[^\]\n]{1,500}\]\([^()\s]*\)|\[\^[^\]\s]{1,60}\]"
    r"|</?[A-Za-z][^<>\n]{0,500}>"
    r"|\*\*(?=\S)[^*\n]{1,500}\*\*|__(?=\S)[^_\n]{1,500}__|~~(?=\S)[^~\n]{1,500}~~"
    r"|(?<![A-Za-z0-9*])\*(?=[^\s*])[^*\n]{0,500}[^\s*]\*(?!\*)"
    r"|(?:https?|ftp)://[!-~]{1,2000}(?<![.,!?;:])"
)


def split_sentences(text: str) -> list[str]:
    """Return the sentences of `text`, without the blanks around them.

    Simple markup (code spans, bold, links, tags, addresses, footnote marks) is found
    and never cut. White space between sentences is not returned; all else is.

    >>> split_sentences("“真的吗？”她问。没人回答。")
    ['“真的吗？”她问。', '没人回答。']
    >>> split_sentences("他答：“真的！”全场安静了。增长3.5%！[1]此后放缓……")
    ['他答：“真的！”', '全场安静了。', '增长3.5%！[1]', '此后放缓……']
    >>> split_sentences("**注意。**请看 `a.b? c`。谢谢!")
    ['**注意。**', '请看 `a.b? c`。', '谢谢!']
    >>> split_sentences("")
    []
    """
    opaque = [found.span() for found in re.finditer(_SIMPLE_MARKUP, text)]
    return [text[start:stop] for start, stop in split_spans(text, opaque)]


def split_spans(
    text: str, opaque: Sequence[tuple[int, int]] = ()
) -> list[tuple[int, int]]:
    r"""Return the half-open character spans of the sentences of `text`.

    `opaque` are stretches no border may fall into (markup, code), ascending. A line
    feed outside them always ends a segment. White space between is in no span.

    >>> split_spans("一。 二\n三")
    [(0, 2), (3, 4), (5, 6)]
    >>> split_spans("看`a。b`吧。", [(1, 6)])
    [(0, 8)]
    """
    if may_split(text):
        return cut_spans(text, opaque)
    return _trimmed(text, (0, len(text)))


def cut_spans(
    text: str, opaque: Sequence[tuple[int, int]] = ()
) -> list[tuple[int, int]]:
    """Do as `split_spans`, for a text of which `may_split` is known to be true."""
    masked = mask(text, opaque) if opaque else text
    if (spans := plain_spans(text, masked)) is not None:
        return spans
    if "\n" not in masked:
        cuts = _cuts(masked) if masked is text or may_split(masked) else ()
        borders = [0, *cuts, len(text)]
        spans = _trimmed(text, borders)
        return _rejoin(spans, opaque) if opaque and spans[1:] else spans
    borders = [0]
    for line in masked.split("\n"):
        begin = borders[-1]
        if _MAYBE.search(line):
            borders += [begin + cut for cut in _cuts(line)]
        borders.append(begin + len(line) + 1)
    borders[-1] -= 1
    spans = _trimmed(text, borders)
    return _rejoin(spans, opaque) if opaque else spans


def plain_spans(text: str, masked: str) -> list[tuple[int, int]] | None:
    """Do as `cut_spans` for a plain line; None where it takes more to tell.

    `masked` is `text` as `duizhao.segment_marks.mask` gives it.
    """
    if not _plain().match(masked):
        return None
    spans = [found.span() for found in _PLAIN_PIECE.finditer(masked)]
    if masked is not text:
        for start, stop in spans:
            if text[start].isspace() or text[stop - 1].isspace():
                return None  # markup with blanks around it, as no reader finds it
    return spans


def plain_pieces(line: str) -> list[str] | None:
    """Return the sentences of a plain line; None where it takes more to tell."""
    return _PLAIN_PIECE.findall(line) if _plain().match(line) else None


def may_split(text: str) -> bool:
    """Say whether `split_spans` could find more than one sentence in `text`.

    Where not, it need not be told what is opaque.
    """
    return _MAYBE.search(text) is not None


def is_whole(text: str) -> bool:
    """Say whether it is at once clear that `text` is one sentence with no blanks around.

    Then `split_spans` returns the whole text, whatever is opaque in it.

    >>> is_whole("一个词"), is_whole("一。二"), is_whole(" 一"), is_whole("")
    (True, False, False, False)
    """
    return _WHOLE.match(text) is not None


match_whole = _WHOLE.match
"""`is_whole` for loops over every text there is."""


def _trimmed(text: str, borders: Sequence[int]) -> list[tuple[int, int]]:
    """Return the stretches between borders less the white space at their ends."""
    spans: list[tuple[int, int]] = []
    for start, stop in pairwise(borders):
        piece = text[start:stop]
        bare = piece.strip()
        if bare:
            first = start if len(bare) == len(piece) else text.index(bare[0], start)
            spans.append((first, first + len(bare)))
    return spans


def _cuts(line: str) -> Iterable[int]:
    """Return the borders inside a line, ascending; its end may be among them."""
    if _plain().match(line):
        return [found.end() for found in _PLAIN_PIECE.finditer(line)]
    # Here, because its patterns take 30 ms to compile and many runs need none of them.
    from duizhao.segment_line import Line  # noqa: PLC0415

    return Line.of(line).cuts()


@cache
def _plain() -> re.Pattern[str]:
    """Return what a plain line matches: one to cut after each run of stops, unasked.

    Its quotations and brackets are closed and hold no stop, and no mark goes with a
    stop. (To compile it takes 5 ms, which who reads a page need not wait for.)
    """
    inner = (
        rf'(?:[^"\'{re.escape(OPENERS + CLOSERS + TERMINATORS)}‥\n]|\.(?=[a-z0-9_/]))*+'
    )
    pairs = ("「」", '""', "《》", "（）", "()", "[]")
    return re.compile(
        rf"(?>[{HAN}A-Za-z0-9０-９，、；：·％ \u3000,;:%+=/&#@*`_|<>$^~\-–—─\ue000-\ue004]++"
        # What may not follow is the shorter list; Han takes a millisecond to compile.
        r"|[。！？]++(?![，、；：·％ \u3000,;:%+=/&#@_|<>$^~\-–—─\ue001\ue003\ue004.\"（(\[])"
        r"|\.(?=[a-z0-9_/])"
        + "".join(f"|{re.escape(at[0])}{inner}{re.escape(at[1])}" for at in pairs)
        + rf"|“(?![ \u3000]){inner}”"
        + r")*+\Z"
    )


def _rejoin(
    spans: list[tuple[int, int]], opaque: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Join spans whose border fell into an opaque stretch: the promise, whatever came."""
    starts = [start for start, _ in opaque]
    joined: list[tuple[int, int]] = []
    for start, stop in spans:
        inside = bisect_right(starts, start - 1) - 1
        if joined and inside >= 0 and opaque[inside][0] < start < opaque[inside][1]:
            joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((start, stop))
    return joined

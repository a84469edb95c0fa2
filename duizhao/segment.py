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
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from duizhao.language import CLOSERS, HAN, OPENERS, TERMINATORS
from duizhao.segment_marks import QUOTES, TITLES, Pair, mask, pair_marks
from duizhao.segment_rules import (
    CALLING,
    FINAL,
    GOES_ON,
    GREETING,
    LEADS_ON,
    NOUN,
    NUMERAL,
    OPEN_CLAUSE,
    REMARK,
    SPEAKING,
    SUBJECT,
    TIME,
    is_attribution,
)
from duizhao.segment_western import ends_sentence

# Whether anything in a line but its end may end a sentence: most lines stop here.
_MAYBE = re.compile(r"[。！？!?…⋯‥｡．‼⁇⁈⁉﹒﹖﹗.](?!\Z|(?<=\.)[a-z0-9_/])")

# A plain line is cut after each run of stops, with no further question: its quotations
# and brackets are closed and hold no stop, and no mark goes with a stop.
_INNER = (
    rf'(?:[^"\'{re.escape(OPENERS + CLOSERS + TERMINATORS)}‥\n]|\.(?=[a-z0-9_/]))*+'
)
_PLAIN = re.compile(
    rf"(?>[{HAN}A-Za-z0-9０-９，、；：·％ \u3000,;:%+=/&#@*`_|<>$^~\-–—─\ue000-\ue004]++"
    rf"|[。！？]++(?=[{HAN}A-Za-z0-9０-９\ue000\ue002“「『《*`]|\Z)|\.(?=[a-z0-9_/])"
    + "".join(
        f"|{re.escape(a)}{_INNER}{re.escape(b)}"
        for a, b in ("“”", "「」", '""', "《》")
    )
    + "".join(f"|{re.escape(a)}{_INNER}{re.escape(b)}" for a, b in ("（）", "()", "[]"))
    + r")*+\Z"
)
_STOPS = re.compile("[。！？]+")

_STRONG = "。！？｡‼⁇⁈⁉﹒﹖﹗"
_WESTERN = ".．!?"
_DOTS = "…⋯‥"
_RUN = re.compile(f"[{_STRONG}{_WESTERN}{_DOTS}]+")
_BROKEN = _DOTS + "."
_EMOJI = (
    "[\u2600-\u2604\u2639-\u263b\u2661-\u2666\u26a0-\u26ff\u2705\u270a-\u270d\u2728"
    "\u2753-\u2757\u2763-\u2767\u2b50\u2b55\U0001f000-\U0001faff]"
    "[\ufe0f\u200d\U0001f3fb-\U0001f3ff\u2640\u2642]*"
)
_CIRCLED = "[\u2460-\u2473]"
_TAIL_PARTS = (
    "[ \u3000]?[”’」』》〉）\\]】〕〗｝}﹂﹄〞\ue001]",
    "\ue003+",
    f"[ \u3000]?[{_STRONG}!?{_DOTS}]+",
    r"\.+(?![0-9A-Za-z])",
    r"\[(?:注?\s?\d{1,3}(?:\s?[-–,，、]\s?\d{1,3})*|注|[a-z]|[来來]源[请請]求)\](?!（)",
    rf"\[[{HAN}]{{0,2}}[笑哭泪淚赞讚心怒汗]\]",
    r"〔\d{1,3}〕|【\d{1,3}】|[⁰¹²³⁴-⁹]+",
    "\ue004+[^\ue001]{1,6}\ue001+",
    f"[ \u3000]?{_EMOJI}",
    "[~～♪]+",
)
_TAIL = re.compile("(?:" + "|".join(_TAIL_PARTS) + ")*")
_NOTED_TAIL = re.compile("(?:" + "|".join((*_TAIL_PARTS, _CIRCLED)) + ")*")
_ITEM = re.compile(f"(?:\\A|[：:；;，、,]) ?{_CIRCLED}")
_RUNS_ON = re.compile("[ \u3000]*(?:[，、；：,;:]|——?|──?|－－|--)")
_LONG = 80  # characters; a bracket this long holds sentences to be translated singly
_NEAR = 60  # characters; how far the rules look back, which bounds their work
_SERIES = 20  # quotations in a row
_CALL = 7  # characters; what is shorter in a quotation is not a segment of its own

# Simple markup and what must not be cut, for text that no Markdown reader has seen.
_SIMPLE_MARKUP = re.compile(
    r"(?<!`)`{1,3}[^`\n]{1,2000}`{1,3}|!?\[[^\]\n]{1,500}\]\([^()\s]*\)|\[\^[^\]\s]{1,60}\]|</?[A-Za-z][^<>\n]{0,500}>"
    r"|\*\*(?=\S)[^*\n]{1,500}\*\*|__(?=\S)[^_\n]{1,500}__|~~(?=\S)[^~\n]{1,500}~~"
    r"|(?<![A-Za-z0-9*])\*(?=[^\s*])[^*\n]{0,500}[^\s*]\*(?!\*)|(?:https?|ftp)://[!-~]{1,2000}(?<![.,!?;:])"
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
    opaque = [found.span() for found in _SIMPLE_MARKUP.finditer(text)]
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
    if not _MAYBE.search(text) and "\n" not in text:
        ends = text[:1] + text[-1:]
        whole = ends and ends.strip() == ends
        return [(0, len(text))] if whole else _trimmed(text, (0, len(text)))
    masked = mask(text, opaque) if opaque else text
    borders = [0]
    for line in masked.split("\n"):
        begin = borders[-1]
        if _MAYBE.search(line):
            borders += [begin + cut for cut in _cuts(line)]
        borders.append(begin + len(line) + 1)
    borders[-1] -= 1
    spans = _trimmed(text, borders)
    return _rejoin(spans, opaque) if opaque else spans


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
    if _PLAIN.match(line):
        return [found.end() for found in _STOPS.finditer(line)]
    return _Line.of(line).cuts()


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


@dataclass(slots=True)
class _Line:
    """One line being cut. Places are characters of `text`."""

    text: str
    """The line, its marks told apart."""
    pairs: list[Pair]
    """Its pairs, by their start."""
    ends: dict[int, int]
    """For each opening mark that is closed, the place of the closing one."""
    starts: dict[int, int]
    """The other way round."""
    tail: re.Pattern[str]
    """What goes with a stop in this line."""
    begin: int = 0
    """Where the sentence begins that is being read, with the quotations in it."""
    last: int = 0
    """The last border, which may stand inside a quotation."""

    @classmethod
    def of(cls, line: str) -> _Line:
        text, pairs = pair_marks(line)
        circled = re.search(_CIRCLED, text)
        tail = _NOTED_TAIL if circled and not _ITEM.search(text) else _TAIL
        ends = {pair.start: pair.stop for pair in pairs}
        starts = {pair.stop: pair.start for pair in pairs}
        return cls(text, pairs, ends, starts, tail)

    def cuts(self) -> Iterator[int]:
        """Yield the borders inside the line, ascending."""
        text, size = self.text, len(self.text)
        around: list[Pair] = []
        following = iter(self.pairs)
        coming = next(following, None)
        place = 0
        while found := _RUN.search(text, place):
            start, end = found.span()
            while coming and coming.start < start:
                while around and around[-1].stop < coming.start:
                    around.pop()
                around.append(coming)
                coming = next(following, None)
            stop = self._tail_end(end)
            while around and around[-1].stop < start:
                around.pop()
            closed: list[Pair] = []
            while around and around[-1].stop < stop:
                closed.append(around.pop())
            place = max(stop, end)
            if stop >= size or (around and not self._in_speech(around, closed, stop)):
                continue
            cut = self._border(start, end, stop, closed)
            if cut and cut < size:
                yield cut
                self.last = cut
                self.begin = self.begin if around else cut
                place = max(place, cut)

    def _tail_end(self, end: int) -> int:
        found = self.tail.match(self.text, end)
        return found.end() if found else end

    def _in_speech(self, around: list[Pair], closed: list[Pair], stop: int) -> bool:
        """Say whether a stop here may end one of the sentences of a quotation.

        A speech is translated sentence by sentence; short calls stay together, and
        so do titles, brackets and what is quoted inside a quotation.
        """
        outer = around[0]
        if len(around) > 1 or closed or outer.mark in TITLES:
            return False
        if outer.mark not in QUOTES:
            return outer.stop - outer.start >= _LONG
        said = stop - max(self.last, outer.start + 1)
        return min(said, outer.stop - stop) > _CALL

    def _border(self, start: int, end: int, stop: int, closed: list[Pair]) -> int:
        """Return the border for the run of stops at `start`, or 0 for none."""
        text = self.text
        if _RUNS_ON.match(text, stop):
            return 0
        if not closed:
            if text.rfind("”", end, stop) >= 0 and is_attribution(self._rest(stop)):
                return 0  # the quotation began in an earlier paragraph
            return self._plain(start, end, stop)
        last = closed[-1]
        outside = _RUN.search(text, last.stop + 1, stop)
        if outside:
            return self._plain(outside.start(), outside.end(), stop)
        if closed[0].mark in TITLES:
            return 0
        if last.mark not in QUOTES:
            whole = not self._before(last.start)
            return stop if text[end - 1] == "。" or whole else 0
        return self._after_remarks(stop) if self._quotation_ends(last, end, stop) else 0

    def _plain(self, start: int, end: int, stop: int) -> int:
        run = self.text[start:end]
        if not any(mark in _STRONG for mark in run):
            if run[-1] in _DOTS or run.endswith(".."):
                return stop if self._breaks_off(start, stop) else 0
            if not ends_sentence(self.text, self.begin, start, stop):
                return 0
        spoken = start + len(self.text[start:stop].rstrip(_BROKEN))
        if start < spoken < stop:
            return spoken  # 不要紧。……但按照: what is left out comes first
        return self._after_remarks(stop)

    def _after_remarks(self, stop: int) -> int:
        """Return where the remarks end that follow a stop: （笑）（见表3。）."""
        while (close := self.ends.get(stop)) and self.text[stop] == "（":
            inner = self.text[stop + 1 : close]
            short = len(inner) <= 4 or (len(inner) <= 12 and inner[-1] not in _STRONG)
            if NUMERAL.fullmatch(inner) or not (short or REMARK.match(inner)):
                break
            stop = self._tail_end(close + 1)
        return stop

    def _quotation_ends(self, quote: Pair, end: int, stop: int) -> bool:
        """Say whether the sentence ends with the quotation closed before `stop`."""
        text, rest = self.text, self._rest(stop)
        if NOUN.match(rest):
            return False
        if rest[:1] in QUOTES and self._series_named(stop):
            return False
        lead = self._lead(quote.start)
        brought_in = SPEAKING.search(lead.rstrip("，,")) or (
            lead[-1:] in ("，", ",") and CALLING.search(lead[:-1])
        )
        if not brought_in and lead[-1:] in ("", "，", ","):
            return not (GOES_ON.match(rest) or is_attribution(rest))
        if brought_in or lead[-1] in "：:—":
            return not GOES_ON.match(rest)
        if text[end - 1] == "。":
            return not GOES_ON.match(rest)
        return bool(SUBJECT.match(rest) or TIME.match(rest))

    def _rest(self, stop: int) -> str:
        rest = self.text[stop : stop + 60].lstrip(" \u3000")
        return rest.replace("\ue001", "").replace("\ue002", "")

    def _before(self, place: int) -> str:
        """Return the near end of what the sentence says before `place`."""
        return self.text[max(self.begin, place - _NEAR) : place].strip(" \u3000\ue002")

    def _lead(self, start: int) -> str:
        """Return what the sentence says before the quotation, or series of them."""
        for _ in range(_SERIES):
            earlier = self.starts.get(start - 1, -1)
            if earlier < self.begin:
                break
            start = earlier
        return self._before(start)

    def _series_named(self, stop: int) -> bool:
        """Say whether a noun or a comma follows the quotations that stand in a row."""
        for _ in range(_SERIES):
            close = self.ends.get(stop)
            if close is None or self.text[stop] not in QUOTES:
                break
            stop = close + 1
        return bool(NOUN.match(self.text, stop) or _RUNS_ON.match(self.text, stop))

    def _breaks_off(self, start: int, stop: int) -> bool:
        """Say whether …… ends the sentence: by what stands before and what follows."""
        text = self.text
        before = self._before(start)
        rest = text[stop : stop + 20].lstrip(" \u3000")
        if len(before) <= 3 or rest[:1] in before[-3:]:
            return False
        if rest[:1].isascii() and before[-1:].isascii():
            return rest[:1].isupper()
        if TIME.match(rest) or GREETING.match(rest):
            return True
        if (
            LEADS_ON.match(rest)
            or OPEN_CLAUSE.match(text, self.begin)
            or len(before) < 6
        ):
            return False
        return before[-1] in FINAL or bool(SUBJECT.match(rest))

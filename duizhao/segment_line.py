"""The borders inside one line that holds more than plain sentences.

Candidates are runs of stops. Each is judged by what it closes (a quotation, a bracket,
a title), by what it stands in, and by what comes after.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from duizhao.language import HAN
from duizhao.segment_marks import QUOTES, TITLES, Pair, pair_marks
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
_ITEM = re.compile(f"(?:\\A|[：:；;，、,]) ?{_CIRCLED}")
_RUNS_ON = re.compile("[ \u3000]*(?:[，、；：,;:]|——?|──?|－－|--)")
_LONG = 80  # characters; a bracket this long holds sentences to be translated singly
_NEAR = 60  # characters; how far the rules look back, which bounds their work
_SERIES = 20  # quotations in a row
_CALL = 7  # characters; what is shorter in a quotation is not a segment of its own


@cache
def _noted_tail() -> re.Pattern[str]:
    """Return `_TAIL` for a line in which circled numbers are marks of notes."""
    return re.compile("(?:" + "|".join((*_TAIL_PARTS, _CIRCLED)) + ")*")


@dataclass(slots=True, eq=False, repr=False)
class Line:
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
    def of(cls, line: str) -> Line:
        """Read the marks of `line`, which holds no line feed."""
        text, pairs = pair_marks(line)
        circled = re.search(_CIRCLED, text)
        tail = _noted_tail() if circled and not _ITEM.search(text) else _TAIL
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
            stray = text[stop - 1] in "”」" and stop > end
            if stray and is_attribution(self._rest(stop)):
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

"""Splicing: translations put into the ranges of their segments, nothing else touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from duizhao.document import SegmentState
from duizhao.language import joins_without_blank
from duizhao.readers.markdown.fit import HOLLOW, fit
from duizhao.readers.markdown.front_matter import encode_scalar
from duizhao.segments import Segment
from duizhao.units import Break, Manuscript, Syntax, Unit, UnitText
from duizhao.values import value

# The blank by which Chinese paragraphs are indented; English has no use for it.
# How much of a neighbour is looked at: bytes before, characters after.
_EDGE = 24
_FULL_WIDTH = "。！？；：，、）」』》〉】〕．"
_SHARED = "“”‘’—…·*_~\"'()"
_INDENT = "\u3000".encode()


@value
class Choice:
    """What is printed for a segment."""

    segment: Segment
    """The segment."""
    state: SegmentState
    """What that is."""
    text: str | None = None
    """The translation; None to leave the source's bytes as they are; empty for what is
    merged into a neighbour, or left out."""

    @property
    def vanishes(self) -> bool:
        """Whether nothing is printed for the segment, on purpose."""
        return self.text == ""

    def refused(self) -> Choice:
        """Return the choice of the source text instead."""
        return replace(self, state=SegmentState.UNTRANSLATED, text=None)


@value
class Spliced:
    """The result, in UTF-8."""

    data: bytes
    """The whole text."""
    places: tuple[tuple[int, int], ...]
    """Where each choice stands, in bytes."""
    units: tuple[tuple[int, int], ...]
    """Where each unit stands, in bytes."""
    hollow: tuple[int, ...] = ()
    """The units of which nothing is printed."""


@value
class Splicer:
    """Puts choices into one manuscript."""

    manuscript: Manuscript
    """The manuscript."""
    texts: tuple[UnitText, ...]
    """Its units' texts."""
    blanks: bool
    """Whether sentences of the translation join with a blank."""

    def splice(self, choices: Sequence[Choice]) -> Spliced:
        """Return the manuscript with `choices`, which are in reading order, put in."""
        data = self.manuscript.data
        by_unit = {
            unit: list(group)
            for unit, group in groupby(choices, lambda choice: choice.segment.unit)
        }
        out = bytearray()
        places: list[tuple[int, int]] = []
        units: list[tuple[int, int]] = []
        hollow: list[int] = []
        end = 0
        for index, unit in enumerate(self.manuscript.units):
            out += data[end : unit.start]
            begin = len(out)
            chosen = by_unit.get(index, [])
            if self._hollow(unit, chosen):
                out += self._nothing(unit)
                places.extend((begin, begin) for _ in chosen)
                hollow.append(index)
            else:
                self._unit(out, places, index, chosen)
            units.append((begin, len(out)))
            end = unit.stop
        out += data[end:]
        return Spliced(bytes(out), tuple(places), tuple(units), tuple(hollow))

    def _hollow(self, unit: Unit, choices: Sequence[Choice]) -> bool:
        """Whether nothing is printed of a unit: all vanish, and nothing is between."""
        if not choices or not all(choice.vanishes for choice in choices):
            return False
        return unit.syntax is Syntax.YAML or not any(self._gaps(unit, choices))

    def _nothing(self, unit: Unit) -> bytes:
        """Return what stands for a unit of which nothing is printed."""
        match unit.syntax:
            case Syntax.MARKDOWN:
                return HOLLOW.encode()
            case Syntax.PLAIN:
                return b""
            case Syntax.YAML:
                raw = self.manuscript.data[unit.start : unit.stop]
                return encode_scalar("", raw.decode()).encode()

    def _trimmed(self, unit: Unit, start: int, stop: int) -> tuple[int, int]:
        """Return a stretch less the blanks and line ends at its edges.

        Of blanks alone its end is returned, twice.
        """
        data = self.manuscript.data
        joints = [one for one in unit.joints if start <= one.start < stop]
        for joint in joints:
            if not _bare(data[start : joint.start]):
                start = joint.stop
        for joint in reversed(joints):
            if joint.stop > start and not _bare(data[joint.stop : stop]):
                stop = joint.start
        words = _bare(data[start:stop])
        if not words:
            return stop, stop
        start = data.index(words, start)
        return start, start + len(words)

    def _unit(
        self,
        out: bytearray,
        places: list[tuple[int, int]],
        index: int,
        choices: Sequence[Choice],
    ) -> None:
        unit = self.manuscript.units[index]
        raw = self.manuscript.data[unit.start : unit.stop]
        base = len(out) - unit.start
        if unit.syntax is Syntax.YAML:
            begin = len(out)
            text = next((c.text for c in choices if c.text is not None), None)
            out += raw if text is None else encode_scalar(text, raw.decode()).encode()
            places.extend((begin, len(out)) for _ in choices)
        elif all(choice.text is None for choice in choices):
            out += raw
            places.extend(
                (base + start, base + stop)
                for start, stop in (self._range(choice) for choice in choices)
            )
        else:
            self._sentences(out, places, unit, choices)

    def _range(self, choice: Choice) -> tuple[int, int]:
        text = self.texts[choice.segment.unit]
        return text.byte_start(choice.segment.start), text.byte_stop(
            choice.segment.stop
        )

    def _sentences(
        self,
        out: bytearray,
        places: list[tuple[int, int]],
        unit: Unit,
        choices: Sequence[Choice],
    ) -> None:
        data = self.manuscript.data
        end, translated = unit.start, False
        line_start = not _is_inside_line(data, unit.start)
        gaps = self._gaps(unit, choices)
        for choice, raw in zip(choices, gaps, strict=False):
            if choice.vanishes:
                places.append((len(out), len(out)))
                continue
            start, stop = self._range(choice)
            now = choice.text is not None
            following = (
                choice.text if now else data[start:stop].decode("utf-8", "ignore")
            )
            gap = raw
            if raw.strip() or not _joins(bytes(out[-_EDGE:]), following or ""):
                gap = self._gap(
                    raw,
                    after_english=translated,
                    before_english=now,
                    first=end == unit.start,
                )
            out += gap
            new_line = gap.rstrip(b" \t>").endswith((b"\n", b"\r"))
            line_start = new_line or (line_start and not gap.strip())
            begin = len(out)
            if choice.text is None:
                out += data[start:stop]
            else:
                out += self._translation(unit, choice, line_start=line_start)
            places.append((begin, len(out)))
            end, translated, line_start = stop, now, False
        tail = gaps[-1]
        blank_after = translated and bool(tail.strip())
        out += self._gap(tail, after_english=blank_after, before_english=False)

    def _gaps(self, unit: Unit, choices: Sequence[Choice]) -> list[bytes]:
        """Return what stands before each choice, and behind the last.

        Around what vanishes the gaps become one, before what follows.
        """
        data = self.manuscript.data
        ranges = [self._range(choice) for choice in choices]
        starts = [unit.start, *(stop for _, stop in ranges)]
        stops = [*(start for start, _ in ranges), unit.stop]
        raw = list(zip(starts, stops, strict=True))
        if not any(choice.vanishes for choice in choices):
            return [data[start:stop] for start, stop in raw]
        gaps = [b""] * len(raw)
        first = 0
        for last in range(len(raw)):
            if last < len(choices) and choices[last].vanishes:
                continue
            edges = (first == 0, last == len(choices))
            gaps[last] = self._joined(unit, raw[first : last + 1], edges)
            first = last + 1
        return gaps

    def _joined(
        self, unit: Unit, gaps: Sequence[tuple[int, int]], edges: tuple[bool, bool]
    ) -> bytes:
        """Return gaps as one; `edges`: whether it begins and whether it ends the unit.

        Of blanks the first stay, and none at an edge; words without Chinese all stay.
        """
        data = self.manuscript.data
        if len(gaps) == 1:
            return data[gaps[0][0] : gaps[0][1]]
        inner = [self._trimmed(unit, start, stop) for start, stop in gaps]
        words = [data[start:stop] for start, stop in inner if start < stop]
        lead, trail = data[gaps[0][0] : inner[0][0]], data[inner[-1][1] : gaps[-1][1]]
        if not words:
            return b"" if any(edges) else lead
        if edges[0] and inner[0][0] == inner[0][1]:
            lead = b""
        if edges[1] and inner[-1][0] == inner[-1][1]:
            trail = b""
        elif not trail:
            trail = b" "
        return lead + b" ".join(words) + trail

    def _gap(
        self,
        raw: bytes,
        *,
        after_english: bool,
        before_english: bool,
        first: bool = False,
    ) -> bytes:
        """Return what stands between two segments: a blank where English needs one.

        Text that needs no translation, such as an English sentence, is part of a gap.
        """
        if not self.blanks or not (after_english or before_english):
            return raw
        bare = raw.replace(_INDENT, b"")
        if not bare.strip():
            return bare if bare or first else b" "
        if after_english and not raw[:1].isspace():
            raw = b" " + raw
        return raw + b" " if before_english and not raw[-1:].isspace() else raw

    def _translation(self, unit: Unit, choice: Choice, *, line_start: bool) -> bytes:
        text = choice.text or ""
        if unit.syntax is Syntax.PLAIN:
            return " ".join(text.split("\n")).encode()
        start, stop = self._range(choice)
        breaks = [
            self.manuscript.data[joint.start : joint.stop]
            for joint in (unit.joints if "\n" in text else ())
            if joint.kind is Break.HARD and start <= joint.start < stop
        ]
        lines = text.split("\n")
        parts: list[bytes] = []
        for number, line in enumerate(lines):
            fitted = fit(
                line.strip(),
                unit,
                line_start=line_start or number > 0,
                unit_end=stop == unit.stop and number == len(lines) - 1,
            )
            parts.append(fitted.encode("utf-8", "surrogatepass"))
            if number < len(lines) - 1:
                parts.append(breaks[number] if number < len(breaks) else b" ")
        return b"".join(parts)


def _joins(before: bytes, after: str) -> bool:
    """Whether two sentences join with nothing, as a full-width mark has its own space.

    So they do where the first is Chinese: left as it is, or translated into Chinese of
    another region. Quotes and dashes that both languages share are looked through.
    """
    left = before.decode("utf-8", "ignore").rstrip(_SHARED)[-1:]
    right = after[:_EDGE].lstrip(_SHARED)[:1]
    if not left or not right:
        return False
    return left in _FULL_WIDTH or joins_without_blank(left, right)


def _bare(raw: bytes) -> bytes:
    """Return bytes without the blanks at their edges, Chinese ones among them."""
    return raw.decode("utf-8", "surrogatepass").strip().encode("utf-8", "surrogatepass")


def _is_inside_line(data: bytes, start: int) -> bool:
    """Whether a `#` or `|` stands before the place, so that nothing opens a block."""
    line = max(data.rfind(b"\n", 0, start), data.rfind(b"\r", 0, start)) + 1
    return data[line:start].rstrip(b" \t").endswith((b"#", b"|"))

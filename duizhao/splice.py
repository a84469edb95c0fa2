"""Splicing: translations put into the ranges of their segments, nothing else touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from duizhao.document import SegmentState
from duizhao.language import joins_without_blank
from duizhao.readers.markdown.fit import fit
from duizhao.readers.markdown.front_matter import encode_scalar
from duizhao.segments import Segment
from duizhao.units import Break, Manuscript, Syntax, Unit, UnitText

# The blank by which Chinese paragraphs are indented; English has no use for it.
# How much of a neighbour is looked at: bytes before, characters after.
_EDGE = 24
_FULL_WIDTH = "。！？；：，、）」』》〉】〕．"
_SHARED = "“”‘’—…·*_~\"'()"
_INDENT = "\u3000".encode()


@dataclass(frozen=True, slots=True)
class Choice:
    """What is printed for a segment."""

    segment: Segment
    """The segment."""
    state: SegmentState
    """What that is."""
    text: str | None = None
    """The translation; None to leave the source's bytes as they are."""

    def refused(self) -> Choice:
        """Return the choice of the source text instead."""
        return replace(self, state=SegmentState.UNTRANSLATED, text=None)


@dataclass(frozen=True, slots=True)
class Spliced:
    """The result, in UTF-8."""

    data: bytes
    """The whole text."""
    places: tuple[tuple[int, int], ...]
    """Where each choice stands, in bytes."""
    units: tuple[tuple[int, int], ...]
    """Where each unit stands, in bytes."""


@dataclass(frozen=True, slots=True)
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
        end = 0
        for index, unit in enumerate(self.manuscript.units):
            out += data[end : unit.start]
            begin = len(out)
            self._unit(out, places, index, by_unit.get(index, []))
            units.append((begin, len(out)))
            end = unit.stop
        out += data[end:]
        return Spliced(bytes(out), tuple(places), tuple(units))

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
        for choice in choices:
            start, stop = self._range(choice)
            now = choice.text is not None
            following = (
                choice.text if now else data[start:stop].decode("utf-8", "ignore")
            )
            gap = data[end:start]
            if gap.strip() or not _joins(bytes(out[-_EDGE:]), following or ""):
                gap = self._gap(
                    gap,
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
        tail = data[end : unit.stop]
        blank_after = translated and bool(tail.strip())
        out += self._gap(tail, after_english=blank_after, before_english=False)

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


def _is_inside_line(data: bytes, start: int) -> bool:
    """Whether a `#` or `|` stands before the place, so that nothing opens a block."""
    line = max(data.rfind(b"\n", 0, start), data.rfind(b"\r", 0, start)) + 1
    return data[line:start].rstrip(b" \t").endswith((b"#", b"|"))

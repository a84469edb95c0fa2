"""The history of a translation as a chart: translated, fuzzy and missing 字 over time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from duizhao.render.escape import escape
from duizhao.render.ticks import day_label, number_ticks, time_ticks

_FONTS = "Lato, 'Helvetica Neue', 'Noto Sans', 'Noto Sans CJK SC', Arial, sans-serif"
_STYLE = f"""
text {{ font-family: {_FONTS}; font-size: 13px; fill: #5b6163; }}
.title {{ font-size: 20px; font-weight: 600; fill: #1f2a2c; }}
.number {{ font-size: 15px; font-weight: 600; }}
.grid {{ stroke: #e6e3dd; stroke-width: 1; }}
.axis {{ stroke: #8b9091; stroke-width: 1; }}
"""
_LAYERS = (
    ("translated", "#2e6f73", "#24595c"),
    ("fuzzy", "#e3a73b", "#9a6a0d"),
    ("missing", "#dcd7cd", "#6f6a5f"),
)
"""Name, colour of the area and of its words, from the bottom up."""
_TITLE = 40  # characters, if all are Chinese
_APART = 42  # px between the words beside the chart


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture's size and its edges, in pixels."""

    width: int = 760
    """Of the whole picture."""
    height: int = 400
    """Of the whole picture."""
    left: int = 64
    """Where time begins; the numbers stand before it."""
    right: int = 640
    """Where it ends; the names stand behind it."""
    top: int = 88
    """The highest that an area reaches."""
    bottom: int = 352
    """Where all begin; the dates stand beneath."""
    heading: bool = True
    """Whether title and state stand above."""
    dates: int = 6
    """How many dates there is room for."""


FILE = Frame()
"""A picture that stands by itself."""
WIDE = Frame(760, 320, 64, 640, 32, 280, heading=False)
"""Part of a page that has told the title."""
NARROW = Frame(360, 280, 48, 270, 32, 240, heading=False, dates=3)
"""The same, on a phone."""


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """The state from one time on, in 字."""

    time: datetime
    """When it began."""
    translated: int
    """What is finished."""
    fuzzy: int
    """What is to be looked at."""
    missing: int
    """What has no translation."""

    @property
    def total(self) -> int:
        """Everything there was then."""
        return self.translated + self.fuzzy + self.missing


@dataclass(frozen=True, slots=True)
class _Scale:
    """Times and 字 in pixels."""

    start: datetime
    stop: datetime
    largest: int
    frame: Frame

    def x(self, time: datetime) -> float:
        whole = (self.stop - self.start).total_seconds()
        part = (time - self.start).total_seconds() / whole
        return self.frame.left + part * (self.frame.right - self.frame.left)

    def y(self, hanzi: float) -> float:
        bottom = self.frame.bottom
        return bottom - hanzi / self.largest * (bottom - self.frame.top)


def history_svg(points: Sequence[ChartPoint], title: str, frame: Frame = FILE) -> str:
    """Return an SVG file that shows `points`, at least one, in the order of time.

    Nothing in it is loaded from elsewhere. A state stands until the next begins; the
    last gets some room of its own, so that it can be seen.
    """
    start, last = points[0].time, points[-1].time
    room = (last - start) * max(0.04, 1 / len(points)) or timedelta(days=1)
    highest = max(1, *(point.total for point in points))
    ticks = [number for number in number_ticks(highest) if number <= highest]
    scale = _Scale(start, last + room, highest, frame)
    title = title if len(title) <= _TITLE else f"{title[: _TITLE - 1]}…"
    size = f'width="{frame.width}" height="{frame.height}"'
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size} '
            f'viewBox="0 0 {frame.width} {frame.height}">'
        ),
        f"<title>{escape(title)}: {_state(points[-1])}</title>",
        f"<style>{_STYLE}</style>",
        f'<rect {size} fill="#fff"/>',
        *(_heading(points[-1], title, frame) if frame.heading else ()),
        *_areas(points, scale),
        *_grid(scale, ticks),
        *_dates(points, scale),
        *_words(points[-1], scale),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _heading(now: ChartPoint, title: str, frame: Frame) -> list[str]:
    return [
        f'<text class="title" x="{frame.left}" y="34">{escape(title)}</text>',
        f'<text x="{frame.left}" y="57">{_state(now)}</text>',
    ]


def _state(now: ChartPoint) -> str:
    percent = 100 * now.translated // now.total if now.total else 100
    left = now.fuzzy + now.missing
    under = f"{left:,} 字 left of {now.total:,}" if left else f"all {now.total:,} 字"
    return f"{percent} % translated, {under}"


def _areas(points: Sequence[ChartPoint], scale: _Scale) -> list[str]:
    heights: list[Callable[[ChartPoint], int]] = [
        lambda _: 0,
        lambda point: point.translated,
        lambda point: point.translated + point.fuzzy,
        lambda point: point.total,
    ]
    found: list[str] = []
    for at, (name, colour, _) in enumerate(_LAYERS):
        upper = _steps(points, scale, heights[at + 1])
        lower = _steps(points, scale, heights[at])
        outline = " ".join(f"{x:.1f},{y:.1f}" for x, y in [*upper, *reversed(lower)])
        found.append(f'<polygon class="{name}" fill="{colour}" points="{outline}"/>')
    return found


def _steps(
    points: Sequence[ChartPoint], scale: _Scale, height: Callable[[ChartPoint], int]
) -> list[tuple[float, float]]:
    """Return the corners of a line that changes its height at each point's time."""
    ends = [*(point.time for point in points[1:]), scale.stop]
    return [
        (scale.x(time), scale.y(height(point)))
        for point, end in zip(points, ends, strict=True)
        for time in (point.time, end)
    ]


def _grid(scale: _Scale, ticks: Sequence[int]) -> list[str]:
    found: list[str] = []
    frame = scale.frame
    for number in ticks:
        y = round(scale.y(number)) + 0.5
        kind = "grid" if number else "axis"
        # Over the areas too, but hardly to be seen there.
        found.append(
            f'<line class="{kind}" x1="{frame.left}" x2="{frame.right}" y1="{y}" y2="{y}" '
            f'opacity="{0.45 if number else 1}"/>'
            f'<text x="{frame.left - 8}" y="{y + 4}" text-anchor="end">{number:,}</text>'
        )
    found.append(
        f'<text x="{frame.left - 8}" y="{frame.top - 14}" text-anchor="end">字</text>'
    )
    return found


def _dates(points: Sequence[ChartPoint], scale: _Scale) -> list[str]:
    frame = scale.frame
    if len(points) == 1:
        middle = (frame.left + frame.right) / 2
        label = f"as of {day_label(points[0].time)}"
        return [
            f'<text x="{middle}" y="{frame.bottom + 24}" text-anchor="middle">{label}</text>'
        ]
    ticks = time_ticks(scale.start, scale.stop, frame.dates)
    if len(ticks) < 2:
        # A stretch between two round times: its own ends tell more.
        ticks = [(points[0].time, day_label(points[0].time))]
        if (after := day_label(points[-1].time)) != ticks[0][1]:
            ticks.append((points[-1].time, after))
    found: list[str] = []
    for time, label in ticks:
        x = scale.x(time)
        found.append(
            f'<line class="axis" x1="{x:.1f}" x2="{x:.1f}" y1="{frame.bottom}" '
            f'y2="{frame.bottom + 6}"/><text x="{x:.1f}" y="{frame.bottom + 24}" '
            f'text-anchor="middle">{label}</text>'
        )
    return found


def _words(now: ChartPoint, scale: _Scale) -> list[str]:
    """Name the areas at their right end, in their colours, none upon another."""
    frame = scale.frame
    sizes = (now.translated, now.fuzzy, now.missing)
    floor, found, y = 0, [], float(frame.bottom + 6)
    wanted: list[float] = []
    for size in sizes:
        middle = scale.y(floor + size / 2)
        floor += size
        wanted.append(middle)
    heights: list[float] = []
    for middle in wanted:
        y = min(middle, y - (_APART if heights else 14))
        heights.append(y)
    # Where the uppermost would leave the chart, all that are in its way move down.
    limit = float(frame.top)
    for at in reversed(range(len(heights))):
        heights[at] = max(heights[at], limit)
        limit = heights[at] + _APART
    for (name, _, ink), size, middle in zip(_LAYERS, sizes, heights, strict=True):
        found.append(
            f'<text x="{frame.right + 14}" y="{middle:.1f}" style="fill:{ink}">'
            f'<tspan class="number" style="fill:{ink}">{size:,}</tspan>'
            f'<tspan x="{frame.right + 14}" dy="17" style="fill:{ink}">{name}</tspan></text>'
        )
    return found

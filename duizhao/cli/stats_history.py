"""The history of a publication's catalogs, read from git and drawn."""

from __future__ import annotations

from collections.abc import Sequence

from duizhao.catalog.stats import Counts
from duizhao.cli.git import read_blobs, read_revisions
from duizhao.pipeline.history import Point, follow, with_present
from duizhao.pipeline.tallies import Tallies
from duizhao.pipeline.workplace import Workplace
from duizhao.render.chart import NARROW, WIDE, ChartPoint, history_svg

CHART = "history.svg"
"""The chart's file in `build/`."""


def read_history(
    place: Workplace, names: Sequence[str], present: Counts
) -> tuple[list[Point], int]:
    """Return how the counts of documents changed, up to now, and how many catalogs of
    the past are damaged. Raises DuizhaoError where git cannot tell.
    """
    project = place.project
    languages = project.settings.publication.languages
    paths = {
        project.po_path(file.name, language).relative_to(project.root).as_posix()
        for file in place.documents(names)
        for language in languages
    }
    folder = project.translations.relative_to(project.root).as_posix()
    revisions = read_revisions(project.root, folder)
    tallies = Tallies.open(place)
    points, damaged = follow(
        tallies, revisions, paths, lambda names: read_blobs(project.root, names)
    )
    tallies.save()
    return with_present(points, present, place.time), damaged


def draw(place: Workplace, points: Sequence[Point]) -> tuple[str, str]:
    """Draw the history into `build/`; return what goes into a page, wide and narrow."""
    title = place.project.settings.publication.title or "Translation"
    shown = [_chart_point(point) for point in points]
    svg = history_svg(shown, title)
    place.project.write(place.project.build / CHART, svg.encode(), durable=False)
    return history_svg(shown, title, WIDE), history_svg(shown, title, NARROW)


def _chart_point(point: Point) -> ChartPoint:
    counts = point.counts
    sizes = (counts.translated.hanzi, counts.fuzzy.hanzi, counts.missing.hanzi)
    return ChartPoint(point.time, *sizes)

"""The options that say how catalogs are laid out in lines."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TypedDict

from duizhao.config import Locations
from duizhao.pipeline.workplace import Workplace

_MOST = 10_000


def add_layout(parser: argparse.ArgumentParser) -> None:
    """Add --width, --no-wrap and --add-location."""
    width = parser.add_mutually_exclusive_group()
    width.add_argument(
        "--width",
        metavar="N",
        type=_columns,
        help="lay out the whole catalog anew in lines of N columns, a Chinese character "
        "taking two; default: what changes is laid out as the rest of its file",
    )
    width.add_argument(
        "--no-wrap",
        dest="width",
        action="store_const",
        const=0,
        help="lay it out anew with a line for each line of text, however long",
    )
    parser.add_argument(
        "--add-location",
        choices=[str(one) for one in Locations],
        help="what `#:` tells in this run; default: `locations` in duizhao.toml",
    )


def _columns(word: str) -> int:
    """Return the number of columns that an argument names."""
    if not (word.isascii() and word.isdigit() and len(word) < 6 and int(word) <= _MOST):
        raise argparse.ArgumentTypeError(f"0 to {_MOST} columns expected, found {word}")
    return int(word)


class Layout(TypedDict):
    """What the verbs on plain files take."""

    width: int | None
    """As --width."""
    locations: Locations | None
    """As --add-location."""


def layout_of(arguments: argparse.Namespace) -> Layout:
    """Return what the options say."""
    told = arguments.add_location
    return Layout(width=arguments.width, locations=Locations(told) if told else None)


def lay_out(place: Workplace, arguments: argparse.Namespace) -> None:
    """Let the options of a command line hold in the publication for this run."""
    settings = place.project.settings
    told = layout_of(arguments)
    width, locations = told["width"], told["locations"]
    catalog = settings.catalog
    if width is not None:
        catalog = replace(catalog, width=width)
        place.anyway = place.afresh = True
    if locations is not None:
        catalog = replace(catalog, locations=locations)
        place.anyway = True
    if catalog is not settings.catalog:
        settings = replace(settings, catalog=catalog)
        place.project = replace(place.project, settings=settings)

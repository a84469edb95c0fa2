"""The pictures that a reviewer sees beside their captions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from duizhao.files import MEGABYTE
from duizhao.pipeline.workplace import Workplace
from duizhao.project import DocumentFile
from duizhao.render.page import Asset
from duizhao.review.sheet import Figure, Row

_MOST: Final = 20 * MEGABYTE
# All pictures of a review together: it is to be sent by mail.


def figures_of(
    place: Workplace, file: DocumentFile, language: str, rows: Iterable[Row]
) -> dict[str, Figure]:
    """Return the pictures that rows name, in both languages.

    One that cannot be taken is left out: a build tells why.
    """
    found: dict[str, Figure] = {}
    left = _MOST
    for name in dict.fromkeys(row.picture for row in rows if row.picture):
        source, target = (_load(place, file, name, tag) for tag in ("", language))
        if source and target and source.data == target.data:
            target = None
        size = sum(len(one.data) for one in (source, target) if one)
        if size and size <= left:
            left -= size
            found[name] = Figure(source, target)
    return found


def _load(
    place: Workplace, file: DocumentFile, target: str, language: str
) -> Asset | None:
    shown = place.project.shown(file.path)
    found = place.project.load_asset(shown, target, language)
    return found if isinstance(found, Asset) else None

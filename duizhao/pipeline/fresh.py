"""Whether a pot is up to date with its manuscript."""

from __future__ import annotations

import os

from duizhao.files import Name
from duizhao.pipeline.workplace import Workplace
from duizhao.project import DocumentFile


def pot_key(place: Workplace, file: DocumentFile) -> tuple[str, list[Name]]:
    """Return under which name a pot is remembered, and what it is made of."""
    return f"pot:{file.name}", [file.file, place.settings_name]


def is_fresh_pot(place: Workplace, file: DocumentFile) -> bool:
    """Return whether the pot is there, and made of the manuscript as it is now."""
    fresh = place.state.fresh(*pot_key(place, file))
    return fresh and os.path.exists(place.project.pot_name(file.name))  # noqa: PTH110

"""Whether a pot is up to date with its manuscript."""

from __future__ import annotations

from pathlib import Path

from duizhao.pipeline.workplace import Workplace
from duizhao.project import DocumentFile


def pot_key(place: Workplace, file: DocumentFile) -> tuple[str, list[Path]]:
    """Return under which name a pot is remembered, and what it is made of."""
    return f"pot:{file.name}", [file.path, place.settings_path]


def is_fresh_pot(place: Workplace, file: DocumentFile) -> bool:
    """Return whether the pot is there, and made of the manuscript as it is now."""
    fresh = place.state.fresh(*pot_key(place, file))
    return fresh and place.project.pot_path(file.name).exists()

"""Where other people's texts stand that tests may read but the project never holds."""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).resolve().parents[2] / "shared"

SHARED: Path | None = _FOLDER if _FOLDER.is_dir() else None
"""The folder beside the repository; None on machines that have none."""

"""Which gettext is installed: 0.23 breaks lines by a newer Unicode than 0.21 does."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest


def _version() -> tuple[int, ...]:
    if shutil.which("msgcat") is None:
        return ()
    done = subprocess.run(["msgcat", "--version"], capture_output=True, check=True)
    found = re.search(rb"(\d+)\.(\d+)", done.stdout)
    return tuple(map(int, found.groups())) if found else ()


VERSION = _version()
"""Major and minor number; empty where it is not installed."""

same_breaks = pytest.mark.skipif(
    not VERSION or VERSION >= (0, 22),
    reason="gettext is not installed, or breaks lines by a newer Unicode than 0.21 does",
)
"""For tests that compare places of line breaks with msgcat's."""

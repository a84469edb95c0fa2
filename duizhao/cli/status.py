"""The numbers the command leaves with."""

from __future__ import annotations

from typing import Final

DONE: Final = 0
"""All went well."""
FINDINGS: Final = 1
"""Findings, or less than the completeness that was asked for."""
NOT_POSSIBLE: Final = 2
"""The work could not be done; the message says why."""
INTERRUPTED: Final = 130
"""Stopped from the keyboard: 128 and the number of SIGINT, as shells have it."""
PIPE_CLOSED: Final = 141
"""Nobody reads the output any more: 128 and the number of SIGPIPE."""

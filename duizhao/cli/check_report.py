"""What `check` tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from duizhao.checks.examine import Examined, together
from duizhao.cli.console import count_severities
from duizhao.cli.status import DONE, FINDINGS
from duizhao.config import PublicationSettings
from duizhao.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from duizhao.checks.examine import Silenced


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What is told."""

    found: tuple[Diagnostic, ...]
    """The findings, by place."""
    silenced: tuple[Silenced, ...]
    """Those that entries keep silent about."""
    title: str
    """The publication's title; may be empty."""
    time: datetime
    """When it was checked."""
    root: Path
    """The folder that the paths in the findings start from."""
    language: str = "zh-Hans"
    """The tag of the originals."""

    @classmethod
    def of(
        cls,
        parts: Sequence[Examined],
        publication: PublicationSettings,
        time: datetime,
        root: Path,
    ) -> CheckReport:
        """Return the report of what was found in several places."""
        whole = together(parts)
        found = sorted(whole.found, key=lambda one: (one.place, one.rule))
        title, language = publication.title, publication.source_language
        return cls(tuple(found), whole.silenced, title, time, root, language)

    @property
    def summary(self) -> str:
        """How many there are of each severity: `1 error, 2 warnings; 3 silenced`."""
        silent = f"; {len(self.silenced)} silenced" if self.silenced else ""
        return count_severities(self.found) + silent

    @property
    def rules(self) -> dict[str, int]:
        """How many findings each rule has, the most first."""
        counts = Counter(one.rule for one in self.found)
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def status(self, *, strict: bool) -> int:
        """Return 1 where there is an error, or with `strict` a warning, else 0."""
        grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
        return FINDINGS if any(one.severity in grave for one in self.found) else DONE

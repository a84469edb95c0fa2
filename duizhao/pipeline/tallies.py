"""The counts of catalogs, kept in `build/.cache/` by the content of their files."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha1
from pathlib import Path

from duizhao.catalog.po import read_po
from duizhao.catalog.stats import Counts, Tally, count, counts_of, numbers_of, tally
from duizhao.errors import CatalogError, FileError
from duizhao.files import CATALOG_LIMIT
from duizhao.pipeline.workplace import Workplace


def blob_of(data: bytes) -> str:
    """Return the name that git gives to a file's content."""
    return sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


@dataclass(slots=True)
class Tallies:
    """Counts by content; what was counted once, in any revision, is not read again."""

    place: Workplace
    """The publication."""
    present: dict[str, Tally] = field(default_factory=dict)
    """Of the files as they are, by the name that git gives to their content."""
    past: dict[str, Counts] = field(default_factory=dict)
    """Of what they were, likewise; here nobody asks for the texts."""
    used: set[str] = field(default_factory=set)
    """The present content that was asked for in this run."""
    changed: bool = False
    """Whether anything was counted now."""

    @classmethod
    def open(cls, place: Workplace) -> Tallies:
        """Return what was counted before, by this version of the program."""
        try:
            kept = json.loads(place.project.read_bytes(_path(place), CATALOG_LIMIT))
            if kept["program"] != place.state.program:
                return cls(place)
            return cls(
                place,
                {
                    blob: Tally(counts_of(one), texts)
                    for blob, one, texts in kept["now"]
                },
                {blob: counts_of(one) for blob, one in kept["past"]},
            )
        except (FileError, ValueError, KeyError, TypeError, AttributeError):
            # Lost or damaged, it costs time only.
            return cls(place)

    def of_file(self, path: Path) -> Tally | None:
        """Return the counts of a catalog, or None where there is no such file.

        Raises CatalogError for a damaged one.
        """
        if not path.exists():
            return None
        project = self.place.project
        data = project.read_bytes(path, CATALOG_LIMIT)
        blob = blob_of(data)
        self.used.add(blob)
        if blob not in self.present:
            self.present[blob] = tally(read_po(project.shown(path), data))
            self.changed = True
        return self.present[blob]

    def of_past(self, blob: str) -> Counts | None:
        """Return the counts of content that was counted before."""
        found = self.present.get(blob)
        return self.past.get(blob) if found is None else found.counts

    def add_past(self, blob: str, data: bytes) -> bool:
        """Count content of an earlier revision; return False for what is damaged."""
        try:
            self.past[blob] = count(read_po(blob, data))
        except CatalogError:
            return False
        self.changed = True
        return True

    def retire(self) -> None:
        """Count all present content that was not asked for among the past."""
        for blob in self.present.keys() - self.used:
            self.past[blob] = self.present.pop(blob).counts
            self.changed = True

    def save(self) -> None:
        """Keep what was counted for the next time."""
        if not self.changed:
            return
        now = [
            [blob, numbers_of(o.counts), o.texts] for blob, o in self.present.items()
        ]
        past = [[blob, numbers_of(counts)] for blob, counts in self.past.items()]
        value = {"program": self.place.state.program, "now": now, "past": past}
        data = json.dumps(value, separators=(",", ":")).encode()
        self.place.project.write(_path(self.place), data, durable=False)
        self.changed = False


def _path(place: Workplace) -> Path:
    return place.project.build / ".cache" / "stats.json"

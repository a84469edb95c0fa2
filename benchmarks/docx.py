"""A Word file of about 100 pages. Target: less CPU than pandoc."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from benchmarks.texts import document
from benchmarks.timing import DUIZHAO, Contestant, compare, skip

SECTIONS = 180  # of half a page and more


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in.md").write_text(document(1, SECTIONS), "utf-8")
        found = [
            Contestant(
                "duizhao render",
                (*DUIZHAO, "render", "in.md", "-o", "ours.docx"),
                folder,
                lambda: (folder / "ours.docx").unlink(missing_ok=True),
            )
        ]
        if shutil.which("pandoc"):
            command = (
                "pandoc",
                "-f",
                "gfm",
                "-t",
                "docx",
                "in.md",
                "-o",
                "pandoc.docx",
            )
            found.append(Contestant("pandoc", command, folder))
        else:
            skip("pandoc", "not installed")
        compare("A Word file of 100 pages", found)


if __name__ == "__main__":
    main()

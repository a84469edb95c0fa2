"""Word files of about 100 pages. Target: less CPU than pandoc."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

from benchmarks.texts import document
from benchmarks.timing import DUIZHAO, SHARED, Contestant, compare, skip

SECTIONS = 180  # of half a page and more
REAL = SHARED / "corpus" / "markdown" / "large"
BYTES = 220_000  # of texts with tables, code and lists: about 100 pages


def main() -> None:
    _compare("A Word file of 100 pages, made up", document(1, SECTIONS))
    if REAL.is_dir():
        _compare("A Word file of 100 pages, real texts", _real_text())
    else:
        skip("A Word file of real texts", f"{REAL} is not here")


def _real_text() -> str:
    """Return whole files, one after the other, until they are long enough.

    Without front matter and pictures, which are not at hand; the smallest files first.
    """
    text = ""
    for path in sorted(REAL.glob("*.md"), key=lambda path: path.stat().st_size):
        if len(text.encode()) >= BYTES:
            break
        text += path.read_text("utf-8").removeprefix("---\n") + "\n\n"
    return re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)


def _compare(title: str, text: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in.md").write_text(text, "utf-8")
        pandoc = ("pandoc", "-f", "gfm", "-t", "docx", "in.md", "-o", "pandoc.docx")
        found = [
            Contestant(
                "duizhao render",
                (*DUIZHAO, "render", "--quiet", "in.md", "-o", "ours.docx"),
                folder,
                lambda: (folder / "ours.docx").unlink(missing_ok=True),
            )
        ]
        if shutil.which("pandoc"):
            found.append(Contestant("pandoc", pandoc, folder))
        else:
            skip("pandoc", "not installed")
        compare(title, found)


if __name__ == "__main__":
    main()

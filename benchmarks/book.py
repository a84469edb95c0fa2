"""Books of 50 to 400 pages: seconds and megabytes, beside other programs on one page.

`python -m benchmarks.book [FOLDER]` takes Markdown files of a folder besides, joined to
a book. What has to hold: twice the pages take no more than twice the time and memory.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.texts import document
from benchmarks.timing import DUIZHAO, ROOT, SHARED, skip

SIZES = (50, 100, 200, 400)
_SECTIONS = 1.8  # of a made text, on a page
_CHARACTERS = 1400  # of joined manuscripts, on a page
_LARGEST = 40_000  # bytes; longer files are lists


@dataclass(frozen=True, slots=True)
class Run:
    """What a program took."""

    cpu: float
    """Seconds of all its processes."""
    peak: float
    """Megabytes of its largest process."""
    pages: int
    """What it made."""


def main(folder: Path | None = SHARED / "corpus" / "markdown" / "large") -> None:
    if importlib.util.find_spec("weasyprint") is None or not shutil.which("pdfinfo"):
        skip("books", "WeasyPrint or poppler is not installed")
        return
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        _grow("a made book", root, _made)
        if folder is not None and folder.exists():
            _grow("a book of many files", root, lambda pages: joined(folder, pages))
        else:
            skip("a book of many files", "its folder is not there")
        _beside(root)


def _made(pages: int) -> str:
    return document(1, round(pages * _SECTIONS))


def joined(folder: Path, pages: int) -> str:
    """Return the manuscripts of a folder as one, of about `pages` pages."""
    parts: list[str] = []
    room = pages * _CHARACTERS
    for path in sorted(folder.rglob("*.md")):
        text = path.read_text("utf-8", "replace")
        if len(text.encode()) > _LARGEST or room < 0:
            continue
        if text.startswith("---\n"):
            text = text.partition("\n---\n")[2]
        parts.append(text)
        room -= len(text)
    return "\n\n".join(parts)


def _grow(title: str, root: Path, text: object) -> None:
    """Make a book of each size."""
    assert callable(text)
    print(f"\n{title}, by `duizhao render`")
    print(f"  {'pages':>6} {'CPU s':>8} {'MB':>8} {'ms a page':>10}")
    for size in SIZES:
        (root / "book.md").write_text(text(size), "utf-8")
        run = _run((*DUIZHAO, *_render("book.pdf")), root, "book.pdf")
        each = 1000 * run.cpu / run.pages
        print(f"  {run.pages:6} {run.cpu:8.1f} {run.peak:8.0f} {each:10.0f}")


def _render(output: str) -> tuple[str, ...]:
    return ("render", "book.md", "--layout", "source", "-o", output)


def _beside(root: Path) -> None:
    """Set the last book by every program that is here, all from the same page."""
    capture = (sys.executable, "-m", "benchmarks.capture", "page.html")
    _run((*capture, *_render("book.pdf")[1:]), root, "book.pdf")
    options = ("--pdf-variant", "pdf/ua-1", "--pdf-tags")
    chromium = shutil.which("chromium") or "chromium"
    office = shutil.which("soffice") or "soffice"
    programs: Sequence[tuple[str, Sequence[str], str]] = (
        (
            "WeasyPrint",
            (sys.executable, "-m", "weasyprint", *options, "page.html", "wp.pdf"),
            "wp.pdf",
        ),
        ("duizhao render", (*DUIZHAO, *_render("book.pdf")), "book.pdf"),
        (
            "Chromium",
            (
                *(chromium, "--headless", "--no-sandbox", "--disable-gpu"),
                *("--user-data-dir=chromium", "--no-pdf-header-footer"),
                *("--print-to-pdf=chromium.pdf", "page.html"),
            ),
            "chromium.pdf",
        ),
        (
            "LibreOffice",
            (
                *(office, "-env:UserInstallation=file://" + str(root / "office")),
                *("--headless", "--convert-to", "pdf:writer_web_pdf_Export"),
                *("--outdir", "office-pdf", "page.html"),
            ),
            "office-pdf/page.pdf",
        ),
    )
    print(f"\nthe last book, all from one page\n  {'':16}", end="")
    print(f"{'pages':>6} {'CPU s':>8} {'MB':>8} {'ms a page':>10} {'CPU ratio':>10}")
    first = 0.0
    for name, command, output in programs:
        if shutil.which(command[0]) is None:
            print(f"  {name}: skipped, not installed")
            continue
        run = _run(command, root, output)
        first = first or run.cpu
        each = 1000 * run.cpu / run.pages
        print(f"  {name:16}{run.pages:6} {run.cpu:8.1f} {run.peak:8.0f}", end="")
        print(f" {each:10.0f} {run.cpu / first:10.2f}", flush=True)


def _run(command: Sequence[str], root: Path, output: str) -> Run:
    """Return what one run takes; a text with findings is made all the same."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    (root / output).unlink(missing_ok=True)
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(
            command, cwd=root, env=environment, stdout=told, stderr=told
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if not (root / output).exists():
            told.seek(0)
            sys.exit(told.read().decode("utf-8", "replace")[-2000:])
    info = subprocess.run(
        ("pdfinfo", output), cwd=root, capture_output=True, text=True, check=True
    )
    pages = next(
        int(line.split()[1])
        for line in info.stdout.splitlines()
        if line.startswith("Pages:")
    )
    # Linux gives kilobytes.
    return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, pages)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))

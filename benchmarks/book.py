"""Books of 50 to 400 pages: seconds and megabytes, beside other programs on one page.

`python -m benchmarks.book [FOLDER [PAGES ...]]` takes the Markdown files of a folder,
joined to a book, of so many pages; and a made text of short sections that run on. What has to hold: twice the pages take no more than twice the time and memory.
Chapters that begin pages are laid out by several processes; `by one` is the same book
made by one. MB is what all processes of a program hold together, at most.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.texts import document
from benchmarks.timing import DUIZHAO, ROOT, SHARED, skip

SIZES = (100, 200, 400)
_SECTIONS = 1.8  # of a made text, on a page
_CHARACTERS = 1400  # of joined manuscripts, on a page
_LARGEST = 40_000  # bytes; longer files are lists
_HEADS = (
    f"  {'':16}{'pages':>6} {'CPU s':>8} {'clock s':>8} {'MB':>8} {'ms a page':>10}"
)
_ONE = """
from duizhao.cli.main import run
from duizhao.render import pdfchapters

pdfchapters._MOST = 1
run()
"""
_BY_ONE = (sys.executable, "-c", _ONE)


@dataclass(frozen=True, slots=True)
class Run:
    """What a program took."""

    cpu: float
    """Seconds of all its processes."""
    wall: float
    """Seconds by the clock."""
    peak: float
    """Megabytes of all its processes together, looked at twice a second."""
    pages: int
    """What it made."""


def main(
    folder: Path = SHARED / "corpus" / "markdown" / "large",
    sizes: Sequence[int] = SIZES,
) -> None:
    if importlib.util.find_spec("weasyprint") is None or not shutil.which("pdfinfo"):
        skip("books", "WeasyPrint or poppler is not installed")
        return
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        _grow("short sections that run on", root, sizes, _made, (DUIZHAO,))
        if folder.exists():
            both = (DUIZHAO, _BY_ONE)
            _grow("a book", root, sizes, lambda pages: joined(folder, pages), both)
        else:
            skip("a book", "its folder is not there")
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


def _grow(
    title: str,
    root: Path,
    sizes: Sequence[int],
    text: Callable[[int], str],
    programs: Sequence[Sequence[str]],
) -> None:
    """Make a book of each size."""
    print(f"\n{title}, by `duizhao render`")
    print(_HEADS)
    for size in sizes:
        (root / "book.md").write_text(text(size), "utf-8")
        for program in programs:
            name = "by one" if program is _BY_ONE else ""
            run = _run((*program, *_render("book.pdf")), root, "book.pdf")
            print(f"  {name:16}{_figures(run)}", flush=True)


def _figures(run: Run) -> str:
    each = 1000 * run.cpu / run.pages
    times = f"{run.cpu:8.1f} {run.wall:8.1f}"
    return f"{run.pages:6} {times} {run.peak:8.0f} {each:10.0f}"


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
        ("the same by one", (*_BY_ONE, *_render("book.pdf")), "book.pdf"),
        (
            "Chromium",
            (
                *(chromium, "--headless", "--no-sandbox", "--disable-gpu"),
                "--disable-background-networking",
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
    print("\nthe last book, all from one page; the ratios are to WeasyPrint")
    print(f"{_HEADS} {'CPU ratio':>10} {'ratio by the clock':>18}")
    first: Run | None = None
    for name, command, output in programs:
        if shutil.which(command[0]) is None:
            print(f"  {name}: skipped, not installed")
            continue
        run = _run(command, root, output)
        first = first or run
        ratios = f"{run.cpu / first.cpu:10.2f} {run.wall / first.wall:18.2f}"
        print(f"  {name:16}{_figures(run)} {ratios}", flush=True)


def _run(command: Sequence[str], root: Path, output: str) -> Run:
    """Return what one run takes; a text with findings is made all the same."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    (root / output).unlink(missing_ok=True)
    with tempfile.TemporaryFile() as told:
        begin, peak, status = time.perf_counter(), 0.0, None
        spent: dict[int, float] = {}
        process = subprocess.Popen(
            command, cwd=root, env=environment, stdout=told, stderr=told
        )
        while status is None:
            time.sleep(0.5)
            pid, ended, usage = os.wait4(process.pid, os.WNOHANG)
            status = ended if pid else None
            family = _family(process.pid)
            peak = max(peak, sum(map(_held, family)))
            spent |= {one: max(spent.get(one, 0.0), _spent(one)) for one in family}
        wall = time.perf_counter() - begin
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
    # A browser does not wait for all that it starts: those were looked at meanwhile.
    cpu = max(usage.ru_utime + usage.ru_stime, sum(spent.values()))
    return Run(cpu, wall, peak, pages)


def _family(pid: int) -> list[int]:
    """Return a process and all below it, as Linux tells them."""
    found = [pid]
    for one in found:
        for path in Path(f"/proc/{one}/task").glob("*/children"):
            with suppress(OSError):
                found += map(int, path.read_text("ascii").split())
    return found


def _spent(pid: int) -> float:
    """Return the seconds of the processor's time that a process has had."""
    with suppress(OSError):
        stat = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
        fields = stat.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def _held(pid: int) -> float:
    """Return the megabytes of a process; what several share counts once."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    given = sys.argv[1:]
    if given:
        main(Path(given[0]), tuple(map(int, given[1:])) or SIZES)
    else:
        main()

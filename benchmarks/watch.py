"""`duizhao build --watch`: from a change to the changed page. Target: a second.

The sample as an English handout (eight pages) and side by side (ten). A sentence of the
translation, a line of the manuscript and a style sheet change; measured is the time until
the new PDF is there.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks.products import STEM, make_project
from benchmarks.timing import DUIZHAO, ROOT, skip

LAYOUTS = ("target", "side-by-side")
ROUNDS = 5
_PATIENCE_S = 60.0
_LOOK_S = 0.002  # between two looks for the PDF
_REST_S = 1.0  # between two changes, as a person makes them
_TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    if importlib.util.find_spec("weasyprint") is None:
        skip("watch", "WeasyPrint is not installed")
        return
    for layout in LAYOUTS:
        with tempfile.TemporaryDirectory() as name:
            _watch(Path(name), layout)


def _watch(root: Path, layout: str) -> None:
    """Print the table of one product."""
    make_project(root, (layout,))
    texts = {
        "a sentence of the translation": (
            root / f"translations/en/LC_MESSAGES/{STEM}.po",
            _put_behind('msgstr "', 60),
        ),
        "a line of the manuscript": (
            root / f"source/{STEM}.md",
            _put_behind("。", 30),
        ),
        "a style sheet": (root / "templates/handout.css", _space_out),
    }
    process = _begin(root)
    try:
        pdf = root / f"build/p-{layout}/{STEM}.pdf"
        print(f"\n{layout}: from a change to the changed PDF ({ROUNDS} rounds)")
        print(f"  {'':32} {'CPU s':>8} {'wall s':>8} {'longest':>8}")
        for what, (path, change) in texts.items():
            _measure(what, path, change, pdf, process.pid)
    finally:
        process.kill()
        process.wait()


def _begin(root: Path) -> subprocess.Popen[bytes]:
    """Start watching; return when the first build is done and it waits."""
    told = root / "told.txt"
    with told.open("wb") as output:
        process = subprocess.Popen(
            (*DUIZHAO, "build", STEM, "--watch"),
            cwd=root,
            stdout=output,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": ""},
        )
    while "Waiting" not in told.read_text("utf-8"):
        time.sleep(_REST_S)
        if process.poll() is not None:
            sys.exit("duizhao build --watch ended")
    time.sleep(2 * _REST_S)
    return process


def _measure(
    what: str,
    path: Path,
    change: Callable[[str, int], str],
    pdf: Path,
    pid: int,
) -> None:
    """Change a file again and again, and print a line of the table."""
    before = path.read_text("utf-8")
    walls, cpus = [], []
    for number in range(ROUNDS + 1):
        time.sleep(_REST_S)
        old, used = pdf.stat().st_ino, _cpu(pid)
        begin = time.perf_counter()
        path.write_text(change(before, number), "utf-8")
        while pdf.stat().st_ino == old:
            time.sleep(_LOOK_S)
            if time.perf_counter() - begin > _PATIENCE_S:
                sys.exit(f"{what}: no new PDF")
        if number:
            walls.append(time.perf_counter() - begin)
            cpus.append(_cpu(pid) - used)
    print(f"  {what:32} {median(cpus):8.3f} {median(walls):8.3f} {max(walls):8.3f}")


def _cpu(pid: int) -> float:
    """Return what a process and its ended children have used; 0 where nobody tells."""
    path = Path(f"/proc/{pid}/stat")
    if not path.exists():
        return 0.0
    numbers = path.read_text("utf-8").rpartition(")")[2].split()
    return sum(map(int, numbers[11:15])) / _TICKS


def _put_behind(mark: str, first: int) -> Callable[[str, int], str]:
    """Return what puts a number behind one of the marks in a text."""

    def change(text: str, number: int) -> str:
        parts = text.split(mark)
        at = min(first + 3 * number, len(parts) - 1)
        head, tail = mark.join(parts[:at]), mark.join(parts[at:])
        return f"{head}{mark}{number}{tail}"

    return change


def _space_out(text: str, number: int) -> str:
    return f"{text}\nh2 {{ letter-spacing: {(number + 1) / 100}px }}\n"


if __name__ == "__main__":
    main()

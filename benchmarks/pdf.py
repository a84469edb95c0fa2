"""The sample as a PDF, beside WeasyPrint alone on the same page. Target: 1.15 of it.

The page is the one that duizhao hands over: the same text and style sheets. What duizhao
changes in WeasyPrint, such as the justified lines of Chinese, is off for the other.
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.texts import document
from benchmarks.timing import DUIZHAO, ROOT, Contestant, compare, run, skip

SOURCE = ROOT / "source"
SAMPLE = "three-questions"
_PAGES = (
    (SAMPLE, "source"),
    (SAMPLE, "target"),
    (SAMPLE, "side-by-side"),
    ("pages-20", "source"),
    ("pages-20", "side-by-side"),
)


def main() -> None:
    if importlib.util.find_spec("weasyprint") is None:
        skip("PDF", "WeasyPrint is not installed")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "source"
        shutil.copytree(SOURCE, folder)
        (folder / "pages-20.md").write_text(document(1, 36), "utf-8")
        po = ROOT / "translations" / "en" / "LC_MESSAGES" / f"{SAMPLE}.po"
        shutil.copy(po, folder)
        for stem, layout in _PAGES:
            title = f"PDF of {stem}, {layout}"
            compare(title, _contestants(folder, stem, layout))


def _contestants(folder: Path, stem: str, layout: str) -> list[Contestant]:
    """Return both; the page is the one that duizhao hands to WeasyPrint."""
    texts = [f"{stem}.md"]
    if (folder / f"{stem}.po").exists() and layout != "source":
        texts.append(f"{stem}.po")
    names = (*texts, "--layout", layout, "-o", f"{stem}.pdf")
    capture = (sys.executable, "-m", "benchmarks.capture", "page.html", *names)
    run(Contestant("capture", capture, folder))
    # The same kind of PDF: tagged, for PDF/UA.
    options = ("--pdf-variant", "pdf/ua-1", "--pdf-tags")
    weasyprint = (sys.executable, "-m", "weasyprint", *options, "page.html", "page.pdf")
    return [
        Contestant("weasyprint", weasyprint, folder),
        Contestant("duizhao render", (*DUIZHAO, "render", *names), folder),
    ]


if __name__ == "__main__":
    main()

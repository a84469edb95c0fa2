"""The sample as a PDF, beside WeasyPrint alone on the same page. Target: 1.10 of it."""

from __future__ import annotations

import importlib.util
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.texts import document
from benchmarks.timing import DUIZHAO, ROOT, Contestant, compare, run, skip

SOURCE = ROOT / "source"


def main() -> None:
    if importlib.util.find_spec("weasyprint") is None:
        skip("PDF", "WeasyPrint is not installed")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "source"
        shutil.copytree(SOURCE, folder)
        (folder / "pages-20.md").write_text(document(1, 36), "utf-8")
        for path in sorted(folder.glob("*.md")):
            compare(f"PDF of {path.stem}", _contestants(folder, path.stem))


def _contestants(folder: Path, stem: str) -> list[Contestant]:
    """Return both; the page is the one that duizhao hands to WeasyPrint."""
    names = (f"{stem}.md", "-o", f"{stem}.pdf")
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

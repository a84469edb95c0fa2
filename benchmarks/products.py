"""Six products of one text in one build, beside six calls of WeasyPrint. Target: 2 times.

WeasyPrint gets each page as duizhao hands it over, so that both set the same text.
"""

from __future__ import annotations

import importlib.util
import shlex
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.timing import DUIZHAO, ROOT, Contestant, compare, run, skip

STEM = "three-questions"
LAYOUTS = (
    "target",
    "source",
    "side-by-side",
    "interleaved",
    "facing",
    "columns",
)


def main() -> None:
    if importlib.util.find_spec("weasyprint") is None:
        skip("six products", "WeasyPrint is not installed")
        return
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        make_project(root, LAYOUTS)
        calls = [capture(root, layout) for layout in LAYOUTS]
        six = ("sh", "-c", " && ".join(calls))
        build = (*DUIZHAO, "build", STEM)

        def clear() -> None:
            shutil.rmtree(root / "build", ignore_errors=True)

        one = ("taskset", "-c", "0", *build)
        contestants = [
            Contestant("six calls of WeasyPrint", six, root),
            Contestant("duizhao build", build, root, clear),
        ]
        if shutil.which("taskset"):
            contestants.append(Contestant("on one processor", one, root, clear))
        compare("six products of the sample", contestants)


def make_project(root: Path, layouts: tuple[str, ...]) -> None:
    """Copy the sample, with a PDF product for each layout."""
    for folder in ("source", "translations", "templates"):
        shutil.copytree(ROOT / folder, root / folder)
    head = '[publication]\ntitle = "Sample"\nsource_language = "zh-Hans"\n'
    products = "".join(
        f'[products.p-{layout}]\nformat = "pdf"\nlayout = "{layout}"\n'
        for layout in layouts
    )
    settings = f'{head}languages = ["en"]\n{products}'
    (root / "duizhao.toml").write_text(settings, "utf-8")


def capture(root: Path, layout: str) -> str:
    """Write the page of a layout down; return the call that makes a PDF of it."""
    page = f"{layout}.html"
    names = (
        f"source/{STEM}.md",
        f"translations/en/LC_MESSAGES/{STEM}.po",
        *("--project", ".", "--layout", layout, "-o", f"{layout}.pdf"),
    )
    command = (sys.executable, "-m", "benchmarks.capture", page, *names)
    run(Contestant("capture", command, root))
    options = ("--pdf-variant", "pdf/ua-1", "--pdf-tags")
    call = (sys.executable, "-m", "weasyprint", *options, page, f"{layout}.pdf")
    return shlex.join(call)


if __name__ == "__main__":
    main()

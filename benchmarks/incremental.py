"""A publication of 500 documents built again. Target: 1 s with nothing or a line new."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path

from benchmarks.texts import document
from benchmarks.timing import DUIZHAO, Contestant, compare, run

DOCUMENTS = 500
SETTINGS = """\
[publication]
title = "Bench"

[products.web]
format = "html"
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "source").mkdir()
        (folder / "duizhao.toml").write_text(SETTINGS, "utf-8")
        for number in range(DOCUMENTS):
            path = folder / "source" / f"note{number:03}.md"
            path.write_text(document(number, 3), "utf-8")
        command = (*DUIZHAO, "build", "--update")
        first = run(Contestant("first build", command, folder))
        print(f"\nA first build of {DOCUMENTS} documents: {first.cpu:.1f} s of CPU")
        compare(
            f"{DOCUMENTS} documents built again",
            [
                Contestant("nothing changed", command, folder),
                Contestant("one sentence changed", command, folder, _editor(folder)),
            ],
        )


def _editor(folder: Path) -> Callable[[], object]:
    """Return what changes a sentence of one document, another way each time."""
    path, times = folder / "source" / "note250.md", count()
    text = path.read_text("utf-8")
    return lambda: path.write_text(f"{text}\n今天是第{next(times)}天。\n", "utf-8")


if __name__ == "__main__":
    main()

"""Extraction of 573 Markdown files, 6 MB, into catalogs. Target: 10 times po4a's speed."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from benchmarks.timing import DUIZHAO, SHARED, Contestant, compare, skip

LARGE = SHARED / "corpus" / "markdown" / "large"


def main() -> None:
    if not LARGE.is_dir():
        skip("Extraction", f"{LARGE} is not there")
        return
    with tempfile.TemporaryDirectory() as folder:
        compare("Extraction of 6 MB", list(_contestants(Path(folder))), rounds=3)


def _contestants(folder: Path) -> list[Contestant]:
    ours = folder / "ours"
    shutil.copytree(LARGE, ours / "source")
    (ours / "duizhao.toml").write_text('[publication]\ntitle = "Large"\n')
    found = [
        Contestant("duizhao extract", (*DUIZHAO, "extract"), ours, lambda: _clean(ours))
    ]
    if shutil.which("taskset"):
        one = ("taskset", "-c", "0", *DUIZHAO, "extract")
        found.insert(
            0,
            Contestant("duizhao extract, one process", one, ours, lambda: _clean(ours)),
        )
    files = sorted(str(path.relative_to(LARGE)) for path in LARGE.rglob("*.md"))
    pot = folder / "po4a.pot"
    if shutil.which("po4a-updatepo"):
        masters = [word for file in files for word in ("-m", file)]
        command = ("po4a-updatepo", "-f", "text", "-o", "markdown", "-M", "UTF-8")
        found.append(
            Contestant(
                "po4a-updatepo",
                (*command, *masters, "-p", str(pot)),
                LARGE,
                lambda: pot.unlink(missing_ok=True),
            )
        )
    else:
        skip("po4a-updatepo", "not installed")
    theirs = folder / "md2po"
    if shutil.which("md2po"):
        found.append(
            Contestant(
                "md2po (Translate Toolkit)",
                ("md2po", "-P", "--progress=none", str(LARGE), str(theirs)),
                prepare=lambda: shutil.rmtree(theirs, ignore_errors=True),
            )
        )
    else:
        skip("md2po", "not installed (pip install translate-toolkit mistletoe)")
    return found


def _clean(publication: Path) -> None:
    """Put aside what the last run has made.

    Not removed: ext4 takes half a millisecond more for each file made soon after.
    """
    for name in ("build", "translations"):
        if (publication / name).exists():
            aside = tempfile.mkdtemp(dir=publication.parent)
            (publication / name).rename(Path(aside, name))


if __name__ == "__main__":
    main()

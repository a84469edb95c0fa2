"""Counting 500 documents, and their history. Target: 1 s of CPU.

Beside pocount of the Translate Toolkit and msgfmt --statistics, which count entries (and
pocount words) and know neither 字 nor history.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.texts import sentence
from benchmarks.timing import DUIZHAO, Contestant, compare, skip

DOCUMENTS = 500
ENTRIES = 40
REVISIONS = 30
_HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        catalogs = _publication(folder)
        cache = folder / "build" / ".cache" / "stats.json"
        stats = (*DUIZHAO, "stats")
        contestants = [
            Contestant(
                "duizhao stats, the first time",
                stats,
                folder,
                lambda: cache.unlink(missing_ok=True),
            ),
            Contestant("duizhao stats, again", stats, folder),
        ]
        if shutil.which("msgfmt"):
            words = (sys.executable, "-c", _EACH, *map(str, catalogs))
            contestants.append(Contestant("msgfmt --statistics, 500 times", words))
        else:
            skip("msgfmt", "not installed (apt install gettext)")
        pocount = Path(sys.executable).with_name("pocount")
        if pocount.exists():
            counting = (str(pocount), str(folder / "translations"))
            contestants.append(Contestant("pocount", counting))
        else:
            skip("pocount", "the Translate Toolkit is not installed")
        compare(f"{DOCUMENTS} documents counted", contestants)
        if shutil.which("git"):
            _history(folder, catalogs)
            history = (*stats, "--history")
            compare(
                f"their history of {REVISIONS} revisions",
                [
                    Contestant(
                        "duizhao stats --history, the first time",
                        history,
                        folder,
                        lambda: cache.unlink(missing_ok=True),
                    ),
                    Contestant("duizhao stats --history, again", history, folder),
                ],
            )


_EACH = """
import subprocess, sys
for path in sys.argv[1:]:
    subprocess.run(["msgfmt", "--statistics", "-o", "/dev/null", path], check=True)
"""


def _publication(folder: Path) -> list[Path]:
    (folder / "source").mkdir()
    (folder / "duizhao.toml").write_text('[publication]\ntitle = "Bench"\n', "utf-8")
    (folder / ".gitignore").write_text("build/\n")
    catalogs: list[Path] = []
    for number in range(DOCUMENTS):
        texts = [sentence(number * 31 + at) for at in range(ENTRIES)]
        path = folder / "source" / f"note{number:03}.md"
        path.write_text("\n\n".join(texts) + "\n", "utf-8")
        po = folder / "translations" / "en" / "LC_MESSAGES" / f"note{number:03}.po"
        po.parent.mkdir(parents=True, exist_ok=True)
        _write(po, number, ENTRIES // 2)
        catalogs.append(po)
    return catalogs


def _write(path: Path, number: int, done: int) -> None:
    """Write a catalog of which `done` entries are translated."""
    parts = [_HEADER]
    for at in range(ENTRIES):
        words = "Early that morning they told the old story again." if at < done else ""
        text = sentence(number * 31 + at)
        place = f"#: source/{path.stem}.md:{2 * at + 1}"
        parts.append(f'{place}\nmsgid "{text}"\nmsgstr "{words}"\n')
    path.write_text("\n".join(parts), "utf-8")


def _history(folder: Path, catalogs: list[Path]) -> None:
    _git(folder, "init", "-q")
    for revision in range(REVISIONS):
        for number in range(revision, len(catalogs), REVISIONS):
            _write(catalogs[number], number, ENTRIES * revision // REVISIONS)
        _git(folder, "add", ".")
        _git(folder, "commit", "-q", "--allow-empty", "-m", "x")


def _git(folder: Path, *words: str) -> None:
    name = ("-c", "user.name=N", "-c", "user.email=n@example.org")
    config = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    command = ["git", *name, *words]
    subprocess.run(command, cwd=folder, check=True, env={**os.environ, **config})


if __name__ == "__main__":
    main()

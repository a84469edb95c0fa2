"""A catalog of 20,000 entries as XLIFF, CSV and .mo, and back from XLIFF.

Beside the Translate Toolkit and msgfmt. Target: faster than the Toolkit; msgfmt is C.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.texts import sentence
from benchmarks.timing import DUIZHAO, Contestant, compare, skip

ENTRIES = 20_000
_HEADER = (
    'msgid ""\nmsgstr "Language: en\\nContent-Type: text/plain; charset=UTF-8\\n"\n'
)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "en.po").write_text(_catalog(), "utf-8")
        compare(f"{ENTRIES} entries out", list(_out(folder)), rounds=3)
        compare("and back from XLIFF 1.2", list(_back(folder)), rounds=3)


def _catalog() -> str:
    """Return a catalog, every tenth entry of it fuzzy."""
    entries = (
        f"\n#: a.md:{number}\n{'#, fuzzy' * (number % 10 == 0)}"
        f'{chr(10) * (number % 10 == 0)}msgid "{number}{sentence(number)}"\n'
        f'msgstr "Sentence {number} **says** a word or two of what it has to say."\n'
        for number in range(1, ENTRIES + 1)
    )
    return _HEADER + "".join(entries)


def _out(folder: Path) -> Iterator[Contestant]:
    export = (*DUIZHAO, "export", "en.po", "-q", "-o")
    older = (*export, "en.xlf", "--format", "xliff1.2")
    yield Contestant("duizhao export, XLIFF 1.2", older, folder)
    if tool := _toolkit("po2xliff"):
        yield Contestant("po2xliff", (tool, "en.po", "toolkit.xlf"), folder)
    yield Contestant("duizhao export, XLIFF 2.0", (*export, "en2.xlf"), folder)
    yield Contestant("duizhao export, CSV", (*export, "en.csv"), folder)
    if tool := _toolkit("po2csv"):
        yield Contestant("po2csv", (tool, "en.po", "toolkit.csv"), folder)
    yield Contestant("duizhao export, .mo", (*export, "en.mo"), folder)
    if shutil.which("msgfmt"):
        yield Contestant("msgfmt", ("msgfmt", "en.po", "-o", "msgfmt.mo"), folder)
    else:
        skip("msgfmt", "not installed (apt install gettext)")


def _back(folder: Path) -> Iterator[Contestant]:
    words = ("import", "en.xlf", "en.po", "-q", "-o", "back.po")
    yield Contestant("duizhao import", (*DUIZHAO, *words), folder)
    if (tool := _toolkit("xliff2po")) and (folder / "toolkit.xlf").exists():
        yield Contestant("xliff2po", (tool, "toolkit.xlf", "toolkit.po"), folder)


def _toolkit(name: str) -> str:
    """Return a program of the Translate Toolkit; empty where it is missing."""
    path = Path(sys.executable).with_name(name)
    if path.exists():
        return str(path)
    skip(name, "not installed (pip install translate-toolkit)")
    return ""


if __name__ == "__main__":
    main()

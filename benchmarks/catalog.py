"""A catalog of 70,000 entries, 25 MB: read, change ten entries, write.

Target: 4 times as fast as msgcat, polib and the Translate Toolkit, CPU, and less than
250 MB. msgcat changes nothing: it reads and writes.
"""

from __future__ import annotations

import importlib.util
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.timing import ROOT, Contestant, compare, skip
from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry, Previous, Reference
from duizhao.catalog.write import write_po

ENTRIES = 70_000

_HAN = ["城市的早晨从第一班地铁开始站台上人们都在看手机他把伞收好走进旧书店雨还没有停"]
_WORDS = [
    "the",
    "morning",
    "of",
    "a",
    "city",
    "begins",
    "with",
    "its",
    "first",
    "train",
    "on",
    "platform",
    "everyone",
    "looks",
    "at",
    "phone",
    "he",
    "folds",
    "umbrella",
    "and",
    "walks",
    "into",
    "old",
    "bookshop",
    "rain",
    "has",
    "not",
    "stopped",
    "yet",
]
_HEADER = (
    "Project-Id-Version: catalogs\nLanguage: en\nMIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
    "Plural-Forms: nplurals=2; plural=(n != 1);\n"
)
_OURS = """
import sys
from dataclasses import replace
from pathlib import Path
from duizhao.catalog.po import read_po, write_po
catalog = read_po(sys.argv[1], Path(sys.argv[1]).read_bytes())
entries = list(catalog.entries)
for at in range(7, len(entries), len(entries) // 10 + 1):
    entries[at] = replace(entries[at], msgstr="changed", flags=())
made = write_po(catalog.with_entries(entries))
Path(sys.argv[2]).write_bytes(made)
"""
_POLIB = """
import sys
import polib
catalog = polib.pofile(sys.argv[1], wrapwidth=79)
for at in range(7, len(catalog), len(catalog) // 10 + 1):
    catalog[at].msgstr = "changed"
    catalog[at].flags = []
catalog.save(sys.argv[2])
"""
_PYPO = """
import sys
from translate.storage.pypo import pofile
catalog = pofile.parsefile(sys.argv[1])
for at in range(8, len(catalog.units), len(catalog.units) // 10 + 1):
    catalog.units[at].target = "changed"
    catalog.units[at].markfuzzy(False)
catalog.savefile(sys.argv[2])
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "large.po")
        path.write_bytes(make())
        size = path.stat().st_size / 1e6
        title = f"{ENTRIES} entries, {size:.0f} MB: read, change ten, write"
        made = str(Path(folder, "made.po"))
        compare(title, list(_contestants(str(path), made)), rounds=3)
        _show_memory(str(path), made)


def make() -> bytes:
    """Return a large catalog: every tenth entry empty, every twentieth fuzzy."""
    chance = random.Random(3)
    entries = tuple(_entry(chance, number) for number in range(ENTRIES))
    return write_po(Catalog("large.po", Entry("", _HEADER), entries))


def _entry(chance: random.Random, number: int) -> Entry:
    han = "".join(chance.choices(_HAN[0], k=chance.randint(12, 84)))
    english = " ".join(chance.choices(_WORDS, k=chance.randint(4, 29)))
    place = Reference(f"source/chapter{number // 300}.md", number % 300 * 2 + 1)
    fuzzy = number % 20 == 5
    return Entry(
        f"第{number}句：{han}，“{chance.choice(_HAN[0])}”。",
        "" if number % 10 == 3 else f'{english.capitalize()} – "{number}".',
        flags=("fuzzy",) if fuzzy else (),
        extracted=("type: Plain text",),
        references=(place,),
        previous=Previous(f"旧{han}") if fuzzy else None,
    )


def _contestants(path: str, made: str) -> list[Contestant]:
    python = sys.executable
    found = [Contestant("duizhao", (python, "-c", _OURS, path, made))]
    if shutil.which("msgcat"):
        found.append(Contestant("msgcat", ("msgcat", "-o", made, path)))
    else:
        skip("msgcat", "not installed (apt install gettext)")
    found.append(Contestant("polib", (python, "-c", _POLIB, path, made)))
    if importlib.util.find_spec("translate"):
        found.append(Contestant("Translate Toolkit", (python, "-c", _PYPO, path, made)))
    else:
        skip("Translate Toolkit", "not installed (pip install translate-toolkit)")
    return found


def _show_memory(path: str, made: str) -> None:
    """Tell the most memory that our run took."""
    command = (sys.executable, "-c", _OURS, path, made)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    print(
        f"  the most memory of duizhao: {usage.ru_maxrss / 1024:.0f} MB (target: 250)"
    )


if __name__ == "__main__":
    main()

"""Update of catalogs of 5,000, 20,000 and 70,000 entries after edits, beside msgmerge.

Targets, in CPU time with reading and writing: 3 times as fast at 20,000 entries, 10
times at 70,000, growth near to linear, under 250 MB; and better in quality, counted by
construction: each edit is known, so is the translation that it should get.

The cost of msgmerge grows with the square: after `PATIENCE` it is stopped, and its time
told as the least it would take.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import subprocess
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from benchmarks.texts import sentence
from benchmarks.timing import DUIZHAO, ROOT, skip
from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry, Reference
from duizhao.catalog.po import read_po
from duizhao.catalog.write import write_po

SIZES = (5_000, 20_000, 70_000)
EDITED = (5, 30)
PATIENCE = 180.0
"""Seconds of CPU after which a contestant is stopped."""

_HEADER = (
    "Project-Id-Version: update\nLanguage: en\nMIME-Version: 1.0\n"
    "PO-Revision-Date: 2026-03-02 09:30+0000\n"
    "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
    "Plural-Forms: nplurals=2; plural=(n != 1);\n"
)
_PLACES = "山河湖海林田街桥塔村镇城港湾岛谷原坡滩洲"
_THINGS = "灯书船车树花鸟鱼石瓦井窗门钟琴棋画茶米盐"
_DEEDS = [
    "修补",
    "搬运",
    "清点",
    "记录",
    "擦亮",
    "绘制",
    "打磨",
    "收藏",
    "讲述",
    "寻找",
]
_ENDS = [
    "，大家都很高兴。",
    "，第二天又来了。",
    "，谁也没有说话。",
    "，雨一直下到傍晚。",
]


@dataclass(frozen=True, slots=True)
class Case:
    """An old catalog, a new pot, and what each new text should get."""

    old: list[Entry]
    new: list[Entry]
    wanted: dict[str, set[str]]
    """By msgid the translations that are right; none for what is really new."""


def make(size: int, percent: int) -> Case:
    """Return a book of `size` sentences of which `percent` in a hundred are edited."""
    chance = random.Random(size + percent)
    old = [_entry(_sentence(chance, number), number) for number in range(size)]
    new: list[Entry] = []
    wanted: dict[str, set[str]] = {}
    at = 0
    while at < size:
        one = old[at]
        at += 1
        if chance.randrange(100) >= percent:
            new.append(one)
            continue
        kind = chance.choice(
            ["wording", "wording", "number", "insert", "delete"] * 2
            + ["split", "join", "new", "gone"]
        )
        follows = old[at] if kind == "join" and at < size else None
        at += follows is not None
        for text, right in _edited(chance, kind, one, follows, len(new)):
            wanted.setdefault(text, right)
            new.append(Entry(text, references=one.references))
    fresh = {one.msgid: Entry(one.msgid, references=one.references) for one in new}
    return Case(old, list(fresh.values()), wanted)


def _sentence(chance: random.Random, number: int) -> str:
    place = "".join(chance.choices(_PLACES, k=3))
    thing = "".join(chance.choices(_THINGS, k=2))
    deed, end = chance.choice(_DEEDS), chance.choice(_ENDS)
    return f"{sentence(number)[:-1]}，又到{place}{deed}了{chance.randint(2, 99)}件{thing}{end}"


def _entry(text: str, number: int) -> Entry:
    places = (Reference(f"source/{number // 300}.md", number % 300 * 2 + 1),)
    return Entry(text, f"Sentence {number} of the book.", references=places)


def _edited(
    chance: random.Random, kind: str, one: Entry, follows: Entry | None, number: int
) -> list[tuple[str, set[str]]]:
    text, right = one.msgid, {one.msgstr}
    parts = text.split("，")
    middle = chance.randrange(4, len(text) - 6)
    match kind:
        case "wording":
            other = "".join(chance.choices(_PLACES + _THINGS, k=2))
            return [(text[:middle] + other + text[middle + 2 :], right)]
        case "number":
            figures = "".join(c for c in text if c.isdigit())
            return [(text.replace(figures, str(int(figures) + 100)), right)]
        case "insert":
            return [("，".join([*parts[:-1], "没有想到", parts[-1]]), right)]
        case "delete":
            return [("，".join(parts[1:]), right)]
        case "split":
            return [(f"{'，'.join(parts[:2])}。", right), ("，".join(parts[2:]), right)]
        case "join" if follows is not None:
            both = f"{one.msgstr} {follows.msgstr}"
            return [
                (f"{text[:-1]}，{follows.msgid}", {one.msgstr, follows.msgstr, both})
            ]
        case "new":
            added = "".join(
                chance.choices("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉", k=18)
            )
            return [(text, right), (f"{added}{number}。", set())]
        case _:
            return []


def judge(case: Case, made: Catalog) -> Counter[str]:
    """Count what became of the edited texts."""
    found: Counter[str] = Counter()
    for text, right in case.wanted.items():
        entry = made.find(text)
        msgstr = entry.msgstr if entry is not None else ""
        if not right:
            found["new, fuzzy" if msgstr else "new, empty"] += 1
        elif not msgstr:
            found["lost"] += 1
        else:
            found["right" if _bare(msgstr) in map(_bare, right) else "wrong"] += 1
    return found


def _bare(msgstr: str) -> str:
    return " ".join(msgstr.split())


def run(command: tuple[str, ...]) -> tuple[float, float, bool]:
    """Return CPU seconds, the peak of memory in MB, and whether it came to an end."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": ""}
    process = subprocess.Popen(
        command,
        env=env,
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        preexec_fn=_limit,  # noqa: PLW1509 - one thread
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, status == 0


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (int(PATIENCE), int(PATIENCE) + 1))


def main() -> None:
    if not shutil.which("msgmerge"):
        skip("Update", "msgmerge is not installed (apt install gettext)")
        return
    print("\nUpdate, reading and writing included (one round)")
    print(
        f"  {'entries':>8} {'edited':>7}  {'':10} {'CPU s':>8} {'ratio':>7} {'MB':>5}  fate"
    )
    for size in SIZES:
        for percent in EDITED:
            with tempfile.TemporaryDirectory() as folder:
                _measure(Path(folder), size, percent)


def _measure(folder: Path, size: int, percent: int) -> None:
    case = make(size, percent)
    old, pot = folder / "old.po", folder / "new.pot"
    header = Entry("", _HEADER)
    old.write_bytes(write_po(Catalog("old.po", header, tuple(case.old))))
    pot.write_bytes(write_po(Catalog("new.pot", header, tuple(case.new))))
    commands = {
        "duizhao": (*DUIZHAO, "update", str(old), str(pot), "-o"),
        "msgmerge": ("msgmerge", "--quiet", str(old), str(pot), "-o"),
    }
    first = 0.0
    for name, command in commands.items():
        made = folder / f"{name}.po"
        cpu, memory, ended = run((*command, str(made)))
        first = first or cpu
        fate = (
            judge(case, read_po("made.po", made.read_bytes())) if ended else Counter()
        )
        shown = ", ".join(f"{key} {fate[key]}" for key in sorted(fate)) or "stopped"
        least = " " if ended else ">"
        print(
            f"  {size:8} {percent:5} %  {name:10} {least}{cpu:7.2f}"
            f" {least}{cpu / first:6.1f} {memory:5.0f}  {shown}",
            flush=True,
        )


if __name__ == "__main__":
    main()

"""Scripted edits through a real LibreOffice: each lands on its entry or is listed.

    python -m tests.review_office [DOCUMENTS [table|running|chinese]]

Texts are cut from ../shared where it is there; translations are made up.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry
from duizhao.review.archive import open_archive
from duizhao.review.markup import plain_text, shown
from duizhao.review.outgoing import make_docx
from duizhao.review.returned import read_return
from duizhao.review.settle import Fate, settle
from duizhao.review.sheet import Sheet, rows_of
from tests import review_office_running as running
from tests.markdown_cases import catalog
from tests.running_cases import page_of
from tests.shared import SHARED

ROWS = 16
WORDS = [
    "river",
    "stone",
    "winter",
    "market",
    "lantern",
    "harbour",
    "engine",
    "paper",
    "garden",
    "window",
]
MARKS = ("{}", "**{}**", "*{}*", "[{}](notes/a.md)", "{}[^1]", "`{}`", "{}\u00a0x")
PYTHON = "/usr/bin/python3"
SENT = datetime(2026, 11, 22, tzinfo=UTC)


@cache
def has_office() -> bool:
    """Whether there are a Writer and a Python that can drive it."""
    if shutil.which("soffice") is None or not Path(PYTHON).exists():
        return False
    done = subprocess.run(
        [PYTHON, "-c", "import uno"], capture_output=True, check=False
    )
    return done.returncode == 0


def sources() -> Iterator[str]:
    """Yield different Chinese texts: of others where they are there, else our own."""
    seen: set[str] = set()
    folder = SHARED / "corpus" / "markdown" / "real" if SHARED else None
    for path in sorted(folder.rglob("*.md")) if folder else ():
        for line in path.read_text("utf-8", "replace").splitlines():
            for one in re.findall(r"[^。！？]{6,80}[。！？]", line):
                text = one.strip()
                if text not in seen and re.search("[\u4e00-\u9fff]{4}", text):
                    seen.add(text)
                    yield text
    for number in range(10**6):
        yield f"第{number}句说的是河边的第{number % 7}块石头。"


def made_up(number: int, dice: random.Random) -> str:
    words = dice.choices(WORDS, k=8)
    marked = dice.choice(MARKS).format(words[3])
    return f"Alpha{number} {words[0]} {words[1]} {marked} omega{number} {words[2]}."


def plan_of(texts: list[str], dice: random.Random) -> tuple[list[Any], dict[int, Any]]:
    """Return the edits for a table, and what is wanted for each row they touch.

    What is wanted is a translation, or None where the edit must be listed.
    """
    edits: list[Any] = []
    wanted: dict[int, Any] = {}

    def touch(row: int, expected: Any, verb: str, *words: Any, tracked: bool) -> None:
        edits.append([tracked, verb, row, *words])
        wanted[row] = expected

    def old(row: int) -> str:
        return texts[row - 1]

    on = dice.random() < 0.5
    new = old(1).replace("Alpha1", "Beta")
    touch(1, new, "replace", "Alpha1", "Beta", tracked=True)
    new = old(2).replace("omega2", "sigma")
    touch(2, new, "replace", "omega2", "sigma", tracked=False)
    touch(3, old(3) + " Really.", "append", " Really.", tracked=on)
    touch(4, "All new words here.", "retype", "All new words here.", tracked=not on)
    touch(5, old(5), "split", "omega5", tracked=on)
    touch(6, old(6), "unsplit", "omega6", tracked=False)
    below = plain_text(shown(old(8)).pieces)  # it is typed, so that it has no look
    touch(7, f"{old(7)} {below}", "join", tracked=False)
    wanted[8] = None
    new = old(9).replace("omega9", "**omega9**")
    touch(9, new, "bold", "omega9", tracked=on)
    touch(10, None, "move", 11, tracked=on)
    wanted[11] = None
    edits.append([on, "number", 12, "99"])
    new = old(12).replace("Alpha12", "Delta")
    touch(12, new, "replace", "Alpha12", "Delta", tracked=on)
    edits.append([False, "stray", "A word outside."])
    wanted[0] = None
    edits.append([False, "add", 15, "A row of hers."])
    wanted[-1] = None
    match dice.randrange(3):
        case 0:
            touch(14, None, "delete", tracked=False)
        case 1:
            touch(14, None, "delete", tracked=True)
        case _:
            touch(14, plain_text(shown(old(14)).pieces), "moverow", 16, tracked=False)
    return edits, wanted


def run(documents: int) -> Counter[str]:
    """Send, edit, take back; return how many edits were taken, listed, wrong, lost."""
    told: Counter[str] = Counter()
    supply = sources()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        jobs: list[Any] = []
        checks: list[tuple[Catalog, dict[int, Any]]] = []
        for at in range(documents):
            dice = random.Random(at)
            made = catalog(
                *(Entry(next(supply), made_up(n + 1, dice)) for n in range(ROWS))
            )
            path = folder / f"{at}.docx"
            path.write_bytes(make_docx(Sheet("d", "d · en", "en", SENT, rows_of(made))))
            edits, wanted = plan_of([one.msgstr for one in made.entries], dice)
            untouched = at % 5 == 4
            out = f"{folder}/{at}.back.docx"
            jobs.append(
                {
                    "path": str(path),
                    "out": out,
                    "odt": at % 2 == 1,
                    "edits": [] if untouched else edits,
                }
            )
            checks.append((made, {} if untouched else wanted))
        drive(folder, jobs)
        for job, (made, wanted) in zip(jobs, checks, strict=True):
            told += judge(Path(job["out"]), made, wanted)
    return told


def run_pages(documents: int, *, chinese: bool) -> Counter[str]:
    """Do with the running layout what `run` does with the table."""
    told: Counter[str] = Counter()
    supply = running.plain(sources())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        jobs: list[Any] = []
        cases: list[tuple[running.Case, bool]] = []
        for at in range(documents):
            case = running.case_of(supply, random.Random(at))
            path = folder / f"{at}.docx"
            data = page_of(case.text, case.made, chinese=chinese)
            untouched = at % 5 == 4
            path.write_bytes(data)
            out = f"{folder}/{at}.back.docx"
            edits = [] if untouched else case.edits
            odt = at % 2 == 1
            jobs.append({"path": str(path), "out": out, "odt": odt, "edits": edits})
            cases.append((case, untouched))
        drive(folder, jobs)
        for job, (case, untouched) in zip(jobs, cases, strict=True):
            path = Path(job["out"])
            if not untouched:
                path.write_bytes(running.commented(path.read_bytes(), case))
        convert(folder, [job["out"] for job in jobs])
        for job, (case, untouched) in zip(jobs, cases, strict=True):
            path = folder / "again" / Path(job["out"]).name
            told += running.judge(path, case, untouched=untouched)
    return told


def convert(folder: Path, paths: list[str]) -> None:
    """Let a Writer open and save files, into the folder `again`."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "docx"]
    into = ["--outdir", str(folder / "again")]
    subprocess.run([*command, *into, *paths], check=True, capture_output=True)


def drive(folder: Path, jobs: list[Any]) -> None:
    """Let a Writer do the edits."""
    plan = folder / "plan.json"
    more = {"port": 2019, "profile": f"{folder}/profile"}
    plan.write_text(json.dumps({"jobs": jobs, **more}), "utf-8")
    driver = Path(__file__).with_name("review_office_uno.py")
    subprocess.run([PYTHON, str(driver), str(plan)], check=True, timeout=1500)


def judge(path: Path, made: Catalog, wanted: dict[int, Any]) -> Counter[str]:
    """Count what became of each edit; complaints are printed."""
    told: Counter[str] = Counter(documents=1)
    settled = settle(made, read_return(open_archive(path.read_bytes(), ""), ""))
    listed = [one for one in settled.outcomes if one.fate is not Fate.KEPT]
    words = " ".join(f"{one.theirs} {one.row.text} {one.ours}" for one in listed)
    rows = {one.row.number for one in listed}
    rows |= {str(a.number) for one in listed for a in one.row.anchors}
    if not wanted:
        told["untouched, 0 bytes changed"] += settled.catalog is made
        told["untouched, but changed"] += settled.catalog is not made
    for number, (before, after) in enumerate(
        zip(made.entries, settled.catalog.entries, strict=True), start=1
    ):
        expected = wanted.get(number, before.msgstr)
        right = after.msgstr in (before.msgstr, expected)
        if number not in wanted:
            right = after.comments == before.comments and right
        if not right:
            told["wrong"] += 1
            print("WRONG", path.name, number, before.msgstr, "|", expected, "|", after)
        elif number in wanted and after.msgstr == expected:
            told["landed"] += 1
        elif number in wanted and (str(number) in rows or before.msgstr in words):
            told["listed"] += 1
        elif number in wanted:
            told["lost"] += 1
            print("LOST", path.name, number, before.msgstr, "|", expected)
            print(*(x for x in settled.outcomes if x.row.number == str(number)))
    for number, text in ((0, "A word outside."), (-1, "A row of hers.")):
        if number in wanted:
            told["listed" if text in words else "lost"] += 1
    return told


LAYOUTS: dict[str, Callable[[int], Counter[str]]] = {
    "table": run,
    "running": partial(run_pages, chinese=False),
    "chinese": partial(run_pages, chinese=True),
}

if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    bad = False
    for layout in sys.argv[2:] or LAYOUTS:
        result = LAYOUTS[layout](count)
        print(f"--- {layout}")
        for name, value in result.items():
            print(f"{value:6} {name}")
        bad |= bool(
            result["wrong"] or result["lost"] or result["untouched, but changed"]
        )
    sys.exit(bad)

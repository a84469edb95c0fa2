"""The rules measured: silent on good work, catching their own kind, and fast.

(a) on how many good published pairs each finds something (target: 5 % together),
(b) how many faults of its own kind each catches in good pairs that were broken (95 %),
(c) a catalog of 100,000 entries, all rules and our glossary (10 s of one core), beside
pofilter.

`--quick` leaves (c) out.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path

from benchmarks.timing import DUIZHAO, ROOT, Contestant, compare, skip
from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry, Reference
from duizhao.catalog.write import write_po
from duizhao.checks.all import RULES
from tests.damage import (
    Caught,
    catch,
    catch_several,
    count_findings,
    damages,
    several,
)
from tests.good_pairs import Good, our_pairs, published_pairs

ENTRIES = 100_000
_HEADER = "Language: en\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
_SYLLABLES = [
    *(("安", "an"), ("波", "bo"), ("成", "cheng"), ("达", "da"), ("恩", "en")),
    *(("芳", "fang"), ("光", "guang"), ("海", "hai"), ("洁", "jie"), ("康", "kang")),
    *(("兰", "lan"), ("明", "ming"), ("宁", "ning"), ("鸥", "ou"), ("平", "ping")),
    *(("琴", "qin"), ("荣", "rong"), ("森", "sen"), ("涛", "tao"), ("伟", "wei")),
    *(("雪", "xue"), ("颖", "ying"), ("泽", "ze"), ("春", "chun"), ("东", "dong")),
    *(("菲", "fei"), ("国", "guo"), ("慧", "hui")),
]
_ANYWAY = "import subprocess, sys; subprocess.run(sys.argv[1:], check=False)"


def main() -> None:
    published = published_pairs()
    if published:
        _show_rates("published pairs (UD-PUD)", published)
    else:
        skip("published pairs", "../shared is not here")
    _show_rates("our own samples", our_pairs())
    _show_catches(our_pairs(), published)
    if "--quick" not in sys.argv:
        _show_time()


def _show_rates(title: str, good: Sequence[Good]) -> None:
    print(f"\n{len(good)} {title}: pairs in which a rule finds something")
    flagged: set[int] = set()
    for rule in RULES:
        counts = count_findings(rule, good)
        found = {number for number, count in enumerate(counts) if count}
        flagged |= found
        print(f"  {rule.id:24} {rule.severity:8} {len(found):4}")
    share = 100 * len(flagged) / len(good)
    print(f"  {'together':24} {'':8} {len(flagged):4}  {share:.1f} %")


def _show_catches(ours: Sequence[Good], published: Sequence[Good]) -> None:
    print("\nfaults caught, of those that were made in good pairs")
    print(f"  {'':24} {'our samples':>17} {'published':>17}")
    rules = {rule.id: rule for rule in RULES}
    texts = (ours, published)
    for rule, damage in sorted(damages().items()):
        if rule in rules:
            _show_caught(rule, *(catch(rules[rule], damage, good) for good in texts))
    for rule, cases in sorted(several().items()):
        done = (
            catch_several(rules[rule], cases(good, random.Random(1))) for good in texts
        )
        _show_caught(rule, *done)


def _show_caught(rule: str, *done: Caught) -> None:
    cells = (
        f"{one.caught:4} of {one.damaged:4} {_percent(one.caught, one.damaged)}"
        for one in done
    )
    print(f"  {rule:24} {'  '.join(cells)}")


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:4.0f} %" if whole else "     -"


def _show_time() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        catalog = large()
        pairs = {(one.msgid, one.msgstr) for one in catalog.entries}
        print(
            f"\n{len(pairs):,} different pairs of texts, from {len(our_pairs())} samples"
        )
        (folder / "large.po").write_bytes(write_po(catalog))
        _add_glossary(folder)
        contestants = [
            Contestant("duizhao check, with a glossary", _CHECK, folder / "glossed"),
            Contestant("duizhao check, without", _CHECK, folder),
        ]
        pofilter = Path(sys.executable).with_name("pofilter")
        if pofilter.exists():
            out = str(folder / "found.po")
            command = (str(pofilter), "--progress=none", "large.po", out)
            contestants.append(Contestant("pofilter, all tests", command, folder))
        else:
            skip("pofilter", "the Translate Toolkit is not installed")
        compare(f"{ENTRIES:,} entries, all rules", contestants, rounds=1)


def _add_glossary(folder: Path) -> None:
    """Put the same catalog into a publication that has our glossary."""
    place = folder / "glossed"
    (place / "translations").mkdir(parents=True)
    (place / "duizhao.toml").write_text('[publication]\ntitle = "Large"\n')
    shutil.copy(ROOT / "translations" / "glossary.csv", place / "translations")
    (place / "large.po").symlink_to(folder / "large.po")


_WORDS = (*DUIZHAO, "check", "large.po", "--format", "json", "-o", "found.json")
# A command that is well whatever is found.
_CHECK = (sys.executable, "-c", _ANYWAY, *_WORDS)


def large() -> Catalog:
    """Return a catalog of our samples, again and again, each time said by another.

    No two entries are the same, so nothing is gained by keeping what a text said.
    """
    ours = our_pairs()
    entries = tuple(
        _entry(number, one, *_speaker(number // len(ours)))
        for number, one in enumerate(islice(cycle(ours), ENTRIES))
    )
    return Catalog("large.po", Entry("", _HEADER), entries)


def _entry(number: int, one: Good, han: str, latin: str) -> Entry:
    return Entry(
        f"{han}说：{one.source}",
        f"{latin} said: {one.target}",
        extracted=(f"type: {one.role}",) if one.role else (),
        references=(Reference(f"source/part{number // 300}.md", number % 300 + 1),),
    )


def _speaker(number: int) -> tuple[str, str]:
    """Return a name; the first 784 numbers give as many different ones."""
    first, second = divmod(number, len(_SYLLABLES))
    (han, latin), (more, end) = _SYLLABLES[first], _SYLLABLES[second]
    return f"阿{han}{more}", f"A{latin}{end}"


if __name__ == "__main__":
    main()

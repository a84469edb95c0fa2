"""Damages PO files at random and asks gettext whether the reader judges as it does.

`python -m tests.fuzz_po NUMBER [SEED]` prints every input of which they judge unlike.
The test run takes a thousand of them, `make fuzz` a hundred thousand.
"""

from __future__ import annotations

import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from duizhao.catalog.catalog import Catalog, Layout
from duizhao.catalog.po import read_po, write_po
from duizhao.errors import CatalogError

DATA = Path(__file__).parent / "data" / "po"
SEEDS = tuple(sorted([*DATA.glob("*.po"), *DATA.glob("tools/*.po")]))

# Where the reader is stricter on purpose: a part of its message, and the chapter of
# docs/deviations.md.
STRICTER = {
    "control character": "Characters that no product can hold",
    "carriage return": "Line ends",
    "no header entry": "The header",
    "declares no charset": "The header",
    "declares charset": "Encodings",
    "is not UTF-8": "Encodings",
    "not in UTF-8": "Encodings",
    "in the middle of a character": "Encodings",
    "the file is in UTF": "Encodings",
    "not even a header": "The header",
    "unknown word “domain”": "Domains",
    "a comment behind": "Comments",
    "a backslash": "A backslash at the end of a line",
}
_PIECES = [
    *'"\\#~|:,.<x[]01 =\t\r\n',
    *["\\n", "\\q", "\\x41", "\\", '""', '"\n"', "\n\n", " \n", "#~ ", "#| ", "#~| "],
    *["#, fuzzy\n", "# note\n", "#\n", "#: a b:3\n", "#. x\n", "#=\n", "//\n", "/* */"],
    *["msgid ", "msgstr ", "msgctxt ", "msgid_plural ", "msgstr[0] ", "msgstr[1] "],
    *[
        'msgid "z"\nmsgstr "y"\n',
        'msgstr ""\n',
        "domain",
        "<<<<<<< HEAD\n",
        "=======\n",
    ],
    *["“", "　", "é", "\ufeff", "\u2028", "\x85", "\0", "\x0b", "\x1b", "\udcff"],
]


def mutate(chance: random.Random) -> bytes:
    """Return a file that somebody damaged in one to three places."""
    data = chance.choice(_SEED_BYTES)
    lines = data.splitlines(keepends=True)
    if chance.random() < 0.7:  # a few entries only: gettext is asked sooner
        begin = chance.randrange(len(lines))
        lines = lines[: _header_size(lines)] + lines[begin : begin + 24]
    for _ in range(chance.randint(1, 3)):
        _damage(chance, lines)
    return b"".join(lines)


_SEED_BYTES = [path.read_bytes() for path in SEEDS]


def _header_size(lines: list[bytes]) -> int:
    blank = (at for at, line in enumerate(lines) if not line.strip() and at > 1)
    return next(blank, 0) + 1


def _damage(chance: random.Random, lines: list[bytes]) -> None:
    at = chance.randrange(len(lines))
    match chance.randrange(7):
        case 0:
            lines[at] = b""
        case 1:
            lines.insert(at, chance.choice(lines))
        case 2:
            other = chance.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        case 3:
            lines[at] = lines[at].rstrip(b"\r\n")
        case _:
            line = lines[at]
            place = chance.randint(0, len(line))
            piece = chance.choice(_PIECES).encode("utf-8", "surrogateescape")
            stop = place + chance.choice([0, 0, 0, 1, 1, 2, 5])
            lines[at] = line[:place] + piece + line[stop:]


def disagreement(data: bytes) -> str:
    """Return how the reader and gettext judge `data` unlike; "" where they agree."""
    try:
        catalog = read_po("t.po", data)
    except CatalogError as error:
        return _too_strict(data, error)
    if write_po(catalog) != data:
        return "it is not written back as it was"
    theirs = _msgcat(data.removeprefix(b"\xef\xbb\xbf"))
    if theirs is None:
        return "gettext refuses it"
    afresh = _msgcat(write_po(_fresh(catalog)))
    if afresh is None:
        return "gettext refuses it when written afresh"
    lost = [line for line in _messages(theirs) if line not in _messages(afresh)]
    more = [line for line in _messages(afresh) if line not in _messages(theirs)]
    if not lost and not more:
        return ""
    return f"gettext reads it otherwise: “{lost[:1]} and not {more[:1]}"


def _too_strict(data: bytes, error: CatalogError) -> str:
    if not (error.line and error.hint):
        return f"the error has no line or no hint: {error}"
    if _msgcat(data) is None:
        return ""
    if any(part in str(error) for part in STRICTER):
        return ""
    return f"gettext takes it: {error}"


def _fresh(catalog: Catalog) -> Catalog:
    """Return the catalog as if every entry had been changed."""
    entries = tuple(replace(entry) for entry in catalog.entries)
    layout = Layout(header_at=catalog.layout.header_at)
    header = replace(catalog.header)
    return replace(catalog, header=header, entries=entries, layout=layout)


def _messages(data: bytes) -> list[bytes]:
    # Comments at odd places are moved by msgcat, and unknown flags dropped.
    return [
        line
        for line in data.split(b"\n")
        if not line.startswith(b"#") or line.startswith((b"#~", b"#|"))
    ]


def _msgcat(data: bytes) -> bytes | None:
    done = subprocess.run(["msgcat", "-"], input=data, capture_output=True, check=False)
    return None if done.returncode else done.stdout


def disagreements(number: int, seed: int = 0) -> Iterator[tuple[bytes, str]]:
    """Yield of `number` damaged files those that are judged unlike, with the reason."""
    chance = random.Random(seed)
    for _ in range(number):
        data = mutate(chance)
        if reason := disagreement(data):
            yield data, reason


def main() -> None:
    """Print what is judged unlike."""
    number, seed = int(sys.argv[1]), int("".join(sys.argv[2:3]) or 0)
    reasons: Counter[str] = Counter()
    for data, reason in disagreements(number, seed):
        short = reason.split("\n")[0]
        reasons[short.split(" “")[0]] += 1
        if reasons[short.split(" “")[0]] < 3:
            print(f"=== {reason}\n{data.decode('utf-8', 'replace')}\n")
    print(f"{number} inputs, {reasons.total()} judged unlike")
    for reason, count in reasons.most_common():
        print(f"{count:6} {reason}")


if __name__ == "__main__":
    main()

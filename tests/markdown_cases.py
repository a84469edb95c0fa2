"""Cases in `tests/data/markdown`, and manuscripts and documents as lines of text.

A file holds cases of three parts, each ended by a line with a single dot: title, input,
expected. `␍` stands for a carriage return, `⇥` for a tab, `␣` for a blank at a line's
end, `␀` for a NUL. After a change that is meant, `python -m tests.markdown_cases`
writes what the program now says into the files; look at the difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry
from duizhao.document import Document
from duizhao.merging import Merged, merge
from duizhao.reading import Profile, read_text, source_document
from duizhao.segments import SegmentRules, segment_manuscript, unit_texts
from duizhao.units import Manuscript

FOLDER = Path(__file__).parent / "data" / "markdown"
_SIGNS = {"␍": "\r", "⇥": "\t", "␣": " ", "␀": "\0"}
_RULES = SegmentRules()


class Case(NamedTuple):
    title: str
    text: str
    expected: str


def iter_cases(name: str) -> list[Case]:
    parts = (FOLDER / f"{name}.txt").read_text("utf-8").split("\n.\n")
    cases = [Case(*parts[at : at + 3]) for at in range(0, len(parts) - 2, 3)]
    assert len(cases) > 3, "the cases are not where they should be"
    return [case._replace(title=case.title.strip()) for case in cases]


def decoded(text: str) -> str:
    for sign, character in _SIGNS.items():
        text = text.replace(sign, character)
    return text


def read(text: str) -> Manuscript:
    return read_text("a.md", text)


def catalog(*pairs: tuple[str, str] | Entry) -> Catalog:
    entries = (pair if isinstance(pair, Entry) else Entry(*pair) for pair in pairs)
    return Catalog("en.po", Entry(""), tuple(entries))


def merged(text: str, *pairs: tuple[str, str] | Entry) -> Merged:
    return merge(read(text), catalog(*pairs))


def document(text: str) -> Document:
    return source_document(read(text), Profile())


def segments(text: str) -> list[str]:
    manuscript = read(text)
    texts = unit_texts(manuscript, _RULES)
    return [s.key.msgid for s in segment_manuscript(manuscript, texts, _RULES)]


def show_units(text: str) -> str:
    """A line a unit: kind, level or key, number of soft and hard breaks, text."""
    manuscript = read(text)
    lines = []
    for unit, shown in zip(
        manuscript.units, unit_texts(manuscript, _RULES), strict=True
    ):
        kinds = "".join(joint.kind[0] for joint in unit.joints)
        words = [str(unit.kind), str(unit.level or ""), unit.name, kinds]
        head = " ".join(word for word in words if word)
        note = f" «{unit.comment}»" if unit.comment else ""
        lines.append(f"{head}: {_signed(shown.text)}{note}")
    lines += [f"! {item.place}: {item.message}" for item in manuscript.diagnostics]
    return "\n".join(lines)


def show_document(text: str) -> str:
    """A line a block, its parts in brackets; metadata first, footnotes last."""
    found = document(text)
    meta = found.metadata
    lines = [
        f"{field.name} = {_show(getattr(meta, field.name))}"
        for field in fields(meta)
        if getattr(meta, field.name)
    ]
    lines += [_show(block) for block in found.blocks]
    lines += [f"[^{label}] {_show(note)}" for label, note in found.footnotes.items()]
    return "\n".join(lines)


def _signed(text: str) -> str:
    return text.replace("\n", "⏎").replace("\r", "␍").replace("\0", "␀")


def _show(value: object) -> str:
    if isinstance(value, tuple):
        return "[" + " ".join(map(_show, value)) + "]"
    if isinstance(value, str) and not isinstance(value, Enum):
        return f"«{_signed(value)}»"
    if not is_dataclass(value):
        return str(value)
    name = type(value).__name__
    if name == "Text":
        return _show(value.value)  # type: ignore[attr-defined]
    given = [getattr(value, field.name) for field in fields(value)]
    parts = [_show(part) for part in given if part not in ("", None, ())]
    return f"{name}({', '.join(parts)})"


SHOWN: dict[str, Callable[[str], str]] = {
    "units": show_units,
    "documents": show_document,
}


def accept(names: Iterable[str] = SHOWN) -> None:
    for name in names:
        parts = [
            f"{case.title}\n.\n{case.text}\n.\n{SHOWN[name](decoded(case.text))}\n.\n"
            for case in iter_cases(name)
        ]
        (FOLDER / f"{name}.txt").write_text("\n".join(parts), "utf-8")


if __name__ == "__main__":
    accept()

"""Whatever somebody does to a page: each word lands on its segment, or is told."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from functools import cache
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.running_cases import W, catalog_of, edited, page_of, taken, words
from tests.test_review_running import told, tracked

markdown = st.text("ab *_~`[](x)!<>&$\\1^#\u0085é河“", min_size=1, max_size=24)


@settings(max_examples=60, deadline=None)
@example(["1", "1", "`\x851`"])
@given(st.lists(markdown.map(str.strip).filter(bool), min_size=3, max_size=3))
def test_no_translation_is_changed_by_going_out_and_back(given_: list[str]) -> None:
    text = "# 题。\n\n天亮了。见[这里](a.md)。\n\n- 好\n"
    catalog = catalog_of(text, ["Title", *given_])
    assert taken(catalog, page_of(text, catalog)).catalog is catalog


PLAIN = "".join(
    f"第{n}甲句说石头。第{n}乙句说河水。第{n}丙句说市场。\n\n" for n in range(1, 5)
)


def sentence(number: int) -> str:
    return (
        f"Sentence{number} tells of *stone{number}* and of water{number} by the road."
    )


@cache
def plain_page() -> bytes:
    return page_of(PLAIN, catalog_of(PLAIN, map(sentence, range(1, 13))))


def _type(root: Any, at: int, word: str) -> int:
    texts = [one for one in root.iter(f"{W}t") if "entence" in (one.text or "")]
    if not texts:
        return 0
    text = texts[at % len(texts)]
    parts = text.text.split(" ")
    place = 1 + at % max(len(parts) - 2, 1)
    text.text = " ".join([*parts[:place], word, *parts[place:]])
    return 1


def _remove(root: Any, at: int, _word: str) -> None:
    found = [one for one in root.iter(f"{W}p") if "entence" in words(one)]
    if len(found) > 1:
        one = found[at % len(found)]
        one.getparent().remove(one)


def _swap(root: Any, at: int, _word: str) -> None:
    found = [one for one in root.iter(f"{W}p") if "entence" in words(one)]
    if len(found) > 1:
        found[at % len(found)].addprevious(found[(at + 1) % len(found)])


def _join(root: Any, at: int, _word: str) -> None:
    found = [one for one in root.iter(f"{W}p") if "entence" in words(one)]
    if len(found) > 1:
        first, second = found[at % len(found)], found[(at + 1) % len(found)]
        blank = etree.SubElement(etree.SubElement(first, f"{W}r"), f"{W}t")
        blank.text = " "
        for one in second:
            if not one.tag.endswith("}pPr"):
                first.append(one)
        second.getparent().remove(second)


def _unmark(root: Any, at: int, _word: str) -> None:
    found = list(root.iter(f"{W}bookmarkStart"))
    if found:
        one = found[at % len(found)]
        one.getparent().remove(one)


def _part(root: Any, at: int, _word: str) -> None:
    found = [one for one in root.iter(f"{W}p") if "entence" in words(one)]
    if not found:
        return
    first = found[at % len(found)]
    inner = [one for one in first if not one.tag.endswith("}pPr")]
    second = etree.Element(f"{W}p")
    for one in inner[at % (len(inner) + 1) :]:
        second.append(one)
    first.addnext(second)


def _retype(root: Any, at: int, word: str) -> None:
    found = [one for one in root.iter(f"{W}t") if "entence" in (one.text or "")]
    if found:
        found[at % len(found)].text = f"{word} all new words "


def _delete(root: Any, at: int, _word: str) -> None:
    found = [one for one in root.iter(f"{W}p") if "entence" in words(one)]
    if len(found) > 1:
        tracked(found[at % len(found)], "del")


def _copy(root: Any, at: int, _word: str) -> None:
    found = [one for one in root.iter(f"{W}p") if "entence" in words(one)]
    if found:
        found[0].addprevious(deepcopy(found[at % len(found)]))


EDITS: tuple[Callable[[Any, int, str], Any], ...] = (
    *(_type, _type, _type, _remove, _swap, _join, _unmark, _part),
    *(_retype, _delete, _copy),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 40)), max_size=6))
def test_any_edits_land_on_their_segment_or_are_listed(
    edits: list[tuple[Callable[[Any, int, str], Any], int]],
) -> None:
    catalog = catalog_of(PLAIN, map(sentence, range(1, 13)))
    pages: list[str] = []

    def change(root: Any) -> None:
        for number, (edit, at) in enumerate(edits):
            edit(root, at, f"zq{number}")
        pages.append("".join(words(root).split()))

    settled = taken(catalog, edited(plain_page(), change))
    left = " ".join(text for _, text in told(settled))
    typed = (f"zq{number}" for number in range(len(edits)))
    for word in (one for one in typed if one in pages[0]):
        inside = [one.msgstr for one in settled.catalog.entries if word in one.msgstr]
        assert inside or word in left
    for number, one in enumerate(settled.catalog.entries, start=1):
        if one.msgstr != sentence(number):
            others = {sentence(n) for n in range(1, 13)} - {sentence(number)}
            assert not any(other in one.msgstr for other in others)
            assert any(_reads(page, one.msgstr) for page in pages)


def _reads(page: str, text: str) -> bool:
    """Whether a text stands in a page as it is, blanks and looks apart."""
    return "".join(text.replace("*", "").split()) in page

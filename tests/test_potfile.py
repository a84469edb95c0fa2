"""A pot straight from texts is the file that its entries would make."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.catalog.header import Project
from duizhao.catalog.pot import new_pot
from duizhao.catalog.potfile import write_pot
from duizhao.catalog.write import write_po
from duizhao.extraction import source_entries

PIECES = ["城市", "的早晨", "，", "。", "“走”", "——", "the first train ", "a/b-c", "３"]
ODD = ['"', "\\", "\n", " ", "é", "👍", "\u0301", "%", "（注）", "x" * 80]
WORDS = st.lists(st.sampled_from(PIECES + ODD), min_size=1, max_size=40).map("".join)
SAID = st.lists(st.sampled_from(["type: list item", "节\\", "", "a\nb", "\x07x", "文"]))
LINES = st.lists(st.integers(1, 99999), min_size=1, max_size=12, unique=True)
TEXTS = st.lists(
    st.tuples(WORDS, st.none() | WORDS, SAID.map(tuple), LINES.map(sorted).map(tuple)),
    unique_by=lambda text: text[:2],
)
TIME = datetime(2026, 11, 23, tzinfo=UTC)


@given(
    st.sampled_from(["a.md", "./source/我的 文件.md", "源/一.md", "b\x01.md"]),
    TEXTS,
    st.sampled_from([0, 1, 20, 79, 100]),
)
@settings(max_examples=150, deadline=None)
def test_a_pot_is_the_file_of_its_entries(path, texts, width) -> None:
    project = Project("书")
    pot = new_pot("a.pot", source_entries(path, texts), project, time=TIME)
    made = write_pot(path, texts, project, time=TIME, width=width)
    assert made == write_po(pot, width=width)

from __future__ import annotations

import pytest

from duizhao.document import BulletList, Quote, SegmentState
from duizhao.merging import merge
from duizhao.reading import Profile, source_document, target_document
from duizhao.walk import iter_nodes, plain_text
from tests.markdown_cases import catalog, document, read


@pytest.mark.parametrize("depth", [200, 2000])
@pytest.mark.parametrize("mark", ["> ", "- ", "1. "])
def test_deep_nesting_neither_crashes_nor_vanishes(mark: str, depth: int) -> None:
    text = mark * depth + "最里面。\n"
    manuscript = read(text)
    merged = merge(manuscript, catalog(("最里面。", "Innermost.")))
    source = source_document(manuscript, Profile())
    target = target_document(manuscript, merged, source, Profile("en"))
    assert merged.text == mark * depth + "Innermost.\n"
    assert plain_text(source.blocks) == "最里面。"  # type: ignore[arg-type]
    assert plain_text(target.blocks) == "Innermost."  # type: ignore[arg-type]


def test_lists_nested_by_indentation_keep_every_level() -> None:
    text = "".join(f"{'  ' * level}- 第{level}层\n" for level in range(200))
    nodes = list(iter_nodes(document(text).blocks))
    assert sum(isinstance(node, BulletList) for node in nodes) == 200
    assert sum(isinstance(node, Quote) for node in nodes) == 0
    assert "第199层" in plain_text(document(text).blocks)  # type: ignore[arg-type]


def test_deep_emphasis_and_brackets_are_read() -> None:
    for text in (
        "*" * 3000 + "字",
        "[" * 3000 + "字",
        "**字" * 2000,
        "字" + "`" * 5000,
    ):
        manuscript = read(text)
        assert merge(manuscript, catalog()).text == text
        assert "字" in plain_text(document(text).blocks)  # type: ignore[arg-type]


def test_a_hostile_translation_in_each_of_many_units_is_taken_back() -> None:
    text = "".join(f"第{number}段。\n\n" for number in range(40))
    pairs = [(f"第{number}段。", "x\n===") for number in range(40)]
    merged = merge(read(text), catalog(*pairs))
    assert merged.text == text
    assert all(p.state is SegmentState.UNTRANSLATED for p in merged.pieces)
    assert len(merged.diagnostics) == 40

"""The floors of segmentation on gold text that stands beside the repository."""

from __future__ import annotations

import importlib.util
import json
import sys
from types import ModuleType

import pytest

from duizhao.segment import split_sentences
from tests.shared import SHARED

pytestmark = pytest.mark.skipif(
    SHARED is None, reason="the gold text in ../shared is not on this machine"
)


def scorer() -> ModuleType:
    assert SHARED is not None
    path = SHARED / "corpus" / "segmentation" / "score_segmentation.py"
    spec = importlib.util.spec_from_file_location("score_segmentation", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        spec.loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = before
    return module


@pytest.mark.parametrize(("name", "floor"), [("hard_dev", 0.97), ("ud_dev", 0.985)])
def test_boundaries_are_found_at_least_this_well(name: str, floor: float) -> None:
    assert SHARED is not None
    path = SHARED / "corpus" / "segmentation" / f"{name}.jsonl"
    records = [
        json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()
    ]
    found = [split_sentences(record["text"]) for record in records]
    result = scorer().score(records, found)["ALL"]
    assert result["text_altered"] == 0
    assert result["F1"] >= floor

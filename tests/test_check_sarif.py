"""SARIF: each part of the log is as the standard has it, whatever was found."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.checks.examine import Silenced
from duizhao.cli.main import main
from duizhao.cli.sarif import sarif
from duizhao.diagnostics import Diagnostic, Place, Severity
from tests.json_schema import faults

SCHEMA = json.loads((Path(__file__).parent / "data" / "sarif.schema.json").read_text())
CATALOG = r"""
msgid ""
msgstr ""
"Language: en\n"
"Content-Type: text/plain; charset=UTF-8\n"

msgid "走吧，有4.8亿美元。"
msgstr "Let us 走吧， with US$4.8 billion dollars ."

# ignore text.han: a name
msgid "他叫李白。"
msgstr "He is 李白."

#, fuzzy
msgid "去吧。"
msgstr "Go."
"""


def log_of(folder: Path) -> Any:
    (folder / "一 二.po").write_text(CATALOG, "utf-8")
    out = folder / "out.sarif"
    words = [str(folder / "一 二.po"), "--format", "sarif", "-o", str(out)]
    assert main(["check", "-q", *words]) == 1
    return json.loads(out.read_text("utf-8"))


def test_a_log_is_as_the_schema_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    log = log_of(tmp_path)
    assert faults(log, SCHEMA) == []
    (run,) = log["runs"]
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert {"text.han", "text.numbers", "state.fuzzy"} <= set(ids)
    assert all(ids[one["ruleIndex"]] == one["ruleId"] for one in run["results"])
    assert sum("suppressions" in one for one in run["results"]) == 1


def test_a_region_is_the_text_that_is_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = CATALOG.split("\n")
    for result in log_of(tmp_path)["runs"][0]["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        if "endColumn" in region:
            line = lines[region["startLine"] - 1]
            meant = line[region["startColumn"] - 1 : region["endColumn"] - 1]
            assert meant == region["message"]["text"]


@given(st.text(), st.text(), st.integers(0, 3), st.integers(0, 3), st.text())
def test_no_finding_makes_another_log(
    path: str, text: str, line: int, column: int, reason: str
) -> None:
    place = Place(path.encode("utf-8", "replace").decode(), line, column)
    one = Diagnostic("a.b", Severity.INFO, place, text, text, text, 0, len(text))
    log = sarif([one], [Silenced(one, reason)], "sub/")
    assert faults(log, SCHEMA) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda run: run.pop("tool"), "$.runs[0] has no tool"),
        (lambda run: run.update(extra=1), "$.runs[0] may not have extra"),
        (lambda run: run["results"][0].update(level="bad"), "is none of"),
        (lambda run: run["results"][0].update(ruleIndex=-2), "is less than -1"),
        (lambda run: run["results"][0].pop("message"), "has no message"),
    ],
)
def test_the_schema_tells_what_is_wrong(change: Any, told: str) -> None:
    one = Diagnostic("a.b", Severity.ERROR, Place("a.po", 1), "m")
    log = copy.deepcopy(sarif([one], []))
    change(log["runs"][0])
    assert any(told in fault for fault in faults(log, SCHEMA))

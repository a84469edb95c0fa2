"""Every rule on its samples: what is found, and what is left in peace."""

from __future__ import annotations

import pytest

from duizhao.checks.all import RULES
from duizhao.checks.rule import Rule
from tests.check_samples import FOLDER, found_in, samples_of

BY_ID = {rule.id: rule for rule in RULES}
# These look at more than one entry, or at what no line of a sample can hold: their own
# tests are elsewhere.
WITHOUT = frozenset(
    {"state.missing", "state.fuzzy", "notation.spelling"}
    | {"consistency.source", "consistency.target", "text.straight"}
)
FILES = sorted(path.stem for path in FOLDER.glob("*.txt"))


@pytest.mark.parametrize("rule", FILES)
def test_a_rule_finds_what_its_samples_say(rule: str) -> None:
    wrong = [
        (one.line, one.source, one.target, found)
        for one in samples_of(rule)
        if (found := found_in(BY_ID[rule], one.source, one.target, one.style))
        != list(one.found)
    ]
    assert wrong == []


@pytest.mark.parametrize("rule", FILES)
def test_samples_hold_good_and_bad(rule: str) -> None:
    found = [bool(one.found) for one in samples_of(rule)]
    assert True in found
    assert False in found


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_that_looks_at_a_text_has_samples(rule: Rule) -> None:
    assert rule.id in FILES or rule.id in WITHOUT or rule.id.startswith("state.")

"""Each rule finds the faults of its own kind, and nearly nothing in good work."""

from __future__ import annotations

import random

import pytest

from duizhao.checks.all import RULES
from tests.damage import catch, catch_several, count_findings, damages, several
from tests.good_pairs import Good, our_pairs, published_pairs

DAMAGES = damages()
BY_ID = {rule.id: rule for rule in RULES}
SEVERAL = several()
# An entry left empty or fuzzy is no fault of a text.
WITHOUT = frozenset({"state.missing", "state.fuzzy"})
LEAST = 0.95
MOST = 0.05
needs_published = pytest.mark.skipif(
    not published_pairs(), reason="the published pairs in ../shared are not here"
)


def assert_caught(rule: str, good: tuple[Good, ...]) -> None:
    done = catch(BY_ID[rule], DAMAGES[rule], good)
    assert done.caught >= LEAST * done.damaged, done.missed[:5]


@pytest.mark.parametrize("rule", sorted(DAMAGES))
def test_a_rule_catches_its_own_kind_in_our_samples(rule: str) -> None:
    assert_caught(rule, our_pairs())


@needs_published
@pytest.mark.parametrize("rule", sorted(DAMAGES))
def test_a_rule_catches_its_own_kind_in_published_pairs(rule: str) -> None:
    assert_caught(rule, published_pairs())


def assert_caught_in_catalogs(rule: str, good: tuple[Good, ...]) -> None:
    done = catch_several(BY_ID[rule], SEVERAL[rule](good, random.Random(1)))
    assert done.damaged
    assert done.caught >= LEAST * done.damaged, done.missed[:5]


@pytest.mark.parametrize("rule", sorted(SEVERAL))
def test_a_rule_catches_its_own_kind_in_catalogs_of_ours(rule: str) -> None:
    assert_caught_in_catalogs(rule, our_pairs())


@needs_published
@pytest.mark.parametrize("rule", sorted(SEVERAL))
def test_a_rule_catches_its_own_kind_in_published_catalogs(rule: str) -> None:
    assert_caught_in_catalogs(rule, published_pairs())


def test_every_rule_has_a_fault_of_its_kind() -> None:
    assert {*DAMAGES, *SEVERAL} == set(BY_ID) - WITHOUT


@pytest.mark.parametrize("rule", sorted(DAMAGES))
def test_some_good_pair_can_be_damaged(rule: str) -> None:
    dice = random.Random(1)
    good = (*our_pairs(), *published_pairs())
    assert any(DAMAGES[rule](one.source, one.target, dice) for one in good)


def test_our_own_translations_are_clean() -> None:
    for rule in RULES:
        found = count_findings(rule, our_pairs())
        assert not any(found), (rule.id, our_pairs()[found.index(max(found))])


@needs_published
def test_good_published_work_is_left_in_peace() -> None:
    good = published_pairs()
    flagged = {
        number
        for rule in RULES
        for number, count in enumerate(count_findings(rule, good))
        if count
    }
    assert len(flagged) <= MOST * len(good)

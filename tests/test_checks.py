from __future__ import annotations

import pytest

from duizhao.catalog.entry import Entry, Previous
from duizhao.checks.all import RULES
from duizhao.diagnostics import Severity
from tests.check_samples import check_catalog
from tests.markdown_cases import catalog

FUZZY = ("fuzzy",)


def found(*entries: Entry, disabled: tuple[str, ...] = ()) -> list[str]:
    return [item.rule for item in check_catalog(catalog(*entries), RULES, disabled)]


@pytest.mark.parametrize(
    ("rule", "bad", "good"),
    [
        ("state.missing", Entry("船。"), Entry("船。", "A ship.")),
        ("state.fuzzy", Entry("船。", "Ship.", flags=FUZZY), Entry("船。", "Ship.")),
        (
            "markup.codes",
            Entry("见[它](a.md)。", "See it."),
            Entry("见[它](a.md)。", "See [it](a.md)."),
        ),
        ("text.han", Entry("船。", "A 船."), Entry("船。", "A ship (船).")),
        ("text.han", Entry("甲。", "〇"), Entry("`甲`。", "See https://a.cn/甲.")),
    ],
)
def test_each_rule_finds_the_bad_and_leaves_the_good(
    rule: str, bad: Entry, good: Entry
) -> None:
    assert rule in found(bad)
    assert rule not in found(good)


@pytest.mark.parametrize("rule", ["state.fuzzy", "markup.codes", "text.han"])
def test_a_rule_is_silenced_by_a_flag_or_by_the_settings(rule: str) -> None:
    bad = {
        "state.fuzzy": Entry("船。", "Ship.", flags=FUZZY),
        "markup.codes": Entry("`a`。", "It."),
        "text.han": Entry("船。", "A 船."),
    }[rule]
    silent = f"ignore-{rule.replace('.', '-')}"
    flagged = Entry(bad.msgid, bad.msgstr, flags=(*bad.flags, silent))
    assert found(bad) == [rule]
    assert found(flagged) == []
    assert found(bad, disabled=(rule,)) == []


def test_every_rule_has_an_id_of_its_own() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert all(rule.id.count(".") == 1 for rule in RULES)


def test_obsolete_entries_are_not_checked() -> None:
    assert found(Entry("船。", "船", obsolete=True)) == []


def test_a_fuzzy_finding_tells_what_the_translation_was_made_for() -> None:
    entry = Entry("船来。", "Ship.", flags=FUZZY, previous=Previous("船。"))
    (item,) = check_catalog(catalog(entry), RULES)
    assert "船。" in item.message
    assert item.severity is Severity.WARNING
    assert item.place.path == "en.po"


def test_no_hard_break_is_told_of_a_plural_that_is_complete() -> None:
    plural = Entry(
        "{n} 艘船", "{n} ship", msgid_plural="{n} 艘船", msgstr_plural=("a", "")
    )
    assert "state.missing" in found(plural)


def test_hostile_entries_raise_nothing() -> None:
    strange = ["\0", "\ud800", "[" * 500, "`" * 500, "(" * 500, "|", "\u2028", "<" * 99]
    entries = [Entry(f"甲{one}", f"x{one}字") for one in strange]
    assert check_catalog(catalog(*entries), RULES)

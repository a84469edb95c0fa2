"""The glossary over a catalog: paragraphs, first uses, names, what is merged."""

from __future__ import annotations

import pytest

from duizhao.catalog.entry import Entry, Reference
from duizhao.checks.rule import find_all, subject_of
from duizhao.checks.style import Style
from duizhao.checks.terms import TERMS
from tests.check_samples import GLOSSARY, termbase_of
from tests.markdown_cases import catalog

STYLE = Style(glossary=termbase_of(GLOSSARY))


def told(*entries: Entry, style: Style = STYLE) -> list[tuple[str, str]]:
    subject = subject_of(catalog(*entries), style)
    return [(rule.id, one.entry.msgid) for rule, one in find_all(subject, TERMS)]


def at(line: int, source: str, target: str, **more: object) -> Entry:
    return Entry(
        source, target, references=(Reference("a.md", line),), line=line, **more
    )  # type: ignore[arg-type]


def test_without_a_glossary_nothing_is_told() -> None:
    assert told(Entry("口岸", "port"), style=Style()) == []


def test_a_pronoun_will_do_where_the_paragraph_has_the_term() -> None:
    first = at(3, "微众银行在深圳。", "WeBank is in Shenzhen.")
    assert told(first, at(3, "微众银行很大。", "It is large.")) == []
    assert told(first, at(3, "微众银行很大。", "The house is large.")) == [
        ("term.missing", "微众银行很大。")
    ]
    assert told(first, at(5, "微众银行很大。", "It is large.")) == [
        ("term.missing", "微众银行很大。")
    ]


def test_a_part_of_the_name_will_do_where_the_paragraph_has_it() -> None:
    first = at(3, "经济特区成立。", "The Special Economic Zone was founded.")
    assert told(first, at(3, "经济特区很小。", "The zone was small.")) == []


def test_a_term_may_move_into_the_next_sentence() -> None:
    first = at(3, "在口岸，人很多。", "There were many people.")
    assert told(first, at(3, "他们在等。", "They waited at the checkpoint.")) == []


def test_a_term_is_told_once_in_a_paragraph() -> None:
    entries = [at(3, f"口岸{word}。", f"The border {word}.") for word in "甲乙丙"]
    assert told(*entries) == [("term.missing", "口岸甲。")]


def test_what_is_merged_into_a_neighbour_is_looked_for_there() -> None:
    carrier = at(3, "人很多。", "There were many people at the checkpoint.")
    merged = at(3, "口岸开了。", "[merged above]")
    assert told(carrier, merged) == []
    lost = at(3, "人很多。", "There were many people.")
    assert told(lost, merged) == [("term.missing", "人很多。")]


def test_fuzzy_and_missing_translations_are_left_in_peace() -> None:
    assert told(Entry("口岸", "port", flags=("fuzzy",)), Entry("口岸")) == []


def test_a_surname_will_do_after_the_full_name() -> None:
    full = at(3, "任正非来了。", "Ren Zhengfei has come.")
    short = at(9, "任正非走了。", "Ren has gone.")
    assert told(full, short) == []
    assert told(short, full) == [("term.missing", "任正非走了。")]


def test_only_the_first_use_must_be_full() -> None:
    first = at(3, "大湾区很大。", "The Greater Bay Area (GBA) is large.")
    later = at(9, "大湾区很美。", "The GBA is beautiful.")
    assert told(first, later) == []
    assert told(later, first) == [("term.first-use", "大湾区很美。")]


def test_a_heading_is_no_first_use() -> None:
    heading = at(1, "大湾区", "The GBA", extracted=("type: heading 1",))
    first = at(3, "大湾区很大。", "The Greater Bay Area (GBA) is large.")
    assert told(heading, first) == []


def test_a_word_that_is_forbidden_is_not_missing_too() -> None:
    assert told(Entry("口岸", "The port")) == [("term.forbidden", "口岸")]


@pytest.mark.parametrize("rule", ["term.forbidden"])
def test_a_comment_silences_a_rule(rule: str) -> None:
    assert told(Entry("口岸", "port", comments=(f"ignore {rule}: a quotation",))) == []


def test_a_turned_name_is_mended() -> None:
    entry = Entry("任正非来了。", "Zhengfei Ren has come.")
    subject = subject_of(catalog(entry), STYLE)
    ((_, one),) = find_all(subject, TERMS)
    mended = entry.msgstr[: one.start] + (one.fix or "") + entry.msgstr[one.end :]
    assert mended == "Ren Zhengfei has come."


def test_hostile_entries_raise_nothing() -> None:
    strange = ["\0", "\ud800", "İ" * 40, "’s" * 40, "(" * 300, "port " * 300, "\ue000"]
    told(*(Entry(f"口岸{one}任正非大湾区", one) for one in strange))

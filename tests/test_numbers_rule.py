"""The rule about numbers looks at whole paragraphs, and writes English of the variety."""

from __future__ import annotations

from duizhao.catalog.entry import Entry, Reference
from duizhao.checks.numbers import NUMBERS
from duizhao.checks.style import Style
from tests.check_samples import check_catalog
from tests.markdown_cases import catalog

_PARAGRAPH = "type: paragraph"


def sentence(zh: str, en: str, line: int = 3, kind: str = _PARAGRAPH) -> Entry:
    places = (Reference("a.md", line),)
    return Entry(zh, en, extracted=(kind,), references=places)


def told(*entries: Entry, locale: str = "en") -> list[str]:
    style = Style(locale=locale)
    return [
        one.message for one in check_catalog(catalog(*entries), [NUMBERS], style=style)
    ]


def test_a_number_may_wander_to_the_next_sentence_of_its_paragraph() -> None:
    first = sentence("来了38人。", "People came.")
    second = sentence("他们都走了。", "All 38 of them left.")
    assert told(first, second) == []
    assert told(second, first) == []


def test_a_number_may_wander_to_the_next_line_of_its_paragraph() -> None:
    first = sentence("来了38人。", "People came.", 3)
    assert told(first, sentence("他们都走了。", "All 38 left.", 4)) == []
    assert len(told(first, sentence("他们都走了。", "All 38 left.", 5))) == 2


def test_a_number_does_not_wander_from_item_to_item() -> None:
    kind = "type: list item"
    first = sentence("来了38人。", "People came.", 3, kind)
    assert len(told(first, sentence("他们都走了。", "All 38 left.", 4, kind))) == 2


def test_two_numbers_that_changed_places_are_two_errors() -> None:
    first = sentence("来了38人。", "Some 52 came.")
    second = sentence("走了52人。", "Some 38 left.")
    assert len(told(first, second)) == 2


def test_another_number_in_the_next_sentence_is_no_excuse() -> None:
    first = sentence("来了38人。", "People came.")
    assert len(told(first, sentence("他们都走了。", "All 39 left."))) == 2


def test_the_right_figure_is_written_in_the_variety_of_the_translation() -> None:
    wrong = sentence("净利润4.8亿美元。", "Net profit was $4.8 billion.")
    [plain] = told(wrong)
    [american] = told(wrong, locale="en-US")
    [unknown] = told(wrong, locale="en-nowhere")
    assert "= US$480 million," in plain
    assert "= $480 million," in american
    assert unknown == plain


def test_code_is_not_compared() -> None:
    assert told(sentence("运行`x 38`。", "Run `x 52`.")) == []

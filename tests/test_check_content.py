"""Rules that look at several entries; spelling; and the bounds of what is measured."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.catalog.entry import Entry
from duizhao.checks.consistency import ALIKE, OTHERWISE, across
from duizhao.checks.content import CONTENT
from duizhao.checks.dates import DATES
from duizhao.checks.heading import HEADING
from duizhao.checks.latin import LATIN
from duizhao.checks.links import where
from duizhao.checks.rule import Rule, Subject, subject_of
from duizhao.checks.spelling import WORDS
from duizhao.checks.style import Style
from duizhao.cli.main import main
from duizhao.spelling.lexicon import Country, lexicon
from duizhao.spelling.pinyin import is_pinyin
from duizhao.terms.model import Glossary, Term
from duizhao.terms.termbase import Termbase
from tests.good_pairs import our_pairs
from tests.markdown_cases import catalog


def subject(
    *texts: tuple[str, str], role: str = "", style: Style | None = None
) -> Subject:
    entries = [
        Entry(
            source,
            target,
            context=str(number),
            extracted=(f"type: {role}",) if role else (),
            line=number,
        )
        for number, (source, target) in enumerate(texts, 1)
    ]
    return subject_of(catalog(*entries), style or Style())


def lines(rule: Rule, looked_at: Subject) -> list[int]:
    return [one.entry.line for one in rule.find(looked_at)]


BOTH = (OTHERWISE.id, ALIKE.id)


# --- consistency -----------------------------------------------------------------------


def test_the_rarer_translation_of_a_source_is_told_with_the_places_of_the_others() -> (
    None
):
    looked_at = subject(
        ("请登记。", "Register."), ("请登记。", "Sign in."), ("请登记。", "Register.")
    )
    (found,) = OTHERWISE.find(looked_at)
    assert found.entry.line == 2
    assert "line 1, line 3" in found.message
    assert "Register." in found.hint


def test_capitals_and_marks_make_no_other_translation() -> None:
    assert (
        lines(OTHERWISE, subject(("好。", "All right."), ("好。", "all right"))) == []
    )


def test_a_heading_may_say_it_otherwise_than_a_paragraph() -> None:
    one = Entry("开门", "Opening Up", context="1", extracted=("type: heading 2",))
    two = Entry("开门", "Open the door", context="2", extracted=("type: paragraph",))
    assert lines(OTHERWISE, subject_of(catalog(one, two))) == []


@pytest.mark.parametrize(
    ("one", "two", "said"),
    [
        ("价格涨了。", "价格跌了。", "Prices rose."),
        ("我们同意。", "我们不同意。", "We agree."),
        (
            "清晨的市场还没有开门。",
            "火车站前面停着三辆卡车。",
            "The market had not opened yet.",
        ),
    ],
)
def test_one_translation_for_two_meanings_is_told(
    one: str, two: str, said: str
) -> None:
    assert lines(ALIKE, subject((one, said), (two, said))) == [2]


@pytest.mark.parametrize(
    ("one", "two", "said"),
    [
        ("注意：", "提示：", "Note:"),
        ("他来了。", "他到了。", "He has come."),
        ("开放市场", "开放的市场", "An open market"),
    ],
)
def test_two_ways_to_say_one_thing_may_have_one_translation(
    one: str, two: str, said: str
) -> None:
    assert lines(ALIKE, subject((one, said), (two, said))) == []


def test_catalogs_are_compared_with_each_other() -> None:
    here = subject(("请登记。", "Register."), ("请登记。", "Register."))
    there = subject(("请登记。", "Sign in."), ("再见。", "Goodbye."))
    found = list(across([("a.po", here), ("b.po", there)], BOTH))
    assert [(one.rule, str(one.place)) for one in found] == [
        ("consistency.source", "b.po:1")
    ]
    assert "a.po:1" in found[0].message
    assert list(across([("a.po", here), ("b.po", there)], [ALIKE.id])) == []


def test_what_differs_within_a_catalog_is_not_told_again_between_catalogs() -> None:
    here = subject(("请登记。", "Register."), ("请登记。", "Sign in."))
    assert (
        list(across([("a.po", here), ("b.po", subject(("好。", "Good.")))], BOTH)) == []
    )


# --- names -----------------------------------------------------------------------------


def test_a_name_may_be_taken_up_by_a_pronoun() -> None:
    looked_at = subject(
        ("Huawei来了。", "Huawei came."), ("Huawei走了。", "The company left.")
    )
    assert lines(LATIN, looked_at) == []
    assert lines(LATIN, subject(("Huawei走了。", "The company left."))) == [1]


# --- dates, headings -------------------------------------------------------------------


def test_two_orders_of_a_date_in_one_catalog_are_told_once_at_the_rarer() -> None:
    looked_at = subject(
        ("三月五日。", "It was March 5, 2024, a Tuesday."),
        ("三月六日。", "It was 6 March 2024, a Wednesday."),
        ("三月七日。", "It was March 7, 2024, a Thursday."),
    )
    assert lines(DATES, looked_at) == [2]


def test_a_table_may_have_the_sign_where_sentences_have_percent() -> None:
    looked_at = subject(
        ("约18%", "About 18%"), ("增长两成。", "Sales grew by 20 percent in a year.")
    )
    assert lines(DATES, looked_at) == []


def test_a_name_in_a_heading_is_known_from_the_sentences() -> None:
    style = Style(headings="sentence")
    texts = ("他去南方银行。", "He went to Southern Bank and to Main Street.")
    heading = Entry("南方的银行", "A Bank in the South", extracted=("type: heading 1",))
    plain = Entry(*texts, extracted=("type: paragraph",))
    (found,) = HEADING.find(subject_of(catalog(heading, plain), style))
    assert found.message.endswith("South")


# --- spelling --------------------------------------------------------------------------


def test_words_of_the_glossary_are_spelt_as_it_has_them() -> None:
    text = ("组织化。", "They practise organisation in Shenzhun zones of goverment.")
    base = Termbase(Glossary((Term("组织", ("organisation", "goverment zones")),)))
    bare = Style("en-US")
    assert len(lines(WORDS, subject(text, style=bare))) == 3
    own = Style("en-US", glossary=base)
    assert [one.message for one in WORDS.find(subject(text, style=own))] == [
        "a British spelling: practise"
    ]


def test_both_spellings_in_one_catalog_are_told_once_at_the_rarer() -> None:
    looked_at = subject(
        ("颜色。", "The color of labor."),
        ("中心。", "The centre."),
        ("剧院。", "A theatre and a color."),
    )
    assert len(lines(WORDS, looked_at)) == 1


@pytest.mark.parametrize(
    "word",
    [
        "run",
        "ran",
        "happily",
        "unhappily",
        "cities",
        "reorganized",
        "livestreamers",
        "e-mail"[2:],
    ],
)
def test_words_and_their_forms_are_known(word: str) -> None:
    assert lexicon().has(word)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("recieve", "receive"),
        ("accomodate", "accommodate"),
        ("goverment", "government"),
        ("seperate", "separate"),
        ("untill", "until"),
    ],
)
def test_a_slip_is_known_for_what_it_was_meant_to_be(wrong: str, right: str) -> None:
    assert not lexicon().has(wrong)
    assert right in lexicon().suggest(wrong)


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("colour", "color"),
        ("theatre", "theater"),
        ("travelled", "traveled"),
        ("defence", "defense"),
        ("analyse", "analyze"),
        ("grey", "gray"),
        ("aeroplane", "airplane"),
        ("haemoglobin", "hemoglobin"),
        ("jewellery", "jewelry"),
        ("fulfil", "fulfill"),
    ],
)
def test_each_country_has_its_spelling(british: str, american: str) -> None:
    assert lexicon().spelling(british) == (Country.BRITISH, american)
    assert lexicon().spelling(american) == (Country.AMERICAN, british)


@pytest.mark.parametrize(
    "word", ["organize", "check", "program", "meter", "story", "table"]
)
def test_what_both_countries_write_belongs_to_neither(word: str) -> None:
    assert lexicon().spelling(word) is None


def test_no_word_has_two_countries_and_every_word_is_known() -> None:
    pairs = lexicon()._spelt
    assert all(lexicon().has(word) for word in pairs)
    assert all(spelt.other != word for word, spelt in pairs.items())


@pytest.mark.parametrize(
    "word", ["shenzhen", "renzhengfei", "lü".replace("ü", "v"), "zhuang"]
)
def test_pinyin_is_recognised(word: str) -> None:
    assert is_pinyin(word)


# --- damages, of what takes more than one entry or a setting ---------------------------


def test_a_word_in_the_wrong_case_is_found_in_every_heading_of_ours() -> None:
    style = Style(headings="title")
    good = [one for one in our_pairs() if one.role.startswith(("heading", "title"))]
    caught = damaged = 0
    for source, target, role in good:
        assert lines(HEADING, subject((source, target), style=style, role=role)) == []
        words = re.findall(r"(?<= )[A-Z][a-z]{5,}(?=[ ,])", target)
        for word in words:
            bad = target.replace(word, word.lower())
            if word.lower() in ("through", "before", "behind"):  # either way
                continue
            damaged += 1
            caught += bool(
                lines(HEADING, subject((source, bad), style=style, role=role))
            )
    assert damaged
    assert caught >= 0.95 * damaged


def test_what_is_translated_in_two_ways_is_found() -> None:
    good = [one for one in our_pairs() if len(one.target) > 20]
    twice = [(one.source, one.target) for one in good]
    other = [(one.source, f"So {one.target}") for one in good]
    assert len(lines(OTHERWISE, subject(*twice, *other))) >= 0.95 * len(good)
    assert lines(OTHERWISE, subject(*twice, *twice)) == []


def test_a_translation_pasted_into_the_next_entry_is_found() -> None:
    good = [one for one in our_pairs() if len(one.target) > 30]
    pasted = [
        text
        for one, other in pairwise(good)
        for text in ((one.source, one.target), (other.source, one.target))
    ]
    assert len(lines(ALIKE, subject(*pasted))) >= 0.95 * (len(good) - 1)


# --- laws ------------------------------------------------------------------------------

_SIGNS = "甲乙a1B 、。,.-/%#@[]()<b>*`~‘’“”:\\\n" + "\ue000\u200b\ud800"


@given(st.lists(st.tuples(st.text(_SIGNS, min_size=1), st.text(_SIGNS)), max_size=6))
def test_nothing_in_a_text_makes_a_rule_fail(texts: list[tuple[str, str]]) -> None:
    styles = [Style(), Style("en-GB", "title", "single"), Style("en-US", "sentence")]
    for style in styles:
        looked_at = subject(*texts, style=style, role="heading 1")
        for rule in CONTENT:
            for one in rule.find(looked_at):
                assert 0 <= one.start <= one.end <= len(one.entry.msgstr)


@given(st.text(_SIGNS))
def test_an_address_less_what_may_differ_is_less_of_it_no_more(link: str) -> None:
    assert where(where(link)) == where(link) or "//" in link


HOSTILE = [
    *("[" * 20000, "**" * 20000, "](" * 9000, "a@" * 9000, "![" * 20000, "a" * 40000),
    *(
        "[a](b)" + "[" * 20000,
        "<b>" * 9000 + "</b>",
        "<b><i>" * 5000 + "</b></i>" * 5000,
    ),
    *("an" * 20000 + "q", "a" * 30000 + "@", "1/" * 20000, "1," * 20000, "a.b" * 9000),
    " ".join(f"Ab{number}" for number in range(4000)),
    " ".join(f"[a](b{number}.md)" for number in range(2000)),
    "5 % of " + "a" * 40000,
    "` `` ``` ```` " * 2000,
    "ana" * 12000 + "’",
    *("“" * 19000, "‘a " * 6000, "‘" + "as’ a" * 3900, "a”." * 9000),
]


@pytest.mark.timeout(20)
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:8])
def test_a_hostile_text_takes_no_time(text: str) -> None:
    both = (f"甲{text}", f"x{text[::-1]}"), (f"乙{text}", f"x {text}")
    for style in (Style("en", "title"), Style("en-US"), Style("en-GB", "", "single")):
        role = "heading 1" if style.headings else ""
        looked_at = subject(*both, style=style, role=role)
        for rule in CONTENT:
            list(rule.find(looked_at))


# --- a publication ---------------------------------------------------------------------


def test_check_compares_the_documents_of_a_publication(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("duizhao.toml").write_text("")
    Path("source").mkdir()
    said = {"a": "Please register.", "b": "Sign in, please.", "c": "Please register."}
    for name in said:
        Path("source", f"{name}.md").write_text("请登记。\n", "utf-8")
    assert main(["update"]) == 0
    for name, english in said.items():
        path = Path("translations/en/LC_MESSAGES", f"{name}.po")
        before, _, after = path.read_text("utf-8").rpartition('msgstr ""')
        path.write_text(f'{before}msgstr "{english}"{after}', "utf-8")
    capsys.readouterr()
    main(["check", "--rule", "consistency", "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    assert "consistency.source" in str(found)
    assert "b.po" in str(found)
    main(["check", "b", "--rule", "consistency", "--format", "json"])
    assert "consistency.source" not in capsys.readouterr().out

"""A change of segmentation takes every translation along."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from duizhao.catalog.entry import Entry
from duizhao.catalog.regroup import Regrouped, regroup

DAWN = Entry("天亮了。", "It dawned.")
RIVER = Entry("河水很绿。", "The river is green.")
BOTH = Entry("天亮了。河水很绿。", "It dawned. The river is green.")


def given_to(old: list[Entry], *msgids: str) -> list[Regrouped | None]:
    new = [Entry(one) for one in msgids]
    found = regroup(old, new)
    return [found.get(one.key) for one in new]


def text_of(regrouped: Regrouped | None) -> tuple[str, bool] | None:
    return regrouped and (regrouped.msgstr, regrouped.fuzzy)


def test_sentences_become_a_paragraph() -> None:
    [whole] = given_to([DAWN, RIVER], BOTH.msgid)
    assert text_of(whole) == (BOTH.msgstr, False)
    assert whole is not None
    assert whole.sources == (DAWN, RIVER)


def test_a_paragraph_becomes_sentences() -> None:
    dawn, river = given_to([BOTH], DAWN.msgid, RIVER.msgid)
    assert text_of(dawn) == (DAWN.msgstr, False)
    assert text_of(river) == (RIVER.msgstr, False)


def test_a_border_that_moves_takes_the_sentences_along() -> None:
    old = [Entry("甲说。乙说。", "A said. B said."), Entry("丙说。", "C said.")]
    first, rest = given_to(old, "甲说。", "乙说。丙说。")
    assert text_of(first) == ("A said.", True)
    assert text_of(rest) == ("B said. C said.", True)


def test_what_cannot_be_cut_goes_whole_to_each_and_fuzzy() -> None:
    old = [Entry(BOTH.msgid, "At dawn the river is green.")]
    for one in given_to(old, DAWN.msgid, RIVER.msgid):
        assert text_of(one) == ("At dawn the river is green.", True)


def test_a_fuzzy_or_missing_sentence_makes_the_paragraph_fuzzy() -> None:
    fuzzy = Entry(RIVER.msgid, RIVER.msgstr, flags=("fuzzy",))
    [one] = given_to([DAWN, fuzzy], BOTH.msgid)
    assert text_of(one) == (BOTH.msgstr, True)
    [one] = given_to([DAWN, Entry(RIVER.msgid)], BOTH.msgid)
    assert text_of(one) == (DAWN.msgstr, True)


def test_a_sentence_whose_entry_stands_elsewhere_is_found() -> None:
    river, night = Entry("河水很绿。", "The river is green."), Entry("夜。", "Night.")
    old = [river, night, DAWN]  # the second paragraph is 天亮了。河水很绿。
    [one] = given_to(old, BOTH.msgid)
    assert text_of(one) == (BOTH.msgstr, False)
    old = [DAWN, night, Entry("天亮了。风起。", "It dawned. The wind rose.")]
    _, wind = given_to(old, DAWN.msgid, "风起。")
    assert text_of(wind) == ("The wind rose.", False)


def test_words_that_happen_to_make_a_text_are_not_joined() -> None:
    old = [Entry("深圳", "Shenzhen"), Entry("人口", "People"), Entry("经济", "Economy")]
    assert given_to(old, "深圳经济") == [None]


def test_an_obsolete_translation_with_the_same_words_is_left_to_be_revived() -> None:
    obsolete = [
        Entry(one.msgid, one.msgstr, obsolete=True, comments=("mine",))
        for one in (DAWN, RIVER)
    ]
    assert given_to([BOTH, *obsolete], DAWN.msgid, RIVER.msgid) == [None, None]


def test_a_newer_translation_wins_over_an_obsolete_one_which_is_kept_beside() -> None:
    newer = Entry(BOTH.msgid, "Day broke. The river is green.")
    obsolete = [
        Entry(one.msgid, one.msgstr, obsolete=True, comments=("mine",))
        for one in (DAWN, RIVER)
    ]
    dawn, river = given_to([newer, *obsolete], DAWN.msgid, RIVER.msgid)
    assert dawn is not None
    assert (dawn.msgstr, dawn.also) == ("Day broke.", (DAWN.msgstr,))
    assert river is not None
    assert (river.msgstr, river.also) == (RIVER.msgstr, ())


def test_two_translations_of_one_sentence_are_both_kept() -> None:
    old = [BOTH, Entry("天亮了。人很多。", "Day broke. There are many people.")]
    dawn, _, _ = given_to(old, DAWN.msgid, RIVER.msgid, "人很多。")
    assert dawn is not None
    assert (dawn.msgstr, dawn.fuzzy) == ("It dawned.", True)
    assert dawn.also == ("Day broke.",)


def test_a_thousand_texts_that_begin_alike_take_no_time() -> None:
    old = [
        Entry(f"注意：第{n}条。要点{n}。", f"Note {n}. Point {n}.") for n in range(1000)
    ]
    new = [text for n in range(1000) for text in (f"注意：第{n}条。", f"要点{n}。")]
    found = given_to(old, *new)
    assert [text_of(one) for one in found[:2]] == [
        ("Note 0.", False),
        ("Point 0.", False),
    ]
    assert None not in found


sentences = st.lists(
    st.text("天地人山水火风云", min_size=3, max_size=9).map("{}。".format),
    min_size=1,
    max_size=12,
    unique=True,
)


def english(sentence: str) -> str:
    return "T" + "".join(f"{ord(one):x}" for one in sentence[:-1]) + "."


@given(sentences, st.data())
def test_any_regrouping_carries_each_sentence_to_its_place(
    texts: list[str], data: st.DataObject
) -> None:
    def cut() -> list[list[str]]:
        borders = data.draw(st.sets(st.integers(1, len(texts))))
        edges = [0, *sorted(borders - {len(texts)}), len(texts)]
        return [texts[a:b] for a, b in pairwise(edges)]

    old = [Entry("".join(group), " ".join(map(english, group))) for group in cut()]
    groups = cut()
    new = ["".join(group) for group in groups]
    known = {one.msgid for one in old}
    for group, one in zip(groups, given_to(old, *new), strict=True):
        if "".join(group) in known:
            assert one is None
        else:
            assert one is not None
            # A border that moved within a run is dealt by length: nothing is lost.
            assert one.fuzzy or one.msgstr == " ".join(map(english, group))


@given(sentences)
def test_there_and_back_is_the_same(texts: list[str]) -> None:
    old = [Entry(one, english(one)) for one in texts]
    [whole] = given_to(old, "".join(texts)) if texts[1:] else [None]
    if whole is not None:
        back = given_to([Entry("".join(texts), whole.msgstr)], *texts)
        assert [text_of(one) for one in back] == [(one.msgstr, False) for one in old]

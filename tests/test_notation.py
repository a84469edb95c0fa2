"""Sentences that are merged into a neighbour, or left out on purpose."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.bilingual import pair_documents
from duizhao.catalog.entry import Entry
from duizhao.catalog.notation import (
    Astray,
    Notation,
    carrier_of,
    notation_of,
    said_together,
)
from duizhao.checks.all import RULES
from duizhao.document import Document, Pair, Paragraph, SegmentState
from duizhao.extraction import extract
from duizhao.hollow import is_hollow, without_hollow
from duizhao.merging import Merged, MergeOptions, merge
from duizhao.pipeline.rendering import percent_of
from duizhao.readers.markdown.skeleton import read_skeleton
from duizhao.reading import Profile, read_text, source_document, target_document
from duizhao.walk import plain_text
from tests.check_samples import check_catalog
from tests.markdown_cases import catalog, merged, read
from tests.markdown_strategies import MARKDOWN, TRANSLATIONS

UP, DOWN, OUT = "[merged above]", "[merged below]", "[left out]"
ONE, TWO, THREE = "天亮了。", "走吧。", "船来了。"
FEW = settings(max_examples=80, deadline=None)


def rules(found: Merged) -> list[str]:
    return [item.rule for item in found.diagnostics]


def states(found: Merged) -> list[SegmentState]:
    return [piece.state for piece in found.pieces]


def page(source: str, *pairs: tuple[str, str]) -> tuple[Document, Document]:
    manuscript = read(source)
    made = merge(manuscript, catalog(*pairs))
    original = source_document(manuscript, Profile())
    return original, target_document(manuscript, made, original, Profile("en"))


# --- the words -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("msgstr", "meant"),
    [
        ("[merged above]", Notation.ABOVE),
        ("[Merged Below]", Notation.BELOW),
        ("  [ left  out ]\n", Notation.LEFT_OUT),
        ("merged above", None),
        ("[merged above].", None),
        ("[left out] and more", None),
        ("", None),
    ],
)
def test_a_notation_is_known_by_its_words_alone(
    msgstr: str, meant: Notation | None
) -> None:
    assert notation_of("天亮了。", msgstr) is meant


@pytest.mark.parametrize("msgid", ["［略］", "[略]", "（从略）", " 【略】 "])
def test_a_source_in_brackets_has_its_brackets_translated(msgid: str) -> None:
    assert notation_of(msgid, OUT) is None
    assert merged(f"{msgid.strip()}\n", (msgid.strip(), OUT)).text == f"{OUT}\n"


@given(st.lists(st.sampled_from([None, *Notation]), max_size=12))
def test_what_carries_a_sentence_is_a_translation_on_the_side_it_names(
    notations: list[Notation | None],
) -> None:
    for index, way in enumerate(notations):
        if way is None or way is Notation.LEFT_OUT:
            continue
        found = carrier_of(index, notations)
        if not isinstance(found, Astray):
            assert notations[found] is None
            assert (found < index) is (way is Notation.ABOVE)
            between = notations[min(index, found) + 1 : max(index, found)]
            assert set(between) <= {way}


# --- blanks --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "texts", "expected"),
    [
        ("天亮了。走吧。船来了。\n", ("Day.", UP, "A ship."), "Day. A ship.\n"),
        ("天亮了。走吧。船来了。\n", ("Day.", UP, UP), "Day.\n"),
        ("天亮了。走吧。船来了。\n", (DOWN, DOWN, "A ship."), "A ship.\n"),
        ("天亮了。走吧。船来了。\n", (OUT, "Go.", OUT), "Go.\n"),
        ("天亮了。走吧。船来了。\n", (OUT, "", "A ship."), "走吧。A ship.\n"),
        ("> 天亮了。\n> 走吧。\n> 船来了。\n", ("Day.", UP, "S."), "> Day.\n> S.\n"),
        ("> 天亮了。\n> 走吧。\n> 船来了。\n", (DOWN, "Go.", UP), "> Go.\n"),
        ("天亮了。  \n走吧。\\\n船来了。\n", (OUT, "Go.", OUT), "Go.\n"),
        ("　　天亮了。走吧。船来了。\n", (DOWN, "Go.", ""), "Go. 船来了。\n"),
        (
            "天亮了。Hello. 走吧。船来了。\n",
            ("Day.", OUT, ""),
            "Day. Hello. 船来了。\n",
        ),
        ("天亮了。Hello. 走吧。船来了。\n", (OUT, OUT, OUT), "Hello.\n"),
        ("| 天亮了。走吧。 |\n|---|\n", ("Day.", UP), "| Day. |\n|---|\n"),
        ("天亮了。\n\n走吧。船来了。\n", ("Day.", UP, "S."), "Day.\n\nS.\n"),
    ],
)
def test_nothing_is_printed_of_it_nor_of_the_blank_beside_it(
    source: str, texts: tuple[str, ...], expected: str
) -> None:
    pairs = zip((ONE, TWO, THREE), texts, strict=False)
    found = merged(source, *pairs)
    assert found.text == expected
    assert found.diagnostics == ()


def test_what_is_merged_or_left_out_counts_as_translated() -> None:
    found = merged("天亮了。走吧。船来了。\n", (ONE, "Day."), (TWO, UP), (THREE, OUT))
    assert found.finished
    assert percent_of(found) == 100


def test_a_fuzzy_notation_is_never_used() -> None:
    entry = Entry(TWO, UP, flags=("fuzzy",))
    for fuzzy in (False, True):
        pairs = catalog((ONE, "Day."), entry)
        found = merge(
            read("天亮了。走吧。\n"), pairs, options=MergeOptions(fuzzy=fuzzy)
        )
        assert found.text == "Day. 走吧。\n"
        assert states(found) == [SegmentState.TRANSLATED, SegmentState.FUZZY]


# --- codes ---------------------------------------------------------------------------

NOTE = "\n\n[^1]: 注。\n"


@pytest.mark.parametrize("between", ["", "\n\n"])
def test_the_codes_of_a_merged_sentence_stand_in_its_neighbour(between: str) -> None:
    linked = "见**[它](a.md)**[^1]。"
    source = f"{linked}{between}走吧。{NOTE}"
    texts = (linked, DOWN), (TWO, "Go, see [it](a.md)[^1]."), ("注。", "A note.")
    found = merged(source, *texts)
    assert "Go, see [it](a.md)[^1]." in found.text
    assert found.diagnostics == ()
    assert found.finished


def test_a_code_that_nobody_took_over_takes_both_back() -> None:
    source = "见[它](a.md)。走吧。\n"
    found = merged(source, ("见[它](a.md)。", DOWN), (TWO, "Go."))
    assert found.text == source
    assert rules(found) == ["markup.codes"]
    assert set(states(found)) == {SegmentState.UNTRANSLATED}


def test_the_codes_of_what_is_left_out_may_not_turn_up_elsewhere() -> None:
    found = merged(
        "见[它](a.md)。走吧。\n", ("见[它](a.md)。", OUT), (TWO, "[x](a.md)")
    )
    assert rules(found) == ["markup.codes"]
    assert found.text == "走吧。\n"


def test_a_picture_or_a_note_that_goes_with_its_sentence_is_told() -> None:
    found = merged(
        "![图](a.png)\n\n见[^1]。\n", ("![图](a.png)", OUT), ("见[^1]。", OUT)
    )
    assert rules(found) == ["notation.dropped"] * 2


# --- no neighbour --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "texts", "words"),
    [
        ("天亮了。走吧。\n", (UP, "Go."), "no sentence above"),
        ("天亮了。走吧。\n", ("Day.", DOWN), "no sentence below"),
        ("天亮了。走吧。\n", (DOWN, UP), "each merged into the other"),
        ("天亮了。走吧。\n", (OUT, UP), "left out"),
        ("天亮了。走吧。\n", ("", UP), "not translated yet"),
        ("天亮了。\n\n# 走吧。\n", ("Day.", UP), "no sentence above"),
        ("# 天亮了。\n\n走吧。\n", ("Day.", UP), "no sentence above"),
        ("---\nlead: 天亮了。\n---\n走吧。\n", ("Day.", UP), "no sentence above"),
    ],
)
def test_a_sentence_that_nothing_carries_stays_in_the_source_language(
    source: str, texts: tuple[str, str], words: str
) -> None:
    found = merged(source, *zip((ONE, TWO), texts, strict=True))
    assert any(words in item.message for item in found.diagnostics)
    assert SegmentState.UNTRANSLATED in states(found)
    assert ONE in found.text or TWO in found.text


@pytest.mark.parametrize(
    "source",
    ["# 天亮了\n", "天亮了\n===\n", "---\ntitle: 天亮了\n---\n", "甲\n: 天亮了\n"],
)
def test_a_heading_a_title_and_a_term_cannot_be_left_out(source: str) -> None:
    found = merged(source, ("天亮了", OUT), ("甲", OUT))
    assert "notation.heading" in rules(found)


def test_a_footnote_goes_only_with_its_mark() -> None:
    source = f"见[^1]。{NOTE}"
    assert "notation.heading" in rules(
        merged(source, ("见[^1]。", "S[^1]."), ("注。", OUT))
    )
    assert merged(source, ("见[^1]。", OUT), ("注。", OUT)).finished


# --- pages ---------------------------------------------------------------------------

BLOCKS = "天亮了。\n\n- 走吧。\n- 船来了。\n\n> 天亮了。\n\n| 甲 |\n|---|\n| 走吧。 |\n"


def test_blocks_of_which_nothing_is_left_are_not_on_the_page() -> None:
    _, target = page(BLOCKS, (ONE, OUT), (TWO, OUT), (THREE, "A ship."), ("甲", "A"))
    shown = without_hollow(target)
    assert [type(block).__name__ for block in shown.blocks] == ["BulletList", "Table"]
    assert len(shown.blocks[0].items) == 1  # type: ignore[union-attr]
    assert shown.blocks[1].rows == ()  # type: ignore[union-attr]


def test_beside_the_original_their_place_stays_empty() -> None:
    source, target = page(BLOCKS, (ONE, OUT), (TWO, OUT), (THREE, "Ship."), ("甲", "A"))
    rows = pair_documents(source, target).rows
    pairs = [row for row in rows if isinstance(row, Pair)]
    assert [is_hollow(row.target) for row in pairs] == [True, True, False, True]
    assert [row.target for row in pairs if is_hollow(row.target)] == [Paragraph(())] * 3
    assert not any(is_hollow(row.source) for row in pairs)


def test_an_inner_item_that_is_left_out_leaves_no_bullet() -> None:
    text = "- 船来了。\n    - 天亮了。\n    - 走吧。\n\n> [!NOTE]\n> - 走吧。\n"
    source, target = page(text, (ONE, OUT), (TWO, "Go."), (THREE, "A ship."))
    [first, second] = pair_documents(source, target).rows
    [item] = first.target.items  # type: ignore[union-attr]
    assert [plain_text((child,)) for child in item.children] == ["A ship.", "Go."]
    source, target = page(text, (ONE, OUT), (TWO, OUT), (THREE, "A ship."))
    [first, second] = pair_documents(source, target).rows
    [item] = first.target.items  # type: ignore[union-attr]
    assert len(item.children) == 1
    assert second.target == Paragraph(())


def test_a_figure_that_is_left_out_leaves_one_row() -> None:
    source, target = page(
        "![图](a.png)\n\n走吧。\n", ("![图](a.png)", OUT), (TWO, "Go.")
    )
    assert len(pair_documents(source, target).rows) == 2


def test_a_plain_text_leaves_sentences_out_likewise() -> None:
    manuscript = read_text("a.txt", "天亮了。走吧。\n\n船来了。\n")
    made = merge(manuscript, catalog((ONE, "Day."), (TWO, UP), (THREE, OUT)))
    original = source_document(manuscript, Profile())
    target = target_document(manuscript, made, original, Profile("en"))
    (block,) = without_hollow(target).blocks
    assert plain_text(block.children) == "Day."  # type: ignore[union-attr]


# --- checks --------------------------------------------------------------------------


def found_by_checks(*entries: Entry) -> list[str]:
    return [item.rule for item in check_catalog(catalog(*entries), RULES)]


def test_the_checks_take_a_merged_group_for_one_pair() -> None:
    group = (
        Entry("见[它](a.md)。", DOWN),
        Entry("**重**", DOWN),
        Entry("走吧。", "Go, see [it](a.md) and `code`."),
        Entry("`代码`。", UP),
        Entry("用[^1]。", OUT),
    )
    assert found_by_checks(*group) == []
    assert found_by_checks(Entry("见[它](a.md)。", DOWN), Entry(TWO, "Go.")) == [
        "markup.codes"
    ]


@pytest.mark.parametrize(
    ("msgstr", "meant"),
    [
        ("[merge above]", "[merged above]"),
        ("[Merged above.]", "[merged above]"),
        ("(merged with the previous sentence)", "[merged above]"),
        ("[combined with next]", "[merged below]"),
        ("[merged]", "[merged above] or [merged below]"),
        ("【left out】", "[left out]"),
        ("[omitted]", "[left out]"),
        ("Day breaks. [merged above]", "stands alone"),
        ("Day breaks, [Left out] and more" * 9, "stands alone"),
    ],
)
def test_what_only_looks_like_a_notation_is_told(msgstr: str, meant: str) -> None:
    found = check_catalog(catalog((ONE, msgstr)), RULES)
    (item,) = (one for one in found if one.rule == "notation.spelling")
    assert meant in item.hint


@pytest.mark.parametrize("msgstr", ["Omitted", "[Sic]", UP, "Above.", "(Day breaks.)"])
def test_other_texts_are_not_taken_for_a_notation(msgstr: str) -> None:
    assert "notation.spelling" not in found_by_checks(Entry(ONE, msgstr))


def test_sentences_that_become_one_leave_their_notations_behind() -> None:
    texts = [Entry(ONE, "Day."), Entry(TWO, UP), Entry(THREE, DOWN)]
    assert said_together(texts) == ["Day.", "", ""]
    assert said_together(texts[1:]) == [UP, ""]


# --- laws ----------------------------------------------------------------------------

SAID = st.lists(st.sampled_from([UP, DOWN, OUT, "", "Go."]) | TRANSLATIONS, max_size=12)


@settings(max_examples=200, deadline=None)
@given(MARKDOWN, SAID)
def test_no_notation_changes_the_skeleton_or_makes_anything_raise(
    text: str, said: list[str]
) -> None:
    manuscript = read(text)
    pairs = zip(extract(manuscript), said, strict=False)
    entries = [Entry(e.msgid, words, context=e.context) for e, words in pairs]
    made = merge(manuscript, catalog(*entries))
    assert read_skeleton(made.text) == read_skeleton(text)
    source = source_document(manuscript, Profile())
    target = target_document(manuscript, made, source, Profile("en"))
    without_hollow(target)
    pair_documents(source, target)
    assert len(target.blocks) == len(source.blocks)


@FEW
@given(st.lists(st.sampled_from([UP, DOWN, OUT, "", "One.", "Two."]), min_size=1))
def test_no_blank_is_doubled_and_none_stands_at_an_edge(said: list[str]) -> None:
    texts = [f"第{number}句。" for number in range(len(said))]
    made = merged("".join(texts) + "\n", *zip(texts, said, strict=True))
    assert made.text.strip() + "\n" == made.text
    assert "  " not in made.text
    assert not re.search("merged|left out", made.text)


@FEW
@given(st.lists(st.sampled_from([UP, DOWN, OUT, "", "One."]), min_size=1, max_size=9))
def test_every_sentence_is_printed_or_translated(said: list[str]) -> None:
    texts = [f"第{number}句。" for number in range(len(said))]
    made = merged("".join(texts) + "\n", *zip(texts, said, strict=True))
    for piece in made.pieces:
        printed = piece.msgid in made.text
        assert printed is (piece.state is not SegmentState.TRANSLATED)

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry
from duizhao.document import Document
from duizhao.extraction import extract
from duizhao.merging import Merged, MergeOptions, merge
from duizhao.pipeline.rendering import percent_of
from duizhao.readers.markdown.front_matter import encode_scalar, find_scalars
from duizhao.reading import Profile, read_text, source_document, target_document
from duizhao.walk import plain_text
from tests.markdown_cases import catalog, document, merged, read, segments


def covered(found: Merged) -> list[str]:
    data = found.text.encode()
    return [data[piece.start : piece.stop].decode() for piece in found.pieces]


def states(found: Merged) -> list[str]:
    return [str(piece.state) for piece in found.pieces]


def refused(found: Merged, words: str) -> bool:
    (item,) = found.diagnostics
    return item.place.path == "en.po" and words in item.message


# --- blanks between sentences --------------------------------------------------------

TWO = ("天亮了。", "Day breaks."), ("走吧。", "Let’s go.")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("天亮了。走吧。\n", "Day breaks. Let’s go.\n"),
        ("天亮了。别的。走吧。\n", "Day breaks. 别的。Let’s go.\n"),
        ("天亮了。\n走吧。\n", "Day breaks.\nLet’s go.\n"),
        ("> 天亮了。\n> 走吧。\n", "> Day breaks.\n> Let’s go.\n"),
        ("> 天亮了。\n走吧。\n", "> Day breaks.\nLet’s go.\n"),
        ("- 天亮了。走吧。\n", "- Day breaks. Let’s go.\n"),
        ("天亮了。Good morning. 走吧。\n", "Day breaks. Good morning. Let’s go.\n"),
        ("天亮了。\r\n走吧。\r\n", "Day breaks.\r\nLet’s go.\r\n"),
        ("| 天亮了。走吧。 |\n|---|\n", "| Day breaks. Let’s go. |\n|---|\n"),
        ("走吧。", "Let’s go."),
        ("　　走吧。", "Let’s go."),
        ("　　天亮了。\n　　走吧。", "Day breaks.\nLet’s go."),
        ("天亮了。　走吧。", "Day breaks. Let’s go."),
        ("[^1]走吧。\n\n[^1]: 天亮了。\n", None),
    ],
)
def test_english_sentences_stand_a_blank_apart(
    source: str, expected: str | None
) -> None:
    pairs = (*TWO, ("[^1]走吧。", "[^1]Let’s go."))
    wanted = expected or "[^1]Let’s go.\n\n[^1]: Day breaks.\n"
    assert merged(source, *pairs).text == wanted


def test_sentences_of_a_language_without_blanks_join_with_nothing() -> None:
    pairs = catalog(("天亮了。", "夜が明けた。"), ("走吧。", "行こう。"))
    found = merge(read("天亮了。走吧。\n"), pairs, options=MergeOptions("ja"))
    assert found.text == "夜が明けた。行こう。\n"


def test_a_hard_break_stays_as_the_author_wrote_it() -> None:
    source = "**第一行\\\n第二行  \n第三行**\n"
    (msgid,) = segments(source)
    assert msgid == "**第一行\n第二行\n第三行**"
    found = merged(source, (msgid, "**One\ntwo\nthree**"))
    assert found.text == "**One\\\ntwo  \nthree**\n"
    assert refused(merged(source, (msgid, "**One two\nthree**")), "line break")


def test_the_translation_of_a_soft_broken_sentence_is_one_line() -> None:
    found = merged(
        "> 船厂的门\n> 从来不锁。\n", ("船厂的门从来不锁。", "Never locked.")
    )
    assert found.text == "> Never locked.\n"


def test_nothing_doubles_or_loses_blanks_around_codes() -> None:
    found = merged(
        "**天亮了。**走吧。\n", ("**天亮了。**", "**Dawn.**"), ("走吧。", "Go.")
    )
    assert found.text == "**Dawn.** Go.\n"


# --- what is printed and what is not -------------------------------------------------


def test_partial_and_fuzzy_translations_keep_their_state() -> None:
    fuzzy = Entry("走吧。", "Go!", flags=("fuzzy",))
    pairs = catalog(("天亮了。", "Dawn."), fuzzy)
    manuscript = read("天亮了。走吧。别的。\n")
    found = merge(manuscript, pairs)
    assert found.text == "Dawn. 走吧。别的。\n"
    assert states(found) == ["translated", "fuzzy", "untranslated"]
    assert covered(found) == ["Dawn.", "走吧。", "别的。"]
    used = merge(manuscript, pairs, options=MergeOptions(fuzzy=True))
    assert used.text == "Dawn. Go! 别的。\n"
    assert states(used) == ["translated", "fuzzy", "untranslated"]


def test_an_obsolete_or_blank_translation_is_none() -> None:
    pairs = (Entry("天亮了。", "Dawn.", obsolete=True), ("走吧。", "  \n"))
    found = merged("天亮了。走吧。\n", *pairs)
    assert found.text == "天亮了。走吧。\n"
    assert states(found) == ["untranslated", "untranslated"]


def test_unfinished_segments_are_marked_in_the_document() -> None:
    manuscript = read("# 海港\n\n天亮了。**走**吧。\n")
    found = merge(manuscript, catalog(("天亮了。", "Dawn.")))
    source = source_document(manuscript, Profile())
    target = target_document(manuscript, found, source, Profile("en"))
    assert "Marked" in repr(target.metadata.title)
    (paragraph,) = target.blocks
    assert [type(node).__name__ for node in paragraph.children] == [  # type: ignore[union-attr]
        "Text",
        "Marked",
    ]
    assert plain_text(paragraph.children) == "Dawn. 走吧。"  # type: ignore[union-attr]


HEAD = """---
title: 海港
lead: |
  天亮了。
  船来了。
author: [林晓, "周远"]
---

# 海港

正文。
"""


def shown(source: str, *pairs: tuple[str, str]) -> Document:
    manuscript = read(source)
    found = merge(manuscript, catalog(*pairs))
    original = source_document(manuscript, Profile())
    return target_document(manuscript, found, original, Profile("en"))


def test_unfinished_values_of_the_front_matter_are_marked() -> None:
    metadata = shown(HEAD, ("周远", "Zhou Yuan")).metadata
    assert [type(node).__name__ for node in metadata.title] == ["Marked"]
    assert [type(node).__name__ for node in metadata.lead] == ["Marked"]
    assert [type(node).__name__ for node in metadata.author] == [
        "Marked",
        "Text",
        "Text",
    ]
    assert plain_text(metadata.author) == "林晓, Zhou Yuan"


def test_authors_stand_apart_as_their_language_has_it() -> None:
    authors = ("林晓", "Lin Xiao"), ("周远", "Zhou Yuan")
    assert plain_text(shown(HEAD, *authors).metadata.author) == "Lin Xiao, Zhou Yuan"
    assert plain_text(document(HEAD).metadata.author) == "林晓、周远"


@pytest.mark.parametrize("title", ["Harbour", "1\\. Harbour", "*The* harbour", "&amp;"])
def test_a_heading_that_repeats_the_title_is_left_out_in_both_languages(
    title: str,
) -> None:
    assert len(document(HEAD).blocks) == 1
    assert len(shown(HEAD, ("海港", title)).blocks) == 1


def test_percent_counts_hanzi_and_is_100_only_when_finished() -> None:
    long = "长" * 999 + "。"
    found = merged(f"{long}短。\n", (long, "Long."))
    assert percent_of(found) == 99
    assert percent_of(merged("No Chinese.\n")) == 100
    assert percent_of(merged("天亮了。\n")) == 0
    assert percent_of(merged("天亮。走。\n", ("天亮。", "Dawn."))) == 66


def test_the_same_words_as_heading_and_cell_have_translations_of_their_own() -> None:
    source = "# 收盘\n\n收盘\n\n| 收盘 |\n|---|\n| 收盘 |\n"
    manuscript = read(source)
    assert [entry.context for entry in extract(manuscript)] == [
        "heading",
        None,
        "table",
    ]
    found = merged(
        source,
        Entry("收盘", "The close", context="heading"),
        Entry("收盘", "It closes"),
        Entry("收盘", "Close", context="table"),
    )
    assert found.text == "# The close\n\nIt closes\n\n| Close |\n|---|\n| Close |\n"


def test_a_catalog_from_before_the_context_still_serves() -> None:
    found = merged("# 收盘\n\n收盘\n", Entry("收盘", "Close"))
    assert found.text == "# Close\n\nClose\n"


# --- refusals ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "target", "words"),
    [
        ("见[链接](a.md)。", "See it.", "link `a.md` is missing"),
        ("见它。", "See [it](a.md).", "link `a.md` is not in the source"),
        ("见它。", "See <b>it</b>.", "HTML tag `<b>`"),
        ("见它。", "See https://evil.example.", "link `https://evil.example`"),
        ("见![图](a.png)。", "See ![it](b.png).", "picture `a.png` is missing"),
        ("有注[^1]。", "A note.", "footnote mark `1` is missing"),
        ("用`ls`。", "Use `rm`.", "code span `ls` is missing"),
        ("用`代码`。", "Use it.", "a code span is missing"),
        ("见它。", "a\n===", "line break"),
    ],
)
def test_a_translation_with_other_codes_is_refused_and_the_source_stays(
    source: str, target: str, words: str
) -> None:
    found = merged(source, Entry(source, target))
    assert found.text == source
    assert refused(found, words)


def test_a_code_span_of_chinese_may_be_translated() -> None:
    assert merged("用`代码`。", ("用`代码`。", "Use `code`.")).text == "Use `code`."


def test_the_fragment_of_a_relative_link_may_be_translated() -> None:
    pairs = ("见[上](a.md#上)。", "See [above](a.md#above).")
    assert merged(pairs[0], pairs).text == pairs[1]


def test_the_diagnostic_names_the_line_of_the_catalog() -> None:
    from duizhao.catalog.po import read_po  # noqa: PLC0415

    po = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "见它。"\nmsgstr "See <b>it</b>."\n'
    found = merge(read("见它。\n"), read_po("en.po", po.encode()))
    assert [str(item.place) for item in found.diagnostics] == ["en.po:4"]
    assert found.diagnostics[0].rule == "markup.codes"


def test_sentences_that_make_a_link_together_are_both_refused() -> None:
    pairs = ("看这里。", "see [click"), ("再看。", "here](javascript:x)")
    found = merged("看这里。再看。\n", *pairs)
    assert found.text == "看这里。再看。\n"
    assert all("together" in item.message for item in found.diagnostics)


def test_prices_are_no_formulas() -> None:
    pairs = ("在五亿和六亿之间。", "HK$5bn to HK$6bn; from $5–$6.")
    assert merged("在五亿和六亿之间。\n", pairs).text == f"{pairs[1]}\n"
    assert not merged(
        "价格从$5到$6。\n", ("价格从$5到$6。", "From 5 to 6.")
    ).diagnostics


# --- fitting into the place ----------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("一", "1. One", "1\\. One"),
        ("一", "# One", "\\# One"),
        ("一", "- One", "\\- One"),
        ("一", "+ 5", "\\+ 5"),
        ("一", "> One", "\\> One"),
        ("一", "---", "\\---"),
        ("一", "1986. A year", "1986\\. A year"),
        ("一", "-5 degrees", "-5 degrees"),
        ("一", "#1 in China", "#1 in China"),
        ("一", "[One]: two", "[One]\\: two"),
        ("一", "[a\\]b]: two", "[a\\]b]\\: two"),
        ("- 一", "1. One", "- 1\\. One"),
        ("# 一", "Number #", "# Number \\#"),
        ("# 一", "1. One", "# 1. One"),
        ("一\n===", "1. One", "1\\. One\n==="),
        ("| 一 |\n|---|", "- a", "| - a |\n|---|"),
        ("# 一 #", "C#", "# C# #"),
        ("| 一 |\n|---|", "a | b", "| a \\| b |\n|---|"),
        ("| 一 |\n|---|", "a \\| b", "| a \\| b |\n|---|"),
        ("[^1]: 一\n\n[^1]", "[^2]: x", None),
    ],
)
def test_what_would_be_markup_in_its_place_is_escaped(
    source: str, target: str, expected: str | None
) -> None:
    found = merged(source, Entry("一", target))
    if expected is None:
        assert found.text == source
        assert found.diagnostics
    else:
        assert found.text == expected
        assert found.diagnostics == ()


def test_a_refused_unit_does_not_take_its_neighbours_along() -> None:
    source = "一\\\n二\n\n三。\n\n四。\n"
    pairs = ("一\n二", "a\n```"), ("三。", "Three."), ("四。", "Four.")
    found = merged(source, *pairs)
    assert "Three." in found.text
    assert "Four." in found.text


# --- front matter --------------------------------------------------------------------

VALUES = [
    "Plain words",
    "A harbour: morning",
    "Number # one",
    'He said "go"',
    "It's",
    "yes",
    "2024",
    "null",
    "~",
    "- x",
    "a, b",
    "[x]",
    "*x*",
    "x:",
    "two\nlines",
    "tab\there",
    "back\\slash",
    "a\u2028b",
    "a\x85b",
    "a\x07b",
    "2001-12-14 21:59:43",
    ".inf",
    "---",
    "...",
    "@x",
    "%x",
    "=",
    "1e3",
    "12:30",
    "2024-03-05",
    "<<",
]


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize(
    "line",
    [
        "title: 海港",
        "title: '海港'",
        'title: "海港"',
        "title: [海港, 甲]",
        "title:\n  - 海港",
        "title: |\n  海港",
        "title: >-\n  海港",
    ],
)
def test_a_translated_value_says_what_the_translator_wrote(
    value: str, line: str
) -> None:
    source = f"---\n{line}\nauthor: 某\n---\n\n正文。\n"
    found = merged(source, Entry("海港", value))
    front = found.text.split("---\n\n正文")[0].removeprefix("---\n")
    title = yaml.safe_load(front)["title"]
    said = title[0] if isinstance(title, list) else title
    assert str(said).strip("\n") == value
    assert yaml.safe_load(front)["author"] == "某"
    assert not found.diagnostics


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=30), st.sampled_from(["字", "'字'", '"字"', "|\n  字\n"]))
def test_any_value_written_as_yaml_is_read_back(value: str, original: str) -> None:
    clean = value.encode("utf-8", "replace").decode()
    written = encode_scalar(clean, original)
    assert "\n" not in written.rstrip("\n")
    assert yaml.safe_load(f"title: {written}\nx: 1\n") == {
        "title": clean.strip() if written[:1] != '"' else clean,
        "x": 1,
    }


@pytest.mark.parametrize("head", ["title", "'title'", '"title"', "title "])
def test_a_front_matter_key_may_be_quoted(head: str) -> None:
    scalars, problem = find_scalars(f"x: 1\n{head}: 春天\n  \n", ("title", "author"))
    assert [(one.name, one.value) for one in scalars] == [("title", "春天")]
    assert problem is None


@settings(max_examples=150, deadline=None)
@given(st.text("abc字:#-'\"[]{}|>&*!%@`,? \n\t\r\u2028\x85", max_size=40))
def test_the_places_of_front_matter_values_are_right(text: str) -> None:
    source = f"title: {text}\nauthor: 某\n"
    scalars, problem = find_scalars(source, ("title", "author"))
    edges = [edge for one in scalars for edge in (one.start, one.stop)]
    assert edges == sorted(edges)
    assert problem is None or not scalars


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("Day breaks.", "We go.", "Day breaks. We go."),
        ("Day breaks.", "", "Day breaks. 我们走。"),
        ("", "We go.", "天亮了。We go."),
        ("“Day breaks.”", "“We go.”", "“Day breaks.” “We go.”"),
        ("天亮咯。", "我们走咯。", "天亮咯。我们走咯。"),
        ("“天亮咯。”", "“我们走咯。”", "“天亮咯。”“我们走咯。”"),
    ],
)
def test_a_blank_stands_between_sentences_but_after_a_full_width_mark(
    one: str, two: str, expected: str
) -> None:
    manuscript = read_text("a.md", "天亮了。我们走。\n")
    entries = (Entry("天亮了。", one), Entry("我们走。", two))
    assert (
        merge(manuscript, Catalog("en.po", Entry(""), entries)).text == expected + "\n"
    )


@pytest.mark.parametrize(
    ("source", "target", "accepted"),
    [
        ("(https://zh.example.org/)", "(https://en.example.org/)", True),
        ("(http://a.example)", "(https://a.example)", True),
        ("(甲.md#乙)", "(a.md#b)", True),
        ("(a.md)", "(https://a.example)", False),
        ("(https://a.example)", "(javascript:alert)", False),
        ("(a.md)", "(//a.example)", False),
        ("(mailto:a@example.org)", "(tel:1)", False),
    ],
)
def test_a_link_may_lead_elsewhere_but_not_by_another_scheme(
    source: str, target: str, *, accepted: bool
) -> None:
    manuscript = read_text("a.md", f"见[页]{source}。\n")
    entry = Entry(f"见[页]{source}。", f"See the [page]{target}.")
    made = merge(manuscript, Catalog("en.po", Entry(""), (entry,)))
    assert (made.diagnostics == ()) is accepted

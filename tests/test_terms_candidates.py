"""New terms, and how a word was rendered; all sentences are our own."""

from __future__ import annotations

import pytest

from duizhao.terms.beside import Kind, marked
from duizhao.terms.candidates import as_term, candidates
from duizhao.terms.model import Glossary, Term
from duizhao.terms.ngrams import runs
from duizhao.terms.passage import Passage
from duizhao.terms.renderings import Corpus
from duizhao.terms.termbase import Termbase
from duizhao.terms.usage import inconsistent, usages

ROWS = [
    ("无人机飞过稻田。", "A drone flies over the paddy fields."),
    ("农民用无人机撒种。", "Farmers sow with drones."),
    ("一架无人机抵得上十个人。", "One drone is worth ten people."),
    ("无人机怕大风。", "A drone fears strong wind."),
    ("村里的合作社买了三架。", "The village cooperative bought three."),
    ("合作社的账本是公开的。", "The books of the cooperative are open."),
    ("年轻人回到合作社。", "The young return to the co-op."),
    ("他说，合作社像一条船。", "A co-op, he says, is like a boat."),
    ("合作社有一台电视。", "The cooperative has a television."),
    ("晚上合作社开会。", "In the evening the co-op meets."),
    ("秧苗长高了。", "The seedlings have grown."),
    ("雨下了三天。", "It rained for three days."),
    ("河水涨了。", "The river rose."),
    ("桥没有断。", "The bridge held."),
    ("他们唱歌。", "They sang."),
    ("天亮了。", "Day broke."),
    ("创办人任小田（Ren Xiaotian）写了《稻田笔记》。", "The founder wrote a book."),
    ("他用DJI的“飞手包”。", "He uses DJI’s kit."),
]
PASSAGES = [Passage(a, b, "fields", n) for n, (a, b) in enumerate(ROWS, 1)]


def found(base: Termbase, least: int = 3) -> dict[str, str]:
    return {one.text: one.target for one in candidates(PASSAGES, base, least)}


def test_repeated_words_and_marked_names_are_proposed_with_their_rendering() -> None:
    told = found(Termbase(Glossary()))
    assert told["无人机"] == "drone"
    assert told["任小田"] == "Ren Xiaotian"
    assert "《稻田笔记》" in told
    assert "飞手包" in told
    assert "人机" not in told
    assert "雨下" not in told


def test_what_the_glossary_has_is_no_news() -> None:
    base = Termbase(Glossary((Term("无人机", ("drone",)), Term("任小田", ("Ren",)))))
    assert not {"无人机", "任小田"} & set(found(base))


def test_a_candidate_is_a_row_that_tells_where_it_is_from() -> None:
    (one,) = (
        one
        for one in candidates(PASSAGES, Termbase(Glossary()))
        if one.text == "任小田"
    )
    term = as_term(one)
    assert (term.targets, term.part_of_speech) == (("Ren Xiaotian",), "person")
    assert term.note == "1 time: fields 17"


def test_several_renderings_of_one_word_are_told_apart() -> None:
    corpus = Corpus(PASSAGES)
    ways, unclear = corpus.renderings("合作社", corpus.holding("合作社"))
    assert sorted((way.text, len(way.passages)) for way in ways) == [
        ("co-op", 3),
        ("cooperative", 3),
    ]
    assert not unclear


def test_what_is_no_rendering_of_the_glossary_is_told() -> None:
    base = Termbase(
        Glossary((Term("合作社", ("cooperative",)), Term("桥", ("bridge",))))
    )
    (one,) = inconsistent(usages(PASSAGES, base), Corpus(PASSAGES))
    assert one.source == "合作社"
    assert [way.text for way in one.allowed] == ["cooperative"]
    assert [way.text for way in one.others] == ["co-op"]


def test_forms_of_one_rendering_are_one() -> None:
    base = Termbase(Glossary((Term("无人机", ("drone", "drones")),)))
    (one,) = usages(PASSAGES, base)
    assert (one.count, [len(way.passages) for way in one.allowed]) == (4, [4])


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("董事长任正非（Ren Zhengfei）说", Kind.BESIDE, "任正非"),
        ("诗人北岛（英文名：Bei Dao）", Kind.BESIDE, "北岛"),
        ("由微软（Microsoft）开发", Kind.BESIDE, "微软"),
        ("读《红楼梦》", Kind.TITLE, "《红楼梦》"),
        ("所谓“口岸经济”", Kind.QUOTED, "口岸经济"),
        ("用FISCO BCOS记账", Kind.LATIN, "FISCO BCOS"),
    ],
)
def test_marked_names(text: str, kind: Kind, name: str) -> None:
    assert (name, kind) in {(one.text, one.kind) for one in marked(text)}


@pytest.mark.parametrize("text", ["他说：“走吧，天黑了。”", "用the word", "第3页（3）"])
def test_what_is_no_name(text: str) -> None:
    assert list(marked(text)) == []


@pytest.mark.parametrize(
    "text", ["四十五年", "第三题", "一位香港", "的船", "我们", "在船上", "船"]
)
def test_what_is_never_a_term(text: str) -> None:
    assert text not in {run.text for run in runs([f"，{text}，"] * 5, 2)}


def test_part_of_a_longer_word_is_none() -> None:
    told = {run.text for run in runs(["看合作社。", "有合作社。", "合作社好"], 2)}
    assert "合作社" in told
    assert not {"合作", "作社"} & told


def test_nothing_gives_nothing() -> None:
    assert candidates([], Termbase(Glossary())) == []
    assert Corpus([]).renderings("甲", []) == ([], [])

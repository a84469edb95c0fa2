"""A changed text gets the right translation, and its translator is told what changed."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.change import describe
from duizhao.catalog.entry import Entry, Previous, Reference
from duizhao.catalog.figures import fill
from duizhao.catalog.marks import same_but_marks
from duizhao.catalog.po import read_po, write_po
from duizhao.catalog.supply import Reason
from duizhao.catalog.update import Carried, update

HEADER = Entry(
    "",
    "Project-Id-Version: x\nPO-Revision-Date: 2026-03-02 09:30+0000\n"
    "Last-Translator: A <a@example.org>\nLanguage-Team: en\nLanguage: en\n"
    "MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\nPlural-Forms: nplurals=2; plural=(n != 1);\n",
)


def catalog(*entries: Entry, path: str = "a.po") -> Catalog:
    return read_po(path, write_po(Catalog(path, HEADER, entries)))


def pot(*msgids: str) -> Catalog:
    return catalog(*(Entry(one, extracted=("type: paragraph",)) for one in msgids))


def of(**pairs: str) -> Catalog:
    return catalog(*(Entry(msgid, msgstr) for msgid, msgstr in pairs.items()))


def live(made: Catalog) -> list[str]:
    return [f"{'?' * one.fuzzy}{one.msgid} = {one.msgstr}" for one in made.live()]


@pytest.mark.parametrize(
    ("before", "after", "note"),
    [
        ("村里有 38 户人家。", "村里有 40 户人家。", "number 38 → 40"),
        ("院里有三口井。", "院里有五口井。", "number 三 → 五"),
        ("来了3万人。", "来了4万人。", "number 3万 → 4万"),
        ("来了十人。", "来了10人。", "wording “十” → “10”"),
        ("他走进书店。", "她走进书店。", "wording “他” → “她”"),
        ("加强领导", "加强组织领导", "inserted “组织”"),
        ("加强组织领导", "加强领导", "deleted “组织”"),
        ("雨还没有停。", "雨还没有停！", "marks only"),
    ],
)
def test_the_translator_is_told_what_has_changed(
    before: str, after: str, note: str
) -> None:
    made = update(of(**{before: "EN"}), pot(after)).catalog.entries[0]
    assert made.fuzzy
    assert made.previous == Previous(before)
    assert made.extracted == ("type: paragraph", f"change: {note}")


def test_the_note_goes_with_the_flag() -> None:
    new = pot("她走进书店。")
    once = update(of(**{"他走进书店。": "He"}), new).catalog
    looked_at = once.with_entries(
        replace(one, flags=(), previous=None) if not one.obsolete else one
        for one in once.entries
    )
    assert update(looked_at, new).catalog.entries[0].extracted == ("type: paragraph",)


def test_a_changed_figure_is_filled_in_and_flagged() -> None:
    old = of(**{"村里有 38 户人家，3 口井。": "The village has 38 homes and 3 wells."})
    made = update(old, pot("村里有 40 户人家，3 口井。")).catalog
    assert live(made) == [
        "?村里有 40 户人家，3 口井。 = The village has 40 homes and 3 wells."
    ]
    literal = update(old, pot("村里有 40 户人家，3 口井。"), literal=True).catalog
    assert "38 homes" in live(literal)[0]


@pytest.mark.parametrize(
    ("before", "after", "english"),
    [
        ("3 人看 3 本书。", "4 人看 3 本书。", "3 people read 3 books."),
        ("3月开始。", "4月开始。", "It begins in March, on the 3."),
        ("看 `v3` 版。", "看 `v4` 版。", "See `v3` 3."),
        ("有 3 户人家。", "有 4 户人。", "There are 3 homes."),
        ("三口井三户人。", "五口井三户人。", "Three wells, three homes."),
        ("三口井。", "五口井。", "Three wells and a party of three."),
        ("三口井。", "一口井。", "Three wells."),
        ("三口井。", "十七口井。", "Three wells."),
        ("二十三口井。", "二十五口井。", "Twenty-three wells."),
        ("第三次。", "第五次。", "The third time."),
        ("晚上八点。", "晚上九点。", "At 8 p.m."),
        ("12亿元。", "1.2亿元。", "It cost 1.2 billion yuan."),
        ("1亿元。", "1.2345亿元。", "It cost 1 billion jiao."),
        ("见[三口井](a.md)。", "见[五口井](a.md)。", "See the three wells."),
        ("统一意见。", "统三意见。", "One opinion, three people."),
    ],
)
def test_a_figure_in_doubt_is_left_alone(before: str, after: str, english: str) -> None:
    assert fill(before, after, english) is None


@pytest.mark.parametrize(
    ("before", "after", "english", "filled"),
    [
        ("三口井。", "五口井。", "Three wells.", "Five wells."),
        ("有三户人家。", "有四户人家。", "There are 3 homes.", "There are 4 homes."),
        ("有 3 户。", "有 4 户。", "THREE homes.", "FOUR homes."),
        ("二十天。", "三十天。", "A twenty-day walk.", "A thirty-day walk."),
        (
            "3万人，3 条船。",
            "4万人，3 条船。",
            "30,000 in 3 boats",
            "40,000 in 3 boats",
        ),
        ("九百人。", "一千二百人。", "It holds 900.", "It holds 1,200."),
        ("1.2亿元。", "2.5亿元。", "120 million yuan.", "250 million yuan."),
        ("12亿元。", "13.5亿元。", "RMB 1.2 billion.", "RMB 1.35 billion."),
        ("八成。", "九成。", "80% of them.", "90% of them."),
        ("三口井，五户人。", "五口井，三户人。", "Three, five.", "Five, three."),
    ],
)
def test_a_changed_number_is_filled_in_as_the_english_wrote_it(
    before: str, after: str, english: str, filled: str
) -> None:
    assert fill(before, after, english) == filled
    assert describe(before, after).startswith("number ")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("用 PO 文件（两种）。", "用PO文件(两种)。"),
        ("他说：“好。”", "他说：「好。」"),
        ("后来……没有了", "后来…没有了"),
        ("第１章", "第1章"),
    ],
)
def test_marks_that_english_does_not_show_are_carried_over(
    before: str, after: str
) -> None:
    old = of(**{before: "EN"})
    made = update(old, pot(after))
    assert live(made.catalog) == [f"{after} = EN"]
    assert made.carried == (Carried(after, Reason.MARKS, before),)
    assert [one.msgid for one in made.catalog.entries] == [after]
    back = update(made.catalog, pot(before)).catalog
    assert live(back) == [f"{before} = EN"]
    flagged = update(old, pot(after), literal=True)
    assert live(flagged.catalog) == [f"?{after} = EN"]
    assert flagged.carried == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("到了。", "到了"),
        ("到了。", "到了！"),
        ("甲、乙", "甲，乙"),
        ("`a：b`", "`a:b`"),
        ("[甲](x（1）)", "[甲](x(1))"),
        ("＊甲＊", "*甲*"),
        ("log in", "login"),
        ("1 200", "1200"),
    ],
)
def test_any_other_mark_is_a_change(before: str, after: str) -> None:
    assert not same_but_marks(before, after)


def test_each_half_of_a_sentence_gets_its_part() -> None:
    old = of(
        **{
            "城市在海边，有很大的港口，每天有很多的船开出去。": (
                "The city lies by the sea and has a large port. "
                "Every day many ships put out."
            )
        }
    )
    new = pot("城市在海边，有很大的港口。", "每天有很多的船开出去。")
    made = update(old, new).catalog
    assert live(made) == [
        "?城市在海边，有很大的港口。 = The city lies by the sea and has a large port.",
        "?每天有很多的船开出去。 = Every day many ships put out.",
    ]
    assert made.entries[0].extracted[-1] == "change: split, part 1 of 2"
    back = update(made, pot("城市在海边，有很大的港口，每天有很多的船开出去。"))
    assert write_po(back.catalog) == write_po(
        update(old, pot("城市在海边，有很大的港口，每天有很多的船开出去。")).catalog
    )


def test_two_sentences_made_one_get_both_translations() -> None:
    old = of(**{"城市在海边。": "A city by the sea.", "港口很大，船很多。": "A port."})
    made = update(old, pot("城市在海边，港口很大，船很多。")).catalog
    assert live(made) == [
        "?城市在海边，港口很大，船很多。 = A city by the sea. A port."
    ]
    assert made.entries[0].previous == Previous("城市在海边。港口很大，船很多。")
    assert made.entries[0].extracted[-1] == "change: joined from 2 texts"
    back = update(made, pot("城市在海边。", "港口很大，船很多。")).catalog
    assert [one.msgid for one in back.entries] == ["城市在海边。", "港口很大，船很多。"]


def test_a_link_makes_no_other_sentence() -> None:
    old = of(**{"挂载证书文件到容器。": "Mount it.", "山高水长。": "High."})
    new = pot(
        "挂载证书文件到[容器](https://example.org/a/long/way/to/go)。", "山高水长。"
    )
    assert live(update(old, new).catalog)[0].endswith("= Mount it.")


def test_a_short_text_is_known_by_its_neighbours() -> None:
    old = of(**{"前言。": "1", "上游实例": "Upstream", "结尾。": "2"})
    made = update(old, pot("前言。", "数据源实例", "结尾。")).catalog
    assert live(made)[1] == "?数据源实例 = Upstream"
    far = update(old, pot("前言。", "结尾。", "数据源实例")).catalog
    assert live(far)[2] == "数据源实例 = "


@pytest.mark.parametrize(
    "added", [("桃子", "30 个"), ("桃子", "30 个", "梅子", "40 个")], ids=["one", "two"]
)
@pytest.mark.parametrize("end", [(), ("完。",)], ids=["last", "followed"])
def test_of_equally_like_cells_the_one_beside_the_same_neighbour_is_the_edit(
    added: tuple[str, ...], end: tuple[str, ...]
) -> None:
    old = catalog(
        Entry("苹果", "apples"),
        Entry("10 个", "10"),
        Entry("梨子", "pears"),
        Entry("20 个", "20 in all"),
        *(Entry(one, "The end.") for one in end),
    )
    texts = ("苹果", "10 个", "梨子", "25 个", *added, *end)
    made = update(old, catalog(*map(Entry, texts))).catalog
    words = {one.msgid: one.msgstr for one in made.entries}
    assert words["25 个"] == "25 in all"
    assert words["30 个"] == ""


def test_an_untranslated_text_is_what_its_edit_comes_from() -> None:
    old = of(**{"第一季度增长很快。": "", "春天来了。": "S", "第三季度增长很快。": "T"})
    made = update(old, pot("第一季度增长较快。", "春天来了。", "第三季度增长很快。"))
    assert live(made.catalog)[0] == "第一季度增长较快。 = "


def test_a_text_moved_to_another_document_brings_its_translation() -> None:
    there = catalog(Entry("雨停了。", "It stopped.", obsolete=True), path="b.po")
    made = update(of(**{"前言。": "1"}), pot("前言。", "雨停了。"), others=[there])
    assert live(made.catalog)[1] == "雨停了。 = It stopped."
    assert made.carried == (Carried("雨停了。", Reason.MOVED, "b.po"),)
    again = update(made.catalog, pot("前言。", "雨停了。"), others=[there])
    assert again.catalog is made.catalog


def test_a_text_repeated_from_another_document_is_flagged() -> None:
    there = catalog(Entry("雨停了。", "It stopped."), path="b.po")
    made = update(of(**{"前言。": "1"}), pot("前言。", "雨停了。"), others=[there])
    assert live(made.catalog)[1] == "?雨停了。 = It stopped."
    assert made.catalog.entries[1].extracted[-1] == "change: from b.po"
    fuzzy = catalog(Entry("雨停了。", "No.", flags=("fuzzy",)), path="b.po")
    made = update(of(**{"前言。": "1"}), pot("前言。", "雨停了。"), others=[fuzzy])
    assert live(made.catalog)[1] == "雨停了。 = "


def test_a_note_is_one_line_that_gettext_reads() -> None:
    assert describe("甲\n乙\\", "甲\n丙乙\\") == "inserted “丙”"
    made = update(of(**{"他\n走了很远。": "He"}), pot("她\n走了很远\\。"))
    assert read_po("a.po", write_po(made.catalog)).entries == made.catalog.entries


TEXT = st.one_of(
    st.text(st.sampled_from("加强组织领导他她走了。，：:3４"), min_size=1, max_size=9),
    st.lists(
        st.sampled_from(["天亮了。", "河水很绿。", "他走了", "她走了，", "有 3 人。"]),
        min_size=1,
        max_size=3,
    ).map("".join),
).map(str.strip).filter(bool)  # fmt: skip
ENGLISH = st.sampled_from(["", "A", "B b. C c.", "3 D", "E\n", "F. G. H."])
PLACES = st.lists(st.integers(1, 9), min_size=1, max_size=3, unique=True).map(
    lambda lines: tuple(Reference("a.md", line) for line in sorted(lines))
)
OMEGAT = st.sampled_from([False, False, True])
FLAGS = st.sampled_from([(), ("fuzzy",), ("c-format",), ("fuzzy", "ignore-text-han")])


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """Draw an entry of any kind."""
    msgid, msgstr, flags = draw(TEXT), draw(ENGLISH), draw(FLAGS)
    plural = draw(st.sampled_from([None, None, None, f"{msgid}们"]))
    made = Entry(
        msgid,
        msgstr,
        context=draw(st.sampled_from([None, None, "heading"])),
        flags=flags,
        comments=draw(st.sampled_from([(), (), ("note",), ("a", "b")])),
        extracted=draw(st.sampled_from([(), ("change: marks only",)])),
        # OmegaT leaves the previous text where it takes the mark off.
        previous=Previous(draw(TEXT)) if "fuzzy" in flags or draw(OMEGAT) else None,
        obsolete=draw(st.booleans()) and draw(st.booleans()),
        msgid_plural=plural,
        msgstr_plural=(msgstr, msgstr) if plural is not None else (),
        references=draw(PLACES),
    )
    return replace(made, references=(), extracted=()) if made.obsolete else made


OLD = st.lists(entries(), max_size=7, unique_by=lambda one: one.key)
NEW = st.lists(
    st.builds(
        Entry,
        msgid=TEXT,
        context=st.sampled_from([None, None, "heading"]),
        references=PLACES,
    ),
    max_size=7,
    unique_by=lambda one: one.key,
)


@given(OLD, NEW, st.booleans())
@settings(max_examples=150, deadline=None)
def test_nothing_translated_is_dropped(
    before: list[Entry], after: list[Entry], literal: bool
) -> None:
    old = catalog(*before)
    made = update(old, catalog(*after), literal=literal).catalog
    whole = " ".join(
        " ".join([*one.comments, one.msgstr, *one.msgstr_plural])
        for one in made.entries
    )
    for one in old.entries:
        assert " ".join(one.msgstr.split()) in " ".join(whole.split())
        assert all(line in whole for line in one.comments)
    keys = [one.key for one in made.entries]
    assert len(keys) == len(set(keys))


@given(OLD, NEW, st.booleans())
@settings(max_examples=150, deadline=None)
def test_twice_is_once_with_entries_of_every_kind(
    before: list[Entry], after: list[Entry], literal: bool
) -> None:
    new = catalog(*after)
    once = update(catalog(*before), new, literal=literal).catalog
    once = read_po("a.po", write_po(once))
    assert update(once, new, literal=literal).catalog is once


@given(OLD, NEW)
@settings(max_examples=150, deadline=None)
def test_no_changed_text_is_unflagged_but_by_rule(
    before: list[Entry], after: list[Entry]
) -> None:
    old = catalog(*before)
    made = update(old, catalog(*after))
    carried = {one.msgid for one in made.carried}
    for one in made.catalog.live():
        if one.translated and one.msgid not in carried:
            known = old.find(one.key)
            assert known is not None
            assert known.msgid == one.msgid
    flagged = update(old, catalog(*after), literal=True)
    assert all(one.reason is not Reason.MARKS for one in flagged.carried)


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not installed")
@given(OLD, NEW)
@settings(max_examples=12, deadline=None)
def test_gettext_accepts_what_an_update_makes(
    before: list[Entry], after: list[Entry]
) -> None:
    plain = [
        replace(one, flags=tuple(x for x in one.flags if x != "c-format"))
        for one in before
        if one.msgstr[-1:] != "\n"
    ]
    data = write_po(update(catalog(*plain), catalog(*after)).catalog)
    done = subprocess.run(
        ["msgfmt", "-c", "-o", "/dev/null", "-"],
        input=data,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_rewritten_chapter_takes_no_quadratic_time() -> None:
    old = catalog(*(Entry(f"旧文第{n}句，{n * n}。", f"{n}.") for n in range(1500)))
    new = pot(*(f"新文第{n}句，{n * n}！" for n in range(1500)))
    assert sum(one.fuzzy for one in update(old, new).catalog.live()) > 1000

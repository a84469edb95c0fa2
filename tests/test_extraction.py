from __future__ import annotations

from duizhao.catalog.entry import Entry, Reference
from duizhao.extraction import extract
from duizhao.segments import Segmentation, SegmentRules
from tests.markdown_cases import read


def entries(text: str, rules: SegmentRules | None = None) -> list[Entry]:
    return list(extract(read(text), rules))


def only(text: str) -> Entry:
    (entry,) = entries(text)
    return entry


def test_an_entry_tells_its_block_its_heading_and_its_line() -> None:
    heading, text = entries("# 海港\n\nEnglish.\n\n船来了。\n")
    assert heading.extracted == ("type: heading 1",)
    assert heading.references == (Reference("a.md", 1),)
    assert text.extracted == ("type: paragraph", "section: 海港")
    assert text.references == (Reference("a.md", 5),)


def test_a_text_that_stands_twice_is_one_entry_with_both_places() -> None:
    entry = only("船来了。\n\n> 船来了。\n")
    assert entry.references == (Reference("a.md", 1), Reference("a.md", 3))
    assert entry.extracted == ("type: paragraph", "type: quotation")


def test_a_sentence_of_a_soft_broken_paragraph_names_its_own_line() -> None:
    found = entries("船来了。\n人\n走了。\n天亮了。\n")
    assert [(e.msgid, e.references[0].line) for e in found] == [
        ("船来了。", 1),
        ("人走了。", 2),
        ("天亮了。", 4),
    ]


def test_lines_are_counted_by_crlf_and_cr_as_well() -> None:
    found = entries("一。\r\n\r\n二。\r\r三。\n\n四。\n")
    assert [e.references[0].line for e in found] == [1, 3, 5, 7]


def test_a_long_heading_is_cut_in_the_comments_below_it() -> None:
    _, entry = entries(f"# {'长' * 60}\n\n船。\n")
    assert entry.extracted[1] == f"section: {'长' * 40}…"


def test_a_heading_of_two_lines_is_told_below_it_and_not_the_text_before() -> None:
    *_, entry = entries("船。\n\n海港\n北岸\n===\n\n门。\n")
    assert entry.extracted == ("type: paragraph", "section: 海港北岸")


def test_the_authors_comment_and_the_front_matter_key_are_told() -> None:
    title, entry = entries(
        "---\ntitle: 港\n---\n\n<!-- i18n:comment: 指船厂 -->\n\n门。\n"
    )
    assert title.extracted == ("type: front matter title",)
    assert "note: 指船厂" in entry.extracted


def test_text_without_chinese_is_left_out_unless_everything_is_wanted() -> None:
    text = "English only.\n\n中文。English here. 完。\n\n| a |\n|---|\n| 3.14 |\n"
    assert [e.msgid for e in entries(text)] == ["中文。", "完。"]
    everything = SegmentRules(everything=True)
    assert [e.msgid for e in entries(text, everything)] == [
        "English only.",
        "中文。",
        "English here.",
        "完。",
        "a",
        "3.14",
    ]


def test_paragraphs_may_be_kept_whole() -> None:
    rules = SegmentRules(Segmentation.PARAGRAPH)
    found = entries("　　船来了。人走了。\n\n- 一。二。\n", rules)
    assert [e.msgid for e in found] == ["船来了。人走了。", "一。二。"]


def test_a_context_stands_only_where_words_have_two_roles() -> None:
    text = "---\ntitle: 收盘\nkeywords: [收盘]\n---\n# 收盘\n\n| 收盘 |\n|---|\n"
    found = entries(text)
    assert [(e.msgid, e.context) for e in found] == [
        ("收盘", None),
        ("收盘", "front matter"),
        ("收盘", "table"),
    ]
    assert entries("# 收盘\n\n## 收盘\n")[0].context is None


def test_a_paragraph_added_later_leaves_a_headings_neighbour_its_key() -> None:
    before = [e.key for e in entries("收盘\n")]
    after = [e.key for e in entries("# 收盘\n\n收盘\n") if e.context is None]
    assert before == after

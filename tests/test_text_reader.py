from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.diagnostics import Severity
from duizhao.document import Document, Heading, Link, Paragraph, Rule, Text
from duizhao.errors import SettingsError
from duizhao.readers.encoding import decode
from duizhao.readers.marks import normalise_text
from duizhao.readers.text import (
    HeadingRule,
    Paragraphs,
    TextSettings,
    build_document,
    read_text,
    source_texts,
    unit_text,
)
from duizhao.source import Source
from duizhao.units import Manuscript, Syntax, UnitKind
from duizhao.walk import iter_nodes, plain_text
from tests.shared import SHARED

DATA = Path(__file__).parent / "data" / "text"


def read(text: str, **said: object) -> Manuscript:
    return read_text(Source("a.txt", text), TextSettings(**said))  # type: ignore[arg-type]


def chinese(text: str, **said: object) -> Document:
    kept = TextSettings(**said)  # type: ignore[arg-type]
    manuscript = read_text(Source("a.txt", text), kept)
    return build_document(manuscript, source_texts(manuscript), "zh-Hans", kept)


def show(document: Document) -> str:
    meta = document.metadata
    front = {
        "title": plain_text(meta.title),
        "subtitle": plain_text(meta.subtitle),
        "author": plain_text(meta.author),
        "date": meta.date,
    }
    lines = [f"{key}: {value}" for key, value in front.items() if value]
    for block in document.blocks:
        match block:
            case Heading(level, children):
                lines.append(f"h{level}: {plain_text(children)}")
            case Paragraph(children):
                lines.append(f"p: {plain_text(children)}")
            case Rule():
                lines.append("---")
            case _:
                raise AssertionError(block)
    return "\n".join(lines)


def texts(manuscript: Manuscript) -> list[str]:
    return [unit_text(manuscript, unit) for unit in manuscript.units]


def iter_cases() -> list[tuple[str, str, str]]:
    cases = []
    for path in sorted(DATA.glob("*.txt")):
        parts = path.read_text("utf-8").split("\n.\n")
        whole = [parts[i : i + 3] for i in range(0, len(parts) - 2, 3)]
        cases += [(title.strip(), source, want) for title, source, want in whole]
    assert len(cases) > 20, "the folder of cases is not where it should be"
    return cases


@pytest.mark.parametrize(
    ("source", "expected"),
    [pytest.param(source, want, id=title) for title, source, want in iter_cases()],
)
def test_a_text_is_read_as_its_case_says(source: str, expected: str) -> None:
    assert show(chinese(source, normalise_marks=False)) == expected


# --- what the author says ------------------------------------------------------------

PAGE = """当前位置: 首页 » 东港 » 正文

海风中的修船厂

IP属地 东港 编辑:林晓 时间:2024-03-05 08:15:00

船厂的门从来不锁。

焊花照亮了半个院子。

【港外】

货轮还在等。

本站声明:转载请注明出处
"""


def test_skipped_lines_are_in_no_unit_and_no_document_but_in_the_text() -> None:
    manuscript = read(PAGE, skip=("^当前位置", "^本站声明"))
    assert "首页" not in "".join(texts(manuscript))
    assert "声明" not in "".join(texts(manuscript))
    assert manuscript.data.decode() == PAGE
    assert texts(manuscript)[0] == "海风中的修船厂"


def test_a_byline_with_its_place_and_time_is_one_unit() -> None:
    manuscript = read(PAGE, skip=("^当前位置",))
    bylines = [unit for unit in manuscript.units if unit.kind is UnitKind.BYLINE]
    assert [unit_text(manuscript, unit) for unit in bylines] == [
        "IP属地 东港 编辑:林晓 时间:2024-03-05 08:15:00"
    ]


def test_start_at_and_stop_after_cut_head_and_tail_and_keep_the_lines_named() -> None:
    manuscript = read(PAGE, start_at="修船厂", stop_after="货轮")
    assert texts(manuscript)[0] == "海风中的修船厂"
    assert texts(manuscript)[-1] == "货轮还在等。"


def test_headings_are_found_by_pattern_at_their_level() -> None:
    manuscript = read(PAGE, heading=(HeadingRule("^【.+】$", 3),))
    levels = {unit_text(manuscript, unit): unit.level for unit in manuscript.units}
    assert levels["【港外】"] == 3


def test_a_title_is_found_by_pattern_or_line() -> None:
    for said in ({"title": "^焊花"}, {"title_line": 9}):
        found = [unit for unit in read(PAGE, **said).units if unit.kind == "title"]
        assert len(found) == 1
        assert found[0].start == PAGE.encode().index("焊花".encode())


def test_body_keeps_a_line_from_being_anything_else() -> None:
    manuscript = read("一、起锚\n开船了。\n", body=("^一、",))
    assert {unit.kind for unit in manuscript.units} == {UnitKind.PARAGRAPH}


def test_finding_can_be_switched_off() -> None:
    text = "海风\n\n一、起锚\n\n开船了。\n"
    manuscript = read(text, find_title=False, find_headings=False)
    assert {unit.kind for unit in manuscript.units} == {UnitKind.PARAGRAPH}


def test_a_byline_is_found_by_pattern_anywhere() -> None:
    manuscript = read("开船了。\n\n林晓写于东港\n", byline=("写于",))
    assert [unit.kind for unit in manuscript.units] == ["paragraph", "byline"]


def test_paragraphs_are_set_by_blank_line_or_by_line() -> None:
    text = "潮水退了又来，\n灯火灭了又明。\n\n海。\n"
    assert len(read(text, paragraphs=Paragraphs.BLANK).units) == 2
    assert len(read(text, paragraphs=Paragraphs.LINE).units) == 3


def test_a_pattern_that_fits_nothing_is_told() -> None:
    manuscript = read("开船了。\n", skip=("^广告",), title="^潮", title_line=0)
    assert [(d.rule, d.severity) for d in manuscript.diagnostics] == [
        ("text.pattern", Severity.WARNING),
        ("text.pattern", Severity.WARNING),
    ]
    assert "skip = '^广告'" in manuscript.diagnostics[0].message


def test_what_looks_like_a_web_page_is_told_with_what_to_write() -> None:
    (found,) = read(PAGE, skip=("^本站声明",)).diagnostics
    assert (found.rule, found.place.line) == ("text.furniture", 1)
    assert 'add "当前位置" to skip under [documents."a".text]' in found.hint


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"skip": ("(",)}, "skip: '(' is not a regular expression"),
        ({"title": "[a"}, "title: '[a' is not a regular expression"),
        ({"heading": (HeadingRule("*"),)}, "heading: '*' is not a regular"),
        ({"body": ("a{99999999999}",)}, "body: 'a{99999999999}' is not a regular"),
        ({"skip": ("x*",)}, "skip: 'x*' fits an empty line, and so every line"),
        ({"heading": (HeadingRule("x", 7),)}, "a level is from 1 to 6, found 7"),
    ],
)
def test_a_bad_setting_is_named(said: dict[str, object], words: str) -> None:
    with pytest.raises(SettingsError) as error:
        TextSettings(**said)  # type: ignore[arg-type]
    assert words in error.value.message


# --- places --------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_ends_a_line(end: str) -> None:
    text = end.join(["海风", "", "　　开船了。  ", "天亮了。", ""])
    manuscript = read(text)
    assert texts(manuscript) == ["海风", "开船了。", "天亮了。"]
    assert [manuscript.lines.line(unit.start) for unit in manuscript.units] == [1, 3, 4]


def test_indentation_and_trailing_blanks_are_no_part_of_a_unit() -> None:
    manuscript = read("\u3000\u3000 开船了。\u3000\t\u200b\r\n")
    assert texts(manuscript) == ["开船了。"]


def test_soft_joints_cover_line_end_and_indent() -> None:
    text = "开船了，天\r\n  还没有亮。\r\n"
    (unit,) = read(text, paragraphs=Paragraphs.BLANK).units[:1]
    # An indented line after one that is not begins a paragraph.
    assert unit.joints == ()
    (unit,) = read("  开船了，天 \r\n  还没亮。", paragraphs=Paragraphs.BLANK).units
    (joint,) = unit.joints
    data = "  开船了，天 \r\n  还没亮。".encode()
    assert data[joint.start : joint.stop] == b" \r\n  "


def test_controls_are_shown_as_replacement_and_foreign_line_ends_as_blanks() -> None:
    manuscript = read("开\x00船\u2028了。\n")
    assert source_texts(manuscript) == ((Text("开\ufffd船 了。"),),)


# --- documents -----------------------------------------------------------------------


def test_the_english_document_has_the_blocks_of_the_chinese() -> None:
    manuscript = read("海风\n\n2024年3月5日\n\n一、起锚\n\n开船了。\n")
    said = ("Sea Wind", "5 March 2024", "1. Weighing anchor", "They sailed.")
    english = build_document(manuscript, [(Text(word),) for word in said], "en")
    assert show(english) == (
        "title: Sea Wind\ndate: 5 March 2024\nh2: 1. Weighing anchor\np: They sailed."
    )
    source = build_document(manuscript, source_texts(manuscript), "zh-Hans")
    assert source.metadata.date == "2024-03-05"
    assert [type(block) for block in source.blocks] == [Heading, Paragraph]
    assert [b.anchor for b in source.blocks if isinstance(b, Heading)] == ["section-1"]


def test_marks_are_shown_as_chinese_print_has_them_in_chinese_only() -> None:
    text = '他说:"开船!",天亮了。\n'
    assert show(chinese(text)) == "p: 他说：“开船！”，天亮了。"
    assert show(chinese(text, normalise_marks=False)) == f"p: {text.strip()}"
    manuscript = read(text)
    english = build_document(manuscript, source_texts(manuscript), "en")
    assert show(english) == f"p: {text.strip()}"
    assert manuscript.data.decode() == text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("共1,000元,很多", "共1,000元，很多"),
        ("早上8:30开船", "早上8:30开船"),
        ('说"AI+"是引擎', "说“AI+”是引擎"),
        ('屏幕5"的手机', '屏幕5"的手机'),
        ('"Hello," he said.', '"Hello," he said.'),
        ("真的吗?!好!", "真的吗？！好！"),
        ("他说'好',走了", "他说‘好’，走了"),
        ("他喜欢rock'n'roll和海", "他喜欢rock'n'roll和海"),
        ("GDP,就业", "GDP，就业"),
    ],
)
def test_marks_of_numbers_and_english_stay(written: str, shown: str) -> None:
    assert normalise_text(written) == shown


def test_bare_addresses_become_links_that_marks_do_not_change() -> None:
    (block,) = chinese(
        "见https://example.org/a,b?c=1,谢谢,写信给 a@example.org。\n"
    ).blocks
    assert isinstance(block, Paragraph)
    links = [node for node in block.children if isinstance(node, Link)]
    assert [link.target for link in links] == [
        "https://example.org/a,b?c=1",
        "mailto:a@example.org",
    ]
    assert plain_text(block.children).endswith("谢谢，写信给 a@example.org。")


# --- laws ----------------------------------------------------------------------------

_PIECES = st.sampled_from(
    [
        "\n", "\r\n", "\r", "\n\n", "　　", " ", "\t", "一、", "（一）", "1. ", "1.1 ",
        "第一章", "结语：", "文／林", "2024-03-05", "海风", "船厂的门从来不锁，何况院子", "。",
        "，", '"', "'", ",", "\x00", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u200b",
        "\ufeff", "\ufffd", "---", "* * *", "https://a.b/c", "a@b.cn", "GPS", "𠮷", "A\u0301",
    ]
)  # fmt: skip
TEXTS = st.text(max_size=60) | st.lists(_PIECES, max_size=40).map("".join)
SETTINGS = st.builds(
    TextSettings,
    paragraphs=st.sampled_from(Paragraphs),
    skip=st.sampled_from([(), ("^海",), ("^第", "a")]),
    start_at=st.sampled_from(["", "。", "厂"]),
    stop_after=st.sampled_from(["", "结", "，"]),
    title=st.sampled_from(["", "^G"]),
    title_line=st.sampled_from([0, 1, 3, 900]),
    heading=st.sampled_from([(), (HeadingRule("^-", 1),)]),
)


@settings(max_examples=150)
@given(TEXTS, SETTINGS)
def test_units_are_ascending_apart_and_hold_whole_characters(
    text: str, said: TextSettings
) -> None:
    manuscript = read_text(Source("a.txt", text), said)
    assert manuscript.data == text.encode()
    done = 0
    for unit in manuscript.units:
        assert done <= unit.start < unit.stop <= len(manuscript.data)
        assert unit.syntax is Syntax.PLAIN
        pieces = [unit.start, *(p for j in unit.joints for p in (j.start, j.stop))]
        assert pieces == sorted(pieces)
        assert pieces[-1] < unit.stop
        for start, stop in zip(pieces, [*pieces[1:], unit.stop], strict=True):
            manuscript.data[start:stop].decode("utf-8")
        done = unit.stop


@settings(max_examples=100)
@given(TEXTS, st.sampled_from(Paragraphs))
def test_every_letter_is_in_a_unit_unless_its_line_is_skipped(
    text: str, paragraphs: Paragraphs
) -> None:
    manuscript = read(text, paragraphs=paragraphs, skip=("^海",))
    rest = bytearray(manuscript.data)
    for unit in reversed(manuscript.units):
        del rest[unit.start : unit.stop]
    lines = rest.decode().replace("\r", "\n").split("\n")
    assert not any(
        char.isalnum() for line in lines if "海" not in line for char in line
    )


@settings(max_examples=100)
@given(TEXTS, SETTINGS)
def test_a_document_is_made_of_anything_and_holds_no_line_end(
    text: str, said: TextSettings
) -> None:
    manuscript = read_text(Source("a.txt", text), said)
    inlines = source_texts(manuscript)
    document = build_document(manuscript, inlines, "zh-Hans", said)
    assert document == build_document(manuscript, inlines, "zh-Hans", said)
    values = [node.value for node in iter_nodes(document) if isinstance(node, Text)]
    assert all(len(value.splitlines()) <= 1 for value in values)


@given(st.text("“”\"',:!a1中 。", max_size=30))
def test_marks_are_replaced_one_for_one(text: str) -> None:
    assert len(normalise_text(text)) == len(text)


# --- a real page ---------------------------------------------------------------------


@pytest.mark.skipif(SHARED is None, reason="../shared is not beside this repository")
def test_a_page_from_the_web_is_read_with_four_patterns() -> None:
    assert SHARED is not None
    data = (SHARED / "manuscripts" / "shenzhen.txt").read_bytes()
    said = TextSettings(skip=("^当前位置", "^本内容为", "^本文来自", "^免责声明"))
    manuscript = read_text(decode("shenzhen.txt", data), said)
    kinds = [unit.kind for unit in manuscript.units]
    assert kinds[:2] == [UnitKind.TITLE, UnitKind.BYLINE]
    assert kinds.count(UnitKind.HEADING) == 4
    assert kinds.count(UnitKind.PARAGRAPH) == len(kinds) - 6
    assert manuscript.diagnostics == ()
    assert manuscript.data == data

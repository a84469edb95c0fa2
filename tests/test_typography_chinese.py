"""Chinese on paper, rule by rule, as docs/typography.md tells: where characters stand."""

from __future__ import annotations

import io
import re
from itertools import pairwise

import pypdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat

from tests.chinese_pages import (
    DRAWN,
    LEFT,
    MEASURE,
    PICTURES,
    ROOT,
    SAMPLES,
    SIZE,
    picture_of,
    sample,
    sample_of,
)
from tests.glyphs import Glyph, glyphs_of, lines_of, words_of

RIGHT = LEFT + MEASURE
SLOP = 0.15  # points: widths are written in thousandths of an em


def lines(name: str) -> list[str]:
    return [words_of(line) for line in lines_of(sample_of(name))]


def gap(line: list[Glyph], pair: str) -> float:
    """Return the points between two neighbours, beyond what they take by the font."""
    index = words_of(line).index(pair)
    return line[index + 1].x - line[index].right


def text_of(name: str) -> str:
    """Return what a program reads from the page, as poppler and browsers do."""
    page = pypdfium2.PdfDocument(sample_of(name))[0]
    return "".join(str(page.get_textpage().get_text_range()).split("\r\n"))


def test_lines_end_at_the_right_edge_and_the_last_does_not() -> None:
    first, last = lines_of(sample_of("justify"))
    assert first[-1].right == pytest.approx(RIGHT, abs=SLOP)
    assert last[-1].right < RIGHT - SIZE / 2


def test_what_is_over_goes_evenly_between_all_characters() -> None:
    first, *_ = lines_of(sample_of("dots"))
    steps = [b.x - a.right for a, b in pairwise(first) if a.text + b.text != "，3"]
    assert max(steps) < 0.25 * SIZE + 2.6  # the gap beside the figure
    plain = [
        b.x - a.right
        for a, b in pairwise(first)
        if not (a.text + b.text).strip("个字加着重号也不")
    ]
    assert max(plain) - min(plain) < SLOP


def test_marks_that_meet_share_a_square() -> None:
    first, second = lines_of(sample_of("squeeze"))
    for pair in ("》、", "、《", "）。", "（上"):
        half = -SIZE / 2 if pair != "（上" else 0
        assert gap(first, pair) - gap(first, "他写") == pytest.approx(half, abs=SLOP)
    assert gap(first, "“‘") - gap(first, "他写") == pytest.approx(-SIZE / 2, abs=SLOP)
    assert gap(second, "。”") - gap(second, "大家") == pytest.approx(
        -SIZE / 2, abs=SLOP
    )


def test_an_opening_mark_at_a_line_start_leaves_no_hole() -> None:
    (line,) = lines_of(sample("“走吧”，他说。"))
    assert line[0].text == "“"
    assert line[0].x == pytest.approx(LEFT + 1.5 * SIZE, abs=0.3)
    assert line[1].x == pytest.approx(LEFT + 2.5 * SIZE, abs=0.3)


def test_a_closing_mark_at_a_line_end_hangs_its_empty_half() -> None:
    for name, row in (("line-end", 0), ("prohibition", 0), ("gap-markup", 0)):
        line = lines_of(sample_of(name))[row]
        assert line[-1].text in "》、，"
        # The ink is inside; the empty half of the square is what stands out.
        assert line[-1].right == pytest.approx(RIGHT + SIZE / 2, abs=SLOP)


def test_a_mark_that_may_not_begin_a_line_is_pressed_into_the_one_before() -> None:
    first, second = lines_of(sample_of("press"))
    assert words_of(first).endswith("人家们，")
    assert second[0].text == "深"
    assert gap(first, "，是") == pytest.approx(-SIZE / 4, abs=SLOP)
    assert gap(first, "家的") == pytest.approx(0, abs=SLOP)


def test_a_quarter_of_an_em_parts_chinese_from_figures_and_letters() -> None:
    first, second = lines_of(sample_of("gap"))
    for pair in ("了1", "0年", "P有", "有1", "7亿", "用P"):
        line = first if pair in words_of(first) else second
        if pair in words_of(line):
            even = gap(line, "亿元") if "亿元" in words_of(line) else 0.0
            assert gap(line, pair) - even == pytest.approx(SIZE / 4, abs=SLOP)
    assert gap(first, "，G") < SIZE / 4  # a mark brings a blank of its own


def test_no_gap_at_the_ends_of_lines() -> None:
    _, second, third = lines_of(sample_of("gap-edge"))
    assert second[-1].right == pytest.approx(RIGHT, abs=SLOP)
    assert third[0].x == pytest.approx(LEFT, abs=SLOP)
    assert third[0].text == "L"


def test_gaps_reach_across_bold_links_and_code_but_not_to_a_note() -> None:
    page = lines_of(sample_of("gap-markup"))
    for pair in ("用P", "n写", "看L", "n的", "用m", "e来"):
        (line,) = [line for line in page if pair in words_of(line)]
        even = gap(line, "程序") if "程序" in words_of(line) else 0.0
        assert gap(line, pair) - even == pytest.approx(SIZE / 4, abs=SLOP)
    (mark,) = [g for line in page for g in line if g.text == "1" and g.y < 60]
    (note,) = [g for line in page for g in line if g.text == "注" and 47 < g.y < 60]
    assert mark.x - note.right < 0.1 * SIZE


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_no_line_begins_or_ends_with_a_mark_that_must_not(name: str) -> None:
    for said in lines(name):
        assert said[0] not in "，。、；：！？”’》）】」』…"
        assert said[-1] not in "“‘《（【「『"


def test_dashes_and_ellipses_stay_whole_and_two_ems_wide() -> None:
    _, second, *_ = lines_of(sample_of("dashes"))
    for mark, after in (("—", "后"), ("…", "再")):
        first = next(glyph for glyph in second if glyph.text[0] == mark)
        behind = next(glyph for glyph in second if glyph.text == after)
        width = behind.x - first.x - gap(second, "条船")
        assert width == pytest.approx(2 * SIZE, abs=0.5)
    assert not any(said.startswith("…") for said in lines("dashes"))


def test_paragraphs_begin_two_ems_in_whatever_they_begin_with() -> None:
    page = lines_of(sample_of("indent"))
    assert page[0][0].x == pytest.approx(LEFT + 2 * SIZE, abs=SLOP)
    even = gap(page[1], "头的")
    assert page[1][1].x == pytest.approx(LEFT + 2.5 * SIZE + even, abs=0.3)


@pytest.mark.parametrize("length", range(19, 45))
def test_no_last_line_is_a_single_character(length: int) -> None:
    said = [words_of(line) for line in lines_of(sample("港" * length + "。"))]
    assert "".join(said) == "港" * length + "。"
    assert len(said) == 1 or len(said[-1].rstrip("。")) > 1


def test_a_heading_does_not_end_a_page() -> None:
    first, second = glyphs_of(sample_of("heading"))
    assert "标" not in {glyph.text for glyph in first}
    assert {"标", "题"} < {glyph.text for glyph in second}


def test_a_chinese_face_draws_the_marks_that_both_languages_have() -> None:
    line = lines_of(sample_of("quotes"))[0]
    for mark in "“”":
        (found,) = [glyph for glyph in line if glyph.text == mark]
        assert found.width == pytest.approx(SIZE, abs=0.5)


def test_emphasis_dots_stand_below_their_characters() -> None:
    content = sample_of("dots")
    picture = pypdfium2.PdfDocument(content)[0].render(scale=6).to_pil().convert("L")
    first, *_ = lines_of(content)

    def darkness(glyph: Glyph, ems: float) -> float:
        x, y = (glyph.x + ems * SIZE) * 6, (glyph.y + 0.32 * SIZE) * 6
        box = (int(x) - 2, int(y) - 2, int(x) + 2, int(y) + 2)
        return 255 - float(ImageStat.Stat(picture.crop(box)).mean[0])

    for glyph in first:
        if glyph.text in "加着重号也不少":
            assert darkness(glyph, 0.5) > 195
        elif glyph.text in "，3":
            assert darkness(glyph, 0.75) < 55


def test_a_reading_stands_above_its_word_and_keeps_the_lines() -> None:
    page = lines_of(sample_of("ruby"))
    reading, first, second = page
    assert words_of(reading) == "Shēnzhènhànzì"
    assert second[0].y - first[0].y == pytest.approx(17, abs=0.1)
    word = [glyph for glyph in first if glyph.text in "深圳"]
    above = reading[: len("Shēnzhèn")]
    middle = (above[0].x + above[-1].right) / 2
    assert middle == pytest.approx((word[0].x + word[-1].right) / 2, abs=1)


def test_lists_and_headings_have_chinese_numbers_where_the_theme_asks() -> None:
    assert [said[:3] for said in lines("lists")] == [
        "一、甲",
        "（一）",
        "① 人",
        "二、乙",
    ]
    pages = [words_of(page) for page in glyphs_of(sample_of("headings"))]
    assert "一、总则（一）目的（二）范围" in "".join(pages)
    assert "二、分则（一）第一节" in "".join(pages)


def test_traditional_characters_and_marks() -> None:
    said = "".join(lines("traditional"))
    assert said.startswith("「皇后在後面發頭髮」，他說：「麵條裡的")


def test_a_line_that_cannot_be_filled_is_not_torn_apart() -> None:
    first, *_ = lines_of(sample_of("long-words"))
    assert gap(first, "这里") < 0.3 * SIZE


@pytest.mark.parametrize(
    "name",
    [
        n
        for n, s in SAMPLES.items()
        if n in DRAWN and (n == "gap" or not set("*<#-[.") & set(s))
    ],
)
def test_the_text_that_programs_read_is_the_authors(name: str) -> None:
    said = text_of(name)
    for part in re.findall(r"[\u4e00-\u9fff\w，。、：《》（）“”]+", SAMPLES[name]):
        assert part in said


def test_no_blank_is_copied_where_a_gap_parts_pieces_of_markup() -> None:
    page = pypdfium2.PdfDocument(sample_of("gap-markup"))[0]
    copied = page.get_textpage().get_text_bounded()
    assert "他用Python写程序，看London的船" in copied
    assert "用make来做" in copied
    read = pypdf.PdfReader(io.BytesIO(sample_of("gap-markup"))).pages[0].extract_text()
    assert "他用Python写程序" in read.replace("\u200b", "")
    assert "第3章" in copied_of("第**3**章，甲**A**。")


def copied_of(text: str) -> str:
    return pypdfium2.PdfDocument(sample(text))[0].get_textpage().get_text_bounded()


def test_pypdf_reads_no_blanks_into_a_line() -> None:
    page = pypdf.PdfReader(io.BytesIO(sample_of("gap"))).pages[0]
    assert "到了1990年，GDP有171.67亿元，用" in page.extract_text()


@pytest.mark.parametrize("name", DRAWN)
def test_a_page_looks_as_it_did(name: str) -> None:
    """Compares coarsely: each square of eight pixels is one grey."""
    small = (50, 33)
    made = picture_of(sample_of(name)).resize(small, Image.Resampling.BOX)
    kept = Image.open(PICTURES / f"{name}.png").resize(small, Image.Resampling.BOX)
    apart = ImageChops.difference(made, kept)
    assert ImageStat.Stat(apart).mean[0] < 2
    assert max(apart.tobytes()) < 70


def test_the_page_of_rules_names_every_sample_and_no_other() -> None:
    page = (ROOT / "docs" / "typography.md").read_text("utf-8")
    named = set(re.findall(r"chinese_pages/([\w-]+)\.png", page))
    assert named == set(DRAWN)
    assert {path.stem for path in PICTURES.glob("*.png")} == set(DRAWN)

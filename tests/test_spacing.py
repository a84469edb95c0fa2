"""The rules of single characters in a line of Chinese, and the lines made by them."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.document import (
    Code,
    Document,
    Emphasis,
    Inline,
    Link,
    Metadata,
    Paragraph,
    Strong,
    Text,
)
from duizhao.language import has_han
from duizhao.render.pdf import load_engine
from duizhao.render.pdfchinese import set_chinese
from duizhao.render.pdfglyphs import has_gaps
from duizhao.render.spacing import (
    GAP,
    HALF,
    JOINT,
    NOTE,
    OBJECT,
    Change,
    find_changes,
    find_room,
    find_stretches,
    tighten,
)
from tests.chinese_pages import LEFT, MEASURE, ROOT, SIZE, pdf_of
from tests.glyphs import glyphs_of, lines_of, words_of

LETTERS = "港口很小在九〇年，。、；：！？“”‘’《》（）【】—…·ab1 90%.,-" + NOTE + OBJECT
lines = st.text(alphabet=LETTERS, max_size=40)


def changes(line: str, *, start: bool = False, end: bool = False) -> dict[int, float]:
    return {one.at: one.grow for one in find_changes(line, start=start, end=end)}


@pytest.mark.parametrize(
    ("line", "grown"),
    [
        ("港口。”他", {2: -HALF}),
        ("港口。”。", {2: -HALF, 3: -HALF}),
        ("港，“‘口", {1: -HALF, 3: -HALF}),
        ("港（《口》）", {2: -HALF, 4: -HALF}),
        ("在1990年a港", {0: GAP, 5: 2 * GAP, 7: GAP}),
        ("港 a 口", {}),
        ("港（a）口", {}),
        ("“a”港", {}),
        (f"港{NOTE}，口", {}),
        ("60%的", {3: GAP}),
        ("abc, def.", {}),
        (f"港：{JOINT}“口”{JOINT}在", {1: -HALF}),
    ],
)
def test_marks_are_squeezed_and_gaps_stand(line: str, grown: dict[int, float]) -> None:
    assert changes(line) == grown


def test_the_ends_of_lines_are_trimmed() -> None:
    assert changes("“港口，", start=True, end=True) == {0: -HALF, 3: -HALF}
    assert changes("港口！", start=True, end=True) == {}
    assert changes("“", start=True, end=True) == {0: -HALF}


def test_an_opening_mark_moves_into_the_half_that_went() -> None:
    assert find_changes("“‘港", start=True, end=False) == (
        Change(0, -HALF, -HALF),
        Change(1, -HALF, -HALF),
    )


def test_pauses_in_the_middle_of_their_square_keep_it() -> None:
    found = find_changes("港，「口。」", start=True, end=True, centred=True)
    assert [one.at for one in found] == [5]


@given(lines, st.booleans(), st.booleans(), st.booleans())
@settings(max_examples=300, deadline=None)
def test_no_character_gets_narrower_than_its_ink(
    line: str,
    start: bool,
    end: bool,
    centred: bool,
) -> None:
    found = find_changes(line, start=start, end=end, centred=centred)
    assert [one.at for one in found] == sorted({one.at for one in found})
    for one in found:
        assert 0 <= one.at < len(line)
        assert one.grow in {-HALF, GAP, 2 * GAP}
        assert -HALF <= one.shift <= GAP
        assert not line[one.at].isascii()
    if line.isascii():
        assert not found


@given(lines)
@settings(max_examples=300, deadline=None)
def test_a_line_widens_between_characters_only(line: str) -> None:
    found = find_stretches(line)
    assert found == sorted(set(found))
    for index in found:
        pair = line[index : index + 2]
        assert len(pair) == 2
        assert pair[1] not in {" ", NOTE}
        assert pair not in {"——", "……"}
        assert not (pair.isascii() and " " not in pair)


@given(lines, st.floats(0.01, 6))
@settings(max_examples=200, deadline=None)
def test_a_line_is_tightened_by_what_it_must_or_all_it_can(
    line: str, over: float
) -> None:
    found = find_changes(line, start=True, end=True)
    room = find_room(line, found)
    tight = tighten(line, found, over)
    before, after = (sum(one.grow for one in each) for each in (found, tight))
    assert before - after == pytest.approx(min(over, room))
    assert all(one.grow >= -HALF for one in tight)
    assert [one.at for one in tight] == sorted({one.at for one in tight})


def test_a_program_may_misread_wide_gaps_and_overlaps_only() -> None:
    assert has_gaps("港a", {0: (0.0, 0.25)})
    assert has_gaps("a港", {1: (0.25, 0.25)})
    assert not has_gaps("港口", {0: (0.0, 0.05)})
    assert has_gaps("港口", {1: (0.0, 0.25)})  # another piece of the line follows
    assert not has_gaps("港口", {1: (0.0, -0.5)})
    assert not has_gaps("a b", {1: (0.0, 0.4)})


# Lines on paper -----------------------------------------------------------------------

words = st.text(
    alphabet="港口很小在九〇年，。“”《》（）—…ab1990GDP%", min_size=1, max_size=30
)
inlines = st.one_of(
    words.map(Text),
    words.map(lambda text: Strong((Text(text),))),
    words.map(lambda text: Emphasis((Text(text),))),
    words.map(lambda text: Link((Text(text),), "https://example.org")),
    words.map(Code),
)
paragraphs = st.lists(inlines, min_size=1, max_size=6).map(
    lambda parts: Paragraph(tuple(parts))
)


def said(node: Paragraph | Inline) -> str:
    if isinstance(node, Text | Code):
        return node.value
    children: tuple[Inline, ...] = getattr(node, "children", ())
    return "".join(map(said, children))


@given(st.lists(paragraphs, min_size=1, max_size=4))
@settings(max_examples=25, deadline=None)
def test_lines_keep_their_text_their_measure_and_their_order(
    blocks: list[Paragraph],
) -> None:
    content = pdf_of(Document("zh-Hans", Metadata(), tuple(blocks)))
    drawn = "".join(words_of(page) for page in glyphs_of(content))
    assert drawn == "".join(map(said, blocks))
    for page in range(len(glyphs_of(content))):
        for line in lines_of(content, page):
            for before, after in pairwise(line):
                assert after.x >= before.x
            last = line[-1]
            trimmed = SIZE / 2 if last.text in "，。；：”》）" else 0
            # `九%000…` has Han, and no place to break all the same.
            unbroken = sum(map(has_han, words_of(line))) < 2 or len(line) < 4
            if not unbroken:
                # Half a point: a twentieth of a 字, which nobody sees.
                assert last.right <= LEFT + MEASURE + trimmed + 0.5


# The engine ---------------------------------------------------------------------------


def test_the_engine_is_the_version_that_is_mended() -> None:
    engine = load_engine()
    assert engine.__version__ == "70.0"
    assert '"weasyprint==70.0"' in (ROOT / "pyproject.toml").read_text("utf-8")
    from weasyprint.layout import inline, preferred  # noqa: PLC0415 - needs Pango
    from weasyprint.text import line_break  # noqa: PLC0415 - likewise

    assert set_chinese(inline, preferred, line_break, engine.draw)
    assert line_break.Layout.sets_chinese


@pytest.mark.parametrize("gone", ["text_align", "justify_line", "split_first_line"])
def test_another_engine_is_left_as_it_is(gone: str) -> None:
    inline = SimpleNamespace(
        split_first_line=1, justify_line=2, text_align=3, boxes=SimpleNamespace()
    )
    delattr(inline, gone)
    kept = dict(vars(inline))
    layout = type("Layout", (), {"reactivate": 1, "get_first_line": 2})
    line_break = SimpleNamespace(Layout=layout, ffi=None)
    preferred = SimpleNamespace(split_first_line=1)
    draw = SimpleNamespace(draw_text=1)
    assert not set_chinese(inline, preferred, line_break, draw)
    assert vars(inline) == kept
    assert (preferred.split_first_line, draw.draw_text) == (1, 1)
    assert not hasattr(layout, "sets_chinese")


def test_without_the_mends_pages_are_plain_but_there() -> None:
    program = """
from types import SimpleNamespace
from duizhao.render import pdf
mend = pdf.set_chinese
pdf.set_chinese = lambda a, b, c, d: print(mend(a, b, c, SimpleNamespace()))
from tests.chinese_pages import SAMPLES, sample
from tests.glyphs import lines_of, words_of
for name in ("squeeze", "dots", "gap-markup"):
    print("".join(map(words_of, lines_of(sample(SAMPLES[name])))))
"""
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    said_so, *texts = run.stdout.splitlines()
    assert said_so == "False"
    assert texts[0].startswith("他写了《城记》、《港志》（上册）。“‘走吧’，他说。”")

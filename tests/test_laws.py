from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from hypothesis import example, given, settings
from hypothesis import strategies as st

from duizhao.catalog.entry import Entry, Key
from duizhao.document import Document, Image, Link, RawBlock, RawInline, SegmentState
from duizhao.extraction import extract
from duizhao.language import CONTROL
from duizhao.merging import Merged, merge
from duizhao.readers.markdown.codes import _kind
from duizhao.readers.markdown.skeleton import read_skeleton
from duizhao.reading import Profile, read_text, source_document, target_document
from duizhao.segment import is_whole, may_split, split_spans
from duizhao.segments import (
    Segmentation,
    SegmentRules,
    segment_manuscript,
    unit_texts,
)
from duizhao.splice import Choice, Splicer
from duizhao.units import Manuscript, Syntax
from duizhao.walk import iter_nodes
from tests.markdown_cases import catalog, read
from tests.markdown_strategies import ANYTHING, MARKDOWN, TRANSLATIONS

FEW = settings(max_examples=60, deadline=None)
EVERYTHING = SegmentRules(everything=True)
WHOLE = SegmentRules(Segmentation.PARAGRAPH)
PAGES = MARKDOWN | ANYTHING


def targets(manuscript: Manuscript, texts: Iterable[str]) -> Merged:
    pairs = [
        (entry, text)
        for entry, text in zip(extract(manuscript), texts, strict=False)
        if text
    ]
    entries = [Entry(e.msgid, text, context=e.context) for e, text in pairs]
    return merge(manuscript, catalog(*entries))


def english(manuscript: Manuscript, merged: Merged) -> Document:
    profile = Profile()
    source = source_document(manuscript, profile)
    return target_document(manuscript, merged, source, Profile("en"))


def dangers(document: Document) -> Counter[str]:
    """What could fetch, run or lead away, as often as it stands there."""
    found: Counter[str] = Counter()
    for part in (document.blocks, document.footnotes):
        for node in iter_nodes(part):
            match node:
                case Link(_, target):
                    # A page may have another address in English: its kind counts.
                    found[f"link {_kind(target)}"] += 1
                case Image(target):
                    found[f"picture {target}"] += 1
                case RawInline(html) | RawBlock(html):
                    found[f"html {html}"] += 1
                case _:
                    pass
    return found


@FEW
@given(PAGES)
def test_units_ascend_and_replacing_each_by_itself_changes_no_byte(text: str) -> None:
    manuscript = read(text)
    edges = [edge for unit in manuscript.units for edge in (unit.start, unit.stop)]
    assert edges == sorted(edges)
    assert not edges or edges[-1] <= len(manuscript.data)
    texts = unit_texts(manuscript, EVERYTHING)
    segments = segment_manuscript(manuscript, texts, EVERYTHING)
    choices = [Choice(segment, SegmentState.TRANSLATED) for segment in segments]
    spliced = Splicer(manuscript, texts, blanks=True).splice(choices)
    assert spliced.data == manuscript.data


@FEW
@given(PAGES)
def test_the_stretches_of_a_units_text_are_its_bytes(text: str) -> None:
    manuscript = read(text)
    for unit, shown in zip(
        manuscript.units, unit_texts(manuscript, EVERYTHING), strict=True
    ):
        if unit.syntax is not Syntax.YAML:
            for chunk in shown.chunks:
                data = chunk.text.encode()
                assert manuscript.data[chunk.byte : chunk.byte + len(data)] == data
                assert shown.text.startswith(chunk.text, chunk.char)


@FEW
@given(PAGES)
def test_segments_with_their_gaps_are_the_text_of_their_unit(text: str) -> None:
    manuscript = read(text)
    for rules in (EVERYTHING, WHOLE):
        texts = unit_texts(manuscript, rules)
        end: dict[int, int] = {}
        for segment in segment_manuscript(manuscript, texts, rules):
            unit_text = texts[segment.unit].text
            stretch = unit_text[segment.start : segment.stop]
            assert re.sub(CONTROL, "", stretch) == segment.key.msgid
            assert segment.start >= end.get(segment.unit, 0)
            assert segment.key.msgid.strip()
            end[segment.unit] = segment.stop


@FEW
@given(MARKDOWN)
def test_no_border_of_segments_falls_inside_a_code(text: str) -> None:
    manuscript = read(text)
    texts = unit_texts(manuscript, EVERYTHING)
    for segment in segment_manuscript(manuscript, texts, EVERYTHING):
        shown = texts[segment.unit]
        borders = (shown.byte_start(segment.start), shown.byte_stop(segment.stop))
        for start, stop in manuscript.units[segment.unit].codes:
            assert not any(start < border < stop for border in borders)


@FEW
@given(PAGES)
def test_the_identity_and_the_empty_catalog_change_no_byte(text: str) -> None:
    manuscript = read(text)
    for rules in (SegmentRules(), EVERYTHING, WHOLE):
        entries = [
            Entry(one.msgid, one.msgid, context=one.context)
            for one in extract(manuscript, rules)
        ]
        merged = merge(manuscript, catalog(*entries), rules)
        assert merged.text == manuscript.source.text
        assert merged.diagnostics == ()
        assert merge(manuscript, catalog(), rules).text == manuscript.source.text


@settings(max_examples=250, deadline=None)
@given(MARKDOWN, st.lists(TRANSLATIONS, max_size=12))
@example("看这里。再看那里。\n", ["see [click", "here](javascript:alert(1))"])
@example("看这里。再看那里。\n", ["see <img src=x", "onerror=y>"])
@example("甲\\\n乙\\\n丙[a b]\n", ["[a\nb]: javascript:x\nrest", "x"])
def test_no_translation_changes_the_skeleton_or_brings_in_a_danger(
    text: str, said: list[str]
) -> None:
    manuscript = read(text)
    merged = targets(manuscript, said)
    assert read_skeleton(merged.text) == read_skeleton(manuscript.source.text)
    before = dangers(source_document(manuscript, Profile()))
    after = dangers(english(manuscript, merged))
    assert not after - before


@FEW
@given(MARKDOWN, st.lists(TRANSLATIONS, max_size=12))
def test_a_piece_covers_its_translation_and_no_byte_outside_units_changes(
    text: str, said: list[str]
) -> None:
    manuscript = read(text)
    merged = targets(manuscript, said)
    data = merged.text.encode()
    end = source_end = 0
    for unit, (start, stop) in zip(manuscript.units, merged.units, strict=True):
        assert data[end:start] == manuscript.data[source_end : unit.start]
        end, source_end = stop, unit.stop
    assert data[end:] == manuscript.data[source_end:]
    for piece in merged.pieces:
        start, stop = merged.units[piece.unit]
        assert start <= piece.start <= piece.stop <= stop


@FEW
@given(MARKDOWN, st.lists(TRANSLATIONS, max_size=12))
def test_every_refusal_names_the_line_of_a_catalog(text: str, said: list[str]) -> None:
    manuscript = read(text)
    merged = targets(manuscript, said)
    assert all(item.place.path == "en.po" for item in merged.diagnostics)
    refused = {p.msgid for p in merged.pieces if p.state is SegmentState.UNTRANSLATED}
    assert not (merged.diagnostics and not refused)


@settings(max_examples=150, deadline=None)
@given(PAGES)
@example("\ud800字")
@example("---\ntitle: \ud800字\n---\n")
@example("---\ntitle: \0\n---\n字")
@example("---\n&a [*a]\n---\n")
@example("---\ntitle: &a [*a]\n---\n")
@example("---\rtitle: 字\r---\r字")
@example("\u2028字\u2029\x85\x0b\x0c")
@example("[^1]: 字[^1]")
@example("- [ ] 字\n  - [x] 字")
def test_no_reader_raises_on_any_text(text: str) -> None:
    manuscript = read(text)
    extract(manuscript)
    document = source_document(manuscript, Profile())
    merged = targets(manuscript, ["x"] * 20)
    english(manuscript, merged)
    assert isinstance(document.footnotes, Mapping)


@settings(max_examples=150, deadline=None)
@given(PAGES)
def test_reading_a_text_as_plain_text_never_raises(text: str) -> None:
    manuscript = read_text("a.txt", text)
    document = source_document(manuscript, Profile())
    merged = merge(manuscript, catalog())
    target_document(manuscript, merged, document, Profile("en"))
    assert merged.text == manuscript.source.text


@FEW
@given(PAGES)
def test_an_extraction_has_the_segments_that_a_merge_asks_for(text: str) -> None:
    manuscript = read(text)
    for rules in (EVERYTHING, WHOLE, SegmentRules()):
        texts = unit_texts(manuscript, rules)
        places: dict[Key, dict[int, None]] = {}
        for segment in segment_manuscript(manuscript, texts, rules):
            unit = manuscript.units[segment.unit]
            first = texts[segment.unit].byte_start(segment.start)
            line = manuscript.lines.line(first if unit.joints else unit.start)
            places.setdefault(segment.key, {})[line] = None
        found = [
            (entry.key, [place.line for place in entry.references])
            for entry in extract(manuscript, rules)
        ]
        assert found == [(key, list(lines)) for key, lines in places.items()]


@FEW
@given(st.text("一。！a. \n\t“”（）\u3000"))
def test_what_is_at_once_one_sentence_is_so_at_length(text: str) -> None:
    spans = split_spans(text)
    if is_whole(text):
        assert spans == [(0, len(text))]
        assert split_spans(text, [(0, len(text))]) == spans
    if not may_split(text):
        assert len(spans) <= 1

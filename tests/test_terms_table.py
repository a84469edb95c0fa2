"""The glossary as a table, and two glossaries made one."""

from __future__ import annotations

import codecs
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.errors import FileError
from duizhao.interchange.tbx import read_tbx, write_tbx
from duizhao.terms.join import join
from duizhao.terms.model import Case, Glossary, Term
from duizhao.terms.table import Shape, read_table, write_table

TEXTS = st.text("甲乙ab1 |\\,;\"'’[]\n", max_size=8).map(lambda t: " ".join(t.split()))
FULL = TEXTS.filter(bool)
LISTS = st.lists(FULL, max_size=3, unique=True).map(tuple)


@st.composite
def terms(draw: st.DrawFn) -> Term:
    targets, forbidden = draw(LISTS), draw(LISTS)
    if not targets and not forbidden:
        targets = ("x",)
    return Term(
        draw(FULL),
        targets,
        tuple(text for text in forbidden if text not in targets),
        draw(st.sampled_from(["", "noun", "verb", "company", "成语"])),
        draw(TEXTS),
        draw(st.sampled_from(Case)),
        draw(TEXTS),
        draw(st.sampled_from([(), (("area", "甲 [x] y"),), (("Origin", "1"),)])),
    )


GLOSSARIES = st.lists(
    terms().filter(lambda term: term.targets or term.forbidden), max_size=4
).map(lambda found: Glossary(tuple(found)))


@settings(max_examples=50)
@given(GLOSSARIES, st.sampled_from([",", ";", "\t"]), st.sampled_from(["\n", "\r\n"]))
def test_what_is_written_is_read_the_same(
    glossary: Glossary, separator: str, line_end: str
) -> None:
    shape = Shape(separator=separator, line_end=line_end)
    assert read_table("g.csv", write_table(glossary, shape)).glossary == glossary


@settings(max_examples=50)
@given(GLOSSARIES, st.sampled_from([2, 3]))
def test_tbx_gives_back_the_same_terms(glossary: Glossary, version: int) -> None:
    data = write_tbx(glossary, version=version)
    assert read_tbx("t.tbx", data) == glossary
    assert write_tbx(read_tbx("t.tbx", data), version=version) == data


@settings(max_examples=40)
@given(GLOSSARIES, GLOSSARIES)
def test_joined_twice_is_joined_once_and_nothing_is_lost(
    own: Glossary, other: Glossary
) -> None:
    once = join(own, other, "x.tbx").glossary
    assert join(once, other, "x.tbx").glossary == once
    assert join(own, Glossary(), "x.tbx").glossary == own
    told = repr(once)
    for term in other:
        assert all(
            repr(text)[1:-1] in told for text in (*term.targets, *term.forbidden)
        )


@settings(max_examples=50)
@given(st.binary(max_size=80), st.sampled_from([b"", b"source,target\n"]))
def test_no_content_is_a_crash(data: bytes, head: bytes) -> None:
    with suppress(FileError):
        read_table("g.csv", head + data)
    with suppress(FileError):
        read_tbx("t.tbx", data)


@pytest.mark.parametrize(
    "data",
    [
        "source,target\n口岸,checkpoint\n".encode(),
        "source,target\r\n口岸,checkpoint\r\n".encode("utf-8-sig"),
        "source;target\n口岸;checkpoint\n".encode("gb18030"),
        "sep=;\nsource;target\n口岸;checkpoint\n".encode(),
        codecs.BOM_UTF16_LE + "source\ttarget\n口岸\tcheckpoint\n".encode("utf-16-le"),
        "译文,原文\ncheckpoint,口岸\n".encode(),
        '"Source","Target"\n"口岸","checkpoint"\n\n,,\n'.encode(),
    ],
)
def test_tables_of_all_kinds_are_read(data: bytes) -> None:
    table = read_table("g.csv", data)
    assert table.glossary.terms == (Term("口岸", ("checkpoint",)),)
    assert not table.findings


def test_a_table_written_again_keeps_its_kind() -> None:
    data = "note;target;source;area\r\n;checkpoint;口岸;law\r\n".encode("gb18030")
    table = read_table("g.csv", data)
    assert write_table(table.glossary, table.shape).startswith(data[:24])
    assert "口岸;law" in write_table(table.glossary, table.shape).decode("gb18030")


def test_a_letter_that_the_old_encoding_lacks_makes_it_utf8() -> None:
    shape = Shape(encoding="ascii")
    data = write_table(Glossary((Term("口岸", ("x",)),)), shape)
    assert data.startswith(codecs.BOM_UTF8)


@pytest.mark.parametrize(
    ("rows", "line", "words"),
    [
        ("口岸,\n", 2, "no target"),
        (",checkpoint\n", 2, "no source"),
        ("口岸,a,a\n", 2, "both"),
        ("口岸,a,,x\n", 2, "case rule"),
        ("口岸,a,,any,more\n", 2, "5 cells"),
        ("口岸,a\n口岸,a\n", 3, "again"),
        ("口岸,a\n\n口岸,b\n", 4, "line 2"),
    ],
)
def test_mistakes_are_told_with_line_and_remedy(
    rows: str, line: int, words: str
) -> None:
    (odd,) = read_table(
        "g.csv", f"source,target,forbidden,case\n{rows}".encode()
    ).findings
    assert odd.place.line == line
    assert words in odd.message
    assert odd.hint


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"a,b\n", 1),
        (b"", 1),
        (b'source,target\na,"b\n', 2),
        (b"source,target\n\xff\xff", 2),
    ],
)
def test_what_is_no_glossary_is_refused_with_a_line(data: bytes, line: int) -> None:
    with pytest.raises(FileError) as caught:
        read_table("g.csv", data)
    assert caught.value.line == line
    assert caught.value.hint


def test_two_meanings_of_one_word_are_no_clash() -> None:
    rows = "source,target,part_of_speech\n行,row,noun\n行,go,verb\n".encode()
    assert not read_table("g.csv", rows).findings


def test_contradictions_are_listed_and_kept() -> None:
    own = Glossary((Term("口岸", ("checkpoint",), ("port",), note="ours"),))
    other = Glossary((Term("口岸", ("port", "crossing"), ("checkpoint",)),))
    joined = join(own, other, "their.tbx")
    (term,) = joined.glossary.terms
    assert term.targets == ("checkpoint", "crossing")
    assert term.forbidden == ("port",)
    assert "their.tbx allows “port”" in term.note
    assert len(joined.conflicts) == 2

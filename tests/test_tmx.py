"""TMX in and out: the same pairs, other programs' files, and what is refused."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.errors import FileError
from duizhao.interchange.pair import (
    Context,
    Pair,
    mark_of,
    read_context,
    write_context,
)
from duizhao.interchange.tags import best_tag
from duizhao.interchange.tmx import Header, Seen, iter_tmx, write_tmx
from duizhao.language import CONTROL

_TEXT = st.text(min_size=1, max_size=30).filter(
    lambda text: not re.search(CONTROL, text)
)
_LINE = st.text(max_size=12).filter(lambda text: not re.search(CONTROL, text))
_MARK = st.sampled_from(["", "1a2b3c4d", "5e6f7a8b"])
_CONTEXTS = st.lists(
    st.builds(Context, _LINE, _LINE, _MARK, _MARK), max_size=3, unique=True
).map(lambda found: tuple(sorted(found)))
_DATE = st.sampled_from(["", "20251231T235959Z", "20261122T081500Z"])
_PAIRS = st.builds(
    Pair, _TEXT, _TEXT, st.sampled_from(["en", "fr"]), _DATE, _DATE, _LINE, _CONTEXTS
)


def read(data: bytes, source: str = "zh-Hans", *languages: str) -> list[Pair]:
    return list(iter_tmx("m.tmx", data, source, languages or ("en",)))


def tmx(body: str, head: str = "") -> bytes:
    return f'{head}<tmx version="1.4"><header srclang="zh"/><body>{body}</body></tmx>'.encode()


def unit(seg: str, *, source: str = "zh", target: str = "en") -> str:
    return (
        f'<tu><tuv xml:lang="{source}"><seg>{seg}</seg></tuv>'
        f'<tuv xml:lang="{target}"><seg>Hello</seg></tuv></tu>'
    )


def fail(data: bytes) -> FileError:
    with pytest.raises(FileError) as caught:
        read(data)
    assert caught.value.path == "m.tmx"
    return caught.value


@settings(max_examples=100)
@given(st.lists(_PAIRS, max_size=4))
def test_what_is_written_is_read_as_the_same(pairs: list[Pair]) -> None:
    data = write_tmx(pairs)
    found = list(iter_tmx("m.tmx", data, "zh-Hans", ("en", "fr")))
    assert found == pairs
    assert write_tmx(found) == data


@given(st.builds(Context, _LINE, _LINE, _MARK, _MARK))
def test_a_context_survives_its_line(context: Context) -> None:
    assert read_context(write_context(context)) == context


def test_every_text_stands_on_a_line_of_its_own() -> None:
    lines = write_tmx([Pair("天亮了。", "Day breaks.")]).decode().split("\n")
    assert "        <seg>天亮了。</seg>" in lines
    assert "        <seg>Day breaks.</seg>" in lines


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-16-le"])
def test_files_of_other_encodings_are_read(encoding: str) -> None:
    name = encoding.removesuffix("-sig").removesuffix("-le")
    text = f'<?xml version="1.0" encoding="{name}"?>\n' + tmx(unit("你好")).decode()
    text = "\ufeff" + text if encoding == "utf-16-le" else text
    assert [pair.source for pair in read(text.encode(encoding))] == ["你好"]


def test_dates_and_author_are_kept() -> None:
    body = unit("你好").replace("<tu>", '<tu creationdate="A" changedate="B">', 1)
    body = body.replace('"en"', '"EN-US" creationid="C"')
    assert read(tmx(body)) == [Pair("你好", "Hello", "en", "A", "B", "C")]


def test_the_header_and_the_languages_are_told() -> None:
    seen = Seen()
    data = write_tmx([Pair("一", "one")], Header("zh-Hant", "fr", "paragraph"))
    assert list(iter_tmx("m.tmx", data, "zh-Hans", ("en",), seen)) == []
    assert seen.header == Header("zh-Hant", "fr", "paragraph")
    assert (seen.units, seen.taken) == (1, 0)
    assert list(seen.languages) == ["zh-Hant", "en"]


FLAT = [
    ("你<hi>好</hi>吗", "你好吗"),
    ('你<bpt i="1">&lt;b></bpt>好<ept i="1">&lt;/b></ept>', "你好"),
    ('<ph x="1"><sub>注</sub></ph>你<it pos="begin">\\i </it>好<ut>x</ut>。', "你好。"),
    ("你<!-- 注 -->好<?x y?>。", "你好。"),
    ("<hi>你<hi>好</hi></hi>", "你好"),
    ("<![CDATA[你<好>]]>", "你<好>"),
    ("你\n好", "你\n好"),
]


@pytest.mark.parametrize(("seg", "text"), FLAT)
def test_the_codes_of_other_programs_are_left_out(seg: str, text: str) -> None:
    assert [pair.source for pair in read(tmx(unit(seg)))] == [text]


TAGS = [
    ("zh-Hans", ["zh", "zh-CN", "zh-TW"], "zh-CN"),
    ("zh-Hans", ["zh-TW", "zh"], "zh"),
    ("zh-Hans", ["zh-Hant", "zh-HK"], None),
    ("zh-Hans", ["ZH_hans_CN"], "ZH_hans_CN"),
    ("zh-Hant", ["zh-CN", "zh-HK"], "zh-HK"),
    ("en", ["de", "en-GB"], "en-GB"),
    ("en-GB", ["en-US", "en", "en-gb"], "en-gb"),
    ("en-GB", ["en-US", "en"], "en"),
    ("pt-BR", ["pt-PT"], "pt-PT"),
    ("en", ["", "eng"], None),
]


@pytest.mark.parametrize(("wanted", "offered", "best"), TAGS)
def test_the_best_tag_is_found(
    wanted: str, offered: list[str], best: str | None
) -> None:
    assert best_tag(wanted, offered) == best


def test_a_memory_from_english_serves_the_other_way() -> None:
    body = unit("早", source="en", target="zh_CN").replace("Hello", "好")
    assert read(tmx(body)) == [Pair("好", "早")]


def test_units_without_both_languages_are_passed_over() -> None:
    body = unit("a", source="de") + unit("") + "<tu/>" + unit("你好")
    assert len(read(tmx(body))) == 1


def test_namespaces_and_the_old_lang_attribute_are_taken() -> None:
    text = tmx(unit("你好").replace("xml:lang", "lang")).decode()
    text = text.replace("<tmx ", '<tmx xmlns="http://www.lisa.org/tmx14" ')
    assert len(read(text.encode())) == 1


def test_a_file_that_breaks_off_names_its_line_and_gives_nothing() -> None:
    data = write_tmx([Pair("一", "one"), Pair("二", "two")])
    error = fail(data[:-80])
    assert error.line > 10
    assert "not sound XML" in error.message


def test_what_is_no_tmx_is_refused() -> None:
    assert "not a TMX" in fail(b"<xliff/>").message
    assert "not sound XML" in fail(b"msgid").message
    fail(b"")


def test_entities_are_not_followed() -> None:
    head = '<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    error = fail(tmx(unit("你&x;好"), head))
    assert "entity of its own, &x;" in error.message
    bomb = "".join(f'<!ENTITY e{n} "&e{n - 1};&e{n - 1};">' for n in range(1, 40))
    fail(tmx(unit("&e39;"), f'<!DOCTYPE tmx [<!ENTITY e0 "哈">{bomb}]>'))


def test_a_doctype_is_no_hindrance() -> None:
    head = '<!DOCTYPE tmx SYSTEM "http://localhost:1/tmx14.dtd">'
    assert len(read(tmx(unit("你好"), head))) == 1


def test_a_text_that_xml_cannot_hold_is_refused() -> None:
    with pytest.raises(FileError, match=r"U\+0001"):
        write_tmx([Pair("a\x01", "b")])


def test_reading_streams() -> None:
    stream = BytesIO(write_tmx(Pair(str(n), "x") for n in range(20_000)))
    found = iter_tmx("m.tmx", stream, "zh-Hans", ("en",))
    next(found)
    assert stream.tell() < 100_000


def test_the_same_neighbours_or_heading_are_the_same_place() -> None:
    one = Context("a", "第一", mark_of("前"), mark_of("后"))
    assert one.same_place(Context("b", "", mark_of("前"), mark_of("后")))
    assert one.same_place(Context("a", "第一", "", ""))
    assert not one.same_place(Context("b", "第一", "", ""))
    assert not Context().same_place(Context())

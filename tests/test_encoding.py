from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.diagnostics import Severity
from duizhao.errors import SourceError
from duizhao.readers.encoding import control_characters, decode
from duizhao.readers.encoding_judge import CANDIDATES, judge
from duizhao.source import Source
from tests.shared import SHARED

SIMPLE = (
    "海风中的修船厂\n\n船厂的门从来不锁，因为谁也不会来偷一条没有修好的船。\n"
    "他们说，只要还有一个人在等，这里的火就不能灭。\n"
)
TRADITIONAL = (
    "海風中的修船廠\n\n船廠的門從來不鎖，因為誰也不會來偷一條沒有修好的船。\n"
    "他們說，只要還有一個人在等，這裡的火就不能滅。\n"
)


def fail(data: bytes, encoding: str | None = None) -> SourceError:
    with pytest.raises(SourceError) as error:
        decode("source/notes.txt", data, encoding)
    return error.value


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe\x00\x00", "utf-32-le"),
        (b"\x00\x00\xfe\xff", "utf-32-be"),
        (b"\x84\x31\x95\x33", "gb18030"),
    ],
)
@pytest.mark.parametrize("declared", [None, "big5"])
def test_a_byte_order_mark_decides_against_everything(
    mark: bytes, codec: str, declared: str | None
) -> None:
    source = decode("a.txt", mark + SIMPLE.encode(codec), declared)
    assert source == Source("a.txt", SIMPLE, bom=codec == "utf-8", encoding=codec)


@pytest.mark.parametrize(
    ("declared", "codec", "read_as"),
    [
        ("UTF-8", "utf-8", "utf-8"),
        ("utf8", "utf-8", "utf-8"),
        ("GB2312", "gb2312", "gb18030"),
        ("gbk", "gbk", "gb18030"),
        ("GB_18030", "gb18030", "gb18030"),
        ("utf-16-le", "utf-16-le", "utf-16-le"),
        ("UTF16BE", "utf-16-be", "utf-16-be"),
    ],
)
def test_a_declared_encoding_is_read(declared: str, codec: str, read_as: str) -> None:
    source = decode("a.txt", SIMPLE.encode(codec), declared)
    assert (source.text, source.encoding) == (SIMPLE, read_as)


@pytest.mark.parametrize("declared", ["Big5", "big5-hkscs", "CP950"])
def test_big5_is_read_with_the_characters_of_taiwan_and_hong_kong(
    declared: str,
) -> None:
    assert decode("a.txt", TRADITIONAL.encode("big5"), declared).text == TRADITIONAL
    assert decode("a.txt", "恒嫺".encode("cp950", "ignore"), declared).text
    cantonese = "佢哋喺度嘅，冇嘢"
    assert decode("a.txt", cantonese.encode("big5hkscs"), declared).text == cantonese


@pytest.mark.parametrize("declared", ["latin-1", "rot13", "utf-7", "idna", "", " "])
def test_only_known_encodings_may_be_declared(declared: str) -> None:
    if not declared:
        assert decode("a.txt", b"abc", declared).text == "abc"
        return
    assert "gb18030 (also gbk, gb2312)" in fail(b"abc", declared).hint


@pytest.mark.parametrize(
    ("text", "codec", "named"),
    [
        (SIMPLE, "gbk", "gb18030"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "big5"),
        (SIMPLE, "utf-16-le", "utf-16-le"),
        (TRADITIONAL, "utf-16-be", "utf-16-be"),
    ],
)
def test_nothing_is_guessed_but_the_likely_encoding_is_named(
    text: str, codec: str, named: str
) -> None:
    error = fail(text.encode(codec))
    assert f"looks like {named}, which reads: {text.splitlines()[0]}" in error.message
    assert f'`encoding = "{named}"` under `[documents."notes"]`' in error.hint
    assert f"--encoding {named}" in error.hint
    assert error.path == "source/notes.txt"


def test_the_line_shown_is_the_first_with_han_cut_short() -> None:
    text = "Draft 3\n\n" + SIMPLE.splitlines()[2] * 3
    shown = fail(text.encode("gbk")).message.partition("which reads: ")[2]
    assert shown.startswith("船厂的门从来不锁")
    assert len(shown) == 30
    assert shown.endswith("…")


def test_damage_in_a_utf8_file_is_told_with_line_and_column() -> None:
    damaged = SIMPLE.encode().replace("谁".encode(), b"\xff", 1)
    error = fail(damaged)
    assert (error.line, error.column) == (3, 12)
    assert error.message == "the byte FF is not UTF-8"


def test_a_file_cut_in_the_middle_of_a_character_is_told() -> None:
    error = fail(SIMPLE.encode("gbk")[:-2], "gbk")
    assert "cannot be read as gb18030, as declared" in error.message
    assert error.line == 4


def test_utf16_declared_without_a_mark_asks_for_the_order_of_bytes() -> None:
    error = fail(SIMPLE.encode("utf-16-be"), "UTF-16")
    assert "order of its bytes" in error.message
    assert 'encoding = "utf-16-be"' in error.hint


def test_one_short_sentence_in_utf16_does_not_pass_for_utf8() -> None:
    data = "不睬。".encode("utf-16-be")
    assert data.isascii()
    assert "looks like utf-16-be, which reads: 不睬。" in fail(data).message


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_english_in_utf16_does_not_pass_for_utf8(codec: str) -> None:
    assert f"looks like {codec}" in fail("The shipyard.\n".encode(codec)).message


def test_a_nul_in_a_utf8_text_is_no_utf16() -> None:
    assert decode("a.txt", "海\x00风 and the sea".encode()).text.count("\x00") == 1


def test_control_characters_are_told_by_line() -> None:
    text = "海\x00\x01风\x00\r\n天\ufffd亮\rtab\tand\x0c\n"
    found = control_characters(Source("a.txt", text))
    assert [(d.rule, d.severity, d.place.line, d.place.column) for d in found] == [
        ("text.control", Severity.ERROR, 1, 2),
        ("text.control", Severity.ERROR, 3, 8),
        ("text.replacement", Severity.WARNING, 2, 2),
    ]
    assert found[0].message.startswith("U+0000, U+0001 ")


def test_a_binary_file_gives_a_hundred_findings_and_a_count() -> None:
    found = control_characters(Source("a.bin", "\x00\n" * 1000))
    assert len(found) == 101
    assert found[-1].message.startswith("900 more lines hold ")
    assert found[-1].place.line == 0


def test_a_clean_text_gives_no_finding() -> None:
    assert control_characters(Source("a.txt", SIMPLE + "\t\r\x85\u2028\u200b")) == ()


@settings(max_examples=200)
@given(
    st.binary(max_size=60) | st.text(max_size=30).map(str.encode),
    st.sampled_from([None, "utf-8", "gbk", "big5", "utf-16", "utf-16-le", "x"]),
    st.sampled_from([b"", b"\xff\xfe", b"\xef\xbb\xbf", b"\x00\x00\xfe\xff"]),
)
def test_any_bytes_are_read_or_refused_with_a_message(
    data: bytes, declared: str | None, mark: bytes
) -> None:
    try:
        source = decode("a.txt", mark + data, declared)
    except SourceError as error:
        told = bool(error.message and error.hint)
    else:
        source.text.encode("utf-8")
        told = len(control_characters(source)) <= 202
    assert told


@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff"))
)
def test_utf8_is_read_to_the_character(text: str) -> None:
    assert decode("a.txt", text.encode()) == Source("a.txt", text)


@given(st.binary(max_size=80))
def test_the_judge_gives_a_verdict_on_every_candidate(data: bytes) -> None:
    verdicts = judge(data)
    assert {verdict.encoding for verdict in verdicts} == set(CANDIDATES)
    scores = [verdict.score for verdict in verdicts]
    assert scores == sorted(scores, reverse=True)
    assert all(-2 <= score <= 1 for score in scores)


# --- measured on texts that are not ours ---------------------------------------------


def iter_samples(script: str, sentences: int) -> Iterator[str]:
    assert SHARED is not None
    path = SHARED / "corpus" / "segmentation" / "ud_dev.jsonl"
    waiting: list[str] = []
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        if record["script"] == script:
            borders = [0, *record["boundaries"]]
            pairs = pairwise(borders)
            waiting += [record["text"][start:stop] for start, stop in pairs]
    for start in range(0, len(waiting) - sentences + 1, sentences):
        yield "\n".join(waiting[start : start + sentences])


@pytest.mark.skipif(SHARED is None, reason="../shared is not beside this repository")
@pytest.mark.parametrize("sentences", [1, 10])
@pytest.mark.parametrize(
    ("script", "codec", "named"),
    [
        ("Hans", "gbk", "gb18030"),
        ("Hant", "gb18030", "gb18030"),
        ("Hant", "big5", "big5"),
        ("Hant", "big5hkscs", "big5"),
        ("Hans", "utf-16-le", "utf-16-le"),
        ("Hant", "utf-16-be", "utf-16-be"),
    ],
)
def test_the_encoding_named_is_right_and_none_is_read_in_silence(
    sentences: int, script: str, codec: str, named: str
) -> None:
    samples = list(iter_samples(script, sentences))[:150]
    assert len(samples) > 50
    said = [fail(text.encode(codec, "ignore")).message for text in samples]
    right = sum(f" {named}, which reads: " in message for message in said)
    assert right >= 0.99 * len(samples)

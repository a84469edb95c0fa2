"""Numbers are read as values and compared as a person would."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.numbers.chinese import read_chinese
from duizhao.numbers.english import read_english
from duizhao.numbers.numerals import value_of
from duizhao.numbers.quantity import Kind
from duizhao.numbers.report import compare_numbers
from tests.shared import SHARED

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[tuple[str, ...]]:
    lines = (DATA / name).read_text("utf-8").splitlines()
    return [
        tuple(part.strip() for part in line.split("|"))
        for line in lines
        if line and not line.startswith("#")
    ]


@pytest.mark.parametrize(("zh", "en"), rows("numbers_agree.txt"))
def test_good_pairs_are_passed_in_silence(zh: str, en: str) -> None:
    assert [one.message for one in compare_numbers(zh, en)] == []


@pytest.mark.parametrize(("zh", "en", "said"), rows("numbers_differ.txt"))
def test_wrong_figures_are_told_with_the_right_one(zh: str, en: str, said: str) -> None:
    assert said in " ".join(one.message for one in compare_numbers(zh, en))


@pytest.mark.parametrize(("zh", "en"), rows("numbers_wrong.txt"))
def test_bad_pairs_are_told(zh: str, en: str) -> None:
    assert compare_numbers(zh, en)


def test_the_place_is_the_column_of_the_wrong_figure() -> None:
    [found] = compare_numbers("有38万人。", "It has 38,000 people.")
    assert found.place.column == 8


digits = "零一二三四五六七八九"


def han(value: int) -> str:
    """Return a whole number below 10^12 in Han, as it is read out."""
    if value < 10:
        return digits[value]
    for mark, unit in (
        ("亿", 10**8),
        ("万", 10**4),
        ("千", 1000),
        ("百", 100),
        ("十", 10),
    ):
        if value >= unit:
            rest = value % unit
            gap = "零" if rest and rest < unit // 10 else ""
            return han(value // unit) + mark + (gap + han(rest) if rest else "")
    raise AssertionError


@given(st.integers(0, 10**12 - 1))
def test_every_numeral_that_is_written_is_read_back(value: int) -> None:
    assert value_of(han(value)) == value


amounts = st.tuples(st.integers(2, 9999), st.sampled_from([1, 10**4, 10**8]))
currencies = st.sampled_from([("美元", "US${}"), ("欧元", "€{}"), ("元", "{} yuan")])


@given(amounts, currencies)
def test_the_same_amount_agrees_and_ten_times_as_much_does_not(
    amount: tuple[int, int], currency: tuple[str, str]
) -> None:
    figure, unit = amount
    word, form = currency
    mark = {1: "", 10**4: "万", 10**8: "亿"}[unit]
    zh = f"共{figure}{mark}{word}。"
    right = form.format(f"{figure * unit:,}")
    wrong = form.format(f"{figure * unit * 10:,}")
    assert compare_numbers(zh, f"It cost {right}.") == []
    [found] = compare_numbers(zh, f"It cost {wrong}.")
    assert "(10 times too much)" in found.message


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_is_too_strange_to_be_read(zh: str, en: str) -> None:
    for text, found in ((zh, read_chinese(zh)), (en, read_english(en))):
        for one in found:
            assert 0 <= one.start < one.end <= len(text)
    compare_numbers(zh, en)


@given(st.text("0123456789一二三十百千万亿.,:%年月日点第个两半 ", max_size=20))
def test_no_run_of_numerals_is_too_strange_either(text: str) -> None:
    compare_numbers(text, text)


@pytest.mark.parametrize(
    "zh",
    [
        "9" * 400,
        "亿" * 3000,
        "第" + "9" * 400 + "名",
        "一亿" * 2000,
        "翻999番",
        "第亿亿亿",
    ],
)
@pytest.mark.parametrize("en", ["7", "9" * 400 + "%", "million " * 500])
def test_endless_numerals_are_no_amounts(zh: str, en: str) -> None:
    compare_numbers(f"有{zh}个", en)


def test_kinds_are_told_apart() -> None:
    text = "第3章，2023年，3个月，3月，3%，3个百分点，3倍，3点15分，3公里，3元"
    kinds = [one.kind for one in read_chinese(text)]
    assert kinds == [
        Kind.ORDINAL,
        Kind.YEAR,
        Kind.DURATION,
        Kind.MONTH,
        Kind.PERCENT,
        Kind.POINT,
        Kind.MULTIPLE,
        Kind.TIME,
        Kind.MEASURE,
        Kind.MONEY,
    ]


@pytest.mark.skipif(SHARED is None, reason="../shared is not there")
def test_the_gold_pairs_are_told_apart() -> None:
    assert SHARED is not None
    path = SHARED / "corpus" / "numbers" / "numbers_dev.jsonl"
    pairs = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    bad = [one for one in pairs if one["label"] == "differ"]
    good = [one for one in pairs if one["label"] == "agree"]
    caught = sum(bool(compare_numbers(one["zh"], one["en"])) for one in bad)
    alarms = sum(bool(compare_numbers(one["zh"], one["en"])) for one in good)
    assert caught >= 0.97 * len(bad)
    assert alarms <= 0.02 * len(good)

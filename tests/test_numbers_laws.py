"""Laws of numbers: what two writers wrote of one value agrees, what was changed does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from duizhao.numbers.compare import compare

_AGREE = Path(__file__).parent / "data" / "numbers_agree.txt"

_DIGITS = "零一二三四五六七八九"
_HAN_UNITS = (("亿", 10**8), ("万", 10**4), ("千", 1000), ("百", 100), ("十", 10))
_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = (("billion", 10**9), ("million", 10**6), ("thousand", 1000), ("hundred", 100))


def in_han(value: int) -> str:
    """Write a whole number below 10^12 as it is read out in Chinese."""
    if value < 10:
        return _DIGITS[value]
    mark, unit = next(each for each in _HAN_UNITS if value >= each[1])
    rest = value % unit
    gap = "零" if rest and rest < unit // 10 else ""
    return in_han(value // unit) + mark + (gap + in_han(rest) if rest else "")


def in_words(value: int) -> str:
    """Write a whole number below 10^12 as it is read out in English."""
    if value < 20:
        return _ONES[value]
    if value < 100:
        tens, ones = divmod(value, 10)
        return _TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")
    word, scale = next(each for each in _SCALES if value >= each[1])
    whole, rest = divmod(value, scale)
    link = " and " if 0 < rest < 100 else " "
    return f"{in_words(whole)} {word}" + (link + in_words(rest) if rest else "")


def in_figures(value: int) -> str:
    return f"{value:,}"


def mixed(value: int) -> str:
    """Write 12,5000,0000 as 12.5亿 where that is exact."""
    for mark, unit in (("亿", 10**8), ("万", 10**4)):
        if value >= unit:
            return f"{value / unit:.8f}".rstrip("0").rstrip(".") + mark
    return str(value)


values = st.one_of(st.integers(3, 9999), st.integers(3, 10**11))
writers = st.sampled_from([in_words, in_figures])
chinese = st.sampled_from([in_han, mixed])


@given(values, chinese, writers)
def test_what_two_writers_wrote_of_one_value_agrees(
    value: int, here: Callable[[int], str], there: Callable[[int], str]
) -> None:
    assert compare(f"共有{here(value)}个。", f"There are {there(value)} of them.") == []


@given(values, chinese, writers)
def test_ten_times_as_much_is_found(
    value: int, here: Callable[[int], str], there: Callable[[int], str]
) -> None:
    assert compare(f"共有{here(value)}个。", f"There are {there(value * 10)} of them.")


@given(st.integers(100, 10**9), chinese, st.data())
def test_two_digits_that_changed_places_are_found(
    value: int, here: Callable[[int], str], data: st.DataObject
) -> None:
    digits = list(str(value))
    at = data.draw(st.integers(0, len(digits) - 2))
    digits[at], digits[at + 1] = digits[at + 1], digits[at]
    other = int("".join(digits))
    assume(other != value)
    assert compare(f"共有{here(value)}个。", f"There are {other:,} of them.")


_UNITS = [
    ("{}公里", "{} kilometres"),
    ("{}公斤", "{} kilograms"),
    ("{}年", "{} years"),
    ("{}分钟", "{} minutes"),
    ("{}美元", "US${}"),
    ("{}元", "{} yuan"),
    ("{}欧元", "€{}"),
    ("{}%", "{} per cent"),
    ("{}个百分点", "{} percentage points"),
]


@given(
    st.integers(3, 900),
    st.sampled_from(_UNITS),
    st.sampled_from(_UNITS),
)
def test_another_unit_is_found(
    value: int, unit: tuple[str, str], other: tuple[str, str]
) -> None:
    zh = f"增加了{unit[0].format(value)}。"
    found = compare(zh, f"It rose by {other[1].format(value)}.")
    assert bool(found) is (unit != other)


@given(st.integers(1500, 2090), st.integers(1, 12), st.integers(1, 28))
def test_dates_agree_in_all_their_forms(year: int, month: int, day: int) -> None:
    name = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ][month - 1]
    han = "".join(_DIGITS[int(digit)] for digit in str(year)).replace("零", "〇")
    for zh in (f"{year}年{month}月{day}日", f"{han}年{in_han(month)}月{in_han(day)}日"):
        for en in (f"{name} {day}, {year}", f"{day} {name} {year}"):
            assert compare(zh, f"It was on {en}.") == []
        assert compare(zh, f"It was on {name} {day + 1}, {year}.")
        assert compare(zh, f"It was on {name} {day}, {year - 1}.")


@given(st.integers(2, 30), st.integers(1, 29))
def test_fractions_agree_in_words_and_per_cent(below: int, top: int) -> None:
    assume(top < below)
    zh = f"占{in_han(below)}分之{in_han(top)}。"
    assert compare(zh, f"It is {top} in {below}, or {top}/{below}.") == []
    assert compare(zh, f"It is {top / below * 100:.4f}%.") == []
    assert compare(zh, f"It is {top}/{below + 1}.")


def _months(text: str) -> Iterator[str]:
    names = ["January", "February", "March", "April", "June", "July", "August"]
    for name, other in pairwise(names):
        if re.search(rf"\b{name}\b", text):
            yield text.replace(name, other, 1)


def _each(
    pattern: str, change: Callable[[re.Match[str]], str]
) -> Callable[[str], Iterator[str]]:
    def corrupt(text: str) -> Iterator[str]:
        for found in re.finditer(pattern, text):
            yield text[: found.start()] + change(found) + text[found.end() :]

    return corrupt


_LARGER = {"thousand": "million", "million": "billion", "billion": "million"}
_NEXT = dict(pairwise(_ONES[2:13]))
_KINDS: dict[str, Callable[[str], Iterator[str]]] = {
    "decimal slip": _each(
        r"(?<![\w.,])\d+\.\d+(?![\w.])", lambda found: f"{float(found[0]) * 10:g}"
    ),
    "factor of ten": _each(
        r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?![\w.])", lambda found: f"{found[0]},000"
    ),
    "magnitude word": _each(
        r"\b(thousand|million|billion)\b", lambda found: _LARGER[found[0]]
    ),
    "month": _months,
    "points": _each(r"%| per ?cent\b", lambda found: " percentage points"),
    "word": _each(rf"\b({'|'.join(_NEXT)})\b(?!-)", lambda found: _NEXT[found[0]]),
    "year": _each(
        r"(?<![\w.,$£€])(?:19|20)\d\d(?![\w,-])", lambda found: str(int(found[0]) - 1)
    ),
    "decade": _each(
        r"\b(1[5-9]|20)([0-8])0s\b", lambda found: f"{found[1]}{int(found[2]) + 1}0s"
    ),
    "ordinal": _each(
        r"\b(\d+)(?:st|nd|rd|th)\b", lambda found: f"{int(found[1]) + 1}th"
    ),
    "multiple": _each(
        r"\b(doubled|tripled|quadrupled)\b",
        lambda found: "tripled" if found[0] == "doubled" else "doubled",
    ),
    "figure": _each(
        r"(?<![\w.,:/–-])\d{1,3}(?![\w.,:/–-])", lambda found: str(int(found[0]) + 1)
    ),
}


@pytest.mark.parametrize("kind", _KINDS)
def test_our_good_pairs_that_are_corrupted_are_found_out(kind: str) -> None:
    rows = [
        line.split("|", 1)
        for line in _AGREE.read_text("utf-8").splitlines()
        if not line.startswith("#")
    ]
    bad = [(zh, wrong) for zh, en in rows for wrong in _KINDS[kind](en)]
    missed = [pair for pair in bad if not compare(*pair)]
    assert bad
    assert len(missed) <= 0.05 * len(bad), missed

"""What the marks and letters of Chinese and English are, as data and small predicates.

Nothing here knows a document. Everything is cheap to import: regular expressions are
compiled when they are first used.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from functools import cache
from unicodedata import category, east_asian_width

# CJK Unified Ideographs with extension A, the compatibility ideographs, the supplementary
# planes 2 and 3 (extensions B to H), and the two letters that behave as Han: 々 and 〇.
HAN = "々〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""The Han characters, for use inside `[...]` of a regular expression."""

CONTROL = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]"
"""Characters that neither XML nor a catalog may hold (XML 1.0, 2.2), and lone halves of
surrogate pairs, which no encoding can write; a regular expression."""

TERMINATORS = "。！？｡．!?.‼⁇⁈⁉﹒﹖﹗…⋯"
"""The marks that may end a sentence; those from `…` on and `.` `．` need context."""

OPENERS = "“‘「『《〈（(［[【〔〖｛{﹁﹃〝"
"""The marks that open a quotation, a title or a bracket."""

CLOSERS = "”’」』》〉）)］]】〕〗｝}﹂﹄〞"
"""The marks that close one; each stands at the place of its partner in `OPENERS`."""

# Marks of CJK width with no use in English: CJK punctuation without the ideographic
# blank, vertical and small forms, full-width forms and the half-width CJK marks.
_CJK_MARKS = (
    "\u3001-\u3004\u3008-\u303f\ufe10-\ufe1f\ufe30-\ufe6b\uff01-\uff65\uffe0-\uffe6"
)
_KANA = "\u3040-\u312f\u31a0-\u31bf\u31f0-\u31ff\uff66-\uff9f"

# Languages that join sentences with nothing; Korean and Vietnamese use blanks.
_UNSPACED = frozenset(
    {"bo", "cdo", "cjy", "cmn", "dz", "gan", "hak", "hsn", "ii", "ja", "khb", "km"}
    | {"lo", "lzh", "my", "mnw", "nan", "shn", "th", "wuu", "yue", "zh"}
)


class Script(StrEnum):
    """In which characters the Chinese of a product is printed."""

    AS_WRITTEN = "as-written"
    """Those of the manuscript."""
    TRADITIONAL = "traditional"
    """Traditional ones as in Taiwan, with the manuscript's own words."""
    TAIWAN = "taiwan"
    """The same, with words as in Taiwan: 软件 becomes 軟體."""
    HONG_KONG = "hong-kong"
    """Traditional ones as in Hong Kong."""
    SIMPLIFIED = "simplified"
    """Simplified ones, of a manuscript in traditional ones."""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def has_han(text: str) -> bool:
    """Say whether `text` holds a Han character.

    >>> has_han("Shenzhen 深圳"), has_han("Shenzhen。")
    (True, False)
    """
    return not text.isascii() and bool(_compiled(f"[{HAN}]").search(text))


@cache
def is_han(character: str) -> bool:
    """Say whether a character is a Han character; nothing is none.

    No regular expression: to compile one that holds them all takes two milliseconds.

    >>> is_han("圳"), is_han("。"), is_han("")
    (True, False, False)
    """
    return _is_in(HAN, character)


def _is_in(ranges: str, character: str) -> bool:
    """Say whether `[ranges]`, as regular expressions write them, match a character."""
    parts = re.findall(".-.|.", ranges, re.DOTALL)
    return any(part[0] <= character <= part[-1] for part in parts)


def needs_translation(text: str) -> bool:
    """Say whether `text` holds Han or a CJK mark that has no place in English.

    Curly quotes, dashes and `…` are at home in both languages and do not count.

    >>> needs_translation("2.5％"), needs_translation("“3.14” — pi…")
    (True, False)
    """
    return not text.isascii() and find_chinese()(text) is not None


@cache
def find_chinese() -> Callable[[str], re.Match[str] | None]:
    """Return `needs_translation` as a search, for loops over every text there is."""
    return re.compile(f"[{HAN}{_CJK_MARKS}]").search


def joins_without_blank(before: str, after: str) -> bool:
    """Say whether a soft line break between two characters stands for nothing.

    The rule is that of CSS Text for segment breaks in Chinese: nothing where both
    sides are Han, kana, CJK punctuation or full-width, or where one side is and the
    other is a mark whose width is ambiguous (“ ” ‘ ’ … — ·). A letter or digit of
    another script on either side asks for a blank, so does Hangul.

    >>> joins_without_blank("深", "圳"), joins_without_blank("说", "“")
    (True, True)
    >>> joins_without_blank("用", "P"), joins_without_blank("”", "“")
    (False, False)
    """
    if before.isascii() or after.isascii():
        return False
    ambiguous = "“”‘’…⋯—―─·‥"
    if _is_wide(before):
        return after in ambiguous or _is_wide(after)
    return before in ambiguous and _is_wide(after)


@cache
def _is_wide(character: str) -> bool:
    return is_han(character) or _is_in(f"{_CJK_MARKS}{_KANA}\u3000", character)


def width(text: str) -> int:
    r"""Return the columns that `text` takes in a terminal or a PO file.

    East Asian Wide and Fullwidth characters take two, combining marks and format
    characters of no width none, all others one.

    >>> width("PO 文件"), width("e\u0301")
    (7, 1)
    """
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


@cache
def _columns(character: str) -> int:
    if category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def without_surrogates(text: str) -> str:
    r"""Return `text` with U+FFFD for each lone surrogate, which no file can hold.

    >>> without_surrogates("a\ud800") == "a\ufffd"
    True
    """
    return _compiled("[\ud800-\udfff]").sub("\ufffd", text)


def count_hanzi(text: str) -> int:
    """Return the 字数: each Han character counts, and each Latin word or number once.

    As Word's 字数 does, but without punctuation, which Word counts too.

    >>> count_hanzi("2024年，GDP 增长 5.2%。")
    6
    """
    word = rf"[^\W_{HAN}]+(?:['’.,\-][^\W_{HAN}]+)*"
    return len(_compiled(f"[{HAN}]|{word}").findall(text))


def count_words(text: str) -> int:
    """Return the number of words as English counts them; a Han run is no word.

    >>> count_words("It's a well-known figure: 3.14.")
    5
    """
    word = rf"[^\W_{HAN}]+(?:['’.,\-][^\W_{HAN}]+)*"
    return len(_compiled(word).findall(text))


def spaced(language_tag: str) -> bool:
    """Say whether sentences of a language are joined with a blank.

    >>> spaced("en-GB"), spaced("zh-Hans"), spaced("ja"), spaced("ko")
    (True, False, False, True)
    """
    return language_tag.replace("_", "-").split("-")[0].lower() not in _UNSPACED


_GETTEXT_CODES = {"zh-hans": "zh_CN", "zh-hant": "zh_TW"}


def gettext_code(language_tag: str) -> str:
    """Return the name gettext has for a language: a region instead of a script.

    >>> gettext_code("zh-Hans"), gettext_code("en-GB"), gettext_code("en")
    ('zh_CN', 'en_GB', 'en')
    """
    known = _GETTEXT_CODES.get(language_tag.lower())
    return known or language_tag.replace("-", "_")

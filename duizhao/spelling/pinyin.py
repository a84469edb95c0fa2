"""Whether a word is pinyin: Chinese written in Latin letters, as names are."""

from __future__ import annotations

from functools import cache

# Initials, then the finals that each of them takes; a few that look possible and are
# none cost nothing here.
_SYLLABLES = """
|a o e ai ei ao ou an en ang eng er
b p m f|a o ai ei ao ou an en ang eng u i ie iao iu ian in iang ing
d t n l|a e ai ei ao ou an en ang eng ong u i ie iao iu ian in iang ing uo ui uan un u ue v ve ia
g k h|a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang
j q x|i ia ie iao iu ian in iang ing iong u ue uan un
zh ch sh r z c s|a e i ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang
y|a o e ao ou an ang ong i in ing u ue uan un
w|u a o ai ei an en ang eng
"""


_LONGEST = 6  # letters of a syllable: zhuang


@cache
def _syllables() -> frozenset[str]:
    found: set[str] = set()
    for line in _SYLLABLES.split("\n"):
        initials, _, finals = line.partition("|")
        for initial in initials.split() or [""]:
            found.update(initial + final for final in finals.split())
    return frozenset(found)


def is_pinyin(word: str) -> bool:
    """Say whether a word in small letters can be read as syllables of pinyin.

    Within a word a syllable that begins with a vowel has an apostrophe before it.

    >>> [is_pinyin(word) for word in ("huaqiangbei", "xi'an", "recieve", "chinease")]
    [True, True, False, False]
    """
    return all(_is_read(part) for part in word.split("'"))


def _is_read(word: str) -> bool:
    known = _syllables()
    # The places that syllables lead to; a regular expression would try all the ways.
    reached = {0}
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST), end):
            begins = start == 0 or word[start] not in "aeo"
            if start in reached and begins and word[start:end] in known:
                reached.add(end)
                break
    return bool(word) and len(word) in reached

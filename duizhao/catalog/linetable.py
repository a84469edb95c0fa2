"""Line-breaking classes and pairs of UAX #14, as libunistring 1.0 applies them.

Measured from libunistring (which gettext 0.21 calls): characters that behave alike
beside every class are of one class. `break_class` says what `unicodedata` tells by
itself; the ranges below are what it does not tell, for Latin, Greek, Cyrillic,
Hebrew, punctuation, symbols, Chinese, Japanese, Korean and emoji. South and South-East
Asian scripts follow the general rule only, so their wrapping may differ from msgcat's.
"""

from __future__ import annotations

import unicodedata

RANGES = {
    "AL": (
        "600-605 6dd 2061-2064 23e9-23ec 25fd-25fe 2648-2653 2693-26ab 26ce 2705 "
        "2728-2757 2795-27bf 2b1b-2b55 1f18e-1f19a 1f3b5-1f3b6 1f3bc 1f4a0 1f4a2"
        "1f4a4 1f4af 1f4b1-1f4b2 1f500-1f506 1f517-1f524 1f532-1f53d"
    ),
    "B2": "2014 2e3a-2e3b",
    "BA": (
        "7c ad 58a 5be 2000-2006 2008-200a 2010 2012-2013 2027 2056 2058-205b "
        "205d-205f 2cfa-2cfc 2cff 2d70 2e0e-2e15 2e17 2e19 2e2a-2e2d 2e30-2e31"
        "2e33-2e34 2e3c-2e3e 2e40-2e41 2e43-2e4a 2e4c 2e4e-2e4f 2e5d 3000"
    ),
    "BB": "b4 2c8 2cc 2df 1ffd",
    "CL": "3001-3002 fe11-fe12 fe50 fe52 ff0c ff0e ff61 ff64",
    "CM": "3035",
    "CP": "29 5d",
    "EB": (
        "261d 26f9 270a-270d 1f385 1f3c2-1f3c4 1f3c7 1f3ca-1f3cc 1f442-1f443 "
        "1f446-1f450 1f466-1f478 1f47c 1f481-1f483 1f485-1f487 1f48f 1f491 1f4aa"
        "1f574-1f575 1f57a 1f590 1f595-1f596 1f645-1f647 1f64b-1f64f 1f6a3 "
        "1f6b4-1f6b6 1f6c0 1f6cc 1f90c 1f90f 1f918-1f91f 1f926 1f930-1f939"
        "1f93c-1f93e 1f977 1f9b5-1f9b6 1f9b8-1f9b9 1f9bb 1f9cd-1f9cf 1f9d1-1f9dd "
        "1fac3-1fac5 1faf0-1faf6"
    ),
    "EM": "1f3fb-1f3ff",
    "EX": (
        "21 3f 5c6 61b 61d-61f 6d4 2762-2763 2cf9 2cfe 2e2e 2e53-2e54 fe15-fe16 "
        "fe56-fe57 ff01 ff1f"
    ),
    "GL": "a0 34f 35c-362 2007 2011 202f",
    "HL": (
        "5d0-5ea 5ef-5f2 fb1d fb1f-fb28 fb2a-fb36 fb38-fb3c fb3e fb40-fb41 fb43-fb44 "
        "fb46-fb4f"
    ),
    "HY": "2d",
    "ID": (
        "23f1-23f2 2600-2603 2618 261a-261c 261e-261f 2639-263b 2668 26bf-26c8 26cd "
        "26cf-26d1 26d3 26d8-26d9 26dc 26df-26e1 26f1-26f4 26f7-26f8 26fe-2704"
        "2708-2709 2764 303f ff66 ff71-ff9d ffa0-ffbe ffc2-ffc7 ffca-ffcf ffd2-ffd7 "
        "ffda-ffdc fffc 1f000-1f02b 1f030-1f093 1f0a0-1f0ae 1f0b1-1f0bf 1f0c1-1f0ce"
        "1f0d1-1f0f5 1f10d-1f10f 1f16d-1f16f 1f1ad 1f321-1f37d 1f394-1f39b "
        "1f39e-1f39f 1f3cd-1f3f7 1f43f-1f441 1f4fd-1f4fe 1f54a-1f573 1f576-1f579"
        "1f57b-1f58f 1f591-1f594 1f597-1f5d3 1f5dc-1f5f3 1f5fa 1f6c6-1f6cb "
        "1f6cd-1f6d4 1f6e0-1f6ea 1f6f0-1f6f3 1f7d5-1f7d8 1f8b0-1f8b1 1f93b 1f946"
        "1fa60-1fa6d"
    ),
    "IN": "2024-2026 22ef fe19",
    "IS": "2c 2e 3a-3b 37e 589 60c-60d 2044 fe10 fe13-fe14",
    "JL": "1100-115f a960-a97c",
    "JT": "11a8-11ff d7cb-d7fb",
    "JV": "1160-11a7 d7b0-d7c6",
    "NS": (
        "203c-203d 2047-2049 3005 301c 303b-303c 3041 3043 3045 3047 3049 3063 3083 "
        "3085 3087 308e 3095-3096 309b-309e 30a0-30a1 30a3 30a5 30a7 30a9 30c3 30e3"
        "30e5 30e7 30ee 30f5-30f6 30fb-30fe 31f0-31ff fe54-fe55 ff1a-ff1b ff65 "
        "ff67-ff70 ff9e-ff9f 1f679-1f67b"
    ),
    "NU": "66b-66c",
    "OP": "a1 bf 2e18",
    "OPW": "ff62",
    "PO": (
        "25 a2 b0 609-60b 66a 2030-2037 20a7 20b6 20bb 20be 20c0 2103 2109 fdfc fe6a "
        "ff05 ffe0"
    ),
    "PR": "2b 5c b1 2116 2212-2213 fe69 ff04 ffe1 ffe5-ffe6",
    "QU": "22 27 275b-2760 2e00-2e0b 1f676-1f678",
    "RI": "1f1e6-1f1ff",
    "SP": "20",
    "SY": "2f",
    "WJ": "2060 feff",
    "ZW": "200b",
    "ZWJ": "200d",
}
"""Class to the code points of it that the general rule would get wrong, in hexadecimal.

`OPW` are the wide opening marks, `ID` also what is ambiguous or unknown and wide.
"""

PAIRS = {
    # In the order of the rows: AL ID NU OP CP CL QU GL NS EX SY IS PR PO B2 BA HY BB
    # HL IN WJ H2 H3 JL JV JT RI EB EM OPW.
    "AL": "%_%%^^%%%^^^%%_%%_%%^_________",
    "ID": "____^^%%%^^^_%_%%__%^_________",
    "NU": "%_%%^^%%%^^^%%_%%_%%^_________",
    "OP": "^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
    "CP": "%_%_^^%%%^^^%%_%%_%%^_________",
    "CL": "____^^%%^^^^%%_%%__%^_________",
    "QU": "%%%^^^%%%^^^%%%%%%%%^%%%%%%%%^",
    "GL": "%%%%^^%%%^^^%%%%%%%%^%%%%%%%%%",
    "NS": "____^^%%%^^^___%%__%^_________",
    "EX": "____^^%%%^^^___%%__%^_________",
    "SY": "__%_^^%%%^^^___%%_%%^_________",
    "IS": "__%_^^%%%^^^___%%__%^_________",
    "PR": "%%%%^^%%%^^^___%%_%%^%%%%%_%%%",
    "PO": "%_%%^^%%%^^^___%%_%%^________%",
    "B2": "____^^%%%^^^__^%%__%^_________",
    "BA": "____^^%_%^^^___%%__%^_________",
    "HY": "__%_^^%_%^^^___%%__%^_________",
    "BB": "%%%%^^%%%^^^%%%%%%%%^%%%%%%%%%",
    "HL": "%_%%^^%%%^^^%%_%%_%%^_________",
    "IN": "____^^%%%^^^___%%__%^_________",
    "WJ": "%%%%^^%%%^^^%%%%%%%%^%%%%%%%%%",
    "H2": "____^^%%%^^^_%_%%__%^___%%____",
    "H3": "____^^%%%^^^_%_%%__%^____%____",
    "JL": "____^^%%%^^^_%_%%__%^%%%%_____",
    "JV": "____^^%%%^^^_%_%%__%^___%%____",
    "JT": "____^^%%%^^^_%_%%__%^____%____",
    "RI": "____^^%%%^^^___%%__%^_____%___",
    "EB": "____^^%%%^^^_%_%%__%^_______%_",
    "EM": "____^^%%%^^^_%_%%__%^_________",
    "OPW": "^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
}
"""What a line may do between a class (row) and the next (column): `_` break, `%` break
only where blanks stand between, `^` never, even after blanks."""

_BY_CATEGORY = {
    **dict.fromkeys(("Mn", "Mc", "Me", "Cc", "Cf"), "CM"),
    "Pe": "CL",
    "Pi": "QU",
    "Pf": "QU",
    "Nd": "NU",
    "Sc": "PR",
}
_LISTED = {
    code: name
    for name, ranges in RANGES.items()
    for part in ranges.split()
    for code in range(
        int(part.partition("-")[0], 16), int(part.rpartition("-")[2], 16) + 1
    )
}
_MANDATORY = "\x85\u2028\u2029"


def break_class(char: str) -> str:
    """Return the class of `char`; `BK` for a line end, `SP` for a blank."""
    code = ord(char)
    if char in _MANDATORY:
        return "BK"
    if code in _LISTED:
        return _LISTED[code]
    if 0xAC00 <= code <= 0xD7A3:  # a Hangul syllable: without or with a final
        return "H3" if (code - 0xAC00) % 28 else "H2"
    category = unicodedata.category(char)
    if category == "Cn":  # not assigned: ideographs to come, or nothing known
        return "ID" if 0x20000 <= code < 0x3FFFE else "AL"
    wide = unicodedata.east_asian_width(char) in "WF"
    if category == "Ps":
        return "OPW" if wide else "OP"
    if wide and category not in {"Pe", "Pi", "Pf"} and category[0] not in "MC":
        return "ID"
    return _BY_CATEGORY.get(category, "AL")


def column_width(char: str) -> int:
    """Return the columns that `char` takes on a terminal: 0, 1 or 2."""
    code = ord(char)
    category = unicodedata.category(char)
    if category in {"Mn", "Me", "Cc", "Cf"}:
        return 0
    if 0x1160 <= code <= 0x11FF or 0xD7B0 <= code <= 0xD7FB:  # Jamo that join on
        return 0
    if category == "Cn" and not 0x20000 <= code < 0x3FFFE:
        return 1
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1

"""The number words of English, by what they do in a phrase."""

from __future__ import annotations

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen"
)
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
)
_MONTHS = (
    "january february march april may june july august september october november "
    "december"
)
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"

CARDINALS: dict[str, float] = {
    **{word: float(at) for at, word in enumerate(_ONES.split())},
    **{word: float(at * 10) for at, word in enumerate(_TENS.split(), start=2)},
    "nought": 0.0,
    "naught": 0.0,
}
"""one to ninety."""

ORDINALS: dict[str, float] = {
    **{word: float(at) for at, word in enumerate(_ORDINALS.split(), start=1)},
    **{f"{word}th": CARDINALS[word] for word in _ONES.split()[13:]},
    **{f"{word[:-1]}ieth": CARDINALS[word] for word in _TENS.split()},
    "hundredth": 100.0,
    "thousandth": 1000.0,
    "millionth": 1e6,
}
"""first to ninetieth, and the large ones."""

SCALES: dict[str, float] = {
    "dozen": 12.0,
    "score": 20.0,
    "hundred": 100.0,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
}
"""Words that multiply what stands before them."""

SHORT_SCALES: dict[str, float] = {
    "k": 1e3,
    "K": 1e3,
    "m": 1e6,
    "M": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "bn": 1e9,
    "b": 1e9,
    "B": 1e9,
    "bln": 1e9,
    "tn": 1e12,
    "trn": 1e12,
    "tr": 1e12,
}
"""Letters behind a figure that multiply it."""

PLURALS: dict[str, float] = {
    **{
        f"{word}s": scale
        for word, scale in SCALES.items()
        if word not in ("dozen", "score")
    },
    "tens": 10.0,
    "dozens": 10.0,
    "scores": 10.0,
}
"""Vague amounts by their order of magnitude."""

FRACTIONS: dict[str, float] = {
    "half": 2.0,
    "halves": 2.0,
    "quarter": 4.0,
    "quarters": 4.0,
    "third": 3.0,
    "thirds": 3.0,
    **{word: value for word, value in ORDINALS.items() if value >= 4},
    **{f"{word}s": value for word, value in ORDINALS.items() if value >= 4},
}
"""Parts by how many make a whole."""

MULTIPLES: dict[str, float] = {
    "double": 2.0,
    "doubles": 2.0,
    "doubled": 2.0,
    "doubling": 2.0,
    "redouble": 2.0,
    "twofold": 2.0,
    "triple": 3.0,
    "triples": 3.0,
    "tripled": 3.0,
    "tripling": 3.0,
    "treble": 3.0,
    "trebled": 3.0,
    "threefold": 3.0,
    "quadruple": 4.0,
    "quadruples": 4.0,
    "quadrupled": 4.0,
    "quadrupling": 4.0,
    "fourfold": 4.0,
    "quintupled": 5.0,
    "fivefold": 5.0,
    "sixfold": 6.0,
    "sevenfold": 7.0,
    "eightfold": 8.0,
    "ninefold": 9.0,
    "tenfold": 10.0,
    "hundredfold": 100.0,
}
"""How many times as much in the end."""

HALVING = frozenset({"halved", "halve", "halves", "halving"})
"""What halves an amount."""

MAJORITY = "majority"
"""What is more than half."""

LOOSE: dict[str, float] = {
    "once": 1.0,
    "twice": 2.0,
    "thrice": 3.0,
    "both": 2.0,
    "pair": 2.0,
    "pairs": 2.0,
    "couple": 2.0,
    "couples": 2.0,
    "duo": 2.0,
    "twin": 2.0,
    "twins": 2.0,
    "trio": 3.0,
    "single": 1.0,
    "sole": 1.0,
    "primary": 1.0,
    "secondary": 2.0,
    "decade": 10.0,
    "century": 100.0,
    "fortnight": 14.0,
    "millennium": 1000.0,
    **dict.fromkeys(("duet", "bilingual", "biennial", "bicycle", "diptych"), 2.0),
    **dict.fromkeys(
        [
            "tertiary",
            "trilogy",
            "tricycle",
            "tripod",
            "triplets",
            "triathlon",
            "triangles",
            "trilingual",
            "trimester",
            "triennial",
            "triptych",
            "thirdly",
        ],
        3.0,
    ),
    **dict.fromkeys(("quartet", "quartets", "quadruplets", "tetralogy"), 4.0),
    **dict.fromkeys(("pentagon", "pentagonal", "pentathlon", "quintet"), 5.0),
    **dict.fromkeys(("hexagon", "hexagonal", "sextet"), 6.0),
    **dict.fromkeys(("heptagon", "heptathlon", "septet"), 7.0),
    **dict.fromkeys(("octagon", "octagonal", "octet", "octopus"), 8.0),
    "decathlon": 10.0,
    "secondly": 2.0,
    "duplicate": 2.0,
    "bilateral": 2.0,
    "dual": 2.0,
    "binary": 2.0,
    "semi": 0.5,
    "triplicate": 3.0,
    "trilateral": 3.0,
    "tripartite": 3.0,
    "triangle": 3.0,
    "triangular": 3.0,
    "quadrilateral": 4.0,
    "square": 4.0,
    "weekly": 7.0,
    "centenary": 100.0,
    "centennial": 100.0,
    "hexadecimal": 16.0,
    "decimal": 10.0,
    **{f"{word}ish": value for word, value in CARDINALS.items() if value >= 20},
    **{f"{word}something": value for word, value in CARDINALS.items() if value >= 20},
    "million-dollar": 1e6,
    "millionaire": 1e6,
    "millionaires": 1e6,
    "billionaire": 1e9,
    "billionaires": 1e9,
}
"""Words that may answer a number of the Chinese, and need none."""

MONTHS: dict[str, int] = {
    **{word: at for at, word in enumerate(_MONTHS.split(), start=1)},
    **{
        word: at
        for at, word in enumerate((word[:3] for word in _MONTHS.split()), start=1)
    },
    "sept": 9,
}
"""The months, and their short forms."""

WEEKDAYS: dict[str, int] = {
    word: at for at, word in enumerate(_WEEKDAYS.split(), start=1)
}
"""The days of the week."""

DECADES: dict[str, float] = {
    f"{word[:-1]}ies": value
    for word, value in CARDINALS.items()
    if word in _TENS.split()
}
"""the twenties, the Sixties."""

CURRENCIES: dict[str, str] = {
    "yuan": "CNY",
    "rmb": "CNY",
    "renminbi": "CNY",
    "cny": "CNY",
    "dollar": "$",
    "dollars": "$",
    "usd": "USD",
    "hkd": "HKD",
    "euro": "EUR",
    "euros": "EUR",
    "eur": "EUR",
    "yen": "JPY",
    "jpy": "JPY",
    "pound": "GBP",
    "pounds": "GBP",
    "gbp": "GBP",
    "won": "KRW",
    "roubles": "RUB",
    "rubles": "RUB",
    "rupees": "INR",
    "francs": "CHF",
}
"""Currency words by code; `$` for a dollar of any country."""

SYMBOLS: dict[str, str] = {
    "US$": "USD",
    "US $": "USD",
    "CHF": "CHF",
    "JPY": "JPY",
    "GBP": "GBP",
    "₩": "KRW",
    "₹": "INR",
    "₽": "RUB",
    "HK$": "HKD",
    "NT$": "TWD",
    "S$": "SGD",
    "A$": "AUD",
    "C$": "CAD",
    "RMB": "CNY",
    "CNY": "CNY",
    "USD": "USD",
    "HKD": "HKD",
    "EUR": "EUR",
    "$": "$",
    "£": "GBP",
    "€": "EUR",
    "¥": "",
}
"""Signs before a figure; ¥ is of two countries."""

_LENGTHS = ("year", "month", "week", "day", "hour", "minute", "second")
SPANS: dict[str, str] = {
    **{word: word for word in _LENGTHS},
    **{f"{word}s": word for word in _LENGTHS},
    "min": "minute",
    "mins": "minute",
    "sec": "second",
    "secs": "second",
    "decades": "year",
    "decade": "year",
    "centuries": "year",
    "century": "year",
    "millennia": "year",
    "millennium": "year",
    "fortnight": "day",
    "fortnights": "day",
}
"""Spans of time, by their unit."""

LONG_SPANS: dict[str, float] = {
    "decades": 10.0,
    "decade": 10.0,
    "centuries": 100.0,
    "century": 100.0,
    "millennia": 1000.0,
    "millennium": 1000.0,
    "fortnight": 14.0,
    "fortnights": 14.0,
}
"""How many of their unit those are that are more than one."""

TIMES: dict[str, tuple[float, ...]] = {
    "noon": (720.0,),
    "midday": (720.0,),
    "midnight": (0.0, 1440.0),
}
"""Times of day by name, in minutes."""

WORDS = frozenset(
    {
        *CARDINALS,
        *ORDINALS,
        *SCALES,
        *PLURALS,
        *FRACTIONS,
        *MULTIPLES,
        *HALVING,
        MAJORITY,
        *LOOSE,
        *MONTHS,
        *WEEKDAYS,
        *DECADES,
        *TIMES,
        "decades",
        "centuries",
        "millennia",
    }
)
"""Every word that the English reader looks at."""

"""The dictionaries of the two countries, and what each is asked."""

from __future__ import annotations

from importlib.resources import files

import pytest

from duizhao.catalog.catalog import Catalog
from duizhao.catalog.entry import Entry
from duizhao.checks.rule import subject_of
from duizhao.checks.spelling import WORDS
from duizhao.checks.style import Style
from duizhao.spelling.dictionary import Dictionary
from duizhao.spelling.lexicon import Country, lexicon
from tests.good_pairs import our_pairs, published_pairs

BRITISH = lexicon(Country.BRITISH)
AMERICAN = lexicon(Country.AMERICAN)


def shipped(name: str) -> list[str]:
    return files("duizhao.spelling").joinpath(name).read_text("utf-8").split("\n")


def test_a_dictionary_changed_has_other_stems_and_leaves_the_first_alone() -> None:
    first = Dictionary("SFX S Y 1\nSFX S 0 s .", "2\ncolor/S\nred")
    other = first.changed("# British\n-color\n+colour/S")
    assert [other.has(word) for word in ("colours", "colors", "red")] == [1, 0, 1]
    assert [first.has(word) for word in ("colours", "colors", "red")] == [0, 1, 1]


def test_each_stem_that_british_lacks_is_an_american_one() -> None:
    american = {line.partition("/")[0] for line in shipped("en_US.dic")[1:]}
    lacking = {line[1:] for line in shipped("en_GB.txt") if line[:1] == "-"}
    assert lacking
    assert lacking <= american


@pytest.mark.parametrize(
    "word", ["colour", "marginalised", "behaviourally", "aeroplane", "skilful"]
)
def test_british_has_its_own_words(word: str) -> None:
    assert BRITISH.has(word)
    assert not BRITISH.is_foreign(word)


@pytest.mark.parametrize("word", ["organise", "organize", "organisation", "globalized"])
def test_british_has_both_ise_and_ize(word: str) -> None:
    assert BRITISH.has(word)
    spelt = BRITISH.spelling(word)
    assert spelt is None or spelt.country is Country.BRITISH


@pytest.mark.parametrize("word", ["surprize", "advertize", "exercize", "merchandyse"])
def test_what_nobody_writes_with_a_z_is_wrong(word: str) -> None:
    assert not BRITISH.has(word)
    assert not AMERICAN.has(word)


def test_an_american_word_without_a_pair_is_foreign_in_british() -> None:
    assert not BRITISH.has("bused")
    assert BRITISH.is_foreign("bused")
    assert BRITISH.suggest("bused") == ["bussed"]


def test_every_pair_is_known_to_both_countries() -> None:
    for line in shipped("british.txt"):
        british, _, rest = line.partition(" ")
        if british in ("#", "") or not rest:
            continue
        american = rest.partition(" ")[0]
        for words in (BRITISH, AMERICAN):
            assert words.has(british), british
            assert words.has(american), american


@pytest.mark.parametrize("locale", ["en-GB", "en-US"])
def test_of_good_english_only_the_other_countrys_words_are_told(locale: str) -> None:
    good = (*our_pairs(), *published_pairs())
    entries = tuple(Entry(one.source, one.target) for one in good)
    subject = subject_of(Catalog("en.po", Entry(""), entries), Style(locale))
    other = "an American" if locale == "en-GB" else "a British"
    told = [one.message for one in WORDS.find(subject)]
    assert {one for one in told if not one.startswith(f"{other} spelling: ")} == set()

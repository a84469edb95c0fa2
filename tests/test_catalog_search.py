"""Of very many texts those that share rare pairs of characters are found."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.catalog.search import find_near
from duizhao.catalog.sequence import common_start

TEXTS = st.lists(st.text("天地玄黄宇宙洪荒𠀀𠀁\ud800", max_size=8), max_size=6)


@given(TEXTS, TEXTS)
@settings(max_examples=100, deadline=None)
def test_what_is_found_shares_a_pair_and_what_shares_one_is_found(
    queries: list[str], texts: list[str]
) -> None:
    found = find_near(queries, texts)
    assert len(found) == len(queries)
    for query, places in zip(queries, found, strict=True):
        assert sorted(places) == [
            at for at, text in enumerate(texts) if pairs(text) & pairs(query)
        ]


def pairs(text: str) -> set[bytes]:
    """Return the pairs of characters; one beyond the first plane is two, as in UTF-16."""
    data = text.encode("utf-16-be", "surrogatepass")
    return {data[at : at + 4] for at in range(0, len(data) - 2, 2)}


def test_the_text_that_shares_the_rarest_comes_first() -> None:
    texts = [*["河水很绿，天亮了。"] * 20, "山高路远。"]
    assert find_near(["河水，山高。"], texts, best=1) == [[20]]


@given(st.text("ab", max_size=9), st.text("ab", max_size=9))
def test_the_common_start_is_the_longest(first: str, second: str) -> None:
    start = common_start(first, second)
    assert first.startswith(start)
    assert second.startswith(start)
    rest = len(start)
    assert first[rest : rest + 1] != second[rest : rest + 1] or not first[rest:]

"""What stands elsewhere decides where the place of a text says little."""

from __future__ import annotations

from duizhao.catalog.match import Kind, Match, New, Old, match_texts

DAWN = "天亮了，河水很绿，渡口还没有人。"
OPENING = "天亮了。"
REST = "河水很绿，渡口还没有人。"
HILLS = "山上的雪化了，路好走多了。"


def matched(olds: list[str], news: list[str]) -> dict[str, Match]:
    """Match two sequences in which a text stands once, as in a catalog."""
    before = [Old(one, one not in news) for one in olds]
    after = [New(one, olds.index(one) if one in olds else None) for one in news]
    return {news[at]: one for at, one in match_texts(before, after).items()}


def test_a_text_that_stands_twice_may_be_split_once() -> None:
    found = matched([DAWN, HILLS], [DAWN, HILLS, OPENING, REST])
    assert found == {
        OPENING: Match(Kind.SPLIT, (0,), (2, 3)),
        REST: Match(Kind.SPLIT, (0,), (2, 3)),
    }


def test_texts_that_stand_twice_may_be_joined_once() -> None:
    joined = f"{OPENING[:-1]}，{REST}"
    found = matched([OPENING, REST, HILLS], [OPENING, REST, HILLS, joined])
    assert found == {joined: Match(Kind.JOIN, (0, 1))}


def test_what_merely_holds_a_text_that_stands_is_no_join() -> None:
    olds = [OPENING, REST, HILLS]
    assert not matched(olds, [*olds, "天亮了，船夫把货物一件一件地搬上了岸。"])


def test_untranslated_texts_are_not_joined() -> None:
    before = [Old(OPENING, gone=False), Old(REST, gone=False, offered=False)]
    after = [New(OPENING, 0), New(REST, 1), New(f"{OPENING[:-1]}，{REST}")]
    assert all(one.kind is Kind.EDIT for one in match_texts(before, after).values())


def test_a_much_likelier_text_elsewhere_outweighs_the_place() -> None:
    gone = "确保准备好以下物品，就可以渡河："
    olds = ["准备工作", gone, "第一步", "确保满足以下条件，否则不可以渡过这条河："]
    edited = "确保满足以下条件，则不可以渡过这条河："
    found = matched(olds, ["准备工作", edited, "第一步", olds[3]])
    assert found == {edited: Match(Kind.EDIT, (3,))}


def test_a_text_elsewhere_that_is_as_likely_does_not_outweigh_the_place() -> None:
    olds = ["准备工作", "先把船修好再渡河。", "第一步", "先把路修好再过山。"]
    found = matched(olds, ["准备工作", "先把桥补好再赶路。", "第一步", olds[3]])
    assert found == {"先把桥补好再赶路。": Match(Kind.EDIT, (1,))}

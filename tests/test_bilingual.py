from __future__ import annotations

from duizhao.bilingual import pair_documents
from duizhao.document import (
    BulletList,
    OrderedList,
    Pair,
    Paragraph,
    Quote,
    Row,
    Shared,
    Table,
)
from duizhao.walk import plain_text
from tests.markdown_cases import document


def rows(source: str, target: str) -> tuple[Row, ...]:
    return pair_documents(document(source), document(target)).rows


def words(row: Row) -> tuple[str, str]:
    return plain_text((row.source,)), plain_text((row.target,))  # type: ignore[arg-type]


def test_blocks_stand_beside_their_translations() -> None:
    found = rows("## 港\n\n船。\n\n人。\n", "## Port\n\nShip.\n\nMen.\n")
    assert [words(row) for row in found] == [
        ("港", "Port"),
        ("船。", "Ship."),
        ("人。", "Men."),
    ]
    assert all(isinstance(row, Pair) for row in found)


def test_a_list_gives_a_row_an_item_numbered_as_in_the_whole() -> None:
    found = rows("3. 甲\n4. 乙\n", "3. A\n4. B\n")
    assert [row.source.start for row in found] == [3, 4]  # type: ignore[union-attr]
    assert [row.target.start for row in found] == [3, 4]  # type: ignore[union-attr]
    assert all(isinstance(row.target, OrderedList) for row in found)


def test_a_quotation_gives_a_row_a_paragraph_and_stays_a_quotation() -> None:
    found = rows("> 甲\n>\n> - 乙\n> - 丙\n", "> A\n>\n> - B\n> - C\n")
    assert [words(row) for row in found] == [("甲", "A"), ("乙", "B"), ("丙", "C")]
    assert all(isinstance(row.source, Quote) for row in found)
    assert isinstance(found[1].source.children[0], BulletList)  # type: ignore[union-attr]


def test_tables_code_and_figures_take_the_full_width() -> None:
    text = "| 甲 |\n|---|\n\n```\nx\n```\n\n![图](a.svg)\n"
    found = rows(text, text)
    assert all(isinstance(row, Shared) for row in found)
    assert isinstance(found[0].source, Table)


def test_blocks_that_do_not_agree_are_all_shown() -> None:
    found = rows("甲\n\n## 乙\n\n丙\n", "A\n\nB\n")
    assert "".join(words(row)[0] for row in found) == "甲乙丙"
    assert "".join(words(row)[1] for row in found) == "AB"
    assert isinstance(found[-1].target, Paragraph)


def test_quotations_nested_200_deep_are_paired() -> None:
    found = rows("> " * 200 + "甲\n", "> " * 200 + "A\n")
    assert [words(row) for row in found] == [("甲", "A")]
    deep = rows("> " * 2000 + "甲\n", "> " * 2000 + "A\n")
    assert [words(row) for row in deep] == [("甲", "A")]

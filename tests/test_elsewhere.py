"""A sentence that moves from document to document takes its translation along."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from duizhao.catalog.entry import Entry
from duizhao.catalog.po import read_po
from duizhao.cli.main import main

SETTINGS = '[publication]\ntitle = "港"\n[products.page]\nformat = "html"\n'
ENGLISH = {
    "天亮了。": "Day breaks.",
    "船来了。": "Ships come.",
    "他走了很远的路。": "He walked far.",
    "河水很绿。": "The river is green.",
    "夜里下雨。": "Rain at night.",
}
OLD = {
    "a": "天亮了。船来了。\n\n他走了很远的路。\n",
    "b": "河水很绿。\n\n夜里下雨。\n",
}
MOVED = {
    "a": "天亮了。\n\n他走了很远的路。\n",
    "b": "河水很绿。船来了。\n\n夜里下雨。\n",
}
COPIED = {**MOVED, "a": OLD["a"]}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a publication of two documents, all translated, with a comment at each."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    (tmp_path / "duizhao.toml").write_text(SETTINGS, "utf-8")
    write(tmp_path, OLD)
    update(tmp_path)
    for path in po(tmp_path, "a").parent.iterdir():
        text = path.read_text("utf-8")
        for source, english in ENGLISH.items():
            head = f'msgid "{source}"\nmsgstr "'
            text = text.replace(f'{head}"', f'# of {source}\n{head}{english}"')
        path.write_text(text, "utf-8")
    return tmp_path


def write(root: Path, texts: Mapping[str, str]) -> None:
    """Make these the manuscripts; what is named no longer is gone."""
    folder = root / "source"
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        if path.stem not in texts:
            path.unlink()
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, "utf-8")


def update(root: Path, *names: str) -> None:
    assert main(["update", "-q", *names, "--project", str(root)]) == 0


def po(root: Path, name: str) -> Path:
    return root / f"translations/en/LC_MESSAGES/{name}.po"


def entries(root: Path, name: str) -> dict[str, Entry]:
    path = po(root, name)
    catalog = read_po(path.name, path.read_bytes())
    return {one.msgid: one for one in catalog.entries}


def told(root: Path, name: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return what a translator sees of a catalog."""
    found = entries(root, name).values()
    assert not any(one.fuzzy for one in found)
    return [(one.msgid, one.msgstr, one.comments) for one in found]


def shown(root: Path, name: str, source: str) -> tuple[str, bool, bool]:
    """Return translation, whether it is fuzzy and whether it is obsolete."""
    one = entries(root, name)[source]
    return one.msgstr, one.fuzzy, one.obsolete


def test_a_sentence_that_is_cut_and_pasted_keeps_its_translation(root: Path) -> None:
    write(root, MOVED)
    update(root)
    assert shown(root, "b", "船来了。") == ("Ships come.", False, False)
    assert entries(root, "b")["船来了。"].comments == ("of 船来了。",)
    assert shown(root, "a", "船来了。") == ("Ships come.", False, True)


def test_cut_and_paste_may_take_two_runs(root: Path) -> None:
    write(root, {**OLD, "a": MOVED["a"]})
    update(root)
    write(root, MOVED)
    update(root)
    assert shown(root, "b", "船来了。") == ("Ships come.", False, False)


def test_pasted_before_it_is_cut_it_is_a_copy(root: Path) -> None:
    write(root, COPIED)
    update(root)
    write(root, MOVED)
    update(root)
    assert shown(root, "b", "船来了。") == ("Ships come.", True, False)
    assert shown(root, "a", "船来了。") == ("Ships come.", False, True)


def test_moved_there_and_back_nothing_is_asked(root: Path) -> None:
    before = told(root, "a")
    for texts in (MOVED, OLD):
        write(root, texts)
        update(root)
    assert told(root, "a") == before
    assert shown(root, "b", "船来了。") == ("Ships come.", False, True)


def test_a_copy_is_flagged_and_says_where_it_is_from(root: Path) -> None:
    write(root, COPIED)
    update(root)
    assert shown(root, "b", "船来了。") == ("Ships come.", True, False)
    note = "change: from translations/en/LC_MESSAGES/a.po"
    assert note in entries(root, "b")["船来了。"].extracted
    assert shown(root, "a", "船来了。") == ("Ships come.", False, False)


def test_a_sentence_may_move_to_a_new_document(root: Path) -> None:
    write(root, {**OLD, "a": MOVED["a"], "c": "# 新\n\n船来了。\n"})
    update(root)
    assert shown(root, "c", "船来了。") == ("Ships come.", False, False)


def test_a_fuzzy_sentence_moves_as_a_fuzzy_one(root: Path) -> None:
    path = po(root, "a")
    text = path.read_text("utf-8")
    path.write_text(
        text.replace('msgid "船来了。"', '#, fuzzy\nmsgid "船来了。"'), "utf-8"
    )
    write(root, MOVED)
    update(root)
    assert shown(root, "b", "船来了。") == ("Ships come.", True, False)


def test_a_renamed_document_brings_its_catalog_along(root: Path) -> None:
    before = entries(root, "a")
    edited = OLD["a"].replace("很远", "更远")
    write(root, {"b": OLD["b"], "renamed": edited})
    update(root)
    after = entries(root, "renamed")
    for source in ("天亮了。", "船来了。"):
        assert after[source].msgstr == before[source].msgstr
        assert after[source].comments == before[source].comments
        assert not after[source].fuzzy
    assert shown(root, "renamed", "他走了更远的路。") == ("He walked far.", True, False)
    assert po(root, "a").exists()  # nothing outside of build/ is removed


def test_two_documents_made_of_one_that_is_gone_share_its_sentences(root: Path) -> None:
    write(root, {"b": OLD["b"], "c": "天亮了。\n", "d": "他走了很远的路。\n"})
    update(root)
    assert shown(root, "c", "天亮了。") == ("Day breaks.", False, False)
    assert shown(root, "d", "他走了很远的路。") == ("He walked far.", False, False)


def test_a_damaged_catalog_that_is_of_no_document_stops_nothing(root: Path) -> None:
    write(root, {"b": f"{OLD['b']}\n船来了。\n"})
    po(root, "a").write_bytes(po(root, "a").read_bytes() + b'msgid "\n')
    update(root)
    assert shown(root, "b", "船来了。") == ("", False, False)


def test_what_was_obsolete_long_ago_is_found(root: Path) -> None:
    write(root, {**OLD, "a": MOVED["a"]})
    update(root)
    for number in range(3):
        write(root, {**OLD, "a": f"{MOVED['a']}\n第{number}次。\n"})
        update(root)
    write(root, MOVED)
    update(root)
    assert shown(root, "b", "船来了。") == ("Ships come.", False, False)


def test_of_two_translations_that_of_the_moved_text_is_taken(root: Path) -> None:
    write(root, COPIED)
    update(root)
    text = po(root, "b").read_text("utf-8")
    assert '"Ships come."' in text
    settled = text.replace("#, fuzzy\n", "").replace('"Ships come."', '"A ship!"')
    po(root, "b").write_text(settled, "utf-8")
    write(root, {"a": MOVED["a"], "b": COPIED["b"], "c": "船来了。\n"})
    update(root)
    assert shown(root, "c", "船来了。") == ("Ships come.", False, False)


@pytest.mark.parametrize("order", ["ab", "ba"])
@pytest.mark.parametrize("names", [{"a": "a", "b": "b"}, {"a": "y", "b": "x"}])
def test_the_order_of_the_documents_does_not_matter(
    root: Path, order: str, names: dict[str, str]
) -> None:
    for old, new in names.items():
        po(root, old).rename(po(root, new))
    write(root, {names[one]: text for one, text in OLD.items()})
    update(root)
    write(root, {names[one]: text for one, text in MOVED.items()})
    for one in order:
        update(root, names[one])
    assert shown(root, names["b"], "船来了。") == ("Ships come.", False, False)
    assert shown(root, names["a"], "船来了。") == ("Ships come.", False, True)

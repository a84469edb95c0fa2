from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from duizhao.errors import CatalogError, DuizhaoError
from duizhao.pipeline.catalogs import extract_documents
from duizhao.pipeline.checking import check_documents
from duizhao.pipeline.editions import Press, facts_of
from duizhao.pipeline.manuscripts import merge_documents
from duizhao.pipeline.products import Report, build_documents
from duizhao.pipeline.reasons import explain
from duizhao.pipeline.reports import count_documents
from duizhao.pipeline.updating import update_documents
from duizhao.pipeline.workplace import Workplace
from duizhao.project import Project

SETTINGS = """
[publication]
title = "港"
[products.page]
format = "html"
layout = "side-by-side"
[products.final]
format = "html"
threshold = 100
"""
PAGE = """---
title: 海港
---

天亮了。船来了。

## 收盘

收盘

| 收盘 |
|---|
| 甲 |

![图](没有.svg "一张图")

```
不译的代码
```
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    root = tmp_path / "magazine"
    (root / "source").mkdir(parents=True)
    (root / "build").mkdir()
    (root / "duizhao.toml").write_text(SETTINGS, "utf-8")
    (root / "source" / "a.md").write_text(PAGE, "utf-8")
    (root / "source" / "b.md").write_text("# 乙\n\n别的话。\n", "utf-8")
    return root


def at(root: Path) -> Workplace:
    """A run of its own, as each command is."""
    return Workplace.open(Project.find(root))


def build(root: Path) -> Report:
    place = at(root)
    extract_documents(place)
    update_documents(place)
    report = build_documents(place)
    place.state.save()
    return report


def po(root: Path, name: str = "a") -> Path:
    return root / "translations" / "en" / "LC_MESSAGES" / f"{name}.po"


def translate(root: Path, **said: str) -> None:
    """Put translations into the catalog, by the msgid's first line."""
    path = po(root)
    text = path.read_text("utf-8")
    for msgid, msgstr in said.items():
        before = f'msgid "{msgid}"\nmsgstr ""\n'
        assert before in text, msgid
        text = text.replace(before, f'msgid "{msgid}"\nmsgstr "{msgstr}"\n')
    path.write_text(text, "utf-8")


ALL = {
    "海港": "Harbour",
    "天亮了。": "Dawn.",
    "船来了。": "A ship came.",
    "收盘": "Close",
    "甲": "A",
    '![图](没有.svg \\"一张图\\")': '![A chart](没有.svg \\"A chart\\")',
}


def everything(root: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.name != ".lock":
            yield path.relative_to(root).as_posix(), path.read_bytes()


def test_a_second_run_changes_no_byte_and_makes_nothing(root: Path) -> None:
    assert build(root).changed
    before = dict(everything(root))
    second = build(root)
    assert dict(everything(root)) == before
    assert not second.changed


def test_a_build_from_nothing_gives_the_same_bytes(root: Path) -> None:
    build(root)
    translate(root, **ALL)
    build(root)
    before = dict(everything(root / "build" / "page"))
    for path in sorted((root / "build").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    build(root)
    assert dict(everything(root / "build" / "page")) == before


def test_the_source_is_never_written(root: Path) -> None:
    before = dict(everything(root / "source"))
    build(root)
    assert dict(everything(root / "source")) == before


def test_editing_one_sentence_marks_only_its_entry(root: Path) -> None:
    build(root)
    translate(root, **ALL)
    source = root / "source" / "a.md"
    source.write_text(PAGE.replace("船来了。", "大船来了。"), "utf-8")
    report = build(root)
    text = po(root).read_text("utf-8")
    assert text.count("#, fuzzy") == 1
    assert '#| msgid "船来了。"\nmsgid "大船来了。"\nmsgstr "A ship came."' in text
    assert all(msgstr in text for msgstr in ALL.values())
    row = report.rows[0]
    assert 0 < row.percent < 100


def test_nothing_translated_is_dropped_when_its_text_goes_and_comes_back(
    root: Path,
) -> None:
    build(root)
    translate(root, **ALL)
    before = po(root).read_bytes()
    source = root / "source" / "a.md"
    source.write_text("# 全新的文字\n", "utf-8")
    build(root)
    text = po(root).read_text("utf-8")
    assert all(msgstr in text for msgstr in ALL.values())
    assert '#~ msgstr "Dawn."' in text
    source.write_text(PAGE, "utf-8")
    build(root)
    kept = po(root).read_text("utf-8")
    assert all(f'msgstr "{msgstr}"' in kept for msgstr in ALL.values())
    assert len(before) > 0


def test_below_its_threshold_a_product_is_refused_and_the_old_file_removed(
    root: Path,
) -> None:
    build(root)
    translate(root, **ALL)
    final = root / "build" / "final" / "a.html"
    assert build(root).rows[0].products[1].refused == ""
    assert final.exists()
    (root / "source" / "a.md").write_text(PAGE + "\n新的一段。\n", "utf-8")
    made = build(root).rows[0].products[1]
    assert "100 % wanted" in made.refused
    assert not final.exists()
    assert (root / "build" / "page" / "a.html").exists()
    again = build(root)
    assert again.rows[0].products[1].refused == made.refused
    assert not again.complete


def test_a_missing_picture_is_told_and_the_build_goes_on(root: Path) -> None:
    (root / "source" / "a.md").write_text(PAGE, "utf-8")
    report = build(root)
    told = [item for item in report.diagnostics if "没有.svg" in str(item)]
    assert told
    assert told[0].place.path == "source/a.md"
    assert told[0].place.line == 15
    html = (root / "build" / "page" / "a.html").read_text("utf-8")
    assert "没有.svg" in html
    assert [item for item in build(root).diagnostics if "没有.svg" in str(item)] == told


def test_a_picture_that_arrives_makes_the_page_anew(root: Path) -> None:
    build(root)
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"/>'
    (root / "source" / "没有.svg").write_text(svg, "utf-8")
    report = build(root)
    assert report.rows[0].products[0].changed
    assert not report.rows[1].products[0].changed
    assert not [item for item in report.diagnostics if "没有.svg" in str(item)]


@pytest.mark.parametrize(
    "damage",
    ['msgid "天', 'msgstr "x"\n', "<<<<<<< HEAD\n", '\nmsgid "a"\nmsgid "b"\n'],
)
def test_a_damaged_catalog_stops_the_run_and_nothing_is_written(
    root: Path, damage: str
) -> None:
    build(root)
    path = po(root, "b")
    path.write_text(path.read_text("utf-8") + damage, "utf-8")
    (root / "source" / "a.md").write_text(PAGE + "\n新的一段。\n", "utf-8")
    before = dict(everything(root))
    for verb in (update_documents, build_documents, check_documents, merge_documents):
        with pytest.raises(CatalogError) as caught:
            verb(at(root))  # type: ignore[operator]
        assert caught.value.path.endswith("b.po")
        assert caught.value.line > 0
        assert caught.value.hint
        if verb is update_documents:
            assert dict(everything(root)) == before


def test_why_gives_each_stretch_its_own_reason(root: Path) -> None:
    build(root)
    translate(root, **{k: v for k, v in ALL.items() if k != "收盘"})
    path = po(root)
    text = path.read_text("utf-8")
    text = text.replace('msgid "甲"\nmsgstr "A"', 'msgid "甲"\nmsgstr "<b>A</b>"')
    text = text.replace('msgid "船来了。"', '#, fuzzy\nmsgid "船来了。"')
    path.write_text(text, "utf-8")
    place = at(root)
    found = explain(place, place.documents(["a"])[0], "en")
    said = [(one.text, one.place.line, one.why.split("(")[0].strip()) for one in found]
    assert ("船来了。", 5, "its translation is fuzzy") in said
    assert ("收盘", 9, "it has no translation") in said
    assert next(one for one in said if one[0] == "甲")[2].startswith(
        "the markup differs"
    )
    assert any("not extracted" in why for _, _, why in said)
    assert len(said) == len(set(said))


def test_why_tells_of_the_entry_that_would_be_printed(root: Path) -> None:
    build(root)
    text = po(root).read_text("utf-8")
    assert text.count('msgid "收盘"') == 3
    plain = "type: paragraph"
    at_plain = text.index(
        'msgid "收盘"', text.index(plain, text.index("type: heading"))
    )
    changed = text[:at_plain] + text[at_plain:].replace(
        'msgstr ""', 'msgstr "Close"', 1
    )
    po(root).write_text(changed, "utf-8")
    place = at(root)
    found = explain(place, place.documents(["a"])[0], "en", "收盘")
    assert len(found) == 2
    assert {one.why for one in found} == {"it has no translation"}
    lines = {int(one.remedy.rsplit(":", 1)[1]) for one in found}
    assert len(lines) == 2


def test_why_looks_only_for_what_is_asked(root: Path) -> None:
    build(root)
    place = at(root)
    file = place.documents(["a"])[0]
    assert [one.text for one in explain(place, file, "en", "船来")] == ["船来了。"]
    assert [one.text for one in explain(place, file, "en", "代码")] == ["不译的代码"]
    with pytest.raises(DuizhaoError, match="neither here nor in the translation"):
        explain(place, file, "en", "根本没有的话")


def test_before_the_first_update_why_says_so(root: Path) -> None:
    place = at(root)
    found = explain(place, place.documents(["b"])[0], "en")
    assert [one.why for one in found] == ["there is no catalog yet"]
    assert str(found[0].place) == "source/b.md"


def test_a_translation_that_is_not_used_is_told_once_by_check(root: Path) -> None:
    build(root)
    translate(root, 甲="<b>A</b>")
    found = [
        item for item in check_documents(at(root)).found if item.rule == "markup.codes"
    ]
    assert len(found) == 1


def test_facts_are_kept_and_the_same_when_read_again(root: Path) -> None:
    build(root)
    translate(root, **ALL)
    build(root)
    place = at(root)
    file = place.documents(["a"])[0]
    kept = facts_of(Press(place), file)
    assert (kept.title, kept.target_title, kept.percent) == ("海港", "Harbour", 100)
    assert kept.words > 0
    counts = count_documents(place)
    assert [one.document for one in counts] == ["a", "b"]


def test_unknown_documents_and_products_are_errors(root: Path) -> None:
    with pytest.raises(DuizhaoError, match="no document 'x'"):
        extract_documents(at(root), ["x"])
    with pytest.raises(DuizhaoError, match="no product 'x'"):
        build_documents(at(root), [], ["x"])


def test_what_is_written_passes_msgfmt(root: Path) -> None:
    build(root)
    translate(root, **ALL)
    try:
        done = subprocess.run(
            ["msgfmt", "-c", "-o", "/dev/null", str(po(root))],
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        pytest.skip("gettext is not installed")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("kind", "name"),
    [("docx", "handout.html"), ("pdf", "draft.docx"), ("html", "x.css")],
)
def test_a_template_of_another_kind_of_file_is_an_error_for_people(
    root: Path, kind: str, name: str
) -> None:
    line = (root / "duizhao.toml").read_text("utf-8").count("\n") + 3
    with (root / "duizhao.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'[products.odd]\nformat = "{kind}"\ntemplate = "{name}"\n')
    with pytest.raises(DuizhaoError, match="template") as caught:
        build_documents(Workplace.open(Project.find(root)), (), ("odd",))
    assert f"templates/{name}" in str(caught.value)
    assert f"duizhao.toml:{line}:" in str(caught.value)


def test_a_template_that_is_not_there_is_told_with_its_line_and_the_nearest(
    root: Path,
) -> None:
    settings = root / "duizhao.toml"
    line = settings.read_text("utf-8").count("\n") + 3
    with settings.open("a", encoding="utf-8") as file:
        file.write('[products.odd]\nformat = "pdf"\ntemplate = "magasine.html"\n')
    with pytest.raises(DuizhaoError, match=r"did you mean 'magazine\.html'") as caught:
        build_documents(Workplace.open(Project.find(root)), (), ("odd",))
    assert str(caught.value).startswith(f"duizhao.toml:{line}: there is no template")
    assert caught.value.hint.endswith("are: handout.html, magazine.html, notice.html")

"""A small publication in the midst of work, and the commands that change it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.crash import Scenario, run

SETTINGS = """
[publication]
title = "港"
languages = ["en", "fr"]
[products.page]
format = "html"
layout = "side-by-side"
[products.draft]
format = "docx"
"""
PDF = """
[products.book]
format = "pdf"
"""
MANUSCRIPTS = {
    "a.md": "# 海港\n\n天亮了。船来了。\n\n> 港口很大，船很多。\n",
    "part/b.txt": "乙\n\n别的话。他走了。\n",
}
EDITED = {
    "a.md": "# 海港\n\n天终于亮了。船来了。人也来了。\n",
    "part/b.txt": "乙\n\n别的话。她走了。\n",
    "new.md": "# 新\n\n新的一句。\n",
}
ENGLISH = {"天亮了。": "Day breaks.", "他走了。": "He left.", "船来了。": "Ships come."}
EPOCH = "1700000000"
"""What SOURCE_DATE_EPOCH is to be: the time goes into catalogs and products."""


def write_sources(root: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        path = root / "source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def translate(root: Path) -> None:
    """Put the translations that there are into all catalogs, as a translator would."""
    for path in sorted((root / "translations").rglob("*.po")):
        text = path.read_text("utf-8")
        for chinese, english in ENGLISH.items():
            head = f'msgid "{chinese}"\nmsgstr '
            note = f"# {path.parts[-3]}: gesehen\n{head}"
            text = text.replace(f'{head}""', f'{note}"{english}"')
        path.write_text(text, "utf-8")


def scenarios(folder: Path, *, pdf: bool = False) -> Iterator[Scenario]:
    """Yield each command with the publication that it is to change, below `folder`."""
    root, before = folder / "at", folder / "before"
    made = before / "made"
    (made / "build").mkdir(parents=True)
    (made / "duizhao.toml").write_text(SETTINGS + PDF * pdf, "utf-8")
    write_sources(made, MANUSCRIPTS)
    in_place("update", made, root)
    translate(made)
    in_place("merge", made, root)
    in_place("build", made, root)
    edited = shutil.copytree(made, before / "edited")
    write_sources(edited, EDITED)
    plain = shutil.copytree(made, before / "plain")
    shutil.copy(plain / "translations/en/LC_MESSAGES/a.po", plain / "a.po")
    write_sources(plain, EDITED)
    project = ("-q", "--project", "{}")
    md, po, pot = "{}/source/a.md", "{}/a.po", "{}/a.pot"
    shutil.copy(plain / "translations" / "a.pot", plain / "a.pot")
    for name, words in {
        "update": ("update", *project),
        "extract": ("extract", *project),
        "merge": ("merge", *project),
        "build": ("build", *project),
        "build --update": ("build", "--update", *project),
    }.items():
        yield Scenario(name, words, edited, root)
    for name, words in {
        "extract -o": ("extract", md, "-o", pot),
        "update -o": ("update", po, "{}/translations/a.pot", "-o", "{}/new/a.po"),
        "update -o in place": ("update", po, pot, "-o", po),
        "merge -o": ("merge", md, po, "-o", "{}/a.en.md"),
        "render -o": ("render", md, po, "-o", "{}/a.html"),
    }.items():
        if name == "update -o in place":
            target = Scenario("extract", ("extract", md, "-o", pot), plain, root)
            target.restore()
            run(target)
            updated = before / "in-place"
            shutil.copytree(root, updated)
            yield Scenario(name, words, updated, root)
        else:
            yield Scenario(name, (*words, "-q"), plain, root)


def in_place(verb: str, before: Path, root: Path) -> None:
    """Run a verb on the publication `before`, at the place where all runs are."""
    scenario = Scenario(verb, (verb, "-q", "--project", "{}"), before, root)
    scenario.restore()
    done = run(scenario)
    assert done.status in (0, 1), done.said
    shutil.rmtree(before)
    shutil.copytree(root, before)

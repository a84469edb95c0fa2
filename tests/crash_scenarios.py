"""A small publication in the midst of work, and the commands that change it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from duizhao.catalog.po import read_po
from duizhao.interchange.formats import Format, write
from duizhao.interchange.pair import Pair
from duizhao.interchange.tmx import write_tmx
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
[publication]
title = "港"
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
BACK = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "船来了。"
msgstr "The ships are coming."

msgid "海港"
msgstr "The Port"
"""
"""What another program has made of a catalog."""
TABLE = "source,target\n船来了。,The ships are coming.\n海港,The Port\n"
"""The same in a spreadsheet; also a glossary."""
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


def scenarios(folder: Path) -> Iterator[Scenario]:
    """Yield each command with the publication that it is to change, below `folder`."""
    root, before = folder / "at", folder / "before"
    made = before / "made"
    (made / "build").mkdir(parents=True)
    (made / "duizhao.toml").write_text(SETTINGS, "utf-8")
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
    empty = before / "empty"
    empty.mkdir()
    put_returned(plain)
    project = ("-q", "--project", "{}")
    md, po, pot = "{}/source/a.md", "{}/a.po", "{}/a.pot"
    shutil.copy(plain / "translations" / "a.pot", plain / "a.pot")
    for name, words in {
        "update": ("update", *project),
        "extract": ("extract", *project),
        "merge": ("merge", *project),
        "build": ("build", *project),
        "build --update": ("build", "--update", *project),
        "memory add": ("memory", "add", *project),
    }.items():
        yield Scenario(name, words, edited, root)
    yield Scenario("build of PDF", ("build", *project), bound(edited), root)
    yield Scenario("init", ("init", "-q", "{}/new"), empty, root)
    for name, words in {
        "import": ("import", "{}/a.back.po", "--lang", "en"),
        "import of CSV": ("import", "{}/a.csv", "--lang", "en"),
        "import of XLIFF": ("import", "{}/a.xlf"),
        "export": ("export", "a", "part/b", "--format", "xliff"),
        "memory import": ("memory", "import", "{}/other.tmx"),
        "terms --import": ("terms", "--import", "{}/a.csv"),
    }.items():
        yield Scenario(name, (*words, *project), plain, root)
    yield Scenario("leverage", ("leverage", *project), remembered(edited), root)
    words = ("check", "--fix", *project)
    yield Scenario("check --fix", words, with_chinese_marks(edited), root)
    for name, words in {
        "extract -o": ("extract", md, "-o", pot),
        "update -o": ("update", po, "{}/translations/a.pot", "-o", "{}/new/a.po"),
        "update -o in place": ("update", po, pot, "-o", po),
        "merge -o": ("merge", md, po, "-o", "{}/a.en.md"),
        "render -o": ("render", md, po, "-o", "{}/a.html"),
        "import -o": ("import", "{}/a.csv", po, "-o", po),
        "export -o": ("export", po, "-o", "{}/a.en.csv"),
        "leverage -o": ("leverage", po, "-m", "{}/other.tmx", "-o", po),
        "memory export -o": ("memory", "export", po, "-o", "{}/new.tmx"),
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


def put_returned(root: Path) -> None:
    """Put what other programs send into a publication."""
    (root / "a.back.po").write_text(BACK, "utf-8")
    (root / "a.csv").write_text(TABLE, "utf-8")
    sent = write(Format.XLIFF, [read_po("source/a.md", BACK.encode())]).data
    (root / "a.xlf").write_bytes(sent.replace(b"are coming", b"arrive"))
    pairs = [Pair("人也来了。", "People come, too.", "en"), Pair("海港", "Port", "en")]
    (root / "other.tmx").write_bytes(write_tmx(pairs))


def bound(edited: Path) -> Path:
    """Return the publication with one document and a PDF, which takes time to make."""
    book = shutil.copytree(edited, edited.with_name("book"))
    (book / "duizhao.toml").write_text(PDF, "utf-8")
    for one in (*book.rglob("b.*"), *book.rglob("new.*")):
        one.unlink()
    return book


def remembered(edited: Path) -> Path:
    """Return the publication with a memory and catalogs in which it finds a place."""
    found = shutil.copytree(edited, edited.with_name("remembered"))
    for language in ("en", "fr"):
        path = found / f"translations/{language}/LC_MESSAGES/a.po"
        text = path.read_text("utf-8")
        path.write_text(text.replace('msgstr "Ships come."', 'msgstr ""'), "utf-8")
    pairs = [Pair("船来了。", "The ships come.", one) for one in ("en", "fr")]
    (found / "translations/memory.tmx").write_bytes(write_tmx(pairs))
    return found


def with_chinese_marks(edited: Path) -> Path:
    """Return the publication with marks in its catalogs that are to be put right."""
    found = shutil.copytree(edited, edited.with_name("marks"))
    for path in (found / "translations").rglob("*.po"):
        text = path.read_text("utf-8")
        path.write_text(text.replace('s."\n', 's。"\n').replace('t."', 't。"'), "utf-8")
    return found


def in_place(verb: str, before: Path, root: Path) -> None:
    """Run a verb on the publication `before`, at the place where all runs are."""
    scenario = Scenario(verb, (verb, "-q", "--project", "{}"), before, root)
    scenario.restore()
    done = run(scenario)
    assert done.status in (0, 1), done.said
    shutil.rmtree(before)
    shutil.copytree(root, before)

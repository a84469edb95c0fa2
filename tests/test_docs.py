"""What the pages say agrees with what the code does."""

from __future__ import annotations

import ast
import doctest
import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from fnmatch import fnmatch
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args, get_type_hints
from urllib.parse import unquote

import pytest

import duizhao
from duizhao.checks.all import RULES
from duizhao.cli.main import VERBS, main
from duizhao.config import Product, Settings, read_settings
from duizhao.diagnostics import Severity
from duizhao.readers.markdown import directives
from duizhao.readers.markdown.document import slug
from duizhao.render.docx.styles import Style
from duizhao.render.page import Format, Layout

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
CHECKS = DOCS / "checks"
PAGES = sorted(
    [
        *DOCS.rglob("*.md"),
        *(ROOT / name for name in ("README.md", "CHANGELOG.md", "templates/README.md")),
    ]
)
SECTIONS = ["What", "Why it is bad", "Example", "How to fix it", "How to silence it"]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


# --- rules -----------------------------------------------------------------------------


def strings_in(node: ast.AST) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value


def rules_in(tree: ast.Module) -> Iterator[str]:
    """Yield the ids that a module writes: to Diagnostic, Rule, Trouble, or a finding."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        first = [*node.args[:1], *(k.value for k in node.keywords if k.arg == "rule")]
        if isinstance(called, ast.Name) and called.id in {
            "Diagnostic",
            "Rule",
            "Trouble",
        }:
            for argument in first:
                yield from (s for s in strings_in(argument) if "." in s)
        elif isinstance(called, ast.Attribute) and called.attr == "finding":
            for argument in first:
                yield from (f"picture.{word}" for word in strings_in(argument))


def emitted() -> set[str]:
    modules = (ROOT / "duizhao").rglob("*.py")
    return {
        rule
        for path in modules
        for rule in rules_in(ast.parse(path.read_text("utf-8")))
    }


def documented() -> set[str]:
    return {path.stem for path in CHECKS.glob("*.md")} - {"README"}


def test_every_rule_has_a_page_and_every_page_a_rule() -> None:
    assert emitted() == documented()
    assert {rule.id for rule in RULES} <= documented()


def test_the_index_lists_every_page() -> None:
    linked = re.findall(r"\]\(([\w.-]+)\.md\)", text_of("docs/checks/README.md"))
    assert sorted(linked) == sorted(documented())


@pytest.mark.parametrize("rule", sorted(documented()))
def test_a_page_of_a_rule_has_its_parts(rule: str) -> None:
    text = text_of(f"docs/checks/{rule}.md")
    assert text.startswith(f"# {rule}\n")
    assert re.findall("^## (.+)$", text, re.MULTILINE) == SECTIONS
    assert re.search(rf"^Severity: ({'|'.join(Severity)})\b", text, re.MULTILINE)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_page_tells_the_severity_that_the_rule_has(rule: Any) -> None:
    said = f"Severity: {rule.severity}"
    assert said in text_of(f"docs/checks/{rule.id}.md")


# --- settings --------------------------------------------------------------------------


def keys_of(kind: Any) -> Iterator[str]:
    """Yield every key that a settings dataclass knows, and those of its tables."""
    hints = get_type_hints(kind)
    for item in fields(kind):
        if not item.metadata.get("named"):
            yield item.name
        for part in (hints[item.name], *get_args(hints[item.name])):
            if isinstance(part, type) and is_dataclass(part):
                yield from keys_of(part)


@pytest.mark.parametrize("key", sorted(set(keys_of(Settings))))
def test_the_editors_page_names_every_key(key: str) -> None:
    text = text_of("docs/editor.md")
    assert re.search(rf"`(?:\[+)?{key}\b|`{key}`", text)


@pytest.mark.parametrize("word", [*Format, *Layout])
def test_the_editors_page_names_every_format_and_layout(word: str) -> None:
    assert f'"{word}"' in text_of("docs/editor.md")


@pytest.mark.parametrize("word", directives.NAMES)
def test_the_editors_page_names_every_directive(word: str) -> None:
    assert f"<!-- i18n:{word}" in text_of("docs/editor.md")


def test_the_reviewers_page_names_every_style() -> None:
    text = text_of("docs/reviewer.md")
    for style in Style:
        base = re.sub(r" \d$", "", style)
        assert re.search(rf"(?i)\b{re.escape(base)}\b", text) or style is Style.NORMAL


def blocks_of(name: str, language: str) -> list[str]:
    return re.findall(
        rf"^```{language}\n(.*?)^```", text_of(name), re.DOTALL | re.MULTILINE
    )


@pytest.mark.parametrize(
    ("page", "block"),
    [(name_of(path), b) for path in PAGES for b in blocks_of(name_of(path), "toml")],
)
def test_settings_shown_are_settings_that_are_read(page: str, block: str) -> None:
    settings = read_settings(page, block)
    assert settings != Settings()
    assert tomllib.loads(block)


# --- verbs, names, fonts ---------------------------------------------------------------


@pytest.mark.parametrize("verb", VERBS)
def test_the_readme_lists_every_verb(verb: str) -> None:
    assert re.search(rf"^\| `duizhao {verb}\b", text_of("README.md"), re.MULTILINE)


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_no_page_names_a_verb_that_is_none(path: Path) -> None:
    text = path.read_text("utf-8")
    named = re.findall(r"(?:^    |`)duizhao ([a-z]+)\b", text, re.MULTILINE)
    assert set(named) <= {*VERBS, "help"}


@pytest.mark.parametrize("name", duizhao.__all__)
def test_the_python_page_tells_every_public_name(name: str) -> None:
    assert re.search(rf"`{name}[`(]", text_of("docs/python.md"))


def test_the_readme_tells_the_licence_of_every_font_that_is_installed() -> None:
    fonts = set(re.findall(r"\bfonts-[a-z-]+", text_of("Makefile")))
    assert fonts == set(re.findall(r"`(fonts-[a-z-]+)`", text_of("README.md")))


def test_the_changelog_tells_this_version() -> None:
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    assert f"## [{project['version']}]" in text_of("CHANGELOG.md")


def test_defaults_that_are_told_are_the_defaults() -> None:
    text = text_of("docs/editor.md")
    rows = dict(re.findall(r"^\| `(\w+)` \|.*\| `([^`]+)` \|$", text, re.MULTILINE))
    table = MappingProxyType({item.name: item.default for item in fields(Product)})
    for key in ("layout", "threshold", "documents", "fuzzy"):
        told = tomllib.loads(f"x = {rows[key]}")["x"]
        wanted = table[key]
        assert told == (list(wanted) if isinstance(wanted, tuple) else wanted)


def commands_of(name: str) -> list[list[str]]:
    """Return the commands of a page on plain files, in words."""
    lines = re.findall(r"^    duizhao (.+)$", text_of(name), re.MULTILINE)
    return [line.split() for line in dict.fromkeys(lines) if " -o " in line]


def test_the_commands_on_plain_files_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("IN.md").write_text("# 春天\n\n天亮了。\n", "utf-8")
    assert main(["extract", "IN.md", "-o", "NEW.pot"]) == 0
    pot = Path("NEW.pot").read_text("utf-8").replace("#, fuzzy\n", "", 1)
    for name in ("IN.po", "OLD.po"):
        Path(name).write_text(pot.replace("Language: ", "Language: en"), "utf-8")
    commands = [*commands_of("README.md"), *commands_of("docs/translator.md")]
    assert {words[0] for words in commands} == {"extract", "update", "merge", "render"}
    for words in commands:
        assert main(words) == 0
        made = Path(words[words.index("-o") + 1])
        assert made.stat().st_size
        made.unlink()


def test_the_architecture_names_every_room() -> None:
    text = text_of("docs/architecture.md")
    patterns = re.findall(r"`([\w*/]+)`", text[text.index("## Rooms") :])
    names = [pattern.rstrip("/") for pattern in patterns]
    for path in (ROOT / "duizhao").iterdir():
        if path.suffix == ".py" or (path / "__init__.py").exists():
            assert any(fnmatch(path.stem, name) for name in [*names, "__init__"]), path


# --- links, doctests -------------------------------------------------------------------


def links_of(path: Path) -> Iterator[tuple[str, str]]:
    text = re.sub(
        r"^```.*?^```", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE
    )
    text = re.sub(r"`[^`\n]*`", "", text)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" not in target:
            file, _, anchor = unquote(target).partition("#")
            yield file, anchor


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_links_lead_to_something(path: Path) -> None:
    for file, anchor in links_of(path):
        there = path.parent / file if file else path
        assert there.exists(), f"{name_of(path)}: {file}"
        if anchor:
            heads = re.findall("^#+ (.+)$", there.read_text("utf-8"), re.MULTILINE)
            assert anchor in map(slug, heads)


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        path = waiting.pop().resolve()
        path = path / "README.md" if path.is_dir() else path
        if path.suffix == ".md" and path not in reached:
            reached.add(path)
            waiting += [path.parent / file for file, _ in links_of(path) if file]
    assert {path.resolve() for path in PAGES} <= reached


def test_the_python_page_runs() -> None:
    done = doctest.testfile(
        str(DOCS / "python.md"), module_relative=False, encoding="utf-8"
    )
    assert done.attempted > 10
    assert not done.failed

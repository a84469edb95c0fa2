"""Who may import what, and who may open, print or look at the clock."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "duizhao"
MODULES = {
    path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
}

# Each foreign library, and the one file or folder that may import it.
LIBRARIES = {
    "PIL": ("render/docx/",),
    "pyromark": ("readers/markdown/",),
    "yaml": ("readers/markdown/",),
    "opencc": ("script.py",),
    "polib": ("catalog/",),
    "rapidfuzz": ("catalog/likeness.py", "memory/similar.py", "review/"),
    "docx": ("render/docx/", "review/"),
    "lxml": ("render/docx/", "interchange/", "review/"),
    "resvg_py": ("render/docx/",),
    "weasyprint": ("render/pdf.py",),
    "pydyf": ("render/pdf",),
    "pypdfium2": ("render/raster.py",),
    "jinja2": ("render/templating.py", "render/html.py", "render/english.py"),
    "babel": ("language.py", "catalog/header.py", "numbers/written.py", "render/"),
    "rich": ("cli/",),
    "watchfiles": ("cli/",),
}
# The standard library's doors to the world outside, and who may use them.
DOORS = {
    "argparse": ("cli/",),
    "subprocess": ("cli/git.py",),  # git, for the history of catalogs
    "socket": (),
    "urllib.request": (),
    "http": (),
    "tempfile": (),
    "shutil": (),
    "time": ("state.py", "files.py"),
    "fcntl": ("lock.py",),
}
OPEN = (
    "files.py",
    "handles.py",
    "project.py",
    "lock.py",
    "assets.py",
    "shipped.py",
    "state.py",
    "memory/store.py",
    "render/fonts.py",
    "cli/",
)
_CALLS = {"open", "print", "input"}
_ATTRIBUTES = {
    "os": {"environ", "getenv", "open", "stat", "walk", "scandir", "listdir", "system"},
    "datetime": {"now", "today", "utcnow"},
    "date": {"today"},
    "Path": {"cwd", "home"},
}


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def outside_calls(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in _CALLS:
                yield node.func.id
        elif isinstance(node, ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            if node.attr in _ATTRIBUTES.get(owner, ()):
                yield f"{owner}.{node.attr}"


def test_there_are_modules() -> None:
    assert len(MODULES) > 40


def test_imports_keep_the_contracts() -> None:
    assert lint_imports(str(ROOT / "pyproject.toml"), no_cache=True) == 0


@pytest.mark.parametrize("library", {**LIBRARIES, **DOORS})
def test_a_library_is_imported_in_its_place_only(library: str) -> None:
    places = {**LIBRARIES, **DOORS}[library]
    strangers = [
        name
        for name, tree in MODULES.items()
        if any(f"{module}.".startswith(f"{library}.") for module in imported(tree))
        and not name.startswith(places)
    ]
    assert strangers == []


def test_every_library_we_depend_on_has_its_place() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = {
        "python-docx": "docx",
        "pyyaml": "yaml",
        "resvg-py": "resvg_py",
        "pillow": "PIL",
    }
    for requirement in project["dependencies"]:
        name = requirement.split("=")[0].rstrip("<>~!")
        if name.startswith(("fontpkg-", "pylopdf-fonts-", "cvttf-")):
            continue  # files, which `render.fonts` reads
        assert names.get(name, name) in LIBRARIES


def test_only_the_doors_touch_files_clock_and_environment() -> None:
    found = {
        f"{name}: {call}"
        for name, tree in MODULES.items()
        for call in outside_calls(tree)
        if not name.startswith(OPEN)
    }
    assert found == set()


def test_only_the_command_line_prints() -> None:
    printing = [
        name
        for name, tree in MODULES.items()
        if "print" in outside_calls(tree) and not name.startswith("cli/")
    ]
    assert printing == []


def test_the_version_is_told_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    told = MODULES["version.py"]
    values = [node.value for node in ast.walk(told) if isinstance(node, ast.Constant)]
    assert project["version"] in values


def test_every_module_says_what_it_is_for() -> None:
    silent = [name for name, tree in MODULES.items() if not ast.get_docstring(tree)]
    assert silent == []

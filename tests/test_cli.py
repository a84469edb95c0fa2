"""The command line, in this process and as a process of its own."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from base64 import b64decode
from io import StringIO
from pathlib import Path

import pytest

from duizhao.cli.console import Console, as_json, count_severities, has_colour
from duizhao.cli.main import MODULES, VERBS, main
from duizhao.cli.visible import visible
from duizhao.diagnostics import Diagnostic, Place, Severity
from duizhao.language import width
from duizhao.project import Project

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-c", "from duizhao.cli.main import run; run()"]


@pytest.fixture
def publication(tmp_path: Path) -> Path:
    folder = tmp_path / "magazine"
    assert main(["init", "--bare", "--quiet", str(folder)]) == 0
    (folder / "source" / "a.md").write_text("# 标题\n\n你好。世界。\n", "utf-8")
    return folder


def run(*words: str, folder: Path) -> int:
    return main([*words, "--project", str(folder)])


def test_without_words_the_verbs_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    shown = capsys.readouterr().out
    assert all(f"  {verb}" in shown for verb in VERBS)


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("duizhao 0.")


@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_has_help_with_an_example(
    verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([verb, "--help"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"usage: duizhao {verb}")
    assert f"example:\n  duizhao {verb}" in shown
    assert main(["help", verb]) == 0
    assert capsys.readouterr().out == shown


def test_a_mistyped_verb_is_guessed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bulid"]) == 2
    assert "did you mean: duizhao build" in capsys.readouterr().err


def test_an_unknown_option_is_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--foo", "x"]) == 2
    assert "--foo" in capsys.readouterr().err


def test_outside_a_publication_the_error_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("build", folder=tmp_path) == 2
    assert "duizhao init" in capsys.readouterr().err


def test_an_error_cannot_steer_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "duizhao.toml").write_text('"\\u001b[2J" = 1\n', "utf-8")
    assert run("extract", folder=tmp_path) == 2
    assert "\x1b" not in capsys.readouterr().err


def test_init_makes_a_publication(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    assert main(["init", "-q", str(folder)]) == 0
    names = {path.name for path in folder.iterdir()}
    expected = {"source", "translations", "templates", "build", "duizhao.toml"}
    assert names == {*expected, "Makefile", "README.md"}
    assert (folder / "build" / ".gitignore").read_text() == "*\n!.gitignore\n"
    project = Project.find(folder)
    assert project.documents()
    assert project.read_templates()


def test_init_bare_has_no_sample(tmp_path: Path) -> None:
    assert main(["init", "-q", "--bare", str(tmp_path)]) == 0
    project = Project.find(tmp_path)
    assert project.documents() == ()
    assert project.settings.publication.title == ""
    assert project.settings.products
    assert not project.settings.documents


def test_init_leaves_a_folder_with_files_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine").touch()
    assert main(["init", str(tmp_path)]) == 2
    assert main(["init", str(tmp_path / "mine")]) == 2
    assert "something here already" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_init_goes_on_with_what_a_stopped_run_has_made(tmp_path: Path) -> None:
    whole, part = tmp_path / "whole", tmp_path / "part"
    assert main(["init", "-q", str(whole)]) == 0
    shutil.copytree(whole, part)
    for name in ("duizhao.toml", "README.md"):
        (part / name).unlink()
    (part / "templates" / f".duizhao-{2**30}-{'0' * 16}.tmp").write_bytes(b"half")
    assert main(["init", "-q", str(part)]) == 0
    assert content_of(part) == content_of(whole)


@pytest.mark.parametrize("name", ["duizhao.toml", "templates/page.css", "source/x.md"])
def test_init_goes_on_with_nothing_else(tmp_path: Path, name: str) -> None:
    assert main(["init", "-q", str(tmp_path)]) == 0
    if name != "duizhao.toml":
        (tmp_path / "duizhao.toml").unlink()
    (tmp_path / name).write_text("mine", "utf-8")
    assert main(["init", "-q", str(tmp_path)]) == 2
    assert (tmp_path / name).read_text("utf-8") == "mine"


def content_of(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_extract_twice_writes_once(
    publication: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("extract", folder=publication) == 0
    assert capsys.readouterr().out == "translations/a.pot: 3 entries\n"
    assert run("extract", folder=publication) == 0
    assert "Nothing has changed" in capsys.readouterr().out


def test_update_tells_what_became_of_the_entries(
    publication: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("update", "a", "--json", folder=publication) == 0
    (item,) = json.loads(capsys.readouterr().out)
    assert item["path"] == "translations/en/LC_MESSAGES/a.po"
    assert (item["entries"], item["changed"]) == (3, True)
    assert run("update", "b", folder=publication) == 2
    assert "there is no document 'b'" in capsys.readouterr().err


def test_without_manuscripts_build_says_so(
    publication: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (publication / "source" / "a.md").unlink()
    assert run("build", folder=publication) == 0
    assert "no manuscript" in capsys.readouterr().err


def test_a_document_may_be_named_by_a_path_as_seen_from_here(
    publication: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("update", "-q", folder=publication) == 0
    monkeypatch.chdir(publication / "source")
    po = "../translations/en/LC_MESSAGES/a.po"
    for words in (["stats", "a.md"], ["stats", po], ["update", "a.md"]):
        assert main(words) == 0
    assert main(["why", "a.md"]) == 1
    assert main(["stats", "b.md"]) == 2


@pytest.mark.parametrize("verb", ["merge", "render"])
def test_a_catalog_of_another_text_is_refused(
    tmp_path: Path, verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    names = {"a.md": "你好。\n", "b.md": "世界。\n"}
    for name, text in names.items():
        (tmp_path / name).write_text(text, "utf-8")
        pot = str(tmp_path / name.replace(".md", ".po"))
        assert main(["extract", "-q", str(tmp_path / name), "-o", pot]) == 0
    manuscript, po = str(tmp_path / "a.md"), str(tmp_path / "b.po")
    out = tmp_path / ("out.md" if verb == "merge" else "out.html")
    assert main([verb, manuscript, po, "-o", str(out)]) == 2
    assert f"b.po: this catalog holds no sentence of {manuscript}" in (
        capsys.readouterr().err
    )
    assert not out.exists()


def test_a_word_file_is_no_manuscript_whatever_its_encoding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK\3\4\xff\xfe")
    out = str(tmp_path / "a.pot")
    assert main(["extract", str(tmp_path / "a.docx"), "-o", out]) == 2
    assert "must end in .md (Markdown) or .txt" in capsys.readouterr().err


def test_a_build_without_products_says_what_to_write(
    publication: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (publication / "duizhao.toml").write_text("[publication]\n", "utf-8")
    assert run("build", folder=publication) == 0
    told = capsys.readouterr()
    assert "Nothing has changed" not in told.out
    assert '[products.draft]\n  format = "docx"' in told.err


@pytest.mark.parametrize("verb", ["extract", "update", "stats", "check", "merge"])
def test_a_verb_without_manuscripts_says_that_there_are_none(
    publication: Path, capsys: pytest.CaptureFixture[str], verb: str
) -> None:
    (publication / "source" / "a.md").unlink()
    assert run(verb, folder=publication) == 0
    shown = capsys.readouterr()
    assert "no manuscript" in shown.err
    assert "100 %" not in shown.out


def test_no_document_is_no_hundred_per_cent(
    publication: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (publication / "source" / "a.md").unlink()
    assert run("stats", "--format", "md", folder=publication) == 0
    assert "100 %" not in capsys.readouterr().out


def test_a_terminal_without_chinese_gets_escapes(publication: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "stats", "--project", str(publication)],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT)},
        check=True,
    )
    assert b"\\u5b57" in done.stdout
    assert done.stderr == b""


def test_python_runs_the_package_as_the_command() -> None:
    command = [sys.executable, "-m", "duizhao", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.startswith("duizhao 0.")


def test_init_tells_to_change_the_folder_only_where_that_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["init", "--bare", "my magazine"]) == 0
    assert "\n  cd 'my magazine'\n" in capsys.readouterr().out
    monkeypatch.chdir(tmp_path / "my magazine")
    Path("duizhao.toml").unlink()
    assert main(["init", "--bare", "."]) == 0
    assert "cd " not in capsys.readouterr().out


def test_plain_files_need_no_publication(tmp_path: Path) -> None:
    source, pot = str(tmp_path / "a.md"), str(tmp_path / "a.pot")
    po, out = str(tmp_path / "a.po"), str(tmp_path / "b.md")
    Path(source).write_text("# 标题\n\n你好。世界。\n", "utf-8")
    assert main(["extract", source, "-o", pot]) == 0
    text = Path(pot).read_text("utf-8")
    Path(po).write_text(text.replace('"你好。"\nmsgstr ""', '"你好。"\nmsgstr "Hi."'))
    assert main(["update", po, pot, "-o", po]) == 0
    assert main(["merge", source, po, "-o", out]) == 0
    assert Path(out).read_text("utf-8") == "# 标题\n\nHi. 世界。\n"
    assert main(["merge", source, "-o", out]) == 2
    assert main(["render", source, "-o", str(tmp_path / "a.odt")]) == 2


def test_a_page_of_both_languages_has_the_picture_of_each(tmp_path: Path) -> None:
    source, po, out = tmp_path / "a.md", tmp_path / "a.po", tmp_path / "a.html"
    source.write_text("![图](a.svg)\n", "utf-8")
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><!--{}--></svg>'
    )
    (tmp_path / "a.svg").write_text(drawn.format("zh"), "utf-8")
    (tmp_path / "a.en.svg").write_text(drawn.format("en"), "utf-8")
    head = (
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: en\\n"\n'
    )
    po.write_text(f'{head}\nmsgid "![图](a.svg)"\nmsgstr "![A](a.svg)"\n', "utf-8")
    for layout, words in (("source", "zh"), ("target", "en")):
        order = [
            "render",
            str(source),
            str(po),
            "-o",
            str(out),
            "--layout",
            layout,
            "-q",
        ]
        assert main(order) == 0
        [coded] = re.findall(r"base64,([\w+/=]+)", out.read_text("utf-8"))
        assert f"<!--{words}-->".encode() in b64decode(coded)


def test_stats_and_why_tell_what_is_missing(
    publication: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("update", "-q", folder=publication) == 0
    capsys.readouterr()
    assert run("stats", "--json", "--threshold", "1", folder=publication) == 1
    (counts,) = json.loads(capsys.readouterr().out)["documents"]
    assert (counts["percent"], counts["missing"]["segments"]) == (0, 3)
    assert counts["total"] == {"segments": 3, "hanzi": 6, "words": 0}
    assert run("why", "a", "世界", folder=publication) == 1
    assert "source/a.md:3" in capsys.readouterr().out
    assert run("check", "-q", folder=publication) == 0
    assert "[state." in capsys.readouterr().out


@pytest.mark.parametrize("verb", ["why a", "terms", "export", "review out"])
def test_a_language_that_is_none_is_told_with_those_that_there_are(
    publication: Path, verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("update", "-q", folder=publication) == 0
    assert run(*verb.split(), "--language", "fr", folder=publication) == 2
    told = capsys.readouterr().err
    assert "not translated into 'fr'" in told
    assert "its languages are: en" in told


def test_the_publications_own_makefile_lists_its_verbs(publication: Path) -> None:
    done = subprocess.run(
        ["make", "help"], cwd=publication, capture_output=True, text=True, check=True
    )
    assert "make update" in done.stdout


def test_a_closed_pipe_is_no_traceback(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    process = subprocess.run(
        [*COMMAND, "init", str(tmp_path)],
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
        cwd=ROOT,
    )
    os.close(writer)
    assert process.returncode == 141
    assert process.stderr == b""


HEAVY = ("weasyprint", "docx", "lxml", "jinja2", "pyromark", "babel", "rich", "polib")


def test_the_command_loads_no_heavy_library() -> None:
    code = "import sys, duizhao.cli.main; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    loaded = done.stdout.split()
    assert "duizhao.cli.main" in loaded
    assert not set(HEAVY) & set(loaded)
    ours = [name for name in loaded if name.startswith("duizhao")]
    assert len(ours) <= 7


def finding(severity: Severity, line: int, message: str = "m") -> Diagnostic:
    return Diagnostic("a.b", severity, Place("x.md", line, 2), message, "do", "text")


def test_findings_are_shown_by_place_with_their_number(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = [finding(Severity.WARNING, 9), finding(Severity.ERROR, 3, "\x1b[2J[red]")]
    Console().show_diagnostics(found)
    assert capsys.readouterr().out.splitlines() == [
        r"x.md:3:2: error [a.b] \x1b[2J[red]",
        "  > text",
        "  do",
        "x.md:9:2: warning [a.b] m",
        "  > text",
        "  do",
        "1 error, 1 warning",
    ]


def test_findings_are_counted_by_kind() -> None:
    found = [finding(Severity.INFO, 1)] * 2 + [finding(Severity.WARNING, 1)] * 2
    assert count_severities(found) == "2 warnings, 2 info"
    assert count_severities([]) == "no findings"


def test_a_finding_is_json() -> None:
    assert as_json(finding(Severity.ERROR, 3)) == {
        "rule": "a.b",
        "severity": "error",
        "path": "x.md",
        "line": 3,
        "column": 2,
        "message": "m",
        "hint": "do",
        "excerpt": "text",
    }


def test_a_table_is_plain_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    Console().show_table(("名", "n"), [("[bold]一", "7"), ("\x1b", "12")], numbers=[1])
    assert capsys.readouterr().out.splitlines() == [
        "名         n",
        "[bold]一   7",
        "\\x1b      12",
    ]


def test_the_head_of_a_table_is_bold_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    Console().show_table(("a", "名"), [("x\ny", "z")])
    assert terminal.getvalue() == "\x1b[1ma  名\x1b[0m\nx  z\ny\n"


def test_quiet_shows_findings_only(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console(quiet=True)
    console.say("a")
    console.show_table(("a",), [("b",)])
    console.show_diagnostics([finding(Severity.ERROR, 1)])
    assert capsys.readouterr().out.count("\n") == 3


def test_no_bar_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    with Console().progress() as progress:
        progress("a", 0, 2)
    assert capsys.readouterr() == ("", "")


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_colour_is_for_terminals_and_no_color_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert has_colour(Terminal())
    assert not has_colour(StringIO())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not has_colour(Terminal())


def test_a_bar_is_shown_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with Console().progress() as progress:
        progress("extract [red]a", 0, 1)
        assert terminal.getvalue() == ""
        progress("extract [red]a", 0, 2)
        progress("extract [red]b", 2, 2)
    assert "[red]b" in terminal.getvalue()


def test_blanks_of_every_width_stay_visible() -> None:
    assert visible("a\u3000b\xa0c\nd\te") == "a\u3000b\xa0c\nd\te"
    assert visible("\x07\x9b\u202e") == r"\x07\x9b\u202e"


ACTIONS = [
    *([verb] for verb in VERBS),
    *(["memory", action] for action in ("add", "search", "import", "export")),
    *(["review", action] for action in ("out", "back")),
]


@pytest.mark.parametrize("words", ACTIONS, ids=" ".join)
def test_the_help_fits_into_a_terminal(
    words: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert main([*words, "--help"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert [line for line in shown if width(line) > 80] == []


@pytest.mark.parametrize("words", ACTIONS, ids=" ".join)
def test_the_examples_of_the_help_are_commands_that_there_are(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--help"]) == 0
    shown = capsys.readouterr().out.partition("\nexample:\n")[2].splitlines()
    examples = [line.strip() for line in shown if line.startswith("  duizhao ")]
    assert all(line.startswith(f"duizhao {' '.join(words)}") for line in examples[:1])
    assert examples
    for line in examples:
        verb, *rest = shlex.split(re.split(" {2,}", line)[0])[1:]
        module = importlib.import_module(f"duizhao.cli.{MODULES.get(verb, verb)}")
        parser = argparse.ArgumentParser(allow_abbrev=False)
        module.add_arguments(parser)
        parser.parse_args(rest)

"""`duizhao check`: where it looks, in which forms it tells, and what it leaves with."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.checks.examine import Silenced
from duizhao.cli.check_formats import Form, written
from duizhao.cli.check_report import CheckReport
from duizhao.cli.excerpt import COLUMNS, excerpt_of
from duizhao.cli.main import main
from duizhao.cli.sarif import sarif
from duizhao.config import PublicationSettings
from duizhao.diagnostics import Diagnostic, Place, Severity, from_json, to_json
from duizhao.language import width
from duizhao.project import now

ROOT = Path(__file__).parent.parent
HEAD = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
HAN = '\nmsgid "走吧。"\nmsgstr "Let us 走吧."\n'
FUZZY = '\n#, fuzzy\nmsgid "来吧。"\nmsgstr "Come."\n'
MISSING = '\nmsgid "去吧。"\nmsgstr ""\n'
SILENT = '\n# ignore text.han: a name\nmsgid "他叫李白。"\nmsgstr "He is 李白."\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    monkeypatch.delenv("CI_PROJECT_DIR", raising=False)
    return tmp_path


@pytest.fixture
def publication(folder: Path) -> Path:
    (folder / "duizhao.toml").write_text('[publication]\ntitle = "河"\n', "utf-8")
    (folder / "source").mkdir()
    (folder / "source" / "a.md").write_text("走吧。\n", "utf-8")
    assert main(["update", "-q"]) == 0
    po = po_of(folder)
    text = po.read_text("utf-8")
    po.write_text(text.replace('msgstr ""\n', 'msgstr "Let us 走吧."\n', 2), "utf-8")
    text = po.read_text("utf-8").replace('msgstr "Let us 走吧."\n', 'msgstr ""\n', 1)
    po.write_text(text, "utf-8")
    return folder


def po_of(folder: Path) -> Path:
    return folder / "translations" / "en" / "LC_MESSAGES" / "a.po"


def write(folder: Path, *entries: str) -> None:
    (folder / "en.po").write_text(HEAD + "".join(entries), "utf-8")


# --- what it leaves with --------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "status", "strict"), [(HAN, 1, 1), (FUZZY, 0, 1), (MISSING, 0, 0)]
)
def test_errors_stop_and_warnings_when_strict(
    folder: Path, entry: str, status: int, strict: int
) -> None:
    write(folder, entry)
    assert main(["check", "-q", "en.po"]) == status
    assert main(["check", "-q", "en.po", "--strict"]) == strict


def test_rules_are_chosen_by_name_and_by_family(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, HAN, FUZZY, MISSING)
    assert main(["check", "en.po", "--rule", "state"]) == 0
    assert "text.han" not in capsys.readouterr().out
    assert main(["check", "en.po", "-r", "state.fuzzy", "-r", "text.han"]) == 1
    assert "state.missing" not in capsys.readouterr().out
    assert main(["check", "en.po", "--rule", "text.hn"]) == 2
    assert "text.han" in capsys.readouterr().err


def test_the_end_tells_how_many_of_each(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, HAN, HAN.replace("走", "跑"), FUZZY, SILENT)
    main(["check", "en.po"])
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "  2 text.han",
        "  1 state.fuzzy",
        "2 errors, 1 warning; 1 silenced",
    ]
    write(folder, SILENT)
    assert main(["check", "en.po"]) == 0
    assert capsys.readouterr().out == "No findings. 1 silenced.\n"


def test_what_fix_could_do_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, '\nmsgid "增长５％。"\nmsgstr "Up ５％."\n')
    main(["check", "en.po"])
    shown = capsys.readouterr().out.splitlines()
    number = sum("[text.width]" in line for line in shown)
    assert shown[-1] == f"--fix can put right {number} of them."
    assert main(["check", "en.po", "--fix"]) == 0
    assert '+msgstr "Up 5%."' in capsys.readouterr().out


def test_a_rule_is_explained_by_its_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--explain", "text.han"]) == 0
    assert capsys.readouterr().out.startswith("# text.han\n")
    assert main(["check", "--explain", "state"]) == 0
    assert "state.missing\n" in capsys.readouterr().out
    assert main(["check", "--explain", "../ci"]) == 2


# --- where it looks --------------------------------------------------------------------


def test_a_catalog_needs_no_publication(folder: Path) -> None:
    write(folder, HAN)
    assert main(["check", "-q", "en.po"]) == 1
    assert not (folder / "build").exists()
    assert main(["check", "-q"]) == 2
    assert main(["check", "-q", "no.po"]) == 2


def test_in_a_publication_both_documents_and_other_catalogs_are_checked(
    publication: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(publication, FUZZY)
    assert main(["check", "en.po", "a"]) == 1
    shown = capsys.readouterr().out
    assert "translations/en/LC_MESSAGES/a.po:" in shown
    assert "en.po:7: warning [state.fuzzy]" in shown
    (publication / "sub").mkdir()
    os.chdir(publication / "sub")
    assert main(["check", "-q", "../translations/en/LC_MESSAGES/a.po"]) == 1
    assert main(["check", "-q", "../en.po"]) == 0


def test_a_catalog_named_from_outside_is_checked_with_its_publication(
    publication: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = publication / "duizhao.toml"
    po = str(po_of(publication))
    monkeypatch.chdir(publication.parent)
    assert main(["check", "-q", po]) == 1
    settings.write_text('[documents.a]\ndisable = ["text.han"]\n', "utf-8")
    assert main(["check", "-q", po]) == 0
    settings.write_text("[checks\n", "utf-8")
    assert main(["check", "-q", po]) == 2


def test_a_rule_is_silenced_in_one_document(publication: Path) -> None:
    settings = publication / "duizhao.toml"
    settings.write_text('[documents.a]\ndisable = ["text.han"]\n', "utf-8")
    assert main(["check", "-q"]) == 0
    assert main(["check", "-q", "a"]) == 0
    settings.write_text('[documents.b]\ndisable = ["text.han"]\n', "utf-8")
    assert main(["check", "-q"]) == 1


def test_what_merging_tells_is_silenced_in_an_entry_too(
    publication: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    po = po_of(publication)
    text = po.read_text("utf-8").replace("Let us 走吧.", "[merged above]")
    po.write_text(text, "utf-8")
    assert main(["check"]) == 1
    assert "[notation.neighbour]" in capsys.readouterr().out
    po.write_text(
        text.replace("#. ", "# ignore notation.neighbour: so it is\n#. ", 1), "utf-8"
    )
    assert main(["check"]) == 0
    assert "1 silenced" in capsys.readouterr().out


# --- build -----------------------------------------------------------------------------


def test_a_build_refuses_what_has_errors_where_it_is_told_to(
    publication: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    products = (
        '[products.page]\nformat = "html"\nthreshold = 100\n'
        '[products.draft]\nformat = "html"\n'
    )
    settings = publication / "duizhao.toml"
    settings.write_text(products, "utf-8")
    assert main(["build", "-q"]) == 0
    settings.write_text(f'[checks]\nstop = "error"\n{products}', "utf-8")
    assert main(["build", "-q"]) == 1
    assert "page of a: 1 error found by check" in capsys.readouterr().err
    assert not (publication / "build" / "page" / "a.html").exists()
    assert (publication / "build" / "draft" / "a.html").exists()
    po = po_of(publication)
    po.write_text(po.read_text("utf-8").replace("走吧.", "go."), "utf-8")
    assert main(["build", "-q"]) == 0


# --- silence ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("comment", "told"),
    [
        ("ignore text.han: a name", ""),
        ("IGNORE text.han：人名", ""),
        ("ignore text.han, text.numbers: a name", "text.numbers finds nothing here"),
        ("ignore text.han", "does not say why"),
        ("ignore text.hann: a name", "there is no rule text.hann"),
        ("we may ignore text.han here", "Chinese is left"),
    ],
)
def test_a_comment_silences_and_is_told_when_idle(
    folder: Path, capsys: pytest.CaptureFixture[str], comment: str, told: str
) -> None:
    write(folder, SILENT.replace("ignore text.han: a name", comment))
    main(["check", "en.po"])
    shown = capsys.readouterr().out
    assert told in shown
    if not told:
        assert shown == "No findings. 1 silenced.\n"


def test_without_a_manuscript_no_silence_of_merging_is_idle(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, SILENT.replace("text.han: a", "text.han, markup.block: a"))
    assert main(["check", "en.po"]) == 0
    assert capsys.readouterr().out == "No findings. 1 silenced.\n"


def test_of_rules_that_are_not_run_no_silence_is_idle(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, SILENT.replace("李白.", "Li Bai."))
    assert main(["check", "en.po", "-r", "state", "-r", "text.numbers"]) == 0
    assert capsys.readouterr().out == "No findings.\n"
    main(["check", "en.po"])
    assert "[state.ignore]" in capsys.readouterr().out


def test_gettext_keeps_the_comment_that_silences(folder: Path) -> None:
    if shutil.which("msgcat") is None:
        pytest.skip("gettext is not here")
    write(folder, SILENT)
    subprocess.run(["msgcat", "en.po", "-o", "en.po"], check=True)
    assert main(["check", "-q", "en.po"]) == 0


# --- carets ----------------------------------------------------------------------------


def finding(text: str, start: int = 0, end: int = 0, **more: str) -> Diagnostic:
    place = Place(more.pop("path", "en.po"), 3, 7)
    message = more.pop("message", "m")
    return Diagnostic(
        "a.b", Severity.ERROR, place, message, "do", text, start, end, **more
    )


@pytest.mark.parametrize(
    ("text", "start", "end", "shown", "carets"),
    [
        ("Go 走吧 now", 3, 5, "Go 走吧 now", "   ^^^^"),
        ("深圳 x", 3, 4, "深圳 x", "     ^"),
        ("a\nb\tc", 2, 3, "a b c", "  ^"),
        ("a\u200bb", 1, 2, "a\\u200bb", " ^^^^^^"),
        ("e\u0301x", 2, 3, "e\u0301x", " ^"),
    ],
)
def test_carets_stand_under_the_place(
    text: str, start: int, end: int, shown: str, carets: str
) -> None:
    made = excerpt_of(finding(text, start, end))
    assert made is not None
    assert (made.text, made.carets) == (shown, carets)


@settings(deadline=None)
@given(st.text(max_size=300), st.integers(0, 300), st.integers(1, 300))
def test_an_excerpt_fits_and_holds_the_place(text: str, start: int, more: int) -> None:
    start = min(start, max(len(text) - 1, 0))
    end = min(start + more, len(text))
    made = excerpt_of(finding(text, start, end, message="\0"))
    if end > start:
        assert made is not None
        assert width(made.text) <= COLUMNS
        assert made.marked
        assert width(made.carets) <= COLUMNS + 1
        assert "\n" not in made.text
        assert re.sub("[\xa0\u3000]", "", made.text).isprintable()


# --- forms -----------------------------------------------------------------------------


def report(*found: Diagnostic, silenced: tuple[Silenced, ...] = ()) -> CheckReport:
    settings = PublicationSettings(title="<河>")
    made = CheckReport.of([], settings, now(), Path())
    return CheckReport(found, silenced, made.title, made.time, made.root)


def test_json_has_the_keys_that_the_page_tells(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, HAN, SILENT)
    assert main(["check", "en.po", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    (one,) = told["findings"]
    assert (one["line"], one["column"], one["end_column"]) == (7, 16, 18)
    assert one["excerpt"][one["start"] : one["end"]] == "走吧"
    assert one["source"] == "走吧。"
    assert told["counts"] == {"error": 1, "warning": 0, "info": 0, "silenced": 1}
    assert told["silenced"][0]["reason"] == "a name"
    page = (ROOT / "docs" / "ci.md").read_text("utf-8")
    assert {*told, *one} <= set(re.findall(r"`(\w+)`", page))


def test_a_finding_comes_back_from_json() -> None:
    one = finding("Go 走吧", 3, 5, source="走吧。")
    assert from_json(to_json(one)) == one


def test_github_gets_its_escapes() -> None:
    one = finding("x", 0, 1, path="a,b:c%.po", message="5% ::\nend\x1b")
    (line,) = written(Form.GITHUB, report(one)).splitlines()
    assert line == (
        "::error file=a%2Cb%3Ac%25.po,line=3,col=7,title=a.b::5%25 ::%0Aend\\x1b%0Ado"
    )


def test_paths_for_services_start_from_the_checkout(
    publication: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    inner = publication / "translations"
    monkeypatch.chdir(inner)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(publication.parent))
    main(["check", "--format", "github"])
    shown = capsys.readouterr().out
    assert f"file={publication.name}/translations/en/" in shown


def test_sarif_is_as_the_standard_has_it() -> None:
    one, two = finding("Go 走吧", 3, 5), finding("b")
    log = sarif([one], [Silenced(two, "why")], "sub/")
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert run["columnKind"] == "unicodeCodePoints"
    first, second = run["results"]
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note", "none"}
        assert result["message"]["text"]
    where = first["locations"][0]["physicalLocation"]
    assert where["artifactLocation"]["uri"] == "sub/en.po"
    assert where["region"]["startLine"] == 3
    assert "suppressions" not in first
    assert second["suppressions"] == [{"kind": "inSource", "justification": "why"}]
    assert first["partialFingerprints"] != second["partialFingerprints"]


def test_sarif_brings_the_page_of_each_rule() -> None:
    one = Diagnostic("text.han", Severity.ERROR, Place("a b.po"), "m")
    (rule,) = sarif([one], [])["runs"][0]["tool"]["driver"]["rules"]
    assert rule["help"]["markdown"].startswith("# text.han\n")
    assert rule["shortDescription"]["text"].startswith("Chinese characters")
    where = sarif([one], [])["runs"][0]["results"][0]["locations"][0]
    assert where["physicalLocation"] == {"artifactLocation": {"uri": "a%20b.po"}}


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.marked: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        if tag not in {"meta", "input", "hr"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["mark"]:
            self.marked.append(data)


def test_the_page_marks_the_place_and_runs_nothing() -> None:
    evil = '<script>alert(1)</script>"\u202e'
    one = finding(f"Go {evil} now", 3, 3 + len(evil), source=evil, path=f"{evil}.po")
    page = written(
        Form.HTML,
        report(one, finding("", message=evil), silenced=(Silenced(one, evil),)),
    )
    reader = Reader()
    reader.feed(page)
    assert reader.open == []
    assert "script" not in reader.tags
    assert reader.marked == ['<script>alert(1)</script>"\\u202e']
    assert "\u202e" not in page
    assert "://" not in page
    assert "2 errors" not in page
    assert "&lt;河&gt;" in page


@settings(deadline=None)
@given(st.text(max_size=40), st.integers(0, 9), st.integers(0, 40))
def test_no_content_breaks_a_form(text: str, start: int, end: int) -> None:
    one = finding(text, start, min(end, len(text)), message=text, source=text)
    for form in Form:
        made = written(form, report(one, silenced=(Silenced(one, text),)))
        data = made.encode("utf-8", "backslashreplace").decode()
        if form in {Form.JSON, Form.SARIF}:
            assert json.loads(data)
        elif form is Form.GITHUB:
            assert data.count("\n") == 1
            assert "\x1b" not in data
        else:
            assert "a.b" in data


def test_a_page_without_findings_says_so() -> None:
    assert "No findings." in written(Form.HTML, report())


@pytest.mark.parametrize("form", Form)
def test_each_form_goes_into_a_file(folder: Path, form: Form) -> None:
    write(folder, HAN)
    assert main(["check", "-q", "en.po", "--format", form, "-o", "out"]) == 1
    assert "text.han" in (folder / "out").read_text("utf-8")
    assert main(["check", "-q", "en.po", "-o", "en.po"]) == 2


# --- hooks -----------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not here")
def test_the_hook_stops_a_commit_with_an_error(publication: Path) -> None:
    command = publication / "dz"
    code = "from duizhao.cli.main import run; run()"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -c "{code}" "$@"\n', "utf-8")
    command.chmod(0o755)
    name = ("-c", "user.name=N", "-c", "user.email=n@example.org")

    def git(*words: str) -> int:
        done = subprocess.run(
            ["git", *name, *words],
            cwd=publication,
            check=False,
            capture_output=True,
            env={
                **os.environ,
                "DUIZHAO": str(command),
                "PYTHONPATH": str(ROOT),
                "GIT_CONFIG_GLOBAL": os.devnull,
                "GIT_CONFIG_SYSTEM": os.devnull,
            },
        )
        return done.returncode

    git("init", "-q")
    hooks = publication / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    shutil.copy(ROOT / "tools" / "pre-commit", hooks / "pre-commit")
    git("add", "source", "translations", "duizhao.toml")
    po = po_of(publication)
    bad = po.read_text("utf-8")
    po.write_text(bad.replace("走吧.", "go."), "utf-8")
    git("add", "translations")
    # What counts is what is staged, not what stands in the folder.
    po.write_text(bad, "utf-8")
    assert git("commit", "-qm", "good") == 0
    assert git("commit", "-qam", "bad") != 0
    assert git("commit", "-qm", "nothing of ours", "--allow-empty") == 0


def test_the_hooks_for_pre_commit_are_commands_that_there_are() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    page = (ROOT / "docs" / "ci.md").read_text("utf-8")
    for hook in hooks:
        command, *words = hook["entry"].split()
        assert command == "duizhao"
        assert main([*words, "--help"]) == 0
        assert f"`{hook['id']}`" in page or f"id: {hook['id']}\n" in page
        assert re.search(hook["files"], "translations/en/LC_MESSAGES/a.po")


def test_the_ci_examples_are_commands_that_run(
    publication: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (ROOT / "docs" / "ci.md").read_text("utf-8")
    blocks = [
        yaml.safe_load(one) for one in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    ]
    assert any("jobs" in one for one in blocks)
    commands = re.findall(
        r"^ +- (?:run: )?duizhao (check.*?)(?: \|\| true)?$", page, re.MULTILINE
    )
    assert len(commands) >= 4
    for command in commands:
        assert main(command.split()) == 1
        shown = capsys.readouterr().out
        if "github" in command:
            assert "::error file=translations/en/LC_MESSAGES/a.po,line=" in shown
    assert (publication / "check.sarif").exists()
    assert (publication / "check.html").exists()

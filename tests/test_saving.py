"""What a translator saves while a verb is at work is kept, and worked on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from duizhao.catalog.po import read_po
from duizhao.cli.main import main
from duizhao.interchange.pair import Pair
from duizhao.interchange.tmx import iter_tmx, write_tmx

SETTINGS = '[publication]\ntitle = "港"\n[products.page]\nformat = "html"\n'
OLD, NEW = "# 海港\n\n天亮了。船来了。\n", "# 海港\n\n天终于亮了。船来了。\n"
PO = "translations/en/LC_MESSAGES/a.po"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a publication whose manuscript has changed since it was translated."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setattr("duizhao.files._PATIENCE", 0.001)
    (tmp_path / "source").mkdir()
    (tmp_path / "duizhao.toml").write_text(SETTINGS, "utf-8")
    manuscript = tmp_path / "source" / "a.md"
    manuscript.write_text(OLD, "utf-8")
    assert update(tmp_path) == 0
    translate(tmp_path / PO, "天亮了。", "Day breaks.")
    manuscript.write_text(NEW, "utf-8")
    return tmp_path


def update(root: Path) -> int:
    return main(["update", "-q", "--project", str(root)])


def translate(path: Path, source: str, english: str) -> None:
    text = path.read_text("utf-8")
    old = f'msgid "{source}"\nmsgstr ""\n'
    assert old in text
    path.write_text(text.replace(old, f'{old[:-3]}"{english}"\n'), "utf-8")


def when_written(
    monkeypatch: pytest.MonkeyPatch, name: str, saves: Callable[[], object]
) -> None:
    """Let `saves` happen whenever a file called like `name` is half made."""
    write = os.write
    folder = Path(name).parent

    def write_and_save(handle: int, data: bytes) -> int:
        done = write(handle, data)
        if Path(f"/proc/self/fd/{handle}").readlink().parent == folder:
            saves()
        return done

    monkeypatch.setattr(os, "write", write_and_save)


pytestmark = pytest.mark.skipif(
    not Path("/proc/self/fd").is_dir(), reason="the name of an open file is asked for"
)


def test_an_editor_that_saves_meanwhile_loses_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, other = root / PO, root.parent / f"{root.name}-after"
    shutil.copytree(root, other)
    saved: list[str] = []

    def save_once() -> None:
        if not saved:
            saved.append("船来了。")
            translate(path, "船来了。", "The ships come.")

    when_written(monkeypatch, str(path), save_once)
    assert update(root) == 0
    monkeypatch.undo()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    # Just as if she had saved before the run.
    translate(other / PO, "船来了。", "The ships come.")
    assert update(other) == 0
    assert path.read_bytes() == (other / PO).read_bytes()
    catalog = read_po(PO, path.read_bytes())
    shown = [(e.msgid, e.msgstr, e.fuzzy) for e in catalog.live()]
    assert ("船来了。", "The ships come.", False) in shown
    assert ("天终于亮了。", "Day breaks.", True) in shown


def test_a_catalog_that_was_made_meanwhile_is_kept(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = root / PO
    theirs = path.read_bytes()
    path.unlink()

    def save_once() -> None:
        if not path.exists():
            path.write_bytes(theirs)

    when_written(monkeypatch, str(path), save_once)
    assert update(root) == 0
    assert b"Day breaks." in path.read_bytes()


def test_an_editor_that_saves_in_two_steps_is_waited_for(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = root / PO
    whole = path.read_text("utf-8").replace('"Day breaks."', '"Day is breaking."')
    steps = [whole[: whole.index("is breaking")], whole]
    monkeypatch.setattr(
        "duizhao.pipeline.saving.wait_for_writer",
        lambda: path.write_text(steps.pop(0), "utf-8") if steps else None,
    )
    when_written(
        monkeypatch,
        str(path),
        lambda: path.write_text(steps.pop(0), "utf-8") if len(steps) == 2 else None,
    )
    assert update(root) == 0
    assert "Day is breaking." in path.read_text("utf-8")


def test_an_editor_that_never_stops_saving_wins(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = root / PO
    before = path.read_text("utf-8")
    count: list[int] = []

    def save() -> None:
        count.append(1)
        path.write_text(f"{before}# {len(count)}\n", "utf-8")

    when_written(monkeypatch, str(path), save)
    assert update(root) == 2
    assert path.read_text("utf-8") == f"{before}# {len(count)}\n"
    assert f"{PO}: this file was changed by somebody else" in capsys.readouterr().err


def test_plain_files_in_their_place_are_as_safe(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, pot = root / "en.po", root / "new.pot"
    shutil.copy(root / PO, path)
    words = ["extract", str(root / "source" / "a.md"), "-o", str(pot), "-q"]
    assert main(words) == 0
    saved: list[str] = []

    def save_once() -> None:
        if not saved:
            saved.append("船来了。")
            translate(path, "船来了。", "The ships come.")

    when_written(monkeypatch, str(path), save_once)
    assert main(["update", str(path), str(pot), "-o", str(path), "-q"]) == 0
    text = path.read_text("utf-8")
    assert 'msgstr "The ships come."' in text
    assert 'msgid "天终于亮了。"' in text


RETURNED = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "海港"
msgstr "The Port"
"""
PLAIN = ["{root}/a.po", "-m", "{root}/translations/memory.tmx", "-o", "{root}/a.po"]
VERBS = {
    "import": ["import", "{root}/back.po", "--lang", "en", "--project", "{root}"],
    "import plain": ["import", "{root}/back.po", "{root}/a.po", "-o", "{root}/a.po"],
    "leverage": ["leverage", "--project", "{root}"],
    "leverage plain": ["leverage", *PLAIN],
}


@pytest.mark.parametrize("verb", VERBS)
def test_other_verbs_keep_what_is_saved_meanwhile(
    root: Path, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    path = root / ("a.po" if "plain" in verb else PO)
    shutil.copy(root / PO, root / "a.po")
    (root / "back.po").write_text(RETURNED, "utf-8")
    pair = Pair("海港", "The Port", "en")
    (root / "translations/memory.tmx").write_bytes(write_tmx([pair]))
    saved: list[str] = []

    def save_once() -> None:
        if not saved:
            saved.append("船来了。")
            translate(path, "船来了。", "The ships come.")

    when_written(monkeypatch, str(path), save_once)
    words = [word.format(root=root) for word in VERBS[verb]]
    assert main([*words, "-q"]) == 0
    catalog = read_po(PO, path.read_bytes())
    shown = {one.msgid: one.msgstr for one in catalog.live()}
    assert saved
    assert shown["船来了。"] == "The ships come."
    assert shown["海港"] == "The Port"


def test_a_memory_that_is_saved_meanwhile_is_kept(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = root / "translations/memory.tmx"
    saved: list[int] = []

    def save_twice() -> None:
        if len(saved) < 2:
            saved.append(len(saved))
            pairs = [Pair("夜", f"Night {number}", "en") for number in saved]
            path.write_bytes(write_tmx(pairs))

    when_written(monkeypatch, str(path), save_twice)
    assert main(["memory", "add", "-q", "--project", str(root)]) == 0
    pairs = iter_tmx(path.name, path.read_bytes(), "zh-Hans", ["en"])
    held = {pair.target for pair in pairs}
    assert held == {"Day breaks.", "Night 0", "Night 1"}

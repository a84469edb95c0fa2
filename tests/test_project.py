"""A publication on the disk, and what is let in from it."""

from __future__ import annotations

import os
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from threading import Timer

import pytest

from duizhao.assets import PictureName, load_asset
from duizhao.config import Settings
from duizhao.diagnostics import Diagnostic, Place
from duizhao.errors import DuizhaoError, FileError, SettingsError
from duizhao.project import Project, now
from duizhao.render.page import Asset, Format
from duizhao.shipped import starter_root

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"/>'
SETTINGS = """
[publication]
title = "a"
[products.handout]
format = "pdf"
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root = tmp_path / "magazine"
    (root / "source" / "news").mkdir(parents=True)
    (root / "build").mkdir()
    (root / "duizhao.toml").write_text(SETTINGS, "utf-8")
    (root / "source" / "a.md").write_text("x\n\n![](b.svg)\n", "utf-8")
    (root / "source" / "news" / "一.txt").write_text("x", "utf-8")
    (tmp_path / "secret.svg").write_bytes(SVG)
    return Project.find(root)


def source(project: Project, name: str, data: bytes = SVG) -> Path:
    path = project.source / name
    path.write_bytes(data)
    return path


def test_it_is_found_from_a_folder_below(project: Project) -> None:
    assert Project.find(project.source / "news") == project
    assert project.settings.publication.title == "a"


def test_where_there_is_none_the_hint_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="duizhao init"):
        Project.find(tmp_path)


@pytest.mark.parametrize(
    ("data", "line"),
    [(b'[theme]\na = "\xff"\n', 2), (b"\xef\xbb\xbf\r\nfoo = 1\r\n", 2)],
)
def test_broken_settings_name_the_line(tmp_path: Path, data: bytes, line: int) -> None:
    (tmp_path / "duizhao.toml").write_bytes(data)
    with pytest.raises(SettingsError) as caught:
        Project.find(tmp_path)
    assert caught.value.line == line


def test_documents_are_named_by_path_and_sorted(project: Project) -> None:
    source(project, "0.MD")
    source(project, ".hidden.md")
    source(project, "picture.svg")
    names = [document.name for document in project.documents()]
    assert names == ["0", "a", "news/一"]


def test_two_manuscripts_of_one_name_are_an_error(project: Project) -> None:
    source(project, "a.txt")
    with pytest.raises(FileError, match="same name") as caught:
        project.documents()
    assert caught.value.path == "source/a.md"
    assert "source/a.txt" in caught.value.message


def test_a_line_end_in_a_file_name_is_an_error(project: Project) -> None:
    source(project, "a\nb.md")
    with pytest.raises(FileError, match="no text"):
        project.documents()


def test_catalogs_and_products_have_their_places(project: Project) -> None:
    product = project.settings.products["handout"]
    paths = (
        project.pot_path("news/一"),
        project.po_path("news/一", "en"),
        project.product_path("news/一", product),
    )
    assert product.format is Format.PDF
    assert [project.shown(path) for path in paths] == [
        "translations/news/一.pot",
        "translations/en/LC_MESSAGES/news/一.po",
        "build/handout/news/一.pdf",
    ]


def test_a_link_that_leads_out_is_neither_read_nor_written(project: Project) -> None:
    link = project.source / "b.md"
    link.symlink_to("../../secret.svg")
    with pytest.raises(FileError, match="outside"):
        project.read_bytes(link, 1000)
    with pytest.raises(FileError, match="outside"):
        project.write(link, b"")
    assert (project.root.parent / "secret.svg").read_bytes() == SVG


def test_a_new_file_goes_into_folders_that_are_known_and_over_no_link(
    project: Project,
) -> None:
    first, second = project.pot_name("a"), project.pot_name("b")
    outside = project.root.parent / "outside"
    outside.mkdir()
    assert project.write_new(first, b"1") is None  # not in a locked run
    with project.lock():
        assert project.write_new(first, b"1") is None  # nor in a folder not looked at
        assert project.write(first, b"1", durable=False)
        Path(second).symlink_to(outside / "b.pot")
        assert project.write_new(second, b"2") is None
        with pytest.raises(FileError, match="outside"):
            project.write(second, b"2", durable=False)
        Path(second).unlink()
        assert project.write_new(second, b"2")
        assert Path(second).read_bytes() == b"2"
        (project.translations / "c").symlink_to(outside)
        for _ in range(2):
            with pytest.raises(FileError, match="outside"):
                project.write(project.pot_name("c/d"), b"3", durable=False)
            assert project.write_new(project.pot_name("c/d"), b"3") is None
    assert list(outside.iterdir()) == []


def test_only_what_is_in_build_is_removed(project: Project) -> None:
    (project.build / "a.pdf").touch()
    project.remove(project.build / "a.pdf")
    project.remove(project.build / "a.pdf")
    with pytest.raises(FileError, match="not removed"):
        project.remove(project.source / "a.md")
    with pytest.raises(FileError, match="not removed"):
        project.remove(project.build / ".." / "source" / "a.md")
    assert (project.source / "a.md").exists()


def test_only_one_run_at_a_time_writes(project: Project) -> None:
    with (
        project.lock(),
        pytest.raises(FileError, match="another run"),
        project.lock(patience=0),
    ):
        pass
    with project.lock():
        pass


def test_a_run_waits_for_one_that_is_nearly_done(project: Project) -> None:
    with ExitStack() as stack:
        stack.enter_context(project.lock())
        Timer(0.1, stack.pop_all().close).start()
        with project.lock(patience=60):
            pass


def test_a_folder_that_was_typed_is_part_of_every_name(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("船。\n船：![图](b.svg)\n", "utf-8")
    found = load_asset(PictureName(tmp_path, "a.md", "b.svg", folder=Path("../quay")))
    assert isinstance(found, Diagnostic)
    assert found.place == Place("../quay/a.md", 2, 8)
    assert found.message == "there is no picture ../quay/b.svg"


def test_a_picture_is_read_with_its_size(project: Project) -> None:
    source(project, "b.svg")
    found = project.load_asset("source/a.md", "b.svg", "en")
    assert found == Asset("b.svg", SVG, "image/svg+xml", 20.0, 10.0)


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "b.en.svg"), ("en-GB", "b.en.svg"), ("fr", "b.svg"), ("", "b.svg")],
)
def test_a_picture_in_the_pages_language_wins(
    project: Project, language: str, name: str
) -> None:
    source(project, "b.svg")
    source(project, "b.en.svg")
    found = project.load_asset("source/a.md", "b.svg", language)
    assert isinstance(found, Asset)
    assert found.name == name


@pytest.mark.parametrize(
    "target", ["news/../b%20c.svg", "b c.svg", "./b%20c.svg?x=1#y", "%62%20c.svg"]
)
def test_a_target_is_percent_decoded(project: Project, target: str) -> None:
    source(project, "b c.svg")
    assert isinstance(project.load_asset("source/a.md", target, "en"), Asset)


def test_a_missing_picture_is_a_finding_with_its_line(project: Project) -> None:
    found = project.load_asset("source/a.md", "b.svg", "en")
    assert isinstance(found, Diagnostic)
    assert found.rule == "picture.missing"
    assert found.place == Place("source/a.md", 3, 5)
    assert "source/b.svg" in found.message


OUTSIDE = [
    "",
    " ",
    ".",
    "..",
    "/etc/passwd",
    "%2fetc/passwd",
    "../../secret.svg",
    "..%2f..%2fsecret.svg",
    "%2e%2e/%2e%2e/secret.svg",
    "link.svg",
    "folder/secret.svg",
    "file:///etc/passwd",
    "FILE:secret.svg",
    "fi\nle:secret.svg",
    "\tfile:secret.svg",
    "http://example.org/a.png",
    "//example.org/a.png",
    "data:image/svg+xml,<svg/>",
    "C:\\a.png",
    "..\\..\\secret.svg",
    "b.svg\0.png",
    "b%00.svg",
    "b\ud800.svg",
    pytest.param("x" * 5000, id="long"),
    "pipe.svg",
    "/dev/zero",
    "device.svg",
    "news",
    "a.md",
    "loop.svg",
]


@pytest.mark.timeout(20)
@pytest.mark.parametrize("language", ["", "en"])
@pytest.mark.parametrize("target", OUTSIDE)
def test_only_regular_pictures_of_the_publication_are_taken(
    project: Project, target: str, language: str
) -> None:
    (project.source / "link.svg").symlink_to("../../secret.svg")
    (project.source / "link.en.svg").symlink_to("../../secret.svg")
    (project.source / "folder").symlink_to("../..")
    (project.source / "device.svg").symlink_to("/dev/zero")
    (project.source / "loop.svg").symlink_to("loop.svg")
    os.mkfifo(project.source / "pipe.svg")
    found = project.load_asset("source/a.md", target, language)
    assert isinstance(found, Diagnostic)
    assert found.rule in ("picture.outside", "picture.missing", "picture.refused")


def test_own_templates_win_over_the_shipped(project: Project) -> None:
    shipped = (starter_root() / "templates" / "handout.html").read_text("utf-8")
    assert project.read_templates("handout.html") == {"handout.html": shipped}
    project.templates.mkdir()
    (project.templates / "handout.html").write_text("mine", "utf-8")
    assert project.read_templates()["handout.html"] == "mine"
    assert "handout.css" in project.read_templates()


def test_a_template_that_leads_out_is_refused(project: Project) -> None:
    project.templates.mkdir()
    (project.templates / "handout.html").symlink_to("../../secret.svg")
    with pytest.raises(FileError, match="outside"):
        project.read_templates("handout.html")


def test_an_unknown_template_tells_the_known_ones(project: Project) -> None:
    with pytest.raises(FileError, match=r"handout\.html"):
        project.read_templates("handuot.html")


def test_the_clock_is_the_epoch_that_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert now() == datetime(1970, 1, 2, tzinfo=UTC)
    for wrong in ("soon", "9" * 30, "nan"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", wrong)
        with pytest.raises(DuizhaoError, match="number of seconds"):
            now()
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert now().tzinfo is UTC


def test_settings_that_are_missing_are_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "duizhao.toml").touch()
    assert Project.find(tmp_path).settings == Settings()


def test_what_a_killed_run_left_is_removed_by_the_next(project: Project) -> None:
    folder = project.translations / "en"
    folder.mkdir(parents=True, exist_ok=True)
    left = folder / f".duizhao-999999999-{'0' * 16}.tmp"
    left.write_bytes(b"half")
    with project.lock():
        assert left.exists()  # no run was killed: nobody looks
    (project.build / ".lock").write_bytes(b"1")
    with project.lock():
        assert not left.exists()
    assert (project.build / ".lock").read_bytes() == b""

"""Reads that are bounded, writes that are whole or not."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from duizhao.errors import ChangedError, FileError
from duizhao.files import (
    is_inside,
    read_file,
    remove_leftovers,
    write_atomic,
    write_new,
)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_equal_content_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.po"
    assert write_atomic(path, b"1")
    before = path.stat()
    assert not write_atomic(path, b"1")
    assert path.stat() == before


def test_mode_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"1")
    path.chmod(0o640)
    write_atomic(path, b"2")
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_new_file_obeys_the_umask(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        write_atomic(tmp_path / "a", b"1")
    finally:
        os.umask(old)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


def test_a_new_file_has_no_other_name_before(tmp_path: Path) -> None:
    path = tmp_path / "b.pot"
    old = os.umask(0o027)
    try:
        assert write_new(str(path), b"22")
    finally:
        os.umask(old)
    assert path.read_bytes() == b"22"
    assert path.stat().st_mode & 0o777 == 0o640
    assert names(tmp_path) == ["b.pot"]


def test_what_is_there_is_not_made_new(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (tmp_path / "file").write_bytes(b"theirs")
    (tmp_path / "link").symlink_to("file")
    (tmp_path / "dangling").symlink_to(out)
    (tmp_path / "folder").mkdir()
    before = names(tmp_path)
    for name in (*before, "none/file"):
        assert write_new(str(tmp_path / name), b"ours") is None
    assert names(tmp_path) == before
    assert (tmp_path / "file").read_bytes() == b"theirs"
    assert not out.exists()


def test_a_disk_without_nameless_files_is_left_to_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP))

    monkeypatch.setattr(os, "link", refuse)
    assert write_new(str(tmp_path / "a"), b"1") is None
    assert names(tmp_path) == []


def test_a_full_disk_is_told_of_a_new_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(FileError, match="no space left"):
        write_new(str(tmp_path / "a"), b"1")
    assert names(tmp_path) == []


def test_what_was_looked_at_once_is_judged_the_same(tmp_path: Path) -> None:
    root, out = tmp_path / "root", tmp_path / "out"
    for folder in (root / "a" / "b", out):
        folder.mkdir(parents=True)
        (folder / "file").touch()
    (root / "within").symlink_to("a")
    (root / "a" / "outside").symlink_to(out)
    (root / "a" / "link").symlink_to(out / "file")
    (root / "loop").symlink_to("loop")
    folders = ("a", "a/b", "within", "within/b", "a/outside", "loop", "none", "..", ".")
    ways = [f"{one}/{name}" for one in folders for name in ("file", "link", "none")]
    for order in (ways, ways[::-1]):
        plain: set[str] = set()
        for path in (*order, *order):
            found = is_inside(root / path, root, plain)
            assert found == is_inside(root / path, root), path
        assert plain <= {str(root / one) for one in ("a", "a/b", "none", "")}


def test_a_symlink_stays_one(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"1")
    (tmp_path / "link").symlink_to("real")
    write_atomic(tmp_path / "link", b"2")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"2"


def test_what_somebody_else_saved_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "en.po"
    path.write_bytes(b"theirs")
    with pytest.raises(FileError, match="changed by somebody else"):
        write_atomic(path, b"ours", before=b"read")
    assert path.read_bytes() == b"theirs"
    assert names(tmp_path) == ["en.po"]


def test_a_full_disk_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "en.po"
    path.write_bytes(b"old")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileError, match="no space left"):
        write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["en.po"]


def test_a_folder_in_the_way_is_said(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(FileError, match="in the way"):
        write_atomic(tmp_path / "a", b"1")


KILLED = """
import os, signal, sys
from pathlib import Path
from duizhao import files
def kill(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)
setattr(os, sys.argv[2], kill)
files.write_atomic(Path(sys.argv[1]), b"new" * 1000)
"""


@pytest.mark.parametrize("step", ["open", "write", "fchmod", "fsync", "replace"])
def test_killed_at_any_step_the_file_is_whole(tmp_path: Path, step: str) -> None:
    path = tmp_path / "en.po"
    path.write_bytes(b"old")
    command = [sys.executable, "-c", KILLED, str(path), step]
    done = subprocess.run(command, check=False, cwd=Path(__file__).parent.parent)
    assert done.returncode in (0, -signal.SIGKILL)
    assert path.read_bytes() in (b"old", b"new" * 1000)
    left = len(names(tmp_path)) - 1
    assert remove_leftovers(tmp_path) == left
    assert names(tmp_path) == ["en.po"]


def test_a_running_process_keeps_its_temporary(tmp_path: Path) -> None:
    mine = tmp_path / f".duizhao-{os.getpid()}-{'0' * 16}.tmp"
    mine.touch()
    assert remove_leftovers(tmp_path) == 0
    assert mine.exists()


def test_only_so_much_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    assert read_file(tmp_path / "a", 5) == b"12345"
    with pytest.raises(FileError, match="larger than"):
        read_file(tmp_path / "a", 4)


@pytest.mark.timeout(5)
def test_a_pipe_a_device_and_a_folder_are_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero"), tmp_path):
        with pytest.raises(FileError, match=r"not a regular file|is a directory"):
            read_file(path, 10)


def test_nothing_there_is_said_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"a\.md: .*no such file") as caught:
        read_file(tmp_path / "a.md", 10, "a.md")
    assert caught.value.hint == "look at its name, and at the folder it should be in"
    with pytest.raises(FileError, match="no file can have this name"):
        read_file(tmp_path / "a\0b", 10)


def test_a_bare_name_is_written_to_the_folder_at_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert write_atomic(Path("a.pot"), b"one")
    assert write_atomic(Path("a.pot"), b"two")
    assert [path.name for path in tmp_path.iterdir()] == ["a.pot"]
    assert Path("a.pot").read_bytes() == b"two"


def test_a_read_only_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "en.po"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(FileError, match=r"read-only(?s:.*)chmod u\+w"):
        write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["en.po"]


def test_a_catalog_of_two_names_is_not_parted(tmp_path: Path) -> None:
    path = tmp_path / "en.po"
    path.write_bytes(b"old")
    os.link(path, tmp_path / "other.po")
    with pytest.raises(FileError, match=r"2 names \(hard links\)"):
        write_atomic(path, b"new", before=b"old")
    assert path.read_bytes() == b"old"


def test_a_product_of_two_names_is_replaced_under_one(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    os.link(path, tmp_path / "kept.pdf")
    write_atomic(path, b"new")
    assert (path.read_bytes(), (tmp_path / "kept.pdf").read_bytes()) == (b"new", b"old")


def test_extended_attributes_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "en.po"
    path.write_bytes(b"old")
    try:
        os.setxattr(path, "user.note", "译者".encode())
    except OSError as error:
        pytest.skip(f"no attributes here: {error}")
    write_atomic(path, b"new")
    assert os.getxattr(path, "user.note") == "译者".encode()


def test_an_attribute_that_cannot_be_kept_stops_the_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "en.po"
    path.write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "listxattr", lambda _: ["security.x", "user.note"])
    monkeypatch.setattr(os, "getxattr", lambda *_: b"1")
    monkeypatch.setattr(os, "setxattr", refuse)
    with pytest.raises(FileError, match=r"attribute user\.note .* cannot be kept"):
        write_atomic(path, b"new")
    assert (path.read_bytes(), names(tmp_path)) == (b"old", ["en.po"])


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_the_owner_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "en.po"
    path.write_bytes(b"old")
    os.chown(path, 1234, 2345)
    write_atomic(path, b"new")
    assert (path.stat().st_uid, path.stat().st_gid) == (1234, 2345)


def test_a_hidden_text_is_never_open_to_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "en.po"
    path.write_bytes(b"old")
    path.chmod(0o600)
    seen: list[int] = []
    change = os.fchmod

    def look(handle: int, mode: int) -> None:
        seen.append(os.fstat(handle).st_mode & 0o077)
        change(handle, mode)

    monkeypatch.setattr(os, "fchmod", look)
    write_atomic(path, b"new")
    assert seen == [0]


def test_a_file_that_came_into_being_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "en.po"
    path.write_bytes(b"theirs")
    with pytest.raises(ChangedError):
        write_atomic(path, b"ours", before=b"")
    assert path.read_bytes() == b"theirs"


def test_a_file_that_was_removed_meanwhile_stays_so(tmp_path: Path) -> None:
    with pytest.raises(ChangedError):
        write_atomic(tmp_path / "en.po", b"ours", before=b"read")
    assert names(tmp_path) == []


def test_a_time_that_was_set_back_hides_no_change(tmp_path: Path) -> None:
    path = tmp_path / "en.po"
    path.write_bytes(b"read")
    stamp = path.stat().st_mtime_ns
    path.write_bytes(b"mine")
    os.utime(path, ns=(stamp, stamp))
    with pytest.raises(ChangedError):
        write_atomic(path, b"ours", before=b"read")


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        (errno.ENOSPC, "make room"),
        (errno.EDQUOT, "make room"),
        (errno.EROFS, "mount it for writing"),
        (errno.EACCES, "the right to write"),
        (errno.EIO, "copy the publication"),
    ],
)
def test_what_goes_wrong_is_told_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, advice: str
) -> None:
    path = tmp_path / "en.po"

    def fail(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(FileError, match=advice) as caught:
        write_atomic(path, b"new")
    assert str(caught.value).startswith(f"{path}: this file cannot be written: ")
    assert names(tmp_path) == []

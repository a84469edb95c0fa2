"""Reads that are bounded, writes that are whole or not."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from duizhao.errors import FileError
from duizhao.files import read_file, remove_leftovers, write_atomic


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
    with pytest.raises(FileError, match=r"a\.md: .*no such file"):
        read_file(tmp_path / "a.md", 10, "a.md")
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

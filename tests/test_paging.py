"""The bar counts the pages of a long product."""

from __future__ import annotations

import os
import sys

import pytest

from duizhao.cli.console import Console
from duizhao.pipeline.paging import counting
from tests.test_cli import Terminal


def test_pages_move_the_bar_within_the_step_of_their_product() -> None:
    told: list[tuple[str, int, int]] = []
    pages = counting(lambda *said: told.append(said), "handout book", 1, 4)
    pages(10, 40)
    pages(41, 41)
    assert told == [
        ("handout book, page 10", 50, 160),
        ("handout book, page 41", 82, 164),
    ]


def test_a_long_product_alone_has_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with Console().progress() as progress:
        progress("handout book", 0, 1)
        assert terminal.getvalue() == ""
        counting(progress, "handout book", 0, 1)(7, 90)
    assert "handout book, page 7" in terminal.getvalue()


def test_pages_are_silent_in_a_pipe(capfd: pytest.CaptureFixture[str]) -> None:
    with Console().progress() as progress:
        counting(progress, "handout book", 0, 1)(7, 90)
    assert capfd.readouterr() == ("", "")


def test_a_fork_moves_no_bar() -> None:
    told: list[object] = []
    pages = counting(lambda *said: told.append(said), "handout book", 0, 1)
    pid = os.fork()
    if pid == 0:
        pages(7, 90)
        os._exit(len(told))
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0

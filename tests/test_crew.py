"""Work in forked processes: what it gives, what it raises, what is left behind."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from duizhao import threads
from duizhao.errors import TemplateError
from duizhao.pipeline.crew import Crew, Task

BIG = 3 * 1024 * 1024  # more than a pipe holds


@pytest.fixture(autouse=True)
def _forks(request: pytest.FixtureRequest) -> None:
    """Skip what wants a fork where this process, having drawn, must make none."""
    if not threads.may_fork() and "fresh" not in request.fixturenames:
        pytest.skip("the Pango of this process has a thread; see the test of another")


@pytest.fixture
def fresh() -> list[str]:
    """Return the command that runs these tests in a process of their own."""
    return [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", __file__]


def test_a_process_that_has_drawn_leaves_these_to_another(fresh: list[str]) -> None:
    if threads.may_fork():
        pytest.skip("this process runs them itself")
    done = subprocess.run(fresh, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def _square(number: int) -> tuple[int, int]:
    return number * number, os.getpid()


def test_every_task_gives_its_own_result_from_a_process_of_its_own() -> None:
    with Crew(2) as crew:
        tasks = [crew.start(partial(_square, number)) for number in range(7)]
        found = [task.result() for task in tasks]
    assert [value for value, _ in found] == [0, 1, 4, 9, 16, 25, 36]
    assert len({pid for _, pid in found} | {os.getpid()}) == 8


def test_one_hand_works_here_and_at_once() -> None:
    with Crew(1) as crew:
        task = crew.start(partial(_square, 3))
        assert task.done
        assert task.result() == (9, os.getpid())


@pytest.mark.parametrize("many", [0, 1, 2, 7, 30])
@pytest.mark.parametrize("hands", [1, 3])
def test_what_is_spread_comes_back_in_order_and_its_first_is_done_here(
    many: int, hands: int
) -> None:
    told: list[int] = []
    with Crew(hands) as crew:
        found = crew.spread(_square, range(many), told.append)
    assert [value for value, _ in found] == [number**2 for number in range(many)]
    assert {pid for _, pid in found[:1]} <= {os.getpid()}
    assert hands == 1 or os.getpid() not in {pid for _, pid in found[1:]}
    assert told == sorted(told)
    assert told[-1] == many


def test_results_larger_than_a_pipe_arrive_whole_in_any_order() -> None:
    with Crew(2) as crew:
        tasks: list[Task[bytes]] = [
            crew.start(partial(bytes.__mul__, b"%d" % n, BIG)) for n in range(3)
        ]
        assert [task.result() for task in reversed(tasks)] == [
            b"%d" % n * BIG for n in (2, 1, 0)
        ]


def _fail() -> None:
    raise TemplateError("no such name", path="templates/a.html", line=7, hint="look")


def test_an_error_for_people_arrives_with_its_place() -> None:
    with Crew(2) as crew, pytest.raises(TemplateError) as caught:
        crew.start(_fail).result()
    error = caught.value
    assert (error.path, error.line, error.hint) == ("templates/a.html", 7, "look")


def _bug() -> None:
    raise ZeroDivisionError("ours")


def test_a_bug_arrives_with_the_other_process_own_traceback() -> None:
    with Crew(2) as crew, pytest.raises(ZeroDivisionError) as caught:
        crew.start(_bug).result()
    assert "in _bug" in "\n".join(caught.value.__notes__)


class Unpicklable(Exception):  # noqa: N818  # a name for a test
    """Cannot be made from its own arguments."""

    def __init__(self, first: int, second: int) -> None:
        """Take two, and tell one."""
        super().__init__(f"{first} and {second}")


def _odd() -> None:
    raise Unpicklable(1, 2)


def test_an_error_that_cannot_travel_is_told_in_words() -> None:
    with Crew(2) as crew, pytest.raises(RuntimeError, match="1 and 2"):
        crew.start(_odd).result()


def _die() -> None:
    os.kill(os.getpid(), 9)


def test_a_process_that_was_killed_is_no_silent_loss() -> None:
    with Crew(2) as crew, pytest.raises(ChildProcessError, match="without a result"):
        crew.start(_die).result()


def test_nobody_is_left_at_work_when_the_crew_goes() -> None:
    with Crew(2) as crew:
        task = crew.start(partial(time.sleep, 600))
    with pytest.raises(ProcessLookupError):
        os.kill(task.pid, 0)


def test_a_single_piece_of_work_is_done_here_once_it_is_wanted() -> None:
    with Crew(2) as crew:
        task = crew.share(partial(_square, 3))
        assert not task.done
        assert task.result() == (9, os.getpid())
        assert task.result() == (9, os.getpid())


def _slow_square(number: int) -> tuple[int, int]:
    time.sleep(0.05)
    return _square(number)


@pytest.mark.parametrize("many", [2, 7, 40])
def test_of_several_this_process_does_its_share(many: int) -> None:
    ready: list[int] = []

    def prepare() -> bool:
        ready.append(os.getpid())
        return True

    with Crew(2, prepare=prepare) as crew:
        tasks = [crew.share(partial(_slow_square, number)) for number in range(many)]
        found = [task.result() for task in reversed(tasks)][::-1]
    assert [value for value, _ in found] == [number**2 for number in range(many)]
    workers = {pid for _, pid in found}
    assert os.getpid() in workers
    assert len(workers) > 1
    assert set(ready) == {os.getpid()}


def test_a_process_that_is_to_stay_clean_leaves_the_work_to_forks() -> None:
    with Crew(2, prepare=lambda: False) as crew:
        tasks = [crew.share(partial(_slow_square, number)) for number in range(7)]
        found = [task.result() for task in tasks]
    assert [value for value, _ in found] == [number**2 for number in range(7)]
    workers = {pid for _, pid in found}
    assert os.getpid() not in workers
    assert len(workers) == 2


def test_a_process_with_a_thread_of_pango_is_not_forked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, name in enumerate(("duizhao", "[pango] fontcon")):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "comm").write_text(f"{name}\n")
    monkeypatch.setattr(threads, "_TASKS", tmp_path)
    with Crew(2) as crew:
        assert crew.share(os.getpid).result() == os.getpid()
        assert crew.start(os.getpid).result() == os.getpid()


def test_pages_larger_than_a_pipe_keep_no_process_waiting() -> None:
    with Crew(2) as crew:
        works = [partial(bytes.__mul__, b"%d" % number, BIG) for number in range(6)]
        tasks = [crew.share(work) for work in works]
        assert [task.result() for task in tasks] == [
            b"%d" % number * BIG for number in range(6)
        ]


def _die_elsewhere(here: int) -> int:
    time.sleep(0.05)
    if os.getpid() != here:
        os.kill(os.getpid(), 9)
    return here


def test_a_fork_that_was_killed_takes_only_its_own_work_along() -> None:
    with Crew(2) as crew:
        works = [partial(_die_elsewhere, os.getpid()) for _ in range(6)]
        tasks = [crew.share(work) for work in works]
        lost = 0
        for task in tasks:
            try:
                assert task.result() == os.getpid()
            except ChildProcessError as error:
                lost += "without a result" in str(error)
    assert lost == 1


def test_shared_work_that_fails_here_fails_where_its_result_is_wanted() -> None:
    with Crew(2) as crew:
        tasks = [crew.share(_fail), crew.share(_fail)]
        for task in tasks:
            with pytest.raises(TemplateError):
                task.result()


def test_the_collector_rests_while_work_is_shared_and_no_longer() -> None:
    with Crew(2) as crew:
        assert not crew.share(gc.isenabled).result()
        assert not crew.share(gc.isenabled).result()
        assert not gc.isenabled()
    assert gc.isenabled()

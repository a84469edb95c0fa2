"""Work done in several processes at a time, forked from this one.

A fork has everything that was loaded and read already: nothing is imported twice and
nothing is sent to it. Only what it made comes back, through a pipe. Where there is one
processor, or no fork, the work is done here and at once.
"""

from __future__ import annotations

import gc
import os
import pickle
import selectors
import signal
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from duizhao.threads import may_fork

Result = TypeVar("Result")

Item = TypeVar("Item")

_PIECE = 1 << 20
_SHARES = 2  # for each processor: the last is done soon after the others
_BATCH = 8  # likewise; what is done is written when the whole batch is
_MOST = 255  # works in a batch: each is a byte in a pipe


class Task(Generic[Result]):
    """Work that was given to a crew."""

    def __init__(self, crew: Crew, pid: int, pipe: int) -> None:
        self.crew, self.pid, self.pipe = crew, pid, pipe
        self.data = bytearray()
        self.done = False

    def result(self) -> Result:
        """Wait for what the work returned. Raises what it raised."""
        while not self.done:
            self.crew.wait()
        if not self.data:
            raise ChildProcessError(f"process {self.pid} ended without a result")
        # What comes out of the pipe was pickled by a fork of this very process.
        good, value = pickle.loads(self.data)  # noqa: S301
        if not good:
            raise value
        return value  # type: ignore[no-any-return]  # pickle has no types


class Done(Task[Result]):
    """Work that was done at once."""

    def __init__(self, value: Result) -> None:
        self.value = value
        self.done = True

    def result(self) -> Result:
        """Return it."""
        return self.value


class Held(Task[Result]):
    """Work that is not begun yet: it is done with others, here or in a fork."""

    def __init__(self, crew: Crew, work: Callable[[], Result]) -> None:
        super().__init__(crew, 0, -1)
        self.work = work
        self.found: list[Result] = []
        self.error: BaseException | None = None

    def result(self) -> Result:
        """Wait for what the work returned, or do it. Raises what it raised."""
        self.crew.do_held()
        if self.error is not None:
            raise self.error
        return self.found[0]

    def do(self) -> None:
        """Do it in this process."""
        try:
            self.settle(good=True, value=self.work())
        except Exception as error:  # noqa: BLE001  # whoever wants the result raises it
            self.settle(good=False, value=error)

    def settle(self, *, good: bool, value: Any) -> None:
        """Take what the work returned or raised, wherever it was done."""
        if good:
            self.found.append(value)
        else:
            self.error = value
        self.done = True


class Crew:
    """Does work in as many processes as there are processors; to be used in a `with`."""

    def __init__(
        self, hands: int | None = None, prepare: Callable[[], bool] = lambda: True
    ) -> None:
        self.hands = count_processors() if hands is None else hands
        self.at_work = selectors.DefaultSelector()
        self.held: list[Held[Any]] = []
        self.rests = False
        """Whether this process collects no garbage for now."""
        self.prepare = prepare
        """Loads what forks should have, before they share work; says whether this process
        may work too and be forked afterwards.
        """

    def __enter__(self) -> Self:
        """Return the crew."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop what is still at work: nobody waits for it any more."""
        self.held.clear()
        for key in list(self.at_work.get_map().values()):
            task: Task[Any] = key.data
            with suppress(ProcessLookupError):
                os.kill(task.pid, signal.SIGTERM)
            self._end(task)
        self.at_work.close()
        self._collect_again()

    @property
    def is_alone(self) -> bool:
        """Whether everything is done in this process.

        A fork of a process with threads may wait for ever for what a thread held.
        """
        return self.hands < 2 or not may_fork()

    def start(self, work: Callable[[], Result]) -> Task[Result]:
        """Begin `work`, as soon as a hand is free."""
        if self.is_alone:
            return Done(work())
        while len(self.at_work.get_map()) >= self.hands:
            self.wait()
        task: Task[Result] = Task(self, 0, -1)
        self._fork(task, work)
        return task

    def share(self, work: Callable[[], Result]) -> Task[Result]:
        """Begin `work` with others: once there are enough, or a result is wanted.

        This process is one of the hands: a single piece of work needs no fork, and finds
        what the last one left. So who watches a page gets it sooner.
        """
        if self.is_alone:
            return Done(work())
        task = Held(self, work)
        self.held.append(task)
        if len(self.held) >= min(self.hands * _BATCH, _MOST):
            self.do_held()
        return task

    def do_held(self) -> None:
        """Do what is not begun yet, in this process and in forks of it.

        Who is done with one takes the next, in order, from a pipe that holds their
        numbers. What a fork has made it sends at the end: nobody reads it before, and
        a pipe takes only a part of a page.
        """
        batch, self.held = self.held, []
        if len(batch) < 2:
            for one in batch:
                self._do(one)
            return
        here = self.prepare()
        queue, filler = os.pipe()
        os.write(filler, bytes(range(len(batch))))
        os.close(filler)
        count = min(self.hands, len(batch)) - here
        others = [self.start(partial(_take, batch, queue)) for _ in range(count)]
        while here and (number := os.read(queue, 1)):
            self._do(batch[number[0]])
        os.close(queue)
        for other in others:
            _settle(batch, other)

    def _do(self, held: Held[Any]) -> None:
        """Do work here, and let nothing be collected before what it gave is written.

        A page leaves a million objects; to go through them takes a tenth of its time.
        """
        if self.rests:
            gc.collect()
        elif gc.isenabled():
            self.rests = True
            gc.disable()
        held.do()

    def _collect_again(self) -> None:
        if self.rests:
            self.rests = False
            gc.enable()

    def _fork(self, task: Task[Any], work: Callable[[], object]) -> None:
        ours, theirs = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(ours)
            _work(work, theirs)
        os.close(theirs)
        task.pid, task.pipe = pid, ours
        self.at_work.register(ours, selectors.EVENT_READ, task)

    def spread(
        self,
        work: Callable[[Item], Result],
        items: Sequence[Item],
        tell: Callable[[int], object],
    ) -> list[Result]:
        """Return what `work` gives for each of `items`, in their order.

        The first is done here, for what it loads and keeps; of the others each process
        does several, as a fork for each of many small ones would take longer than they.
        `tell` is called with how many are done.
        """
        made = [work(item) for item in items[:1]]
        tell(len(made))
        rest = items[1:]
        count = min(len(rest), self.hands * _SHARES)
        tasks = [
            self.start(partial(_each, work, rest[at::count])) for at in range(count)
        ]
        parts: list[list[Result]] = []
        for task in tasks:
            parts.append(task.result())
            tell(len(made) + sum(map(len, parts)))
        made += (parts[at % count][at // count] for at in range(len(rest)))
        return made

    def wait(self) -> None:
        """Take in what came back, once something has."""
        for key, _ in self.at_work.select():
            task: Task[Any] = key.data
            # A fork that has begun to send has nothing else to do.
            while piece := os.read(task.pipe, _PIECE):
                task.data += piece
            self._end(task)

    def _end(self, task: Task[Any]) -> None:
        self.at_work.unregister(task.pipe)
        os.close(task.pipe)
        os.waitpid(task.pid, 0)
        task.done = True


def _each(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    return [work(item) for item in items]


def _take(batch: Sequence[Held[Any]], queue: int) -> list[tuple[int, bytes]]:
    """Do, in a fork, what the queue has; return what each gave, packed."""
    made: list[tuple[int, bytes]] = []
    gc.freeze()  # what the other process has would be gone through, too
    while number := os.read(queue, 1):
        if made:
            gc.collect()  # a page leaves a million objects
        made.append((number[0], _attempt(batch[number[0]].work)))
    return made


def _settle(batch: Sequence[Held[Any]], other: Task[list[tuple[int, bytes]]]) -> None:
    """Take over what a fork has made; where it was killed, the rest fails with that."""
    try:
        for number, data in other.result():
            good, value = pickle.loads(data)  # noqa: S301  # of a fork of this process
            batch[number].settle(good=good, value=value)
    except ChildProcessError as error:
        for one in batch:
            if not one.done:
                one.settle(good=False, value=error)


def count_processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _packed(error: BaseException) -> bytes:
    """Return an error as it goes through the pipe, or what it says where it cannot."""
    try:
        data = pickle.dumps((False, error))
        pickle.loads(data)  # noqa: S301  # our own, this moment
    except Exception:  # noqa: BLE001  # whatever an error's own class raises
        told = "".join(traceback.format_exception(error))
        return pickle.dumps((False, RuntimeError(told)))
    return data


def _attempt(work: Callable[[], object]) -> bytes:
    """Return what the work gave or raised, packed."""
    try:
        return pickle.dumps((True, work()))
    except BaseException as error:  # noqa: BLE001  # the other process raises it
        error.add_note(f"In another process:\n{traceback.format_exc()}")
        return _packed(error)


def _work(work: Callable[[], object], pipe: int) -> None:
    """Do the work in the fork, send what it gave, and end without any tidying up."""
    gc.disable()  # what the other process has would be gone through, too
    try:
        view = memoryview(_attempt(work))
        while view:
            view = view[os.write(pipe, view) :]
    finally:
        os._exit(0)

"""The processes that lay out the pieces of a long text, and what they tell each other.

Each piece has a fork. All go through the same steps, and wait for each other between
them: lay out (pages are counted from 1), number (where each begins), aim (on which page
each anchor is), and then draw. Numbering and aiming are done until no piece grows.
"""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import Any, Final

from duizhao.render.pdfchapters import Bindery, Piece
from duizhao.render.pdfpaint import Sheaf
from duizhao.render.pdfpiece import NotApartError, work

_ROUNDS: Final = 8  # as many as WeasyPrint takes
# Nothing else ends a process without a word but a person.
_ENDED: Final = "the system ended a process that laid out a part of the text"


@dataclass(slots=True)
class _Hand:
    """A fork, as this process sees it."""

    pid: int
    pipe: Connection
    pages: int = 0
    """How many it has laid out so far."""

    def take(self) -> Any:
        """Wait for what the fork says. Raises what it raised."""
        try:
            good, said = pickle.loads(self.pipe.recv_bytes())  # noqa: S301  # from our fork
        except (EOFError, OSError) as error:
            raise MemoryError(_ENDED) from error
        if not good:
            raise said
        return said

    def tell(self, *said: Any) -> None:
        """Tell the fork something."""
        try:
            self.pipe.send(said)
        except OSError as error:
            raise MemoryError(_ENDED) from error

    def ask(self, *said: Any) -> Any:
        """Tell the fork something and wait for the answer."""
        self.tell(*said)
        return self.take()


def bind_pieces(
    bindery: Bindery, pieces: Sequence[Piece], text: tuple[Any, Any, Any]
) -> list[Sheaf]:
    """Return the drawn pages of every piece; none where they cannot be made apart.

    `text` is WeasyPrint's HTML, tree of boxes and context.
    """
    hands: list[_Hand] = []
    try:
        for piece in pieces:
            hands.append(_begin(bindery, piece, text, hands))
        _lay_out(bindery, hands, sum(piece.pages for piece in pieces))
        _agree(hands)
        return _draw(bindery, hands)
    except NotApartError:
        return []
    finally:
        for hand in hands:
            hand.pipe.close()
            with suppress(ProcessLookupError):
                os.kill(hand.pid, signal.SIGTERM)
            os.waitpid(hand.pid, 0)


def _begin(
    bindery: Bindery, piece: Piece, text: tuple[Any, Any, Any], others: list[_Hand]
) -> _Hand:
    ours, theirs = Pipe()
    pid = os.fork()
    if pid:
        theirs.close()
        return _Hand(pid, ours)
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        for other in others:
            other.pipe.close()
        ours.close()
        work(bindery, piece, theirs, text)
    finally:
        os._exit(0)


def _lay_out(bindery: Bindery, hands: Sequence[_Hand], about: int) -> None:
    """Wait until every piece is laid out, and tell of the pages meanwhile."""
    waiting: dict[Any, _Hand] = {hand.pipe: hand for hand in hands}
    while waiting:
        for pipe in wait(list(waiting)):
            hand = waiting[pipe]
            said = hand.take()
            if said is None:
                del waiting[pipe]
            else:
                hand.pages = said
        done = sum(hand.pages for hand in hands)
        bindery.progress(done, max(done, about))


def _agree(hands: Sequence[_Hand]) -> None:
    """Let every piece know where it begins and where the anchors of all are."""
    counts = [hand.pages for hand in hands]
    for _ in range(_ROUNDS):
        state: Any = None
        places: dict[str, Any] = {}
        for hand in hands:
            state, own = hand.ask("number", state)
            places = own | places  # the first of two anchors counts
        before, counts = counts, [hand.ask("aim", places) for hand in hands]
        if counts == before:
            break
    for hand, count in zip(hands, counts, strict=True):
        hand.pages = count


def _draw(bindery: Bindery, hands: Sequence[_Hand]) -> list[Sheaf]:
    """Let every piece be drawn; take over what the forks complained of."""
    total = sum(hand.pages for hand in hands)
    first = 0
    strings: dict[str, Any] = {}
    for hand in hands:
        own = hand.ask("strings")
        hand.tell("draw", first, total, strings)
        strings = strings | own
        first += hand.pages
    found: list[Any] = [None] * len(hands)
    waiting: dict[Any, int] = {hand.pipe: n for n, hand in enumerate(hands)}
    while waiting:
        for pipe in wait(list(waiting)):
            number = waiting.pop(pipe)
            found[number] = hands[number].take()
    for step in (1, 2):
        for one in found:
            bindery.complaints += one[step]
    return [one[0] for one in found]

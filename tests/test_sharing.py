from __future__ import annotations

import os

import pytest

from duizhao.pipeline.sharing import share

FEW, MANY = range(3), range(101)


@pytest.mark.parametrize("items", [FEW, MANY])
def test_every_item_comes_with_its_result(items: range) -> None:
    found = dict(share(lambda item: item * item, items))
    assert found == {item: item * item for item in items}


def test_the_order_is_always_the_same() -> None:
    first, second = (list(share(str, MANY)) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("bad", [0, 1])
def test_an_error_is_seen_wherever_it_came_up(bad: int) -> None:
    def work(item: int) -> int:
        if item == bad:
            raise LookupError(item)
        return item

    with pytest.raises(LookupError, match=str(bad)):
        list(share(work, MANY))


def test_what_a_lost_process_did_is_done_again() -> None:
    here = os.getpid()

    def work(item: int) -> int:
        if os.getpid() != here:
            os._exit(1)
        return item

    assert dict(share(work, MANY)) == {item: item for item in MANY}


def test_who_wants_no_more_leaves_no_process_behind() -> None:
    for _, result in share(str, MANY):
        assert result == "0"
        break
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)

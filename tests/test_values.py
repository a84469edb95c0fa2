"""Values behave as frozen, slotted dataclasses do."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, asdict, field, replace

import pytest

from duizhao.values import value


@value
class Empty:
    """No field at all."""


@value
class Item:
    """A bit of everything."""

    name: str
    """Must be given."""
    data: bytes = field(default=b"", repr=False)
    """Not shown."""
    parts: tuple[object, ...] = ()
    """Has a default."""
    more: dict[str, int] = field(default_factory=dict)
    """Made for each."""


@value
class Other:
    """Has a field of the same name as `Item`."""

    name: str
    """Must be given."""


@value
class Checked:
    """Looks at what it is given."""

    number: int
    """Not negative."""

    def __post_init__(self) -> None:
        """Refuse a negative number."""
        if self.number < 0:
            raise ValueError(self.number)


@value
class Remembering:
    """Has a field that nobody gives."""

    name: str
    """Must be given."""
    mark: str = field(default="none", init=False, compare=False)
    """Does not tell it from another."""
    seen: list[str] = field(default_factory=list, init=False, compare=False, repr=False)
    """Made for each."""


def test_what_is_remembered_is_not_given_and_not_compared() -> None:
    one, other = Remembering("a"), Remembering("a")
    one.seen.append("b")
    object.__setattr__(one, "mark", "some")
    assert one == other
    assert hash(one) == hash(other)
    assert other.seen == []
    assert repr(one) == "Remembering(name='a', mark='some')"
    assert replace(one, name="c").seen == []
    with pytest.raises(TypeError):
        Remembering("a", "b")  # type: ignore[call-arg]  # what mypy forbids is tried here


def test_what_is_remembered_is_pickled() -> None:
    one = Remembering("a")
    one.seen.append("b")
    object.__setattr__(one, "mark", "some")
    for again in (pickle.loads(pickle.dumps(one)), copy.copy(one), copy.deepcopy(one)):
        assert (again.name, again.mark, again.seen) == ("a", "some", ["b"])


def test_values_are_equal_by_type_and_fields() -> None:
    assert Item("a") == Item("a", b"", (), {})
    assert Item("a") != Item("b")
    assert Item("a") != Other("a")
    assert Empty() == Empty() != Other("a")
    assert hash(Other("a")) == hash(Other("a"))
    assert len({Empty(), Empty(), Other("a"), Other("a")}) == 2


def test_a_value_shows_its_fields() -> None:
    assert repr(Item("a", b"x")) == "Item(name='a', parts=(), more={})"
    assert repr(Empty()) == "Empty()"


def test_a_value_does_not_change() -> None:
    item = Item("a")
    with pytest.raises(FrozenInstanceError):
        item.name = "b"  # type: ignore[misc]  # what mypy forbids is tried here
    with pytest.raises(FrozenInstanceError):
        del item.name
    assert not hasattr(item, "__dict__")


def test_each_value_has_defaults_of_its_own() -> None:
    assert Item("a").more is not Item("a").more
    with pytest.raises(TypeError):
        Item()  # type: ignore[call-arg]  # likewise


def test_a_value_may_check_itself() -> None:
    assert Checked(1).number == 1
    with pytest.raises(ValueError, match="-1"):
        Checked(-1)


def test_values_are_copied_replaced_matched_and_pickled() -> None:
    item = Item("a", b"x", (Empty(),))
    assert copy.deepcopy(item) == copy.copy(item) == pickle.loads(pickle.dumps(item))
    assert replace(item, name="b") == Item("b", b"x", (Empty(),))
    assert asdict(Other("a")) == {"name": "a"}
    match item:
        case Item(name, data):
            assert (name, data) == ("a", b"x")

"""Frozen classes behave like the frozen, slotted ones of ``dataclasses``."""

import dataclasses
import pickle
from dataclasses import FrozenInstanceError, fields, is_dataclass, replace

import pytest

from kg.frozen import field, frozen, record, slotted
from kg.frozen import replace as changed


@frozen
class Pair:
    """Two values."""

    left: int
    right: str = "x"

    @property
    def both(self) -> str:
        """Give them together."""
        return f"{self.left}{self.right}"


@record
class Made:
    """The same, made quickly, with a value of its own in each."""

    left: int
    right: str = "x"
    own: list[int] = dataclasses.field(default_factory=list, hash=False)

    @property
    def both(self) -> str:
        """Give them together."""
        return f"{self.left}{self.right}"


def test_a_record_is_a_frozen_dataclass_however_it_is_made():
    """Values, equality, hash, repr, pickle, ``replace``; nothing can be changed, added or left out."""
    one, other = Made(1), Made(right="x", left=1)
    assert one == other
    assert hash(one) == hash(other)
    assert one.own is not other.own
    assert repr(changed(one, left=2)) == "Made(left=2, right='x', own=[])"
    assert pickle.loads(pickle.dumps(replace(one, right="q"))).both == "1q"
    for change in (lambda: setattr(one, "left", 2), lambda: delattr(one, "left")):
        with pytest.raises(FrozenInstanceError):
            change()
    assert not hasattr(one, "__dict__")
    for given in ({}, {"left": 1, "up": 2}):
        with pytest.raises(TypeError):
            Made(**given)


def test_fields_are_taken_by_place_and_by_name_with_defaults():
    """Values come by position or name; what is not given has its default."""
    assert Pair(1).both == "1x"
    assert Pair(right="y", left=2).both == "2y"


def test_equal_values_are_equal_and_hash_alike():
    """Two with the same values are the same key."""
    assert {Pair(1, "x"): 1}[Pair(1)] == 1
    assert Pair(1) != Pair(2)
    assert Pair(1) != (1, "x")


@pytest.mark.parametrize(
    ("args", "given", "told"),
    [((), {}, "left"), ((1, "x", 3), {}, "3 given"), ((1,), {"left": 2}, "left"), ((1,), {"up": 2}, "up")],
)
def test_values_that_do_not_fit_are_refused(args, given, told):
    """Too few, too many, twice and unknown are faults that name the field."""
    with pytest.raises(TypeError, match=told):
        Pair(*args, **given)


def test_nothing_can_be_changed_or_added():
    """Fields stay as made and there is no room for others."""
    pair = Pair(1)
    for change in (lambda: setattr(pair, "left", 2), lambda: setattr(pair, "up", 2), lambda: delattr(pair, "left")):
        with pytest.raises(FrozenInstanceError):
            change()
    assert not hasattr(pair, "__dict__")


def test_the_tools_of_dataclasses_work():
    """They are dataclasses to ``replace``, ``fields`` and ``is_dataclass``."""
    assert is_dataclass(Pair)
    assert replace(Pair(1), right="z") == Pair(1, "z")
    assert [(field.name, field.default) for field in fields(Pair)][1] == ("right", "x")


def test_they_match_print_and_pickle():
    """Patterns, repr and the way to another process work."""
    match Pair(1):
        case Pair(left, right):
            assert (left, right) == (1, "x")
    assert repr(Pair(1)) == "Pair(left=1, right='x')"
    assert pickle.loads(pickle.dumps(Pair(3, "q"))) == Pair(3, "q")


@slotted
class Box:
    """Things, counted after they are in."""

    things: list[int] = field(default_factory=list)
    count: int = 0

    def __post_init__(self) -> None:
        """Count."""
        self.count = len(self.things)


def test_what_may_change_does_and_has_values_of_its_own():
    """A slotted thing can be changed, is no key, and shares no default with another."""
    one, other = Box(), Box([1, 2])
    one.things.append(3)
    assert (one.things, Box().things, other.count) == ([3], [], 2)
    assert Box([1, 2]) == other
    assert replace(other, things=[1]).count == 1
    with pytest.raises(TypeError):
        hash(one)


def test_values_are_replaced_without_dataclasses():
    """Our own ``replace`` does what theirs does."""
    assert changed(Pair(1), right="z") == replace(Pair(1), right="z")

"""Frozen slotted dataclasses that cost next to nothing to define, for what every start of the command line needs.

``dataclasses`` writes and compiles source for each class, half a millisecond of every start; ``frozen`` shares its
methods among all classes instead. ``replace``, ``fields``, matching and pickling work as with the real ones. Making an
instance is slower, so things made by the thousand stay real ones. No inheritance, no ``field``.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from dataclasses import Field

__all__ = ["frozen"]

_T = TypeVar("_T")
_FIELDS = "__dataclass_fields__"


@dataclass_transform(frozen_default=True)
def frozen(cls: type[_T]) -> type[_T]:
    """Make a class with annotated fields a frozen one with slots."""
    names = tuple(cls.__annotations__)
    own = {name: value for name, value in vars(cls).items() if name not in {*names, "__dict__", "__weakref__"}}
    defaults = {name: vars(cls)[name] for name in names if name in vars(cls)}
    shared = {"__init__": _init(cls.__qualname__, names, defaults), "__slots__": names, "__match_args__": names}
    body = own | _METHODS | shared | {_FIELDS: _Fields(defaults)}
    made: type[_T] = type.__call__(type(cls), cls.__name__, cls.__bases__, body)
    return made


class _Fields:
    """What ``dataclasses`` knows of a class, made when it asks."""

    def __init__(self, defaults: dict[str, Any]) -> None:
        self._defaults = defaults

    def __get__(self, instance: object, owner: type) -> "dict[str, Field[Any]]":
        import dataclasses

        rows = [(name, kind, *self._default(name)) for name, kind in owner.__annotations__.items()]
        found: dict[str, Field[Any]] = vars(
            dataclasses.make_dataclass(owner.__name__, rows, namespace={"__doc__": ""}, repr=False, eq=False)
        )[_FIELDS]
        setattr(owner, _FIELDS, found)
        return found

    def _default(self, name: str) -> "tuple[Field[Any], ...]":
        import dataclasses

        return (dataclasses.field(default=self._defaults[name]),) if name in self._defaults else ()


def _init(name: str, names: tuple[str, ...], defaults: dict[str, Any]) -> Callable[..., None]:
    most = len(names)

    def __init__(self: object, *args: object, **given: object) -> None:  # noqa: N807 - it becomes the class's own
        if len(args) > most:
            raise TypeError(f"{name}() takes {most} values, {len(args)} given")
        values = dict(zip(names, args, strict=False))
        if twice := values.keys() & given.keys() or given.keys() - set(names):
            raise TypeError(f"{name}() does not take {', '.join(sorted(twice))}")
        values = defaults | values | given
        if len(values) < most:
            raise TypeError(f"{name}() lacks {', '.join(one for one in names if one not in values)}")
        for one, value in values.items():
            object.__setattr__(self, one, value)

    return __init__


def _values(self: object) -> tuple[Any, ...]:
    return tuple(getattr(self, name) for name in type(self).__match_args__)  # type: ignore[attr-defined]


def _eq(self: object, other: object) -> bool:
    return _values(self) == _values(other) if type(other) is type(self) else NotImplemented


def _hash(self: object) -> int:
    return hash(_values(self))


def _repr(self: object) -> str:
    pairs = zip(type(self).__match_args__, _values(self), strict=True)  # type: ignore[attr-defined]
    return f"{type(self).__qualname__}({', '.join(f'{name}={value!r}' for name, value in pairs)})"


def _refuse(_: object, name: str, *__: object) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _reduce(self: object) -> tuple[type, tuple[Any, ...]]:
    return type(self), _values(self)


_METHODS = {
    "__eq__": _eq,
    "__hash__": _hash,
    "__repr__": _repr,
    "__setattr__": _refuse,
    "__delattr__": _refuse,
    "__reduce__": _reduce,
}

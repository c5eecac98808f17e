"""Frozen, slotted dataclasses where the real ones cost too much: to define (``frozen``), or to make (``record``).

``dataclasses`` writes and compiles source for each class, half a millisecond of every start of the command line;
``frozen`` and ``slotted`` share their methods among all classes instead. And it fills a frozen instance through
``object.__setattr__``, three times the work of plain assignment; ``record``, for what stages make by the thousand,
fills a plain twin and lets it become the frozen class. ``replace``, ``fields``, matching and pickling work as with the
real ones. There is no inheritance.
"""

from collections.abc import Callable

from kg.typed import TYPE_CHECKING, Any, TypeVar, cast, dataclass_transform

if TYPE_CHECKING:
    from dataclasses import Field

__all__ = ["field", "frozen", "record", "replace", "slotted"]

_T = TypeVar("_T")
_FIELDS = "__dataclass_fields__"
_After = Callable[[object], None] | None
_Setter = tuple[str, Callable[[object, object], None]]


def field(*, default_factory: Callable[[], _T]) -> _T:
    """Say that a field has a new value of its own in each instance."""
    return cast("_T", _Fresh(default_factory))


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[_T]) -> type[_T]:
    """Make a class with annotated fields a frozen one with slots."""
    return _made(cls, {**_METHODS, "__hash__": _hash, "__setattr__": _refuse, "__delattr__": _refuse})


@dataclass_transform(field_specifiers=(field,))
def slotted(cls: type[_T]) -> type[_T]:
    """Make a class with annotated fields one with slots that can be changed."""
    return _made(cls, {**_METHODS, "__hash__": None})


@dataclass_transform(frozen_default=True)
def record(cls: type[_T]) -> type[_T]:
    """Make a class with annotated fields a real frozen, slotted dataclass whose instances are made quickly."""
    from dataclasses import dataclass

    made = dataclass(frozen=True, slots=True)(cls)
    del made.__init__
    made.__new__ = _new(made, vars(made)[_FIELDS])  # type: ignore[method-assign]
    made.__reduce__ = _reduce  # type: ignore[method-assign]
    return made


def replace(thing: _T, **changes: Any) -> _T:  # noqa: ANN401 - as dataclasses.replace
    """Give a frozen thing with some other values, without loading ``dataclasses``."""
    names: tuple[str, ...] = thing.__match_args__  # type: ignore[attr-defined]
    return type(thing)(**{name: getattr(thing, name) for name in names} | changes)


class _Fresh:
    """A default that is made anew."""

    __slots__ = ("make",)

    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make


def _made(cls: type[_T], methods: dict[str, Any]) -> type[_T]:
    names = tuple(cls.__annotations__)
    own = {name: value for name, value in vars(cls).items() if name not in {*names, "__dict__", "__weakref__"}}
    defaults = {name: vars(cls)[name] for name in names if name in vars(cls)}
    shared = {"__slots__": names, "__match_args__": names, _FIELDS: _Fields(defaults)}
    made: type[_T] = type.__call__(type(cls), cls.__name__, cls.__bases__, methods | own | shared)
    setters = [(name, getattr(made, name).__set__) for name in names]
    made.__init__ = _init(cls.__qualname__, setters, defaults, getattr(made, "__post_init__", None))  # type: ignore[method-assign]
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

        if name not in self._defaults:
            return ()
        value = self._defaults[name]
        made: Field[Any] = (
            dataclasses.field(default_factory=value.make)
            if isinstance(value, _Fresh)
            else dataclasses.field(default=value)
        )
        return (made,)


def _init(name: str, setters: list[_Setter], defaults: dict[str, Any], after: _After) -> Callable[..., None]:
    rows = [(one, put, *_default(name, one, defaults)) for one, put in setters]

    def __init__(self: object, *args: object, **given: object) -> None:  # noqa: N807 - it becomes the class's own
        for (_, put), value in zip(setters, args, strict=False):
            put(self, value)
        for one, put, value, make in rows[len(args) :]:
            if one in given:
                put(self, given.pop(one))
            else:
                put(self, value if make is None else make())
        if given or len(args) > len(rows):
            raise TypeError(f"{name}() does not take {', '.join(given)}" if given else f"{name}(): {len(args)} given")
        if after is not None:
            after(self)

    return __init__


def _default(name: str, one: str, defaults: dict[str, Any]) -> tuple[object, Callable[[], object] | None]:
    """Give the value of a field that is left out, or what makes it."""

    def lack() -> object:
        raise TypeError(f"{name}() lacks {one}")

    value = defaults.get(one, _Fresh(lack))
    return (None, value.make) if isinstance(value, _Fresh) else (value, None)


def _new(made: type, fields: "dict[str, Field[Any]]") -> Callable[..., Any]:
    """Write ``__new__``, as ``dataclasses`` writes ``__init__``; a twin with the same slots can become ``made``."""
    from dataclasses import MISSING

    taken = {name: each for name, each in fields.items() if each.init}
    space: dict[str, Any] = {"new": object.__new__, "missing": MISSING}
    space["twin"] = type(made.__name__, made.__bases__, {"__slots__": tuple(fields)})
    asked, lines = [], []
    for name, each in taken.items():
        fresh = each.default_factory is not MISSING
        space[f"_{name}"] = each.default_factory if fresh else each.default
        asked.append(name if each.default is MISSING and not fresh else f"{name}={'missing' if fresh else f'_{name}'}")
        lines.append(f"self.{name} = _{name}() if {name} is missing else {name}" if fresh else f"self.{name} = {name}")
    after = ["self.__post_init__()"] if hasattr(made, "__post_init__") else []
    body = "\n    ".join(["self = new(twin)", *lines, "self.__class__ = cls", *after, "return self"])
    exec(f"def __new__(cls, {', '.join(asked)}):\n    {body}\n", space)
    written: Callable[..., Any] = space["__new__"]
    return written


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
    "__repr__": _repr,
    "__reduce__": _reduce,
}

"""Words of ``typing`` for what every start of the command line loads: the checker reads them, the program does not.

Loading ``typing`` takes a quarter of the time of a bare Python start. What is written in annotations only has a
stand-in here that can be subscripted and joined with ``|``; a module that needs more of ``typing`` takes it there.
"""

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import IO, Any, BinaryIO, Literal, Protocol, Self, TextIO, TypeVar, cast, dataclass_transform
else:
    Any = BinaryIO = Protocol = Self = TextIO = object
    IO = Literal = type

    def TypeVar(_: str) -> object:  # noqa: N802 - called like the real one
        """Give what stands for any type."""
        return object

    def cast(_: str, value: object) -> object:
        """Give the value."""
        return value

    def dataclass_transform(**_: object) -> object:
        """Leave a decorator as it is."""
        return lambda made: made


__all__ = [
    "IO", "TYPE_CHECKING", "Any", "BinaryIO", "Literal", "Protocol", "Self", "TextIO", "TypeVar", "cast",
    "dataclass_transform",
]  # fmt: skip

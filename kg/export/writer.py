"""What an export format is: one row with its name, what it is for, and the function that writes it."""

from collections.abc import Callable

from kg.frozen import frozen
from kg.model import Answer
from kg.typed import TYPE_CHECKING, BinaryIO, Literal

if TYPE_CHECKING:
    from kg.export.folder import Folder
    from kg.export.source import Source

__all__ = ["AnswerWriter", "Choice", "FolderWriter", "GraphWriter", "Layout"]


@frozen
class Layout:
    """What only some formats ask for.

    ``width``: cells in a line (0: as wide as needed). ``excel``: a mark of encoding, labels, a guard against formulas.
    ``wide``: quotes and circled numbers take two cells. ``numbered``: rows have their numbers. ``vertical``: one value
    below the other. ``iris``: labels with their IRIs. ``wan``: large numbers in 万 and 亿.
    """

    width: int = 0
    excel: bool = False
    wide: bool = False
    numbered: bool = False
    vertical: bool | None = None
    iris: bool = False
    wan: bool = False


@frozen
class Choice:
    """What a reader may choose for a graph file.

    ``literals``: stated numbers as attributes of what they are about, or as nodes. ``edges``: one edge a relation
    between two things, or one a text that states it. ``dynamic``: GEXF with Gephi's timeline. ``guard``: a quote before
    what Excel would run as a formula. ``lang``: the language of headings and explanations in files for people.
    """

    literals: Literal["attr", "node"] = "attr"
    edges: Literal["predicate", "statement"] = "predicate"
    dynamic: bool = False
    guard: bool = True
    lang: str = "zh"


@frozen
class AnswerWriter:
    """A format for answers; ``forms`` are those it can hold, all where empty."""

    name: str
    suffix: str
    media: str
    write: Callable[[Answer, BinaryIO, Layout], None]
    forms: tuple[str, ...] = ()


@frozen
class GraphWriter:
    """A format for a graph or a part of one, in one file; ``rows`` means that it holds the rows of a SELECT too."""

    name: str
    suffix: str
    media: str
    write: Callable[["Source", BinaryIO, Choice], None]
    rows: bool = False


@frozen
class FolderWriter:
    """A format of several files: a folder, or a zip of it."""

    name: str
    write: Callable[["Source", "Folder", Choice], None]
    suffix: str = ".zip"
    media: str = "application/zip"

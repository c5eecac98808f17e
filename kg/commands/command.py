"""What a command is: one declaration that command line, shell, completion, help and docs are made from."""

from collections.abc import Callable, Mapping

from kg import messages
from kg.frozen import frozen
from kg.typed import TYPE_CHECKING, BinaryIO, Literal, TextIO

if TYPE_CHECKING:
    from kg.commands.outlet import Outlet
    from kg.model import Answer
    from kg.query.ask import Options
    from kg.query.process import Worker
    from kg.settings import Settings

__all__ = ["GRAPH", "Arguments", "Command", "Context", "Offer", "Option", "Outcome", "Question", "Script", "Where"]

Kind = Literal["text", "path", "number", "flag"]
Offer = Literal["", "names", "files", "saved", "commands", "formats", "settings", "values", "params", "questions"]
Where = Literal["both", "line", "shell"]


@frozen
class Option:
    """One argument. ``place`` means by position; ``bare`` that the shell also takes it without dashes (``top 3``).

    ``choices`` is a function where the values belong to a module that must not be loaded for nothing; ``setting``
    names the setting that this option overrides; ``offers`` what completion suggests.
    """

    name: str
    short: str = ""
    kind: Kind = "text"
    place: bool = False
    many: bool = False
    required: bool = False
    bare: bool = False
    choices: Callable[[], tuple[str, ...]] | None = None
    setting: str = ""
    offers: Offer = ""


GRAPH = Option("graph", kind="path", setting="graph", offers="files")


@frozen
class Arguments:
    """The words given to a command, by option; already checked for kind, number and choices."""

    values: Mapping[str, tuple[str, ...]]

    def text(self, name: str, default: str = "") -> str:
        """Give an option's value, the last if it was repeated."""
        return self.values[name][-1] if self.values.get(name) else default

    def texts(self, name: str) -> tuple[str, ...]:
        """Give all values of an option."""
        return self.values.get(name, ())

    def number(self, name: str, default: int = 0) -> int:
        """Give an option's number."""
        return int(self.values[name][-1]) if self.values.get(name) else default

    def flag(self, name: str) -> bool:
        """Say whether a switch was given."""
        return name in self.values


@frozen
class Question:
    """What an answer came from: the query and how it was asked; asked again for all rows and for what proves them."""

    text: str
    options: "Options"


@frozen
class Context:
    """What a command may use: settings, where data and talk go, the answer before and its question, other commands.

    ``worker`` is the child that a shell keeps for its questions; without it each command starts its own. ``inquire``
    asks the reader for one value (what for, what completion offers); nobody can be asked where there is none. ``wide``
    and ``dumb`` are what the terminal is: quotes take two cells, the cursor cannot be moved. ``shell`` says that the
    answer before can be asked about, ``ours`` that its columns have our names; ``typed`` is the query before.
    """

    settings: "Settings"
    data: BinaryIO
    talk: TextIO
    stdin: BinaryIO
    terminal: bool = False
    talk_terminal: bool = False
    width: int = 80
    last: "Answer | None" = None
    commands: tuple["Command", ...] = ()
    worker: "Worker | None" = None
    question: Question | None = None
    inquire: Callable[[str, Offer], str] | None = None
    wide: bool = False
    dumb: bool = False
    shell: bool = False
    ours: bool = False
    typed: str = ""

    def form(self, *, view: bool = False) -> str:
        """Give the format in force: as set, else a table for people and for views made for them, tsv for programs."""
        return self.settings.format or ("table" if self.terminal or view else "tsv")

    def words(self, key: str, **fields: object) -> str:
        """Give a sentence of the interface in the reader's language."""
        return messages.say(f"ui.{key}", self.settings.lang, **fields)

    def say(self, key: str, **fields: object) -> None:
        """Say a sentence of the interface; talk never mixes with data."""
        self.talk.write(self.words(key, **fields) + "\n")


@frozen
class Script:
    """Inputs of the shell to carry out without a prompt: whether to go on after a failure, whether no rows are one.

    Without ``text`` it is the shell's own standard input that is read, or the reader's keyboard. ``given`` are options
    that hold for every query. ``steps`` are inputs to carry out one by one, each told about before and waited after.
    """

    text: str | None = None
    steps: tuple[tuple[str, str], ...] = ()
    go_on: bool = False
    fail_empty: bool = False
    encoding: str = ""
    given: Arguments = Arguments({})


@frozen
class Outcome:
    """What a command leaves to the front end: an answer or a text to show, an exit code, new settings, what is next.

    ``ours`` means that columns have our names, which a table shows in the reader's language. ``question`` is what the
    answer came from; ``outlet`` where the next answers go, one without target to the screen again. ``aside`` marks what
    is said about the answer before, which stays the one that numbers point into.
    """

    answer: "Answer | None" = None
    text: str = ""
    code: int = 0
    settings: "Settings | None" = None
    then: Literal["", "shell", "leave"] = ""
    ours: bool = False
    script: Script | None = None
    question: Question | None = None
    outlet: "Outlet | None" = None
    aside: bool = False


@frozen
class Command:
    """One verb: its word, its Chinese alias, what it does, what it takes, where it exists, whether it writes.

    ``whole`` means that the shell hands it the rest of its input as it stands (as ``text``), because that is a query.
    """

    name: str
    alias: str
    run: Callable[[Context, Arguments], Outcome]
    options: tuple[Option, ...] = ()
    where: Where = "both"
    writes: bool = False
    whole: bool = False

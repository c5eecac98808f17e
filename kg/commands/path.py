"""`kg path A B`: how two things hang together, with the sentence behind every hop."""

from kg.commands.command import GRAPH, Arguments, Command, Context, Option, Outcome
from kg.commands.query import FORMAT, SCOPE, answered, ways
from kg.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.query.paths import Mode

__all__ = ["COMMAND"]

_EARLY, _LATE = "1900", "2099"
"""The years that an open end of a time reaches to."""

_MODES: dict[str, "Mode"] = {"best": "best", "shortest": "shortest", "groups": "groups", "all": "all"}


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Search the chains."""
    from kg.query.paths import PathOptions, chains
    from kg.query.scope import sources

    options = PathOptions(
        top=arguments.number("top", 5),
        longest=arguments.number("max", 4),
        shortest=arguments.number("min", 1),
        mode=_MODES[arguments.text("mode", "best")],
        avoid=arguments.texts("avoid"),
        through=arguments.texts("through"),
        via=arguments.text("via"),
        texts=_texts(arguments),
        scope=sources(context.settings.graph, context.settings.scope),
        limits=ways(context),
    )
    ends = arguments.text("from"), arguments.text("to")
    return answered(chains(context.settings.graph, *ends, options=options, worker=context.worker))


def _texts(arguments: Arguments) -> str:
    """Give the texts that the command names, as a scope is written."""
    issue, since, until = (arguments.text(name) for name in ("issue", "since", "until"))
    days = f"{since or _EARLY}..{until or _LATE}" if since or until else ""
    return f"{issue} {days}".strip()


COMMAND = Command(
    "path",
    "路径",
    _run,
    (
        Option("from", place=True, required=True, offers="names"),
        Option("to", place=True, required=True, offers="names"),
        Option("top", kind="number", bare=True),
        Option("max", kind="number", bare=True),
        Option("min", kind="number", bare=True),
        Option("mode", bare=True, choices=lambda: tuple(_MODES)),
        Option("issue", bare=True),
        Option("since", bare=True),
        Option("until", bare=True),
        Option("via", bare=True),
        Option("avoid", bare=True, offers="names"),
        Option("through", bare=True, offers="names"),
        Option("timeout", setting="path-timeout"),
        SCOPE,
        FORMAT,
        GRAPH,
    ),
)

"""`kg path A B`: how two things hang together, with the sentence behind every hop."""

from pathlib import Path

from kg.commands.command import GRAPH, Arguments, Command, Context, Option, Outcome
from kg.commands.query import ENDPOINT, FORMAT, SCOPE, answered, place, ways
from kg.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model import Answer
    from kg.query.paths import Mode, PathOptions

__all__ = ["COMMAND"]

_MODES: dict[str, "Mode"] = {"best": "best", "shortest": "shortest", "groups": "groups", "all": "all"}


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Search the chains."""
    from kg.query.paths import PathOptions
    from kg.query.scope import sources, written

    settings = context.settings
    options = PathOptions(
        top=arguments.number("top", 5),
        longest=arguments.number("max", 4),
        shortest=arguments.number("min", 1),
        mode=_MODES[arguments.text("mode", "best")],
        avoid=arguments.texts("avoid"),
        through=arguments.texts("through"),
        via=arguments.text("via"),
        texts=written(**{name: arguments.text(name) for name in ("issue", "since", "until")}),
        scope=() if settings.endpoint else sources(settings.graph, settings.scope),
        limits=ways(context),
    )
    ends = arguments.text("from"), arguments.text("to")
    answer = _chains(context, ends, options)
    if arguments.flag("html"):
        return _page(context, arguments.text("html"), answer, ends)
    return answered(answer)


def _chains(context: Context, ends: tuple[str, str], options: "PathOptions") -> "Answer":
    """Ask the graph, or the endpoint in its place."""
    if context.settings.endpoint:
        from kg.query import remote

        return remote.chains(place(context), *ends, options=options)
    from kg.query.paths import chains

    return chains(context.settings.graph, *ends, options=options, worker=context.worker)


def _page(context: Context, file: str, answer: "Answer", ends: tuple[str, str]) -> Outcome:
    """Write the chains as a page, to a file or to stdout; what is to be said of them stands there and here."""
    from kg.commands import render
    from kg.commands.export import whole
    from kg.web.ways import ways as page

    lang = context.settings.lang
    content = page(answer, ends, lang, notes=render.notes(answer, lang))
    if file == "-":
        context.data.write(content)
        context.data.flush()
    else:
        with whole(Path(file)) as stream:
            stream.write(content)
        context.say("exported", file=file)
    for line in render.notes(answer, lang, shell=context.shell):
        context.talk.write(f"{line}\n")
    return Outcome(code=answered(answer).code)


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
        Option("html", kind="path", bare=True, offers="files"),
        Option("timeout", setting="path-timeout"),
        SCOPE,
        ENDPOINT,
        FORMAT,
        GRAPH,
    ),
)

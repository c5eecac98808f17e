"""`kg analyse MEASURE`: who matters, what keeps together, what connects provinces, who acts together."""

from kg.commands.command import GRAPH, Arguments, Command, Context, Option, Outcome
from kg.commands.progress import Progress
from kg.commands.query import FORMAT, SCOPE, ways
from kg.errors import UsageError

__all__ = ["COMMAND", "watched"]

_TOP = 20
_FITS = {"kind": ("central", "cores", "bridges"), "by": ("central",), "between": ("bridges",)}
"""What only some measures take."""


def _measures() -> tuple[str, ...]:
    from kg.analyse import MEASURES

    return (*MEASURES, "together")


def _ranks() -> tuple[str, ...]:
    from kg.analyse import RANKS

    return RANKS


def _kinds() -> dict[str, str]:
    """Give the classes of things by name and by Chinese label."""
    from kg import ontology

    names = sorted(ontology.load().subclasses("Entity") - {"Entity"})
    return {name: name for name in names} | {ontology.load().label(name): name for name in names}


def watched(context: Context) -> Progress:
    """Give a line on the terminal that shows how far a measure is."""

    def words(key: str, **fields: object) -> str:
        return context.words(f"analysing_{key}", **fields)

    return Progress(context.talk, words, context.width, context.talk_terminal)


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Measure."""
    from kg.analyse import Asked, measured
    from kg.query.names import resolve
    from kg.query.scope import sources

    for name, measures in _FITS.items():
        if arguments.flag(name) and arguments.text("measure") not in measures:
            raise UsageError("option_unfit", option=name, measures=" ".join(measures))
    graph, progress = context.settings.graph, watched(context)
    names = arguments.texts("between")
    asked = Asked(
        top=arguments.number("top", _TOP),
        kind=_kinds().get(arguments.text("kind"), ""),
        by=arguments.text("by"),
        between=tuple(resolve(graph, name, types=("Place",)).number for name in names),
        scope=sources(graph, context.settings.scope),
        limits=ways(context),
        progress=lambda done, total: progress(done, total, "", 0),
    )
    progress.start()
    try:
        answer = measured(graph, arguments.text("measure"), asked)
    finally:
        progress.clear()
    return Outcome(answer, ours=True)


COMMAND = Command(
    "analyse",
    "分析",
    _run,
    (
        Option("measure", place=True, required=True, choices=_measures),
        Option("between", place=True, many=True, offers="names"),
        Option("kind", bare=True, choices=lambda: tuple(_kinds())),
        Option("by", bare=True, choices=_ranks),
        Option("top", kind="number", bare=True),
        SCOPE,
        FORMAT,
        GRAPH,
    ),
)

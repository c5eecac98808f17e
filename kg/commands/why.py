"""`kg why …`: the sentences behind a thing or a statement, with the words that count marked."""

from kg.commands.build import GRAPH
from kg.commands.command import Arguments, Command, Context, Option, Outcome
from kg.commands.query import FORMAT
from kg.model import Answer, Chain

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Look up the evidence; after a path, a number means that path."""
    from kg.query import why

    names = arguments.texts("names")
    chain = _chain(context.last, names)
    if chain is not None:
        said = {(p.source, p.start, p.end): p for hop in chain.hops for p in hop.evidence}
        return Outcome(Answer(form="passages", passages=tuple(said.values())))
    return Outcome(why(context.settings.graph, *names))


def _chain(last: Answer | None, names: tuple[str, ...]) -> Chain | None:
    """Find the chain of the answer before that a single number names."""
    chains = last.chains if last else ()
    if len(names) != 1 or not names[0].isdecimal() or not 1 <= int(names[0]) <= len(chains):
        return None
    return chains[int(names[0]) - 1]


COMMAND = Command(
    "why",
    "依据",
    _run,
    (Option("names", place=True, many=True, required=True, offers="names"), FORMAT, GRAPH),
)

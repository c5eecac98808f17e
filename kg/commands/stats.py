"""`kg stats`: how many things and statements of each kind the graph holds; `--network`: how they hang together."""

from kg.commands.build import GRAPH
from kg.commands.command import Arguments, Command, Context, Option, Outcome
from kg.commands.query import FORMAT

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Count, or measure the network of facts."""
    view = arguments.text("network")
    if view:
        from kg import analyse

        views = {"central": analyse.central, "clusters": analyse.clusters, "together": analyse.together}
        return Outcome(views[view](context.settings.graph), ours=True)
    from kg import query

    return Outcome(query.stats(context.settings.graph), ours=True)


COMMAND = Command(
    "stats", "统计", _run, (Option("network", choices=lambda: ("central", "clusters", "together")), FORMAT, GRAPH)
)

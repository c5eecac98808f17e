"""`.unsave NAME`: forget a query that was kept."""

from kg.commands.command import Arguments, Command, Context, Option, Outcome

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Take its file away."""
    from kg.query.saved import forget

    forget(arguments.text("saved"), context.settings.queries)
    context.say("saved_gone", name=arguments.text("saved"))
    return Outcome()


COMMAND = Command("unsave", "删除", _run, (Option("saved", place=True, required=True, offers="saved"),), where="shell")

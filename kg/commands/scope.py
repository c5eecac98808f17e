"""`.scope [50-54 | 2025-06..2025-11 | WORDS | off]`: the texts that all questions look at from now on."""

from kg.commands.command import Arguments, Command, Context, Option, Outcome

__all__ = ["COMMAND"]

_NONE = frozenset({"off", "all", "-", "关", "全部", "无"})


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Set the scope after looking that it holds something, or tell it."""
    words = arguments.texts("words")
    text = " ".join(words) if words else context.settings.scope
    if text.lower() in _NONE:
        text = ""
    found = _sources(context, text)
    context.say("scope_is" if text else "scope_none", scope=text, count=len(found))
    return Outcome(settings=context.settings.changed(scope=text))


def _sources(context: Context, text: str) -> tuple[str, ...]:
    """Find the texts in a scope, where questions go."""
    if context.settings.endpoint and text:
        from kg.commands.query import place
        from kg.query import remote

        return remote.sources(place(context), text)
    from kg.query.scope import sources

    return sources(context.settings.graph, text)


COMMAND = Command("scope", "范围", _run, (Option("words", place=True, many=True),), where="shell")

"""`kg serve`: the explorer and a SPARQL endpoint for a browser on this machine, until Ctrl-C."""

import secrets
from contextlib import suppress
from dataclasses import replace

from kg.commands.command import GRAPH, Arguments, Command, Context, Option, Outcome
from kg.errors import UsageError

__all__ = ["COMMAND"]

_PORT = 7878
_HIGHEST = 65535


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Serve until interrupted; on another address than this machine's own, visitors need a key made for this run."""
    from kg import store
    from kg.web import serving

    host, port = arguments.text("host", "127.0.0.1"), arguments.number("port", _PORT)
    if not 0 <= port <= _HIGHEST:
        raise UsageError("bad_port", port=port, most=_HIGHEST)
    store.open_graph(context.settings.graph).close()
    usual = serving.Limits()
    limits = replace(
        usual,
        seconds=context.settings.timeout or usual.seconds,
        rows=arguments.number("rows", usual.rows),
        workers=max(1, arguments.number("workers", usual.workers)),
    )
    token = "" if serving.loopback(host) else secrets.token_urlsafe(18)
    with serving.listening(host, port) as listener:
        address = serving.address(listener, token)
        context.say("serving", address=address, sparql=address.partition("?")[0] + "sparql")
        if token:
            context.say("serving_openly", host=host)
        context.talk.flush()
        door = serving.Door(serving.hosts(host), token)
        with suppress(KeyboardInterrupt):
            serving.serve(context.settings.graph, listener, limits, door, lang=context.settings.lang)
    context.say("served")
    return Outcome()


COMMAND = Command(
    "serve",
    "网页",
    _run,
    (
        Option("host"),
        Option("port", kind="number"),
        Option("workers", kind="number"),
        Option("rows", kind="number"),
        Option("timeout", setting="timeout"),
        GRAPH,
    ),
    where="line",
)

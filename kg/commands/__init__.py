"""The commands, in the order of `.help`: one verb a file, for shell, command line, completion, help and docs alike."""

from kg.commands import (
    build,
    check,
    config,
    export,
    format,  # noqa: A004 - the verb's name
    help,  # noqa: A004 - the verb's name
    import_rdf,
    issues,
    lang,
    path,
    prefixes,
    queries,
    query,
    quit,  # noqa: A004 - the verb's name
    read,
    remove,
    run,
    shell,
    show,
    stats,
    why,
)
from kg.commands.command import Command

__all__ = ["COMMANDS"]

COMMANDS: tuple[Command, ...] = (
    build.COMMAND,
    read.COMMAND,
    remove.COMMAND,
    import_rdf.COMMAND,
    issues.COMMAND,
    show.COMMAND,
    query.COMMAND,
    queries.COMMAND,
    run.COMMAND,
    path.COMMAND,
    why.COMMAND,
    stats.COMMAND,
    check.COMMAND,
    export.COMMAND,
    shell.COMMAND,
    config.COMMAND,
    prefixes.COMMAND,
    format.COMMAND,
    lang.COMMAND,
    help.COMMAND,
    quit.COMMAND,
)

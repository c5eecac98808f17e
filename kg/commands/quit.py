"""`.quit`: leave the shell."""

from kg.commands.command import Arguments, Command, Context, Outcome

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Leave."""
    del context, arguments
    return Outcome(then="leave")


COMMAND = Command("quit", "退出", _run, where="shell")

"""`.timing [on|off]`: whether the shell says how long each answer took."""

from kg.commands.command import Arguments, Command, Context, Option, Outcome

__all__ = ["COMMAND"]

_WORDS = {"on": "on", "off": "off", "开": "on", "关": "off"}


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Change it, or turn it round where no word is given."""
    before = context.settings.on("timing")
    value = _WORDS.get(arguments.text("switch"), "off" if before else "on")
    said = context.words(f"timing_{value}")
    return Outcome(text=f"{said}\n", settings=context.settings.changed(timing=value))


COMMAND = Command("timing", "计时", _run, (Option("switch", place=True, choices=lambda: tuple(_WORDS)),), where="shell")

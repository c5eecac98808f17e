"""`.set [NAME [VALUE]]`: what is set, and a change of it until the shell is left."""

from kg.commands import config
from kg.commands.command import Arguments, Command, Context, Option, Outcome
from kg.errors import UsageError
from kg.settings import SETTINGS

__all__ = ["COMMAND"]

_WORDS = {"开": "on", "关": "off", "万": "wan"}


def _run(context: Context, arguments: Arguments) -> Outcome:
    """List the settings, tell one, or change one."""
    name, value = arguments.text("setting"), arguments.text("value")
    if not name:
        return config.COMMAND.run(context, Arguments({}))
    _known(name)
    settings = context.settings
    if arguments.flag("value"):
        settings = settings.changed(**{name: _WORDS.get(value, value)})
    context.say("setting_is", name=name, value=settings.values[name].text)
    return Outcome(settings=settings)


def _known(name: str) -> None:
    from kg.commands.parse import nearest

    known = [row.name for row in SETTINGS]
    if name not in known:
        guess = nearest(name, known)
        key = "no_setting_near" if guess else "no_setting"
        raise UsageError(key, name=name, known=" ".join(known), guess=guess)


COMMAND = Command(
    "set",
    "设定",
    _run,
    (Option("setting", place=True, offers="settings"), Option("value", place=True, offers="values")),
    where="shell",
)

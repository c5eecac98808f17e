"""`.lang zh|en`: the language of everything the shell says."""

from kg import messages
from kg.commands.command import Arguments, Command, Context, Option, Outcome

__all__ = ["COMMAND"]


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Change the language, or say which one it is."""
    lang = arguments.text("language") or context.settings.lang
    settings = context.settings.changed(lang=lang)
    return Outcome(text=messages.say("ui.lang_is", lang, value=lang) + "\n", settings=settings)


COMMAND = Command(
    "lang", "语言", _run, (Option("language", place=True, choices=lambda: messages.LANGUAGES),), where="shell"
)

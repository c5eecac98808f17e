"""A name that means several things: the reader chooses by number, and the input is carried out with the thing meant."""

import re
from collections.abc import Callable

from kg import messages, ontology
from kg.errors import KgError
from kg.query.names import Match
from kg.query.statements import is_command
from kg.query.syntax import reference, tokens

__all__ = ["chosen", "with_thing"]

_SHOWN = 20


def chosen(
    problem: KgError, text: str, *, say: Callable[[str], None], ask: Callable[[str], str], lang: str
) -> str | None:
    """Show what a name can mean, ask for a number, and give the input with that thing in the name's place."""
    meant = problem.fields.get("choices")
    if problem.key != "ambiguous_name" or not isinstance(meant, tuple):
        return None
    shown = meant[:_SHOWN]
    say(messages.say("ui.choose", lang, name=str(problem.fields["name"]), count=len(meant)))
    for number, match in enumerate(shown, 1):
        say(f"{number:>3}. {_described(match, lang)}")
    answer = _number(ask, messages.say("ui.choose_number", lang, count=len(shown)))
    if not 1 <= answer <= len(shown):
        return None
    again = with_thing(text, str(problem.fields["name"]), shown[answer - 1].iri)
    return again if again != text else None


def with_thing(text: str, name: str, iri: str) -> str:
    """Put an IRI in the place of a name: of ``[[name]]`` in a query, of the word itself in a command or a question."""
    query = "".join(
        f"<{iri}>" if token.kind == "label" and reference(token) == name else token.text for token in tokens(text)
    )
    if not is_command(text) or query != text:
        return query
    word = re.compile(rf"""(?<=[\s="'“＝]){re.escape(name)}(?=["'”]|\s|$)""")
    words = word.sub(lambda _: ontology.load().compact(iri), text)
    return words if words != text else text.replace(name, f"[[{iri}]]", 1)


def _described(match: Match, lang: str) -> str:
    known = ontology.load()
    count = messages.say("ui.in_texts", lang, count=match.texts)
    return messages.visible(f"{match.label}  {known.label(match.type, lang)} · {count} · {known.compact(match.iri)}")


def _number(ask: Callable[[str], str], question: str) -> int:
    """Read a number; nothing, or an end of the input, is none."""
    try:
        answer = ask(question).strip().rstrip(".。")
    except (EOFError, KeyboardInterrupt):
        return 0
    return int(answer) if answer.isdecimal() else 0

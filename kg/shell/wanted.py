"""Which kinds of words fit where the cursor stands: a pure function of the text before it and the commands."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.commands.command import Command, Option
from kg.query.statements import is_command
from kg.query.syntax import Token, tokens

__all__ = ["CLOSING", "Want", "wanted"]

CLOSING = {"[[": "]]", "【": "】", "「": "」"}
_LONGEST = 100_000
_QUOTES = ('"', "'")


@dataclass(frozen=True, slots=True)
class Want:
    """What fits at the cursor: a kind of word, what of it is typed already, and the words of a command before it."""

    kind: str
    typed: str = ""
    words: tuple[str, ...] = ()


def wanted(before: str, commands: Sequence[Command] = ()) -> tuple[Want, ...]:
    """Say which kinds of words fit at the end of ``before``, the likelier first; none in a very long text."""
    if len(before) > _LONGEST:
        return ()
    line = before[before.rfind("\n") + 1 :]
    if is_command(line) or line in {".", "。", "．"}:
        return _in_command(line[1:], commands)
    return _in_query(before)


def _in_query(before: str) -> tuple[Want, ...]:
    reference = _reference(before)
    if reference is not None:
        return (reference,)
    found = tokens(before)
    last = found[-1] if found else Token("space", "", 0)
    quote = next((token for token in found if token.kind == "open"), None)
    if quote is not None:
        inside = before[quote.end :]
        return (Want("literal", inside, (quote.text,)),) if quote.text in _QUOTES and "\n" not in inside else ()
    if last.kind == "var" or last.text in {"?", "？", "$"}:
        return (Want("variable", last.text),)
    if last.kind == "prefixed":
        prefix, _, local = last.text.replace("：", ":").partition(":")
        return (_vocabulary(found[:-1], local),) if prefix == "pb" else ()
    if last.kind == "space" or last.text in {"[", "(", "{"}:
        return (Want("anything"),)
    return _word(last)


def _reference(before: str) -> Want | None:
    """Find a name that was begun and not closed."""
    begun = [(before.rfind(left), left) for left in CLOSING]
    at, left = max(begun)
    inside = before[at + len(left) :]
    if at < 0 or any(right in inside for right in CLOSING.values()) or "\n" in inside:
        return None
    return Want("reference", inside, (left,))


def _word(last: Token) -> tuple[Want, ...]:
    if last.kind != "word":
        return (Want("bare", last.text),) if last.kind == "number" and last.text.isdigit() else ()
    if last.text.isascii():
        return Want("keyword", last.text), Want("prefix", last.text), Want("bare", last.text)
    return (Want("bare", last.text),)


def _vocabulary(before: Sequence[Token], typed: str) -> Want:
    solid = [token for token in before if token.solid]
    after_a = bool(solid) and solid[-1].text in {"a", "rdf:type"}
    return Want("class" if after_a else "relation", typed)


def _in_command(line: str, commands: Sequence[Command]) -> tuple[Want, ...]:
    words = line.replace("　", " ").split(" ")
    if len(words) == 1:
        return (Want("commands", words[0]),)
    command = next((c for c in commands if words[0] in {c.name, c.alias}), None)
    if command is None:
        return ()
    typed, before = words[-1].lstrip('"“'), tuple(words[1:-1])
    if typed.startswith("-"):
        return (Want("options", typed, (command.name,)),)
    row = _row(command, before)
    if row is None:
        return (Want("options", typed, (command.name,)),)
    return (Want(_offers(row), typed, (*words[:1], *before)),) if _offers(row) else ()


def _offers(row: Option) -> str:
    return row.offers or ("choices" if row.choices else "")


def _row(command: Command, words: Sequence[str]) -> Option | None:
    """Find what the next word of a command is: the value of the option before it, or the next place."""
    before = words[-1] if words else ""
    for row in command.options:
        if before == f"--{row.name}" or (row.bare and before == row.name):
            return row
    places = [row for row in command.options if row.place]
    count = sum(1 for word in words if word and not word.startswith("--"))
    if count < len(places):
        return places[count]
    return places[-1] if places and places[-1].many else None

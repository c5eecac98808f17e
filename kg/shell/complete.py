"""The completion menu: for each kind of word that fits (``kg.shell.wanted``) the words there are, best first."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from kg import messages, ontology
from kg.commands.command import Command
from kg.errors import KgError
from kg.query.fragment import Place, place
from kg.query.questions import kinds
from kg.query.saved import load
from kg.query.syntax import tokens
from kg.settings import SETTINGS
from kg.shell.names import Name, Names, Term
from kg.shell.wanted import CLOSING, Want, wanted

__all__ = ["ShellCompleter"]

KEYWORDS = (
    "SELECT", "DISTINCT", "WHERE", "FILTER", "OPTIONAL", "UNION", "MINUS", "BIND", "AS", "VALUES", "GROUP BY",
    "ORDER BY", "HAVING", "LIMIT", "OFFSET", "ASC", "DESC", "COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE",
    "GROUP_CONCAT", "ASK", "CONSTRUCT", "DESCRIBE", "GRAPH", "FROM", "FROM NAMED", "EXISTS", "NOT EXISTS", "IN",
    "NOT IN", "CONTAINS", "STRSTARTS", "STR", "LANG", "REGEX", "IF", "COALESCE", "BOUND", "YEAR", "PREFIX",
    "PATHS", "START", "END", "VIA", "THROUGH", "AVOID", "MAX LENGTH", "MIN LENGTH", "SHORTEST", "BEST", "ALL",
)  # fmt: skip
_CHECKS = {"unchecked": "menu_unchecked", "unfit": "menu_unfit"}
_WORD = re.compile(r"\w*")
_LEAST = 2
"""Letters from which on a bare word may be a name in pinyin."""


@dataclass(frozen=True, slots=True)
class ShellCompleter(Completer):
    """Offers words for an input; what it is given is asked only when it fits."""

    commands: Sequence[Command]
    names: Callable[[], Names]
    saved: Callable[[], Sequence[tuple[str, str]]]
    formats: Callable[[], Sequence[str]]
    lang: Callable[[], str]
    own: Callable[[], Path | None] = lambda: None

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        """Offer what fits before the cursor; on nothing typed only when asked."""
        seen: set[str] = set()
        for want in wanted(document.text_before_cursor, self.commands):
            if want.kind == "anything" and not complete_event.completion_requested:
                continue
            for offer in _Offers(self, document, want).all():
                if offer.text not in seen:
                    seen.add(offer.text)
                    yield offer


@dataclass(frozen=True, slots=True)
class _Offers:
    """The words for one kind of word at one place of a document."""

    given: ShellCompleter
    document: Document
    want: Want

    def all(self) -> Iterable[Completion]:
        """Give the words of the kind."""
        return _KINDS[self.want.kind](self)

    def query(self) -> Iterator[Completion]:
        """Offer what a place of a query takes: relations, classes or things, by what is typed of them."""
        here, typed = self.place(), self.want.typed
        if here and here.position == "predicate":
            yield from self.terms(here, classes=False)
        elif here and here.predicate in {"a", "rdf:type"}:
            yield from self.terms(here, classes=True)
        elif not typed.isascii() or len(typed) >= _LEAST or (here and not typed):
            yield from self.things(here, "[[", "]]")
            if here and not typed:
                yield from (self.literal(term, '"') for term in self.given.names().literals(here))
        if not typed and not here:
            yield from self.simple((word, "") for word in KEYWORDS)

    def reference(self) -> Iterator[Completion]:
        """Offer names inside ``[[``, closing it unless it is closed."""
        left = self.want.words[0]
        closed = self.document.text_after_cursor.startswith(CLOSING[left])
        return self.things(self.place(left), "", "" if closed else CLOSING[left])

    def things(self, here: Place | None, start: str, end: str) -> Iterator[Completion]:
        """Offer things by name; one whose name means several things is written by its IRI, without brackets."""
        opened = self.want.words[0] if self.want.kind == "reference" else ""
        for name in self.given.names().matching(self.want.typed, here):
            text = f"{start}{name.text}{end}" if name.named else name.text
            back = len(self.want.typed) + (0 if name.named else len(opened))
            yield self.named(name, text, back)

    def words(self) -> Iterator[Completion]:
        """Offer things by name after a command."""
        for name in self.given.names().matching(self.want.typed, query=False):
            yield self.named(name, f'"{name.text}"' if " " in name.text else name.text, len(self.want.typed))

    def named(self, name: Name, text: str, back: int) -> Completion:
        """Make a line of the menu: label, class, number of texts, initials."""
        lang = self.given.lang()
        count = messages.say("ui.in_texts", lang, count=name.texts) if name.texts else ""
        key = name.key if name.key != name.label.lower() and name.how in {"alias", "initials", "pinyin"} else ""
        kind = ontology.load().label(name.kind, lang) if name.kind else ""
        parts = (kind, count, key or name.initials, self.checked(name.check))
        return Completion(
            messages.visible(text), -back, display=messages.visible(name.label),
            display_meta=" · ".join(messages.visible(part) for part in parts if part),
        )  # fmt: skip

    def vocabulary(self, *, classes: bool) -> Iterator[Completion]:
        """Offer classes or relations after ``pb:``."""
        return self.terms(self.place("pb:"), classes=classes, prefix="pb:")

    def terms(self, here: Place | None, *, classes: bool, prefix: str = "") -> Iterator[Completion]:
        """Offer the classes or relations that fit, by local name or label."""
        typed, lang, known = self.want.typed.lower(), self.given.lang(), ontology.load()
        rows = [
            (term, known.label(known.expand(term.text), lang))
            for term in self.given.names().terms(here, classes=classes)
        ]
        fitting = [row for row in rows if row[0].text.startswith(prefix) and _alike(typed, *row)]
        for term, label in sorted(fitting, key=lambda row: not _begins(typed, *row)):
            shown = label if label not in {term.text, known.expand(term.text)} else ""
            parts = (shown, f"{term.count:,}", self.checked(term.check))
            meta = " · ".join(messages.visible(part) for part in parts if part)
            text = messages.visible(term.text)
            yield Completion(text[len(prefix) :], -len(self.want.typed), display=text, display_meta=meta)

    def literals(self) -> Iterator[Completion]:
        """Offer the strings of the graph inside a string that was begun."""
        quote = self.want.words[0]
        here = self.place(quote)
        if here and here.position == "object":
            for term in self.given.names().literals(here):
                if term.text.startswith(self.want.typed) and quote not in term.text:
                    yield self.literal(term, "", quote)

    def literal(self, term: Term, start: str, end: str = '"') -> Completion:
        """Make a line for a string with its language."""
        text = messages.visible(term.text).replace("\\", "\\\\").replace('"', '\\"')
        return Completion(
            f"{start}{text}{end}{term.label}", -len(self.want.typed), display=text, display_meta=f"{term.count:,}"
        )

    def place(self, opened: str = "") -> Place | None:
        """Read the query around the word, without what is typed of it and what is left of it after the cursor."""
        document = self.document
        start = document.cursor_position - len(self.want.typed) - len(opened)
        after = document.text_after_cursor
        rest = _WORD.match(after)
        end = rest.end() if rest else 0
        closing = CLOSING.get(opened, "")
        end += len(closing) if closing and after.startswith(closing, end) else 0
        return place(document.text, start, document.cursor_position + end)

    def checked(self, check: str) -> str:
        """Say that the graph was not asked, or said no."""
        return messages.say(f"ui.{_CHECKS[check]}", self.given.lang()) if check else ""

    def commands(self) -> Iterator[Completion]:
        """Offer commands by word or alias, each once."""
        typed, lang = self.want.typed, self.given.lang()
        for command in self.given.commands:
            word = next((word for word in (command.name, command.alias) if word and word.startswith(typed)), "")
            if word and command.where != "line":
                yield Completion(word, -len(typed), display_meta=messages.say(f"help.{command.name}", lang))

    def options(self) -> Iterator[Completion]:
        """Offer the options of a command, with dashes, or bare where it takes them so."""
        command = next(c for c in self.given.commands if c.name == self.want.words[0])
        dashed = self.want.typed.startswith("-")
        rows = [row for row in command.options if not row.place and (dashed or row.bare)]
        return self.simple((f"--{row.name}" if dashed else row.name, self.said(command, row.name)) for row in rows)

    def said(self, command: Command, option: str) -> str:
        """Say what an option does."""
        keys = (f"options.{command.name}-{option}", f"options.{option}")
        return next((sentence for key in keys if (sentence := messages.find(key, self.given.lang()))), "")

    def choices(self) -> Iterator[Completion]:
        """Offer the values that an option takes."""
        command = next((c for c in self.given.commands if self.want.words[0] in {c.name, c.alias}), None)
        rows = command.options if command else ()
        before = self.want.words[-1].lstrip("-")
        row = next((row for row in rows if row.name == before and row.choices), None)
        row = row or next((row for row in rows if row.place and row.choices), None)
        return self.simple((word, "") for word in (row.choices() if row and row.choices else ()))

    def settings(self) -> Iterator[Completion]:
        """Offer the names of settings."""
        return self.simple((row.name, " | ".join(row.choices) or row.wanted or row.default) for row in SETTINGS)

    def values(self) -> Iterator[Completion]:
        """Offer what the setting named before takes."""
        name = self.want.words[-1]
        return self.simple((word, "") for row in SETTINGS if row.name == name for word in row.choices)

    def parameters(self) -> Iterator[Completion]:
        """Offer the parameters of a saved query, and after the equals sign things by name."""
        typed, (_, key, *given) = self.want.typed.replace("＝", "="), self.want.words
        name, equals, value = typed.partition("=")
        try:
            params = {param.name: param for param in load(key, own=self.given.own()).params}
        except KgError:
            return
        if equals:
            if name in params and params[name].sort in {"", "entity"}:
                yield from _Offers(self.given, self.document, Want("names", value)).words()
            return
        known = {word.partition("=")[0] for word in given}
        yield from self.simple((f"{each}=", param.default or "") for each, param in params.items() if each not in known)

    def files(self) -> Iterator[Completion]:
        """Offer the files of the folder that is typed."""
        typed = self.want.typed
        folder, name = (Path(typed), "") if typed.endswith("/") or not typed else (Path(typed).parent, Path(typed).name)
        if not os.access(folder, os.R_OK | os.X_OK) or not folder.is_dir():
            return
        for path in sorted(folder.iterdir()):
            if path.name.startswith(name) and (name or not path.name.startswith(".")):
                yield Completion(path.name + ("/" if path.is_dir() else ""), -len(name))

    def questions(self) -> Iterator[Completion]:
        """Offer questions that are understood, by what is typed of them."""
        typed = self.want.typed
        rows = ((example, kind) for kind in kinds() for example in kind.yes)
        for example, kind in rows:
            if typed in example and typed != example:
                meta = kind.title if self.given.lang() == "zh" else kind.title_en
                yield Completion(example, -len(typed), display_meta=meta)

    def variables(self) -> Iterator[Completion]:
        """Offer the variables of the query."""
        typed = self.want.typed
        own = [token.text for token in tokens(self.document.text) if token.kind == "var" and token.text != typed]
        return self.simple((word, "") for word in dict.fromkeys(own))

    def simple(self, rows: Iterable[tuple[str, str]], *, least: int = 0) -> Iterator[Completion]:
        """Offer words that begin as is typed."""
        typed = self.want.typed
        for word, meta in rows:
            if len(typed) >= least and word.lower().startswith(typed.lower()) and word != typed:
                yield Completion(word, -len(typed), display_meta=messages.visible(meta))


def _alike(typed: str, term: Term, label: str) -> bool:
    """Say whether a word is called so: in the vocabulary, in the reader's language, or in Chinese."""
    known = ontology.load()
    names = (term.text.partition(":")[2], label, known.label(known.expand(term.text)))
    return any(typed in name.lower() for name in names)


def _begins(typed: str, term: Term, label: str) -> bool:
    return term.text.partition(":")[2].lower().startswith(typed) or label.lower().startswith(typed)


_KINDS: dict[str, Callable[[_Offers], Iterable[Completion]]] = {
    "anything": _Offers.query,
    "bare": _Offers.query,
    "reference": _Offers.reference,
    "literal": _Offers.literals,
    "names": _Offers.words,
    "commands": _Offers.commands,
    "options": _Offers.options,
    "choices": _Offers.choices,
    "settings": _Offers.settings,
    "values": _Offers.values,
    "params": _Offers.parameters,
    "saved": lambda offers: offers.simple(offers.given.saved()),
    "formats": lambda offers: offers.simple((name, "") for name in offers.given.formats()),
    "files": _Offers.files,
    "questions": _Offers.questions,
    "class": lambda offers: offers.vocabulary(classes=True),
    "relation": lambda offers: offers.vocabulary(classes=False),
    "keyword": lambda offers: offers.simple(((word, "") for word in KEYWORDS), least=1),
    "prefix": lambda offers: offers.simple(((f"{p}:", iri) for p, iri in ontology.PREFIXES.items()), least=1),
    "variable": _Offers.variables,
}

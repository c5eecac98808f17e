"""`kg read FILE`: what was understood of one text, without a graph; `--html OUT`: as a page to look at."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg import messages
from kg.commands.build import KIND, KINDS
from kg.commands.command import Arguments, Command, Context, Option, Outcome
from kg.commands.export import whole
from kg.errors import UsageError
from kg.messages import visible
from kg.width import cut, padded

if TYPE_CHECKING:
    from kg.pipeline import Understood

__all__ = ["COMMAND"]

TITLE = 60


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Read the file; show what was understood, or write the page."""
    from kg import pipeline

    file = Path(arguments.text("file"))
    if not file.is_file():
        raise UsageError("file_missing", path=file)
    kind = KINDS.get(arguments.text("kind"))
    found = pipeline.understood(file, lexicon=context.settings.lexicon, kind=kind)
    lang = context.settings.lang
    if arguments.flag("html"):
        from kg.export import page

        with whole(Path(arguments.text("html"))) as stream:
            stream.write(page.write(found.issue, found.facts, found.notices, lang))
        context.say("exported", file=arguments.text("html"))
    return Outcome(text="".join(f"{line}\n" for line in _lines(found, lang)))


def _lines(found: "Understood", lang: str) -> Iterator[str]:
    from kg.export import page

    rows = list(page.frame(found.issue, found.facts, lang))
    names = padded([name for name, _ in rows])
    yield from (f"{name}{visible(words)}" for name, (_, words) in zip(names, rows, strict=True))
    for article in found.issue.articles:
        yield ""
        yield from _article(found, article.position, lang)
    if found.notices:
        yield ""
        yield messages.say("page.doubts", lang, count=len(found.notices))
    yield from (f"  {messages.notice(notice, lang)}" for notice in found.notices)


def _article(found: "Understood", position: int, lang: str) -> Iterator[str]:
    """Give an article's title, its counts and its numbers."""
    from kg import ontology
    from kg.export import amount

    article = found.issue.articles[position - 1]
    column = f"【{article.column}】" if article.column else ""
    yield f"{position}. {visible(column + article.title)}"
    kinds = Counter(e.type for m, e in set(found.facts.mentions) if article.span.covers(m.span))
    numbers = [number for number in found.facts.quantities if number.article == position]
    said = [s for s in found.facts.statements if article.span.covers(s.evidence[0].span)]
    counts = {"clauses": len(article.clauses), "statements": len(said), "quantities": len(numbers)}
    names = ", ".join(f"{ontology.load().label(kind, lang)} {kinds[kind]}" for kind in sorted(kinds))
    yield f"   {messages.say('page.counts', lang, **counts)}{names}"
    labels = padded([ontology.load().label(number.kind, lang) for number in numbers])
    values = padded([amount.words(number.amount, lang) for number in numbers])
    for label, value, number in zip(labels, values, numbers, strict=True):
        yield f"   {label}{visible(value)}{visible(cut(number.indicator, TITLE))}".rstrip()


COMMAND = Command(
    "read",
    "读",
    _run,
    (
        Option("file", kind="path", place=True, required=True, offers="files"),
        Option("html", kind="path", offers="files"),
        KIND,
        Option("lexicon", kind="path", setting="lexicon", offers="files"),
    ),
)

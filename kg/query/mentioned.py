"""What a question in Chinese names: things of the graph by every name they have there, else as the extractor reads it.

Names of the graph are found at every place and in every length, so that a pattern may choose (人工智能 or
人工智能企业). What the graph knows under another form only (四川科技厅 for 四川省科学技术厅) is read by the stages that
read texts: the same finders and the same linker, with the graph's things for an answer.
"""

from collections.abc import Iterator, Mapping

from kg import ontology
from kg.model.iri import thing
from kg.pinyin import plain
from kg.query import finding
from kg.query.index import Index

__all__ = ["Named", "fitting", "named", "read"]

_SHORTEST = 2

Named = dict[str, dict[int, str]]
"""For each piece of a question (without signs) the things it names, by number, with their class."""


def named(index: Index, question: str) -> Named:
    """Find the names of the graph in a question without signs."""
    found: Named = {}
    for start in range(len(question) - _SHORTEST + 1):
        for name in _names(index, question[start:]):
            for _, number in finding.same(index, name):
                found.setdefault(name, {})[number] = index.thing(number).kind
    return found


def read(index: Index, question: str) -> Named:
    """Let the extractor read a question; give what it found that the graph has, under the words of the question."""
    from kg import find, lexicon, link
    from kg.model import Article, Issue, Span, Text

    names, question = lexicon.load(), f"{question}\n"
    whole = Span(0, len(question))
    article = Article(whole, 1, "", "", Span(0, 0))
    issue = Issue(Text("question", question, question, ((0, 0),)), "news", "question", (article,))
    linked = link.entities(issue, find.mentions(issue, names), names)
    found: Named = {}
    for mention, entity in linked.pairs:
        number = index.number(thing(entity.type, entity.key))
        if number is not None and plain(mention.name):
            found.setdefault(plain(mention.name), {})[number] = index.thing(number).kind
    return found


def fitting(found: Named, kinds: tuple[str, ...]) -> Mapping[str, tuple[int, ...]]:
    """Give the pieces that name things of some classes, and those things; ``*`` stands for all."""
    classes = frozenset().union(*(ontology.load().subclasses(kind) for kind in kinds if kind != "*"))
    chosen = {
        piece: tuple(number for number, kind in things.items() if "*" in kinds or kind in classes)
        for piece, things in found.items()
    }
    return {piece: numbers for piece, numbers in chosen.items() if numbers}


def _names(index: Index, rest: str) -> Iterator[str]:
    """Give the beginnings of a text that are names; stop where no name goes on so."""
    for end in range(_SHORTEST, len(rest) + 1):
        part = rest[:end]
        if not any(next(iter(index.begun(way, part)), None) is not None for way in ("labels", "aliases")):
            return
        if next(iter(finding.same(index, part)), None):
            yield part

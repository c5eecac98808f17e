"""The nouns, in the order they come into being: text, issue, graph, answer; each loaded when first asked for."""

from importlib import import_module

from kg.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model.answer import Answer, Cell, Chain, Hop, Passage
    from kg.model.graph import Amount, Entity, Evidence, Facts, Measure, Mention, Notice, Quantity, Statement, Value
    from kg.model.issue import Article, Clause, Issue, Kind
    from kg.model.shard import Record, Shard
    from kg.model.text import Span, Text

__all__ = [
    "Amount",
    "Answer",
    "Article",
    "Cell",
    "Chain",
    "Clause",
    "Entity",
    "Evidence",
    "Facts",
    "Hop",
    "Issue",
    "Kind",
    "Measure",
    "Mention",
    "Notice",
    "Passage",
    "Quantity",
    "Record",
    "Shard",
    "Span",
    "Statement",
    "Text",
    "Value",
]

_MODULES = {
    "answer": "Answer Cell Chain Hop Passage",
    "graph": "Amount Entity Evidence Facts Measure Mention Notice Quantity Statement Value",
    "issue": "Article Clause Issue Kind",
    "shard": "Record Shard",
    "text": "Span Text",
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names.split()}


def __getattr__(name: str) -> object:
    """Load the module of a noun."""
    if name not in _HOMES:
        raise AttributeError(name)
    found: object = getattr(import_module(f"kg.model.{_HOMES[name]}"), name)
    globals()[name] = found
    return found

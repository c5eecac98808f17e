"""The nouns, in the order they come into being: text, issue, graph, answer."""

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

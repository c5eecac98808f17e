"""A question → an Answer: SPARQL, chains between two things, the sentences behind a statement, cards and counts.

Everything is asked of a worker process (``kg.query.worker``), which a deadline or the reader can stop. Functions take
an open ``worker`` where a front end keeps one, else they start their own.
"""

from kg.query.ask import Options, Stream, ask, query, stream
from kg.query.cards import issues, show, stats
from kg.query.limits import Limits
from kg.query.names import Match, resolve
from kg.query.paths import PathOptions, chains, paths
from kg.query.process import Worker
from kg.query.saved import Saved, load, queries, saved
from kg.query.why import why

__all__ = [
    "Limits", "Match", "Options", "PathOptions", "Saved", "Stream", "Worker", "ask", "chains", "issues", "load",
    "paths",
    "queries", "query", "resolve", "saved", "show", "stats", "stream", "why",
]  # fmt: skip

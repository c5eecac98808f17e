"""How things hang together: a path query → chains with the sentence behind every hop.

    statement   the text of a query → what it asks; written: the short form and Python → the same
    via         VIA → what is walked; space: facts of the snapshot, or edges that a pattern gave
    ground      the graph folder, or whatever else a path query is put to; plan: what it asks → numbers
    chain       ways of numbers → chains, and what a reader should know beside them

The search itself runs in the child (``kg.ways``), so that a deadline or the reader can stop it.
"""

from pathlib import Path

from kg.errors import LimitError
from kg.frozen import replace
from kg.model import Answer
from kg.query import syntax
from kg.query.ask import Options
from kg.query.index import opened
from kg.query.limits import Limits
from kg.query.paths.chain import answered
from kg.query.paths.ground import Ground, Local
from kg.query.paths.plan import LONGEST_PLAIN, planned
from kg.query.paths.statement import LONGEST, Mode, Statement, parse
from kg.query.paths.written import COUNTS, PathOptions, written
from kg.query.process import Worker

__all__ = [
    "COUNTS", "LONGEST", "Limits", "Mode", "PathOptions", "Statement", "ask", "chains", "found", "parse", "paths",
    "spoken", "written",
]  # fmt: skip

_PLAIN = PathOptions()
_ASKED = Options()


def paths(graph: Path, a: str, b: str, *, top: int = 5, longest: int = LONGEST_PLAIN) -> Answer:
    """Give the best chains between two things."""
    return chains(graph, a, b, options=PathOptions(top, longest))


def chains(
    graph: Path, a: str | None, b: str | None, *, options: PathOptions = _PLAIN, worker: Worker | None = None
) -> Answer:
    """Give chains between two things by name, with the sentences behind every hop and what a reader should know."""
    return _found(graph, written(a, b, options), options.scope, options.limits, worker)


def ask(graph: Path, text: str, *, options: Options = _ASKED, worker: Worker | None = None) -> Answer:
    """Answer a path query in ``PATHS`` form."""
    read, changed = syntax.halfwidth(text)
    if changed and options.strict:
        at = next(index for index, (old, new) in enumerate(zip(text, read, strict=True)) if old != new)
        raise syntax.fault("syntax_fullwidth", text, at, found=text[at], expected=read[at])
    answer = _found(graph, parse(text, read, base=options.base), options.scope, options.ways, worker)
    if not changed:
        return answer
    return replace(answer, notes=(("read_as_halfwidth", {"signs": " ".join(changed)}), *answer.notes))


def _found(graph: Path, statement: Statement, scope: tuple[str, ...], limits: Limits, worker: Worker | None) -> Answer:
    if worker is None:
        with Worker(graph) as own:
            return _found(graph, statement, scope, limits, own)
    with opened(graph) as index:
        answer = found(Local(graph, index, worker, limits.seconds), statement, scope, limits)
    return answer if answer.chains else replace(answer, notes=(*_hints(graph, statement), *answer.notes))


def _hints(graph: Path, statement: Statement) -> list[tuple[str, dict[str, str]]]:
    """Say which words of a question without answer the graph does not know."""
    from kg.query.hints import hints

    return hints(graph, spoken(statement))


def spoken(statement: Statement) -> str:
    """Give what a question says in words of vocabularies."""
    return f"? {statement.via.text} {statement.start.pattern} {statement.end.pattern}"


def found(ground: Ground, statement: Statement, scope: tuple[str, ...], limits: Limits) -> Answer:
    """Answer a path query that is put to some ground."""
    plan = planned(ground, statement, scope, limits)
    ways = ground.find(plan.walk, plan.question())
    if ways["met"] and statement.mode != "best":
        raise _spent(ways["met"], limits)
    return answered(plan, ways)


def _spent(met: str, limits: Limits) -> LimitError:
    """Give the error for a limit that leaves nothing sure: the shortest of some ways only looks like the shortest."""
    if met == "seconds":
        return LimitError("path_no_time", limit=f"{limits.seconds:g}")
    if met == "tried":
        return LimitError("path_no_steps", limit=limits.tried)
    return LimitError("path_no_room", limit=limits.kept)

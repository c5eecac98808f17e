"""How things hang together: a path query → chains with the sentence behind every hop.

    statement   the text of a query → what it asks
    via         VIA → what is walked; space: facts of the snapshot, or edges that a pattern gave
    plan        what it asks → numbers
    chain       ways of numbers → chains, and what a reader should know beside them

The search itself runs in the child (``kg.ways``), so that a deadline or the reader can stop it.
"""

from pathlib import Path

from kg.errors import LimitError, QueryError
from kg.frozen import frozen, replace
from kg.model import Answer
from kg.query import syntax
from kg.query.ask import Options
from kg.query.index import opened
from kg.query.limits import Limits
from kg.query.paths.chain import answered
from kg.query.paths.plan import LONGEST_PLAIN, planned
from kg.query.paths.statement import LONGEST, TOGETHER, Mode, Statement, Term, Terminal, Via, parse
from kg.query.process import Worker

__all__ = ["LONGEST", "Limits", "Mode", "PathOptions", "Statement", "ask", "chains", "parse", "paths", "written"]


@frozen
class PathOptions:
    """How to look for chains between two things.

    ``top`` is how many are wanted; ``avoid`` names what not to pass through,
    ``through`` what to pass, ``via`` what a hop is, as after VIA; ``texts`` are the texts looked at alone, as a scope
    is written, within the sources of ``scope``.
    """

    top: int = 5
    longest: int = LONGEST_PLAIN
    shortest: int = 1
    mode: Mode = "best"
    avoid: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    via: str = ""
    texts: str = ""
    scope: tuple[str, ...] = ()
    limits: Limits = Limits()


_PLAIN = PathOptions()
_ASKED = Options()


def paths(graph: Path, a: str, b: str, *, top: int = 5, longest: int = LONGEST_PLAIN) -> Answer:
    """Give the best chains between two things."""
    return chains(graph, a, b, options=PathOptions(top, longest))


def chains(graph: Path, a: str, b: str, *, options: PathOptions = _PLAIN, worker: Worker | None = None) -> Answer:
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


def written(a: str, b: str, options: PathOptions) -> Statement:
    """Give the short form as a statement."""
    if not 1 <= options.longest <= LONGEST:
        raise QueryError("bad_length", length=options.longest, ceiling=LONGEST)
    if options.shortest > options.longest:
        raise QueryError("path_lengths", fewest=options.shortest, most=options.longest)
    if options.top < 1:
        raise QueryError("bad_count", count=options.top)
    return Statement(
        options.mode,
        options.top,
        Terminal("x", term=_term(a)),
        Terminal("y", term=_term(b)),
        via=_via(options.via),
        avoid=tuple(map(_term, options.avoid)),
        through=tuple(map(_term, options.through)),
        most=options.longest,
        fewest=options.shortest,
        scope=options.texts,
        limit=options.top if options.mode == "all" else 0,
    )


def _found(graph: Path, statement: Statement, scope: tuple[str, ...], limits: Limits, worker: Worker | None) -> Answer:
    if worker is None:
        with Worker(graph) as own:
            return _found(graph, statement, scope, limits, own)
    with opened(graph) as index:
        plan = planned(graph, index, worker, (statement, scope, limits))
        found = worker.find(plan.space.source, plan.question(), timeout=limits.seconds)
        if found["met"] and statement.mode != "best":
            raise _spent(found["met"], limits)
        return answered(plan, worker, found)


def _spent(met: str, limits: Limits) -> LimitError:
    """Give the error for a limit that leaves nothing sure: the shortest of some ways only looks like the shortest."""
    if met == "seconds":
        return LimitError("path_no_time", limit=f"{limits.seconds:g}")
    if met == "tried":
        return LimitError("path_no_steps", limit=limits.tried)
    return LimitError("path_no_room", limit=limits.kept)


def _term(name: str) -> Term:
    return Term("name", name)


def _via(text: str) -> Via:
    """Read what may stand after VIA."""
    if not text:
        return Via()
    if text.upper() in TOGETHER:
        return Via("together")
    asked = f"PATHS START ?x = [[x]] END ?y = [[y]] VIA {text}"
    return parse(asked, syntax.halfwidth(asked)[0]).via

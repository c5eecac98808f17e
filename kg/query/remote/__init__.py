"""The same questions, put to a SPARQL 1.1 endpoint; of its graph is fetched only what a question can touch.

    wire       one request over HTTP, within a deadline and a size
    results    JSON → rows
    endpoint   whole questions, and batches whose size follows the endpoint's answers
    names      a name → the thing it means there
    hops       what a hop is, as SPARQL
    frontier   edges from both ends, frontier by frontier
    words      after no answer: words that the endpoint does not know
    known      degrees, names, classes, texts and background, counted by the endpoint
    near       the fetched part as arrays
    ground     all of it as the ground of ``kg.query.paths``, whose search and words are used as they are

Nothing here runs unless an address was given.
"""

from kg.errors import Interrupted, QueryError
from kg.frozen import frozen, replace
from kg.model import Answer, Cell
from kg.ontology import PREFIXES
from kg.query import syntax
from kg.query.ask import Options, request, unparsed
from kg.query.limits import Limits
from kg.query.paths import PathOptions, found, parse, spoken, written
from kg.query.paths.statement import Statement
from kg.query.process import Unparsed
from kg.query.remote import known
from kg.query.remote.ground import Remote, connected
from kg.query.remote.words import hints

__all__ = ["Place", "ask", "chains", "sources"]

_ROWS = frozenset({"SELECT", "ASK"})


@frozen
class Place:
    """An endpoint: its address, the seconds that all questions for one answer may take, the session's scope as written.

    ``ways`` are the seconds that paths may take, if that is another limit.
    """

    address: str
    seconds: float | None = 60.0
    scope: str = ""
    ways: float | None = None


def chains(place: Place, a: str, b: str, *, options: PathOptions) -> Answer:
    """Give chains between two things of an endpoint, by name."""
    return _put(place, written(a, b, options), options.limits)


def ask(place: Place, text: str, *, options: Options) -> Answer:
    """Answer a query in SPARQL or in ``PATHS`` form."""
    read, changed = syntax.halfwidth(text)
    if changed and options.strict:
        at = next(index for index, (old, new) in enumerate(zip(text, read, strict=True)) if old != new)
        raise syntax.fault("syntax_fullwidth", text, at, found=text[at], expected=read[at])
    if syntax.form(text) == "PATHS":
        answer = _put(place, parse(text, read, base=options.base), options.ways)
    else:
        answer = _rows(place, text, options)
    notes = (("read_as_halfwidth", {"signs": " ".join(changed)}),) if changed else ()
    return replace(answer, notes=(*notes, *answer.notes))


def sources(place: Place, scope: str) -> tuple[str, ...]:
    """Give the names of the texts in a scope."""
    with connected(place.address, place.seconds) as remote:
        return remote.sources(scope)


def _put(place: Place, statement: Statement, limits: Limits) -> Answer:
    with connected(place.address, place.ways or place.seconds) as remote:
        try:
            answer = found(remote, statement, remote.sources(place.scope), limits)
            before = [] if answer.chains else hints(remote, spoken(statement))
        except KeyboardInterrupt:
            raise Interrupted("interrupted") from None
        return replace(answer, notes=(*before, *answer.notes, *remote.notes))


def _rows(place: Place, text: str, options: Options) -> Answer:
    """Answer SELECT and ASK."""
    read, _ = syntax.halfwidth(text)
    syntax.check(text, read, PREFIXES)
    if syntax.form(text) not in _ROWS:
        raise QueryError("endpoint_form", form=syntax.form(text))
    with connected(place.address, place.seconds) as remote:
        used = remote.draft(text)
        graphs = remote.dataset(remote.sources(place.scope))
        asked = replace(request((used.text,), replace(options, scope=())), dataset=graphs or options.dataset)
        try:
            reply = remote.endpoint.ask(asked)
        except Unparsed as problem:
            raise unparsed(used, str(problem), base=True) from problem
        except KeyboardInterrupt:
            raise Interrupted("interrupted") from None
        rows = tuple(reply.rows)
        notes = [("truncated", {"shown": str(len(rows)), "total": str(reply.total)})] if reply.total else []
        if not rows or (reply.form == "ask" and rows[0][0].value == "false"):
            notes += hints(remote, used.text)
        if options.labels:
            rows = _labelled(remote, rows)
    return Answer(
        reply.columns, rows, "ask" if reply.form == "ask" else "select", complete=reply.complete, notes=tuple(notes)
    )


def _labelled(remote: Remote, rows: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[Cell, ...], ...]:
    iris = {cell.value for row in rows for cell in row if cell.kind == "iri"}
    names = known.labels(remote.endpoint, iris, ours=False)
    return tuple(
        tuple(replace(cell, label=names.get(cell.value, "")) if cell.kind == "iri" else cell for cell in row)
        for row in rows
    )

"""What the short form and Python say → a path query."""

from kg import ontology
from kg.errors import QueryError
from kg.frozen import frozen
from kg.query import syntax
from kg.query.limits import Limits
from kg.query.paths.plan import LONGEST_PLAIN
from kg.query.paths.statement import LONGEST, TOGETHER, Mode, Statement, Term, Terminal, Via, parse

__all__ = ["COUNTS", "PathOptions", "written"]

COUNTS: dict[Mode, int] = {"best": 5, "shortest": 0, "groups": 1, "all": 0}
"""How many a mode gives where no number is said; 0 for all that it means."""
_SIGNS = ("{", "<", '"', "[[")


@frozen
class PathOptions:
    """How to look for chains between two things.

    ``top`` is how many are wanted, 0 for all that the mode means; ``avoid`` names what not to pass through,
    ``through`` what to pass, ``via`` what a hop is, as after VIA, and ``both`` reads that either way; ``texts`` are the
    texts looked at alone, as a scope is written, within the sources of ``scope``; ``graphs`` are those of FROM.
    With ``terms`` an end and a thing to pass or avoid is a term or a pattern where it begins like one.
    """

    top: int = COUNTS["best"]
    longest: int | None = LONGEST_PLAIN
    shortest: int = 1
    mode: Mode = "best"
    avoid: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    via: str = ""
    texts: str = ""
    scope: tuple[str, ...] = ()
    limits: Limits = Limits()
    cyclic: bool = False
    both: bool = False
    limit: int = 0
    offset: int = 0
    graphs: tuple[str, ...] = ()
    terms: bool = False


def written(a: str | None, b: str | None, options: PathOptions) -> Statement:
    """Give what is asked as a statement; an end that is none is open, or the start again where a ring is wanted."""
    _check(options)
    ring = options.cyclic and b is None
    start = _end("x", a, options)
    return Statement(
        options.mode,
        options.top,
        start,
        Terminal("x") if ring else _end("y", b, options),
        cyclic=options.cyclic,
        via=_via(options.via, both=options.both),
        avoid=tuple(_term(text, options) for text in options.avoid),
        through=tuple(_term(text, options) for text in options.through),
        most=options.longest,
        fewest=options.shortest,
        limit=options.limit or (options.top if options.mode == "all" else 0),
        offset=options.offset,
        graphs=options.graphs,
        scope=options.texts,
        prefixes=ontology.PREFIXES,
    )


def _check(options: PathOptions) -> None:
    for length in (options.longest, options.shortest):
        if length is not None and not 1 <= length <= LONGEST:
            raise QueryError("bad_length", length=length, ceiling=LONGEST)
    if options.longest is None and options.mode == "all":
        raise QueryError("path_all_unbounded", ceiling=LONGEST)
    if options.longest is not None and options.shortest > options.longest:
        raise QueryError("path_lengths", fewest=options.shortest, most=options.longest)
    least = 1 if COUNTS[options.mode] else 0
    for count, lowest in ((options.top, least), (options.limit, 0), (options.offset, 0)):
        if count < lowest:
            raise QueryError("bad_count", count=count)


def _end(variable: str, text: str | None, options: PathOptions) -> Terminal:
    if text is None:
        return Terminal(variable)
    if options.terms and text.lstrip().startswith("{"):
        return _read(f"PATHS START ?{variable} {text} END ?end").start
    return Terminal(variable, term=_term(text, options))


def _term(text: str, options: PathOptions) -> Term:
    if options.terms and text.lstrip().startswith(_SIGNS):
        found = _read(f"PATHS START ?x = {text} END ?y").start.term
        if found is not None:
            return found
    return Term("name", text)


def _via(text: str, *, both: bool) -> Via:
    """Read what may stand after VIA."""
    if not text.strip():
        return Via()
    if text.upper() in TOGETHER:
        return Via("together")
    return _read(f"PATHS START ?x END ?y VIA {'BIDIRECTIONAL ' if both else ''}{text}").via


def _read(text: str) -> Statement:
    return parse(text, syntax.halfwidth(text)[0])

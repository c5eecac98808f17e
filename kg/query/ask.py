"""SPARQL text → Answer: names for IRIs, prefixes known, full-width signs read, faults in words, hints for no rows."""

import functools
from collections.abc import Iterator
from pathlib import Path

from kg import ontology
from kg.errors import Interrupted, KgError, LimitError, QueryError
from kg.frozen import frozen
from kg.model import Answer, Cell
from kg.query import syntax
from kg.query.limits import Limits
from kg.query.process import Reply, Request, Unparsed, Worker
from kg.query.scope import graphs
from kg.typed import Literal

__all__ = ["Options", "Stream", "ask", "prepared", "query", "request", "stream", "unparsed"]

_MEANINGS = (
    ("variable that is unbound", "ungrouped_variable"),
    ("Duplicated variable", "duplicate_variable"),
    ("not authorized with GROUP BY", "star_with_group"),
)
Form = Literal["select", "ask", "graph"]
Note = tuple[str, dict[str, str]]


@frozen
class Options:
    """How to read a question and the graph.

    ``default_graph`` "union" asks over all graphs, "own" over the graph without a name; ``scope`` names the sources
    that are looked at alone; ``labels`` fetches labels for IRIs; ``strict`` refuses full-width signs; ``limit`` cuts;
    ``memory`` is what the engine may take, in MiB; ``dataset`` names the default graph's graphs and the named
    ones; ``ways`` is what ``PATHS`` may use.
    """

    default_graph: Literal["union", "own"] = "union"
    base: str | None = None
    timeout: float | None = None
    limit: int | None = None
    labels: bool = False
    strict: bool = False
    scope: tuple[str, ...] = ()
    memory: int | None = None
    dataset: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    ways: Limits = Limits()


_PLAIN = Options()


class Stream:
    """An answer whose rows come as they are found; ``notes`` and ``complete`` are final after the last row."""

    def __init__(self, form: Form, columns: tuple[str, ...], notes: list[Note]) -> None:
        """Have no rows yet."""
        self.form, self.columns, self.notes = form, columns, notes
        self.rows: Iterator[tuple[Cell, ...]] = iter(())
        self.complete = True


def query(
    graph: Path,
    text: str,
    *,
    default_graph: Literal["union", "own"] = "union",
    base: str | None = None,
    timeout: float | None = None,
) -> Answer:
    """Ask the graph once; IRIs come with their labels."""
    return ask(graph, text, options=Options(default_graph, base, timeout, labels=True))


def ask(graph: Path, text: str, *, options: Options = _PLAIN, worker: Worker | None = None) -> Answer:
    """Ask the graph; a limit or the reader's Ctrl-C leaves what was found, marked as not complete."""
    if worker is None:
        with Worker(graph) as own:
            return ask(graph, text, options=options, worker=own)
    if syntax.form(text) == "PATHS":
        from kg.query.paths import ask as ask_paths

        return ask_paths(graph, text, options=options, worker=worker)
    rows: list[tuple[Cell, ...]] = []
    found: Stream | None = None
    try:
        found = stream(graph, text, options=options, worker=worker)
        rows.extend(found.rows)
    except (LimitError, Interrupted) as limit:
        return _cut(found, rows, limit)
    except KeyboardInterrupt:
        worker.cancel()
        return _cut(found, rows, Interrupted("interrupted"))
    return Answer(found.columns, tuple(rows), found.form, complete=found.complete, notes=tuple(found.notes))


def stream(graph: Path, text: str, *, options: Options = _PLAIN, worker: Worker) -> Stream:
    """Ask the graph and read the rows one by one."""
    drafts = _drafts(graph, text, options)
    texts = tuple(draft.text for draft in drafts)
    try:
        reply = worker.ask(request(texts, options), timeout=options.timeout)
    except Unparsed as problem:
        raise unparsed(drafts[0], str(problem), base=options.base is not None) from None
    used = drafts[reply.text]
    notes: list[Note] = [("read_as_halfwidth", {"signs": " ".join(used.changed)})] if used.changed else []
    order = _order(used, reply.columns)
    answer = Stream(_form(reply.form), tuple(reply.columns[at] for at in order), notes)
    rows = _watched(graph, answer, reply, used)
    answer.rows = rows if order == list(range(len(order))) else (tuple(row[at] for at in order) for row in rows)
    return answer


def request(texts: tuple[str, ...], options: Options) -> Request:
    """Make of texts that need no reading what a worker is asked."""
    return Request(
        texts=texts,
        prefixes=ontology.PREFIXES,
        base=options.base,
        default="query" if _dataset(texts[0]) else options.default_graph,
        scope=graphs(options.scope),
        dataset=options.dataset,
        limit=options.limit,
        labels=options.labels,
        memory=options.memory,
    )


def prepared(graph: Path, text: str, options: Options) -> str:
    """Give a query with IRIs for its names and half-width signs, as the engine gets it."""
    return _drafts(graph, text, options)[0].text


def _drafts(graph: Path, text: str, options: Options) -> list[syntax.Draft]:
    read, changed = syntax.halfwidth(text)
    if changed and options.strict:
        at = next(index for index, (old, new) in enumerate(zip(text, read, strict=True)) if old != new)
        raise syntax.fault("syntax_fullwidth", text, at, found=text[at], expected=read[at])
    syntax.check(text, read, ontology.PREFIXES)

    @functools.cache
    def resolve(name: str) -> str:
        from kg.query import names

        return names.resolve(graph, name).iri

    drafts = [syntax.draft(text, read, resolve=resolve, changed=changed)]
    if changed:
        drafts.append(syntax.draft(text, text, resolve=resolve))
    return drafts


def _dataset(text: str) -> bool:
    """Say whether a query names its own graphs, which then count and no others."""
    return any(token.kind == "word" and token.text.upper() == "FROM" for token in syntax.tokens(text))


def _order(used: syntax.Draft, columns: tuple[str, ...]) -> list[int]:
    """Put the columns of ``SELECT *`` in the order in which the variables stand in the query."""
    solid = [token for token in syntax.tokens(used.text) if token.solid]
    select = next((at for at, token in enumerate(solid) if token.text.upper() == "SELECT"), -1)
    plain = list(range(len(columns)))
    if not any(token.text == "*" for token in solid[select + 1 : select + 3]):
        return plain
    names = list(dict.fromkeys(token.text[1:] for token in solid if token.kind == "var"))
    return sorted(plain, key=lambda at: names.index(columns[at]) if columns[at] in names else len(names))


def _watched(graph: Path, answer: Stream, reply: Reply, used: syntax.Draft) -> Iterator[tuple[Cell, ...]]:
    """Pass the rows on; after the last one say what a reader should know about them."""
    count, truth = 0, True
    for row in reply.rows:
        count += 1
        truth = row[0].value != "false" if reply.form == "ask" else True
        yield row
    if reply.total is not None:
        key = "truncated" if reply.exact else "truncated_more"
        answer.notes.append((key, {"shown": str(count), "total": str(reply.total)}))
        answer.complete = False
    if count == 0 or not truth:
        from kg.query.hints import hints

        answer.notes.extend(hints(graph, used.text))


def _cut(found: Stream | None, rows: list[tuple[Cell, ...]], limit: KgError) -> Answer:
    fields = {name: str(value) for name, value in limit.fields.items()} | {"rows": str(len(rows))}
    form: Form = found.form if found else "select"
    columns = found.columns if found else ()
    return Answer(columns, tuple(rows), form, complete=False, notes=((limit.key, fields),))


def unparsed(draft: syntax.Draft, message: str, *, base: bool) -> QueryError:
    """Turn the engine's message into a place and words; our own grammar knows the place better."""
    from kg.query import grammar

    found = grammar.fault(draft.text)
    if found is None:
        return _meaning(draft, message, base=base)
    at = draft.origin(found.offset) if found.offset < len(draft.text) else len(draft.typed)
    shown = next((token.text for token in syntax.tokens(draft.typed) if token.start == at), found.found)
    fields = {"found": shown, "expected": " ".join(found.expected)}
    if not found.found:
        return syntax.fault("syntax_end", draft.typed, at, **fields)
    if "name" in found.expected and found.found[0].isalpha() and not found.found.isascii():
        return syntax.fault("syntax_bare_name", draft.typed, at, found=found.found)
    if found.found == "<" and ">" in draft.typed[at:].split("\n", 1)[0]:
        return syntax.fault("syntax_iri", draft.typed, at)
    guess = syntax.nearest(found.found, sorted(found.words), 1)
    if guess:
        return syntax.fault("syntax_near", draft.typed, at, guess=guess[0], **fields)
    return syntax.fault("syntax", draft.typed, at, **fields)


def _meaning(draft: syntax.Draft, message: str, *, base: bool) -> QueryError:
    """Name what is wrong with a query whose form is right."""
    relative = next((t for t in syntax.tokens(draft.text) if t.kind == "iri" and ":" not in t.text), None)
    if relative and not base:
        return syntax.fault("relative_iri", draft.typed, draft.origin(relative.start), iri=relative.text)
    key = next((key for words, key in _MEANINGS if words in message), "syntax_other")
    return syntax.fault(key, draft.typed, 0, detail=message.splitlines()[0])


def _form(form: str) -> Form:
    return "ask" if form == "ask" else "graph" if form == "graph" else "select"

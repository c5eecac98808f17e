"""How fast names are found in a graph of 100,000 things: from key to menu, beside a filter over labels, and counts.

A graph is made of every place and every line of work in the tables of names, as many bodies as asked for, each with a
short name, a place and a document it issued. Typed are Chinese beginnings and middles, initials, whole pinyin,
misprints and nonsense, a key after the other, as prompt_toolkit asks for them.
"""

from __future__ import annotations

import argparse
import itertools
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from common import publish, table

from kg import lexicon, store
from kg.model.iri import ID, PB
from kg.model.quad import RDFS, SKOS, TYPE, join, literal, node

TYPED = (
    "四川省", "济南市科", "科学技术局", "人民政府办公厅", "工信", "市监局", "scskjt", "cqs", "gyhxxhj", "zjb", "jnskjj",
    "sichuansheng", "chongqing", "gongyehe", "chengdushi", "四川科厅", "人名政府", "xyzzyxyzzy", "银河帝国", "z", "市",
)  # fmt: skip
ROUNDS = 3
QUERY = "SELECT * {{ ?d pb:issuer [[{}"
FILTER = 'SELECT ?x ?l {{ ?x rdfs:label ?l FILTER(CONTAINS(?l, "{}")) }} ORDER BY ?l LIMIT 50'
GROUPS = ("SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p", "SELECT ?c (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?c")


def main() -> None:
    """Make the graph, measure, report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--things", type=int, default=100_000)
    parser.add_argument("--graph", type=Path, help="keep the graph here, and use it if it is there")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        graph = given.graph or Path(folder) / "graph"
        if not graph.exists():
            with store.writing(graph) as writer:
                writer.switch("bench", sorted(lines(given.things)))
        publish("names", table(("measured", "result"), measured(graph, given.things)), write=given.write)


def lines(things: int) -> Iterator[str]:
    """Give the quads of a graph with so many named things: half of them bodies, half documents they issued."""
    names = lexicon.load()
    places, works = names.rows("places"), names.rows("lines")
    pairs = itertools.islice(itertools.product(works, places), things // 2)
    for at, (work, place) in enumerate(pairs):
        graph = node(f"{ID}g-bench{at % 200}-auto")
        body, document, region = (node(f"{ID}{kind}-{at}") for kind in ("agency", "policydoc", "place"))
        region = node(f"{ID}place-{places.index(place)}") if at < len(places) else node(f"{ID}place-{at % len(places)}")
        label = place.label + work.label
        rows = [
            (body, TYPE, node(f"{PB}Agency")),
            (body, node(f"{RDFS}label"), literal(label, lang="zh")),
            (body, node(f"{SKOS}altLabel"), literal(place.label[:2] + (work.aliases or (work.label,))[0], lang="zh")),
            (body, node(f"{PB}place"), region),
            (document, TYPE, node(f"{PB}PolicyDoc")),
            (document, node(f"{RDFS}label"), literal(f"{label}关于促进高质量发展的若干措施", lang="zh")),
            (document, node(f"{PB}issuer"), body),
        ]
        yield from (join(s, p, o, graph) for s, p, o in rows)


def measured(graph: Path, things: int) -> Iterator[tuple[str, str]]:
    """Measure one thing after another."""
    keys = [milliseconds for _ in range(ROUNDS) for milliseconds in menus(graph)]
    yield "things with a name · cores · load", f"{things:,} · {os.cpu_count()} · {os.getloadavg()[0]:.1f}"
    yield "key to menu, median", f"{statistics.median(keys):.1f} ms"
    yield "key to menu, 95th percentile", f"{statistics.quantiles(keys, n=20)[-1]:.1f} ms"
    yield "key to menu, slowest", f"{max(keys):.1f} ms"
    yield from filters(graph)
    yield from counts(graph)


def menus(graph: Path) -> Iterator[float]:
    """Give the milliseconds from each key to its menu, in a query and bare."""
    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document

    from kg.shell.complete import ShellCompleter
    from kg.shell.names import Names

    names = Names(graph)
    names.start()
    time.sleep(1)
    completer = ShellCompleter((), lambda: names, tuple, tuple, lambda: "zh")
    begun = (typed[:end] for typed in TYPED for end in range(1, len(typed) + 1))
    for text in (text for typed in begun for text in (QUERY.format(typed), f"SELECT * {{ {typed}")):
        began = time.perf_counter()
        list(completer.get_completions(Document(text), CompleteEvent()))
        yield 1000 * (time.perf_counter() - began)
    names.close()


def filters(graph: Path) -> Iterator[tuple[str, str]]:
    """Compare the search for a name with a filter over all labels, word by word in the same round."""
    from kg import query
    from kg.query import finding
    from kg.query.index import opened

    ours, theirs, ratios = [], [], []
    with query.Worker(graph) as worker, opened(graph) as index:
        query.ask(graph, FILTER.format("甲"), worker=worker)
        for _, typed in itertools.product(range(3), [word for word in TYPED if not word.isascii()]):
            search = _timed(lambda: finding.fits(index, typed))  # noqa: B023 - called at once
            scan = _timed(lambda: query.ask(graph, FILTER.format(typed), worker=worker))  # noqa: B023 - called at once
            ours.append(search)
            theirs.append(scan)
            ratios.append(scan / search)
    yield "name search, median", f"{1000 * statistics.median(ours):.2f} ms"
    yield "CONTAINS filter over labels, median", f"{1000 * statistics.median(theirs):.0f} ms"
    yield "filter ÷ search, median · least", f"{statistics.median(ratios):.0f} · {min(ratios):.0f}"


def counts(graph: Path) -> Iterator[tuple[str, str]]:
    """Compare the counts kept with the snapshot with the GROUP BY that makes them."""
    from kg import query

    with query.Worker(graph) as worker:
        ratios, kept, grouped = [], [], []
        for _ in range(3):
            kept.append(_timed(lambda: query.stats(graph)))
            grouped.append(sum(_timed(lambda: query.ask(graph, text, worker=worker)) for text in GROUPS))  # noqa: B023
            ratios.append(grouped[-1] / kept[-1])
    yield "counts by class and relation: kept", f"{1000 * statistics.median(kept):.1f} ms"
    yield "counts by class and relation: GROUP BY", f"{1000 * statistics.median(grouped):.0f} ms"
    yield "GROUP BY ÷ kept", f"{statistics.median(ratios):.0f}"


def _timed(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()

"""Random facts in a graph folder, random PATHS queries: what is read, planned, searched and told equals brute force."""

import pytest
from every_way import CONDITIONS, MODES, Brute, question, skewed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kg
from kg.model.iri import ID, PB
from kg.model.quad import RDFS, TYPE, join, literal, node
from kg.query import Limits, Options, Worker
from kg.query.paths import ask
from kg.store import writing

RELATIONS = ("about", "place", "sector")
CLASSES = ("Program", "Sector")
SIZE = 9
TEXTS = [f"{ID}g-reference", *(f"{ID}g-期{number}-auto" for number in (1, 2, 3))]


def thing(number):
    return f"{ID}thing-{number}"


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A function that writes edges as a graph folder, called as their things are numbered; labels run backwards."""

    def run(edges):
        lines = []
        for number in range(SIZE):
            kind = CLASSES[number // 2 % 2]
            lines.append(join(node(thing(number)), TYPE, node(PB + kind), node(TEXTS[0])))
            label = literal(f"甲{SIZE - number}", lang="zh")
            lines.append(join(node(thing(number)), node(f"{RDFS}label"), label, node(TEXTS[0])))
        for subject, relation, other, texts in edges:
            terms = node(thing(subject)), node(PB + RELATIONS[relation]), node(thing(other))
            lines += [join(*terms, node(TEXTS[text])) for text in texts]
        folder = tmp_path_factory.mktemp("random") / "graph"
        with writing(folder) as writer:
            writer.switch("random", sorted(set(lines)))
        return folder

    return run


def query(asked, texts):
    """A question between 0 and 6 as it is written."""
    head = {"best": f"BEST {asked.count}", "groups": f"SHORTEST {asked.count} GROUPS", "all": "ALL"}
    head["shortest"] = f"SHORTEST {asked.count or ''}"
    parts = [f"PATHS {head[asked.mode]}"]
    parts += [f"FROM <{TEXTS[text]}>" for text in texts or ()]
    parts.append(f"START ?x = <{thing(0)}> END ?y = <{thing(6)}>")
    if asked.codes is not None:
        parts.append("VIA " + "|".join(f"{'^' * (code & 1)}pb:{RELATIONS[code >> 1]}" for code in asked.codes))
    for word, numbers in (("THROUGH", asked.through), ("AVOID", asked.avoid)):
        if numbers:
            parts.append(f"{word} " + " ".join(f"<{thing(number)}>" for number in numbers))
    return " ".join([*parts, f"MAX LENGTH {asked.most} MIN LENGTH {asked.fewest}"])


def told(answer):
    """Chains as things by number, with cost and count."""
    found = []
    for chain in answer.chains:
        things = [chain.hops[0].start, *(hop.end for hop in chain.hops)]
        found.append((tuple(int(cell.value.rpartition("-")[2]) for cell in things), chain.cost, chain.count))
    return found


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**9), some=st.lists(st.tuples(CONDITIONS, MODES), min_size=5, max_size=10))
def test_queries_equal_brute_force(written, seed, some):
    """Modes, lengths, VIA, FROM, THROUGH and AVOID, with the background rule where nothing is said of hops."""
    _, edges = skewed(SIZE, 22, 3, seed)
    edges = [(*row, texts or frozenset({0})) for *row, texts in edges]
    folder = written(edges)
    with Worker(folder) as worker:
        for conditions, mode in some:
            share = 0.5 if conditions["codes"] is None else 0.0
            texts = conditions["texts"] and tuple(text for text in conditions["texts"] if text)
            asked = question(**conditions | mode | {"share": share, "texts": (0, *texts) if texts else None})
            brute = Brute((SIZE, edges), asked)
            wanted = [
                (way, round(cost / (1 << 20) + 1, 2), count) for way, cost, count in brute.wanted(brute.ways(0, 6))
            ]
            options = Options(ways=Limits(seconds=None, raw=10**6, background=()))
            assert told(ask(folder, query(asked, texts), options=options, worker=worker)) == wanted


def test_the_same_by_keyword(written):
    """One of them through the front door."""
    _, edges = skewed(SIZE, 22, 3, 7)
    edges = [(*row, texts or frozenset({0})) for *row, texts in edges]
    folder = written(edges)
    asked = question(mode="all", most=3)
    found = kg.paths(folder, f"<{thing(0)}>", f"<{thing(6)}>", mode="all", longest=3, limits=Limits(share=0.0))
    brute = Brute((SIZE, edges), asked)
    assert [way for way, _, _ in told(found)] == [way for way, _, _ in brute.wanted(brute.ways(0, 6))]
    assert found.chains

"""A small graph written by hand, for tests of questions and exports: two issues, two provinces, what joins them."""

from pathlib import Path

from kg.model import Record, Shard
from kg.model.iri import ID, PB, statement
from kg.model.quad import RDFS, SKOS, TYPE, XSD, join, literal, node
from kg.store import writing

TEXT_1 = "四川省科技厅印发《中试平台办法》，支持人工智能。"
TEXT_2 = "福建省科技厅印发《人工智能措施》，支持人工智能，最高奖励500万元。"

THINGS = {
    "agency-510000-科学技术厅": ("Agency", "四川省科学技术厅", ("四川省科技厅",), "1"),
    "agency-350000-科学技术厅": ("Agency", "福建省科学技术厅", ("福建省科技厅",), "2"),
    "place-510000": ("Place", "四川省", ("四川",), "1"),
    "place-350000": ("Place", "福建省", ("福建",), "2"),
    "policydoc-中试平台办法": ("PolicyDoc", "中试平台办法", (), "1"),
    "policydoc-人工智能措施": ("PolicyDoc", "人工智能措施", (), "2"),
    "sector-人工智能": ("Sector", "人工智能", ("AI",), "12"),
    "program-孤岛计划": ("Program", "孤岛计划", (), "1"),
    "quantity-期2-1-1-1": ("Quantity", "奖励 最高500万元", (), "2"),
}
FACTS = (
    ("policydoc-中试平台办法", "issuer", "agency-510000-科学技术厅", "1"),
    ("policydoc-人工智能措施", "issuer", "agency-350000-科学技术厅", "2"),
    ("agency-510000-科学技术厅", "place", "place-510000", "1"),
    ("agency-350000-科学技术厅", "place", "place-350000", "2"),
    ("policydoc-中试平台办法", "sector", "sector-人工智能", "1"),
    ("policydoc-人工智能措施", "sector", "sector-人工智能", "2"),
    ("quantity-期2-1-1-1", "about", "policydoc-人工智能措施", "2"),
)
SOURCES = {"1": TEXT_1, "2": TEXT_2}


def thing(name: str) -> str:
    return f"{ID}{name}"


def lines(extra: tuple[str, ...] = ()) -> list[str]:
    """All quads of the small graph, sorted."""
    found = [line for name, row in THINGS.items() for line in _thing(name, *row)]
    found += [line for row in FACTS for line in _fact(*row)]
    found += [line for source, text in SOURCES.items() for line in _issue(source, text)]
    money = thing("quantity-期2-1-1-1")
    found.append(_auto(money, f"{PB}max", f'"5000000"^^<{XSD}decimal>', "2"))
    found.append(_auto(money, TYPE[1:-1], node(f"{PB}Support"), "2"))
    found.append(_auto(money, f"{PB}unit", literal("CNY"), "2"))
    return sorted({*found, *extra})


def build(folder: Path, extra: tuple[str, ...] = ()) -> Path:
    """Write the small graph as a graph folder."""
    with writing(folder) as writer:
        writer.switch("small", lines(extra))
    return folder


def build_with_texts(folder: Path) -> Path:
    """Write the small graph with the list of its two texts."""
    with writing(folder) as writer:
        for source, text in SOURCES.items():
            name, number = f"期{source}", int(source)
            record = Record(
                name, "bulletin", f"要参第{source}期", f"issue-{name}", "要参", number, f"2025-0{source}-01"
            )
            writer.put(Shard(record, ()), raw=text)
        writer.switch("small", lines())
    return folder


def named(name: str, kind: str, label: str, alias: str = "") -> list[str]:
    """Lines for one more thing that a text of the first issue names."""
    return _thing(name, kind, label, (alias,) if alias else (), "1")


def _auto(subject: str, predicate: str, value: str, source: str) -> str:
    return join(node(subject), node(predicate), value, node(f"{ID}g-期{source}-auto"))


def _proof(subject: str, predicate: str, value: str, source: str) -> str:
    return join(node(subject), node(predicate), value, node(f"{ID}g-期{source}-evidence"))


def _thing(name: str, kind: str, label: str, aliases: tuple[str, ...], sources: str) -> list[str]:
    found = []
    for source in sources:
        found.append(_auto(thing(name), TYPE[1:-1], node(f"{PB}{kind}"), source))
        found.append(_auto(thing(name), f"{RDFS}label", literal(label, lang="zh"), source))
        found += [_auto(thing(name), f"{SKOS}altLabel", literal(alias, lang="zh"), source) for alias in aliases]
        if kind != "Quantity":
            found.append(_auto(thing(f"article-期{source}-1"), f"{PB}mentions", node(thing(name)), source))
    return found


def _fact(subject: str, relation: str, other: str, source: str) -> list[str]:
    terms = node(thing(subject)), node(PB + relation), node(thing(other))
    iri, text = statement(*terms), SOURCES[source]
    found = [_auto(thing(subject), PB + relation, terms[2], source)]
    found.append(_proof(iri, TYPE[1:-1], node(f"{PB}Statement"), source))
    pairs = zip(("subject", "predicate", "object"), terms, strict=True)
    found += [_proof(iri, PB + name, term, source) for name, term in pairs]
    found.append(_proof(iri, f"{PB}rule", literal("hand"), source))
    found.append(_proof(iri, f"{PB}confidence", f'"0.9"^^<{XSD}decimal>', source))
    found += _span(iri, "evidence", source, (0, len(text)))
    return found + _span(iri, "marks", source, (0, 6))


def _span(subject: str, relation: str, source: str, span: tuple[int, int]) -> list[str]:
    start, end = span
    iri = thing(f"span-期{source}-{start}-{end}")
    return [
        _proof(subject, PB + relation, node(iri), source),
        _proof(iri, TYPE[1:-1], node(f"{PB}Span"), source),
        _proof(iri, f"{PB}source", node(thing(f"issue-期{source}")), source),
        _proof(iri, f"{PB}start", f'"{start}"^^<{XSD}integer>', source),
        _proof(iri, f"{PB}end", f'"{end}"^^<{XSD}integer>', source),
        _proof(iri, f"{PB}quote", literal(SOURCES[source][start:end]), source),
        _proof(iri, f"{PB}page", f'"1"^^<{XSD}integer>', source),
    ]


def _issue(source: str, text: str) -> list[str]:
    issue, article = thing(f"issue-期{source}"), thing(f"article-期{source}-1")
    return [
        _auto(issue, TYPE[1:-1], node(f"{PB}Issue"), source),
        _auto(issue, f"{RDFS}label", literal(f"要参第{source}期", lang="zh"), source),
        _auto(issue, f"{PB}date", f'"2025-0{source}-01"^^<{XSD}date>', source),
        _auto(issue, f"{PB}number", f'"{source}"^^<{XSD}integer>', source),
        _auto(article, TYPE[1:-1], node(f"{PB}Article"), source),
        _auto(article, f"{RDFS}label", literal(text[:4], lang="zh"), source),
        _auto(article, f"{PB}column", literal("省外速览"), source),
        _auto(article, f"{PB}issue", node(issue), source),
        *_span(article, "evidence", source, (0, 4)),
    ]

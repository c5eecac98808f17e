"""A graph of ten things and nine facts with all that breaks files: for tests of exports.

Chinese, a character beyond the first plane, quotes, line ends, HTML, the end of a script, a formula, a control
character, Markdown, Cypher, two relations between the same two things, one fact in two texts, a thing tied to itself.
"""

from pathlib import Path

from kg.model.iri import ID, PB, statement
from kg.model.quad import RDFS, SKOS, TYPE, XSD, join, literal, node
from kg.store import writing

SENTENCE = "四川省“𠮷”\n<img src=x onerror=alert(1)></script>\"引'号\"\\n=cmd|'/c calc'!A1，`}); MATCH (n)//，{{#x}} [[链接]]。"
FORMULA = "=cmd|'/c calc'!A1"
LABELS = {
    "policydoc-甲": '<img src=x onerror=alert(1)>《甲》"引号"',
    "policydoc-乙": "</script><script>alert(1)</script>\u0001乙",
    "agency-1": FORMULA,
    "agency-2": "<html>𠮷野家管理局",
    "agency-3": "甲`);DROP\\'--",
    "place-510000": "四川省",
    "sector-人工智能": "[[人工智能]] ![x](javascript:alert)",
    "program-1": "---\n# 计划: *a* _b_",
    "group-1": "CON",
    "group-2": "con",
}
KINDS = {
    "policydoc": "PolicyDoc",
    "agency": "Agency",
    "place": "Place",
    "sector": "Sector",
    "program": "Program",
    "group": "Group",
}
FACTS = (
    ("policydoc-甲", "issuer", "agency-1", "12"),
    ("policydoc-甲", "place", "place-510000", "1"),
    ("policydoc-甲", "cites", "policydoc-乙", "1"),
    ("policydoc-甲", "amends", "policydoc-乙", "2"),
    ("policydoc-乙", "cites", "policydoc-乙", "1"),
    ("policydoc-乙", "issuer", "agency-2", "2"),
    ("policydoc-乙", "sector", "sector-人工智能", "2"),
    ("policydoc-甲", "establishes", "program-1", "1"),
    ("agency-3", "place", "place-510000", "2"),
)
CLEAN = {name: " ".join(label.replace("\u0001", "").split()) for name, label in LABELS.items()}
"""Labels as files show them: on one line, without what no file may hold."""


def thing(name: str) -> str:
    return f"{ID}{name}"


def lines() -> list[str]:
    """All quads, sorted."""
    found = [line for name, label in LABELS.items() for line in _thing(name, label)]
    found += [line for s, p, o, sources in FACTS for source in sources for line in _fact(s, p, o, source)]
    found += [line for source in "12" for line in _issue(source)]
    return sorted(set(found))


def build(folder: Path) -> Path:
    """Write the graph as a graph folder."""
    with writing(folder) as writer:
        writer.switch("hostile", lines())
    return folder


def _said(subject: str, predicate: str, value: str, graph: str) -> str:
    return join(node(subject), predicate, value, node(f"{ID}g-{graph}"))


def _thing(name: str, label: str) -> list[str]:
    kind = node(PB + KINDS[name.partition("-")[0]])
    found = [
        _said(thing(name), TYPE, kind, "期1-auto"),
        _said(thing(name), node(f"{RDFS}label"), literal(label, lang="zh"), "期1-auto"),
    ]
    if name == "policydoc-甲":
        found.append(_said(thing(name), node(f"{PB}docNumber"), literal("001234"), "期1-auto"))
        found.append(_said(thing(name), node(f"{PB}docDate"), f'"2025-01-15"^^<{XSD}date>', "期1-auto"))
        found.append(_said(thing(name), node(f"{PB}openList"), f'"true"^^<{XSD}boolean>', "期1-auto"))
        found.append(_said(thing(name), node(f"{SKOS}altLabel"), literal("+别名|,;"), "期1-auto"))
    return found


def _fact(subject: str, relation: str, other: str, source: str) -> list[str]:
    terms = node(thing(subject)), node(PB + relation), node(thing(other))
    iri, graph = statement(*terms), f"期{source}-evidence"
    span = thing(f"span-期{source}-0-{len(SENTENCE)}")
    found = [
        _said(thing(subject), terms[1], terms[2], f"期{source}-auto"),
        _said(iri, TYPE, node(f"{PB}Statement"), graph),
    ]
    found += [
        _said(iri, node(PB + name), term, graph)
        for name, term in zip(("subject", "predicate", "object"), terms, strict=True)
    ]
    found += [
        _said(iri, node(f"{PB}evidence"), node(span), graph),
        _said(span, TYPE, node(f"{PB}Span"), graph),
        _said(span, node(f"{PB}source"), node(thing(f"issue-期{source}")), graph),
        _said(span, node(f"{PB}start"), f'"0"^^<{XSD}integer>', graph),
        _said(span, node(f"{PB}end"), f'"{len(SENTENCE)}"^^<{XSD}integer>', graph),
        _said(span, node(f"{PB}quote"), literal(SENTENCE), graph),
    ]
    return found


def _issue(source: str) -> list[str]:
    issue, graph = thing(f"issue-期{source}"), f"期{source}-auto"
    return [
        _said(issue, TYPE, node(f"{PB}Issue"), graph),
        _said(issue, node(f"{RDFS}label"), literal(f"要参第{source}期", lang="zh"), graph),
        _said(issue, node(f"{PB}date"), f'"2025-0{source}-01"^^<{XSD}date>', graph),
        _said(issue, node(f"{PB}number"), f'"{source}"^^<{XSD}integer>', graph),
    ]

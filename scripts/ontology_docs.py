"""Print docs/ontology.md from the ontology files: python scripts/ontology_docs.py > docs/ontology.md."""

from collections.abc import Iterator

from kg import ontology
from kg.model.quad import RDFS, SKOS, node, unescape
from kg.ontology import ClassInfo, Ontology, RelationInfo

INTRO = """\
# The ontology

What the graph can say. This page is printed by `python scripts/ontology_docs.py`; the words themselves stand in
`ontology/`:

- `types.ttl`: the classes, each with labels and definitions in Chinese and English, a character and a colour.
- `relations.ttl`: the relations, with the label for reading them backwards, their kind of edge, domain and range.
- `schemes.ttl`: the classifications of sectors, instruments, groups and document types, and the concepts at their top;
  the other concepts are rows of `data/names/`.
- `gb4754.ttl`: the sections and divisions of GB/T 4754—2017, to which sectors are linked by `pb:gb4754`.
- `alignments.ttl`: how these words stand to ELI, W3C ORG, SKOS, schema.org, QUDT, PROV, BIBO and Web Annotation.
- `shapes.ttl`: what every text's part of the graph must satisfy (SHACL); `kg check` says what does not.

The files keep to a small part of Turtle that `kg.ontology` reads without an RDF library: strings on one line,
`;` `,` `[ ]` `( )`, no labels of blank nodes, no `@base`. Domains and ranges are `schema:domainIncludes` and
`schema:rangeIncludes`: where several are given, each is allowed.

    PREFIX pb: <https://w3id.org/policy-bulletin/ontology#>
    PREFIX id: <https://w3id.org/policy-bulletin/id/>
"""
KINDS = {
    "fact": ("Facts", "What documents say. Path search walks on these, and each carries its evidence."),
    "provenance": ("Provenance", "Where it is said. Path search does not walk on these."),
    "schema": (
        "Schema",
        "Kinds, containment and names. Path search walks on `pb:within` alone: a province is what its cities lie in.",
    ),
}


def main() -> None:
    """Print the page."""
    known = ontology.load()
    print(INTRO)
    print("\n".join(_classes(known)))
    for kind, (title, sentence) in KINDS.items():
        print(f"## {title}\n\n{sentence}\n")
        print("\n".join(_relations(known, kind)))
    print("\n".join(_schemes()))


def _classes(known: Ontology) -> Iterator[str]:
    yield "## Classes\n"
    yield "| | Class | 名称 | Is a | What it is | 含义 |"
    yield "|---|---|---|---|---|---|"
    for each in known.classes.values():
        yield _class(each)
    yield ""


def _class(each: ClassInfo) -> str:
    above = f"`pb:{each.parent}`" if each.parent else ""
    return (
        f"| {each.icon} | `pb:{each.name}` | {each.label_zh} | {above} | {each.definition_en} | {each.definition_zh} |"
    )


def _relations(known: Ontology, kind: str) -> Iterator[str]:
    yield "| Relation | 名称 | 反向 | From | To | What it says |"
    yield "|---|---|---|---|---|---|"
    for each in known.relations.values():
        if each.kind == kind:
            yield _relation(each)
    yield ""


def _relation(each: RelationInfo) -> str:
    name = each.name if ":" in each.name else f"pb:{each.name}"
    ends = (", ".join(names) for names in (each.domain, each.range))
    return f"| `{name}` | {each.label_zh} | {each.inverse_zh} | {' | '.join(ends)} | {each.definition_en} |"


def _schemes() -> Iterator[str]:
    yield "## Classifications\n"
    yield "| Scheme | 名称 | What it is |"
    yield "|---|---|---|"
    rows = [*ontology.triples("schemes.ttl"), *ontology.triples("gb4754.ttl")]
    for scheme in (s for s, _, o in rows if o == node(f"{SKOS}ConceptScheme")):
        said = {(p, o[-3:]): unescape(o) for s, p, o in rows if s == scheme}
        label, definition = said[node(f"{RDFS}label"), "@zh"], said[node(f"{SKOS}definition"), "@en"]
        yield f"| `id:{unescape(scheme).removeprefix(ontology.ID)}` | {label} | {definition} |"


if __name__ == "__main__":
    main()

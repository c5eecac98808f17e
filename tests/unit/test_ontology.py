"""What the ontology files say, and that our own reader reads them as an RDF library does."""

import os
import subprocess
import sys

import pytest
import rdflib
import rdflib.compare

from kg import lexicon, ontology, resources, turtle
from kg.model.quad import unescape


def _words(text):
    return text.split()


ONTOLOGY = ontology.load()
ENTRIES = (*ONTOLOGY.classes.values(), *ONTOLOGY.relations.values())
FILES = sorted(path.name for path in resources.ontology().glob("*.ttl"))
CONTRACT_CLASSES = _words(
    "Bulletin Issue Article Clause PolicyDoc Agency AgencyGroup Organization Place Program Tier Measure Quantity "
    "Target Goal Requirement Achievement Support Ratio Threshold Sector Instrument Group Statement Span"
)
CONTRACT_RELATIONS = _words(
    "bulletin number date publisher sentTo copiedTo mentions issue column position title heading tocTitle reportsOn "
    "article inDocument issuer openList place docType docNumber docDate dateNotAfter status edition annexOf basedOn "
    "implements cites amends repeals supplements sector appliesTo instrument establishes tier level parent formerly "
    "gbCode within owner period nextTier clause document beneficiary actor program quantity about indicator value min "
    "max inclusive approx unit per oneOff of by raw subject predicate object confidence rule state source start end "
    "quote page evidence marks skos:broader rdf:type"
)


@pytest.mark.parametrize("name", FILES)
def test_triples_are_those_an_rdf_library_reads(name):
    """Our reader of the Turtle subset and rdflib agree on every file, blank nodes and all."""
    lines = "\n".join(" ".join(triple) + " ." for triple in ontology.triples(name))
    ours = rdflib.Graph().parse(data=lines, format="nt")
    theirs = rdflib.Graph().parse(resources.ontology(name), format="turtle")
    assert _canonical(ours) == _canonical(theirs)


@pytest.mark.parametrize(
    "text",
    ["pb:a pb:b pb:c .", '<a> <b> "open .', "<a> <b> ] .", "<a> <b> (<c>", "<a> <b>",
     "<a> <b> <c> .\n  <d> <b> <c> .", "<a> <b>\n<c> .", "<a> <b> <c> .\n<a> <b> <d> ."],
)  # fmt: skip
def test_reader_refuses_what_it_does_not_know(text, tmp_path, monkeypatch):
    """A prefix never declared, a string never closed, a stray bracket and a block out of place are errors."""
    (tmp_path / "broken.ttl").write_text(text, encoding="utf-8")
    monkeypatch.setattr(resources, "ontology", tmp_path.joinpath)
    with pytest.raises(ValueError, match=r"broken\.ttl"):
        ontology.triples.__wrapped__("broken.ttl")


def test_entries_are_those_an_rdf_library_finds():
    """Each class and relation, read alone, is called and placed as in the whole of the files."""
    whole = rdflib.Graph()
    for name in ("types.ttl", "relations.ttl"):
        whole.parse(resources.ontology(name), format="turtle")
    kinds = dict(whole.subject_objects(rdflib.URIRef(f"{ontology.PB}edgeKind")))
    assert {entry.iri for entry in ONTOLOGY.classes.values()} == set(
        map(str, whole.subjects(rdflib.RDF.type, rdflib.OWL.Class))
    )
    assert {entry.iri: ontology.PB + entry.kind for entry in ONTOLOGY.relations.values()} == {
        str(iri): str(kind) for iri, kind in kinds.items()
    }
    for entry in ENTRIES:
        labels = {label.language: str(label) for label in whole.objects(rdflib.URIRef(entry.iri), rdflib.RDFS.label)}
        assert labels == {"zh": entry.label_zh, "en": entry.label_en}


def test_one_relation_is_read_without_the_others(monkeypatch):
    """Who asks for one relation has its block read and no other; an unknown name has none."""
    read = []
    block = turtle.Turtle.block
    monkeypatch.setattr(turtle.Turtle, "block", lambda self, word: read.append(word) or block(self, word))
    relations = ontology.load.__wrapped__().relations
    assert relations["issuer"].label_zh == "发布机构"
    assert "unheard" not in relations
    assert set(read) == {"pb:issuer", "pb:unheard"}


@pytest.mark.parametrize("name", CONTRACT_CLASSES)
def test_classes_of_the_contract_are_there(name):
    """Every class of the contract exists under its own name."""
    assert ONTOLOGY.classes[name].iri == ontology.PB + name


@pytest.mark.parametrize("name", CONTRACT_RELATIONS)
def test_relations_of_the_contract_are_there(name):
    """Every relation of the contract exists under its own name."""
    assert name in ONTOLOGY.relations


@pytest.mark.parametrize(
    "entry", [*ONTOLOGY.classes.values(), *ONTOLOGY.relations.values()], ids=lambda entry: entry.name
)
def test_every_entry_is_labelled_and_defined_in_both_languages(entry):
    """Nothing stands in the ontology that a reader of either language cannot read."""
    assert all((entry.label_zh, entry.label_en, entry.definition_zh, entry.definition_en))


def test_chinese_labels_of_classes_tell_them_apart():
    """No two classes share a Chinese label."""
    labels = [entry.label_zh for entry in ONTOLOGY.classes.values()]
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize("relation", ONTOLOGY.relations.values(), ids=lambda relation: relation.name)
def test_relations_between_things_read_backwards(relation):
    """A relation that leads to a thing has a label from there; predicates of statements are no things."""
    things = not relation.literal and relation.name != "predicate"
    assert bool(relation.inverse_zh and relation.inverse_en) == things


@pytest.mark.parametrize("relation", ONTOLOGY.relations.values(), ids=lambda relation: relation.name)
def test_domains_and_ranges_are_classes_we_have(relation):
    """Ends of relations in our own namespace are classes of ours."""
    ends = [name for name in (*relation.domain, *relation.range) if ":" not in name]
    assert set(ends) <= set(ONTOLOGY.classes)


def test_paths_walk_facts_and_from_place_to_place():
    """A province's paths lead through the documents of its cities, though that they lie in it is no fact of a text."""
    assert ONTOLOGY.walked() == ONTOLOGY.edges("fact") | {f"{ontology.PB}within"}


def test_facts_provenance_and_schema_do_not_overlap():
    """Each relation is of exactly one kind."""
    kinds = [ONTOLOGY.edges(kind) for kind in ("fact", "provenance", "schema")]
    assert sum(map(len, kinds)) == len(frozenset().union(*kinds)) == len(ONTOLOGY.relations)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("issuer", "fact"), ("nextTier", "fact"), ("about", "fact"), ("mentions", "provenance"), ("clause", "provenance"),
     ("evidence", "provenance"), ("within", "schema"), ("rdf:type", "schema"), ("skos:broader", "schema")],
)  # fmt: skip
def test_relation_has_the_kind_that_paths_depend_on(name, kind):
    """Facts are walked on, provenance and schema are not."""
    assert ONTOLOGY.relations[name].kind == kind


@pytest.mark.parametrize("name", ["issuer", "pb:issuer", f"{ontology.PB}issuer"])
def test_label_takes_any_spelling_of_a_name(name):
    """Local name, prefixed name and IRI are the same relation."""
    assert (ONTOLOGY.label(name), ONTOLOGY.label(name, "en")) == ("发布机构", "issuer")


def test_label_of_a_stranger_is_its_name():
    """What the ontology does not know is shown as it came."""
    assert ONTOLOGY.label("http://example.org/x") == "http://example.org/x"


def test_datatype_is_that_of_the_only_range():
    """Values of one type have a datatype; things and choices have none."""
    found = [ONTOLOGY.relations[name].datatype.rpartition("#")[2] for name in ("docDate", "issuer", "by")]
    assert found == ["date", "", ""]


def test_subclasses_and_superclasses_follow_the_tree():
    """Targets are goals and requirements; a goal is a target and a quantity."""
    assert ONTOLOGY.subclasses("Target") == {"Target", "Goal", "Requirement"}
    assert ONTOLOGY.superclasses("Goal") == ("Target", "Quantity")


def test_ntriples_are_sorted_unique_and_without_blank_nodes():
    """The ontology's graph has the same bytes every time."""
    lines = ontology.ntriples()
    assert list(lines) == sorted(set(lines))
    assert not any("_:" in line for line in lines)


def test_prefixes_of_the_files_are_ours():
    """A prefix that both the files and the product use stands for the same namespace."""
    for name in FILES:
        graph = rdflib.Graph(bind_namespaces="none").parse(resources.ontology(name), format="turtle")
        declared = {prefix: str(namespace) for prefix, namespace in graph.namespaces()}
        assert all(ontology.PREFIXES.get(prefix, base) == base for prefix, base in declared.items())


def test_every_class_has_a_character_and_a_colour():
    """Drawings and tables can show any class."""
    for entry in ONTOLOGY.classes.values():
        assert len(entry.icon) == 1
        assert len(bytes.fromhex(entry.colour.removeprefix("#"))) == 3


def test_alignments_speak_only_of_what_we_have():
    """No alignment outlives the word it aligns."""
    known = {entry.iri for entry in ENTRIES}
    assert {subject.strip("<>") for subject, _, _ in ontology.triples("alignments.ttl")} <= known


def test_concepts_of_the_schemes_point_at_things_that_exist():
    """Schemes, wider concepts and industry classes named by a concept are defined."""
    triples = [*ontology.triples("schemes.ttl"), *ontology.triples("gb4754.ttl")]
    defined = {subject for subject, _, _ in triples}
    named = {value for _, _, value in triples if value.startswith(f"<{ontology.ID}")}
    assert named <= defined


def test_schemes_of_the_name_tables_are_defined():
    """Every scheme that a sector's row names is one of ours."""
    named = {scheme for row in lexicon.load().rows("sectors") for scheme in row.values("scheme")}
    assert {f"<{ontology.ID}scheme-{scheme}>" for scheme in named} <= set(_concepts("ConceptScheme"))


@pytest.mark.parametrize(("table", "kind"), [("sectors", "sector"), ("instruments", "instrument"), ("groups", "group")])
def test_concepts_are_named_as_in_the_tables(table, kind):
    """A concept of the schemes is no second name for a row: an alias there is not a label here."""
    aliases = {alias for row in lexicon.load().rows(table) for alias in row.aliases}
    labels = {unescape(iri).rpartition(f"{kind}-")[2] for iri in _concepts("Concept") if f"id/{kind}-" in iri}
    assert not labels & aliases


def test_gb4754_has_all_sections_and_divisions():
    """The standard has 20 sections and 97 divisions."""
    codes = [
        value.strip('"') for _, relation, value in ontology.triples("gb4754.ttl") if relation.endswith("notation>")
    ]
    assert (sum(code.isalpha() for code in codes), sum(code.isdigit() for code in codes)) == (20, 97)


def test_plain_use_loads_no_rdf_library():
    """Help and queries read labels without rdflib, pySHACL or pyoxigraph."""
    code = "import sys; from kg import ontology; ontology.load(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"rdflib", "pyshacl", "pyoxigraph"} & set(done.stdout.split())


def test_page_of_the_ontology_is_current():
    """docs/ontology.md is what scripts/ontology_docs.py prints."""
    root = resources.ontology().parent
    if not (root / "scripts").is_dir():
        pytest.skip("the scripts are in a checkout only")
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONUTF8": "1"}
    script = [sys.executable, "scripts/ontology_docs.py"]
    done = subprocess.run(script, cwd=root, env=environment, capture_output=True, check=True)
    assert done.stdout.decode() == (root / "docs" / "ontology.md").read_text(encoding="utf-8")


def _concepts(kind):
    return [s for s, _, o in ontology.triples("schemes.ttl") if o == f"<{ontology.PREFIXES['skos']}{kind}>"]


def _canonical(graph):
    return set(rdflib.compare.to_canonical_graph(graph))

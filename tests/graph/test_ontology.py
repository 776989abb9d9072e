"""The vocabulary explains itself, its lists agree, and the graph keeps to all of it."""

from functools import cache
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, URIRef
from rdflib.term import Node

from stakhgraph.debate.file_rules import EDTF
from stakhgraph.debate.validation import Report, check
from stakhgraph.files import read_text
from stakhgraph.project import Project
from stakhgraph.rdf.edtf import bounds
from stakhgraph.rdf.parse import parse_file
from stakhgraph.rdf.prefixes import declared_prefixes
from stakhgraph.rdf.rdflib_parse import parse_turtle
from stakhgraph.rdf.terms import NS, Blank, Literal
from tests import ROOT

PROJECT = Project(ROOT)
TURTLE = sorted(
    file for room in ("ontology", "graph", "tests") for file in ROOT.glob(f"{room}/**/*.ttl")
)
QUERIES = sorted(ROOT.glob("queries/**/*.rq"))

MAPPINGS = {SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch}
EXPLAINED = (RDFS.label, SKOS.definition, SKOS.example, URIRef(f"{NS}counterExample"))


@cache
def read(name: str) -> Graph:
    """Give one file of ontology/."""
    return parse_turtle(read_text(ROOT / "ontology" / f"{name}.ttl"), where=name)


def of_kind(name: str, *kinds: Node) -> set[Node]:
    return {subject for kind in kinds for subject in read(name).subjects(RDF.type, kind)}


CLASSES = of_kind("stakh", OWL.Class)
PROPERTIES = of_kind("stakh", OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
CONCEPTS = of_kind("schemes", SKOS.Concept)
SCHEMES = of_kind("schemes", SKOS.ConceptScheme)


def short(nodes: set[Node]) -> set[str]:
    return {str(node).removeprefix(NS) for node in nodes}


def unexplained(name: str, terms: set[Node]) -> set[str]:
    """Give the terms that lack, or have twice, a label, definition, example or counter-example."""
    return {
        f"{str(term).removeprefix(NS)} {verb.n3(read('shapes').namespace_manager)}"
        for term in terms
        for verb in EXPLAINED
        if [text.language for text in read(name).objects(term, verb)] != ["en"]
    }


# The terms


def test_each_class_and_property_is_explained():
    assert unexplained("stakh", CLASSES | PROPERTIES) == set()
    assert len(CLASSES) >= 34
    assert len(PROPERTIES) >= 99


def test_each_coded_value_is_explained_and_belongs_to_one_list():
    assert unexplained("schemes", CONCEPTS) == set()
    lists = {value: set(read("schemes").objects(value, SKOS.inScheme)) for value in CONCEPTS}
    assert all(len(found) == 1 and found <= SCHEMES for found in lists.values())
    assert len(CONCEPTS) >= 76
    assert len(SCHEMES) >= 18


def test_each_class_is_met_by_a_shape():
    targets = set(read("shapes").objects(None, SH.targetClass))
    shaped = {
        kind
        for kind in CLASSES
        if targets & set(read("stakh").transitive_objects(kind, RDFS.subClassOf))
    }
    # Nothing is an agent and no more: what is one is a person, a collective or an organisation.
    assert short(CLASSES - shaped) == {"Agent"}


def test_each_property_is_met_by_a_shape():
    shaped = set(read("shapes").objects(None, SH.path))
    assert short(PROPERTIES - shaped) <= {"descriptive"}


def test_each_closed_list_of_the_shapes_is_a_scheme():
    shapes, schemes = read("shapes"), read("schemes")
    listed = {frozenset(shapes.items(head)) for head in shapes.objects(None, SH["in"])}
    held = {frozenset(schemes.subjects(SKOS.inScheme, scheme)) for scheme in SCHEMES}
    assert listed == held


# Other vocabularies


def test_other_vocabularies_are_mapped_to_and_not_imported():
    for file in TURTLE:
        assert "owl:imports" not in read_text(file), file
    assert set(read("alignments").predicates()) <= MAPPINGS


def test_alignments_run_from_our_terms_to_listed_foreign_ones():
    alignments = read("alignments")
    assert short(set(alignments.subjects()) - CLASSES - PROPERTIES) == set()
    assert set(alignments.objects()) - set(read("foreign").subjects()) == set()


def test_each_foreign_term_has_a_label_and_a_kind():
    foreign = read("foreign")
    for term in set(foreign.subjects()):
        assert foreign.value(term, RDFS.label), term
        assert foreign.value(term, RDF.type), term


@pytest.mark.parametrize("file", [*TURTLE, *QUERIES], ids=PROJECT.name)
def test_a_prefix_means_one_namespace_in_every_file(file: Path):
    for prefix, namespace in declared_prefixes(read_text(file)):
        assert PROJECT.prefixes.namespaces.get(prefix) == namespace, prefix


# The graph


@pytest.fixture(scope="module")
def report() -> Report:
    return check(PROJECT)


def test_the_graph_breaks_no_rule(report: Report):
    assert report.findings == ()


def test_each_shape_has_something_to_look_at(report: Report):
    assert [shape for shape, count in report.focus_counts.items() if not count] == []
    targeted = set(read("shapes").subjects(SH.targetClass))
    assert len(report.focus_counts) == len(targeted)


@cache
def graph() -> Graph:
    """Give graph/ as a whole."""
    found = Graph(bind_namespaces="none")
    for file in PROJECT.graph:
        found += parse_turtle(read_text(file), where=file.name)
    return found


def test_domains_and_ranges_make_nothing_what_it_is_not_said_to_be():
    def kinds(thing: Node) -> set[Node]:
        stated = graph().objects(thing, RDF.type)
        return {
            up for kind in stated for up in read("stakh").transitive_objects(kind, RDFS.subClassOf)
        }

    wrong = {
        f"{str(verb).removeprefix(NS)} {end}"
        for verb in PROPERTIES
        for end, pairs in (
            ("domain", {(subject, RDFS.domain) for subject in graph().subjects(verb)}),
            ("range", {(value, RDFS.range) for value in graph().objects(None, verb)}),
        )
        for thing, limit in pairs
        if (wanted := read("stakh").value(verb, limit)) in CLASSES and wanted not in kinds(thing)
    }
    assert wrong == set()


@pytest.mark.parametrize("file", PROJECT.graph, ids=PROJECT.name)
def test_each_node_of_the_graph_has_a_name(file: Path):
    assert not any(isinstance(node, Blank) for triple in parse_file(file) for node in triple)


def test_each_date_of_the_graph_can_be_read():
    dates = {
        value.value
        for file in PROJECT.graph
        for *_, value in parse_file(file)
        if isinstance(value, Literal) and value.datatype == EDTF
    }
    assert len(dates) >= 40
    assert all(any(bounds(text)) for text in dates)


def test_the_days_of_each_claim_are_those_of_its_date():
    verbs = [URIRef(f"{NS}{name}") for name in ("date", "earliest", "latest")]
    claims = set(graph().subjects(verbs[0]))
    for claim in claims:
        date, *days = (graph().value(claim, verb) for verb in verbs)
        allowed = [None if day is None else day.isoformat() for day in bounds(str(date))]
        assert [None if day is None else str(day) for day in days] == allowed, claim
    assert len(claims) >= 10

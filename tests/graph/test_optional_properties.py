"""A question loses no row because a thing lacks something that it need not have.

The shapes of the ontology say what a thing of each class must have. Here every other property is
taken away from all things of its class, one property at a time, and each question that names it is
asked again. Where losing rows is meant, `MEANT` says why.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from rdflib import Graph, Node, URIRef
from rdflib.namespace import RDF, SH

from stakhgraph.project import Project
from stakhgraph.queries import answering, catalogue
from stakhgraph.queries.catalogue import MACHINERY
from stakhgraph.queries.query_file import Query
from stakhgraph.rdf.oxigraph.store import OxigraphStore
from stakhgraph.rdf.parse import parse_file
from stakhgraph.rdf.store import of_triples
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import Iri
from tests import ROOT
from tests.graph.rdflib_view import view

PROJECT = Project.find(ROOT)
QUESTIONS = {
    name: query
    for name, query in catalogue.read_all(PROJECT).items()
    if query.topic not in MACHINERY
}
Triple = tuple[Node, Node, Node]
STANCE, HOLDER = (f"https://w3id.org/stakhgraph/ns#{name}" for name in ("Stance", "holder"))
ANOTHER = URIRef("https://w3id.org/stakhgraph/id/collective/soviet-historians")
PREFIXES = (
    "PREFIX stakh: <https://w3id.org/stakhgraph/ns#> "
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
)

ASKED_FOR = "it is what the question asks for"
GROUPED = "the editors group a view under an answer by it"
FINER = "finer questions belong to their main question by it"
WHOLE = "who takes an attitude toward a whole is seen at its clauses"

MEANT: dict[str, dict[str, str]] = {
    "answers/main-questions": {
        "stakh:givesAnswer": GROUPED,
        "stakh:denialGives": GROUPED,
        "stakh:hasClause": WHOLE,
    },
    "answers/thesis": {
        "stakh:thesisPlace": ASKED_FOR,
        "stakh:holder": "a thesis is of somebody whom the document names",
    },
    "answers/to-question": {
        "stakh:givesAnswer": GROUPED,
        "stakh:denialGives": GROUPED,
        "stakh:leavingOpenGives": GROUPED,
        "stakh:hasClause": WHOLE,
    },
    "positions/on-question": {"stakh:hasClause": WHOLE},
    "citations/crowded-notes": {"stakh:noteNumber": ASKED_FOR},
    "citations/edges": {
        "dcterms:issued": "a row is a year of a work: issues without a day are one"
    },
    "citations/of-note": {"stakh:noteNumber": ASKED_FOR},
    "disagreements/on-a-view": {"stakh:holder": "nobody disagrees whom no document names"},
    "events/dates": {"stakh:date": ASKED_FOR, "stakh:about": "it is the event"},
    "events/sequence": {"stakh:date": "it is when it happened", "stakh:scopePeriod": ASKED_FOR},
    "events/what-is-said": {"stakh:about": "it is the event"},
    "facts/norm-multiples": {
        "stakh:quantity": ASKED_FOR,
        "stakh:about": "it is the event",
        "stakh:holder": "a number that nobody in particular gives is not weighed",
    },
    "facts/only-once": {"stakh:date": ASKED_FOR, "stakh:quantity": ASKED_FOR},
    "facts/rival-values": {"stakh:about": "what is not told of an event is known by the event"},
    "motives/imputed": {"stakh:imputesMotiveTo": ASKED_FOR},
    "notes/functions": {"stakh:noteNumber": ASKED_FOR, "stakh:note": ASKED_FOR},
    "notes/statements": {"stakh:note": ASKED_FOR},
    "people/groups": {"stakh:holder": "the question is what a group holds"},
    "people/named-only": {"stakh:holder": "the question is who is named as the holder"},
    "people/roles": {"stakh:role": ASKED_FOR},
    "positions/bearing-on": {"stakh:about": ASKED_FOR},
    "positions/first-held": {"stakh:about": "it is the concept that is asked about"},
    "positions/single-reporter": {"stakh:holder": "it is what only one reporter says of a holder"},
    "productivity/verdicts": {
        "stakh:leavingOpenGives": GROUPED,
        "stakh:verdict": ASKED_FOR,
        "stakh:givesAnswer": GROUPED,
        "skos:broader": FINER,
    },
    "reports/modes": {"stakh:holder": "a row is a holder"},
    "reports/verbs": {"stakh:reportingVerb": ASKED_FOR},
    "responses/soviet-and-western": {"stakh:holder": "a row is one of two groups of holders"},
    "sources/primary": {"stakh:expressedIn": "it says that the source is handed on"},
    "sources/what-they-say": {"stakh:expressedIn": ASKED_FOR},
    "support/evidence": {
        "stakh:leavingOpenGives": GROUPED,
        "stakh:verdict": ASKED_FOR,
        "stakh:givesAnswer": GROUPED,
        "skos:broader": FINER,
    },
    "support/open-questions": {
        "dcterms:issued": "the question is as of a year",
        "stakh:firstPublished": "the question is as of a year",
        "stakh:expressedIn": "the question is as of a year",
        "stakh:verdict": "sides are counted by it",
        "stakh:givesAnswer": "sides are counted by it",
        "skos:broader": "sides are counted by it",
        "stakh:imputesMotiveTo": "sides are counted by it",
        "stakh:holder": "sides are counted by it",
    },
    "support/set-aside": {"stakh:holder": "it is the holder who is set aside"},
    "support/source-set-aside": {
        "stakh:expressedIn": "it says which source a view rests on",
        "stakh:holder": "the question is who loses what he holds",
    },
    "testimony/basis": {"stakh:basis": ASKED_FOR, "stakh:holder": "it is the witness"},
    "testimony/chains": {"stakh:holder": "it is the last link of the chain"},
    "works/later-editions": {
        "dcterms:issued": "it shows that an edition is later",
        "stakh:editionStatement": "it shows that an edition is later",
        "stakh:firstPublished": "it shows that an edition is later",
        "stakh:reprintKnownBy": "it shows that an edition is later",
        "stakh:reprints": "it shows that an edition is later",
    },
    "works/of-author": {"dcterms:creator": ASKED_FOR, "bibo:editor": ASKED_FOR},
    "works/own-pages": {"stakh:citedPage": ASKED_FOR, "stakh:expressedIn": "it is the work"},
    "works/publishing-places": {
        "stakh:placeOfPublication": ASKED_FOR,
        "dcterms:publisher": "a row is a house in a city: editions without a house are one row",
    },
}
"""For a question, each property without which a thing is no answer to it, and why."""


def optional_properties() -> Iterator[tuple[str, str]]:
    """Give each class, and each property that its shapes allow but never call for."""
    shapes = Graph().parse(ROOT / "ontology" / "shapes.ttl")
    for shape, target in sorted(shapes.subject_objects(SH.targetClass)):
        for rule in sorted(shapes.objects(shape, SH.property)):
            path = shapes.value(rule, SH.path)
            one_of = {
                shapes.value(part, SH.path)
                for other in shapes.subjects(SH.targetClass, target)
                for choice in shapes.objects(other, SH["or"])
                for part in shapes.items(choice)
            }
            if not shapes.value(rule, SH.minCount) and path not in one_of:
                yield str(target), str(path)


OPTIONAL = list(optional_properties())


def names(query: Query) -> set[str]:
    """Give the IRIs that a query writes as prefixed names."""
    found = re.findall(r"(?<![\w<])([a-z]+:[A-Za-z][\w-]*)", query.text)
    return {PROJECT.prefixes.expand(name).value for name in found}


ASKED = [
    (name, kind, path)
    for name, query in QUESTIONS.items()
    for kind, path in OPTIONAL
    if path in names(query)
]


@pytest.fixture(scope="module")
def store() -> OxigraphStore:
    files = (*PROJECT.ontology, *PROJECT.graph)
    loaded = of_triples(triple for file in files for triple in parse_file(file))
    assert isinstance(loaded, OxigraphStore)
    return loaded


@contextmanager
def instead(triples: list[Triple], store: OxigraphStore) -> Iterator[None]:
    """Put triples into the store, and take them out in the end."""
    graph = view(store)
    for triple in triples:
        graph.add(triple)
    try:
        yield
    finally:
        for triple in triples:
            graph.remove(triple)


@contextmanager
def without(triples: list[Triple], store: OxigraphStore) -> Iterator[None]:
    """Take triples out of the store, and put them back in the end."""
    graph = view(store)
    for triple in triples:
        graph.remove(triple)
    try:
        yield
    finally:
        for triple in triples:
            graph.add(triple)


def said(kind: str, path: str, store: OxigraphStore) -> tuple[list[Triple], list[Triple]]:
    """Give what things of a class say with a property: the first value of each, and the others."""
    graph = view(store)
    first: dict[Node, Triple] = {}
    others: list[Triple] = []
    for thing in graph.subjects(RDF.type, URIRef(kind)):
        for triple in sorted(graph.triples((thing, URIRef(path), None))):
            if triple[0] in first:
                others.append(triple)
            first.setdefault(triple[0], triple)
    return list(first.values()), others


def ask(name: str, on: OxigraphStore) -> Table:
    query = QUESTIONS[name]
    params = {one.name: one.example for one in query.parameters if one.required}
    return answering.run(query, on=on, params=params, prefixes=PROJECT.prefixes)


def is_meant(name: str, path: str) -> bool:
    return PROJECT.prefixes.shorten(Iri(path)) in MEANT.get(name, {})


@pytest.mark.parametrize(("name", "kind", "path"), ASKED)
def test_no_row_is_lost_for_want_of_what_need_not_be_there(
    name: str, kind: str, path: str, store: OxigraphStore
):
    """Each thing keeps one value first, since a second may give a second row."""
    one_each, others = said(kind, path, store)
    with without(others, store):
        before = len(ask(name, store))
        with without(one_each, store):
            after = len(ask(name, store))
    lost = after < before
    assert lost <= is_meant(name, path), f"{before} rows, and {after} without {path}"


@pytest.mark.parametrize("name", [name for name in QUESTIONS if HOLDER in names(QUESTIONS[name])])
def test_no_row_is_lost_where_it_is_open_who_holds_a_view(name: str, store: OxigraphStore):
    """Each holder becomes one of two who may be meant."""
    one_each, others = said(STANCE, HOLDER, store)
    open_now = [
        (stance, URIRef(f"{HOLDER}Uncertain"), candidate)
        for stance, _, holder in one_each
        for candidate in (holder, ANOTHER)
    ]
    with without(others, store):
        before = len(ask(name, store))
        with without(one_each, store), instead(open_now, store):
            after = len(ask(name, store))
    assert (after < before) <= is_meant(name, HOLDER), f"{before} rows, and {after}"


def test_what_is_meant_is_of_questions_and_properties_that_there_are():
    for name, properties in MEANT.items():
        wanted = {PROJECT.prefixes.expand(one).value for one in properties}
        assert wanted <= names(QUESTIONS[name]), name


def test_a_work_without_an_edition_is_a_work_too(store: OxigraphStore):
    works = "SELECT DISTINCT ?label { ?work a stakh:Work ; rdfs:label ?label } ORDER BY ?label"
    listed = {row["work"] for row in ask("works/by-first-year", store).records()}
    every = store.select(PREFIXES + works)
    assert listed == {row["label"] for row in every.records()}

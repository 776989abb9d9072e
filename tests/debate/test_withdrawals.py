"""Withdrawn records: out of the graph, but what became of them is said."""

import pytest

import stakhgraph
from stakhgraph.debate import withdrawals
from stakhgraph.debate.withdrawals import check, read
from stakhgraph.errors import UnknownName
from stakhgraph.rdf.store import load
from stakhgraph.rdf.terms import ID
from tests.conftest import MakeProject

PREFIXES = """\
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
GRAPH = PREFIXES + 'ex:new a stakh:Concept ; rdfs:label "the newer one"@en .\n'
WITHDRAWN = f"""\
{PREFIXES}ex:old rdfs:label "the older one"@en ; owl:deprecated true ;
    dcterms:modified "2026-11-30"^^xsd:date ;
    skos:changeNote "It was said twice."@en ;
    dcterms:isReplacedBy ex:new .
"""
FILES = {"ontology/prefixes.ttl": PREFIXES, "graph/a.ttl": GRAPH, "graph/withdrawn.ttl": WITHDRAWN}
EX = "http://example.org/"


def test_a_withdrawn_record_says_why_and_what_took_its_place(make_project: MakeProject):
    record = read(make_project(FILES))[f"{EX}old"]
    assert (record.label, record.day) == ("the older one", "2026-11-30")
    assert (record.reason, record.successors) == ("It was said twice.", (f"{EX}new",))


def test_a_project_without_withdrawn_records_has_none(make_project: MakeProject):
    assert read(make_project({"graph/a.ttl": GRAPH})) == {}


def test_a_withdrawn_record_is_not_in_the_graph(make_project: MakeProject):
    project = make_project(FILES)
    assert project.withdrawn not in project.graph
    assert project.withdrawn in {file.path for file in project.layout_files()}
    assert not load(project.turtle_files()).ask(f"ASK {{ <{EX}old> ?p ?o }}")


@pytest.mark.parametrize(
    "name",
    [
        "stance:rittersporn-getty-chaos",
        f"{ID}stance/rittersporn-getty-chaos",
        "rittersporn-getty-chaos",
    ],
)
def test_who_asks_for_a_withdrawn_record_is_told(name: str):
    with stakhgraph.open() as debate, pytest.raises(UnknownName) as caught:
        debate.show(name)
    assert "was withdrawn on 2026-11-30: " in caught.value.message
    assert "A theme is not a thesis" in caught.value.message
    assert caught.value.remedy == "Use stance:rittersporn-themes."


def test_a_complete_record_has_no_finding(make_project: MakeProject):
    assert list(check(make_project(FILES))) == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("    skos:changeNote", "a withdrawn record lacks skos:changeNote"),
        ("    dcterms:modified", "a withdrawn record lacks dcterms:modified"),
    ],
)
def test_a_record_without_reason_or_day_is_a_finding(
    make_project: MakeProject, line: str, message: str
):
    kept = [one for one in WITHDRAWN.splitlines() if not one.startswith(line)]
    project = make_project({**FILES, "graph/withdrawn.ttl": "\n".join(kept)})
    assert [(found.subject, found.message) for found in check(project)] == [("ex:old", message)]


def test_a_successor_that_is_not_there_is_a_finding(make_project: MakeProject):
    gone = WITHDRAWN.replace("ex:new", "ex:nowhere")
    project = make_project({**FILES, "graph/withdrawn.ttl": gone})
    assert [found.message for found in check(project)] == [
        "its successor ex:nowhere is not in the graph"
    ]


def test_notice_is_one_sentence(make_project: MakeProject):
    project = make_project(FILES)
    told = withdrawals.notice(project, read(project)[f"{EX}old"])
    assert told.startswith("ex:old (“the older one”) was withdrawn on 2026-11-30: ")


def test_a_notice_says_what_an_incomplete_record_has(make_project: MakeProject):
    project = make_project(
        {**FILES, "graph/withdrawn.ttl": PREFIXES + "ex:old owl:deprecated true ."}
    )
    told = withdrawals.notice(project, read(project)[f"{EX}old"])
    assert told == "ex:old was withdrawn: no reason is given."

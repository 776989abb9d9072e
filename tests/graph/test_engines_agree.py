"""One contract for whatever answers: two engines, a process of its own, a real endpoint.

Every question of the catalogue gets the same answer from all of them.
"""

from collections.abc import Iterator

import pytest

from stakhgraph.cli import main
from stakhgraph.errors import QuerySyntaxError
from stakhgraph.project import Project
from stakhgraph.queries import answering, catalogue
from stakhgraph.rdf.answers import Queryable, Triples, Truth, answer
from stakhgraph.rdf.remote_endpoint.client import RemoteStore
from stakhgraph.rdf.store import load
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import XSD, Blank, Iri, Literal
from stakhgraph.rdf.workers.worker_store import WorkerStore
from tests import ROOT, endpoint

PROJECT = Project.find(ROOT)
QUESTIONS = catalogue.read_all(PROJECT)
EX = "PREFIX ex: <http://example.org/> "
KINDS = ("oxigraph", "rdflib", "worker", "rdflib worker", "endpoint")


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Queryable]]:
    """Give the real graph behind each kind of answerer."""
    folder = tmp_path_factory.mktemp("endpoint")
    files = (*PROJECT.ontology, *PROJECT.graph)
    with (
        endpoint.oxigraph(files, folder) as url,
        WorkerStore(PROJECT.turtle_files()) as worker,
        WorkerStore(PROJECT.turtle_files(), engine="rdflib") as slow,
    ):
        yield {
            "oxigraph": load(PROJECT.turtle_files()),
            "rdflib": load(PROJECT.turtle_files(), engine="rdflib"),
            "worker": worker,
            "rdflib worker": slow,
            "endpoint": RemoteStore(url),
        }


@pytest.fixture(params=KINDS)
def asked(request: pytest.FixtureRequest, every: dict[str, Queryable]) -> Queryable:
    return every[str(request.param)]


def test_a_term_comes_back_as_it_is(asked: Queryable):
    text = """SELECT ?a ?b ?c ?d ?e ?open {
      VALUES (?a ?b ?c ?d ?e) { (<x:y> "a\\n\\"\\t" "é"@fr "1935"^^<x:z> 7) }
    }"""
    assert asked.select(text).rows == (
        (
            Iri("x:y"),
            Literal('a\n"\t'),
            Literal("é", language="fr"),
            Literal("1935", "x:z"),
            Literal("7", f"{XSD}integer"),
            None,
        ),
    )


def test_a_node_without_a_name_is_one(asked: Queryable):
    ((found,),) = asked.select("SELECT (BNODE() AS ?b) {}").rows
    assert isinstance(found, Blank)


def test_a_question_without_an_answer_gives_its_columns(asked: Queryable):
    assert asked.select("SELECT ?a ?b { ?a <x:none> ?b }") == Table(("a", "b"), ())


def test_each_form_of_query_has_its_kind_of_answer(asked: Queryable):
    assert answer(asked, "ASK {}") == Truth(True)
    assert answer(asked, "ASK { ?s <x:none> ?o }") == Truth(False)
    found = answer(asked, "CONSTRUCT { <x:a> <x:b> ?n } { VALUES ?n { 1 2 2 } }")
    assert isinstance(found, Triples)
    assert [triple[2] for triple in found.triples] == [
        Literal("1", f"{XSD}integer"),
        Literal("2", f"{XSD}integer"),
    ]
    described = answer(asked, "DESCRIBE <https://w3id.org/stakhgraph/id/person/nove-alec>")
    assert isinstance(described, Triples)
    assert len(described) >= 5


REFUSED = ["INSERT DATA { <x:a> <x:b> 1 }", "SELECT * {", "DROP ALL", ""]


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_question_to_this_graph_is_refused(asked: Queryable, text: str):
    with pytest.raises(QuerySyntaxError):
        answer(asked, text)


@pytest.mark.parametrize("kind", KINDS)
def test_only_an_endpoint_may_be_asked_for_graphs_of_its_own(
    every: dict[str, Queryable], kind: str
):
    text = "SELECT * FROM <x:y> { ?s ?p ?o }"
    if kind == "endpoint":
        assert len(every[kind].select(text)) == 0
    else:
        with pytest.raises(QuerySyntaxError, match="no graph <x:y> here|names its own data"):
            answer(every[kind], text)


def test_a_query_of_another_form_is_refused(asked: Queryable):
    with pytest.raises(QuerySyntaxError, match="SELECT is needed"):
        asked.select("ASK {}")


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_has_the_same_answer_everywhere(every: dict[str, Queryable], name: str):
    query = QUESTIONS[name]
    params = {p.name: p.example for p in query.parameters if p.required}
    tables = {
        kind: answering.run(query, on=on, params=params, prefixes=PROJECT.prefixes)
        for kind, on in every.items()
        if kind != "rdflib worker"  # the same engine as rdflib, behind the same pipe as the worker
    }
    assert [kind for kind, table in tables.items() if table != tables["oxigraph"]] == []


COMMANDS = [
    ["query", "people/positions", "who=Nove"],
    ["query", "-e", "SELECT ?s { ?s a stakh:Lineage } ORDER BY ?s", "--format", "json"],
    ["query", "-e", "DESCRIBE person:nove-alec"],
    ["queries", "--about", "Filtzer"],
    ["show", "Conquest", "--json"],
    ["lineage", "Trotsky", "Filtzer"],
    ["draw", "lineage", "privileged-caste"],
    ["export", "--format", "ntriples"],
    ["export", "--format", "csv"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_says_the_same_of_an_endpoint(
    every: dict[str, Queryable], command: list[str], capsys: pytest.CaptureFixture[str]
):
    remote = every["endpoint"]
    assert isinstance(remote, RemoteStore)
    printed = []
    for where in ([], ["--endpoint", remote.url]):
        with pytest.raises(SystemExit) as ended:
            main.main([*command, "--project", str(ROOT), *where])
        assert ended.value.code == 0
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1]

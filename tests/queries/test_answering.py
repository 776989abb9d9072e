"""Questions are answered, with values of their parameters."""

from pathlib import Path

import pytest

from stakhgraph.errors import QuerySyntaxError
from stakhgraph.queries import answering, catalogue, query_file
from stakhgraph.rdf.store import ENGINES, load, of_triples
from stakhgraph.rdf.terms import Iri, Literal
from tests.conftest import MakeProject
from tests.queries.samples import HELD, NAMES, PERSON


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


GRAPH = "person:nove-alec stakh:holds 'a' .\nperson:schwarz-solomon stakh:holds 'b' .\n"


@pytest.mark.parametrize("value", ["person:nove-alec", "nove-alec", f"{PERSON}nove-alec"])
def test_another_value_changes_the_answer(make_project: MakeProject, engine: str, value: str):
    project = make_project({"queries/views/held.rq": HELD, "graph/a.ttl": GRAPH})
    store, query = load(project.turtle_files(), engine=engine), catalogue.find(project, "held")
    everybody = answering.run(query, on=store, prefixes=NAMES)
    assert everybody.column("view") == (Literal("a"), Literal("b"))
    table = answering.run(query, on=store, params={"who": value}, prefixes=NAMES)
    assert table.rows == ((Iri(f"{PERSON}nove-alec"), Literal("a")),)


def test_an_error_in_a_query_names_its_file_and_line(tmp_path: Path, engine: str):
    path = tmp_path / "mine.rq"
    path.write_text("#+ summary: Mine\nSELECT ?x WHERE {\n  ?x a none:y }\n")
    with pytest.raises(QuerySyntaxError, match=r"none: is not declared \(.*mine\.rq:3:8\)"):
        answering.run(query_file.read(path), on=of_triples([], engine=engine))

"""The Python API: one object with the verbs of the command line."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import stakhgraph
from stakhgraph.api import Workbench
from stakhgraph.errors import QuerySyntaxError, UnknownName, UsageError
from stakhgraph.rdf.answers import Triples, Truth
from stakhgraph.rdf.tables import Table
from tests import ROOT, endpoint


@pytest.fixture(scope="module", params=["here", "endpoint"])
def bench(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workbench]:
    if request.param == "here":
        with stakhgraph.open(ROOT) as found:
            yield found
        return
    project = stakhgraph.open(ROOT).project
    files = (*project.ontology, *project.graph)
    with (
        endpoint.oxigraph(files, tmp_path_factory.mktemp("bench")) as url,
        stakhgraph.open(ROOT, endpoint=url) as found,
    ):
        yield found


def test_a_question_is_asked_by_name_with_values_as_one_says_them(bench: Workbench):
    table = bench.query("lineage/series", asked="The privileged-caste argument")
    assert table.texts()[0][2] == "Leon Trotsky"
    assert bench.query("citations/of-note", note=22).rows


def test_sparql_of_any_form_is_answered(bench: Workbench):
    assert isinstance(bench.sparql("SELECT ?s { ?s a stakh:Lineage }"), Table)
    assert isinstance(bench.sparql("DESCRIBE person:nove-alec"), Triples)
    assert bench.sparql("ASK { person:nove-alec a stakh:Historian }") == Truth(True)


def test_a_file_is_asked(bench: Workbench, tmp_path: Path):
    path = tmp_path / "own.rq"
    path.write_text("SELECT (COUNT(*) AS ?n) { ?s a stakh:Lineage }")
    assert bench.query(path).texts() == (("1",),)
    path.write_text("ASK {}")
    with pytest.raises(QuerySyntaxError, match=r"Use sparql\(\) for it"):
        bench.query(path)


def test_the_catalogue_is_searched(bench: Workbench):
    names = [query.name for query in bench.queries("labour aristocracy")]
    assert "positions/first-held" in names
    assert "people/positions" in [query.name for query in bench.queries("Filtzer")]
    assert all("librarian" in query.serves for query in bench.queries(reader="librarian"))
    assert bench.queries("cuneiform") == ()


def test_a_query_is_explained_as_any_endpoint_takes_it(bench: Workbench):
    text = bench.explain("people/positions", who="Nove")
    assert "VALUES ?who { <https://w3id.org/stakhgraph/id/person/nove-alec> }" in text
    assert bench.sparql(text) == bench.query("people/positions", who="nove-alec")


def test_things_lineages_and_pictures(bench: Workbench):
    assert bench.show("Стаханов").thing.label == "Aleksei Stakhanov"
    descent = bench.lineage("Trotsky", "Filtzer")
    assert descent.sentences()[-1].startswith("No document states an arc through")
    drawing = bench.draw("lineage", "privileged-caste")
    assert drawing.svg == drawing._repr_svg_()
    assert "Deutscher" in drawing.svg
    with pytest.raises(UsageError, match="Choose svg, pdf or png"):
        drawing.to("bmp")


def test_a_picture_is_saved_by_its_ending(bench: Workbench, tmp_path: Path):
    bench.draw("lineage", "privileged-caste").save(tmp_path / "caste.svg")
    assert (tmp_path / "caste.svg").read_text(encoding="utf-8").startswith("<svg")


def test_what_is_unknown_is_told(bench: Workbench):
    with pytest.raises(UnknownName, match="no query 'no/such'"):
        bench.query("no/such")
    assert bench.named_thing("no such thing") is None


def test_checking_and_comparing(tmp_path: Path):
    with stakhgraph.open(ROOT) as bench:
        assert bench.validate().conforms
        old = tmp_path / "old.ttl"
        old.write_text(bench.export("turtle"), encoding="utf-8")
        assert not bench.diff(old)


def test_the_package_costs_nothing_until_it_is_used():
    code = "import sys, stakhgraph; print(len([m for m in sys.modules if 'stakh' in m]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"
    with pytest.raises(AttributeError, match="no attribute 'close'"):
        stakhgraph.close  # noqa: B018


def test_all_that_is_offered_is_there():
    assert all(hasattr(stakhgraph, name) for name in stakhgraph.__all__)

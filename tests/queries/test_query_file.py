"""The head of a question's file."""

from pathlib import Path

import pytest

from stakhgraph.errors import QuerySyntaxError
from stakhgraph.queries import answering, catalogue, query_file
from stakhgraph.queries.lint import lint
from stakhgraph.queries.query_file import Parameter
from stakhgraph.rdf.store import of_triples
from tests.conftest import MakeProject
from tests.queries.samples import HELD, NAMES


def test_the_head_describes_parameters_and_columns(make_project: MakeProject):
    project = make_project({"queries/views/held.rq": HELD, "queries/checks/x.rq": "SELECT * {}"})
    (query,) = catalogue.read_all(project).values()
    assert (query.name, query.topic, query.summary) == ("views/held", "views", "Who holds what?")
    assert (query.serves, query.about) == (("historian", "student"), ("views", "attribution"))
    assert query.parameters == (
        Parameter("who", "person", "person:nove-alec", "Who holds the view"),
    )
    assert dict(query.columns) == {"who": "the holder", "view": "the view, in the editors' words"}
    assert [check.name for check in catalogue.read_checks(project)] == [
        "checks/nothing",
        "checks/x",
    ]
    assert lint(query, prefixes=NAMES) == ()


def test_a_file_without_a_head_is_a_query(tmp_path: Path):
    (tmp_path / "mine.rq").write_text("SELECT (1 AS ?x) {}")
    query = query_file.read(tmp_path / "mine.rq")
    assert (query.parameters, query.columns, query.is_check) == ((), (), False)
    assert len(answering.run(query, on=of_triples([]))) == 1


@pytest.mark.parametrize(
    "line",
    [
        "#+ summary",
        "#+ summary:",
        "#+ summery: x",
        "#+ param who: person",
        "#+ param who: person | person:x | Who",
        "#+ param: person | example=x | Who",
        "#+ column who:",
        "#+ level: grave",
        "#+ serves: a\n#+ serves: b",
    ],
)
def test_an_ill_formed_head_is_refused(tmp_path: Path, line: str):
    (tmp_path / "mine.rq").write_text(f"{line}\nSELECT * {{}}")
    with pytest.raises(QuerySyntaxError, match=r"mine\.rq"):
        query_file.read(tmp_path / "mine.rq")


def test_a_long_line_of_blanks_does_not_take_long():
    query = query_file.parse(f"#+ summary: a{' ' * 1_000_000}b\nASK {{}}", Path("mine.rq"))
    assert query.summary.split() == ["a", "b"]

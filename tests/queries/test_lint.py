"""The checks of a project's own queries."""

from pathlib import Path

import pytest

from stakhgraph.queries import query_file
from stakhgraph.queries.lint import lint
from tests.queries.samples import HELD, NAMES

FAULTS = {
    "#+ column view: the view, in the editors' words\n": "the head describes who",
    "ORDER BY ?who ?view\n": "without ORDER BY",
    "#+ serves: historian, student\n": "readers whom it serves",
    "#+ about: views, attribution\n": "say what it is about",
    "PREFIX stakh: <https://w3id.org/stakhgraph/ns#>\n": "prefix stakh: is not declared",
    "VALUES ?who { UNDEF } ": "parameter who has no place",
    "#+ param who: person | example=person:nove-alec | Who holds the view\n": "is not a parameter",
}


@pytest.mark.parametrize("missing", FAULTS)
def test_lint_finds_what_a_question_lacks(tmp_path: Path, missing: str):
    (tmp_path / "a.rq").write_text(HELD.replace(missing, ""))
    (fault,) = lint(query_file.read(tmp_path / "a.rq"), prefixes=NAMES)
    assert FAULTS[missing] in fault


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("ns#>", "other#>", "prefix stakh: is <https://w3id.org/stakhgraph/other#>"),
        ("SELECT ?who ?view WHERE {\n", "SELECT * WHERE {\n", "must name its columns"),
        ("person |", "peasant |", "has an unknown type: peasant"),
        ("?who stakh:holds ?view }", "?who stakh:holds ?view FILTER stakh:f(?view) }", "stakh:f()"),
        (
            "?who stakh:holds ?view }",
            "?who stakh:holds ?view LATERAL {} }",
            "LATERAL is not SPARQL",
        ),
        ("#+ serves: historian, student", "#+ problem: x", "needs a solution"),
        ("historian, student", "historian, king", "serves 'king', who is not one of historian"),
    ],
)
def test_lint_finds_what_is_wrong_in_a_question(tmp_path: Path, old: str, new: str, fault: str):
    (tmp_path / "a.rq").write_text(HELD.replace(old, new))
    assert fault in " ".join(lint(query_file.read(tmp_path / "a.rq"), prefixes=NAMES))

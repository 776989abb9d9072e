"""W3C's tests of SPARQL: nothing that is valid is refused, and the answers are those of the suite.

The suites are not kept here; their folder is named in the environment.
"""

from pathlib import Path

import pytest

from tests.suites.sparql_w3c import Case, cases
from tests.suites.w3c import FOLDER, MISSING

CASES = list(cases(Path(FOLDER))) if FOLDER else []

# Cases in which the answer is another one, each with the reason. All others have to pass, and these
# must not: an entry whose case passes is out of date.
SPELLING = "values are held, not their spelling: 01 is 1"
RDF_1_1 = "in RDF 1.1 a plain text is an xsd:string, and one with a language has a datatype"
ENGINE = "a fault of Oxigraph"
OLD = "SPARQL 1.0; 1.1 decided otherwise"
OTHERWISE = {
    "distinct/distinct-1": SPELLING,
    "distinct/distinct-2": RDF_1_1,
    "distinct/distinct-9": SPELLING,
    "expr-builtin/dawg-str-1": SPELLING,
    "expr-builtin/dawg-str-2": SPELLING,
    "expr-builtin/sameTerm-simple": SPELLING,
    "expr-builtin/sameTerm-eq": SPELLING,
    "expr-builtin/sameTerm-not-eq": SPELLING,
    "expr-equals/eq-graph-1": SPELLING,
    "expr-equals/eq-graph-2": SPELLING,
    "open-world/open-eq-01": SPELLING,
    "reduced/reduced-1": SPELLING,
    "reduced/reduced-2": RDF_1_1,
    "expr-builtin/dawg-datatype-2": RDF_1_1,
    "functions/strdt03": RDF_1_1,
    "functions/strlang03": RDF_1_1,
    "functions/bnode01": f"{ENGINE}: BNODE(text) is one node in all rows",
    "open-world/date-2": f"{ENGINE}: dates with and without time zone differ",
    "basic/term-6": OLD,
    "basic/term-7": OLD,
    "aggregates/agg-empty-group": "replaced by W3C",
    "optional-filter/dawg-optional-filter-005-simplified": "W3C approves another reading too",
    "dataset/dawg-dataset-09": "FROM and FROM NAMED mean one graph, not two copies",
    "dataset/dawg-dataset-10": "FROM and FROM NAMED mean one graph, not two copies",
    "dataset/dawg-dataset-12": "FROM and FROM NAMED mean one graph, not two copies",
}
ACCEPTED = {"syntax-sparql3/syn-bad-26": f"{ENGINE}: it reads an IRI as < and &&"}
REFUSED = {"syntax-sparql1/syntax-lit-08": OLD}
COUNTS = {"Evaluation": 429, "Positive": 209, "Negative": 85, "CSV": 3}

pytestmark = pytest.mark.skipif(not FOLDER, reason=MISSING)


def of_kind(word: str) -> list[Case]:
    return [case for case in CASES if word in case.kind]


@pytest.mark.parametrize("kind", COUNTS)
def test_the_suite_is_complete(kind: str):
    assert len(of_kind(kind)) >= COUNTS[kind]


def test_the_answers_are_those_of_the_suite():
    other = {case.name for case in of_kind("Evaluation") if case.error() or not case.passes()}
    assert other == OTHERWISE.keys()


def test_csv_has_the_rows_of_the_suite():
    assert [case.name for case in of_kind("CSV") if not case.passes()] == []


def test_nothing_valid_is_refused_but_calls_of_functions_that_there_are_not():
    errors = {case.name: case.error() for case in of_kind("Positive")}
    refused = {name for name, error in errors.items() if error and "no function" not in error}
    assert refused == REFUSED.keys()
    assert sum("no function" in error for error in errors.values()) <= 8


def test_what_is_not_sparql_is_refused():
    assert {case.name for case in of_kind("Negative") if not case.error()} == ACCEPTED.keys()

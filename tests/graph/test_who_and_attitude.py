"""Nobody is called the holder of a view that he does not affirm, and who comes first."""

from itertools import product

import pytest

from stakhgraph.project import Project
from stakhgraph.queries import answering, catalogue
from stakhgraph.queries.catalogue import MACHINERY
from stakhgraph.queries.query_file import Query
from stakhgraph.rdf.store import Store, load
from tests import ROOT, dissent

PROJECT = Project.find(ROOT)
QUERIES = catalogue.read_all(PROJECT)
CHECKS = {f"checks/{query.path.stem}": query for query in catalogue.read_checks(PROJECT)}
BESIDE = ("Ritter", "Otte", "Bauer")  # who reject, leave open, and only qualify

THINGS = {
    "prop": "prop:p",
    "concept": "prop:p",
    "lineage": "lineage:thesis",
    "question": "question:tide",
    "person": "person:ritter",
    "source": "source:letter",
}
MORE = """
source:letter a stakh:PrimarySource ; rdfs:label "Letter" .
stance:letter a stakh:Stance ; rdfs:label "Ritter in a letter" ; stakh:holder person:ritter ;
    stakh:attitude stakh:rejects ; stakh:toward prop:p ; stakh:expressedIn source:letter ;
    stakh:attestation stakh:reported ; stakh:attestedBy person:kern ;
    stakh:reportMode stakh:namedOnly ; stakh:reportingVerb "denies" ;
    stakh:hedge "hardly" ; stakh:hedgeOwner person:ritter ; stakh:basis stakh:saw ;
    stakh:confidence stakh:low ; stakh:anchor anchor:1 .
stance:maybe a stakh:Stance ; rdfs:label "Otte or Bauer" ; stakh:attitude stakh:rejects ;
    stakh:holderUncertain person:otte, person:bauer ; stakh:toward prop:p ;
    stakh:attestation stakh:reported ; stakh:attestedBy person:kern ;
    stakh:confidence stakh:low ; stakh:anchor anchor:1 .
"""


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return dissent.project(tmp_path_factory.mktemp("dissent"), MORE)


@pytest.fixture(scope="module")
def store(made_up: Project) -> Store:
    return load(made_up.turtle_files())


def params(query: Query) -> dict[str, str]:
    """Give values of the parameters that a query cannot do without."""
    required = (one for one in query.parameters if one.required)
    return {one.name: THINGS.get(one.type.split("/")[0], "person:ritter") for one in required}


@pytest.mark.parametrize("name", QUERIES | CHECKS)
def test_no_column_called_holder_has_anybody_who_does_not_affirm(
    name: str, made_up: Project, store: Store
):
    query = (QUERIES | CHECKS)[name]
    answer = answering.run(query, on=store, params=params(query), prefixes=made_up.prefixes)
    named = [column for column in answer.columns if "holder" in column.lower()]
    cells = [row[column] for row, column in product(answer.records(), named)]
    assert [cell for cell in cells if any(name in cell for name in BESIDE)] == []


OF_VIEWS = {
    name: columns
    for name, query in QUERIES.items()
    if query.topic not in MACHINERY
    and {"who", "attitude"} <= set(columns := [column for column, _ in query.columns])
}
NOT_YET = {"uncertain"}


@pytest.mark.parametrize("name", [one for one in OF_VIEWS if one.split("/")[0] not in NOT_YET])
def test_the_first_columns_are_who_attitude_what_where_and_cited(name: str):
    columns = OF_VIEWS[name]
    assert columns[:2] == ["who", "attitude"]
    places = [one for one in ("place", "document", "cited", "edition") if one in columns]
    what = columns.index(places[0])
    assert columns[what : what + len(places)] == places
    assert what in (3, 4)  # a view, or an event and its date, or a claim and its value


GUESS = """
stance:guess a stakh:Stance ; rdfs:label "Ida, we infer" ; stakh:holder person:ida ;
    stakh:attitude stakh:affirms ; stakh:toward prop:p, prop:a ; stakh:expressedIn source:letter ;
    stakh:attestation stakh:inferred ; stakh:attestedBy org:curators ; stakh:reason "It fits." ;
    stakh:hedge "hardly" ; stakh:hedgeOwner person:ritter ; stakh:citedPage "1" ;
    stakh:confidence stakh:low ; stakh:anchor anchor:1 .
person:ida a stakh:Historian ; rdfs:label "Ida" .
org:curators a stakh:Organisation ; rdfs:label "the editors" .
question:tide stakh:rank 1 .
answer:yes a stakh:Answer ; rdfs:label "Yes" ; stakh:answerTo question:tide ; stakh:rank 1 .
prop:p stakh:givesAnswer answer:yes .
stance:guess stakh:thesisPlace 1 .
crossing:tide a stakh:Crossing ; rdfs:label "The tide" ; stakh:matter question:tide ;
    stakh:crosses stance:guess, stance:letter ; stakh:outcome stakh:clash ; stakh:reason "So." .
"""
CROSSED = {"answers/to-question", "documents/agree-or-clash"}


@pytest.mark.parametrize("name", OF_VIEWS)
def test_what_the_editors_infer_is_marked_wherever_it_is_listed(
    name: str, tmp_path_factory: pytest.TempPathFactory
):
    project = dissent.project(tmp_path_factory.mktemp("dissent"), f"{MORE}{GUESS}")
    on, query = load(project.turtle_files()), QUERIES[name]
    answer = answering.run(query, on=on, params=params(query), prefixes=project.prefixes)
    rows = [row for row in answer.records() if "Ida" in row["who"]]
    assert rows or name not in CROSSED
    assert all(row.get("attestation") == "inferred by the editors" for row in rows)

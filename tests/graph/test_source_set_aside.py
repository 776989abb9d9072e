"""What loses its only ground when a source is set aside: a made-up case, on three engines."""

from pathlib import Path

import pytest

from stakhgraph.project import Project
from stakhgraph.queries import binding, catalogue
from stakhgraph.rdf.store import ENGINES, load
from tests import dissent

from .test_third_engine import classpath, jena_answers

RUNG = """
source:diary a stakh:PrimarySource ; rdfs:label "Diary" .
source:rolls a stakh:PrimarySource ; rdfs:label "Rolls" .
use:p-diary a stakh:EvidenceUse ; rdfs:label "Abel on the diary" ; stakh:usedBy person:abel ;
    stakh:evidence source:diary ; stakh:concerns prop:p ; stakh:direction stakh:supports ;
    stakh:anchor anchor:1 .
use:p-rolls a stakh:EvidenceUse ; rdfs:label "Abel on the rolls" ; stakh:usedBy person:abel ;
    stakh:evidence source:rolls ; stakh:concerns prop:p ; stakh:direction stakh:supports ;
    stakh:anchor anchor:1 .
use:r-diary a stakh:EvidenceUse ; rdfs:label "Abel for R" ; stakh:usedBy person:abel ;
    stakh:evidence source:diary ; stakh:concerns prop:r ; stakh:direction stakh:supports ;
    stakh:anchor anchor:1 .
prop:r a stakh:Proposition, stakh:Interpretation ; rdfs:label "R" ; stakh:answers question:tide ;
    stakh:statement "The bell rang." .
prop:s a stakh:Proposition, stakh:Interpretation ; rdfs:label "S" ; stakh:answers question:tide ;
    stakh:statement "The bell broke." .
use:s-diary a stakh:EvidenceUse ; rdfs:label "Abel for S" ; stakh:usedBy person:abel ;
    stakh:evidence source:diary ; stakh:concerns prop:s ; stakh:direction stakh:supports ;
    stakh:anchor anchor:1 .
stance:s-otte a stakh:Stance ; rdfs:label "Otte or Bauer on S" ;
    stakh:holderUncertain person:otte, person:bauer ; stakh:toward prop:s ;
    stakh:attitude stakh:affirms ; stakh:attestation stakh:reported ;
    stakh:attestedBy person:kern ; stakh:confidence stakh:low ; stakh:anchor anchor:1 .
stance:r-abel a stakh:Stance ; rdfs:label "Abel on R" ; stakh:holder person:abel ;
    stakh:toward prop:r ; stakh:attitude stakh:affirms ; stakh:attestation stakh:reported ;
    stakh:attestedBy person:kern ; stakh:confidence stakh:high ; stakh:anchor anchor:1 .
stance:diary-says a stakh:Stance ; rdfs:label "Otte or Bauer in the diary" ;
    stakh:holderUncertain person:otte, person:bauer ; stakh:toward prop:q ;
    stakh:attitude stakh:rejects ; stakh:expressedIn source:diary ;
    stakh:attestation stakh:reported ; stakh:attestedBy person:kern ;
    stakh:confidence stakh:low ; stakh:anchor anchor:1 .
"""
GROUNDS = [
    ("perhaps Bauer, or Otte", "rejects", "Q", "stands in it", "yes"),
    ("Abel", "supports", "P", "uses it as evidence", "no"),  # the rolls say so too
    ("Abel", "supports", "R", "uses it as evidence", "yes"),  # his own view is no other ground
    ("Abel", "supports", "S", "uses it as evidence", "no"),  # one of two others says so
]


def text_of(project: Project) -> str:
    query = catalogue.read_all(project)["support/source-set-aside"]
    return binding.bind(query, {"source": "source:diary"}, prefixes=project.prefixes)


@pytest.mark.parametrize("engine", [*ENGINES, "jena"])
def test_other_grounds_are_found(
    engine: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
):
    project = dissent.project(tmp_path, RUNG)
    if engine == "jena":
        files = (*project.ontology, *project.graph)
        path = classpath(tmp_path_factory.mktemp("messages"))
        folder = tmp_path_factory.mktemp("jena")
        (table,) = jena_answers([text_of(project)], files, folder=folder, path=path)
    else:
        table = load(project.turtle_files(), engine=engine).select(text_of(project))
    columns = ("who", "attitude", "view", "kind", "onlyGround")
    found = [tuple(row[name] for name in columns) for row in table.records()]
    assert sorted(found, key=lambda row: (row[3], row[2])) == GROUNDS

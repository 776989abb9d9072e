"""No address disappears: `addresses.tsv` lists those of version 0.2.0, each of which still answers.

Add the addresses of a version when it is released; never take one out.
"""

from stakhgraph.debate import withdrawals
from stakhgraph.project import Project
from stakhgraph.rdf.store import load
from tests import ROOT

LISTED = (ROOT / "tests/graph/addresses.tsv").read_text("utf-8").splitlines()[1:]


def test_every_listed_address_is_in_the_graph_or_withdrawn():
    project = Project.find(ROOT)
    assert len(LISTED) > 2500
    gone = [
        name for name in LISTED if project.prefixes.expand(name).value not in project.sources.places
    ]
    assert gone == []


def test_nothing_is_both_in_the_graph_and_withdrawn():
    project = Project.find(ROOT)
    store = load(project.turtle_files())
    for iri in withdrawals.read(project):
        assert not store.ask(f"ASK {{ {{ <{iri}> ?p ?o }} UNION {{ ?s ?q <{iri}> }} }}"), iri

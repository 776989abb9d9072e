"""Where an engine differs from SPARQL 1.1, and this project cannot put it right."""

import pytest

from stakhgraph.rdf.store import of_triples
from tests.rdf.samples import O, P, S

GONE = (
    "This is mended in the engine now: move the case to the tests of what is right, and its docs."
)

RDFLIB_MISREADS = {
    "a BASE that is relative to another": (
        "BASE <http://example.org/x/> BASE <../> ASK { <s> ?p ?o }"
    ),
    "an escaped slash in a name": r"PREFIX e: <http://example.org> ASK { e:\/s ?p ?o }",
}


@pytest.mark.parametrize("kind", RDFLIB_MISREADS)
def test_rdflib_misreads(kind: str):
    text = RDFLIB_MISREADS[kind]
    assert of_triples([(S, P, O)], engine="oxigraph").ask(text)
    assert not of_triples([(S, P, O)], engine="rdflib").ask(text), GONE

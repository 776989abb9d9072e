"""What rdflib does wrong; a test that fails here says that it is mended."""

import pytest

from stakhgraph.errors import QuerySyntaxError
from stakhgraph.rdf.store import of_triples

QUERY = "PREFIX a: <urn:x:> PREFIX b: <urn:x:> ASK { a:s b:p ?o }"


def test_of_two_prefixes_for_one_namespace_the_first_is_forgotten():
    assert of_triples(()).ask(QUERY) is False
    try:
        of_triples((), engine="rdflib").ask(QUERY)
    except QuerySyntaxError:
        return
    pytest.fail("rdflib now keeps two prefixes: take this out of docs/known-limits.md")

"""TriG and N-Quads: graphs by name."""

from collections import Counter

from stakhgraph.rdf.serialisers import nquads, trig
from tests.rdf.serialisers.samples import (
    BOOK,
    EX,
    NAMES,
    TYPE,
    ex,
    quads,
)


def test_each_triple_is_in_the_graph_that_holds_it():
    graphs = {ex("g2"): BOOK[:1], ex("g1"): BOOK[1:], ex("empty"): []}
    assert nquads.serialise({ex("g"): BOOK[:1]}) == (
        f"<{EX}b> <{TYPE.value}> <{EX}Book> <{EX}g> .\n"
    )
    for text, form in (
        (trig.serialise(graphs, NAMES), "trig"),
        (nquads.serialise(graphs), "nquads"),
    ):
        counts = Counter(quad.graph_name.value for quad in quads(text, form))
        assert counts == {f"{EX}g2": 1, f"{EX}g1": len(BOOK) - 1}

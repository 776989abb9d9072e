"""When not to believe a number."""

from stakhgraph.debate.networks import Ground
from stakhgraph.network.graph import Network
from stakhgraph.network.measures.cautions import cautions

LONG = Network.of(map(str, range(20)), range(19), range(1, 20))


def test_a_network_of_some_size_and_shape_needs_none():
    assert cautions(LONG, range(19)) == ()


def test_few_works():
    assert cautions(Network.of("ab", [0], [1]), [0]) == (
        "Only 2 works and 1 arc: every number hangs on single arcs. Give the arcs, not the number.",
    )


def test_a_star():
    star = Network.of(map(str, range(20)), [*range(19)], [19] * 19)
    [caution] = cautions(star, [], noun="person")
    assert caution.startswith("19 of 19 arcs lead to or from 19: a star around one person shows")


def test_arcs_that_are_not_stated():
    net = Network.of(
        map(str, range(20)), range(19), range(1, 20), explicitness=["implied by order"] * 19
    )
    assert cautions(net, [0, 1]) == (
        "2 of the 2 arcs that carry this are not stated, but implied by order.",
    )
    assert cautions(net, [0], debate="debate:lineage")[0].endswith(
        "Ask again with --without implied. stakhgraph lineage FROM TO tells each reading apart."
    )


def test_citations_beside_steps_of_an_argument():
    net = Network.of(
        map(str, range(20)), range(19), range(1, 20), kinds=["cites"] * 18 + ["goes back to"]
    )
    assert "a citation does not say what was taken" in cautions(net, [])[0]


def test_one_document():
    grounds = {("0", "1"): (Ground("cites", "stated", "", "p. 4", "002 Siegelbaum", "anchor:a"),)}
    assert cautions(LONG, [], grounds) == (
        "All of this is read from one document, 002 Siegelbaum: it measures that account.",
    )

"""Networks in works of OpenAlex."""

from stakhgraph.network.readers import network_file
from tests.network.readers import arcs
from tests.networks import HERE


def test_openalex_keeps_the_references_that_lead_to_works_of_the_file():
    found = network_file.read(HERE / "works.jsonl")
    assert found.labels == ("The Revolution Betrayed", "Stalin", "")
    assert [(u[-2:], v[-2:]) for u, v in arcs(found)] == [("W2", "W1"), ("W3", "W2")]
    assert found.direction == "citing-cited"
    assert found.notices == (
        "1 reference leads to works that are not in the file, and is left out",
        "1 of 3 nodes has no year",
    )

"""The address of a view leaves out what is at its default."""

from stakhgraph.web.lineage.settings import Settings


def test_an_address_leaves_out_defaults() -> None:
    assert Settings().address() == "/lineage"
    assert Settings(start=1935, basis="cited").address() == "/lineage?from=1935&basis=cited"
    assert Settings(sort="work", down=True).address() == "/lineage?sort=-work"

"""All measures by name."""

from stakhgraph.network.measures import registry


def test_every_measure_has_its_question():
    assert len(registry.MEASURES) == 14
    assert all(one.question.endswith("?") for one in registry.MEASURES.values())

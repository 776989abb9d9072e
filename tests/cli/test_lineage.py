"""``stakhgraph lineage``: the readings of a lineage, and the list."""


def test_a_lineage_is_traced_in_each_reading(run):
    code, out, _ = run("lineage", "Trotsky", "Filtzer")
    assert code == 0
    assert "Isaac Deutscher on 1 of 2" in out
    assert "No document states an arc through" in out


def test_without_names_the_lineages_are_listed(run):
    _, out, _ = run("lineage")
    assert "stakhgraph lineage Trotsky Filtzer" in out

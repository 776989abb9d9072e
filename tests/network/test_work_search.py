"""A work is found by its id, its label, or words of its label."""

import pytest

from stakhgraph.errors import Ambiguous, UnknownName
from stakhgraph.network import work_search
from stakhgraph.network.graph import Network


def test_a_work_is_found_by_id_label_or_words_of_it():
    labels = ["Trotsky, Revolution Betrayed", "Lewin, Russian Peasants", "Lewin, Society"]
    net = Network.of(["w1", "w2", "w3"], [0, 0], [1, 2], labels=labels)
    names = ("w2", "Lewin, Russian Peasants", "lewin russian peasants", "Peasants")
    assert {work_search.find_work(net, name) for name in names} == {1}
    with pytest.raises(Ambiguous, match="'Lewin' fits 2 works"):
        work_search.find_work(net, "Lewin")
    with pytest.raises(UnknownName, match="no work is called 'Nove'"):
        work_search.find_work(net, "Nove")

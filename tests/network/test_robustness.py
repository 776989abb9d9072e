"""What of a main path stands whatever one decides."""

from fractions import Fraction

import pytest

from stakhgraph.errors import UsageError
from stakhgraph.network import robustness as module
from stakhgraph.network.robustness import robustness
from tests.networks import net


def test_a_chain_survives_whichever_work_is_left_out():
    found = robustness(net([(0, 1), (1, 2), (2, 3)]))
    # Without work 1 what is left is 2 → 3; that says nothing of the arcs of work 1.
    assert found.core() == (("0", "1"), ("1", "2"), ("2", "3"))
    assert len(found.variants) == 3 * (1 + 4)


def test_an_arc_that_only_one_weight_prefers_is_not_in_the_core():
    # Two ways from 1 to 4; before 1, and only on one of them, there is more to come from.
    found = robustness(net([(0, 1), (1, 2), (1, 3), (2, 4), (3, 4), (5, 3)]), leave_out=False)
    shares = dict(found.arcs)
    assert shares["1", "3"] == 1
    assert ("1", "2") not in found.core()


def test_each_policy_is_tried_if_there_is_a_cycle():
    found = robustness(net([(0, 1), (1, 2), (2, 1), (2, 3)]), leave_out=False)
    assert {one.policy for one in found.variants} == {"contract", "preprint"}
    dated = net([(0, 1), (1, 2), (2, 1), (2, 3)], years=[(1935,), (1936,), (1937,), (1938,)])
    assert {one.policy for one in robustness(dated).variants} == {"date", "contract", "preprint"}


def test_each_degree_of_explicitness_is_left_out_in_turn():
    degrees = ["stated", "implied", "stated"]
    found = robustness(net([(0, 1), (1, 2), (0, 2)], explicitness=degrees), leave_out=False)
    assert [one.without_degree for one in found.variants[::3]] == ["", "implied", "stated"]
    assert dict(found.arcs)["0", "1"] == Fraction(2, 3)
    assert found.core() == ()


def test_shares_are_of_the_variants_that_have_the_work():
    found = robustness(net([(0, 1), (1, 2)]), weights=["spc"])
    # Without work 0, without 1, without 2, and with all: 1 is there in three, on the path in each.
    assert dict(found.nodes)["1"] == 1
    assert dict(found.nodes)["0"] == Fraction(2, 3)
    assert found.core_nodes() == ("1",)


def test_too_many_variants_are_refused(monkeypatch):
    monkeypatch.setattr(module, "RUNS", 10)
    with pytest.raises(UsageError, match="12 arcs together, and 10 is the limit"):
        robustness(net([(0, 1)], 3))


def test_the_effort_is_known_before():
    degrees = ["stated", "implied", "stated"]
    few = net([(0, 1), (1, 2), (0, 2)], explicitness=degrees)
    # All arcs, those that are not stated, those that are not implied: 3 + 1 + 2, each 3 × 4 times.
    assert module.needed(few) == 12 * 6
    assert module.needed(few, leave_out=False, weights=("spc",)) == 6


def test_options_of_the_main_path_apply_to_all_variants():
    # With a tolerance of 1 every path from a source to a sink is near enough.
    graph = net([(0, 1), (0, 2), (1, 3), (3, 4)])
    assert ("0", "2") not in robustness(graph, leave_out=False).core()
    assert len(robustness(graph, leave_out=False, tolerance="1").core()) == 4

"""Cycles are undone as one says, and every arc that is touched is in the log."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stakhgraph.errors import UsageError
from stakhgraph.network.cycles import Change, Component, against_date, resolve
from stakhgraph.network.graph import Network
from stakhgraph.network.path_counts import weigh
from tests.networks import digraphs, net


def arcs(network: Network) -> list[tuple[str, str]]:
    return [(network.ids[u], network.ids[v]) for u, v in network.pairs()]


def test_loops_go_first_under_every_policy():
    for policy in ("contract", "preprint", "refuse"):
        resolved = resolve(net([(0, 0), (0, 1)]), policy)
        assert arcs(resolved.network) == [("0", "1")]
        assert resolved.dropped == (Change("0", "0", "a loop"),)


def test_contraction_makes_one_node_of_a_component():
    resolved = resolve(net([(0, 1), (1, 2), (2, 1), (2, 3)]), "contract")
    assert resolved.components == (Component("1", ("1", "2")),)
    assert arcs(resolved.network) == [("0", "1"), ("1", "3")]
    assert resolved.dropped == (
        Change("1", "2", "inside the component of 1"),
        Change("2", "1", "inside the component of 1"),
    )
    assert resolved.changed == (Change("2", "3", "an end is part of a component", ("1", "3")),)


def test_preprints_of_two_works_that_cite_each_other():
    # Batagelj 2003: works of a strong component are doubled, and cite preprints.
    resolved = resolve(net([(0, 1), (1, 2), (2, 1), (2, 3)]), "preprint")
    assert sorted(arcs(resolved.network)) == [
        ("0", "1'"),
        ("1'", "1"),
        ("1'", "2"),
        ("2", "3"),
        ("2'", "1"),
        ("2'", "2"),
    ]
    assert resolved.components == (Component("1", ("1", "2")),)
    assert Change("1", "2", "inside a component, by its preprint", ("1'", "2")) in resolved.changed
    assert resolved.network.label(resolved.network.find_node("1'")) == "1 (preprint)"


def test_a_cycle_is_refused_and_named():
    with pytest.raises(UsageError, match="cycle: (1 → 2 → 1|2 → 1 → 2)"):
        resolve(net([(0, 1), (1, 2), (2, 1)]), "refuse")


def test_an_arc_is_against_date_only_by_all_years():
    years = [(1937, 1965), (1950,), (1936,)]
    dated = net([(0, 1), (0, 2), (1, 0)], years=years)
    assert [list(dated.pairs())[i] for i in against_date(dated)] == [(0, 2)]


def test_cycles_that_remain_after_dropping_by_date_are_contracted():
    years = [(1937,), (1937,), (1950,), ()]
    resolved = resolve(net([(0, 1), (1, 0), (2, 1), (0, 2), (3, 0)], years=years))
    assert resolved.policy == "date"
    assert resolved.components == (Component("0", ("0", "1")),)
    assert resolved.dropped[0] == Change("2", "1", "against date")
    assert arcs(resolved.network) == [("0", "2"), ("3", "0")]


def test_repeated_arcs_are_logged_if_they_are_merged():
    found = net([(0, 1), (0, 1)])
    assert resolve(found).changed == (Change("0", "1", "stands 2 times, taken as one", ("0", "1")),)
    assert resolve(found, parallel="count").changed == ()


def test_dates_need_years_and_policies_names():
    with pytest.raises(UsageError, match="no year of any node is known"):
        resolve(net([(0, 1)]), "date")
    with pytest.raises(UsageError, match="no policy is called 'cut'"):
        resolve(net([(0, 1)]), "cut")


@given(digraphs(), st.sampled_from(["contract", "preprint"]))
@settings(max_examples=300, deadline=None)
def test_every_arc_is_kept_or_in_the_log(found: Network, policy: str):
    resolved = resolve(found, policy)
    weigh(resolved.network, order=resolved.order)
    names = arcs(found)
    touched = {(c.earlier, c.later) for c in (*resolved.dropped, *resolved.changed)}
    assert set(names) <= set(arcs(resolved.network)) | touched
    became = {c.became for c in resolved.changed}
    assert set(arcs(resolved.network)) <= set(names) | became


@given(digraphs())
@settings(max_examples=300, deadline=None)
def test_without_a_cycle_all_policies_agree(found: Network):
    if not resolve(found, "contract").components:
        same = [
            arcs(resolve(found, policy).network) for policy in ("contract", "preprint", "refuse")
        ]
        assert same[0] == same[1] == same[2]

"""The debate's own networks: citations apart from lineages, and both only where asked."""

from pathlib import Path

import pytest

from stakhgraph.debate import networks
from stakhgraph.errors import UnknownName
from stakhgraph.network import cycles, main_paths, path_counts
from stakhgraph.project import Project
from stakhgraph.rdf.store import Store, load
from tests import ROOT
from tests.mini import mini_project

PROJECT = Project.find(ROOT)


@pytest.fixture(scope="module")
def store() -> Store:
    return load(PROJECT.turtle_files())


def pairs(net) -> set[tuple[str, str]]:
    return {(net.ids[u], net.ids[v]) for u, v in net.pairs()}


CASTE = {"about": "The privileged-caste argument"}


def test_citations_lead_from_the_work_cited_to_the_work_that_cites(store: Store):
    net = networks.network(PROJECT, store)
    assert ("work:trotsky-revolution-betrayed", "work:siegelbaum-stakhanovism") in pairs(net)
    assert set(net.kinds) == {"cites"}
    assert net.years[net.find_node("work:trotsky-revolution-betrayed")] == (1937,)


def test_a_lineage_has_its_own_steps_and_no_citation(store: Store):
    net = networks.network(PROJECT, store, "lineage", **CASTE)
    assert ("work:trotsky-revolution-betrayed", "work:filtzer-soviet-workers") in pairs(net)
    assert "cites" not in net.kinds
    assert net.size == 4


def test_steps_that_are_implied_or_added_can_be_left_out(store: Store):
    stated = networks.network(PROJECT, store, "lineage", **CASTE, implied=False)
    assert pairs(stated) == {("work:trotsky-revolution-betrayed", "work:filtzer-soviet-workers")}
    told = networks.network(PROJECT, store, "lineage", **CASTE, added=False)
    assert told.size == 3


def test_both_are_joined_only_where_that_is_asked(store: Store):
    both = networks.network(PROJECT, store, "both", **CASTE)
    apart = networks.network(PROJECT, store), networks.network(PROJECT, store, "lineage", **CASTE)
    assert pairs(both) == pairs(apart[0]) | pairs(apart[1])


@pytest.mark.parametrize(
    ("nodes", "one", "other"),
    [
        (
            "editions",
            "edition:trotsky-revolution-betrayed-1965",
            "edition:filtzer-soviet-workers-1986",
        ),
        ("people", "person:trotsky-leon", "person:filtzer-donald"),
    ],
)
def test_editions_or_people_can_be_the_nodes(store: Store, nodes: str, one: str, other: str):
    net = networks.network(PROJECT, store, "lineage", **CASTE, nodes=nodes)
    assert (one, other) in pairs(net)


def test_arguments_are_never_joined(store: Store, tmp_path: Path):
    """The tiny project of the tests has two lineages; the debate has one, so none need be named."""
    mini = mini_project(tmp_path)
    with pytest.raises(UnknownName, match="no lineage is named"):
        networks.network(mini, load(mini.turtle_files()), "lineage")
    assert networks.network(PROJECT, store, "lineage").size == 4
    with pytest.raises(UnknownName, match="no network of 'everything'"):
        networks.network(PROJECT, store, "everything")


def test_the_main_path_of_the_series_runs_through_deutscher(store: Store):
    net = networks.network(PROJECT, store, "lineage", **CASTE)
    done = cycles.resolve(net, "refuse")
    found = main_paths.find(path_counts.weigh(done.network, "spc", order=done.order), "global")
    assert ("work:deutscher-soviet-trade-unions", "work:filtzer-soviet-workers") in found.pairs()


def test_each_arc_has_its_grounds(store: Store):
    found = networks.read(PROJECT, store, "both", **CASTE)
    pairs = {(found.network.ids[u], found.network.ids[v]) for u, v in found.network.pairs()}
    assert found.grounds.keys() == pairs
    [step] = found.grounds["work:trotsky-revolution-betrayed", "work:filtzer-soviet-workers"]
    assert step.in_words() == (
        "goes back to, stated, by Lewis H. Siegelbaum, p. 4 of 002 Siegelbaum, Introduction, "
        "anchor:002-step-trotsky-filtzer-privileged-caste"
    )
    cited = found.grounds["work:trotsky-revolution-betrayed", "work:siegelbaum-stakhanovism"]
    assert [one.pages for one in cited] == ["124–5", "125"]
    assert "pp. 124–5 cited, p. 5 n. 15" in cited[0].in_words()

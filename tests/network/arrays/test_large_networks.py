"""Commands answer on arrays what they answer with lists."""

import json
import random
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from stakhgraph.cli import mainpath, network
from stakhgraph.errors import StakhError, UsageError
from stakhgraph.network.arrays import large_networks

pytest.importorskip("numba", reason="the extra large is not installed")


GROUP = click.Group("stakhgraph", {"mainpath": mainpath.mainpath, "network": network.network})


Arc = tuple[int, int]


def answer(*words: str) -> str:
    """Return the output of a command, or the error with which it ends."""
    result = CliRunner().invoke(GROUP, list(words))
    if isinstance(result.exception, StakhError):
        return f"{result.exception.exit_code} {result.exception}"
    assert result.exit_code == 0, result.output
    return result.output


def both(*words: str) -> tuple[str, str]:
    """Return the answers with lists and on arrays."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(large_networks, "WORTHWHILE_ARCS", 10**9)
        lists = answer(*words)
        patch.setattr(large_networks, "WORTHWHILE_ARCS", 0)
        return lists, answer(*words)


def written(folder: Path, arcs: list[Arc], nodes: int, years: list[int] | None = None) -> Path:
    """Write a Pajek file, in which nodes may stand alone; 0 is no year."""
    path = folder / "a.net"
    rows = "".join(f"{u + 1} {v + 1}\n" for u, v in arcs)
    text = f'*Vertices {nodes}\n1 "first"\n*Arcs\n{rows}'
    if years:
        text += "".join(f"{year}\n" for year in ["*Partition y.clu", f"*Vertices {nodes}", *years])
    path.write_text(text, encoding="utf-8")
    return path


@st.composite
def networks(draw: st.DrawFn) -> tuple[list[Arc], int]:
    """Draw arcs among few nodes: cycles, loops, repeated arcs, ties, isolates."""
    n = draw(st.integers(1, 12))
    chance = random.Random(draw(st.integers(0, 10**6)))
    ends = [(chance.randrange(n), chance.randrange(n)) for _ in range(draw(st.integers(0, 4 * n)))]
    forward = draw(st.booleans())
    return [arc for arc in ends if not forward or arc[0] <= arc[1]], n


WAYS = st.tuples(
    st.sampled_from(["spc", "splc", "spnp"]),
    st.sampled_from([("global",), ("key-route", "--k", "1"), ("key-route", "--k", "4")]),
    st.sampled_from([(), *((f"--cycles={p}",) for p in ("contract", "preprint", "refuse"))]),
)


@given(networks(), WAYS)
@settings(max_examples=400, deadline=None)
def test_main_paths_on_arrays_are_those_with_lists(tmp_path_factory, network, way):
    path = written(tmp_path_factory.getbasetemp(), *network)
    weight, kind, cycles = way
    words = ("mainpath", str(path), "--arcs", "cited-citing", "--weight", weight, "--json")
    lists, on_arrays = both(*words, "--path", *kind, *cycles)
    assert on_arrays == lists


@given(networks(), st.lists(st.sampled_from([0, 1937, 1949, 1966]), min_size=12, max_size=12))
@settings(max_examples=200, deadline=None)
def test_arcs_against_date_are_dropped_alike(tmp_path_factory, network, years):
    arcs, nodes = network
    path = written(tmp_path_factory.getbasetemp(), arcs, nodes, years[:nodes])
    words = ("mainpath", str(path), "--arcs", "cited-citing", "--years", "y", "--json")
    lists, on_arrays = both(*words)
    assert on_arrays == lists


@given(networks(), st.sampled_from(["merge", "count"]))
@settings(max_examples=200, deadline=None)
def test_facts_on_arrays_are_those_with_lists(tmp_path_factory, network, parallel):
    path = written(tmp_path_factory.getbasetemp(), *network)
    lists, on_arrays = both("network", str(path), "--parallel", parallel, "--json")
    assert on_arrays == lists


def diamonds(count: int, at: int = 0) -> list[Arc]:
    """Return a chain of diamonds, which has 2 to the power of ``count`` paths."""
    ends = range(at, at + 3 * count, 3)
    return [a for u in ends for a in ((u, u + 1), (u, u + 2), (u + 1, u + 3), (u + 2, u + 3))]


@pytest.mark.parametrize("more", [[], [(1802, 1803)], [(0, 1803)], [(1803, 1), (899, 1803)]])
@pytest.mark.parametrize("weight", ["spc", "splc", "spnp"])
@pytest.mark.parametrize("kind", [("global",), ("key-route", "--k", "3")])
def test_near_ties_of_hundreds_of_bits_are_decided_to_the_last_digit(
    tmp_path: Path, kind: tuple[str, ...], weight: str, more: list[Arc]
):
    # Two branches of 300 diamonds each: equal, or unequal by one in a number of 300 bits.
    arcs = [*diamonds(300, 1), *diamonds(300, 902), (0, 1), (0, 902), *more]
    path = written(tmp_path, arcs, 1_804)
    words = ("mainpath", str(path), "--arcs", "cited-citing", "--weight", weight, "--json")
    lists, on_arrays = both(*words, "--path", *kind)
    assert len(json.loads(lists)["flow"]) > 90
    assert on_arrays == lists


def test_options_that_need_lists_use_lists_or_are_refused_if_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = written(tmp_path, [(0, 1), (1, 2), (0, 2), (2, 1)], 4)
    key_routes = ("--path", "key-route", "--k", "0")
    for more in (key_routes, ("--path", "local"), ("--weight", "nppc"), ("--parallel", "count")):
        lists, on_arrays = both("mainpath", str(path), "--arcs", "cited-citing", *more)
        assert on_arrays == lists
    monkeypatch.setattr(large_networks, "MOST_ARCS_IN_LISTS", 3)
    assert large_networks.use_arrays(3_000_000)
    refused = answer("mainpath", str(path), "--arcs", "cited-citing", "--path", "local")
    assert refused.startswith("2 error: 4 arcs would not fit into memory this way.")
    assert "Leave out --path local" in refused


def test_without_the_extra_lists_are_used_as_far_as_they_fit(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(large_networks, "find_spec", lambda _: None)
    assert not large_networks.use_arrays(large_networks.MOST_ARCS_IN_LISTS)
    with pytest.raises(UsageError, match="Install the extra large"):
        large_networks.use_arrays(large_networks.MOST_ARCS_IN_LISTS + 1)

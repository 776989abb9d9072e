"""Robustness of a main path: what survives all choices of weight, cycle policy, works and evidence.

A main path rests on choices that no source makes. So it is found again with each weight, each
policy for cycles, each work left out in turn, and without the arcs of each degree of explicitness;
arcs on all of these paths are the core. The time is that of one main path for each variant;
`needed` says how many arcs they have together.

>>> chain = Network.of("abcd", [0, 1, 0, 2], [1, 2, 2, 3])
>>> robustness(chain).core()
(('a', 'b'), ('b', 'c'), ('c', 'd'))
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from stakhgraph.errors import UsageError
from stakhgraph.network.cycles import against_date, resolve
from stakhgraph.network.graph import Network
from stakhgraph.network.main_paths import find
from stakhgraph.network.path_counts import weigh
from stakhgraph.network.structure.components import strong_components

__all__ = ["RUNS", "Robustness", "Variant", "needed", "robustness"]

RUNS = 200_000_000
"""The most arcs that all variants may have together."""

Arc = tuple[str, str]


@dataclass(frozen=True)
class Variant:
    """One way to find the main path, and the arcs of that path by ids.

    ``without`` is the id of the work left out, ``without_degree`` the explicitness of the arcs left
    out; empty if nothing is left out.
    """

    weight: str
    policy: str
    without: str
    without_degree: str
    arcs: tuple[Arc, ...]


@dataclass(frozen=True)
class Robustness:
    """All variants, and the share of variants in which each arc and node is on the main path.

    A variant that leaves a work out is not counted for this work and its arcs. Arcs and nodes with
    the share 1 are the core.
    """

    variants: tuple[Variant, ...]
    arcs: tuple[tuple[Arc, Fraction], ...]
    nodes: tuple[tuple[str, Fraction], ...]

    def core(self) -> tuple[Arc, ...]:
        """Return the arcs that are on the main path of every variant."""
        return tuple(arc for arc, share in self.arcs if share == 1)

    def core_nodes(self) -> tuple[str, ...]:
        """Return the nodes that are on the main path of every variant."""
        return tuple(node for node, share in self.nodes if share == 1)


def robustness(
    network: Network,
    *,
    weights: Sequence[str] = ("spc", "splc", "spnp"),
    policies: Sequence[str] | None = None,
    path: str = "global",
    k: int = 1,
    leave_out: bool = True,
    parallel: str = "merge",
    **chosen: Any,
) -> Robustness:
    """Find the main path in every variant, and count what survives.

    The default policies are all but refuse, and date only if a year is known; a single one if there
    is no cycle and no arc against date, since then all agree. Further options go to
    `main_paths.find`. Raises UsageError if the variants together would have more than `RUNS` arcs.

    >>> chain = Network.of("abcd", [0, 1, 0, 2], [1, 2, 2, 3])
    >>> robustness(chain).core()
    (('a', 'b'), ('b', 'c'), ('c', 'd'))
    """
    arcs = needed(network, weights=weights, policies=policies, leave_out=leave_out)
    if arcs > RUNS:
        raise UsageError(
            f"the variants have {arcs:,} arcs together, and {RUNS:,} is the limit",
            remedy="Take a part of the network, or leave no work out.",
        )
    policies = tuple(policies or _policies(network))
    degrees = sorted(set(network.explicitness))
    parts = [("", network)]
    if len(degrees) > 1:
        parts += [(one, _without_degree(network, one)) for one in degrees]
    variants = tuple(
        variant
        for without_degree, part in parts
        for without, rest in _left_out(part, leave_out)
        for policy in policies
        for variant in _variants(
            rest, weights, policy, (without, without_degree), (path, k, parallel, chosen)
        )
    )
    return Robustness(variants, *_shares(network, variants))


def needed(
    network: Network,
    *,
    weights: Sequence[str] = ("spc", "splc", "spnp"),
    policies: Sequence[str] | None = None,
    leave_out: bool = True,
) -> int:
    """Return how many arcs all variants have together, a measure of the time that they take."""
    multiplicities = len(weights) * len(policies or _policies(network))
    multiplicities *= len(network) + 1 if leave_out else 1
    # Each degree is left out in turn, so every arc is in the variants of all degrees but its own.
    degrees = len(set(network.explicitness))
    return multiplicities * network.size * (max(1, degrees))


def _policies(network: Network) -> tuple[str, ...]:
    dated = ("date",) if any(network.years) else ()
    if strong_components(network.without_loops()) or against_date(network):
        return (*dated, "contract", "preprint")
    return ("contract",)


def _without_degree(network: Network, explicitness: str) -> Network:
    kept = [i for i, one in enumerate(network.explicitness) if one != explicitness]
    return network.with_arcs(kept)


def _left_out(network: Network, each: bool) -> Iterator[tuple[str, Network]]:
    yield "", network
    for node in range(len(network)) if each else ():
        yield network.ids[node], network.without([node])


def _variants(
    network: Network,
    weights: Sequence[str],
    policy: str,
    left: tuple[str, str],
    how: tuple[str, int, str, Mapping[str, Any]],
) -> Iterator[Variant]:
    path, k, parallel, chosen = how
    # If the only dated work is left out, no arc is against date.
    policy = "contract" if policy == "date" and not any(network.years) else policy
    resolved = resolve(network, policy, parallel=parallel)
    for weight in weights:
        weighed = weigh(resolved.network, weight, order=resolved.order, parallel=parallel)
        found = find(weighed, path, k=k, **chosen)
        yield Variant(weight, policy, *left, tuple(found.pairs()))


def _shares(
    network: Network, variants: Sequence[Variant]
) -> tuple[tuple[tuple[Arc, Fraction], ...], tuple[tuple[str, Fraction], ...]]:
    arcs: Counter[Arc] = Counter()
    nodes: Counter[str] = Counter()
    absent = Counter(one.without for one in variants if one.without)
    for one in variants:
        arcs.update(one.arcs)
        nodes.update({end for arc in one.arcs for end in arc})
    place = {name: at for at, name in enumerate(network.ids)}
    count = len(variants)

    def rank(name: str) -> tuple[int, str]:
        return place.get(name, len(place)), name

    def of_arc(arc: Arc) -> Fraction:
        return Fraction(arcs[arc], count - absent[arc[0]] - absent[arc[1]])

    in_order = sorted(arcs, key=lambda arc: (rank(arc[0]), rank(arc[1])))
    return (
        tuple((arc, of_arc(arc)) for arc in in_order),
        tuple((n, Fraction(nodes[n], count - absent[n])) for n in sorted(nodes, key=rank)),
    )

"""Facts of a network of millions of arcs: the counts of `stakhgraph.network.structure.facts`."""

from __future__ import annotations

from collections import Counter

from stakhgraph.network.arrays.arcs import Arcs
from stakhgraph.network.graph import Network
from stakhgraph.network.structure.facts import Facts

__all__ = ["facts"]


def facts(net: Network, *, parallel: str = "merge") -> Facts:
    """Count what a network is like, as `stakhgraph.network.structure.facts.facts` does."""
    import numpy as np

    arcs = Arcs.of_network(net)
    arcs = arcs.merged() if parallel == "merge" else arcs
    groups = arcs.strong_components()
    representative = np.arange(len(net))
    for group in groups:
        representative[group] = group[0]
    # One node represents each component; the others stay without arcs and do not add a level.
    flat = arcs.moved(representative, len(net))
    sizes = np.bincount(arcs.components(), minlength=1)
    return Facts(
        nodes=len(net),
        arcs=len(arcs),
        loops=int(np.sum(arcs.tails == arcs.heads)),
        isolates=int(np.sum(sizes == 1)),
        weak_components=int(np.sum(sizes > 1)),
        largest_component=int(sizes.max(initial=0)),
        depth=int(flat.levels().max(initial=-1)) + 1,
        max_in=int(np.bincount(arcs.heads, minlength=1).max()),
        max_out=int(np.bincount(arcs.tails, minlength=1).max()),
        strong_components=dict(sorted(Counter(map(len, groups)).items())),
    )

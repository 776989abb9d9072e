"""When a network goes by way of arrays, and its main path when it does.

Global main paths and key routes of the whole network by spc, splc and spnp, without a tolerance and
with parallel arcs merged, can be found on arrays. Everything else is done with lists.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from typing import overload

from stakhgraph.errors import UsageError
from stakhgraph.network.arrays import exact_counts, main_paths, path_counts
from stakhgraph.network.arrays.arcs import Arcs
from stakhgraph.network.arrays.array_type import Array
from stakhgraph.network.arrays.cycles import resolve
from stakhgraph.network.cycles import Resolved
from stakhgraph.network.graph import Network
from stakhgraph.network.main_paths import MainPath
from stakhgraph.network.path_counts import Weighed
from stakhgraph.network.readers.parsed_network import ParsedNetwork

__all__ = ["MOST_ARCS_IN_LISTS", "WORTHWHILE_ARCS", "load_network", "main_path", "use_arrays"]

WORTHWHILE_ARCS = 2_000_000
"""From this many arcs on, arrays save more time than their loops take to compile."""


MOST_ARCS_IN_LISTS = 30_000_000
"""The most arcs that fit into memory as lists and integers, at about 250 bytes each."""


def use_arrays(arcs: int, special: str = "") -> bool:
    """Return whether a network of so many arcs is handled on arrays.

    ``special`` names requested options that arrays do not support. Raises UsageError if lists would
    be needed and would not fit into memory.
    """
    there = find_spec("numpy") is not None and find_spec("numba") is not None
    if there and not special:
        return arcs >= WORTHWHILE_ARCS
    if arcs > MOST_ARCS_IN_LISTS:
        remedy = f"Leave out {special}, or take a part." if special else "Install the extra large."
        raise UsageError(f"{arcs:,} arcs would not fit into memory this way", remedy=remedy)
    return False


def load_network(source: ParsedNetwork) -> Network:
    """Return the network in a file with its arcs as given, on arrays only."""
    arcs = Arcs.of(len(source.ids), source.tails, source.heads)
    return arcs.network(source.ids, labels=source.labels, years=source.years)


def main_path(
    net: Network,
    policy: str | None = None,
    *,
    weight: str = "spc",
    path: str = "global",
    k: int = 1,
) -> tuple[Resolved, MainPath]:
    """Undo cycles, weigh arcs and find a main path; parallel arcs are merged.

    Raises UsageError as `stakhgraph.network.cycles.resolve`, and Failure if numbers are too long.
    """
    resolved, known = resolve(net, policy)
    counts = path_counts.count_paths(known.starts, known.heads, weight)
    found = (
        main_paths.key_routes(counts, k)
        if path == "key-route"
        else main_paths.global_path(counts)[0]
    )
    values = _LazyWeights(counts, known.arcs, found)
    weighed = Weighed(
        resolved.network, resolved.order, weight, values, exact_counts.exact_flow(counts)
    )
    return resolved, MainPath(weighed, tuple(sorted(known.arcs[found].tolist())))


class _LazyWeights(Sequence[int]):
    """Exact weights of arcs: those of a main path are stored, others are computed on demand."""

    def __init__(self, counts: path_counts.PathCounts, arcs: Array, found: Array) -> None:
        self.counts = counts
        self.arcs = arcs
        self.known = dict(
            zip(arcs[found].tolist(), exact_counts.exact_weights(counts, found), strict=True)
        )

    def __len__(self) -> int:
        """Return the number of arcs."""
        return len(self.arcs)

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> list[int]: ...
    def __getitem__(self, at: int | slice) -> int | list[int]:
        """Return the weight of an arc, or of a slice of arcs."""
        places = range(len(self))[at]
        if isinstance(places, int):
            return self.known[places] if places in self.known else self._counted([places])[0]
        return self._counted(places)

    def _counted(self, places: Sequence[int]) -> list[int]:
        return exact_counts.exact_weights(self.counts, self._place[places])

    @cached_property
    def _place(self) -> Array:
        """The position of each arc of the network among the arcs that were counted."""
        import numpy as np

        return np.argsort(self.arcs)

"""Names of works for a reader: labels, told apart by year and id where several works share one.

O(n) for all names together; in a network without labels the names are the ids, which are unique.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from stakhgraph.network.graph import Network
from stakhgraph.wording import year_name

__all__ = ["dated_label", "work_names"]


def work_names(
    net: Network, nodes: Iterable[int] | None = None, *, years: bool = False
) -> dict[int, str]:
    """Return the names of some works, or of all, by their numbers.

    A label that several works of the network have is followed by the years and the id of the work;
    with ``years`` every label is followed by the years, unless it holds them already.

    >>> net = Network.of(["w1", "w2", "w3"], [0], [1], labels=["Nove", "Nove", "Lewin"],
    ...                  years=[(1964,), (), (1974,)])
    >>> work_names(net), work_names(net, [2], years=True)
    ({0: 'Nove (1964, w1)', 1: 'Nove (w2)', 2: 'Lewin'}, {2: 'Lewin (1974)'})
    """
    labels = {node: net.label(node) for node in (range(len(net)) if nodes is None else nodes)}
    shared = _shared_labels(net, set(labels.values()))
    return {
        node: _name(net, node, label, years=years or label in shared, told_apart=label in shared)
        for node, label in labels.items()
    }


def dated_label(net: Network, node: int) -> str:
    """Return the label of a work with its years, as a reader writes them."""
    return _name(net, node, net.label(node), years=True, told_apart=False)


def _shared_labels(net: Network, wanted: set[str]) -> set[str]:
    """Return which of some labels several works of the network have."""
    if not net.labels:
        return set()
    often = Counter(label for label in map(net.label, range(len(net))) if label in wanted)
    return {label for label, times in often.items() if times > 1}


def _name(net: Network, node: int, label: str, *, years: bool, told_apart: bool) -> str:
    dates = ", ".join(map(year_name, net.years[node])) if years and net.years else ""
    if dates and re.search(rf"(?<!\d){re.escape(dates)}(?!\d)", label):
        dates = ""
    beside = ", ".join(filter(None, (dates, net.ids[node] if told_apart else "")))
    return f"{label} ({beside})" if beside else label

"""Removal of cycles, so that every path ends: a policy chosen by name, and a log of all changes.

Loops are always dropped first. Then, by policy:

- ``date``: arcs against date are dropped; cycles that remain are contracted.
- ``contract``: each strong component becomes one node.
- ``preprint``: each work of a strong component gets a preprint, and the works of the component cite
  preprints (Batagelj 2003, arXiv cs/0309023). Here the preprint u' comes before u, takes from what
  u takes from outside the component, and gives to the works of the component to which u gives.
- ``refuse``: a cycle is an error.

All take O(n + m), apart from sorting.

>>> mutual = Network.of("abc", [0, 1, 1], [1, 0, 2])
>>> list(resolve(mutual, "contract").network.pairs())
[(0, 1)]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stakhgraph.errors import UsageError
from stakhgraph.network.graph import Network, Years, smallest
from stakhgraph.network.structure.components import strong_components
from stakhgraph.network.structure.topological_order import acyclic_order

__all__ = [
    "POLICIES",
    "Change",
    "Component",
    "Resolved",
    "against_date",
    "choose_policy",
    "resolve",
]

POLICIES = ("date", "contract", "preprint", "refuse")
PARALLEL = ("merge", "count")


@dataclass(frozen=True)
class Change:
    """An arc before the change, by ids; the reason; and the arc that it became, None if dropped."""

    earlier: str
    later: str
    reason: str
    became: tuple[str, str] | None = None


@dataclass(frozen=True)
class Component:
    """Works that reach each other, and the id that represents them: the smallest of theirs."""

    id: str
    members: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Resolved:
    """A network without cycles or parallel arcs, its topological order, and all changes made."""

    network: Network
    order: list[int]
    policy: str
    components: tuple[Component, ...]
    dropped: tuple[Change, ...]
    changed: tuple[Change, ...]


def resolve(network: Network, policy: str | None = None, *, parallel: str = "merge") -> Resolved:
    """Return the network without cycles, its arcs from earlier to later, and a log of changes.

    The default policy is ``date`` if any year is known, else ``contract``. ``parallel`` only
    decides whether repeated arcs are listed among the changes: in the result each arc occurs once,
    with its number of occurrences in ``times``. Raises UsageError for an unknown policy, for
    ``date`` without any year, and with ``refuse`` for a cycle, which is named.

    >>> mutual = Network.of(["a", "b", "c"], [0, 1, 1], [1, 0, 2])
    >>> resolved = resolve(mutual)
    >>> resolved.components, list(resolved.network.pairs())
    ((Component(id='a', members=('a', 'b')),), [(0, 1)])
    """
    policy = choose_policy(network, policy, parallel)
    net = network.merged()
    repeated = tuple(_repeated(net)) if parallel == "merge" else ()
    net, dropped = _without(net, [i for i, (u, v) in enumerate(net.pairs()) if u == v], "a loop")
    if policy == "date":
        net, against = _without(net, against_date(net), "against date")
        dropped += against
    groups = [] if policy == "refuse" else strong_components(net)
    components = tuple(_component(net, group) for group in groups)
    if not groups:
        return Resolved(net, acyclic_order(net), policy, components, dropped, repeated)
    if policy == "preprint":
        resolved, changed = _with_preprints(net, groups)
        return Resolved(
            resolved, acyclic_order(resolved), policy, components, dropped, repeated + changed
        )
    resolved, place = net.contracted(groups)
    inside, moved = _contraction(net, resolved, place)
    return Resolved(
        resolved, acyclic_order(resolved), policy, components, dropped + inside, repeated + moved
    )


def choose_policy(network: Network, policy: str | None, parallel: str = "merge") -> str:
    """Return the policy, or the default one for this network. Raises UsageError as `resolve`."""
    policy = policy or ("date" if any(network.years) else "contract")
    for name, known in ((policy, POLICIES), (parallel, PARALLEL)):
        if name not in known:
            raise UsageError(f"no policy is called {name!r}", remedy=f"Take {', '.join(known)}.")
    if policy == "date" and not any(network.years):
        raise UsageError(
            "no year of any node is known", remedy="Give years, or choose --cycles contract."
        )
    return policy


def _component(net: Network, group: Sequence[int]) -> Component:
    representative = smallest(net.ids, group)
    return Component(net.ids[representative], tuple(net.ids[node] for node in group))


def _repeated(net: Network) -> Iterator[Change]:
    for (u, v), times in zip(net.pairs(), net.multiplicities(), strict=True):
        if times > 1:
            ends = (net.ids[u], net.ids[v])
            yield Change(*ends, f"stands {times} times, taken as one", ends)


def _without(net: Network, arcs: Sequence[int], reason: str) -> tuple[Network, tuple[Change, ...]]:
    """Return the network without some arcs, and the changes to log."""
    if not arcs:
        return net, ()
    gone, pairs = set(arcs), list(net.pairs())
    changes = tuple(Change(net.ids[pairs[i][0]], net.ids[pairs[i][1]], reason) for i in arcs)
    return net.with_arcs(i for i in range(net.size) if i not in gone), changes


def against_date(network: Network) -> list[int]:
    """Return the numbers of the arcs whose earlier end is later in all its years than the other.

    An arc with an end whose year is unknown is never against date.
    """
    if not network.years:
        return []
    first = [min(years, default=None) for years in network.years]
    last = [max(years, default=None) for years in network.years]
    return [i for i, (u, v) in enumerate(network.pairs()) if _after(first[u], last[v])]


def _after(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one > other


def _contraction(
    net: Network, resolved: Network, place: Sequence[int]
) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """Return the changes of arcs inside components, and of arcs whose end was contracted."""
    gone, moved = [], []
    for u, v in net.pairs():
        ends, now = (net.ids[u], net.ids[v]), (resolved.ids[place[u]], resolved.ids[place[v]])
        if place[u] == place[v]:
            gone.append(Change(*ends, f"inside the component of {now[0]}"))
        elif ends != now:
            moved.append(Change(*ends, "an end is part of a component", now))
    return tuple(gone), tuple(moved)


def _with_preprints(
    net: Network, groups: Sequence[Sequence[int]]
) -> tuple[Network, tuple[Change, ...]]:
    group_of = {node: at for at, group in enumerate(groups) for node in group}
    twin = {node: len(net) + at for at, node in enumerate(sorted(group_of))}
    names = _preprint_names(net, sorted(group_of))
    ids = (*net.ids, *names)
    tails, heads, multiplicities, changed = [], [], [], []
    for (u, v), times in zip(net.pairs(), net.multiplicities(), strict=True):
        inner = u in twin and group_of[u] == group_of.get(v)
        now = (twin[u], v) if inner else (u, twin.get(v, v))
        if now != (u, v):
            reason = "inside a component" if inner else "into a component"
            became = (ids[now[0]], ids[now[1]])
            changed.append(Change(net.ids[u], net.ids[v], f"{reason}, by its preprint", became))
        tails.append(now[0])
        heads.append(now[1])
        multiplicities.append(times)
    for node, preprint in twin.items():
        tails.append(preprint)
        heads.append(node)
        multiplicities.append(1)
        ends = (ids[preprint], ids[node])
        changed.append(Change(*ends, "added: the preprint of a work on a cycle", ends))
    return _doubled(net, names, sorted(twin), tails, heads, multiplicities), tuple(changed)


def _preprint_names(net: Network, nodes: Sequence[int]) -> list[str]:
    taken, names = set(net.ids), []
    for node in nodes:
        name = f"{net.ids[node]}'"
        while name in taken:
            name += "'"
        taken.add(name)
        names.append(name)
    return names


def _doubled(
    net: Network,
    names: Sequence[str],
    nodes: Sequence[int],
    tails: list[int],
    heads: list[int],
    multiplicities: list[int],
) -> Network:
    years: tuple[Years, ...] = (*net.years, *(net.years[node] for node in nodes if net.years))
    repeat = [i for i, times in enumerate(multiplicities) for _ in range(times)]
    return Network.of(
        (*net.ids, *names),
        [tails[i] for i in repeat],
        [heads[i] for i in repeat],
        labels=(
            *(net.label(node) for node in range(len(net))),
            *(f"{net.label(node)} (preprint)" for node in nodes),
        ),
        years=years,
    ).merged()

"""The main path of a network as a report: its arcs, weights, cycles and digest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise
from typing import Any

from stakhgraph.network.cycles import Resolved
from stakhgraph.network.graph import Network
from stakhgraph.network.main_paths import MainPath
from stakhgraph.network.reports.cycles import (
    SHOWN,
    cycle_log,
    cycle_summary,
    cycle_values,
    first_names,
)
from stakhgraph.network.reports.json_text import COMPACT, digest, list_pieces
from stakhgraph.network.reports.network_input import NetworkInput
from stakhgraph.network.work_names import work_names
from stakhgraph.wording import counted

ROBUSTNESS_LIMIT = 1_000_000
"""The most arcs that all variants may have together for robustness to be added to the report."""


@dataclass(frozen=True)
class Settings:
    """Which main path is wanted; the names are those of the options and of the digest."""

    weight: str = "spc"
    path: str = "global"
    k: int = 1
    backward: bool = False
    extend: str = "global"
    tolerance: str = "0"
    per_component: bool = False

    @property
    def title(self) -> str:
        """The kind of path, and every setting that is not the usual one."""
        key_route = self.path == "key-route"
        parts = (
            self.path,
            "backward" if self.backward else "",
            f"k = {self.k}" if key_route else "",
            f"extended {self.extend}" if key_route else "",
            f"tolerance {self.tolerance}" if self.tolerance != "0" else "",
            "per component" if self.per_component else "",
        )
        return ", ".join(filter(None, parts))

    @property
    def search(self) -> dict[str, Any]:
        """The settings of the search for the path, without the weight and the kind of path."""
        return {
            "k": self.k,
            "backward": self.backward,
            "extend": self.extend,
            "tolerance": self.tolerance,
            "per_component": self.per_component,
        }


def find(
    network_input: NetworkInput,
    settings: Settings,
    *,
    direction: str | None = None,
    policy: str | None = None,
    parallel: str = "merge",
    all_arcs: bool = False,
    drawn: bool = False,
) -> MainPathReport:
    """Find a main path, in a large network on arrays unless something needs lists of arcs.

    ``direction``, ``policy`` and ``parallel`` are as for the command; ``all_arcs`` lists every arc,
    and ``drawn`` says that the path will be drawn. Raises UsageError as the steps of the search do.
    """
    from stakhgraph.network import cycles, main_paths, path_counts
    from stakhgraph.network.arrays import large_networks

    source = network_input.source.earlier_to_later(direction)
    needs_lists = {
        f"--weight {settings.weight}": settings.weight == "nppc",
        f"--path {settings.path}": settings.path == "local",
        "--extend local": settings.path == "key-route" and settings.extend == "local",
        "--tolerance": settings.tolerance != "0",
        "--per-component": settings.per_component,
        "--backward": settings.backward,
        f"--parallel {parallel}": parallel == "count",
        "--all-arcs": all_arcs,
        "--draw": drawn,
    }
    special = " and ".join(option for option, used in needs_lists.items() if used)
    if large_networks.use_arrays(len(source.tails), special):
        whole = large_networks.load_network(source)
        resolved, path = large_networks.main_path(
            whole, policy, weight=settings.weight, path=settings.path, k=settings.k
        )
    else:
        whole = source.as_given()
        resolved = cycles.resolve(whole, policy, parallel=parallel)
        weighed = path_counts.weigh(
            resolved.network, settings.weight, order=resolved.order, parallel=parallel
        )
        path = main_paths.find(weighed, settings.path, **settings.search)
    return MainPathReport(network_input, settings, whole, resolved, path, all_arcs)


@dataclass(frozen=True, eq=False)
class MainPathReport:
    """A main path with the network that it was found in.

    ``whole`` is the network with its cycles, ``resolved`` what became of it; with ``all_arcs`` the
    values list every arc instead of those of the path.
    """

    network_input: NetworkInput
    settings: Settings
    whole: Network
    resolved: Resolved
    path: MainPath
    all_arcs: bool = False

    @cached_property
    def values(self) -> dict[str, Any]:
        """The report as plain values, ready for JSON; numbers that may be long are text."""
        from stakhgraph.network.number_text import decimal_digits

        net = self.resolved.network
        values = {
            "nodes": list(self._nodes()),
            "arcs": list(self._arcs(range(net.size) if self.all_arcs else self.path.arcs)),
            "flow": decimal_digits(self.path.weighed.flow),
            "main_path": [{"from": one, "to": other} for one, other in self.path.pairs()],
            "cycles": cycle_values(self.resolved),
            "isolates": [net.ids[node] for node in self._isolates()],
        }
        return {**values, "digest": self._digest(values)}

    def lines(self) -> Iterator[str]:
        """Yield the report for a reader, line by line: the answer first, the log of changes last.

        Raises what `values` does.
        """
        from stakhgraph.network.measures.cautions import cautions
        from stakhgraph.network.path_counts import WEIGHTS

        net, weight = self.resolved.network, self.path.weighed.weight
        where = self.network_input.source.where
        nodes, arcs = len(self.path.nodes()), len(self.path.arcs)
        every = ", which is every arc: none stands out" if 1 < arcs == net.size else ""
        yield (
            f"Main path, all ties: {counted(arcs, 'arc')} between {counted(nodes, 'node')}{every}."
        )
        yield from self._arc_lines()
        yield f"{where}: {counted(len(net), 'node')}, {counted(net.size, 'arc')} without cycles."
        flow = self.values["flow"]
        yield f"{flow} {'path runs' if flow == '1' else 'paths run'} from a source to a sink."
        yield f"Weight {weight}: {WEIGHTS[weight]}."
        yield cycle_summary(self.resolved)
        if isolates := self._isolates():
            names = work_names(net, isolates[:SHOWN], years=True)
            yield f"Without any arc: {first_names(list(names.values()), of=len(isolates))}."
        yield from self._context()
        grounds, debate = self.network_input.grounds, self.network_input.debate
        for caution in cautions(net, self.path.arcs, grounds, debate=debate):
            yield f"Caution: {caution}"
        yield from cycle_log(self.resolved, self.whole)
        yield f"Digest: {self.values['digest']}"

    def _nodes(self) -> Iterator[dict[str, Any]]:
        """Yield the id and the label of each node, and its years if any are known."""
        net = self.resolved.network
        for at, (name, label) in enumerate(zip(net.ids, net.labels or net.ids, strict=True)):
            years = {"years": list(net.years[at])} if net.years else {}
            yield {"id": name, "label": label or name, **years}

    def _arcs(self, places: Sequence[int]) -> Iterator[dict[str, str]]:
        """Yield arcs with their weights; where parallel arcs count, each as often as it occurs."""
        from stakhgraph.network.number_text import decimal_digits

        net, weights = self.path.weighed.network, self.path.weighed.values
        times = net.times if self.path.weighed.parallel == "count" else {}
        pairs = net.pairs() if len(places) == net.size else net.ends(places)
        for i, (u, v) in zip(places, pairs, strict=True):
            ends = {"from": net.ids[u], "to": net.ids[v]}
            for _ in range(times.get(i, 1)):
                yield {**ends, "weight": decimal_digits(weights[i])}

    def _isolates(self) -> list[int]:
        """Return the nodes that have no arc once cycles are undone."""
        net = self.resolved.network
        entered, rows = set(net.heads), enumerate(pairwise(net.starts))
        return [node for node, (a, b) in rows if a == b and node not in entered]

    def _digest(self, values: Mapping[str, Any]) -> str:
        """Return the digest of network, settings and result; it depends on nothing else."""
        net = self.resolved.network
        years = net.years or [()] * len(net)
        rows = zip(net.ids, net.labels or net.ids, years, strict=True)
        nodes = ([name, label or name, *dates] for name, label, dates in rows)
        rest = [
            {**vars(self.settings), "parallel": self.path.weighed.parallel},
            [values["flow"], values["main_path"], values["cycles"], values["isolates"]],
            list(self._arcs(self.path.arcs)),
        ]
        times = COMPACT.encode(sorted(net.times.items()))
        arcs = list_pieces(net.iter_rows())
        end = (f"],{times}],", COMPACT.encode(rest)[1:])
        return digest(chain(("[[",), list_pieces(nodes), ("],[[",), arcs, end))

    def _arc_lines(self) -> Iterator[str]:
        """Yield the first arcs in the order of descent, with years, weights and grounds."""
        from stakhgraph.network.number_text import decimal_digits

        net, values = self.resolved.network, self.path.weighed.values
        rank = {node: at for at, node in enumerate(self.resolved.order)}
        times = net.times if self.path.weighed.parallel == "count" else {}
        ends = zip(self.path.arcs, net.ends(self.path.arcs), strict=True)
        ranked = sorted((rank[u], rank[v], i, u, v) for i, (u, v) in ends)
        every = [arc for *_, i, u, v in ranked for arc in [(i, u, v)] * times.get(i, 1)]
        shown = every[:SHOWN]
        names = work_names(net, {end for _, u, v in shown for end in (u, v)}, years=True)
        for i, u, v in shown:
            grounds = self.network_input.grounds_text(net.ids[u], net.ids[v], self.resolved)
            why = f" ({grounds})" if grounds else ""
            yield f"  {names[u]} → {names[v]}   {decimal_digits(values[i])}{why}"
        if more := len(every) - len(shown):
            yield f"  … and {counted(more, 'arc')} more: see --json."

    def _context(self) -> Iterator[str]:
        """Yield the longest chains, and which arcs are on the main path in every variant.

        Both are left out of large networks, which would have to become lists of arcs for them.
        """
        from stakhgraph.network import robustness
        from stakhgraph.network.measures.answers import Request
        from stakhgraph.network.measures.basket import basket
        from stakhgraph.network.measures.robustness import core_sentence

        whole = self.whole
        arcs = robustness.needed(whole) if whole.size <= ROBUSTNESS_LIMIT else whole.size
        if 0 < whole.size <= ROBUSTNESS_LIMIT:
            request = Request(self.resolved.network, self.resolved)
            yield f"Basket: {basket(request).sentence}"
        if 0 < arcs <= ROBUSTNESS_LIMIT:
            core = robustness.robustness(
                whole,
                path=self.settings.path,
                parallel=self.path.weighed.parallel,
                **self.settings.search,
            )
            yield f"Robustness: {core_sentence(core, whole)}"
        elif arcs:
            where = self.network_input.source.where
            yield f"Robustness takes long here, so ask apart: stakhgraph measure robustness {where}"

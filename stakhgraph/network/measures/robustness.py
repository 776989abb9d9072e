"""The measure robustness: the arcs of the main path that survive every choice of method."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from stakhgraph.network.graph import Network
from stakhgraph.network.measures.answers import Answer, Cell, Request, WorkCell, first_names
from stakhgraph.network.number_text import short_fraction
from stakhgraph.network.robustness import Robustness, Variant, robustness
from stakhgraph.network.work_names import work_names
from stakhgraph.wording import counted

__all__ = ["Losses", "core_sentence", "robustness_of_main_path"]


def robustness_of_main_path(request: Request) -> Answer:
    """Answer which arcs are on the main path whatever choices are made."""
    found = robustness(request.net, policies=request.policies or None, parallel=request.parallel)
    place = {name: v for v, name in enumerate(request.net.ids)}
    at = {pair: i for i, pair in enumerate(request.net.pairs())}
    called = _names_by_id(request.net, found)
    lost = Losses(found, called)
    ranked = sorted(found.arcs, key=lambda arc: -arc[1])
    rows: list[tuple[Cell, ...]] = []
    arcs = []
    for (one, other), share in ranked:
        ends = [WorkCell(place[end]) if end in place else called[end] for end in (one, other)]
        rows.append((*ends, share, lost.sentence((one, other)) or None))
        if share == ranked[0][1] and one in place and other in place:
            arcs.append(at.get((place[one], place[other]), -1))
    sentence = core_sentence(found, request.net)
    return Answer(
        sentence, ("from", "to", "share", "lost"), tuple(rows), tuple(i for i in arcs if i >= 0)
    )


def core_sentence(found: Robustness, net: Network) -> str:
    """Return the core of a main path as one sentence."""
    core, many = found.core(), len(found.variants)
    if not found.arcs:
        return "There is no arc, and so no main path."
    most = max(share for _, share in found.arcs)
    called = _names_by_id(net, found)
    best = core or [arc for arc, share in found.arcs if share == most]
    arcs = first_names([f"{called[one]} → {called[other]}" for one, other in best])
    if not core:
        return (
            f"No arc is on the main path in all {many:,} variants: it hangs on choices. "
            f"Most often, in {short_fraction(most)} of them: {arcs}."
        )
    every = ", which is every arc there is" if 1 < len(core) == net.size else ""
    return (
        f"{counted(len(core), 'arc')} of {len(found.arcs):,} that are ever on the main path "
        f"{'is' if len(core) == 1 else 'are'} on it in all {many:,} variants{every}: {arcs}."
    )


def _names_by_id(net: Network, found: Robustness) -> Mapping[str, str]:
    """Return the names of works by their ids, and those of the preprints on a main path."""
    names = {net.ids[node]: name for node, name in work_names(net).items()}
    for end in (end for arc, _ in found.arcs for end in arc):
        work = end
        while work not in names and work.endswith("'"):  # added to the id of a work for a preprint
            work = work[:-1]
        names.setdefault(end, f"{names[work]} (preprint)" if work in names else end)
    return names


@dataclass(frozen=True)
class Losses:
    """Which choices take an arc off the main path."""

    found: Robustness
    names: Mapping[str, str]

    @cached_property
    def _on(self) -> list[tuple[Variant, frozenset[tuple[str, str]]]]:
        return [(one, frozenset(one.arcs)) for one in self.found.variants]

    def sentence(self, arc: tuple[str, str]) -> str:
        """Return the choices with which, or the works without which, an arc is lost."""
        lost = [v for v, arcs in self._on if arc not in arcs and v.without not in arc]
        plain = [v for v in lost if not v.without and not v.without_degree]
        lightly = list(dict.fromkeys(v.weight for v in plain))
        every = len(lightly) == len({v.weight for v in self.found.variants})
        weights = ["with each weight"] if every else [f"with weight {w}" for w in lightly]
        policies = [f"with cycles {p}" for p in dict.fromkeys(v.policy for v in plain)]
        several = len({v.policy for v in self.found.variants}) > 1
        degrees = [
            f"without what is {u}" for u in dict.fromkeys(v.without_degree for v in lost) if u
        ]
        works = [
            f"without {self.names[w]}"
            for w in dict.fromkeys(v.without for v in lost if not v.without_degree)
            if w
        ]
        parts = [*weights, *(policies if several else ()), *degrees]
        return "; ".join([*parts, *([first_names(works)] if works else [])])

"""The subtitle, caption and description of a historiograph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stakhgraph.figures.historiograph_selection import Selection, outstanding_arcs
from stakhgraph.network.graph import STATED
from stakhgraph.network.path_counts import WEIGHTS
from stakhgraph.wording import counted

__all__ = ["caption", "description", "subtitle"]

_PARALLEL = {"merge": "as one", "count": "each counts"}


def subtitle(selection: Selection) -> Iterator[str]:
    """Yield the sentences of the subtitle: what is left out, and what the axis shows."""
    net = selection.found.weighed.network
    if len(selection.kept) < len(net):
        yield from _left_out(selection)
    elif len(selection._between) > len(selection.path) + len(selection.others):
        yield _arcs_shown(selection)
    if selection.dated:
        yield "Works stand at the earliest year known of each."
    elif net.size:
        yield (
            "No year is known: the axis counts levels of the topological order, the works on the "
            f"longest path to a work and itself{_note_on_levels(selection)}."
        )


def _note_on_levels(selection: Selection) -> str:
    every = len(selection.kept) == len(selection.found.weighed.network)
    return "" if every else "; levels of which no work is drawn do not count"


def _left_out(selection: Selection) -> Iterator[str]:
    """Yield by which rule works and arcs are left out, and how many."""
    net, kept = selection.found.weighed.network, set(selection.kept)
    main, basket = len(selection.lit & kept), len(selection.basket - selection.lit)
    yield (
        f"{len(kept)} of {len(net):,} works: {main} of the main path"
        f"{_out_of(main, len(selection.lit))}, {basket} more on longest paths, "
        f"{len(kept) - main - basket} more with the heaviest arcs; "
        f"{len(net) - len(kept):,} are left out."
    )
    if main < len(selection.lit):
        yield "So the main path has gaps."
    yield _arcs_shown(selection)


def _out_of(some: int, every: int) -> str:
    return f" (of {every:,})" if some < every else ""


def _arcs_shown(selection: Selection) -> str:
    arcs = len(selection.path) + len(selection.others)
    every = selection.found.weighed.network.size
    cut = ", the heaviest" if arcs < len(selection._between) else ""
    return f"{arcs} of {every:,} arcs{cut}."


def caption(selection: Selection, path: str, digest: str, file: str) -> Iterator[str]:
    """Yield the lines of the caption: weight, main path, cycles and source."""
    weighed = selection.found.weighed
    sentences = [f"Weight {weighed.weight.upper()}: {WEIGHTS[weighed.weight]}."]
    if path:
        sentences.append(f"Main path: {path}, all ties.")
    yield " ".join((*sentences, *_weaknesses(selection)))
    yield " ".join((*_policy(selection), f"Parallel arcs: {_PARALLEL[weighed.parallel]}."))
    if any(selection.members.get(weighed.network.ids[v]) for v in selection.kept):
        yield "(+n): n more works of a cycle, which are one here."
    where = ". ".join(filter(None, (file and f"File: {file}", digest and f"Digest: {digest[:16]}")))
    if where:
        yield f"{where}."


def _weaknesses(selection: Selection) -> Iterator[str]:
    """Yield what makes the main path less than it looks."""
    found, net = selection.found, selection.found.weighed.network
    if found.arcs and not outstanding_arcs(found):
        yield (
            f"It is all {counted(net.size, 'arc')}, each a path of its own: none stands out, and "
            "none is dark."
        )
    weak = [i for i in found.arcs if net.explicitness and STATED not in net.explicitness[i]]
    if weak:
        yield f"{len(weak)} of its {counted(len(found.arcs), 'arc')} {_verb(weak)} not stated."


def _verb(some: Sequence[int]) -> str:
    return "is" if len(some) == 1 else "are"


def _policy(selection: Selection) -> Iterator[str]:
    if (resolved := selection.resolved) is not None:
        yield (
            f"Cycles: {resolved.policy}; {counted(len(resolved.components), 'strong component')}, "
            f"{counted(len(resolved.dropped), 'arc')} dropped, {len(resolved.changed):,} changed."
        )


def description(selection: Selection) -> Iterator[str]:
    """Yield a description in words, for readers who cannot see the drawing."""
    places = [span[0] for span in selection.spans.values() if span[0] is not None]
    arcs = len(selection.path) + len(selection.others)
    span = ""
    if selection.dated:
        span = f" from {min(places)} to {max(places)}"
    elif places:
        span = f" at {counted(max(places), 'level')}, without years"
    without = len(selection.kept) - len(places)
    undated = f", {without} without a year" if without else ""
    yield f"{counted(len(selection.kept), 'work')}{span}{undated}."
    yield f"{counted(arcs, 'arc')}, from the earlier work to the later."
    if selection.path:
        yield f"Main path, in order: {'; '.join(_chains(selection))}."


def _chains(selection: Selection) -> Iterator[str]:
    """Yield the main path as chains of works that together have each of its arcs once."""
    place = {v: at for at, v in enumerate(selection.found.weighed.order)}
    onward: dict[int, list[int]] = {}
    for _, u, v in sorted(selection.path, key=lambda arc: (-place[arc[1]], -place[arc[2]])):
        onward.setdefault(u, []).append(v)
    for start in sorted(onward, key=place.__getitem__):
        while onward[start]:
            walk = [start]
            while onward.get(walk[-1]):
                walk.append(onward[walk[-1]].pop())
            yield " → ".join(map(selection.label, walk))

"""When not to believe a number: what makes a network say less than it seems to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from stakhgraph.network.graph import STATED, Network
from stakhgraph.network.grounds import Grounds
from stakhgraph.network.work_names import work_names
from stakhgraph.wording import counted

__all__ = ["FEW", "MANY", "STAR", "cautions"]

FEW = 12
"""With this many works or fewer, every number hangs on single arcs."""


MANY = 1_000_000
"""In a network with more arcs, no search is made for a star."""


STAR = 5
"""The least number of arcs that can form a star around one work."""


def cautions(
    net: Network,
    arcs: Sequence[int],
    grounds: Grounds | None = None,
    *,
    debate: str = "",
    noun: str = "work",
) -> tuple[str, ...]:
    """Return warnings about an answer that these arcs carry; ``debate`` names its network.

    >>> cautions(Network.of("abc", [0, 0], [1, 2]), [0, 1])
    ('Only 3 works and 2 arcs: every number hangs on single arcs. Give the arcs, not the number.',)
    """
    found = (*_few(net, noun), *_star(net, noun), *_implied(net, arcs, debate))
    return (*found, *_mixed(net), *_one_document(grounds or {}))


def _few(net: Network, noun: str) -> Iterator[str]:
    joined = {end for pair in net.pairs() for end in pair} if net.size <= FEW * FEW else ()
    if joined and len(joined) <= FEW:
        yield (
            f"Only {counted(len(joined), noun)} and {counted(net.size, 'arc')}: every number "
            "hangs on single arcs. Give the arcs, not the number."
        )


def _star(net: Network, noun: str) -> Iterator[str]:
    if not STAR <= net.size <= MANY:
        return
    degree = [after - first for first, after in pairwise(net.starts)]
    for head in net.heads:
        degree[head] += 1
    hub = max(range(len(net)), key=lambda v: degree[v])
    if degree[hub] * 3 >= net.size * 2 and len(net) > 3:
        who = work_names(net, [hub])[hub]
        yield (
            f"{degree[hub]} of {net.size} arcs lead to or from {who}: a star around one {noun} "
            "shows one list of references, not a literature."
        )


def _implied(net: Network, arcs: Sequence[int], debate: str) -> Iterator[str]:
    if not net.explicitness:
        return
    weak = [i for i in arcs if net.explicitness[i] and STATED not in net.explicitness[i]]
    if weak:
        kinds = ", ".join(sorted({net.explicitness[i] for i in weak}))
        again = " Ask again with --without implied." if debate else ""
        if debate.startswith(("debate:lineage", "debate:both")):
            again += " stakhgraph lineage FROM TO tells each reading apart."
        yield (
            f"{len(weak)} of the {counted(len(arcs), 'arc')} that carry this "
            f"{'is' if len(weak) == 1 else 'are'} not stated, but {kinds}.{again}"
        )


def _mixed(net: Network) -> Iterator[str]:
    kinds = {kind for sentence in net.kinds for kind in sentence.split("; ")}
    if "cites" in kinds and len(kinds) > 1:
        yield (
            "Citations and steps of an argument are put together here; a citation does not say "
            "what was taken."
        )


def _one_document(grounds: Mapping[tuple[str, str], Sequence[object]]) -> Iterator[str]:
    documents = {getattr(one, "document", "") for sentence in grounds.values() for one in sentence}
    if len(documents) == 1 and (name := documents.pop()):
        yield f"All of this is read from one document, {name}: it measures that account."

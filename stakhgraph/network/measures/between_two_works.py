"""Measures of the paths from one work to another: unavoidable, through, routes, cut."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from stakhgraph.errors import UsageError
from stakhgraph.network import betweenness, disjoint_paths, dominators
from stakhgraph.network.graph import Network
from stakhgraph.network.measures.answers import Answer, Cell, Request, WorkCell, chain, first_names
from stakhgraph.network.measures.dominator_trees import dominator_trees
from stakhgraph.network.number_text import short_count, short_fraction

__all__ = ["cut", "routes", "through", "unavoidable"]


def unavoidable(request: Request) -> Answer:
    """Answer who is on every path between two works, or without works on all paths."""
    if request.start is None:
        return dominator_trees(request)
    columns, ends = ("work", "year"), _names_of_ends(request)
    if none := _answer_without_path(request, *columns):
        return none
    found, paths = dominators.unavoidable(request.net, *request.ends), _count_paths(request)
    rows = tuple((WorkCell(v), request.years(v)) for v in found)
    each = "the one path there is" if paths == 1 else f"each of the {short_count(paths)} paths"
    if found:
        sentence = f"From {ends} unavoidable: {request.listed(found)}, on {each}."
    elif _arcs_between(request) and paths == 1:
        sentence = f"Nobody stands between: the one path from {ends} is an arc."
    else:
        sentence = (
            f"Nobody is unavoidable from {ends}: no {request.noun} is on all "
            f"{short_count(paths)} paths."
        )
    return Answer(sentence, columns, rows, _arcs_between(request))


def through(request: Request) -> Answer:
    """Answer what share of the paths between two works runs through others, or through one."""
    columns = ("work", "year", "share")
    if none := _answer_without_path(request, *columns):
        return none
    shares, paths = (
        betweenness.through(request.net, *request.ends, parallel=request.parallel),
        _count_paths(request),
    )
    order = sorted(shares, key=lambda v: (-shares[v], v))
    rows = tuple((WorkCell(v), request.years(v), shares[v]) for v in order)
    if request.of is not None and request.of not in request.ends:
        sentence = _paths_sentence(
            request, shares.get(request.of, Fraction(0)), paths, [request.of]
        )
    elif not order:
        sentence = (
            f"Nobody stands in between: the one path from {_names_of_ends(request)} is an arc."
        )
    else:
        most = [v for v in order if shares[v] == shares[order[0]]]
        sentence = _paths_sentence(request, shares[order[0]], paths, most, most=True)
    return Answer(sentence, columns, rows, _arcs_between(request))


def _paths_sentence(
    request: Request, share: Fraction, paths: int, through: Sequence[int], *, most: bool = False
) -> str:
    """Return a sentence on how many of the paths run through each of some works."""
    who = request.listed(through)
    if paths == 1:
        verb = "runs" if share else "does not run"
        return f"The one path from {_names_of_ends(request)} {verb} through {who}."
    some = short_count(int(share * paths)) if share else "none"
    each = "each " if len(through) > 1 else ""
    head = "Most of the descent" if most else "Of the descent"
    return (
        f"{head} from {_names_of_ends(request)} goes through {who}: {each}{some} of the "
        f"{short_count(paths)} paths ({short_fraction(share)})."
    )


def routes(request: Request) -> Answer:
    """Answer how many paths between two works share nobody in between."""
    columns = ("route", "length", "by")
    if none := _answer_without_path(request, *columns):
        return none
    found = disjoint_paths.disjoint_routes(request.net, *request.ends)
    rows = tuple((at, len(route) - 1, chain(request, route)) for at, route in enumerate(found, 1))
    on = {pair for route in found for pair in pairwise(route)}
    arcs = tuple(i for i, pair in enumerate(request.net.pairs()) if pair in on)
    if len(found) == 1:
        one = len(_arcs_between(request)) == len(found[0]) - 1
        rest = "." if one else ", and all share somebody."
        sentence = f"One route leads from {_names_of_ends(request)}{rest}"
    else:
        ends = _names_of_ends(request)
        sentence = f"{len(found)} routes from {ends} share nobody in between, and no more do."
    return Answer(sentence, columns, rows, arcs)


def cut(request: Request) -> Answer:
    """Answer what must be taken out so that no path leads from one work to another."""
    columns = ("takenOut", "year")
    if none := _answer_without_path(request, *columns):
        return none
    found = disjoint_paths.minimum_cut(request.net, *request.ends)
    rows: list[tuple[Cell, ...]] = [(WorkCell(v), request.years(v)) for v in found.nodes]
    one, other = (request.names[v] for v in request.ends)
    what = [request.names[v] for v in found.nodes]
    if found.direct:
        what.append("the direct arc")
        rows.append((f"the arc {chain(request, request.ends)}", None))
    sentence = f"To part {one} from {other}, {len(found)} must be taken out: {first_names(what)}."
    return Answer(sentence, columns, tuple(rows), _arcs_between(request))


def _arcs_between(request: Request) -> tuple[int, ...]:
    """Return the arcs on paths from one end to the other."""
    net, (start, end) = request.net, request.ends
    on, back = _reached(net, start), _reached(net.reversed(), end)
    return tuple(i for i, (u, v) in enumerate(net.pairs()) if u in on and v in back)


def _reached(net: Network, start: int) -> set[int]:
    seen, queue = {start}, [start]
    for u in queue:
        for v in net.rows[u]:
            if v not in seen:
                seen.add(v)
                queue.append(v)
    return seen


def _count_paths(request: Request) -> int:
    start, end = request.ends
    return betweenness.paths_between(request.net, start, parallel=request.parallel)[end]


def _answer_without_path(request: Request, *columns: str) -> Answer | None:
    """Return the answer if there is no path between the two works, else None."""
    start, end = request.ends
    if start == end:
        raise UsageError("both ends are one work", remedy="Name two with --from and --to.")
    if end in _reached(request.net, start):
        return None
    reverse = start in _reached(request.net, end)
    hint = " There is one the other way round." if reverse else ""
    return Answer(f"No path leads from {_names_of_ends(request)}.{hint}", columns, ())


def _names_of_ends(request: Request) -> str:
    start, end = request.ends
    return f"{request.names[start]} to {request.names[end]}"

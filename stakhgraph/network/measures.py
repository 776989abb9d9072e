"""Measures of a network by name, each with the question that it answers in one plain sentence.

What each number means, and when not to believe it, stands in docs/methods.md. A `Case` is what is
asked of which network; an `Answer` has the sentence, a table, and the arcs that carry it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from stakhgraph.errors import Ambiguous, UnknownName, UsageError
from stakhgraph.network import ancestry, dominance
from stakhgraph.network.cycles import Resolved
from stakhgraph.network.graph import Network, levels
from stakhgraph.network.path_counts import digits
from stakhgraph.network.robustness import Robustness, Variant, robustness
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import XSD, Literal, Term
from stakhgraph.spelling import key
from stakhgraph.wording import counted

STATED = "stated"
DETOURS = 200
"""So many arcs that are not needed get the longer path beside them."""

NAMED = 5
"""So many works a sentence names before it only counts them."""


@dataclass(frozen=True)
class Work:
    """A cell of a table that is a work, by its place."""

    place: int


Cell = str | int | Fraction | Work | None


@dataclass(frozen=True)
class Case:
    """A network and what is asked of it: between which works, of which one, how much at least.

    ``done`` is the network without cycles, where the measure wants that, and then ``net`` is its.
    ``noun`` says what the nodes are.
    """

    net: Network
    done: Resolved | None = None
    start: int | None = None
    end: int | None = None
    of: int | None = None
    least: int | None = None
    parallel: str = "merge"
    policies: tuple[str, ...] = ()
    noun: str = "work"

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What works are called: their labels, with the id where two have one label."""
        labels = [self.net.label(v) for v in range(len(self.net))]
        often = Counter(labels)
        return tuple(
            label if often[label] == 1 else f"{label} ({name})"
            for label, name in zip(labels, self.net.ids, strict=True)
        )

    @property
    def ends(self) -> tuple[int, int]:
        """The two works between which something is asked."""
        assert self.start is not None
        assert self.end is not None
        return self.start, self.end

    def years(self, node: int) -> str:
        """Give the years of a work as text."""
        return ", ".join(map(str, self.net.years[node])) if self.net.years else ""

    def listed(self, nodes: Iterable[int]) -> str:
        """Name works in a sentence: the first few, and how many more there are."""
        return listed([self.names[node] for node in nodes])


@dataclass(frozen=True)
class Answer:
    """What a measure says: one sentence, rows of cells, and the places of the arcs it rests on."""

    told: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    arcs: tuple[int, ...] = ()
    cautions: tuple[str, ...] = ()

    def plain(self) -> list[list[str | int | None]]:
        """Give the rows as plain values, works as their places and shares exactly."""
        return [[_value(cell) for cell in row] for row in self.rows]

    def table(self, case: Case, *, ids: bool = False, top: int | None = None) -> Table:
        """Give the rows as a table; a share stands there rounded and exactly.

        With ``ids`` each column of works has one of their ids beside it. Years are left out where
        none is known.
        """
        columns = []
        dated = any(case.net.years)
        kept = [at for at, name in enumerate(self.columns) if name != "year" or dated]
        for name in (self.columns[at] for at in kept):
            called = case.noun if name == "work" else name
            columns += [called, *((f"{called}Id",) if ids and name in _OF_WORKS else ())]
            columns += ["exact"] if name == _SHARE else []
        rows = tuple(
            tuple(
                term
                for at in kept
                for term in _terms(row[at], case, ids=ids and self.columns[at] in _OF_WORKS)
            )
            for row in self.rows[:top]
        )
        return Table(tuple(columns), rows)


_OF_WORKS = (
    *("work", "from", "to", "one", "other", "earlier", "later", "takenOut"),
    *("dominator", "postDominator"),
)
_SHARE = "share"


def _value(cell: Cell) -> str | int | None:
    match cell:
        case Work(place):
            return place
        case Fraction():
            return exact(cell)
        case int():
            return digits(cell)
        case _:
            return cell


def _terms(cell: Cell, case: Case, *, ids: bool) -> Iterator[Term | None]:
    """Give what stands in a table for a cell: a share twice, a work perhaps with its id."""
    match cell:
        case Work(place):
            yield Literal(case.names[place])
        case Fraction():
            yield Literal(f"{float(cell):.4f}", f"{XSD}decimal")
            yield Literal(exact(cell))
        case int():
            yield Literal(digits(cell), f"{XSD}integer")
        case _:
            yield Literal(cell) if cell else None
    if ids:
        yield Literal(case.net.ids[cell.place]) if isinstance(cell, Work) else None


def exact(share: Fraction) -> str:
    """Write a fraction of any length.

    >>> exact(Fraction(1, 2)), exact(Fraction(3))
    ('1/2', '3')
    """
    under = "" if share.denominator == 1 else f"/{digits(share.denominator)}"
    return f"{digits(share.numerator)}{under}"


def short(share: Fraction) -> str:
    """Write a fraction for a sentence: exactly if that is short, else rounded."""
    return exact(share) if share.denominator < 1000 else f"about {float(share):.2%}"


def number(count: int) -> str:
    """Write a count for a sentence: all its digits, or the first and how many there are."""
    if count < 10**12:
        return f"{count:,}"
    said = digits(count)
    return f"{said[:4]}… ({len(said)} digits)"


def listed(names: Sequence[str]) -> str:
    """Name a few, and count the rest.

    >>> listed(["a", "b", "c"]), listed(list("abcdefg"))
    ('a; b; c', 'a; b; c; d; e and 2 more')
    """
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return "; ".join(names[:NAMED]) + more


@dataclass(frozen=True)
class Measure:
    """A measure: the question it answers, how, and what it must or may be told.

    ``wants`` and ``takes`` name options; ``cycles`` tells whether it looks at paths, which need a
    network without cycles, and ``parallel`` whether it counts parallel arcs where that is asked.
    """

    question: str
    answer: Callable[[Case], Answer]
    wants: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    cycles: bool = True
    parallel: bool = False
    ways: str = ""


# ---- names


def find(net: Network, name: str, where: str = "") -> int:
    """Give the place of the work with this id or label, or of the one whose label has these words.

    Raises UnknownName if there is none, and Ambiguous, with the labels, if there are several.

    >>> find(Network.of(["w1", "w2"], [0], [1], labels=["Trotsky 1937", "Nove 1969"]), "nove")
    1
    """
    if name in net.ids:
        return net.ids.index(name)
    labels = [net.label(v) for v in range(len(net))]
    wanted = key(name)
    fits = [v for v, label in enumerate(labels) if label == name]
    fits = fits or [v for v, label in enumerate(labels) if wanted and key(label) == wanted]
    fits = fits or [
        v for v, label in enumerate(labels) if wanted and f" {wanted}" in f" {key(label)}"
    ]
    if len(fits) == 1:
        return fits[0]
    if not fits:
        raise UnknownName(
            f"no work is called {name!r}",
            where=where or None,
            remedy="Name one by its id or label, or by words of the label.",
        )
    told = tuple(f"{net.ids[v]}  {labels[v]}" for v in fits[:12])
    raise Ambiguous(
        f"{name!r} fits {len(fits)} works", where=where or None, remedy="Take one:", candidates=told
    )


# ---- between two works


def _between(case: Case) -> tuple[int, ...]:
    """Give the arcs on paths from one end to the other."""
    net, (start, end) = case.net, case.ends
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


def _paths(case: Case) -> int:
    start, end = case.ends
    return dominance.paths_between(case.net, start, parallel=case.parallel)[end]


def _no_path(case: Case, *columns: str) -> Answer | None:
    start, end = case.ends
    if start == end:
        raise UsageError("both ends are one work", remedy="Name two with --from and --to.")
    if end in _reached(case.net, start):
        return None
    turned = start in _reached(case.net, end)
    hint = " There is one the other way round." if turned else ""
    return Answer(f"No path leads from {_ends(case)}.{hint}", columns, ())


def _ends(case: Case) -> str:
    start, end = case.ends
    return f"{case.names[start]} to {case.names[end]}"


def unavoidable(case: Case) -> Answer:
    """Tell who is on every path between two works, or the trees of dominators of all."""
    if case.start is None:
        return _trees(case)
    columns = ("work", "year")
    if none := _no_path(case, *columns):
        return none
    found, paths = dominance.unavoidable(case.net, *case.ends), _paths(case)
    rows = tuple((Work(v), case.years(v)) for v in found)
    each = "the one path there is" if paths == 1 else f"each of the {number(paths)} paths"
    if found:
        told = f"From {_ends(case)} unavoidable: {case.listed(found)}, on {each}."
    elif _between(case) and paths == 1:
        told = f"Nobody stands between: the one path from {_ends(case)} is an arc."
    else:
        told = (
            f"Nobody is unavoidable from {_ends(case)}: no {case.noun} is on all {number(paths)} "
            "paths."
        )
    return Answer(told, columns, rows, _between(case))


def _trees(case: Case) -> Answer:
    """Give the nearest work that all paths to each share, and that all paths from it share."""
    net = case.net
    before, after = dominance.dominators(net), dominance.post_dominators(net)
    sizes = _below(before, case), _below(after, case, back=True)
    joined = [v for v in range(len(net)) if before[v] >= 0 or after[v] >= 0 or sizes[0][v]]
    order = sorted(joined, key=lambda v: (-sizes[0][v] - sizes[1][v], v))
    rows = tuple(
        (*(Work(v), case.years(v)), *map(_maybe, (before[v], after[v])), sizes[0][v], sizes[1][v])
        for v in order
    )
    columns = ("work", "year", "dominator", "postDominator", "dominates", "postDominates")
    words = ("Every path to", "Every path on from")
    told = [_most(case, size, way) for size, way in zip(sizes, words, strict=True)]
    top = {max(range(len(net)), key=lambda v: (one[v], -v)) for one in sizes if any(one)}
    arcs = tuple(i for i, ends in enumerate(net.pairs()) if top & set(ends))
    return Answer(" ".join(filter(None, told)) or _NOBODY, columns, rows, arcs)


_NOBODY = "Nobody is unavoidable for more than one other."


def _most(case: Case, sizes: Sequence[int], words: str) -> str:
    most = max(sizes, default=0)
    # One alone is no more than the other end of its only arc.
    if most < 2:
        return ""
    who = [v for v, size in enumerate(sizes) if size == most]
    of = counted(most, case.noun)
    if len(who) == 1:
        return f"{words} {of} runs through {case.listed(who)}."
    return f"{words} {of} each runs through one of these: {case.listed(who)}."


def _below(above: Sequence[int], case: Case, *, back: bool = False) -> list[int]:
    """Count for each node those that it dominates, however far."""
    net = case.net
    order = case.done.order if case.done else range(len(net))
    size = [0] * len(above)
    for v in order if back else reversed(order):
        if above[v] >= 0:
            size[above[v]] += size[v] + 1
    return size


def _maybe(node: int) -> Work | None:
    return Work(node) if node >= 0 else None


def through(case: Case) -> Answer:
    """Tell what share of the paths between two works runs through others, or through one."""
    columns = ("work", "year", "share")
    if none := _no_path(case, *columns):
        return none
    shares, paths = dominance.through(case.net, *case.ends, parallel=case.parallel), _paths(case)
    order = sorted(shares, key=lambda v: (-shares[v], v))
    rows = tuple((Work(v), case.years(v), shares[v]) for v in order)
    if case.of is not None and case.of not in case.ends:
        told = _run(case, shares.get(case.of, Fraction(0)), paths, [case.of])
    elif not order:
        told = f"Nobody stands in between: the one path from {_ends(case)} is an arc."
    else:
        most = [v for v in order if shares[v] == shares[order[0]]]
        told = _run(case, shares[order[0]], paths, most, most=True)
    return Answer(told, columns, rows, _between(case))


def _run(
    case: Case, share: Fraction, paths: int, through: Sequence[int], *, most: bool = False
) -> str:
    """Tell how many of the paths run through each of some works."""
    who = case.listed(through)
    if paths == 1:
        verb = "runs" if share else "does not run"
        return f"The one path from {_ends(case)} {verb} through {who}."
    some = number(int(share * paths)) if share else "none"
    each = "each " if len(through) > 1 else ""
    head = "Most of the descent" if most else "Of the descent"
    return (
        f"{head} from {_ends(case)} goes through {who}: {each}{some} of the {number(paths)} paths "
        f"({short(share)})."
    )


def routes(case: Case) -> Answer:
    """Tell how many paths lead from one work to another that share nobody in between."""
    columns = ("route", "length", "by")
    if none := _no_path(case, *columns):
        return none
    found = dominance.disjoint_routes(case.net, *case.ends)
    rows = tuple((at, len(route) - 1, _chain(case, route)) for at, route in enumerate(found, 1))
    on = {pair for route in found for pair in pairwise(route)}
    arcs = tuple(i for i, pair in enumerate(case.net.pairs()) if pair in on)
    if len(found) == 1:
        one = len(_between(case)) == len(found[0]) - 1
        told = f"One route leads from {_ends(case)}{'.' if one else ', and all share somebody.'}"
    else:
        told = f"{len(found)} routes from {_ends(case)} share nobody in between, and no more do."
    return Answer(told, columns, rows, arcs)


def cut(case: Case) -> Answer:
    """Tell what must be taken out so that nothing leads from one work to another."""
    columns = ("takenOut", "year")
    if none := _no_path(case, *columns):
        return none
    found = dominance.minimum_cut(case.net, *case.ends)
    rows: list[tuple[Cell, ...]] = [(Work(v), case.years(v)) for v in found.nodes]
    one, other = (case.names[v] for v in case.ends)
    what = [case.names[v] for v in found.nodes]
    if found.direct:
        what.append("the direct arc")
        rows.append((f"the arc {_chain(case, case.ends)}", None))
    told = f"To part {one} from {other}, {len(found)} must be taken out: {listed(what)}."
    return Answer(told, columns, tuple(rows), _between(case))


# ---- of one work


def ancestors(case: Case) -> Answer:
    """Tell what part of a work comes from whom, if it takes equal parts from all it takes from."""
    return _shares(case, ancestry.ancestors, back=True)


def descendants(case: Case) -> Answer:
    """Tell what part of what a work gives goes where, if all who take from it take equal parts."""
    return _shares(case, ancestry.descendants, back=False)


def _shares(
    case: Case, measure: Callable[[Network, int], ancestry.Shares], *, back: bool
) -> Answer:
    assert case.of is not None
    net, of = case.net, case.of
    found = measure(net, of)
    order = sorted(found.passing, key=lambda v: (-found.passing[v], v))
    last = "root" if back else "end"
    rows = tuple(
        (Work(v), case.years(v), found.passing[v], "yes" if v in found.roots else "no")
        for v in order
    )
    on = {of, *found.passing}
    arcs = tuple(i for i, (u, v) in enumerate(net.pairs()) if u in on and v in on)
    columns = ("work", "year", "share", last)
    if not order:
        told = f"{case.names[of]} {'takes from nobody' if back else 'gives to nobody'} here."
        return Answer(told, columns, ())
    ends = sorted(found.roots, key=lambda v: (-found.roots[v], v))
    parts = listed([f"{case.names[v]} {short(found.roots[v])}" for v in ends])
    if back:
        told = f"If all take equal parts from their sources, {case.names[of]} has from: {parts}."
    else:
        told = f"If equal parts go to all who take, what {case.names[of]} gives ends in: {parts}."
    return Answer(told, columns, rows, arcs)


# ---- of the whole


def basket(case: Case) -> Answer:
    """Tell which works stand on the longest chains, and how far others fall short."""
    net = case.net
    order = case.done.order if case.done else range(len(net))
    level, short_of = levels(net, list(order)), ancestry.criticality(net)
    joined = {end for pair in net.pairs() for end in pair}
    # Along a chain those come first that stand first in it.
    ranked = sorted(joined, key=lambda v: (short_of[v], level[v], v))
    rows = tuple((Work(v), case.years(v), short_of[v]) for v in ranked)
    columns = ("work", "year", "criticality")
    if not ranked:
        return Answer("There is no arc, and so no chain.", columns, ())
    inside = [v for v in ranked if not short_of[v]]
    arcs = tuple(
        i
        for i, (u, v) in enumerate(net.pairs())
        if not short_of[u] and not short_of[v] and level[v] == level[u] + 1
    )
    longest = max(level)
    told = f"The longest chains have {counted(longest, 'arc')}"
    if len(inside) == longest + 1:
        chain = _chain(case, inside)
        told = f"The longest chain has {counted(longest, 'arc')}: {chain}."
    elif len(inside) == len(joined):
        every = counted(len(inside), case.noun)
        told += f", and all {every} stand on one: the basket singles out nobody."
        arcs = ()
    else:
        told += f"; on them stand {counted(len(inside), case.noun)}: {case.listed(inside)}."
    return Answer(told, columns, rows, arcs)


def reduction(case: Case) -> Answer:
    """Tell which arcs are needed so that who descends from whom stays, and which are not."""
    net = case.net
    kept = set(ancestry.transitive_reduction(net))
    fewer = net.with_arcs(sorted(kept))
    pairs = list(net.pairs())
    spare = [i for i in range(net.size) if i not in kept]
    detours = {i: _detour(fewer, *pairs[i]) for i in spare[:DETOURS]}
    rows: list[tuple[Cell, ...]] = [
        (*map(Work, pairs[i]), "no", _chain(case, detours.get(i, ()))) for i in spare
    ]
    rows += [(*map(Work, pairs[i]), "yes", None) for i in sorted(kept)]
    if not spare:
        told = f"Every arc is needed ({net.size:,}): no other path stands for any."
    else:
        told = (
            f"{counted(len(kept), 'arc')} of {net.size:,} keep who descends from whom; "
            f"{len(spare):,} {'repeats' if len(spare) == 1 else 'repeat'} a longer path: "
            f"{listed([_chain(case, pairs[i]) for i in spare])}."
        )
    on = {pair for route in detours.values() for pair in pairwise(route)} | {
        pairs[i] for i in spare
    }
    arcs = tuple(i for i, pair in enumerate(pairs) if pair in on)
    columns = ("from", "to", "needed", "otherwise")
    return Answer(told, columns, tuple(rows), arcs, tuple(_weaker(case, pairs, detours)))


def _weaker(
    case: Case, pairs: Sequence[tuple[int, int]], detours: Mapping[int, Sequence[int]]
) -> Iterator[str]:
    """Warn where a stated arc would go for a path that is not stated."""
    said = case.net.explicitness
    weak = {pair for pair, how in zip(pairs, said, strict=False) if how and STATED not in how}
    worse = [
        _chain(case, pairs[i])
        for i, route in detours.items()
        if weak and STATED in said[i] and weak & set(pairwise(route))
    ]
    if worse:
        yield f"Stated, and so no decoration, while the longer path shown is not: {listed(worse)}."


def _chain(case: Case, nodes: Iterable[int]) -> str:
    return " → ".join(case.names[v] for v in nodes)


def _detour(net: Network, start: int, end: int) -> list[int]:
    """Give a shortest path that stands for an arc."""
    came = {start: start}
    queue = [start]
    for u in queue:
        for v in net.rows[u]:
            if v not in came:
                came[v] = u
                queue.append(v)
        if end in came:
            break
    path = [end]
    while path[-1] != start:
        path.append(came[path[-1]])
    return path[::-1]


def betweenness(case: Case) -> Answer:
    """Tell who brokers: the share of all paths from source to sink that run through each work."""
    net = case.net
    shares = ancestry.betweenness(net, parallel=case.parallel)
    enters = set(net.heads)
    joined = enters | {u for u, row in enumerate(net.rows) if row}
    stands = {
        v: "between" if v in enters and net.rows[v] else "sink" if v in enters else "source"
        for v in joined
    }
    order = sorted(joined, key=lambda v: (stands[v] != "between", -shares[v], v))
    rows = tuple((Work(v), case.years(v), shares[v], stands[v]) for v in order)
    brokers = [v for v in order if stands[v] == "between"]
    columns = ("work", "year", "share", "stands")
    if not brokers:
        told = f"Nobody brokers: no {case.noun} both takes and gives here; each path is one arc."
        return Answer(told, columns, rows)
    best = [v for v in brokers if shares[v] == shares[brokers[0]]]
    verb = "is" if len(best) == 1 else "are each"
    told = (
        f"{case.listed(best)} {verb} on {short(shares[best[0]])} of all paths from a source to a "
        "sink, more than any other in between."
    )
    arcs = tuple(i for i, ends in enumerate(net.pairs()) if set(best) & set(ends))
    return Answer(told, columns, rows, arcs)


# ---- robustness


def robust(case: Case) -> Answer:
    """Tell which arcs of the main path stand whatever one decides."""
    found = robustness(case.net, policies=case.policies or None, parallel=case.parallel)
    place = {name: v for v, name in enumerate(case.net.ids)}
    at = {pair: i for i, pair in enumerate(case.net.pairs())}
    lost = Losses(found, dict(zip(case.net.ids, case.names, strict=True)))
    ranked = sorted(found.arcs, key=lambda arc: -arc[1])
    rows: list[tuple[Cell, ...]] = []
    arcs = []
    for (one, other), share in ranked:
        ends = [Work(place[name]) if name in place else None for name in (one, other)]
        rows.append((*ends, share, lost.told((one, other)) or None))
        if share == ranked[0][1] and all(ends):
            arcs.append(at.get((place[one], place[other]), -1))
    told = core_told(found, case.net)
    return Answer(
        told, ("from", "to", "share", "lost"), tuple(rows), tuple(i for i in arcs if i >= 0)
    )


def core_told(found: Robustness, net: Network) -> str:
    """Tell the core of a main path in one sentence."""
    core, many = found.core(), len(found.variants)
    if not found.arcs:
        return "There is no arc, and so no main path."
    most = max(share for _, share in found.arcs)
    label = {name: net.label(v) for v, name in enumerate(net.ids)}

    def called(name: str) -> str:
        return label.get(name, name)

    best = core or [arc for arc, share in found.arcs if share == most]
    arcs = listed([f"{called(one)} → {called(other)}" for one, other in best])
    if not core:
        return (
            f"No arc is on the main path in all {many:,} variants: it hangs on choices. "
            f"Most often, in {short(most)} of them: {arcs}."
        )
    every = ", which is every arc there is" if 1 < len(core) == net.size else ""
    return (
        f"{counted(len(core), 'arc')} of {len(found.arcs):,} that are ever on the main path "
        f"{'is' if len(core) == 1 else 'are'} on it in all {many:,} variants{every}: {arcs}."
    )


@dataclass(frozen=True)
class Losses:
    """Which choices take an arc off the main path."""

    found: Robustness
    names: Mapping[str, str]

    @cached_property
    def _on(self) -> list[tuple[Variant, frozenset[tuple[str, str]]]]:
        return [(one, frozenset(one.arcs)) for one in self.found.variants]

    def told(self, arc: tuple[str, str]) -> str:
        """Give the choices without which, or with which alone, an arc is lost."""
        lost = [v for v, arcs in self._on if arc not in arcs and v.without not in arc]
        plain = [v for v in lost if not v.without and not v.unless]
        lightly = list(dict.fromkeys(v.weight for v in plain))
        every = len(lightly) == len({v.weight for v in self.found.variants})
        weights = ["with each weight"] if every else [f"with weight {w}" for w in lightly]
        policies = [f"with cycles {p}" for p in dict.fromkeys(v.policy for v in plain)]
        several = len({v.policy for v in self.found.variants}) > 1
        degrees = [f"without what is {u}" for u in dict.fromkeys(v.unless for v in lost) if u]
        works = [
            f"without {self.names[w]}"
            for w in dict.fromkeys(v.without for v in lost if not v.unless)
            if w
        ]
        said = [*weights, *(policies if several else ()), *degrees]
        return "; ".join([*said, *([listed(works)] if works else [])])


MEASURES: Mapping[str, Measure] = {
    "robustness": Measure(
        "What of the main path stands whatever weight, cycle policy or evidence one takes?",
        robust,
        cycles=False,
        parallel=True,
        ways="weights spc, splc, spnp; {cycles}; each work left out{degrees}",
    ),
    "basket": Measure("Which works stand on the longest chains?", basket),
    "unavoidable": Measure(
        "Who is unavoidable between two works, or for all?", unavoidable, takes=("from", "to")
    ),
    "through": Measure(
        "How much of the descent goes through somebody?",
        through,
        wants=("from", "to"),
        takes=("of",),
        parallel=True,
    ),
    "routes": Measure("How many independent routes are there?", routes, wants=("from", "to")),
    "cut": Measure("Whom must one take out to part two works?", cut, wants=("from", "to")),
    "ancestors": Measure("Whose ideas make up a work?", ancestors, wants=("of",)),
    "descendants": Measure("Where does go what a work gives?", descendants, wants=("of",)),
    "reduction": Measure("Which arcs are inheritance, which perhaps decoration?", reduction),
    "betweenness": Measure("Who brokers?", betweenness, parallel=True),
}
"""The measures that look at paths, by name; `pairings` has the others."""

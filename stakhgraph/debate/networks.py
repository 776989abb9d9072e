"""The debate's own networks: its citations, the lineage of one argument, or both.

Two arguments are never joined through a work that both pass through: a lineage is named, or there
is only one. A citation states which work a note refers to, not what was taken from it; in a network
with a lineage, each arc keeps its kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from stakhgraph.debate.dating import datings
from stakhgraph.debate.search import name_search
from stakhgraph.errors import UnknownName
from stakhgraph.network.graph import Network
from stakhgraph.network.grounds import Ground, Grounds
from stakhgraph.project import Project
from stakhgraph.queries import own_questions
from stakhgraph.rdf.answers import Queryable

NETWORKS = ("citations", "lineage", "both")
"""The networks of a debate."""

NODES = ("works", "editions", "people")
"""What the nodes of a network can be. People are authors; self-citations are left out."""


@dataclass(frozen=True)
class DebateNetwork:
    """A network of the debate, and the grounds of each of its arcs."""

    network: Network
    grounds: Grounds


@dataclass(frozen=True)
class _Arc:
    """An arc between two editions, the earlier first."""

    earlier: str
    later: str
    kind: str
    explicitness: str
    ground: Ground


def network(
    project: Project,
    on: Queryable,
    what: str = "citations",
    *,
    about: str = "",
    nodes: str = "works",
    implied: bool = True,
    added: bool = True,
) -> Network:
    """Return a network of the debate, with arcs from the earlier to the later; see `read`."""
    return read(project, on, what, about=about, nodes=nodes, implied=implied, added=added).network


def read(
    project: Project,
    on: Queryable,
    what: str = "citations",
    *,
    about: str = "",
    nodes: str = "works",
    implied: bool = True,
    added: bool = True,
) -> DebateNetwork:
    """Return a network of the debate with the grounds of its arcs, which run from earlier to later.

    ``about`` names the lineage. Without ``implied``, steps that only the order of the series
    implies are left out; without ``added``, steps that are not the teller's own.
    Raises UnknownName for another network, other nodes, and an unknown lineage.
    """
    for chosen, known in ((what, NETWORKS), (nodes, NODES)):
        if chosen not in known:
            raise UnknownName(f"no network of {chosen!r}", remedy=f"Take {', '.join(known)}.")
    reader = _Reader(project, on)
    arcs = [*reader.citations()] if what != "lineage" else []
    if what != "citations":
        arcs += reader.steps(about, implied=implied, added=added)
    return reader.network_of(arcs, nodes)


class _Reader:
    """Reads arcs from the answers to the project's queries, and makes networks of them."""

    def __init__(self, project: Project, on: Queryable) -> None:
        self._project = project
        self._on = on
        self._holders: dict[str, str] = {}

    def _rows(self, name: str, **params: str) -> list[dict[str, str]]:
        return own_questions.rows(self._project, self._on, name, **params)

    def citations(self) -> Iterator[_Arc]:
        """Yield each citation with its passage and the kinds that the editors gave it."""
        kinds: dict[tuple[str, ...], list[str]] = {}
        for row in self._rows("portrait/citations"):
            where = (row["place"], row["document"], self._short(row["anchor"]), row["pages"])
            kinds.setdefault((row["cited"], row["citing"], *where), []).append(row["kind"])
        for (cited, citing, *place), found in kinds.items():
            kind = " and ".join(dict.fromkeys(found))
            ground = Ground(kind, "stated", "", *place)
            yield _Arc(cited, citing, "cites", "stated", ground)

    def steps(self, about: str, *, implied: bool, added: bool) -> Iterator[_Arc]:
        """Yield the steps of one lineage, between the editions in which its members speak.

        A member without an edition is a node of its own, with the name of its holder.
        """
        params = {"asked": self._lineage(about)}
        editions = {r["stance"]: r["edition"] for r in self._rows("drawings/expressed", **params)}
        for row in self._rows("lineage/edges", **params):
            stated = row["explicitness"] == "stated"
            if (stated or implied) and (added or row["whose"] == "the teller’s"):
                self._holders.update({row["from"]: row["earlier"], row["to"]: row["later"]})
                earlier, later = (editions.get(row[end], row[end]) for end in ("from", "to"))
                how = (row["kind"], row["explicitness"])
                where = (row["place"], row["document"], self._short(row["anchor"]))
                yield _Arc(earlier, later, *how, Ground(*how, row["asserter"], *where))

    def _lineage(self, about: str) -> str:
        if about:
            return name_search.find(self._project, self._on, about, kinds=("lineage",)).iri
        found = [t for t in name_search.things(self._project, self._on) if t.kind == "lineage"]
        if len(found) == 1:
            return found[0].iri
        known = ", ".join(thing.label for thing in found) or "none"
        raise UnknownName("no lineage is named", remedy=f"There are {known}.")

    def network_of(self, arcs: Iterable[_Arc], nodes: str) -> DebateNetwork:
        """Return the network of these arcs, with works or people in the place of editions."""
        node_of = self._nodes(nodes)
        joined: dict[tuple[str, str, str, str], dict[Ground, None]] = {}
        for arc in arcs:
            for one in node_of.get(arc.earlier, (arc.earlier,)):
                for other in node_of.get(arc.later, (arc.later,)):
                    if one != other:
                        key = (one, other, arc.kind, arc.explicitness)
                        joined.setdefault(key, {})[arc.ground] = None
        grounds: dict[tuple[str, str], tuple[Ground, ...]] = {}
        for (one, other, *_), found in sorted(joined.items()):
            ends = (self._short(one), self._short(other))
            grounds[ends] = (*grounds.get(ends, ()), *found)
        return DebateNetwork(self._network(sorted(joined), node_of, nodes), grounds)

    def _network(
        self,
        ends: Sequence[tuple[str, str, str, str]],
        node_of: Mapping[str, tuple[str, ...]],
        nodes: str,
    ) -> Network:
        things = name_search.things(self._project, self._on)
        labels = {thing.iri: thing.label for thing in things} | self._holders
        ids = sorted({name for one, other, *_ in ends for name in (one, other)})
        at = {name: place for place, name in enumerate(ids)}
        years = self._years(node_of) if nodes != "people" else {}
        return Network.of(
            [self._short(name) for name in ids],
            [at[one] for one, *_ in ends],
            [at[other] for _, other, *_ in ends],
            labels=[labels.get(name, self._short(name)) for name in ids],
            years=[years.get(name, ()) for name in ids] if years else (),
            kinds=[kind for *_, kind, _ in ends],
            explicitness=[how for *_, how in ends],
        )

    def _short(self, iri: str) -> str:
        from stakhgraph.rdf.terms import Iri

        return self._project.prefixes.shorten(Iri(iri))

    def _nodes(self, nodes: str) -> Mapping[str, tuple[str, ...]]:
        """Return the nodes that represent each edition: itself, its work, or its authors."""
        found: dict[str, dict[str, None]] = {}
        column = {"works": "work", "people": "creator"}.get(nodes, "edition")
        for row in self._rows("portrait/editions"):
            if row[column]:
                found.setdefault(row["edition"], {})[row[column]] = None
        return {edition: tuple(names) for edition, names in found.items()}

    def _years(self, node_of: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[int, ...]]:
        """Return the first year of each work, or the year of each edition."""
        years: dict[str, tuple[int, ...]] = {}
        for edition, dating in datings(self._rows("drawings/editions")).items():
            for name in node_of.get(edition, (edition,)):
                own = dating.cited if name == edition else dating.placed("first")[0]
                known = [*years.get(name, ()), *([own] if own is not None else [])]
                years[name] = tuple(sorted(set(known)))[:1]
        return years

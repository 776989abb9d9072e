"""The debate at a glance: what the graph holds, where its sources clash, and how far it is known.

Each number is the answer to one of the project's own queries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from stakhgraph import lineage, queries
from stakhgraph.errors import UnknownName
from stakhgraph.project import Project
from stakhgraph.scene import Edge, Node
from stakhgraph.store import Store
from stakhgraph.tables import Table
from stakhgraph.terms import Iri


@dataclass(frozen=True)
class Summary:
    """Counts by class; pairs of rival values; positions by their only reporter; the spread.

    `spread` counts stances by (attestation, confidence).
    """

    triples: int
    classes: tuple[tuple[str, int], ...]
    rivals: tuple[tuple[str, str], ...]
    one_reporter: tuple[tuple[str, int], ...]
    spread: tuple[tuple[str, str, int], ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, ready for JSON."""
        return asdict(self)


@dataclass(frozen=True)
class Thing:
    """Something of the graph that a reader can name: IRI, its most telling class, its names."""

    iri: str
    kind: str
    label: str
    names: tuple[str, ...]


def answer(project: Project, store: Store, name: str, **params: str) -> Table:
    """Return the answer to one of the project's questions."""
    query = queries.find(project, name)
    return queries.run(query, on=store, params=params, prefixes=project.prefixes)


def summarise(project: Project, store: Store) -> Summary:
    """Return the debate at a glance."""
    classes = [(r["class"], int(r["things"])) for r in _rows(project, store, "overview/classes")]
    pairs = _rows(project, store, "facts/relations-of-values")
    known = Counter(r["reporter"] for r in _rows(project, store, "positions/single-reporter"))
    spread = _rows(project, store, "overview/spread")
    return Summary(
        store.size,
        tuple(classes),
        tuple(dict.fromkeys((r["one"], r["other"]) for r in pairs if r["relation"] == "rival")),
        tuple(known.most_common()),
        tuple((r["attestation"], r["confidence"], int(r["stances"])) for r in spread),
    )


def _rows(project: Project, store: Store, name: str) -> Iterator[dict[str, str]]:
    return answer(project, store, name).records()


def lineages(project: Project, store: Store) -> tuple[lineage.Lineage, ...]:
    """Return every lineage of the graph."""
    series, edges = (answer(project, store, f"lineage/{name}") for name in ("series", "edges"))
    return lineage.build(series, edges)


def things(project: Project, store: Store) -> tuple[Thing, ...]:
    """Return everything that has a name, by IRI."""
    found: dict[str, tuple[set[str], list[str]]] = {}
    for row in _rows(project, store, "overview/names"):
        kinds, names = found.setdefault(row["thing"], (set(), []))
        kinds.add(row["class"])
        if row["name"] not in names:
            names.append(row["name"])
    labels = {r["thing"]: r["name"] for r in _rows(project, store, "overview/labels")}
    return tuple(
        Thing(iri, _most_telling(kinds), labels.get(iri, names[0]), tuple(names))
        for iri, (kinds, names) in found.items()
    )


def _most_telling(kinds: set[str]) -> str:
    """Return the narrower class where a thing has two (historian and person)."""
    return next(iter(sorted(kinds - {"person", "proposition"}) or sorted(kinds)))


def find(project: Project, store: Store, name: str) -> Thing:
    """Return the thing of this IRI, prefixed name, slug, label or family name.

    Raises UnknownName with the candidates if more than one fits, or with near names if none does.
    """
    every = things(project, store)
    name = name.strip().removeprefix("the ").removeprefix("The ")
    for fits in (_named, _with_slug, _partly_named):
        found = [thing for thing in every if fits(project, thing, name.casefold())]
        if len(found) == 1:
            return found[0]
        first = [thing for thing in found if thing.kind in _SOUGHT_FIRST]
        if len(first) == 1:
            return first[0]
        if found:
            raise UnknownName(
                f"{name!r} may be {_listed(project, found)}", remedy="Name one of these"
            )
    raise UnknownName(f"nothing is called {name!r}", remedy=_near(every, name))


_SOUGHT_FIRST = {"person", "historian", "work", "event", "assumption"}
"""Kinds that a reader who types part of a name most likely means."""


def require_known(project: Project, store: Store, iris: Iterable[str]) -> None:
    """Raise UnknownName for an IRI that the graph says nothing of, with near names."""
    for iri in iris:
        name = Iri(iri).ntriples()
        if not store.ask(f"ASK {{ {{ {name} ?p ?o }} UNION {{ ?s ?q {name} }} }}"):
            short = project.prefixes.shorten(Iri(iri))
            near = [thing.iri for thing in things(project, store) if thing.iri.startswith(iri)][:3]
            meant = " or ".join(project.prefixes.shorten(Iri(name)) for name in near)
            remedy = f"Did you mean {meant}?" if meant else "Find its name with stakhgraph show"
            raise UnknownName(f"the graph has no {short}", remedy=remedy)


def _named(project: Project, thing: Thing, name: str) -> bool:
    short = project.prefixes.shorten(Iri(thing.iri))
    return name in {thing.iri.casefold(), short.casefold(), *(n.casefold() for n in thing.names)}


def _with_slug(_project: Project, thing: Thing, name: str) -> bool:
    return thing.iri.rsplit("/", 1)[-1].casefold() == name


def _partly_named(_project: Project, thing: Thing, name: str) -> bool:
    return any(name in known.casefold() for known in thing.names)


def _listed(project: Project, found: Sequence[Thing]) -> str:
    shown = [f"{project.prefixes.shorten(Iri(t.iri))} ({t.kind})" for t in found[:8]]
    more = f" and {len(found) - 8} more" if len(found) > 8 else ""
    return ", ".join(shown) + more


def _near(every: Sequence[Thing], name: str) -> str:
    import difflib

    known = {n.casefold(): n for thing in every for n in thing.names}
    near = difflib.get_close_matches(name.casefold(), known, n=3)
    return f"Did you mean {' or '.join(known[n] for n in near)}?" if near else "Try a family name"


NO_VERDICT = "none"
"""The sign of a work that the documents do not give a verdict on productivity from."""

_CERTAIN = {"first published", "written", "issue"}
"""What a year may be that is no mere "not after"."""


def citation_network(project: Project, store: Store) -> tuple[list[Node], list[Edge]]:
    """Return the works and the citations between them, each work once, at its first year.

    The year of a later edition that is cited stands as `year_to`; each issue of a newspaper is a
    node of its own, since it has its own day. The shape is the work's verdict on productivity or
    on the disruption of production, as far as a document reports one.
    """
    rows = list(_rows(project, store, "citations/edges"))
    by_node: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        by_node.setdefault(_cited_id(row), []).append(row)
    verdicts = {r["work"]: r["verdict"] for r in _rows(project, store, "productivity/verdicts")}
    nodes = {key: _cited(key, found, verdicts) for key, found in by_node.items()}
    for row in _rows(project, store, "works/citing"):
        nodes[row["work"]] = _citing(row)
    edges = [_citation(key, found) for key, found in sorted(by_node.items())]
    return list(nodes.values()), edges


def _cited_id(row: Mapping[str, str]) -> str:
    return f"{row['cited']}#{row['year']}" if row["yearBasis"] == "issue" else row["cited"]


def _cited(key: str, rows: Sequence[Mapping[str, str]], verdicts: Mapping[str, str]) -> Node:
    """Return the node of a work that may be cited from more than one edition."""
    first = rows[0]
    years = [int(row["year"]) for row in rows if row["year"]]
    later = [int(row["editionYear"]) for row in rows if row["editionYear"]]
    year = min(years, default=None)
    until = max(later, default=None)
    return Node(
        key,
        _short(first["label"], str(year or "")),
        year,
        year_to=until if until != year else None,
        year_certain=year is None or first["yearBasis"] in _CERTAIN,
        shape=verdicts.get(first["cited"], NO_VERDICT),
        title=f"{first['label']} ({first['yearBasis']} {year or ''})".replace(" )", ")"),
    )


def _citing(row: Mapping[str, str]) -> Node:
    year = int(row["year"]) if row["year"] else None
    label = _short(row["label"], row["year"])
    return Node(row["work"], label, year, shape=NO_VERDICT, title=row["label"])


def _citation(key: str, rows: Sequence[Mapping[str, str]]) -> Edge:
    """Return the one link of a work to what cites it, of the strongest kind among the citations."""
    opposed = any(row["opposed"] == "1" for row in rows)
    quoted = any(row["quoted"] == "1" for row in rows)
    kind = "disputes" if opposed else "quotes" if quoted else "cites"
    times = sum(int(row["times"]) for row in rows)
    return Edge(key, rows[0]["citing"], kind, "stated", f"citations: {times}")


def _short(label: str, year: str) -> str:
    """Return author and first words of the title, with the year."""
    author, comma, title = label.partition(", ")
    if not comma:
        return f"{label} {year}".strip()
    words = title.split()
    stop = next(
        (i for i in range(min(3, len(words)), 0, -1) if words[i - 1].lower() not in _SMALL), 1
    )
    return f"{author}, {' '.join(words[:stop])} {year}".strip()


_SMALL = {"the", "of", "in", "and", "with", "a", "an", "on"}
"""Words that a shortened title does not end with."""


def lineage_network(found: lineage.Lineage) -> tuple[list[Node], list[Edge]]:
    """Return the members of a lineage at their years, and its steps."""
    nodes = [
        Node(
            member.stance,
            f"{member.holder} {member.year}",
            int(member.year) if member.year else None,
            year_certain=member.basis == "first published",
            title=_member_title(member),
        )
        for member in found.members
    ]
    edges = [
        Edge(
            step.earlier,
            step.later,
            step.kind,
            "stated" if step.explicitness == lineage.STATED else "impliedByOrder",
            f"{step.kind}, {step.explicitness}, {step.asserter} {step.place}",
        )
        for step in found.steps
    ]
    return nodes, edges


def _member_title(member: lineage.Member) -> str:
    when = f"{member.basis} {member.year}"
    return f"{member.holder}: {member.view} ({when}), told on {member.place}"

"""Load the data of the lineage explorer from the answers to the project's queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from stakhgraph import spelling
from stakhgraph.debate import profiles
from stakhgraph.debate.dating import Dating, PlacedYear, datings
from stakhgraph.project import Project
from stakhgraph.queries import own_questions
from stakhgraph.rdf.answers import Queryable
from stakhgraph.rdf.tables import grouped, values
from stakhgraph.web.lineage.data import (
    CITATIONS,
    STEPS,
    Assumption,
    LineageData,
    Link,
    Work,
    WorkStance,
)
from stakhgraph.web.lineage.stances import in_reading_order, stances_and_works
from stakhgraph.web.lineage.topics import topic_of, topics
from stakhgraph.web.urls import slug_of

__all__ = ["first_years", "load"]

Row = Mapping[str, str]


def load(project: Project, on: Queryable) -> LineageData:
    """Return the works, links and assumptions of a project's graph."""

    def rows(name: str) -> list[dict[str, str]]:
        return own_questions.rows(project, on, name)

    assumptions = tuple(_assumptions(rows("drawings/subjects")))
    stance_rows = rows("explorer/stances")
    stances, works_of = stances_and_works(
        stance_rows, profiles.all_stances(project, on), assumptions
    )
    shared = topics(stance_rows)
    editions = _editions(rows("drawings/editions"))
    by_work = _by_work(stances, works_of)
    works = {work.slug: work for work in _works(rows("explorer/works"), editions, by_work, shared)}
    links = (*_citations(rows("citations/edges")), *_steps(rows("lineage/edges"), works_of))
    return LineageData(
        works,
        tuple(link for link in links if link.source in works and link.target in works),
        assumptions,
        shared,
        {row["code"]: row["attitude"] for row in stance_rows},
        sum(not places for places in works_of.values()),
    )


def first_years(rows: Iterable[Row]) -> dict[str, PlacedYear]:
    """Return the year of each work, by its slug, from rows of ``drawings/editions``."""
    return {
        slug: Work(slug, "", (), (), dated, ()).years("first")
        for slug, dated in _editions(rows).items()
    }


def _assumptions(rows: Iterable[Row]) -> Iterator[Assumption]:
    """Yield each assumption before its clauses; those without clauses come last."""
    own = [row for row in rows if row["class"].endswith("#Assumption")]
    wholes = {row["whole"] for row in own}
    found = {
        row["subject"]: Assumption(slug_of(row["subject"]), row["label"], slug_of(row["whole"]))
        for row in own
    }
    for iri in sorted(found, key=lambda iri: (iri not in wholes, found[iri].label)):
        if not found[iri].whole:
            yield found[iri]
            clauses = [one for one in found.values() if one.whole == slug_of(iri)]
            yield from sorted(clauses, key=lambda clause: clause.label)


def _editions(rows: Iterable[Row]) -> dict[str, tuple[Dating, ...]]:
    """Return the datings of each work's editions, each dating once, by the slug of the work."""
    found: dict[str, dict[Dating, None]] = {}
    for dating in datings(rows).values():
        found.setdefault(slug_of(dating.work), {})[dating] = None
    return {work: tuple(dated) for work, dated in found.items()}


def _by_work(
    stances: Mapping[str, WorkStance], works_of: Mapping[str, set[str]]
) -> dict[str, list[WorkStance]]:
    found: dict[str, list[WorkStance]] = {}
    for iri, works in works_of.items():
        for work in works:
            found.setdefault(work, []).append(stances[iri])
    return found


def _works(
    rows: Iterable[dict[str, str]],
    editions: Mapping[str, tuple[Dating, ...]],
    stances: Mapping[str, list[WorkStance]],
    shared_topics: Mapping[str, str],
) -> Iterator[Work]:
    for iri, same in grouped("work", rows).items():
        slug, label = slug_of(iri), same[0]["label"]
        authors, titles = values(same, "creator"), values(same, "title")
        own = tuple(sorted(stances.get(slug, ()), key=in_reading_order))
        names = (label, *titles, *authors, *values(same, "family"))
        yield Work(
            slug,
            label,
            titles,
            authors,
            editions.get(slug, ()),
            own,
            topic_of(own, shared_topics),
            tuple(dict.fromkeys(spelling.key(name) for name in names)),
        )


def _citations(rows: Iterable[Row]) -> Iterator[Link]:
    """Yield one link for each pair of works, of the strongest kind among their citations."""
    pairs: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        pairs.setdefault((slug_of(row["cited"]), slug_of(row["citing"])), []).append(row)
    for (cited, citing), same in sorted(pairs.items()):
        if cited != citing:
            opposed, quoted = (any(row[n] == "1" for row in same) for n in ("opposed", "quoted"))
            kind = "disputes" if opposed else "quotes" if quoted else "cites"
            times = sum(int(row["times"]) for row in same)
            words = f"cited {times} times" if times > 1 else "cited once"
            yield Link(CITATIONS, cited, citing, cited, citing, kind, "stated", words)


def _steps(rows: Iterable[Row], works_of: Mapping[str, set[str]]) -> Iterator[Link]:
    """Yield a link for each pair of works in which the two stances of a step stand."""
    for row in rows:
        own = row["whose"] == "the teller’s"
        implied = "impliedByOrder" if own else "inferred"
        explicitness = "stated" if row["explicitness"] == "stated" else implied
        words = f"{row['lineage']}: {row['later']} {_verb(row['kind'])} {row['earlier']}"
        words += f", {row['explicitness']}; {row['asserter']}, {row['place']}"
        for source in sorted(works_of.get(row["from"], ())):
            for target in sorted(works_of.get(row["to"], set()) - {source}):
                ends = slug_of(row["from"]), slug_of(row["to"]), source, target
                yield Link(STEPS, *ends, row["kind"], explicitness, words)


def _verb(kind: str) -> str:
    return f"comes {kind} than" if kind.startswith("later") else kind

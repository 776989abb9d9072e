"""What the pages of a debate are made from: its workbench, and what is looked up again and again.

A `Site` belongs to one state of the graph, whose digest stands in every page and makes the entity
tags: two servers with the same digest say the same.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

import stakhgraph
from stakhgraph import spelling
from stakhgraph.api import Workbench
from stakhgraph.debate import name_search
from stakhgraph.debate.lineage import Lineage
from stakhgraph.debate.name_search import DEBATED_KINDS, Thing
from stakhgraph.debate.profiles import Profiles
from stakhgraph.errors import ParseError, UnknownName
from stakhgraph.exports import jsonld_context
from stakhgraph.files import read_text
from stakhgraph.library.references import Entry, entries
from stakhgraph.project import Project
from stakhgraph.queries import answering, catalogue
from stakhgraph.queries.catalogue import MACHINERY
from stakhgraph.queries.query_file import Query
from stakhgraph.rdf.answers import Queryable
from stakhgraph.rdf.terms import NS, Iri, Triple, sorted_triples
from stakhgraph.web import urls
from stakhgraph.web.lineage_data import Atlas, gather

__all__ = ["KINDS", "Site", "digest_of"]

KINDS: Mapping[str, tuple[str, str]] = {
    "assumption": ("Assumptions", "What views rest on: who holds it, and who contests it."),
    "person": ("People", "Historians, politicians, journalists, workers and witnesses."),
    "work": ("Works", "Books, articles and issues, with the years of their editions."),
    "question": ("Questions", "What the disputes are about, and who answers how."),
    "source": ("Primary sources", "Testimony, speeches, newspapers and archives."),
    "event": ("Events", "What is said to have happened, and by whom."),
    "concept": ("Concepts", "The words that the debate turns on."),
    "collective": ("Groups", "Those who are spoken of together, with no list of members."),
    "org": ("Organisations", "Publishers, newspapers, works and offices."),
    "place": ("Places", "Where things happen, and where books appear."),
    "lineage": ("Arguments and their descent", "Series as one author tells them."),
    "doc": ("Documents", "The texts from which all of this is taken."),
}
"""Kinds of things that have a list of their own: its title, and a line that says what is in it."""


_FRONT = {
    "title": "Who holds what, and who says so",
    "subject": "",
    "assumptions": "Assumptions",
    "about_assumptions": "What views rest on, and who is said to hold or to contest it.",
}
"""What the first page says where the project says nothing of its debate."""


class Site:
    """A debate, ready to be shown; ``on`` answers the questions."""

    def __init__(self, project: Project, on: Queryable, *, digest: str) -> None:
        self.project = project
        self.on = on
        self.bench = Workbench(project, on=on)
        self.digest = digest
        self.version = stakhgraph.__version__

    @cached_property
    def things(self) -> Mapping[str, Thing]:
        """Everything that has a name, by IRI."""
        return {thing.iri: thing for thing in name_search.things(self.project, self.on)}

    @cached_property
    def gallery(self) -> Profiles:
        """The portraits of things."""
        return Profiles(self.project, self.on)

    @cached_property
    def front(self) -> Mapping[str, str]:
        """What the first page says of the debate: ``graph/site.toml``, where there is one.

        Raises ParseError for a file that is not TOML.
        """
        file = self.project.root / "graph" / "site.toml"
        try:
            told = tomllib.loads(read_text(file)) if file.is_file() else {}
        except tomllib.TOMLDecodeError as exc:
            raise ParseError(f"is not TOML: {exc}", where=self.project.name(file)) from exc
        return {name: str(told.get(name, usual)) for name, usual in _FRONT.items()}

    @cached_property
    def wholes(self) -> tuple[Thing, ...]:
        """The assumptions that have clauses, by label."""
        whole = {row["whole"] for row in self.rows("whatif/clauses")}
        return tuple(thing for thing in self.of_kind("assumption") if thing.iri in whole)

    @cached_property
    def assumptions(self) -> frozenset[str]:
        """The IRIs of assumptions and their clauses."""
        return frozenset(iri for iri, thing in self.things.items() if thing.kind == "assumption")

    @cached_property
    def _named(self) -> Mapping[str, str]:
        """The IRI of each label that only one thing has."""
        often = Counter(thing.label for thing in self.things.values())
        return {t.label: iri for iri, t in self.things.items() if often[t.label] == 1}

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """The references of the bibliography, by the IRI of the edition or work."""
        return {entry.iri: entry for entry in entries(self.bench.material().graph)}

    @cached_property
    def atlas(self) -> Atlas:
        """Every work with its years and what is said in it."""
        return gather(self.project, self.on)

    @cached_property
    def lineages(self) -> Mapping[str, Lineage]:
        """Every lineage that is told, by its label."""
        return {lineage.label: lineage for lineage in self.bench.lineages()}

    @cached_property
    def editions(self) -> Mapping[str, tuple[str, ...]]:
        """The editions of each work."""
        found: dict[str, dict[str, None]] = {}
        for row in self.rows("portrait/editions"):
            found.setdefault(row["work"], {})[row["edition"]] = None
        return {work: tuple(names) for work, names in found.items()}

    @cached_property
    def catalogue(self) -> tuple[Query, ...]:
        """The questions that a reader may ask, by name."""
        every = catalogue.read_all(self.project).values()
        return tuple(query for query in every if query.topic not in MACHINERY)

    @cached_property
    def words(self) -> Mapping[str, Any]:
        """The terms of the project's JSON-LD context."""
        return jsonld_context.terms(self.project)

    def rows(self, name: str, **params: str) -> list[dict[str, str]]:
        """Give the rows of the answer to one of the project's questions."""
        query = catalogue.find(self.project, name)
        table = answering.run(query, on=self.on, params=params, prefixes=self.project.prefixes)
        return list(table.records())

    def of_kind(self, kind: str) -> tuple[Thing, ...]:
        """Give the things whose pages stand under ``/kind/``, by label."""
        start = f"/{kind}/"
        found = (t for t in self.things.values() if (self.page(t.iri) or "").startswith(start))
        return tuple(sorted(found, key=lambda thing: (thing.label.casefold(), thing.iri)))

    def page(self, iri: str) -> str | None:
        """Give the path of the page of a thing or term."""
        return urls.page_of(iri, self.assumptions)

    def page_called(self, label: str) -> str | None:
        """Give the path of the page of the one thing that has this label; None if there is none."""
        iri = self._named.get(label)
        return self.page(iri) if iri else None

    def short(self, iri: str) -> str:
        """Give the prefixed name of an IRI, if it has one."""
        return self.project.prefixes.shorten(Iri(iri))

    def known(self, iri: str) -> bool:
        """Tell whether the graph says anything of an IRI."""
        return iri in self.things or name_search.known(self.on, iri)

    def label(self, iri: str) -> str:
        """Give the label of a thing, or its prefixed name."""
        thing = self.things.get(iri)
        return thing.label if thing else self.short(iri)

    def described(self, iri: str) -> list[Triple]:
        """Give the triples in which a thing is subject or object."""
        name = Iri(iri).ntriples()
        return self.on.construct(
            f"CONSTRUCT {{ {name} ?p ?o . ?s ?q {name} }} "
            f"WHERE {{ {{ {name} ?p ?o }} UNION {{ ?s ?q {name} }} }}"
        )

    def search(self, words: str) -> tuple[Thing, ...]:
        """Give the things whose names have these words or begin so, in any spelling or alphabet."""
        wanted = spelling.key(words).split()
        if not wanted:
            return ()
        ranked = [
            (rank, _place(thing), thing.label, thing)
            for thing in self.things.values()
            if (rank := _rank(thing, wanted)) is not None
        ]
        return tuple(thing for *_, thing in sorted(ranked, key=lambda one: one[:3]))

    def term(self, name: str) -> list[Triple]:
        """Give the triples about a term of the ontology; UnknownName if there is none."""
        found = self.described(f"{NS}{name}")
        own = sorted_triples(triple for triple in found if triple[0] == Iri(f"{NS}{name}"))
        if not own:
            raise UnknownName(f"the vocabulary has no term {name!r}")
        return own


def _rank(thing: Thing, wanted: Iterable[str]) -> int | None:
    """Tell how well a thing fits: 0 for a name that is just so, None for one that does not."""
    keys = [spelling.key(name).split() for name in thing.names]
    wanted = list(wanted)
    if wanted in keys:
        return 0
    if any(all(word in key for word in wanted) for key in keys):
        return 1
    begins = any(all(any(k.startswith(word) for k in key) for word in wanted) for key in keys)
    return 2 if begins else None


def _place(thing: Thing) -> int:
    """Put what the debate speaks of before what records it."""
    return 0 if thing.kind in DEBATED_KINDS else 1


def digest_of(snapshot: bytes) -> str:
    """Give the SHA-256 of a graph as sorted N-Quads, the same however it was loaded."""
    return hashlib.sha256(b"\n".join(sorted(snapshot.splitlines()))).hexdigest()

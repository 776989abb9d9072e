"""What the pages of a debate are made from: its workbench, and what many pages look up.

A `Site` belongs to one state of the graph. The digest of that state is shown on every page and is
part of the entity tags: two servers with the same digest give the same answers.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import stakhgraph
from stakhgraph.api import Workbench
from stakhgraph.debate import withdrawals
from stakhgraph.debate.dating import PlacedYear
from stakhgraph.debate.lineage import Lineage
from stakhgraph.debate.profile_rows import AskedRows
from stakhgraph.debate.profiles import Profiles
from stakhgraph.debate.search import name_search, question_search
from stakhgraph.debate.search.names import NamedStore, Thing
from stakhgraph.debate.what_if import WhatIf
from stakhgraph.debate.what_if_rules import Accounts
from stakhgraph.debate.withdrawals import Withdrawal
from stakhgraph.errors import ParseError, UnknownName, UsageError
from stakhgraph.exports import jsonld_context
from stakhgraph.figures.catalogue import Figures
from stakhgraph.files import read_text
from stakhgraph.library.references import Entry, construct, entries
from stakhgraph.project import Project
from stakhgraph.queries import own_questions
from stakhgraph.queries.query_file import Query
from stakhgraph.rdf.answers import Queryable
from stakhgraph.rdf.terms import ID, NS, Iri, Triple, is_iri, sorted_triples
from stakhgraph.rdf.triple_index import Index
from stakhgraph.web import urls
from stakhgraph.web.lineage.data import LineageData
from stakhgraph.web.lineage.loader import first_years, load
from stakhgraph.web.rendering.cut_list import LENGTH
from stakhgraph.web.things import Things, things_of

__all__ = ["KINDS", "MOST_BOXES", "Site"]

KINDS: Mapping[str, tuple[str, str]] = {
    "assumption": ("Assumptions", "What views rest on: who holds it, and who contests it."),
    "person": ("People", "Historians, politicians, journalists, workers and witnesses."),
    "work": ("Works", "Books, articles and issues, with the years of their editions."),
    "question": ("Questions", "What the disputes are about, and who answers how."),
    "answer": ("Answers", "Under which the editors group what is held on a main question."),
    "crossing": ("Agreements and clashes", "Matters on which two or more documents speak."),
    "source": ("Primary sources", "Testimony, speeches, newspapers and archives."),
    "event": ("Events", "What is said to have happened, and by whom."),
    "concept": ("Concepts", "The words that the debate turns on."),
    "collective": ("Groups", "Those who are spoken of together, with no list of members."),
    "org": ("Organisations", "Publishers, newspapers, works and offices."),
    "place": ("Places", "Where things happen, and where books appear."),
    "lineage": ("Arguments and their descent", "Series as one author tells them."),
    "doc": ("Documents", "The texts from which all of this is taken."),
}
"""Kinds of things that have a list of their own: its title, and a line on what is in it."""

MOST_BOXES = 2_000
"""A picture has no more works than these: it would take minutes, and nobody could read it."""

MOST_CHOICES = 2_000
"""More things than these are not offered to be chosen from."""

_FRONT = {
    "title": "Who holds what, and who says so",
    "subject": "",
    "assumptions": "Assumptions",
    "about_assumptions": "What views rest on, and who is said to hold or to contest it.",
    "licence": "",
}
"""What a project says of itself on its pages, if it does not say it in its own words.

Without the IRI of a licence, none is claimed.
"""


class Site:
    """A debate, ready to be shown; ``on`` answers its queries."""

    def __init__(self, project: Project, on: Queryable, *, digest: str) -> None:
        self.project = project
        self.on = on
        self.workbench = Workbench(project, on=on)
        self.digest = digest
        self.version = stakhgraph.__version__
        self._kinds: dict[str, tuple[Thing, ...]] = {}

    @cached_property
    def large(self) -> bool:
        """Whether pages ask only for what they show, and keep nothing of the whole debate."""
        return isinstance(self.on, NamedStore)

    @cached_property
    def things(self) -> Things:
        """Everything that has a name."""
        return things_of(self.project, self.on)

    @cached_property
    def _accounts(self) -> Accounts:
        return Accounts(self.project, self.on)

    @cached_property
    def choices(self) -> Sequence[tuple[str, Sequence[tuple[str, str]]]]:
        """What can be set aside and would make a difference, in groups of name and label.

        Of very many things, none is offered: a reader writes the name of one.
        """
        kinds = ("assumption", "person", "org", "source", "doc")
        if sum(len(self.of_kind(kind)) for kind in kinds) > MOST_CHOICES:
            return []
        reporters = {row["reporter"] for row in self.rows("positions/single-reporter")}
        people = [*self.of_kind("person"), *self.of_kind("org")]
        groups = {
            "Assumptions and clauses": self.of_kind("assumption"),
            "Reporters": [thing for thing in people if thing.label in reporters],
            "Primary sources": self.of_kind("source"),
            "Documents": self.of_kind("doc"),
        }
        return [
            (heading, [(self.short(thing.iri), thing.label) for thing in things])
            for heading, things in groups.items()
            if things
        ]

    @cached_property
    def figures(self) -> Figures:
        """The figures of the debate."""
        return Figures(self.project, self.on)

    @cached_property
    def withdrawn(self) -> Mapping[str, Withdrawal]:
        """The withdrawn records, by IRI."""
        return withdrawals.read(self.project)

    @cached_property
    def profiles(self) -> Profiles:
        """Everything that the graph says of each thing."""
        # Of a large debate, little is ever asked; of another, all takes no longer than a part.
        rows = AskedRows(self.project, self.on) if self.large else None
        return Profiles(self.project, self.on, rows)

    @cached_property
    def front(self) -> Mapping[str, str]:
        """What the project says of itself, from ``graph/site.toml`` if there is one.

        Raises ParseError for a file that is not TOML, and for a licence that is no IRI.
        """
        file = self.project.root / "graph" / "site.toml"
        try:
            own = tomllib.loads(read_text(file, empty=True)) if file.is_file() else {}
        # Not the error for TOML alone: it also stumbles over long numbers and deep nesting.
        except (ValueError, RecursionError) as exc:
            raise ParseError(f"is not TOML: {exc}", where=self.project.name(file)) from exc
        front = {name: str(own.get(name, default)) for name, default in _FRONT.items()}
        if front["licence"] and not is_iri(front["licence"]):
            remedy = "Write its address, such as https://creativecommons.org/licenses/by/4.0/."
            raise ParseError(
                f"the licence is no IRI: {front['licence'][:80]!r}",
                where=self.project.name(file),
                remedy=remedy,
            )
        return front

    @cached_property
    def wholes(self) -> tuple[Thing, ...]:
        """The assumptions that have clauses, by label."""
        wholes = {row["whole"] for row in self.rows("whatif/clauses")}
        return tuple(thing for thing in self.of_kind("assumption") if thing.iri in wholes)

    @cached_property
    def assumptions(self) -> frozenset[str]:
        """The IRIs of assumptions and their clauses."""
        return frozenset(thing.iri for thing in self.things.of_class("assumption"))

    @cached_property
    def _entries(self) -> Mapping[str, Entry]:
        """The references of the bibliography, by the IRI of the edition or work."""
        return {entry.iri: entry for entry in entries(self.workbench.material().graph)}

    @cached_property
    def lineage_data(self) -> LineageData:
        """The works, links and assumptions of the lineage explorer; UsageError for too many."""
        self.require_works()
        return load(self.project, self.on)

    def years_of(self, works: Collection[str]) -> Mapping[str, PlacedYear]:
        """Return the year of each of these works, as `stakhgraph.web.lineage.data.Work` has it."""
        asked = {"work": works} if 0 < len(works) <= LENGTH else {}
        found = first_years(self.rows("drawings/editions", **asked))
        return {iri: found[slug] for iri in works if (slug := urls.slug_of(iri)) in found}

    @cached_property
    def lineages(self) -> Mapping[str, Lineage]:
        """Every lineage, by its label."""
        return {lineage.label: lineage for lineage in self.workbench.lineages()}

    @cached_property
    def _editions(self) -> Mapping[str, tuple[str, ...]]:
        """The editions of each work."""
        return _by_work(self.rows("portrait/editions"))

    @cached_property
    def catalogue(self) -> tuple[Query, ...]:
        """The stored queries that a reader may ask, by name."""
        return question_search.every(self.project)

    @cached_property
    def json_ld_context(self) -> Mapping[str, Any]:
        """The terms of the project's JSON-LD context."""
        return jsonld_context.terms(self.project)

    @cached_property
    def _relations(self) -> Sequence[dict[str, str]]:
        return self.rows("facts/relations-of-values")

    @cached_property
    def _relations_of_value(self) -> Mapping[str, set[int]]:
        """The places of the relations of each value, by its label."""
        found: dict[str, set[int]] = {}
        for place, row in enumerate(self._relations):
            for end in ("one", "other"):
                found.setdefault(row[end], set()).add(place)
        return found

    def relations_of_values(self, labels: Iterable[str]) -> list[dict[str, str]]:
        """Return the rows on how the values with these labels stand to others."""
        places = set[int]().union(*(self._relations_of_value.get(one, ()) for one in labels))
        return [self._relations[place] for place in sorted(places)]

    def query_named(self, name: str) -> Query | None:
        """Return the stored query of this name, if a reader may ask it."""
        return next((query for query in self.catalogue if query.name == name), None)

    def rows(self, name: str, **params: str | Collection[str]) -> list[dict[str, str]]:
        """Return the rows of the answer to one of the project's stored queries."""
        return own_questions.rows(self.project, self.on, name, **params)

    def references(self, iri: str) -> list[Entry]:
        """Return the references of a page: those of the editions of a work, or of the thing."""
        if not self.large:
            wanted = self._editions.get(iri) or (iri,)
            return [self._entries[one] for one in wanted if one in self._entries]
        wanted = _by_work(self.rows("portrait/editions", by=iri)).get(iri) or (iri,)
        around = Index.of(self.on.construct(construct(wanted)))
        found = {entry.iri: entry for entry in entries(around)}
        return [found[one] for one in wanted if one in found]

    def require_works(self) -> None:
        """Raise UsageError if a picture of all works would have more boxes than can be read."""
        count = len(self.of_kind("work"))
        if count > MOST_BOXES:
            raise UsageError(
                f"this debate has {count:,} works, too many for one picture of them all",
                remedy="Ask for the picture of one argument (/lineage/), or for the list (/work/).",
            )

    def of_kind(self, kind: str) -> tuple[Thing, ...]:
        """Return the things whose pages are below ``/kind/``, by label."""
        if kind not in self._kinds:
            self._kinds[kind] = tuple(self._listed(kind))
        return self._kinds[kind]

    def without(self, names: Iterable[str]) -> WhatIf:
        """Return what loses its support without the things of these names.

        Raises UsageError for a thing that cannot be set aside, and Ambiguous or UnknownName.
        """
        return self._accounts.without(dict.fromkeys(map(self._named, names)))

    def _named(self, name: str) -> Thing:
        prefix, _, local = name.partition(":")
        thing = self.things.get(f"{self.project.prefixes.namespaces.get(prefix, prefix)}{local}")
        return thing or name_search.find(self.project, self.on, name)

    def _listed(self, kind: str) -> list[Thing]:
        start = f"/{kind}/"
        whole = kind == urls.ASSUMPTION
        found = self.things.of_class(kind) if whole else self.things.beginning(f"{ID}{kind}/")
        listed = (thing for thing in found if (self.page(thing.iri) or "").startswith(start))
        return sorted(listed, key=lambda thing: (thing.label.casefold(), thing.iri))

    def page(self, iri: str) -> str | None:
        """Return the path of the page of a thing or term."""
        return urls.page_of(iri, self.assumptions)

    def page_called(self, label: str) -> str | None:
        """Return the path of the page of the only thing with this label, else None."""
        iri = self.things.called(label)
        return self.page(iri) if iri else None

    def short(self, iri: str) -> str:
        """Return the prefixed name of an IRI, if it has one."""
        return self.workbench.short(iri)

    def known(self, iri: str) -> bool:
        """Return whether the graph has any statement about an IRI, or it was withdrawn."""
        if iri in self.withdrawn:
            return True
        return self.things.get(iri) is not None or name_search.known(self.on, iri)

    def label(self, iri: str) -> str:
        """Return the label of a thing, or its prefixed name if it has no label."""
        thing = self.things.get(iri)
        return thing.label if thing else self.short(iri)

    def described(self, iri: str) -> list[Triple]:
        """Return the triples in which a thing is subject or object; of a withdrawn one, its own."""
        if iri in self.withdrawn:
            return list(self.withdrawn[iri].triples)
        name = Iri(iri).ntriples()
        return self.on.construct(
            f"CONSTRUCT {{ {name} ?p ?o . ?s ?q {name} }} "
            f"WHERE {{ {{ {name} ?p ?o }} UNION {{ ?s ?q {name} }} }}"
        )

    def search(self, words: str) -> tuple[Thing, ...]:
        """Return the things that have these words in their names, the best matches first."""
        return self.things.search(words)

    def term(self, name: str) -> list[Triple]:
        """Return the triples about a term of the ontology; UnknownName if there is none."""
        term = Iri(f"{NS}{name}")
        own = sorted_triples(triple for triple in self.described(term.value) if triple[0] == term)
        if not own:
            raise UnknownName(f"the vocabulary has no term {name!r}")
        return own


def _by_work(rows: Iterable[Mapping[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return the editions of each work."""
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        found.setdefault(row["work"], {})[row["edition"]] = None
    return {work: tuple(editions) for work, editions in found.items()}

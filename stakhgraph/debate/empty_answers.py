"""Why a question has no rows: nothing of the kind is recorded, or a value has none of it."""

from __future__ import annotations

import difflib
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from stakhgraph.debate.search import name_search
from stakhgraph.debate.search.names import Thing
from stakhgraph.project import Project
from stakhgraph.queries import answering
from stakhgraph.queries.query_file import Parameter, Query
from stakhgraph.rdf.answers import Queryable
from stakhgraph.rdf.rdflib_algebra import needed_terms
from stakhgraph.rdf.terms import NS, Iri
from stakhgraph.spelling import key

__all__ = ["Emptiness", "why_empty"]

_TRIED, _SHOWN, _SECONDS = 12, 3, 2.0
"""How many similar values are tried, for how long, and how many with rows are named."""


_USED = (
    "ASK { VALUES ?term { <%s> } { ?thing ?term ?value } UNION { ?thing ?property ?term } "
    f"FILTER(!STRSTARTS(STR(?thing), '{NS}')) }}"
)
"""Whether a class, property or coded value is used, and not only in the ontology."""


@dataclass(frozen=True)
class Emptiness:
    """Why an answer is empty, in sentences, and similar values that have rows.

    ``near`` has for each the parameter, the prefixed name and the label.
    """

    words: tuple[str, ...]
    near: tuple[tuple[str, str, str], ...] = ()

    def sentences(self) -> tuple[str, ...]:
        """Return the whole in sentences."""
        if not self.near:
            return self.words
        values = ", ".join(f"{name}={short} ({label})" for name, short, label in self.near)
        return (*self.words, f"There are rows for {values}.")


def why_empty(
    project: Project, on: Queryable, query: Query, params: Mapping[str, str]
) -> Emptiness:
    """Return why a question that has no rows with these values (IRIs for names) has none."""
    asked = _Asked(project, on, query)
    given = {one.name: one for one in query.parameters if one.name in params}
    free = [one for one in given.values() if not one.required]
    alone = [one for one in free if asked.rows(params, without=one.name)]
    if not alone and not asked.rows({k: v for k, v in params.items() if given[k].required}):
        needed = [one for one in given.values() if one.required]
        missing = asked.missing()
        if not needed or missing:
            return Emptiness((_nothing(missing),))
        return asked.of_values(needed, params)
    return asked.of_values(alone or free, params)


def _nothing(missing: Sequence[str]) -> str:
    named = [f"“{label}”" for label in missing]
    several = " or ".join(filter(None, [", ".join(named[:-1]), *named[-1:]]))
    what = f": it has no {several}" if several else ""
    return f"This project records nothing that the question asks for{what}."


class _Asked:
    """A question without rows, to be asked again with other values."""

    def __init__(self, project: Project, on: Queryable, query: Query) -> None:
        self._project = project
        self._on = on
        self._query = query

    def rows(self, params: Mapping[str, str], *, without: str = "") -> bool:
        """Return whether there are rows with these values, but one."""
        kept = {name: value for name, value in params.items() if name != without}
        prefixes = self._project.prefixes
        return bool(answering.run(self._query, on=self._on, params=kept, prefixes=prefixes).rows)

    def missing(self) -> tuple[str, ...]:
        """Return the labels of classes and properties that every row needs and nothing has."""
        needed = sorted(needed_terms(self._query.text))
        terms = [Iri(iri) for iri in needed if iri.startswith(NS)]
        return tuple(self._label(term) for term in terms if not self._on.ask(_USED % term.value))

    def of_values(self, named: Sequence[Parameter], params: Mapping[str, str]) -> Emptiness:
        """Return that these values have no rows, alone or together, and which others have."""
        told = [f"{one.name}={self._short(params[one.name])}" for one in named]
        if len(told) > 1:
            words = f"Nothing is recorded here for {' and '.join(told)} together."
        else:
            words = f"Nothing is recorded here for {''.join(told)}{self._called(named, params)}."
        near = [found for one in named for found in self._near(one, params)]
        return Emptiness((words,), tuple(near[:_SHOWN]))

    def _called(self, named: Sequence[Parameter], params: Mapping[str, str]) -> str:
        labels = [thing.label for one in named if (thing := self._thing(params[one.name]))]
        return f" ({labels[0]})" if labels else ""

    def _near(self, one: Parameter, params: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
        """Yield values like the one given that have rows, as far as they are quickly found."""
        given = self._thing(params[one.name])
        if given is None:
            return
        end = time.monotonic() + _SECONDS
        for thing in self._alike(one, given):
            if time.monotonic() > end:
                return
            if self.rows({**params, one.name: thing.iri}):
                yield one.name, self._short(thing.iri), thing.label

    def _alike(self, one: Parameter, given: Thing) -> list[Thing]:
        """Return things of the kinds that a parameter takes, those with similar names first."""
        spaces = [self._project.prefixes.namespaces.get(kind, "-") for kind in one.type.split("/")]
        things = [
            thing
            for thing in self._things
            if thing.iri.startswith(tuple(spaces)) and thing.iri != given.iri
        ]
        wanted = key(given.label)

        def unlike(thing: Thing) -> tuple[float, str]:
            return -difflib.SequenceMatcher(a=key(thing.label), b=wanted).ratio(), thing.iri

        return sorted(things, key=unlike)[:_TRIED]

    @cached_property
    def _things(self) -> Sequence[Thing]:
        return name_search.things(self._project, self._on)

    def _thing(self, iri: str) -> Thing | None:
        return name_search.of_iri(self._project, self._on, iri)

    def _short(self, value: str) -> str:
        return self._project.prefixes.shorten(Iri(value)) if "://" in value else value

    def _label(self, term: Iri) -> str:
        label = "SELECT ?label WHERE { %s <http://www.w3.org/2000/01/rdf-schema#label> ?label }"
        rows = list(self._on.select(label % term.ntriples()).records())
        return rows[0]["label"] if rows else self._short(term.value)

"""Finding a question: by the words of its subject, by its audience, or by the name of a thing.

Words are compared by their stems and in any spelling (`stakhgraph.spelling.key`), so that "labor"
and "labour", "rivals" and "rival" find the same questions. The name of a thing also finds the
questions that can be asked about it and have an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from stakhgraph import spelling
from stakhgraph.debate import name_search
from stakhgraph.debate.name_search import Thing
from stakhgraph.errors import UnknownName
from stakhgraph.project import Project
from stakhgraph.queries import answering, binding, catalogue
from stakhgraph.queries.catalogue import MACHINERY
from stakhgraph.queries.query_file import READERS, Query
from stakhgraph.rdf.answers import Queryable
from stakhgraph.rdf.terms import Iri

_SHORTEST = 4  # shorter words are not stemmed
_SMALL = frozenset("a an and by did do in is it of on or that the they to was were".split())


@dataclass(frozen=True)
class Hit:
    """A question that was found. If a thing was named, its values and its number of rows."""

    query: Query
    values: Mapping[str, str]
    rows: int | None = None


def every(project: Project) -> tuple[Query, ...]:
    """Return the questions that a reader may ask, by name."""
    found = catalogue.read_all(project).values()
    return tuple(query for query in found if query.topic not in MACHINERY)


def search(
    project: Project, on: Queryable, *, about: str = "", reader: str = ""
) -> tuple[tuple[Hit, ...], Thing | None]:
    """Return the questions about something, best first, and the thing that the words name, if any.

    Raises UnknownName for an unknown audience.
    """
    if reader and reader not in READERS:
        raise UnknownName(f"no reader {reader!r}", remedy=f"Choose one of {', '.join(READERS)}.")
    asked = [query for query in every(project) if not reader or reader in query.serves]
    thing = _named(project, on, about)
    fitting = [query for query in asked if _is_about(query, about)]
    hits = [_hit(project, on, query, thing, counted=False) for query in _best_first(fitting, about)]
    if thing:
        others = [query for query in asked if query not in fitting]
        counted = [_hit(project, on, query, thing, counted=True) for query in others]
        hits += sorted((hit for hit in counted if hit.rows), key=lambda hit: -(hit.rows or 0))
    return tuple(hits), thing


def near(project: Project, on: Queryable, about: str) -> tuple[Thing, ...]:
    """Return debated things (people, works …) whose names contain every word of ``about``."""
    wanted = _stems(about)
    found = [
        t for t in name_search.things(project, on) if wanted and _has(" ".join(t.names), wanted)
    ]
    return tuple(thing for thing in found if thing.kind in name_search.DEBATED_KINDS)


def _named(project: Project, on: Queryable, name: str) -> Thing | None:
    """Return the thing of this name, unless the name is only a word of a sentence."""
    try:
        thing = name_search.find(project, on, name) if name.strip() else None
    except UnknownName:
        return None
    return thing if thing and thing.kind in name_search.DEBATED_KINDS else None


def _hit(
    project: Project, on: Queryable, query: Query, thing: Thing | None, *, counted: bool
) -> Hit:
    """Return a question with the thing as the value of the parameter that takes its kind."""
    short = project.prefixes.shorten(Iri(thing.iri)) if thing else ""
    parameter = binding.takes(query, short.partition(":")[0]) if thing else None
    if thing is None or parameter is None:
        return Hit(query, {})
    values = {parameter.name: short}
    others = [p for p in query.parameters if p.required and p is not parameter]
    if others or not counted:
        return Hit(query, values)
    table = answering.run(query, on=on, params=values, prefixes=project.prefixes)
    return Hit(query, values, len(table))


def _best_first(found: Iterable[Query], about: str) -> list[Query]:
    """Sort questions whose own sentence contains the words before those only filed under them."""
    wanted = _stems(about)
    return sorted(found, key=lambda q: not _has(f"{q.name} {q.summary}", wanted))


def _is_about(query: Query, about: str) -> bool:
    text = " ".join([query.name, query.summary, *query.about, *(p.about for p in query.parameters)])
    return _has(text, _stems(about))


def _has(text: str, stems: Iterable[str]) -> bool:
    words = spelling.key(text).split()
    return all(any(word.startswith(stem) for word in words) for stem in stems)


def _stems(text: str) -> list[str]:
    """Return the stems of the words, without words such as "of" and "the"."""
    words = [word for word in re.findall(r"\w+", text.casefold()) if word not in _SMALL]
    return [
        re.sub(r"(?:ing|ed|es|s)$", "", key) if len(key) > _SHORTEST else key
        for key in map(spelling.key, words)
        if key
    ]

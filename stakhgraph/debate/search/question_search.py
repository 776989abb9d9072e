"""Finding a question: by the words of its subject, by its audience, or by the name of a thing.

Words are compared by their stems and in any spelling (`stakhgraph.spelling.key`), so that "labor"
and "labour", "rivals" and "rival" find the same questions. The name of a thing also finds the
questions that can be asked about it and have an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from stakhgraph import spelling
from stakhgraph.debate.search import name_search
from stakhgraph.debate.search.names import Thing
from stakhgraph.errors import UnknownName
from stakhgraph.project import Project
from stakhgraph.queries import answering, binding, catalogue, own_questions
from stakhgraph.queries.catalogue import MACHINERY
from stakhgraph.queries.query_file import READERS, Query
from stakhgraph.rdf.answers import Queryable
from stakhgraph.rdf.terms import Iri

_SHORTEST = 4  # shorter words are not stemmed
_DEBATED = 6  # questions of the debate that are offered at most
_ANSWERS = "positions/on-question"  # asks one of them
_IRREGULAR = {"paid": "pay"}
_SMALL = frozenset("a an and by did do in is it of on or that the they to was were".split())


@dataclass(frozen=True)
class Hit:
    """A question that was found. If a thing was named, its values and its number of rows.

    ``words`` are those of a question of the debate, of which the question of the catalogue asks.
    """

    query: Query
    values: Mapping[str, str]
    rows: int | None = None
    words: str = ""


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
    known = {short for hit in hits for short in hit.values.values()}
    hits += (hit for hit in _debated(project, on, asked, about) if hit.values["asked"] not in known)
    return tuple(hits), thing


def _debated(project: Project, on: Queryable, asked: Iterable[Query], about: str) -> Iterator[Hit]:
    """Yield questions of the debate in whose words, or answers, all the words stand, best first."""
    query = next((one for one in asked if one.name == _ANSWERS), None)
    wanted = _stems(about)
    if query is None or not wanted:
        return
    rows = own_questions.rows(project, on, "overview/answered")
    scores: dict[str, int] = {}
    labels: dict[str, str] = {}
    for row in rows:
        score = 3 * _has(row["label"], wanted) + _has(f"{row['view']} {row['statement']}", wanted)
        labels[row["question"]] = row["label"]
        scores[row["question"]] = scores.get(row["question"], 0) + score
    for question in sorted(scores, key=lambda one: (-scores[one], one))[:_DEBATED]:
        if scores[question]:
            values = {"asked": project.prefixes.shorten(Iri(question))}
            table = answering.run(query, on=on, params=values, prefixes=project.prefixes)
            yield Hit(query, values, len(table), labels[question])


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
    # What can only be asked of one thing is offered to things of the kind that it is meant for.
    if parameter.required and not short.startswith(f"{parameter.type.partition('/')[0]}:"):
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
    words = [_IRREGULAR.get(word, word) for word in spelling.key(text).split()]
    return all(any(_begins(word, stem) for word in words) for stem in stems)


def _begins(word: str, stem: str) -> bool:
    """Return whether a word has this stem; “mined” is no form of the noun “mine”."""
    return word.startswith(stem) and not (stem.endswith("e") and word == f"{stem}d")


def _stems(text: str) -> list[str]:
    """Return the stems of the words, without words such as "of" and "the"."""
    words = [
        _IRREGULAR.get(word, word)
        for word in re.findall(r"\w+", text.casefold())
        if word not in _SMALL
    ]
    return [
        re.sub(r"(?:ing|ed|es|s)$", "", key) if len(key) > _SHORTEST else key
        for key in map(spelling.key, words)
        if key
    ]

"""Finding the thing that a reader means by a name, in any spelling or alphabet.

Names are compared by `stakhgraph.spelling.key`, so that Стаханов, Stachanow, Stahanov and Stakhanov
are one name.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from stakhgraph.debate import withdrawals
from stakhgraph.debate.search.names import ListedNames, NamedStore, Names, Thing
from stakhgraph.errors import Ambiguous, UnknownName
from stakhgraph.project import Project
from stakhgraph.queries import binding, own_questions
from stakhgraph.queries.binding import BASIC_TYPES
from stakhgraph.queries.query_file import Parameter, Query
from stakhgraph.rdf.answers import Queryable
from stakhgraph.rdf.sparql import query_text
from stakhgraph.rdf.sparql.tokens import tokens
from stakhgraph.rdf.terms import Iri
from stakhgraph.spelling import key

OURS = "https://w3id.org/stakhgraph/"
"""The base of the IRIs of the project's own terms and things."""

NAMES, LABELS = "overview/names", "overview/labels"
"""The stored questions that tell what things are called."""

_SHOWN = 12  # the number of candidates that an error lists
_SHORTEST = 4  # a shorter part of a word would match too many names


def things(project: Project, on: Queryable) -> Sequence[Thing]:
    """Return everything that has a name, by IRI."""
    return names_of(project, on).every()


def names_of(project: Project, on: Queryable) -> Names:
    """Return the names of things: those that the store has at hand, else those that it is asked."""
    return on.names if isinstance(on, NamedStore) else ListedNames(asked_names(project, on))


def asked_names(project: Project, on: Queryable) -> tuple[Thing, ...]:
    """Return everything that has a name, by IRI, as the stored questions tell it."""
    found: dict[str, tuple[set[str], list[str]]] = {}
    for row in own_questions.rows(project, on, NAMES):
        kinds, names = found.setdefault(row["thing"], (set(), []))
        kinds.add(row["class"])
        if row["name"] not in names:
            names.append(row["name"])
    labels = {row["thing"]: row["name"] for row in own_questions.rows(project, on, LABELS)}
    return tuple(
        Thing(iri, _narrowest(kinds), labels.get(iri, names[0]), tuple(names))
        for iri, (kinds, names) in found.items()
    )


def find(project: Project, on: Queryable, name: str, *, kinds: Sequence[str] = ()) -> Thing:
    """Return the thing of this IRI, prefixed name, slug, label or part of a label.

    With ``kinds`` (prefixes such as person, org) only things of those kinds are considered.
    Raises Ambiguous with the candidates, and UnknownName with similar names; for a withdrawn
    record UnknownName says why it was withdrawn and what took its place.
    """
    spaces = tuple(project.prefixes.namespaces.get(kind, "-") for kind in kinds)
    names = names_of(project, on)
    wanted = re.sub(r"^the\s+", "", name.strip(), flags=re.IGNORECASE)
    for matching in _stages(project, names, name.strip(), wanted):
        found = [thing for thing in matching if not kinds or thing.iri.startswith(spaces)]
        chosen = _foremost(found)
        if len(chosen) == 1:
            return chosen[0]
        if chosen:
            raise Ambiguous(
                f"{name!r} may be one of {len(found)} things",
                remedy="Name one of these.",
                candidates=tuple(_listed(project, [*chosen, *_others(found, chosen)])),
            )
    _refuse_withdrawn(project, name.strip())
    every = [thing for thing in names.every() if not kinds or thing.iri.startswith(spaces)]
    raise UnknownName(f"nothing is called {name!r}", remedy=_near(every, wanted))


def resolved(
    project: Project, on: Queryable, query: Query, params: Mapping[str, str]
) -> dict[str, str]:
    """Return the values of a query's parameters, with the IRI for each name of a thing.

    A thing may be given by label, slug or prefixed name, a coded value by its last part
    (``agnostic``). Other values are returned unchanged. Raises Ambiguous and UnknownName as `find`
    does.
    """
    known_by = {parameter.name: parameter for parameter in query.parameters}
    return {name: _resolved(project, on, known_by[name], text) for name, text in params.items()}


def of_iri(project: Project, on: Queryable, iri: str) -> Thing | None:
    """Return the thing of this IRI, or None if nothing of this IRI has a name."""
    found = names_of(project, on).having("iri", iri)
    return next((thing for thing in found if thing.iri == iri), None)


def taken_for(project: Project, on: Queryable, text: str, iri: str) -> Thing | None:
    """Return the thing that a text was taken for, or None if the text is one of its names."""
    thing = of_iri(project, on, iri)
    if thing is None:
        return None
    exact = {
        name.casefold() for name in (thing.iri, *thing.names, *_short_names(project, thing.iri))
    }
    return None if text.strip().casefold() in exact else thing


def _resolved(project: Project, on: Queryable, parameter: Parameter, text: str) -> str:
    if parameter.type in BASIC_TYPES[:-1]:
        return text
    coded = f"{parameter.example.partition(':')[0]}:{text}"  # agnostic, for stakh:agnostic
    for written in (text, coded) if parameter.type == "iri" else (text,):
        iri = binding.thing(parameter.type, written, project.prefixes)
        if iri is not None and known(on, iri.value):
            return iri.value
    kinds = () if parameter.type == "iri" else tuple(parameter.type.split("/"))
    try:
        return find(project, on, text, kinds=kinds).iri
    except Ambiguous:
        raise
    except UnknownName as exc:
        what = f"{parameter.name}: no {' or '.join(kinds) or 'thing'} is called {text!r}"
        raise UnknownName(what, remedy=exc.remedy) from exc


def unknown_names(project: Project, on: Queryable, text: str) -> tuple[str, ...]:
    """Return the prefixed names in a query that neither the graph nor the ontology contains."""
    spaces = {**project.prefixes.namespaces, **dict(query_text.declared(text))}
    found = dict.fromkeys(
        token.text for token in tokens(text) if token.kind == "name" and token.text[-1] != ":"
    )
    parts = ((name, *name.partition(":")[::2]) for name in found)
    return tuple(
        name
        for name, prefix, local in parts
        if spaces.get(prefix, "").startswith(OURS) and not known(on, spaces[prefix] + local)
    )


def known(on: Queryable, iri: str) -> bool:
    """Return whether the graph contains an IRI."""
    name = Iri(iri).ntriples()
    return on.ask(f"ASK {{ {{ {name} ?p ?o }} UNION {{ ?s ?q {name} }} }}")


def _narrowest(kinds: set[str]) -> str:
    """Return the narrower class where a thing has two (historian and person)."""
    return next(iter(sorted(kinds - {"person", "proposition"}) or sorted(kinds)))


_LIKELY: tuple[set[str], ...] = (
    {"person", "historian"},
    {"work", "event", "assumption", "organisation", "source document", "primary source", "lineage"},
    {
        "interpretation",
        "factual claim",
        "question",
        "answer",
        "crossing",
        "concept",
        "collective",
        "place",
    },
)
"""The kinds that a reader who types part of a name is most likely to mean, likeliest first."""

DEBATED_KINDS = {kind for kinds in _LIKELY for kind in kinds}
"""The kinds of things that the debate is about, as opposed to the records of it."""

_NAMED = _LIKELY[0] | _LIKELY[1] | {"concept", "place"}
"""The kinds whose labels are names, not sentences."""


def _stages(project: Project, names: Names, name: str, wanted: str) -> Iterator[Iterable[Thing]]:
    """Yield the things that match, by stricter criteria first."""
    prefix, _, local = name.partition(":")
    unescaped = re.sub(r"\\(.)", r"\1", local)
    written = {name, project.prefixes.namespaces.get(prefix, prefix) + unescaped}
    addressed = [thing for iri in sorted(written) for thing in names.having("iri", iri)]
    addressed += names.having("slug", name)
    by_iri = {t.iri: t for t in addressed if name in (t.iri, *_short_names(project, t.iri))}
    yield (by_iri[iri] for iri in sorted(by_iri))
    plain = wanted.casefold()
    found = names.having("folded", plain)
    yield [thing for thing in found if plain in (known.casefold() for known in thing.names)]
    target = key(wanted)
    sounds = target.split()
    found = names.having("spelt", target) if target else ()
    yield [thing for thing in found if target in map(key, thing.names)]
    # A sentence has many words, so there the spelling must be exact (Marx is not in "it marks").
    words = set(re.findall(r"\w+", plain))
    found = names.with_words(sorted(words)) if words else ()
    yield [thing for thing in found if any(words <= _words(known) for known in thing.names)]
    named = [t for t in names.with_sounds(sounds) if t.kind in _NAMED] if sounds else ()
    yield [t for t in named if any(set(sounds) <= set(key(one).split()) for one in t.names)]
    if len(target) >= _SHORTEST:
        yield [t for t in named if any(f" {target}" in f" {key(one)}" for one in t.names)]


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.casefold()))


def _short_names(project: Project, iri: str) -> tuple[str, str]:
    """Return the prefixed name and the slug of an IRI."""
    return project.prefixes.shorten(Iri(iri)), iri.rsplit("/", 1)[-1]


def _foremost(found: Sequence[Thing]) -> list[Thing]:
    """Return the things of the likeliest kind."""
    for kinds in _LIKELY:
        chosen = [thing for thing in found if thing.kind in kinds]
        if chosen:
            return chosen
    return list(found)


def _others(found: Sequence[Thing], chosen: Sequence[Thing]) -> list[Thing]:
    return [thing for thing in found if thing not in chosen]


def _listed(project: Project, found: Sequence[Thing]) -> Iterator[str]:
    for thing in found[:_SHOWN]:
        yield f"{project.prefixes.shorten(Iri(thing.iri))}  {thing.label} ({thing.kind})"
    if len(found) > _SHOWN:
        yield f"and {len(found) - _SHOWN} more"


def _refuse_withdrawn(project: Project, name: str) -> None:
    """Raise UnknownName if the name is the IRI, prefixed name or slug of a withdrawn record."""
    for iri, withdrawal in withdrawals.read(project).items():
        if name in (iri, *_short_names(project, iri)):
            names = [project.prefixes.shorten(Iri(one)) for one in withdrawal.successors]
            remedy = f"Use {' or '.join(names)}." if names else "Nothing took its place."
            raise UnknownName(withdrawals.notice(project, withdrawal), remedy=remedy)


def _near(every: Sequence[Thing], name: str) -> str:
    spelt = {key(one): one for thing in every for one in thing.names}
    near = difflib.get_close_matches(key(name), spelt, n=3)
    if not near:
        return "Look for it with stakhgraph queries --about, or try another part of its name."
    return f"Did you mean {' or '.join(dict.fromkeys(spelt[n] for n in near))}?".replace("??", "?")

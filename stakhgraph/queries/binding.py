"""Values for the parameters of a query: checking their types, and binding them into its text."""

import re
from collections.abc import Collection, Mapping
from typing import TypeAlias

from stakhgraph.errors import ParameterError, QuerySyntaxError, UsageError
from stakhgraph.queries.query_file import Parameter, Query
from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.sparql.query_text import holes
from stakhgraph.rdf.sparql.tokens import Token
from stakhgraph.rdf.terms import XSD, Iri, Literal, Term, is_iri, is_language, is_slug

Params: TypeAlias = Mapping[str, str | Collection[str]]
"""The values of parameters, as a reader types them; one of them may have several."""

BASIC_TYPES = ("string", "integer", "year", "lang", "iri")
"""The types of parameters whose values are not things."""

_YEAR = re.compile(r"-?\d{4,9}")
_INTEGER = re.compile(r"[+-]?\d{1,18}")
_NO_PREFIXES = Prefixes({})


def bind(query: Query, params: Params, *, prefixes: Prefixes = _NO_PREFIXES) -> str:
    """Return the query's text with the UNDEF of each given parameter replaced by its values."""
    require_parameters(query, params)
    places = holes(query.text)
    spots: list[tuple[Token, str]] = []
    for parameter in query.parameters:
        name = parameter.name
        if name not in places:
            raise QuerySyntaxError(
                f"parameter {name} has no place", where=str(query.path), remedy=how_to_place(name)
            )
        if name in params:
            given = params[name]
            several = (given,) if isinstance(given, str) else given
            value = " ".join(_value(parameter, one, prefixes).ntriples() for one in several)
            spots += [(hole, value) for hole in places[name]]
    text = query.text
    for hole, value in sorted(spots, key=lambda spot: -spot[0].start):
        text = text[: hole.start] + value + text[hole.end :]
    return text


def require_parameters(query: Query, params: Params) -> None:
    """Raise ParameterError for a value without parameter, and for a required one without value."""
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in params:
        if name not in known:
            raise ParameterError(
                f"{query.name} has no parameter {name!r}",
                remedy=f"It has {', '.join(known)}." if known else _NO_PARAMETER,
            )
    for name, parameter in known.items():
        if parameter.required and name not in params:
            raise ParameterError(f"{query.name} needs {_wanted(parameter)}")


_NO_PARAMETER = "It has none: a parameter is a line '#+ param' at the head of the query."


def takes(query: Query, kind: str) -> Parameter | None:
    """Return the first parameter whose values are things of this kind, if there is one."""
    return next((p for p in query.parameters if kind in p.type.split("/")), None)


def thing(kinds: str, text: str, prefixes: Prefixes) -> Iri | None:
    """Return the IRI of a thing of these kinds from a value; None if it has another form."""
    try:
        term = _typed(kinds, text, prefixes)
    except UsageError:
        return None
    return term if isinstance(term, Iri) else None


def _value(parameter: Parameter, text: str, prefixes: Prefixes) -> Term:
    """Return the term for a value; ParameterError if it is not of the parameter's type."""
    try:
        term = _typed(parameter.type, text, prefixes)
        if term is not None:
            term.ntriples()
            return term
    except UsageError as exc:
        raise ParameterError(f"{_wanted(parameter)}: {exc.message}", remedy=exc.remedy) from exc
    raise ParameterError(f"{text!r} is not a value of {_wanted(parameter)}")


def _typed(kind: str, text: str, prefixes: Prefixes) -> Term | None:
    match kind:
        case "string":
            return Literal(text)
        case "lang":
            return Literal(text) if is_language(text) else None
        case "integer":
            return Literal(str(int(text)), f"{XSD}integer") if _INTEGER.fullmatch(text) else None
        case "year":
            # Engines differ in comparing xsd:gYear; whole numbers compare alike everywhere.
            return Literal(str(int(text)), f"{XSD}integer") if _YEAR.fullmatch(text) else None
        case _:
            return _thing(kind, text, prefixes)


def _thing(kinds: str, text: str, prefixes: Prefixes) -> Iri | None:
    """Return the IRI of a thing of one of these kinds (``person/org``); a slug means the first."""
    spaces = [prefixes.namespaces.get(kind, "") for kind in kinds.split("/")]
    if is_slug(text):
        return prefixes.expand(f"{kinds.partition('/')[0]}:{text}") if spaces[0] else None
    if text.partition(":")[0] in prefixes.namespaces:
        iri = prefixes.expand(text)
    elif "://" in text or text.startswith("urn:"):
        iri = Iri(text)
    else:  # any word before a colon could begin an IRI; here it is a mistyped prefix
        return None
    fits = any(iri.value.startswith(space) and iri.value != space for space in spaces)
    return iri if fits and is_iri(iri.value) else None


def _wanted(parameter: Parameter) -> str:
    return f"{parameter.name} ({parameter.type}, such as {parameter.example})"


def how_to_place(name: str) -> str:
    """Return the advice where to put a parameter in its query."""
    return f"Write VALUES ?{name} {{ UNDEF }} where it is used."

"""Checks of the queries of a project, beyond what any SPARQL query must satisfy."""

from collections.abc import Iterator

from stakhgraph.errors import QuerySyntaxError
from stakhgraph.queries.binding import BASIC_TYPES, how_to_place
from stakhgraph.queries.catalogue import MACHINERY
from stakhgraph.queries.query_file import READERS, Query
from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.sparql import query_text
from stakhgraph.rdf.sparql.guard import guard


def lint(query: Query, *, prefixes: Prefixes) -> tuple[str, ...]:
    """Return the faults of a query of the project, a sentence each."""
    try:
        form = guard(query.text)
    except QuerySyntaxError as exc:
        return (f"{exc.message} ({exc.where})",)
    return (
        *_lint_head(query),
        *(_lint_columns(query) if form == "SELECT" else ()),
        *_lint_prefixes(query, prefixes),
        *_lint_parameters(query, prefixes),
        *(f"{word} is not SPARQL 1.1" for word in query_text.extensions(query.text)),
    )


def _lint_head(query: Query) -> Iterator[str]:
    if query.is_check and not query.solution:
        yield "a check needs a solution"
    if not query.is_check and not (query.summary and query.serves):
        yield "a question needs a summary and the readers whom it serves"
    for reader in sorted(set(query.serves) - set(READERS)):
        yield f"serves {reader!r}, who is not one of {', '.join(READERS)}"
    if not query.is_check and query.topic not in MACHINERY and not query.about:
        yield "a question needs words that say what it is about"


def _lint_columns(query: Query) -> Iterator[str]:
    named = query_text.projected(query.text)
    described = tuple(name for name, _ in query.columns)
    if not named:
        yield "SELECT must name its columns instead of *"
    elif named != described:
        head = ", ".join(described) or "none"
        yield f"the columns are {', '.join(named)}; the head describes {head}"
    if query.is_check and named[:1] != ("subject",):
        yield "the first column of a check must be ?subject"
    if not query_text.ordered(query.text):
        yield "without ORDER BY the answer has no order"


def _lint_prefixes(query: Query, prefixes: Prefixes) -> Iterator[str]:
    for prefix, namespace in query_text.declared(query.text):
        expected = prefixes.namespaces.get(prefix)
        if expected != namespace:
            yield f"prefix {prefix}: is <{namespace}>; prefixes.ttl has {expected or 'none'}"


def _lint_parameters(query: Query, prefixes: Prefixes) -> Iterator[str]:
    holes = query_text.holes(query.text)
    for parameter in query.parameters:
        if parameter.name not in holes:
            yield f"parameter {parameter.name} has no place. {how_to_place(parameter.name)}"
        known = {*BASIC_TYPES, *prefixes.namespaces}
        if not known.issuperset(parameter.type.split("/")):
            yield f"parameter {parameter.name} has an unknown type: {parameter.type}"
    described = {parameter.name for parameter in query.parameters}
    for name in holes:
        if name not in described:
            yield f"VALUES ?{name} {{ UNDEF }} is not a parameter of the head"

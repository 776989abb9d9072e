"""Asking Oxigraph a query: its answer as one of ours, its errors with their place in the query.

Oxigraph differs from SPARQL 1.1 in things that are put right here: it holds language tags in lower
case (`stakhgraph.rdf.sparql.language_tags`), it does not know escapes in names, and it finds no
path of length zero at a term that the graph does not have
(`stakhgraph.rdf.sparql.zero_length_paths`). It also plans long lists slowly
(`stakhgraph.rdf.sparql.long_lists`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import islice
from typing import Any

import pyoxigraph as ox

from stakhgraph.errors import Failure, MemoryLimit, QuerySyntaxError, StakhError
from stakhgraph.rdf.answers import Answer, Triples, Truth
from stakhgraph.rdf.oxigraph.terms import FOREIGN, damage, from_oxigraph, triple_from_oxigraph
from stakhgraph.rdf.sparql import functions, language_tags, long_lists, zero_length_paths
from stakhgraph.rdf.sparql.deep_stack import with_deep_stack
from stakhgraph.rdf.sparql.guard import FORMS, needs_deep_stack, require_base
from stakhgraph.rdf.sparql.query_text import as_written, without_escapes
from stakhgraph.rdf.sparql.tokens import MAX_CACHED, tokens
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import Term, cased_language, sorted_triples

_HINT = re.compile(r"The [A-Z]+ [^,\[]*")
_UNKNOWN = re.compile(r"The custom function <(.*)> is not supported")
_LANGUAGE = ox.NamedNode("urn:stakhgraph:language")


def answer(
    store: ox.Store, text: str, *, base: str = "", most: int | None = None, **dataset: Any
) -> Answer:
    """Return the answer of a store, with at most ``most`` rows or triples.

    Relative IRIs are resolved against ``base``. ``dataset`` goes to `pyoxigraph.Store.query`.
    Raises QuerySyntaxError with ``line:column``, also for a function that there is not, and Failure
    for a query that cannot be answered.
    """
    if not base:
        require_base(text)

    def work() -> Answer:
        return _answer(store, text, base, most, dataset)

    return with_deep_stack(work) if needs_deep_stack(text) else work()


def resolve(reference: str, base: str) -> str:
    """Return the IRI of a reference against a base, as Oxigraph resolves it.

    Raises QuerySyntaxError for what is no IRI, and for a relative one without a base.
    """
    try:
        (quad,) = ox.parse(
            f"<{reference}> <x:p> <x:o> .".encode(),  # as a text, it may not hold half a character
            format=ox.RdfFormat.TURTLE,
            base_iri=base or None,
        )
        return str(quad.subject.value)
    except FOREIGN as exc:
        raise QuerySyntaxError(
            f"not an absolute IRI: {reference[:80]!r}",
            remedy="Write it in full, or begin the query with BASE <an IRI>.",
        ) from exc


def _answer(
    store: ox.Store, text: str, base: str, most: int | None, dataset: dict[str, Any]
) -> Answer:
    try:
        result = _result(store, text, base, dataset)
        if isinstance(result, ox.QuerySolutions):
            names = [variable.value for variable in result.variables]
            shown = [name for name in names if not name.startswith(long_lists.HIDDEN)]
            columns = as_written(text, shown)
            places = [names.index(name) for name in columns]
            cell = _Cells().__getitem__
            rows = (tuple([cell(row[at]) for at in places]) for row in islice(result, most))
            return Table(columns, tuple(rows))
        if isinstance(result, ox.QueryTriples):
            triples = map(triple_from_oxigraph, islice(result, most))
            return Triples(tuple(sorted_triples(triples)))
        return Truth(bool(result))
    except FOREIGN as exc:
        raise _query_error(exc, text, base) from exc


def _result(store: ox.Store, text: str, base: str, dataset: dict[str, Any]) -> Any:
    asked = _rewritten(text) if len(text) < MAX_CACHED else _rewritten.__wrapped__(text)
    asked = zero_length_paths.with_values(asked, _node_test(store, asked, base, dataset))
    if asked != text:
        try:
            return store.query(
                asked, base_iri=base or None, custom_functions={_LANGUAGE: _language}, **dataset
            )
        except SyntaxError:
            pass  # asked again as it was written, so that the error has its place there
    return store.query(text, base_iri=base or None, **dataset)


@lru_cache(maxsize=256)
def _rewritten(text: str) -> str:
    asked = language_tags.with_function(without_escapes(text), _LANGUAGE.value)
    return long_lists.in_parts(asked)


def _node_test(
    store: ox.Store, text: str, base: str, dataset: dict[str, Any]
) -> Callable[[str], bool]:
    """Return a function that tells whether a term of a query is a node of the default graph."""
    words = tuple(tokens(text))
    begin = next((token.start for token in words if token.word in FORMS), 0)
    elsewhere = any(token.word == "FROM" for token in words)

    def is_node(term: str) -> bool:
        if elsewhere:  # the default graph is that of the query, which is not known here
            return True
        asked = f"{text[:begin]} ASK {{ {{ {term} ?p ?o }} UNION {{ ?s ?p {term} }} }}"
        try:
            return bool(store.query(asked, base_iri=base or None, **dataset))
        except FOREIGN as exc:
            if found := damage(exc):
                raise found from exc
            return True

    return is_node


def _language(term: object) -> ox.Literal | None:
    """Return what LANG returns, in the case of `cased_language`; None is an error in SPARQL."""
    return _tag(term.language or "") if isinstance(term, ox.Literal) else None


@lru_cache(maxsize=1024)
def _tag(language: str) -> ox.Literal:
    return ox.Literal(cased_language(language) if language else "")


class _Cells(dict[object, Term | None]):
    """The cells of a table by Oxigraph's terms: most stand in many rows, and are made once."""

    def __missing__(self, term: object) -> Term | None:
        cell = self[term] = None if term is None else from_oxigraph(term)
        return cell


def _query_error(exc: Exception, text: str, base: str) -> StakhError:
    unknown = _UNKNOWN.fullmatch(str(exc))
    if unknown:
        return functions.unknown(text, unknown[1], resolve=lambda iri: resolve(iri, base))
    if isinstance(exc, MemoryError):
        return MemoryLimit("the query took more memory than it may", remedy="Narrow it.")
    if not isinstance(exc, SyntaxError):
        return damage(exc) or Failure(f"the query cannot be answered: {exc}")
    try:
        functions.require_known_words(text)
        functions.require_no_aggregate_by_iri(text)
    except QuerySyntaxError as better:
        return better
    message = str(exc.args[0])
    spot = re.match(r"error at (\d+):(\d+): ", message)
    hint = _HINT.search(message)
    what = hint[0].strip() if hint else "the query is not SPARQL 1.1"
    remedy = None if hint else "Look for the mistake around that place."
    return QuerySyntaxError(what, where=f"{spot[1]}:{spot[2]}" if spot else None, remedy=remedy)

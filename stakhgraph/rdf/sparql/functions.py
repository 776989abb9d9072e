"""The functions that a query calls, and those that there are.

https://www.w3.org/TR/sparql11-query/#SparqlOps
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from itertools import pairwise

from stakhgraph.errors import QuerySyntaxError
from stakhgraph.files import position
from stakhgraph.rdf.sparql.query_text import declared, unescaped
from stakhgraph.rdf.sparql.tokens import Token, decoded, tokens

AGGREGATES = frozenset("COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT".split())
"""The aggregates of SPARQL 1.1."""

FUNCTIONS = AGGREGATES | frozenset(
    "STR LANG LANGMATCHES DATATYPE BOUND IRI URI BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN "
    "UCASE LCASE ENCODE_FOR_URI CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS "
    "MINUTES SECONDS TIMEZONE TZ NOW UUID STRUUID MD5 SHA1 SHA256 SHA384 SHA512 COALESCE IF "
    "STRLANG STRDT SAMETERM ISIRI ISURI ISBLANK ISLITERAL ISNUMERIC REGEX SUBSTR REPLACE".split()
)
"""The functions of SPARQL 1.1 that are called by a word, and the aggregates."""

# What some engines know besides, and words that may stand before a bracket without a call.
_LATER = frozenset(
    "TRIPLE SUBJECT PREDICATE OBJECT ISTRIPLE HASLANG HASLANGDIR LANGDIR STRLANGDIR ADJUST".split()
)
_KEYWORDS = frozenset(
    "SELECT DISTINCT REDUCED WHERE FROM NAMED GROUP BY ORDER HAVING ASC DESC LIMIT OFFSET VALUES "
    "OPTIONAL GRAPH SERVICE SILENT UNION MINUS FILTER BIND AS EXISTS NOT IN A TRUE FALSE UNDEF "
    "LATERAL ASK CONSTRUCT DESCRIBE SEPARATOR".split()
)
_CONSTRUCTORS = "Only constructors such as xsd:integer and xsd:date are called by an IRI."


def require_known_words(text: str) -> None:
    """Raise QuerySyntaxError for a call of a function, by a word, that no engine knows."""
    for token, after in pairwise(tokens(text)):
        name = token.word
        if not name or after.text != "(" or name in FUNCTIONS | _LATER | _KEYWORDS:
            continue
        near = difflib.get_close_matches(name, sorted(FUNCTIONS), n=1, cutoff=0.7)
        remedy = f"Did you mean {near[0]}?" if near else "SPARQL 1.1 has no such function."
        raise QuerySyntaxError(
            f"there is no function {token.text}", where=position(text, token.start), remedy=remedy
        )


def require_no_aggregate_by_iri(text: str) -> None:
    """Raise QuerySyntaxError for a call of an aggregate by an IRI: ``ex:median(DISTINCT ?x)``."""
    every = list(tokens(text))
    for token, bracket, inside in zip(every, every[1:], every[2:], strict=False):
        if token.kind in ("iri", "name") and bracket.text == "(" and inside.word == "DISTINCT":
            raise QuerySyntaxError(
                f"there is no aggregate {token.text}",
                where=position(text, token.start),
                remedy=f"There are {', '.join(sorted(AGGREGATES))}.",
            )


def unknown(text: str, iri: str, *, resolve: Callable[[str], str] = str) -> QuerySyntaxError:
    """Return the error for a call of a function by an IRI that the engine does not know.

    ``resolve`` returns the IRI of a reference in the query.
    """
    calls = (token for token, named in _called(text, resolve) if named == iri)
    token = next(calls, None)
    return QuerySyntaxError(
        f"there is no function {token.text if token else f'<{iri}>'}",
        where=position(text, token.start) if token else None,
        remedy=_CONSTRUCTORS,
    )


def _called(text: str, resolve: Callable[[str], str]) -> Iterator[tuple[Token, str]]:
    """Yield what stands before a bracket and has an IRI, with that IRI."""
    spaces = dict(declared(text))
    for token, after in pairwise(tokens(text)):
        if after.text != "(":
            continue
        prefix, _, local = token.text.partition(":")
        if token.kind == "iri":
            yield token, resolve(decoded(token.text[1:-1]))
        elif token.kind == "name" and prefix in spaces:
            yield token, resolve(decoded(spaces[prefix])) + unescaped(local)

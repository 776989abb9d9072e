"""Refuses queries that must not be run, before an engine sees them, and nothing else.

Query parsers and planners work by recursion on the native stack, so that a text of a few kilobytes,
nested or chained deeply enough, ends the process instead of raising an error. Every text therefore
passes `guard` first, and is evaluated on a stack that is large enough for all that passes
(`stakhgraph.rdf.sparql.deep_stack`). Queries here only read, and only what is loaded: updates,
SERVICE and graphs from elsewhere are refused.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NoReturn

from stakhgraph.errors import QuerySyntaxError
from stakhgraph.files import position
from stakhgraph.rdf.sparql.nesting import Nesting
from stakhgraph.rdf.sparql.query_text import first_relative, undeclared_names
from stakhgraph.rdf.sparql.tokens import MAX_CACHED, Token, tokens

MAX_LENGTH = 1_000_000
"""The most characters that a query may have."""

MAX_DEPTH = 1_000
"""The most brackets open at one place."""

MAX_CHAIN = 8_000
"""The most clauses and operators of which each is a step deeper for an engine.

On the stack of `stakhgraph.rdf.sparql.deep_stack` no engine breaks below 12,000.
"""

SAFE_CHAIN = 100
"""The most clauses and operators for a stack of 1 MB, the smallest of a thread in use.

The engine that breaks first does so above 150 there.
"""

FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
"""The keywords with which a query begins after its prologue."""

_UPDATES = frozenset("INSERT DELETE LOAD CLEAR CREATE DROP COPY MOVE ADD WITH".split())
_PAIRS = {"(": ")", "{": "}", "[": "]"}
_CLOSING = frozenset(_PAIRS.values())
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SPLIT = "Split it into several queries."


def guard(text: str, *, prefixes: bool = True, datasets: bool = False) -> str:
    """Return the form of a query (SELECT, ASK, CONSTRUCT or DESCRIBE) if it is safe to run.

    With ``datasets``, FROM may name a graph of the store; with ``prefixes=False``, prefixes may be
    declared elsewhere. Raises QuerySyntaxError, with ``line:column``, for an update, for SERVICE
    and FROM, for a prefix without a namespace, and for a text that is too long, nested too deeply
    or has too many clauses.
    """
    if len(text) > MAX_LENGTH:
        raise QuerySyntaxError(
            f"the query has {len(text)} characters", remedy=f"At most {MAX_LENGTH} are read."
        )
    if half := _SURROGATE.search(text):
        raise QuerySyntaxError(
            "half a character (a lone surrogate), which no text in UTF-8 has",
            where=position(text, half.start()),
            remedy="Write the query in UTF-8.",
        )
    if len(text) < MAX_CACHED:
        return _cached_form(text, prefixes, datasets)
    return _form_of(text, prefixes, datasets)


def require_form(text: str, *forms: str) -> str:
    """Return a query that passes `guard`; QuerySyntaxError unless it has one of these forms.

    Its FROM may name graphs of the store.
    """
    form = guard(text, datasets=True)
    if form not in forms:
        raise QuerySyntaxError(f"the query is {form}, where {forms[0]} is needed")
    return text


def require_base(text: str) -> None:
    """Raise QuerySyntaxError for a relative IRI in a query that does not say its base."""
    token = first_relative(text)
    if token is not None:
        _refuse(
            text,
            token,
            f"{token.text} is a relative IRI, and there is nothing that it is relative to",
            "Write it in full, or begin the query with BASE <an IRI>.",
        )


def needs_deep_stack(text: str) -> bool:
    """Return whether a query could be too deep for the stack of an ordinary thread."""
    if len(text) <= SAFE_CHAIN:
        return False
    return (_cached_chain(text) if len(text) < MAX_CACHED else _chain(text)) > SAFE_CHAIN


def _chain(text: str) -> int:
    nesting = Nesting()
    for token in tokens(text):
        nesting.add(token)
    return nesting.chain


_cached_chain = lru_cache(maxsize=256)(_chain)


def _form_of(text: str, prefixes: bool, datasets: bool) -> str:
    query_tokens = _within_limits(text)
    form = _form(text, query_tokens)
    for token in query_tokens:
        if token.word == "SERVICE":
            _refuse(text, token, "the query asks another server (SERVICE)", "Nothing is fetched.")
        if token.word == "FROM" and not datasets:
            _refuse(text, token, "the query names its own data (FROM)", "Remove FROM.")
    _require_pairs(text, query_tokens)
    if prefixes:
        _require_prefixes(text, query_tokens)
    return form


_cached_form = lru_cache(maxsize=256)(_form_of)


def _form(text: str, query_tokens: Iterable[Token]) -> str:
    for token in query_tokens:
        if token.word in FORMS:
            return token.word
        if token.word in _UPDATES:
            _refuse(
                text, token, f"an update ({token.word}) is not a query", "Edit the files instead."
            )
    raise QuerySyntaxError(
        "not a SPARQL query", remedy="It begins with SELECT, ASK, CONSTRUCT or DESCRIBE."
    )


def _within_limits(text: str) -> list[Token]:
    """Return the tokens; QuerySyntaxError at the first that exceeds a limit."""
    found, nesting = [], Nesting()
    for token in tokens(text):
        nesting.add(token)
        if nesting.depth > MAX_DEPTH:
            _refuse(text, token, f"nested more than {MAX_DEPTH} deep", _SPLIT)
        if nesting.chain > MAX_CHAIN:
            _refuse(text, token, f"more than {MAX_CHAIN} clauses and operators", _SPLIT)
        found.append(token)
    return found


def _require_pairs(text: str, query_tokens: Iterable[Token]) -> None:
    """Refuse unpaired brackets, of which the engines speak in messages that are hard to read."""
    opened: list[Token] = []
    for token in query_tokens:
        if token.kind != "mark":
            continue
        if token.text in _PAIRS:
            opened.append(token)
        elif token.text in _CLOSING:
            if not opened or _PAIRS[opened[-1].text] != token.text:
                _refuse(text, token, f"a {token.text} that closes nothing", "Remove it.")
            opened.pop()
    if opened:
        closing = _PAIRS[opened[-1].text]
        _refuse(text, opened[-1], f"a {opened[-1].text} that is not closed", f"Add the {closing}.")


def _require_prefixes(text: str, query_tokens: Iterable[Token]) -> None:
    for token in undeclared_names(text, query_tokens):
        prefix = token.text.partition(":")[0]
        remedy = f"Begin the query with PREFIX {prefix}: <its namespace>."
        _refuse(text, token, f"prefix {prefix}: is not declared", remedy)


def _refuse(text: str, token: Token, message: str, remedy: str) -> NoReturn:
    raise QuerySyntaxError(message, where=position(text, token.start), remedy=remedy)

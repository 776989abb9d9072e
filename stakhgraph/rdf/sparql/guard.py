"""Refuses queries that must not be run, before an engine sees them.

Query parsers and planners work by recursion on the native stack, so that a text of a few kilobytes,
nested or chained deeply enough, ends the process instead of raising an error. Every text therefore
passes `guard` first. Queries here only read, and only the loaded graph: updates, SERVICE and FROM
are refused.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NoReturn

from stakhgraph.errors import QuerySyntaxError
from stakhgraph.files import position
from stakhgraph.rdf.sparql.query_text import undeclared_names
from stakhgraph.rdf.sparql.tokens import MAX_CACHED, Token, tokens

MAX_LENGTH = 1_000_000
"""The most characters that a query may have."""

MAX_DEPTH = 50
"""The most brackets open at one place. A stack of 1 MB, the smallest in use, breaks above 100."""

MAX_JOINTS = 250
"""The most clauses and operators outside VALUES. The same stack breaks above 300."""

MAX_TOKENS = 20_000
"""The most words and signs outside VALUES."""

FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
"""The keywords with which a query begins after its prologue."""

_UPDATES = frozenset("INSERT DELETE LOAD CLEAR CREATE DROP COPY MOVE ADD WITH".split())
_JOINT_WORDS = frozenset("UNION OPTIONAL MINUS BIND FILTER VALUES GRAPH EXISTS LATERAL AS".split())
_JOINT_MARKS = frozenset(". ; , + * / - | || & && ! ^ ^^ { [ (".split())
_PAIRS = {"(": ")", "{": "}", "[": "]"}
_CLOSING = frozenset(_PAIRS.values())
_SPLIT = "Split it into several queries."
_CODEPOINT = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))")


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
    if len(text) < MAX_CACHED:
        return _cached_form(text, prefixes, datasets)
    return _form_of(text, prefixes, datasets)


def require_form(text: str, *forms: str) -> str:
    """Return a query that passes `guard`; QuerySyntaxError unless it has one of these forms."""
    form = guard(text)
    if form not in forms:
        raise QuerySyntaxError(f"the query is {form}, where {forms[0]} is needed")
    return text


def _form_of(text: str, prefixes: bool, datasets: bool) -> str:
    form = _guarded_form(text, prefixes=prefixes, datasets=datasets)
    # Escapes may encode any character, those of keywords and quotation marks included, and some
    # engines resolve them before they parse: what such an engine would see has to pass as well.
    plain = _CODEPOINT.sub(_resolved, text)
    return form if plain == text else _guarded_form(plain, prefixes=prefixes, datasets=datasets)


_cached_form = lru_cache(maxsize=256)(_form_of)


def _guarded_form(text: str, *, prefixes: bool, datasets: bool) -> str:
    query_tokens = list(_within_limits(text, tokens(text)))
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


def _within_limits(text: str, query_tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield the tokens, and refuse the query at the first that exceeds a limit."""
    open_marks: list[str] = []
    joints = plain = 0
    # Depth of the innermost VALUES block, whose rows are a flat list to every engine.
    values = 0
    pending = False
    for token in query_tokens:
        pending = pending or token.word == "VALUES"
        if token.kind == "mark" and token.text in _PAIRS:
            open_marks.append(token.text)
            if pending and token.text == "{":
                pending, values = False, len(open_marks)
        elif token.kind == "mark" and token.text in _CLOSING and open_marks:
            open_marks.pop()
            values = values if len(open_marks) >= values else 0
        plain += not values
        flat = values or (token.text == "," and open_marks and open_marks[-1] == "(")
        joints += not flat and (token.text in _JOINT_MARKS or token.word in _JOINT_WORDS)
        if len(open_marks) > MAX_DEPTH:
            _refuse(text, token, f"nested more than {MAX_DEPTH} deep", _SPLIT)
        if joints > MAX_JOINTS:
            _refuse(text, token, f"more than {MAX_JOINTS} clauses and operators", _SPLIT)
        if plain > MAX_TOKENS:
            _refuse(text, token, f"more than {MAX_TOKENS} words and signs", _SPLIT)
        yield token


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


def _resolved(match: re.Match[str]) -> str:
    number = int(match[1] or match[2], 16)
    return chr(number) if number <= 0x10FFFF else match[0]


def _refuse(text: str, token: Token, message: str, remedy: str) -> NoReturn:
    raise QuerySyntaxError(message, where=position(text, token.start), remedy=remedy)

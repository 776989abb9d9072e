"""The parameters of a request for a query: which are repeated, misplaced or misspelt.

The protocol defines three (https://www.w3.org/TR/sparql11-protocol/#query-operation). Clients send
others of their own, such as ``format``, ``output``, ``timeout``, ``infer`` or ``queryLn``, which
say nothing about what is asked, and are ignored. One that looks like a parameter of the protocol is
not: without it, the query would be answered from other data than was asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from difflib import get_close_matches
from urllib.parse import parse_qsl

from stakhgraph.web.refusals import RequestRefused

__all__ = ["DATASET", "Parameters", "parsed", "require_plausible", "values"]

Parameters = Sequence[tuple[str, str]]

DATASET = ("default-graph-uri", "named-graph-uri")
"""The parameters that name the graphs of a query; each may be repeated for several graphs."""

_OF_UPDATES = ("using-graph-uri", "using-named-graph-uri")
_OTHERS = ("queryln", "queryid", "querytimeout")
"""Parameters of other programs that only look like ``query``, without signs and capitals."""

_ALIKE = 0.75
"""The share of common letters from which on a name is a misspelling of another."""


def parsed(data: bytes, where: str) -> list[tuple[str, str]]:
    """Return the parameters of an address or a form; RequestRefused with status 400 for others."""
    try:
        text = data.decode("ascii")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError as exc:
        raise RequestRefused(400, f"{where} is not percent-encoded UTF-8") from exc


def values(parameters: Parameters, *names: str) -> list[str]:
    """Return the values of the parameters with these names."""
    return [value for key, value in parameters if key in names]


def require_plausible(parameters: Parameters) -> None:
    """Raise RequestRefused, with status 400, for parameters that cannot be meant as they are.

    These are a graph named twice, a parameter that belongs to updates, and a misspelt one.
    """
    for name in DATASET:
        named = values(parameters, name)
        for graph in named:
            if named.count(graph) > 1:
                raise RequestRefused(400, f"{name} names <{graph}> twice")
    names = dict(parameters)
    for name in names:
        if name in _OF_UPDATES:
            raise RequestRefused(400, f"{name} is for updates; a query has {' and '.join(DATASET)}")
        known = DATASET if "query" in names else (*DATASET, "query")
        if name not in known and (near := _near(name, known)):
            raise RequestRefused(
                400, f"there is no parameter {name[:40]!r}; perhaps {near!r} is meant"
            )


def _near(name: str, known: Collection[str]) -> str:
    """Return the known name that is spelt like another; empty if there is none."""
    letters = _letters(name)
    if letters in _OTHERS:
        return ""
    by_letters = {_letters(one): one for one in known}
    found = get_close_matches(letters, by_letters, n=1, cutoff=_ALIKE)
    return by_letters[found[0]] if found else ""


def _letters(name: str) -> str:
    """Return the letters of a name: ``defaultGraphUri`` is ``default-graph-uri`` to a reader."""
    return "".join(char for char in name.casefold() if char.isalnum())

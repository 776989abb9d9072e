"""The subqueries of a query, and the variables that each of them returns."""

from __future__ import annotations

from collections.abc import Iterator

from stakhgraph.rdf.sparql.tokens import Token, tokens


def subqueries(text: str) -> Iterator[tuple[Token, frozenset[str] | None]]:
    """Yield the SELECT of each subquery with the names that it returns; None for ``SELECT *``.

    >>> [sorted(names) for _, names in subqueries("ASK { { SELECT ?a (1 AS ?b) { ?a ?c ?d } } }")]
    [['a', 'b']]
    """
    every = list(tokens(text))
    depth = 0
    for at, token in enumerate(every):
        if token.kind == "mark" and token.text in "{}":
            depth += 1 if token.text == "{" else -1
        elif token.word == "SELECT" and depth > 0:
            yield token, _returned(every[at + 1 :])


def _returned(following: list[Token]) -> frozenset[str] | None:
    names: set[str] = set()
    depth = 0
    renaming = False
    for token in following:
        if token.word == "WHERE" or token.text == "{":
            break
        if token.text == "*" and depth == 0:
            return None
        if token.kind == "mark" and token.text in "()":
            depth += 1 if token.text == "(" else -1
        elif token.kind == "variable" and (depth == 0 or renaming):
            names.add(token.text[1:])
        renaming = token.word == "AS" and depth == 1
    return frozenset(names)

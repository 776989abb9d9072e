"""A question about one thing, turned into the question about all things.

Of many questions the answer about a thing is just those rows of the answer about all things that
are about it, in the same order. That is so (https://www.w3.org/TR/sparql11-query/#sparqlAlgebra)
where every solution comes from a group that begins with the place of the value, ``VALUES ?thing
{ UNDEF }``, and goes on with triples that ?thing is in: to give a value there, and to choose the
solutions with this value afterwards, comes to the same. What OPTIONAL, FILTER or MINUS do later to
the solutions, they do to each alone. A query that counts solutions, or takes only the first, is
another matter, unless it is a subquery that counts those of each ?thing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import TypeAlias

from stakhgraph.rdf.sparql.query_text import holes
from stakhgraph.rdf.sparql.tokens import Token, tokens

__all__ = ["for_all"]

_OF_MANY = frozenset("GROUP HAVING LIMIT OFFSET COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT".split())
"""Words outside the pattern by which a row is not that of one solution."""

_NEVER_REACHED = frozenset(["1000000000"])
"""A limit that only tells an engine how to plan."""

_NOT_TRIPLES = frozenset("OPTIONAL FILTER BIND MINUS VALUES GRAPH SERVICE".split())


@dataclass(frozen=True)
class _Group:
    """What stands in braces."""

    items: tuple[_Item, ...]

    @property
    def is_subquery(self) -> bool:
        return bool(self.items) and _word(self.items[0]) == "SELECT"

    @property
    def pattern(self) -> _Group | None:
        """The only group in it, the pattern of a query."""
        found = [item for item in self.items if isinstance(item, _Group)]
        return found[0] if len(found) == 1 else None


_Item: TypeAlias = "Token | _Group"


def for_all(text: str, parameter: str) -> str | None:
    """Return the query about all values of a parameter, whose first column has the value.

    The values are things that are in the graph. None if the answer about each may not be just its
    rows in the answer to this query.

    >>> for_all("SELECT ?b { VALUES ?a { UNDEF } ?a ?p ?b } ORDER BY ?b", "a")
    'SELECT ?a ?b { VALUES ?a { UNDEF } ?a ?p ?b } ORDER BY ?b'
    """
    query = _tree(text)
    head = _head(query.items)
    if query.pattern is None or not head or any(_word(item) in _OF_MANY for item in query.items):
        return None
    variables = [variable for name, variable in _places(query.pattern) if name == parameter]
    if len(variables) != len(holes(text).get(parameter, ())) or len(set(variables)) != 1:
        return None
    column = variables[0]
    if not _is_restricted(query.pattern, column) or {column, "*"} & set(map(_name, head)):
        return None
    at = head[0].start
    return f"{text[:at]}?{column} {text[at:]}"


def _tree(text: str) -> _Group:
    """Return the tokens of a query, those in braces as groups."""
    levels: list[list[_Item]] = [[]]
    for token in tokens(text):
        if token.kind == "mark" and token.text == "{":
            levels.append([])
        elif token.kind == "mark" and token.text == "}" and len(levels) > 1:
            group = _Group(tuple(levels.pop()))
            levels[-1].append(group)
        else:
            levels[-1].append(token)
    return _Group(tuple(levels[0]))


def _head(items: Sequence[_Item]) -> list[Token]:
    """Return what stands between SELECT and the pattern, without DISTINCT; nothing without one."""
    found: list[Token] = []
    inside = False
    for item in items:
        if isinstance(item, _Group) or item.word == "WHERE":
            break
        if inside and item.word not in ("DISTINCT", "REDUCED"):
            found.append(item)
        inside = inside or item.word == "SELECT"
    return found


def _places(group: _Group) -> Iterator[tuple[str, str]]:
    """Yield the parameter and the variable of each place in groups that all solutions pass.

    So does what is optional, if each of its solutions has the variable.
    """
    if group.is_subquery:
        if group.pattern is not None:
            found = list(_places(group.pattern))
            yield from (place for place in found if _keeps(group, place[1]))
        return
    places, rest = _begun(group)
    yield from places
    for union in _unions(rest):
        for one in union:
            yield from _places(one)
    for one in _optional(rest):
        yield from (place for place in _places(one) if _is_restricted(one, place[1]))


def _is_restricted(group: _Group, variable: str) -> bool:
    """Return whether every solution comes from a place with this variable, and has it."""
    if group.is_subquery:
        inner = group.pattern
        return inner is not None and _keeps(group, variable) and _is_restricted(inner, variable)
    places, rest = _begun(group)
    if any(name == variable for _, name in places):
        return any(_name(token) == variable for token in _first_triples(rest))
    return any(all(_is_restricted(one, variable) for one in union) for union in _unions(rest))


def _keeps(subquery: _Group, variable: str) -> bool:
    """Return whether each row of a subquery has the variable, and is made of its solutions only."""
    outside = [item for item in subquery.items if isinstance(item, Token)]
    names = set(map(_name, _head(subquery.items)))
    words = {token.word for token in outside} & _OF_MANY
    if not names & {variable, "*"} or "OFFSET" in words:
        return False
    if "LIMIT" in words and not _NEVER_REACHED.issubset(token.text for token in outside):
        return False
    return words <= {"LIMIT"} or variable in _groups_by(outside)


def _groups_by(outside: Sequence[Token]) -> set[str]:
    """Return the variables by which a query makes groups."""
    words = [token.word for token in outside]
    if "GROUP" not in words:
        return set()
    listed = outside[words.index("GROUP") + 2 :]
    return set(map(_name, takewhile(lambda token: token.kind == "variable", listed)))


def _optional(items: Sequence[_Item]) -> Iterator[_Group]:
    """Yield the groups after OPTIONAL."""
    for before, item in pairwise(items):
        if isinstance(item, _Group) and _word(before) == "OPTIONAL":
            yield item


def _begun(group: _Group) -> tuple[list[tuple[str, str]], Sequence[_Item]]:
    """Return the places with which a group begins, and what follows them."""
    places: list[tuple[str, str]] = []
    items: Sequence[_Item] = group.items
    while items:
        if (place := _place(items[:3])) is not None:
            length = 3
        elif (place := _renamed_place(items[0])) is not None:
            length = 1
        else:
            break
        places.append(place)
        items = items[length:]
    return places, items


def _place(items: Sequence[_Item]) -> tuple[str, str] | None:
    """Return parameter and variable of the place ``VALUES ?thing { UNDEF }``."""
    match items:
        case [Token(word="VALUES"), Token(kind="variable"), _Group((Token(word="UNDEF"),))]:
            name = _name(items[1])
            return name, name
    return None


def _renamed_place(item: _Item) -> tuple[str, str] | None:
    """Return those of ``{ SELECT (?thing AS ?other) WHERE { VALUES ?thing { UNDEF } } }``."""
    match item:
        case _Group(
            (
                Token(word="SELECT"),
                Token(text="("),
                Token() as inner,
                Token(word="AS"),
                Token() as outer,
                Token(text=")"),
                Token(word="WHERE"),
                _Group() as pattern,
            )
        ) if _place(pattern.items) == (_name(inner), _name(inner)):
            return _name(inner), _name(outer)
    return None


def _unions(items: Sequence[_Item]) -> Iterator[list[_Group]]:
    """Yield the groups that take part in all solutions, those joined by UNION together."""
    unions: list[list[_Group]] = []
    before: _Item | None = None
    for item in items:
        if isinstance(item, _Group):
            if before is None or isinstance(before, _Group) or before.text == ".":
                unions.append([item])
            elif before.word == "UNION" and unions:
                unions[-1].append(item)
        before = item
    yield from unions


def _first_triples(items: Sequence[_Item]) -> Iterator[Token]:
    """Yield the tokens of the triples that come before all else."""
    for item in items:
        if isinstance(item, _Group) or item.word in _NOT_TRIPLES:
            return
        yield item


def _word(item: _Item) -> str:
    return item.word if isinstance(item, Token) else ""


def _name(item: _Item) -> str:
    """Return the name of a variable, or ``*``; of anything else, nothing."""
    if isinstance(item, Token) and (item.kind == "variable" or item.text == "*"):
        return item.text.lstrip("?$")
    return ""

"""A graph that is asked stored questions about all things at once, and not about each in turn.

Whoever makes a page or a picture of every thing asks the same questions about one after the other,
and each answer takes a little time. The answer about all things (`stakhgraph.queries.for_all`)
takes hardly more than that about one. Other answers are remembered, since many pages ask the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from stakhgraph.errors import StakhError
from stakhgraph.queries import binding
from stakhgraph.queries.binding import Params
from stakhgraph.queries.for_all import for_all
from stakhgraph.queries.query_file import Query
from stakhgraph.rdf.answers import Queryable
from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import Iri, Term, Triple

__all__ = ["AskedAtOnce"]

_Row = tuple[Term | None, ...]
_T = TypeVar("_T", Table, bool, list[Triple])


@dataclass(frozen=True)
class _Divided:
    """The rows of an answer about all things, by thing."""

    columns: tuple[str, ...]
    rows: Mapping[Iri, Sequence[_Row]]

    def about(self, thing: Iri) -> Table:
        return Table(self.columns, tuple(self.rows.get(thing, ())))


class AskedAtOnce:
    """A graph that does not change, for whoever needs the answers about all of its things."""

    def __init__(self, on: Queryable) -> None:
        self._on = on
        self._tables: dict[str, Table] = {}
        self._truths: dict[str, bool] = {}
        self._graphs: dict[str, list[Triple]] = {}
        self._divided: dict[tuple[str, str], _Divided | None] = {}

    def select(self, text: str) -> Table:
        """Answer a SELECT."""
        return _remembered(self._tables, text, self._on.select)

    def ask(self, text: str) -> bool:
        """Answer an ASK."""
        return _remembered(self._truths, text, self._on.ask)

    def construct(self, text: str) -> list[Triple]:
        """Answer a CONSTRUCT or DESCRIBE."""
        return _remembered(self._graphs, text, self._on.construct)

    def about(self, query: Query, params: Params, prefixes: Prefixes) -> Table | None:
        """Return the answer to a stored question about one thing of the graph.

        None if the question is not of this kind, and has to be asked as it is.
        """
        asked = [one for one in query.parameters if one.name in params or one.required]
        if len(asked) != 1 or asked[0].name not in params or len(params) > 1:
            return None
        value = params[asked[0].name]
        thing = binding.thing(asked[0].type, value, prefixes) if isinstance(value, str) else None
        if thing is None:
            return None
        key = (query.text, asked[0].name)
        if key not in self._divided:
            self._divided[key] = self._answer_about_all(*key)
        divided = self._divided[key]
        return divided.about(thing) if divided else None

    def _answer_about_all(self, text: str, parameter: str) -> _Divided | None:
        question = for_all(text, parameter)
        if question is None:
            return None
        try:
            table = self._on.select(question)
        except StakhError:  # the question as it is will say what is wrong with it
            return None
        rows: dict[Iri, list[_Row]] = {}
        for thing, *row in table.rows:
            if isinstance(thing, Iri):
                rows.setdefault(thing, []).append(tuple(row))
        return _Divided(table.columns[1:], rows)


def _remembered(answers: dict[str, _T], text: str, answer: Callable[[str], _T]) -> _T:
    if text not in answers:
        answers[text] = answer(text)
    return answers[text]

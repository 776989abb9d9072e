"""Answers to queries that are remembered, since many pages ask the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from stakhgraph.rdf.answers import Queryable
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import Triple

__all__ = ["CachedAnswers"]

_T = TypeVar("_T", Table, bool, list[Triple])


class CachedAnswers:
    """A graph whose answers are remembered, so that each query is run only once."""

    def __init__(self, on: Queryable) -> None:
        self._on = on
        self._tables: dict[str, Table] = {}
        self._truths: dict[str, bool] = {}
        self._graphs: dict[str, list[Triple]] = {}

    def select(self, text: str) -> Table:
        """Answer a SELECT."""
        return _cached(self._tables, text, self._on.select)

    def ask(self, text: str) -> bool:
        """Answer an ASK."""
        return _cached(self._truths, text, self._on.ask)

    def construct(self, text: str) -> list[Triple]:
        """Answer a CONSTRUCT or DESCRIBE."""
        return _cached(self._graphs, text, self._on.construct)


def _cached(answers: dict[str, _T], text: str, answer: Callable[[str], _T]) -> _T:
    if text not in answers:
        answers[text] = answer(text)
    return answers[text]

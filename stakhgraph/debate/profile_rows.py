"""The rows that profiles are made of: asked for one thing, or for all of them at once.

Both give the same rows in the same order: that of the query, which begins with the column by which
the rows are chosen.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Protocol, TypeAlias

from stakhgraph.project import Project
from stakhgraph.queries import own_questions
from stakhgraph.rdf.answers import Queryable

Row: TypeAlias = dict[str, str]

_COLUMNS = {
    ("portrait/editions", "by"): ("work", "creator"),
    ("portrait/citations", "end"): ("citing", "cited"),
}
"""The columns that have the values of a parameter, where they are not called as it is."""

_MOST = 500
"""A query lists no more values than these; the rows for more are chosen from the rows for all."""


class ProfileRows(Protocol):
    """Where profiles get the rows of stored questions from."""

    def of(self, name: str, parameter: str, values: Collection[str]) -> list[Row]:
        """Return the rows of a question for each of these values of a parameter."""


class KeptRows:
    """Rows that are asked for once, for all values, and kept."""

    def __init__(self, project: Project, on: Queryable) -> None:
        self._rows = cache(lambda name: own_questions.rows(project, on, name))
        self._by_value = cache(self._places)

    def of(self, name: str, parameter: str, values: Collection[str]) -> list[Row]:
        """Return the rows of a question for each of these values of a parameter."""
        rows, places = self._rows(name), self._by_value(name, parameter)
        return [rows[at] for at in sorted({at for one in values for at in places.get(one, ())})]

    def _places(self, name: str, parameter: str) -> Mapping[str, list[int]]:
        """Return where the rows for each value of a parameter are."""
        columns = _COLUMNS.get((name, parameter), (parameter,))
        found: dict[str, list[int]] = {}
        for at, row in enumerate(self._rows(name)):
            for column in columns:
                found.setdefault(row[column], []).append(at)
        return found


class AskedRows:
    """Rows that are asked for when they are wanted: those for the values, and no others."""

    def __init__(self, project: Project, on: Queryable) -> None:
        self._project, self._on = project, on
        self._kept = KeptRows(project, on)

    def of(self, name: str, parameter: str, values: Collection[str]) -> list[Row]:
        """Return the rows of a question for each of these values of a parameter."""
        if not values:
            return []
        if len(values) > _MOST:
            return self._kept.of(name, parameter, values)
        wanted = {parameter: sorted(values)}
        return own_questions.rows(self._project, self._on, name, **wanted)

"""The stored questions that the program itself asks of a debate.

They stand in the project, where a reader can look at them and change them. A project that was made
for an older program has not all of them, or not with the parameters that are given now; then those
that come with the program are asked instead.
"""

from __future__ import annotations

from collections.abc import Collection

from stakhgraph.errors import UnknownName
from stakhgraph.project import Project
from stakhgraph.queries import answering, catalogue
from stakhgraph.queries.query_file import Query
from stakhgraph.rdf.answers import Queryable
from stakhgraph.rdf.tables import Table


def find(project: Project, name: str, given: Collection[str] = ()) -> Query:
    """Return the project's question of this name, if it has these parameters, or the program's.

    Raises UnknownName if the program has none of that name either.
    """
    try:
        query = catalogue.find(project, name)
    except UnknownName:
        if project.root == (shipped := Project.shipped()).root:
            raise
        return catalogue.find(shipped, name)
    if {parameter.name for parameter in query.parameters}.issuperset(given):
        return query
    return catalogue.find(Project.shipped(), name)


def table(project: Project, on: Queryable, name: str, **params: str | Collection[str]) -> Table:
    """Return the answer to a question; raises as `find` and `answering.run` do."""
    query = find(project, name, params)
    return answering.run(query, on=on, params=params, prefixes=project.prefixes)


def rows(
    project: Project, on: Queryable, name: str, **params: str | Collection[str]
) -> list[dict[str, str]]:
    """Return the rows of the answer to a question, as text by column; raises as `table` does."""
    return list(table(project, on, name, **params).records())

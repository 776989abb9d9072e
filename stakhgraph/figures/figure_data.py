"""The data of a figure: the project's queries, run on any store or endpoint.

The names of the queries and the documents that they name are remembered for the caption.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from stakhgraph.debate.dating import Dating, datings
from stakhgraph.figures.options import BASES
from stakhgraph.project import Project
from stakhgraph.queries import own_questions
from stakhgraph.rdf.answers import Queryable
from stakhgraph.rdf.tables import Table

__all__ = ["FigureData", "FigureSource", "provenance"]

_EDITIONS = "drawings/editions"


class FigureSource:
    """One state of a graph; what every figure of it needs is asked only once."""

    def __init__(self, project: Project, store: Queryable) -> None:
        self.project = project
        self.store = store

    def table(self, name: str, **params: str) -> Table:
        """Return the answer to one of the project's queries."""
        return own_questions.table(self.project, self.store, name, **params)

    @cached_property
    def datings(self) -> Mapping[str, Dating]:
        """The years of each edition."""
        return datings(self.table(_EDITIONS).records())

    @cached_property
    def subjects(self) -> Sequence[Mapping[str, str]]:
        """The rows of all that figures can be about."""
        return tuple(self.table("drawings/subjects").records())

    @cached_property
    def release(self) -> Sequence[Mapping[str, str]]:
        """The rows of all documents, with the version of the data."""
        return tuple(self.table("drawings/release").records())


@dataclass(frozen=True)
class FigureData:
    """The source of a figure, and the names of the queries run so far, in order."""

    source: FigureSource
    basis: str
    names: list[str] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)

    def table(self, name: str, **params: str) -> Table:
        """Run a query, and remember its name."""
        self._remember(name)
        return self.source.table(name, **params)

    def rows(self, name: str, **params: str) -> list[dict[str, str]]:
        """Return the rows of an answer, and remember the documents that they name."""
        found = list(self.table(name, **params).records())
        self.documents.update(row["document"] for row in found if row.get("document"))
        return found

    def datings(self) -> Mapping[str, Dating]:
        """Return the years of each edition, and remember the name of their query."""
        self._remember(_EDITIONS)
        return self.source.datings

    def caption(self, *sentences: str, every: bool = False) -> tuple[str, ...]:
        """Return a caption: some sentences, then documents, version of the data, and queries.

        The documents are those that the answers name, or with ``every`` all of them.
        """
        rows = self.source.release
        documents = sorted((not every and self.documents) or {row["document"] for row in rows})
        versions = dict.fromkeys(
            " of ".join(filter(None, (row["version"], row["modified"]))) for row in rows
        )
        version = "; ".join(filter(None, versions)) or "not given"
        return (
            *sentences,
            f"Documents: {'; '.join(documents) or 'none'}. Data: version {version}.",
            f"{BASES[self.basis]} Queries: {', '.join(self.names)}.",
        )

    def _remember(self, name: str) -> None:
        if name not in self.names:
            self.names.append(name)


def provenance(
    project: Project, store: Queryable, basis: str, names: Sequence[str]
) -> tuple[str, ...]:
    """Return the last lines of a caption: documents, version of the data, years, queries."""
    return FigureData(FigureSource(project, store), basis, list(names)).caption(every=True)

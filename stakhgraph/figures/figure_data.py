"""The data of a figure: the project's queries, run on any store or endpoint.

The names of the queries and the documents that they name are remembered for the caption.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from stakhgraph.figures.options import BASES
from stakhgraph.project import Project
from stakhgraph.queries import answering, catalogue
from stakhgraph.rdf.answers import Queryable
from stakhgraph.rdf.tables import Table

__all__ = ["FigureData", "provenance"]


@dataclass(frozen=True)
class FigureData:
    """A project, a store, and the names of the queries run so far, in order."""

    project: Project
    store: Queryable
    basis: str
    names: list[str] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)

    def table(self, name: str, **params: str) -> Table:
        """Run a query, and remember its name."""
        if name not in self.names:
            self.names.append(name)
        query = catalogue.find(self.project, name)
        return answering.run(query, on=self.store, params=params, prefixes=self.project.prefixes)

    def rows(self, name: str, **params: str) -> list[dict[str, str]]:
        """Return the rows of an answer, and remember the documents that they name."""
        found = list(self.table(name, **params).records())
        self.documents.update(row["document"] for row in found if row.get("document"))
        return found

    def caption(self, *sentences: str, every: bool = False) -> tuple[str, ...]:
        """Return a caption: some sentences, then documents, version of the data, and queries.

        The documents are those that the answers name, or with ``every`` all of them.
        """
        release = catalogue.find(self.project, "drawings/release")
        rows = list(answering.run(release, on=self.store).records())
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


def provenance(
    project: Project, store: Queryable, basis: str, names: Sequence[str]
) -> tuple[str, ...]:
    """Return the last lines of a caption: documents, version of the data, years, queries."""
    return FigureData(project, store, basis, list(names)).caption(every=True)

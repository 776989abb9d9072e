"""The graphs that a query is about: https://www.w3.org/TR/sparql11-query/#rdfDataset."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Dataset:
    """Graphs by IRI: ``default`` are merged into the default graph, ``named`` have their names."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

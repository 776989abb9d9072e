"""What exports are made from: the parsed triples of the graph, and the ontology's words for them.

Exports are made from parsed files and not from a store, so that a literal comes out as its author
wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from stakhgraph.project import Project
from stakhgraph.rdf.parse import parse_file
from stakhgraph.rdf.terms import ID, Blank, Iri, Term, Triple
from stakhgraph.rdf.triple_index import Index

GRAPHS = "https://w3id.org/stakhgraph/graph/"
"""The base IRI of the named graphs in TriG and N-Quads: one for each file of graph/."""

_THINGS = f"""CONSTRUCT {{ ?thing ?property ?value }} WHERE {{
  ?thing ?property ?value .
  FILTER(STRSTARTS(STR(?thing), "{ID}"))
}}"""


class Constructing(Protocol):
    """Anything that answers a CONSTRUCT: a store here, or a distant endpoint."""

    def construct(self, text: str) -> list[Triple]:
        """Answer a CONSTRUCT."""


@dataclass(frozen=True)
class Material:
    """The triples of each file of graph/, with indexes over them."""

    project: Project
    files: Mapping[Path, tuple[Triple, ...]]

    @property
    def triples(self) -> Iterable[Triple]:
        """The triples of all files."""
        return (triple for triples in self.files.values() for triple in triples)

    @cached_property
    def graphs(self) -> dict[Iri, tuple[Triple, ...]]:
        """The triples by the name of the graph of their file."""
        return {Iri(GRAPHS + _plain(file.stem)): triples for file, triples in self.files.items()}

    @cached_property
    def graph(self) -> Index:
        """The statements of graph/."""
        return Index.of(self.triples)

    @cached_property
    def all(self) -> Index:
        """The statements of graph/ and ontology/, which names classes, attitudes and the like."""
        words = (triple for file in self.project.ontology for triple in _parsed(self.project, file))
        return Index.of((*self.triples, *words))


def collect(project: Project, on: Constructing | None = None) -> Material:
    """Return what exports are made from: the files of graph/, parsed.

    With ``on``, a store or an endpoint, it is what that states of the project's things, as one
    graph ``held``; a store may spell numbers and dates in its own way.

    Raises ParseError and UnreadableFile for files, and what ``on`` raises.
    """
    if on is not None:
        return Material(project, {Path("held.ttl"): tuple(on.construct(_THINGS))})
    return Material(project, {file: _parsed(project, file) for file in project.graph})


def _parsed(project: Project, file: Path) -> tuple[Triple, ...]:
    """Return the triples of a file, with its blank nodes numbered in their order.

    A parser invents their labels anew on every run, and the same label in two files is two nodes.
    """
    labels: dict[Blank, Blank] = {}

    def named(term: Term) -> Any:
        if not isinstance(term, Blank):
            return term
        return labels.setdefault(term, Blank(f"{_plain(file.stem)}-{len(labels) + 1}"))

    found = parse_file(file, where=project.name(file))
    return tuple((named(s), p, named(o)) for s, p, o in found)


def _plain(stem: str) -> str:
    return re.sub(r"[^A-Za-z0-9-]", lambda match: f"_{ord(match[0]):X}", stem)

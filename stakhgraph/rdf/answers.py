"""What a query is answered with: a table, a graph, or true or false.

SELECT is answered with a `Table`, CONSTRUCT and DESCRIBE with `Triples`, ASK with a `Truth`;
`stakhgraph.rdf.answer_formats` writes them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING, Protocol, TypeAlias

from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.rdflib_terms import to_rdflib
from stakhgraph.rdf.serialisers import turtle
from stakhgraph.rdf.sparql.guard import guard
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import Triple

if TYPE_CHECKING:
    from networkx import MultiDiGraph
    from rdflib import Graph


@dataclass(frozen=True)
class Truth:
    """The answer to an ASK."""

    value: bool

    def __bool__(self) -> bool:
        """Return whether the answer is yes."""
        return self.value

    def word(self) -> str:
        """Return ``true`` or ``false``."""
        return str(self.value).lower()


@dataclass(frozen=True)
class Triples:
    """The answer to a CONSTRUCT or DESCRIBE: each triple once, sorted by its text."""

    triples: tuple[Triple, ...]

    def __len__(self) -> int:
        """Return the number of triples."""
        return len(self.triples)

    def table(self) -> Table:
        """Return the triples as a table with the columns subject, predicate and object."""
        return Table(("subject", "predicate", "object"), self.triples)

    def to_turtle(self, *, prefixes: Prefixes | None = None) -> str:
        """Return Turtle with these prefixes."""
        return turtle.serialise(self.triples, prefixes or Prefixes({}))

    def to_rdflib(self) -> Graph:
        """Return an rdflib graph."""
        from rdflib import Graph

        graph = Graph(bind_namespaces="none")
        for subject, predicate, value in self.triples:
            graph.add((to_rdflib(subject), to_rdflib(predicate), to_rdflib(value)))
        return graph

    def to_networkx(self) -> MultiDiGraph[str]:
        """Return a network with an arc for each triple; its attribute is the predicate."""
        return self.table().to_networkx("subject", "object")

    def _repr_html_(self) -> str:
        """Show the Turtle in a notebook."""
        return f"<pre>{escape(self.to_turtle())}</pre>"


Answer: TypeAlias = Table | Triples | Truth


class Queryable(Protocol):
    """Anything that answers queries: a store here, one in another process, a distant endpoint."""

    def select(self, text: str) -> Table:
        """Answer a SELECT."""

    def ask(self, text: str) -> bool:
        """Answer an ASK."""

    def construct(self, text: str) -> list[Triple]:
        """Answer a CONSTRUCT or DESCRIBE with triples, each once, sorted by their text."""


def answer(on: Queryable, text: str) -> Answer:
    """Answer a query of any form; QuerySyntaxError for a text that is refused."""
    # Whether FROM may name a graph is for the store to say: a distant one has its own.
    match guard(text, datasets=True):
        case "SELECT":
            return on.select(text)
        case "ASK":
            return Truth(on.ask(text))
        case _:
            return Triples(tuple(on.construct(text)))


def truncate(answer: Answer, most: int) -> Answer:
    """Return the answer with its first ``most`` rows or triples only."""
    match answer:
        case Table():
            return replace(answer, rows=answer.rows[:most])
        case Triples():
            return Triples(answer.triples[:most])
    return answer

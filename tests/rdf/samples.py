"""A table, a graph and three IRIs, for the tests of stores and answers."""

from stakhgraph.rdf.answers import Triples
from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import XSD, Blank, Iri, Literal

PERSON = "https://w3id.org/stakhgraph/id/person/"
NAMES = Prefixes({"person": PERSON})
TABLE = Table(
    ("who", "said"),
    (
        (Iri(f"{PERSON}nove-alec"), Literal("no | <b>\n", language="en")),
        (Blank("b1"), Literal("01", f"{XSD}integer")),
        (None, Literal("=1+1")),
    ),
)
GRAPH = Triples(
    (
        (Iri(f"{PERSON}nove-alec"), Iri("http://example.org/said"), Literal("01", f"{XSD}integer")),
        (Iri(f"{PERSON}nove-alec"), Iri("http://example.org/saw"), Blank("b1")),
    )
)
S, P, O = Iri("http://example.org/s"), Iri("http://example.org/p"), Iri("http://example.org/o")

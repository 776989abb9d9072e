"""Descriptions of the service and of its data: SPARQL 1.1 Service Description, and VoID.

https://www.w3.org/TR/sparql11-service-description/ and https://www.w3.org/TR/void/.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from stakhgraph.rdf.terms import RDF_TYPE, XSD, Blank, Iri, Literal, Term, Triple
from stakhgraph.rdf.workers.pool import Pool

__all__ = ["service_description", "void_description"]

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
FORMATS = "http://www.w3.org/ns/formats/"
DCTERMS = "http://purl.org/dc/terms/"
_TYPE = Iri(RDF_TYPE)
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPHS = ("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads")


def service_description(endpoint: str, graphs: Mapping[str, int]) -> list[Triple]:
    """Return the description of the service at an address that holds these graphs.

    ``graphs`` are names with numbers of triples; the name of the default graph is empty.
    """
    return list(_service(endpoint, graphs))


def _service(endpoint: str, graphs: Mapping[str, int]) -> Iterator[Triple]:
    service, data, default = Iri(endpoint), Blank("dataset"), Blank("default")
    yield service, _TYPE, Iri(f"{SD}Service")
    yield service, Iri(f"{SD}endpoint"), service
    yield service, Iri(f"{SD}supportedLanguage"), Iri(f"{SD}SPARQL11Query")
    for name in (*_RESULTS, *_GRAPHS):
        yield service, Iri(f"{SD}resultFormat"), Iri(f"{FORMATS}{name}")
    yield service, Iri(f"{SD}defaultDataset"), data
    yield data, _TYPE, Iri(f"{SD}Dataset")
    yield data, Iri(f"{SD}defaultGraph"), default
    yield default, _TYPE, Iri(f"{SD}Graph")
    yield default, Iri(f"{VOID}triples"), _number(graphs.get("", 0))
    for at, (name, count) in enumerate((n, c) for n, c in graphs.items() if n):
        named, graph = Blank(f"named{at}"), Blank(f"graph{at}")
        yield data, Iri(f"{SD}namedGraph"), named
        yield named, _TYPE, Iri(f"{SD}NamedGraph")
        yield named, Iri(f"{SD}name"), Iri(name)
        yield named, Iri(f"{SD}graph"), graph
        yield graph, _TYPE, Iri(f"{SD}Graph")
        yield graph, Iri(f"{VOID}triples"), _number(count)


def void_description(address: str, on: Pool, licence: str = "") -> list[Triple]:
    """Return the description of the data at an address: sizes, classes and properties.

    All graphs are counted together, a triple that is in several of them once. ``licence`` is the
    IRI of the licence that the data state; without one, none is claimed.
    """
    return list(_dataset(address, on, licence))


def _dataset(address: str, on: Pool, licence: str) -> Iterator[Triple]:
    data = Iri(f"{address}/.well-known/void#dataset")
    yield data, _TYPE, Iri(f"{VOID}Dataset")
    yield data, Iri(f"{VOID}sparqlEndpoint"), Iri(f"{address}/sparql")
    for name in on.graphs() or ("",):
        query = f"graph={quote(name, safe='')}" if name else "default"
        yield data, Iri(f"{VOID}dataDump"), Iri(f"{address}/store?{query}")
    if licence:
        yield data, Iri(f"{DCTERMS}license"), Iri(licence)
    for name in _GRAPHS:
        yield data, Iri(f"{VOID}feature"), Iri(f"{FORMATS}{name}")
    for name, text in _COUNTS.items():
        (row,) = on.select(text).records()
        yield data, Iri(f"{VOID}{name}"), _number(int(row["n"]))
    for part, kind, count, text in _PARTS:
        for at, row in enumerate(on.select(text).records()):
            node = Blank(f"{kind}{at}")
            yield data, Iri(f"{VOID}{part}"), node
            yield node, Iri(f"{VOID}{kind}"), Iri(row["what"])
            yield node, Iri(f"{VOID}{count}"), _number(int(row["n"]))


_ALL = "{ ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } }"
_TYPED = "{ ?s a ?what } UNION { GRAPH ?g { ?s a ?what } }"
_COUNTS = {
    "triples": f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT ?s ?p ?o {{ {_ALL} }} }}",
    "distinctSubjects": f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ {_ALL} }}",
    "distinctObjects": f"SELECT (COUNT(DISTINCT ?o) AS ?n) {{ {_ALL} }}",
    "classes": f"SELECT (COUNT(DISTINCT ?what) AS ?n) {{ {_TYPED} }}",
    "properties": f"SELECT (COUNT(DISTINCT ?p) AS ?n) {{ {_ALL} }}",
}
_BY_CLASS = f"""SELECT ?what (COUNT(DISTINCT ?s) AS ?n) {{ {_TYPED} FILTER(isIRI(?what)) }}
GROUP BY ?what ORDER BY ?what"""
_BY_PROPERTY = f"""SELECT ?what (COUNT(*) AS ?n)
{{ SELECT DISTINCT ?s (?p AS ?what) ?o {{ {_ALL} }} }} GROUP BY ?what ORDER BY ?what"""
_PARTS = (
    ("classPartition", "class", "entities", _BY_CLASS),
    ("propertyPartition", "property", "triples", _BY_PROPERTY),
)


def _number(count: int) -> Term:
    return Literal(str(count), f"{XSD}integer")

"""The readers that are fuzzed, by name: their examples, their grammar, and how they are made to read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.fuzz import corpus
from tests.fuzz.mutation import Grammar
from tests.fuzz.readers import endpoints, names, networks, project_files, queries, rdf, requests
from tests.fuzz.verdict import Reader


@dataclass(frozen=True)
class Target:
    """A reader: ``prepare`` returns it, with a folder of its own.

    ``bounded`` says whether it must end by itself. What is not bounded runs, in the program, in a
    process that is ended after its time; to take long is then no fault, and it has little time.
    """

    prepare: Callable[[Path], Reader]
    examples: Callable[[], Sequence[bytes]]
    grammar: Grammar
    bounded: bool = True


def _rdf(media_type: str, grammar: Grammar, examples: Callable[[], Sequence[bytes]]) -> Target:
    return Target(partial(rdf.document, media_type), examples, grammar)


def _network(suffix: str, grammar: Grammar, examples: Callable[[], Sequence[bytes]]) -> Target:
    return Target(partial(networks.network, suffix), examples, grammar)


def _shelf(pattern: str, *more: bytes) -> tuple[bytes, ...]:
    return (*corpus.files(pattern, under=corpus.NETWORKS), *more)


def _turtle() -> tuple[bytes, ...]:
    mini = corpus.files("*.ttl", under=corpus.ROOT / "tests" / "mini")
    return (*mini, *corpus.suite("turtle", "*.ttl"), *corpus.suite("n3", "*.ttl"))


def _queries() -> tuple[bytes, ...]:
    own = corpus.files("*.rq", under=corpus.ROOT / "queries")
    return (
        *corpus.QUERIES,
        *own,
        *corpus.suite("sparql11", "*.rq"),
        *corpus.suite("dawg-data-r2", "*.rq"),
    )


TARGETS: Mapping[str, Target] = {
    "turtle": _rdf("text/turtle", corpus.TURTLE, _turtle),
    "trig": _rdf(
        "application/trig", corpus.TURTLE, lambda: (*corpus.TRIG, *corpus.suite("trig", "*.trig"))
    ),
    "n-triples": _rdf(
        "application/n-triples",
        corpus.TURTLE,
        lambda: (*corpus.NQUADS[1:], *corpus.suite("ntriples", "*.nt")),
    ),
    "n-quads": _rdf(
        "application/n-quads",
        corpus.TURTLE,
        lambda: (*corpus.NQUADS, *corpus.suite("nquads", "*.nq")),
    ),
    "rdf-xml": _rdf(
        "application/rdf+xml",
        corpus.XML,
        lambda: (*corpus.RDF_XML, *corpus.suite("rdf-xml", "*.rdf")),
    ),
    "json-ld": _rdf("application/ld+json", corpus.JSON, lambda: corpus.JSON_LD),
    "pajek": _network(".net", corpus.PAJEK, lambda: _shelf("*.net", *_shelf("*.paj"))),
    "graphml": _network(".graphml", corpus.XML, lambda: _shelf("*.graphml")),
    "gexf": _network(".gexf", corpus.XML, lambda: _shelf("*.gexf")),
    "gml": _network(".gml", corpus.GML, lambda: corpus.GML_TEXT),
    "node-link": _network(".json", corpus.JSON, lambda: _shelf("*.json", *corpus.NODE_LINK)),
    "table": _network(".csv", corpus.TABLE, lambda: _shelf("*.csv", *corpus.TABLES)),
    "adjacency": Target(
        partial(networks.network, ".txt", form="adjacency"), lambda: corpus.ADJACENCY, corpus.TABLE
    ),
    "openalex": _network(".jsonl", corpus.JSON, lambda: _shelf("*.jsonl", *corpus.WORKS)),
    "years": Target(networks.years, lambda: corpus.YEARS, corpus.TABLE),
    "answer-json": Target(endpoints.results, lambda: corpus.ANSWERS, corpus.JSON),
    "answer-turtle": Target(partial(endpoints.graph, "text/turtle"), _turtle, corpus.TURTLE),
    "answer-xml": Target(
        partial(endpoints.graph, "application/rdf+xml"), lambda: corpus.RDF_XML, corpus.XML
    ),
    "answer-http": Target(endpoints.exchange, endpoints.examples, corpus.HTTP),
    "prefixes": Target(project_files.prefixes, _turtle, corpus.TURTLE),
    "query-file": Target(project_files.query_file, lambda: corpus.QUERY_HEADS, corpus.SPARQL),
    "site": Target(
        project_files.site, lambda: corpus.SITE, Grammar((b"title = ", b"[", b"]", b'"""'))
    ),
    "places": Target(project_files.places, _turtle, corpus.TURTLE),
    "layout": Target(project_files.layout, _turtle, corpus.TURTLE),
    "sparql": Target(queries.query, _queries, corpus.SPARQL, bounded=False),
    "request": Target(requests.request, lambda: tuple(corpus.requests()), corpus.HTTP),
    "date": Target(names.date, lambda: corpus.DATES, corpus.PLAIN),
    "name": Target(names.name, lambda: corpus.NAMES, corpus.PLAIN),
}
"""Every reader of what somebody else may have written."""

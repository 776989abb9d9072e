"""W3C's tests of SPARQL 1.0 and 1.1 queries, answered by our store behind our guard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from rdflib import Namespace

from stakhgraph.errors import QuerySyntaxError
from stakhgraph.rdf.answers import Answer, Triples, Truth
from stakhgraph.rdf.oxigraph.querying import resolve
from stakhgraph.rdf.oxigraph.store import OxigraphStore
from stakhgraph.rdf.oxigraph.terms import from_oxigraph
from stakhgraph.rdf.sparql.query_text import graphs
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import Blank, Literal, Term
from tests.suites.w3c import MF, entries, path_of, quads_of, same

QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
# Not about queries of one store: updates, other servers, inference, protocols.
ELSEWHERE = ("syntax-update", "syntax-fed", "service", "entailment", "http-", "protocol")
RESULTS = {
    ".srx": ox.QueryResultsFormat.XML,
    ".srj": ox.QueryResultsFormat.JSON,
    ".tsv": ox.QueryResultsFormat.TSV,
}


@dataclass(frozen=True)
class Case:
    """One test: a query, the files it is about, and the file with the answer."""

    name: str
    kind: str
    query: Path
    default: tuple[Path, ...]
    named: tuple[Path, ...]
    result: Path | None

    @property
    def text(self) -> str:
        return self.query.read_bytes().decode("utf-8")

    @property
    def base(self) -> str:
        return self.query.as_uri()

    def quads(self) -> list[ox.Quad]:
        """Give the data: also that of the graphs that FROM names."""
        data = [quad for path in self.default for quad in quads_of(path)]
        named = graphs(self.text, resolve=resolve, base=self.base)
        for iri in dict.fromkeys((*(path.as_uri() for path in self.named), *named)):
            file = path_of(iri)
            data += quads_of(file, graph=iri) if file.is_file() else [_in(ox.NamedNode(iri))]
        return data

    def answer(self) -> Answer:
        store = OxigraphStore()
        store.load_snapshot(bytes(ox.serialize(self.quads(), format=ox.RdfFormat.N_QUADS) or b""))
        return store.answer(self.text, base=self.base)

    def error(self) -> str:
        """Return the error with which we refuse the query; empty if it is answered."""
        try:
            self.answer()
        except QuerySyntaxError as exc:
            return str(exc)
        return ""

    def passes(self) -> bool:
        assert self.result is not None
        answer = self.answer()
        if isinstance(answer, Triples):
            return same(_held(_of_triples(answer)), _held(quads_of(self.result)))
        if self.result.suffix == ".csv":
            assert isinstance(answer, Table)
            lines = self.result.read_bytes().decode().split()
            return len(lines) == len(answer) + 1
        if self.result.suffix in (".ttl", ".rdf"):
            expected = _result_set(quads_of(self.result))
            return same(_held(_of_answer(answer)), _held(expected))
        results = ox.parse_query_results(path=self.result, format=RESULTS[self.result.suffix])
        if isinstance(results, ox.QueryBoolean):
            return answer == Truth(bool(results))
        names = [variable.value for variable in results.variables]
        rows = tuple(tuple(c and from_oxigraph(c) for c in row) for row in results)
        return same(_held(_of_answer(answer)), _held(_of_answer(Table(tuple(names), rows))))


def cases(folder: Path) -> Iterator[Case]:
    """Give the cases of all manifests about queries."""
    for suite in ("sparql11", "dawg-data-r2"):
        for manifest in sorted((folder / suite).glob("*/manifest.ttl")):
            if not manifest.parent.name.startswith(ELSEWHERE):
                yield from _cases(manifest)


def _cases(manifest: Path) -> Iterator[Case]:
    for graph, entry, kind in entries(manifest):
        action = graph.value(entry, MF.action)
        query = graph.value(action, QT.query) or action
        result = graph.value(entry, MF.result)
        if "Update" in kind or not str(query).endswith(".rq"):
            continue
        yield Case(
            f"{manifest.parent.name}/{str(entry).rpartition('#')[2]}",
            kind,
            path_of(query),
            tuple(map(path_of, graph.objects(action, QT.data))),
            tuple(map(path_of, graph.objects(action, QT.graphData))),
            path_of(result) if result is not None else None,
        )


def _in(graph: ox.NamedNode) -> ox.Quad:
    """Give a quad, so that there is a graph of this name."""
    return ox.Quad(graph, graph, graph, graph)


def _term(term: Term) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if isinstance(term, Blank):
        return ox.BlankNode(term.value)
    if isinstance(term, Literal):
        if term.language:
            return ox.Literal(term.value, language=term.language)
        return ox.Literal(
            term.value, datatype=ox.NamedNode(term.datatype) if term.datatype else None
        )
    return ox.NamedNode(term.value)


def _of_triples(answer: Triples) -> list[ox.Quad]:
    return [ox.Quad(*map(_term, triple)) for triple in answer.triples]  # type: ignore[arg-type]


def _of_answer(answer: Answer) -> list[ox.Quad]:
    """Give an answer as a graph: a blank node for each row, a property for each cell."""
    if isinstance(answer, Truth):
        return [ox.Quad(ox.NamedNode("x:answer"), ox.NamedNode("x:is"), ox.Literal(answer.value))]
    assert isinstance(answer, Table)
    found = []
    for row in answer.rows:
        node = ox.BlankNode()
        found.append(ox.Quad(node, ox.NamedNode("x:in"), ox.NamedNode("x:answer")))
        found += [
            ox.Quad(node, ox.NamedNode(f"x:{name}"), _term(cell))
            for name, cell in zip(answer.columns, row, strict=True)
            if cell is not None
        ]
    return found


def _result_set(written: list[ox.Quad]) -> list[ox.Quad]:
    """Give a result set, as the older suite writes it, in the form of `_of_answer`."""
    by_subject: dict[object, dict[str, list[ox.Term]]] = {}
    for quad in written:
        name = quad.predicate.value.removeprefix(RS)
        by_subject.setdefault(quad.subject, {}).setdefault(name, []).append(quad.object)
    found = []
    for about in by_subject.values():
        if "boolean" in about:
            found.append(
                ox.Quad(ox.NamedNode("x:answer"), ox.NamedNode("x:is"), about["boolean"][0])
            )
        for solution in about.get("solution", ()):
            node = ox.BlankNode()
            found.append(ox.Quad(node, ox.NamedNode("x:in"), ox.NamedNode("x:answer")))
            for binding in by_subject.get(solution, {}).get("binding", ()):
                cell = by_subject[binding]
                name = ox.NamedNode(f"x:{cell['variable'][0].value}")
                found.append(ox.Quad(node, name, cell["value"][0]))
    return found


def _held(quads: list[ox.Quad]) -> list[ox.Quad]:
    """Give quads with the spelling of values that a store has."""
    store = ox.Store()
    store.extend(quads)
    return list(store)

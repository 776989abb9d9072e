"""A loaded graph that answers queries: embedded Oxigraph by default, or rdflib.

The default store keeps values, not their spelling: ``01`` becomes ``1`` and ``1.50`` becomes
``1.5``. `triples` gives what the author wrote.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pyoxigraph as ox

from stakhgraph.errors import Failure, ParseError, QuerySyntaxError, UnknownName
from stakhgraph.files import NamedFile, read_text
from stakhgraph.rdf import query_text
from stakhgraph.rdf.answers import Answer, Triples, Truth
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import XSD, Blank, Iri, Literal, Term, Triple, in_order

if TYPE_CHECKING:
    from rdflib import Graph

ENGINES = ("oxigraph", "rdflib")
"""The engines that `load` knows; the first is the default."""

# All that pyoxigraph raises; a MemoryError is told as a failure of the query too.
FOREIGN = (SyntaxError, ValueError, OSError, RuntimeError, MemoryError)

_HINT = re.compile(r"The [A-Z]+ [^,\[]*")


@dataclass(frozen=True)
class Dataset:
    """What a request wants to be asked: the graphs that make up the default one, and named ones."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class Store(Protocol):
    """A graph that can be asked. Each method raises QuerySyntaxError for a text that it refuses."""

    @property
    def size(self) -> int:
        """The number of triples."""

    def read(self, text: str, *, where: str) -> None:
        """Add the triples of a Turtle text, all or none; ParseError with ``where:line:column``."""

    def select(self, text: str) -> Table:
        """Answer a SELECT."""

    def ask(self, text: str) -> bool:
        """Answer an ASK."""

    def graph(self) -> "Graph":
        """Give the triples as an rdflib graph, for the libraries that work on one."""

    def construct(self, text: str) -> list[Triple]:
        """Answer a CONSTRUCT or DESCRIBE with triples, each once, sorted by their text."""


class OxigraphStore:
    """The default graph of an embedded Oxigraph, in memory.

    >>> store = OxigraphStore([(Iri("ex:a"), Iri("ex:b"), Literal("c"))])
    >>> store.select("SELECT ?o WHERE { ?s ?p ?o }").rows
    ((Literal(value='c', datatype=None, language=None),),)
    """

    def __init__(self, triples: Iterable[Triple] = ()) -> None:
        """Hold these triples; Failure when a term cannot be held."""
        self._store = ox.Store()
        try:
            self._store.extend(map(_quad, triples))
        except FOREIGN as exc:
            raise Failure(f"a triple cannot be stored: {exc}") from exc

    @property
    def size(self) -> int:
        """The number of triples."""
        return len(self._store)

    def read(self, text: str, *, where: str) -> None:
        """Add the triples of a Turtle text, all or none; ParseError with ``where:line:column``."""
        try:
            self._store.load(text.encode(), format=ox.RdfFormat.TURTLE)
        except FOREIGN as exc:
            raise _parse_error(exc, where) from exc

    def graph(self) -> "Graph":
        """Give an rdflib graph whose triples and queries come from this store."""
        from oxrdflib import OxigraphStore as Bridge
        from rdflib.graph import DATASET_DEFAULT_GRAPH_ID, Graph

        return Graph(Bridge(store=self._store), DATASET_DEFAULT_GRAPH_ID, bind_namespaces="none")

    def select(self, text: str) -> Table:
        """Answer a SELECT."""
        _require(text, "SELECT")
        found = self._answered(text)
        assert isinstance(found, Table)
        return found

    def ask(self, text: str) -> bool:
        """Answer an ASK."""
        _require(text, "ASK")
        return bool(self._answered(text))

    def construct(self, text: str) -> list[Triple]:
        """Answer a CONSTRUCT or DESCRIBE with triples, each once, sorted by their text."""
        _require(text, "CONSTRUCT", "DESCRIBE")
        found = self._answered(text)
        assert isinstance(found, Triples)
        return list(found.triples)

    def answer(
        self, text: str, *, dataset: Dataset | None = None, most: int | None = None
    ) -> Answer:
        """Answer a query of any form, whose FROM names graphs that are held here.

        ``dataset`` stands in the place of whatever FROM says. No more than ``most`` rows or triples
        are given. Raises QuerySyntaxError also for a graph that is not held: nothing is fetched.
        """
        query_text.guard(text, datasets=True)
        chosen = (*dataset.default, *dataset.named) if dataset else query_text.graphs(text)
        for name in chosen:
            self._require_graph(name)
        if dataset is None:
            return self._answered(text, most=most)
        default, named = (list(map(ox.NamedNode, g)) for g in (dataset.default, dataset.named))
        return self._answered(text, most=most, default_graph=default, named_graphs=named)

    def graphs(self) -> dict[str, int]:
        """Give the names of the graphs that are held, with the number of triples of each.

        The default graph has no name, and stands under the empty text if it holds anything.
        """
        named = {
            graph.value: sum(1 for _ in self._store.quads_for_pattern(None, None, None, graph))
            for graph in self._store.named_graphs()
            if isinstance(graph, ox.NamedNode)
        }
        rest = len(self._store) - sum(named.values())
        return {**({"": rest} if rest else {}), **dict(sorted(named.items()))}

    def load(self, data: bytes, *, media_type: str, where: str) -> None:
        """Add a document of any RDF format, with its graphs, all or nothing.

        Nothing that it names is fetched. Raises ParseError with ``where:line:column``.
        """
        form = ox.RdfFormat.from_media_type(media_type)
        if form is None:
            raise ParseError(f"{media_type} is no form of RDF", where=where)
        base = f"file:///{where.rpartition('/')[2]}" if form != ox.RdfFormat.N_QUADS else None
        try:
            self._store.load(data, format=form, base_iri=base)
        except FOREIGN as exc:
            raise _parse_error(exc, where) from exc

    def snapshot(self) -> bytes:
        """Give all that is held as N-Quads, which are the fastest to load again."""
        return bytes(self._store.dump(format=ox.RdfFormat.N_QUADS) or b"")

    def _require_graph(self, name: str) -> None:
        try:
            held = self._store.contains_named_graph(ox.NamedNode(name))
        except FOREIGN as exc:
            raise QuerySyntaxError(f"no IRI of a graph: {name[:80]!r}") from exc
        if not held:
            raise QuerySyntaxError(
                f"there is no graph <{name}> here, and nothing is fetched",
                remedy="The service description names the graphs that there are.",
            )

    def _answered(self, text: str, *, most: int | None = None, **dataset: Any) -> Answer:
        try:
            found = self._store.query(text, **dataset)
            if isinstance(found, ox.QuerySolutions):
                given = [variable.value for variable in found.variables]
                columns = query_text.as_written(text, given)
                places = [given.index(name) for name in columns]
                rows = ([_cell(row[at]) for at in places] for row in islice(found, most))
                return Table(columns, tuple(map(tuple, rows)))
            if isinstance(found, ox.QueryTriples):
                return Triples(tuple(in_order(map(_triple, islice(found, most)))))
            return Truth(bool(found))
        except FOREIGN as exc:
            raise _query_error(exc, text) from exc


def load(files: Iterable[NamedFile], *, engine: str = ENGINES[0]) -> Store:
    """Load Turtle files into a new store.

    Raises ParseError for Turtle that does not parse, UnreadableFile for what cannot be read, and
    UnknownName for an engine that there is none of.
    """
    store = of_triples((), engine=engine)
    for file in files:
        store.read(read_text(file.path, empty=True), where=file.name)
    return store


MEDIA = {
    ".ttl": "text/turtle",
    ".nt": "application/n-triples",
    ".nq": "application/n-quads",
    ".trig": "application/trig",
    ".rdf": "application/rdf+xml",
    ".owl": "application/rdf+xml",
    ".xml": "application/rdf+xml",
    ".jsonld": "application/ld+json",
    ".json": "application/ld+json",
}
"""Media types of RDF by the ending of a file."""


def load_file(store: OxigraphStore, file: Path) -> None:
    """Add a file of any RDF format, as its ending says.

    Raises ParseError with ``file:line:column``, UnreadableFile, and UnknownName for another ending.
    """
    media = MEDIA.get(file.suffix.lower())
    if media is None:
        raise UnknownName(
            f"no form of RDF ends in {file.suffix or 'nothing'!r}",
            where=str(file),
            remedy=f"Known are {', '.join(MEDIA)}.",
        )
    store.load(read_text(file, empty=True).encode(), media_type=media, where=str(file))


def of_triples(triples: Iterable[Triple], *, engine: str = ENGINES[0]) -> Store:
    """Give a store that holds just these triples; UnknownName if there is no such engine."""
    if engine == "oxigraph":
        return OxigraphStore(triples)
    if engine == "rdflib":
        from stakhgraph.rdf.rdflib_store import RdflibStore

        return RdflibStore(triples)
    raise UnknownName(f"no engine {engine!r}", remedy=f"Choose one of {', '.join(ENGINES)}.")


def triples(file: Path, *, where: str | None = None) -> Iterator[Triple]:
    """Give the triples of a Turtle file in its order, spelt as they stand there.

    Raises ParseError with ``where:line:column`` (by default the file's path) and UnreadableFile.
    """
    text = read_text(file, empty=True)
    try:
        for quad in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE):
            yield _triple(quad)
    except FOREIGN as exc:
        raise _parse_error(exc, where or str(file)) from exc


def parsed(data: bytes, media_type: str, *, where: str) -> list[Triple]:
    """Give the triples of a document of this media type, each once, sorted by their text.

    Raises ParseError, with ``where``, for a type that is no RDF and for what does not parse.
    """
    form = ox.RdfFormat.from_media_type(media_type)
    if form is None or form in (ox.RdfFormat.JSON_LD, ox.RdfFormat.N_QUADS, ox.RdfFormat.TRIG):
        raise ParseError(f"{media_type or 'no media type'} is no graph that is read", where=where)
    try:
        return in_order(_triple(quad) for quad in ox.parse(data, format=form))
    except FOREIGN as exc:
        raise _parse_error(exc, where) from exc


def _require(text: str, *forms: str) -> None:
    form = query_text.guard(text)
    if form not in forms:
        raise QuerySyntaxError(f"the query is {form}, where {forms[0]} is needed")


def _cell(term: object) -> Term | None:
    return None if term is None else _term(term)


def _term(term: object) -> Term:
    match term:
        case ox.NamedNode():
            return Iri(term.value)
        case ox.BlankNode():
            return Blank(term.value)
        case ox.Literal() if term.language is not None:
            return Literal(term.value, language=term.language)
        case ox.Literal():
            datatype = term.datatype.value
            return Literal(term.value, None if datatype == f"{XSD}string" else datatype)
        case _:
            raise Failure("a triple stands where a term is expected")


def _triple(found: ox.Triple | ox.Quad) -> Triple:
    subject, predicate = _term(found.subject), _term(found.predicate)
    assert not isinstance(subject, Literal) and isinstance(predicate, Iri)
    return subject, predicate, _term(found.object)


def _quad(triple: Triple) -> ox.Quad:
    subject, predicate, value = triple
    return ox.Quad(_node(subject), ox.NamedNode(predicate.value), _foreign(value))


def _node(term: Iri | Blank) -> ox.NamedNode | ox.BlankNode:
    return ox.NamedNode(term.value) if isinstance(term, Iri) else ox.BlankNode(term.value)


def _foreign(term: Term) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if not isinstance(term, Literal):
        return _node(term)
    if term.language is not None:
        return ox.Literal(term.value, language=term.language)
    datatype = None if term.datatype is None else ox.NamedNode(term.datatype)
    return ox.Literal(term.value, datatype=datatype)


def _parse_error(exc: Exception, where: str) -> ParseError:
    message = str(exc.args[0] if exc.args else exc)
    if isinstance(exc, SyntaxError) and exc.lineno is not None:
        message = message.partition(": ")[2] or message
        where = f"{where}:{exc.lineno}:{exc.offset}"
    if "No scheme found" in message:
        message = "a relative IRI; names are written in full or with a prefix"
    return ParseError(message, where=where, remedy="Mend the Turtle there.")


def _query_error(exc: Exception, text: str) -> Failure | QuerySyntaxError:
    if not isinstance(exc, SyntaxError):
        return Failure(f"the query cannot be answered: {exc}")
    message = str(exc.args[0])
    spot = re.match(r"error at (\d+):(\d+): ", message)
    hint = _HINT.search(message)
    what = hint[0].strip() if hint else "the query is not SPARQL 1.1"
    remedy = None if hint else "Look at what stands around that place."
    return QuerySyntaxError(what, where=f"{spot[1]}:{spot[2]}" if spot else None, remedy=remedy)

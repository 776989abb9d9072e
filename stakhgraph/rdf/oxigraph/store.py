"""A store in an embedded Oxigraph, in the memory of this process or kept in a folder.

It keeps values, not their spelling: ``01`` becomes ``1`` and ``1.50`` becomes ``1.5``.
`stakhgraph.rdf.parse.parse_file` returns the spelling of the author.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from stakhgraph.errors import DamagedStore, Failure, QuerySyntaxError, WriteError
from stakhgraph.rdf.answers import Answer, Triples
from stakhgraph.rdf.document_guard import require_safe
from stakhgraph.rdf.oxigraph import querying
from stakhgraph.rdf.oxigraph.terms import FOREIGN, parse_error, quad_to_oxigraph, readable
from stakhgraph.rdf.sparql.dataset import Dataset
from stakhgraph.rdf.sparql.guard import guard, require_form
from stakhgraph.rdf.sparql.query_text import graphs
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import Triple

KEPT_CHECKED = ".sst"
"""The ending of the files of a kept store whose blocks have checksums of their own."""


KEPT_DIGEST = "digest"
"""The name of the file beside a kept store that has its digest."""


class OxigraphStore:
    """The default graph of an embedded Oxigraph.

    >>> from stakhgraph.rdf.terms import Iri, Literal
    >>> store = OxigraphStore([(Iri("ex:a"), Iri("ex:b"), Literal("c"))])
    >>> store.select("SELECT ?o WHERE { ?s ?p ?o }").rows
    ((Literal(value='c', datatype=None, language=None),),)
    """

    def __init__(self, triples: Iterable[Triple] = ()) -> None:
        """Store these triples; Failure for a term that Oxigraph does not take."""
        self._store = ox.Store()
        try:
            self._store.extend(map(quad_to_oxigraph, triples))
        except FOREIGN as exc:
            raise Failure(f"a triple cannot be stored: {exc}") from exc

    @classmethod
    def kept(cls, folder: Path) -> OxigraphStore:
        """Return the store that `keep` wrote to a folder, to be read only.

        Raises DamagedStore, as all its methods do, for one that cannot be read.
        """
        opened = cls.__new__(cls)
        try:
            opened._store = ox.Store.read_only(str(folder))
        except FOREIGN as exc:
            raise DamagedStore(f"the kept store cannot be opened: {exc}") from exc
        return opened

    def keep(self, folder: Path) -> None:
        """Write all triples and their graphs to a new folder, and their digest beside it.

        Raises WriteError if that fails.
        """
        try:
            snapshot = self.snapshot()
            folder.with_name(KEPT_DIGEST).write_text(digest_of(snapshot), encoding="ascii")
            kept = ox.Store(str(folder))
            kept.bulk_load(snapshot, format=ox.RdfFormat.N_QUADS)
            kept.flush()
            kept.optimize()
        except FOREIGN as exc:
            raise WriteError(f"the store cannot be kept: {exc}", where=str(folder)) from exc

    @property
    def size(self) -> int:
        """The number of triples."""
        with readable():
            return len(self._store)

    def read(self, text: str, *, where: str) -> None:
        """Add the triples of a Turtle text, all or none; ParseError with ``where:line:column``."""
        require_safe(text, "text/turtle", where=where)
        try:
            self._store.load(text.encode(), format=ox.RdfFormat.TURTLE)
        except FOREIGN as exc:
            raise parse_error(exc, where) from exc

    def load_snapshot(self, data: bytes) -> None:
        """Add what `snapshot` returned of another store; ParseError for anything else."""
        try:
            self._store.load(data, format=ox.RdfFormat.N_QUADS)
        except FOREIGN as exc:
            raise parse_error(exc, "the snapshot") from exc

    def snapshot(self) -> bytes:
        """Return all triples and their graphs as N-Quads, the fastest format to load again."""
        with readable():
            return bytes(self._store.dump(format=ox.RdfFormat.N_QUADS) or b"")

    def ntriples(self) -> bytes:
        """Return the triples of the default graph as N-Triples."""
        form, default = ox.RdfFormat.N_TRIPLES, ox.DefaultGraph()
        with readable():
            return bytes(self._store.dump(format=form, from_graph=default) or b"")

    def graphs(self) -> dict[str, int]:
        """Return the number of triples of each graph by its IRI.

        The default graph, unless it is empty, has the key ``""``.
        """
        with readable():
            named = {
                graph.value: sum(1 for _ in self._store.quads_for_pattern(None, None, None, graph))
                for graph in self._store.named_graphs()
                if isinstance(graph, ox.NamedNode)
            }
        rest = self.size - sum(named.values())
        return {**({"": rest} if rest else {}), **dict(sorted(named.items()))}

    def select(self, text: str) -> Table:
        """Answer a SELECT."""
        answer = self.answer(require_form(text, "SELECT"))
        assert isinstance(answer, Table)
        return answer

    def ask(self, text: str) -> bool:
        """Answer an ASK."""
        return bool(self.answer(require_form(text, "ASK")))

    def construct(self, text: str) -> list[Triple]:
        """Answer a CONSTRUCT or DESCRIBE with triples, each once, sorted by their text."""
        answer = self.answer(require_form(text, "CONSTRUCT", "DESCRIBE"))
        assert isinstance(answer, Triples)
        return list(answer.triples)

    def answer(
        self,
        text: str,
        *,
        base: str = "",
        dataset: Dataset | None = None,
        most: int | None = None,
    ) -> Answer:
        """Answer a query of any form; its FROM may name graphs of this store.

        Relative IRIs are resolved against ``base``. ``dataset`` replaces the graphs that FROM
        names. The answer has at most ``most`` rows or triples. Raises QuerySyntaxError also for a
        graph that is not here: nothing is fetched.
        """
        guard(text, datasets=True)
        if dataset is None:
            for name in graphs(text, resolve=querying.resolve, base=base):
                self._require_graph(name)
            return querying.answer(self._store, text, base=base, most=most)
        for name in (*dataset.default, *dataset.named):
            self._require_graph(name)
        default, named = (list(map(ox.NamedNode, g)) for g in (dataset.default, dataset.named))
        return querying.answer(
            self._store, text, base=base, most=most, default_graph=default, named_graphs=named
        )

    def _require_graph(self, name: str) -> None:
        try:
            known = self._store.contains_named_graph(ox.NamedNode(name))
        except FOREIGN as exc:
            raise QuerySyntaxError(f"not the IRI of a graph: {name[:80]!r}") from exc
        if not known:
            raise QuerySyntaxError(
                f"there is no graph <{name}> here, and nothing is fetched",
                remedy="SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } lists the graphs.",
            )


def digest_of(snapshot: bytes) -> str:
    """Return the SHA-256 of a graph as sorted N-Quads, the same however it was loaded."""
    return hashlib.sha256(b"\n".join(sorted(snapshot.splitlines()))).hexdigest()

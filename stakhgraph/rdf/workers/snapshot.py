"""RDF files parsed in a process of their own, since some files break a parser."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass

from stakhgraph.errors import Failure
from stakhgraph.rdf.terms import XSD
from stakhgraph.rdf.workers.inputs import Input
from stakhgraph.rdf.workers.messages import raise_error
from stakhgraph.rdf.workers.process import Gone, end, exchange, start
from stakhgraph.rdf.workers.worker_store import MEMORY
from stakhgraph.wording import counted


@dataclass(frozen=True)
class Snapshot:
    """The triples of RDF files, with their graphs, as N-Quads, and how they are held.

    ``prefixes`` are those that the files declare, without any that has two namespaces. ``triples``
    were written, ``held`` are different for the store. ``changed`` values are held in another
    spelling; ``example`` is one of them as it was written, as it is held, and the file it is in.
    """

    nquads: bytes
    prefixes: Mapping[str, str]
    triples: int
    held: int
    changed: int
    example: tuple[str, str, str]

    def remark(self) -> str:
        """Return a sentence that says what is not held as it was written; empty if all is."""
        if not self.changed:
            return ""
        *terms, file = self.example
        written, held = (term.replace(f"<{XSD}", "xsd:").removesuffix(">") for term in terms)
        values = f"{counted(self.changed, 'value')} {'is' if self.changed == 1 else 'are'} held"
        lost = self.triples - self.held
        merged = (
            f"; {self.triples:,} triples are {self.held:,}, as values are equal" if lost else ""
        )
        return f"{values} in another spelling, such as {written} as {held} ({file}){merged}."


def snapshot_of(inputs: Iterable[Input], *, spelling: bool = False) -> Snapshot:
    """Return the triples of RDF files.

    With ``spelling``, all literals are as the files have them, for an engine that keeps them so.
    Raises ParseError with file, line and column, UnreadableFile, and Failure for a file that ends
    the process.
    """
    process = start()
    files = [{**asdict(one), "path": str(one.path.resolve())} for one in inputs]
    order = {"files": files, "spelling": spelling, "memory": 4 * MEMORY}
    answer = None
    try:
        with suppress(Gone):
            answer = exchange(process, order)
        if answer is None:
            raise Failure(
                "a file is too large or too deeply nested to be read",
                remedy="Name the files one by one to find it.",
            )
        message = raise_error(answer)
        losses = {**message["losses"], "example": tuple(message["losses"]["example"])}
        nquads = message["snapshot"].encode("utf-8", "surrogatepass")
        return Snapshot(nquads, message["prefixes"], **losses)
    finally:
        end(process)

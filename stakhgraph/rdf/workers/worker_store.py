"""A store in a process of its own, as the rest of the program sees it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import threading
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stakhgraph.errors import DamagedStore, Failure, MemoryLimit, TimeLimit
from stakhgraph.files import NamedFile
from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.sparql.guard import guard, require_form
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import Triple
from stakhgraph.rdf.workers import process
from stakhgraph.rdf.workers.messages import (
    error_message,
    many_values,
    raise_error,
    unpack,
    unpack_triple,
)

if TYPE_CHECKING:
    from stakhgraph.rdf.sparql.dataset import Dataset

TIMEOUT = 60.0
"""Default limit in seconds for a query."""

MEMORY = 512 * 1024 * 1024
"""Bytes that a query may take beyond what the loaded worker has."""

_NO_START = Failure("the process for queries did not start", remedy="Is there memory left?")


@dataclass(frozen=True)
class AnswerText:
    """The text of an answer in one of its formats; ``more`` if rows were left out."""

    text: str
    rows: int
    more: bool = False


class WorkerStore:
    """A graph in a worker; it answers as a store does, and ends what takes too long.

    The graph is that of Turtle files or, with ``snapshot``, of a file of N-Quads with its named
    graphs. With ``kept``, it is read from the folder of a store that another worker was told to
    ``keep``; the files, not looked at before, take its place if it is damaged. ``timeout`` is in
    seconds; 0 sets no limit. `answer_text` writes with ``prefixes``, and JSON-LD with ``terms``,
    the terms of its context. Use it as a context manager, or close it.
    """

    def __init__(
        self,
        files: Iterable[NamedFile] = (),
        *,
        engine: str = "oxigraph",
        timeout: float = TIMEOUT,
        memory: int = MEMORY,
        snapshot: Path | None = None,
        kept: Path | None = None,
        keep: Path | None = None,
        prefixes: Prefixes | None = None,
        terms: Mapping[str, Any] | None = None,
    ) -> None:
        self._timeout = timeout
        self._files = files
        self._order = {
            "engine": engine,
            "memory": memory,
            "timeout": timeout,
            "load": [],
            "snapshot": str(snapshot.resolve()) if snapshot else "",
            "kept": str(kept) if kept else "",
            "keep": str(keep) if keep else "",
            "prefixes": dict(prefixes.namespaces) if prefixes else {},
            "terms": dict(terms or {}),
        }
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> WorkerStore:
        """Return the store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the worker."""
        self.close()

    @property
    def size(self) -> int:
        """The number of triples."""
        return int(self._request("size", "")["size"])

    def select(self, text: str) -> Table:
        """Answer a SELECT; Failure when it takes too long or too much memory."""
        with many_values():
            answer = self._request("select", require_form(text, "SELECT"))
            rows = tuple(tuple(map(unpack, row)) for row in answer["rows"])
        return Table(tuple(answer["columns"]), rows)

    def ask(self, text: str) -> bool:
        """Answer an ASK."""
        return bool(self._request("ask", require_form(text, "ASK"))["boolean"])

    def construct(self, text: str) -> list[Triple]:
        """Answer a CONSTRUCT or DESCRIBE with triples, each once, sorted by their text."""
        answer = self._request("construct", require_form(text, "CONSTRUCT", "DESCRIBE"))
        return [unpack_triple(row) for row in answer["triples"]]

    def ntriples(self) -> bytes:
        """Return the triples as N-Triples."""
        return str(self._request("ntriples", "")["ntriples"]).encode("utf-8", "surrogatepass")

    def answer_text(
        self,
        text: str,
        form: str = "",
        *,
        base: str = "",
        dataset: Dataset | None = None,
        rows: int = 0,
        length: int = 0,
        cut: bool = False,
    ) -> AnswerText:
        """Answer a query of any form with a text in one of `answer_formats.FORMATS`.

        Relative IRIs are resolved against ``base``. ``rows`` limits the rows or triples and
        ``length`` the characters; 0 sets no limit. Further rows are left out with ``cut``, and
        RowLimit without. FROM names graphs of the worker. Raises as `select` does. Only a worker
        with a snapshot or a kept store can answer this.
        """
        guard(text, datasets=True)
        limits = {"rows": rows, "length": length, "cut": cut}
        graphs = asdict(dataset) if dataset else None
        answer = self._request("write", text, form=form, base=base, dataset=graphs, **limits)
        return AnswerText(answer["text"], answer["rows"], answer["more"])

    def graphs(self) -> dict[str, int]:
        """Return the number of triples of each graph of a snapshot by its IRI."""
        return dict(self._request("graphs", "")["graphs"])

    @property
    def resident(self) -> int:
        """The number of bytes of memory that the worker uses now; 0 if that is unknown."""
        if self._process is None:
            return 0
        with contextlib.suppress(OSError, ValueError, IndexError):
            statm = Path(f"/proc/{self._process.pid}/statm").read_text(encoding="ascii")
            return int(statm.split()[1]) * os.sysconf("SC_PAGE_SIZE")
        return 0

    def start(self) -> None:
        """Start the worker and load its graph, unless it is running."""
        self._running()

    def close(self) -> None:
        """End the worker; a later query starts another."""
        ended, self._process = self._process, None
        if ended is not None:
            process.end(ended)

    def _request(self, verb: str, text: str, **more: Any) -> dict[str, Any]:
        """Send one message to the worker and return the answer, if need be without a kept store."""
        try:
            return self._answered(verb, text, **more)
        except DamagedStore:
            self._order["kept"] = ""
            self.close()
            return self._answered(verb, text, **more)

    def _answered(self, verb: str, text: str, **more: Any) -> dict[str, Any]:
        """Ask the worker, or a new one if it was ended from outside before it read the message."""
        message = {"verb": verb, "text": text, **more}
        running = self._running()
        try:
            return self._answer(running, message)
        except process.Gone:
            if self._process is not running:  # it was closed here, since nobody waits any more
                raise self._limit(late=False) from None
            self.close()
        try:
            return self._answer(self._running(), message)
        except process.Gone as exc:
            self.close()
            raise _NO_START from exc

    def _answer(
        self, running: subprocess.Popen[bytes], message: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Send one message to the worker and wait for the answer, no longer than allowed."""
        late = threading.Event()
        timer = threading.Timer(self._timeout, _kill, (running, late))
        if self._timeout:
            timer.start()
        try:
            answer = process.exchange(running, message)
        except process.Gone:
            if late.is_set():
                self.close()
                raise self._limit(late=True) from None
            raise
        except BaseException:  # Ctrl-C too: nobody waits for the answer any more
            self.close()
            raise
        finally:
            timer.cancel()
        if answer is None:
            self.close()
            raise self._limit(late=late.is_set())
        return raise_error(answer)

    def _running(self) -> subprocess.Popen[bytes]:
        """Return the worker, loaded; a new one if there is none, or if it has ended."""
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            try:
                self._process = self._started()
            except DamagedStore:
                self._order["kept"] = ""
                self._process = self._started()
        return self._process

    def _started(self) -> subprocess.Popen[bytes]:
        """Return a new worker that has its graph."""
        # A kept store needs no list of files, which may be long.
        files = () if self._order["kept"] else self._files
        load = [(str(file.path.resolve()), file.name) for file in files]
        started = process.start()
        try:
            answer = process.exchange(started, {**self._order, "load": load})
            raise_error(answer or error_message(_NO_START))
        except process.Gone as exc:
            process.end(started)
            raise _NO_START from exc
        except BaseException:
            process.end(started)
            raise
        return started

    def _limit(self, *, late: bool) -> Failure:
        if late:
            return TimeLimit(
                f"the query was stopped after {self._timeout:g} seconds",
                remedy="Narrow it, or allow more with --timeout SECONDS (0 for no limit).",
            )
        return MemoryLimit(
            "the query took more memory than it may, or broke the engine, and was stopped",
            remedy="Narrow it: add a LIMIT, or connect its patterns.",
        )


def _kill(running: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    running.kill()

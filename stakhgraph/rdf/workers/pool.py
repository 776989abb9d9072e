"""A few workers that answer many queries at once, each with its turn and its time limit.

Every query runs in one worker alone, so that it can neither slow down nor break another for longer
than its time. A query that waits longer than `PATIENCE` for a worker fails with Busy. A worker that
has ended, or takes much more memory than after its start, is replaced before its next query.
"""

from __future__ import annotations

import contextlib
import hashlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from queue import Empty, LifoQueue
from typing import TYPE_CHECKING

from stakhgraph.errors import Busy, Failure, TimeLimit
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import Triple
from stakhgraph.rdf.workers.worker_store import AnswerText, WorkerStore

if TYPE_CHECKING:
    from stakhgraph.rdf.sparql.dataset import Dataset


SIZE = 2
"""Default number of workers: as many as a small machine has cores."""

PATIENCE = 10.0
"""Seconds that a query waits for a worker."""

WAITING = 256
"""Queries that may wait at the same time; further ones are refused at once."""

CACHED = 10_000
"""Answers to ASK queries that are kept; most say whether a thing exists."""

GROWTH = 64 * 1024 * 1024
"""A worker that has grown by more bytes than this since its start is replaced."""

_CHECK_EVERY = 16  # queries after which the memory of a worker is checked


class Call:
    """One query on its way, which can be stopped when its answer is no longer wanted."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._worker: WorkerStore | None = None
        self.stopped = False

    def stop(self) -> None:
        """Stop the query, and end the worker that is answering it."""
        with self._lock:
            self.stopped = True
            if self._worker is not None:
                self._worker.close()

    def _begin(self, worker: WorkerStore) -> None:
        with self._lock:
            if self.stopped:
                raise TimeLimit("the query was stopped before its turn")
            self._worker = worker

    def _end(self) -> None:
        with self._lock:
            self._worker = None


_CURRENT: ContextVar[Call | None] = ContextVar("current call", default=None)


@contextmanager
def calling(call: Call) -> Iterator[None]:
    """Let a call stop every query that this thread asks of any pool within the block."""
    token = _CURRENT.set(call)
    try:
        yield
    finally:
        _CURRENT.reset(token)


class Pool:
    """Workers that answer as one store does; close it, or use it as a context manager.

    ``make`` returns a new worker. Queries may come from any thread.
    """

    def __init__(
        self,
        make: Callable[[], WorkerStore],
        *,
        size: int = SIZE,
        patience: float = PATIENCE,
        waiting: int = WAITING,
    ) -> None:
        self._patience = patience
        self._slots = threading.BoundedSemaphore(waiting + size)
        self._workers = [make() for _ in range(size)]
        self._idle: LifoQueue[WorkerStore] = LifoQueue()
        self._initial: dict[int, int] = {}
        self._asked: dict[bytes, bool] = {}
        self._turns = 0
        for worker in self._workers:
            self._idle.put(worker)

    def __enter__(self) -> Pool:
        """Return the pool itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End all workers."""
        self.close()

    def start(self) -> None:
        """Start all workers now, so that the first query need not wait; Failure if one fails."""
        for worker in self._workers:
            worker.start()

    def close(self) -> None:
        """End all workers."""
        for worker in self._workers:
            worker.close()

    @property
    def size(self) -> int:
        """The number of triples."""
        with self._worker() as worker:
            return worker.size

    def graphs(self) -> dict[str, int]:
        """Return the number of triples of each graph by its IRI."""
        with self._worker() as worker:
            return worker.graphs()

    def select(self, text: str) -> Table:
        """Answer a SELECT; raises as `WorkerStore.select`, and Busy."""
        with self._worker() as worker:
            return worker.select(text)

    def ask(self, text: str) -> bool:
        """Answer an ASK; the answer is cached, as a snapshot never changes."""
        # Not by the text: what is remembered must not grow with the length of what is asked.
        key = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        cached = self._asked.get(key)
        if cached is None:
            with self._worker() as worker:
                cached = worker.ask(text)
            if len(self._asked) < CACHED:
                self._asked[key] = cached
        return cached

    def construct(self, text: str) -> list[Triple]:
        """Answer a CONSTRUCT or DESCRIBE with triples, each once, sorted by their text."""
        with self._worker() as worker:
            return worker.construct(text)

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
        call: Call | None = None,
    ) -> AnswerText:
        """Answer with a text, as `WorkerStore.answer_text` does; ``call`` can stop it."""
        with self._worker(call) as worker:
            return worker.answer_text(
                text, form, base=base, dataset=dataset, rows=rows, length=length, cut=cut
            )

    @contextmanager
    def _worker(self, call: Call | None = None) -> Iterator[WorkerStore]:
        """Lend a worker for one query, and take it back afterwards."""
        call = call or _CURRENT.get()
        if not self._slots.acquire(blocking=False):
            raise _busy()
        try:
            worker = self._wait_for_worker(call)
            try:
                if call is not None:
                    call._begin(worker)
                yield worker
            except Failure:
                if call is not None and call.stopped:
                    raise TimeLimit("the query was stopped") from None
                raise
            finally:
                if call is not None:
                    call._end()
                self._take_back(worker)
        finally:
            self._slots.release()

    def _wait_for_worker(self, call: Call | None) -> WorkerStore:
        """Wait for a worker, until the patience ends or the call is stopped."""
        until = time.monotonic() + self._patience
        while (seconds := until - time.monotonic()) > 0 and not (call and call.stopped):
            with contextlib.suppress(Empty):
                return self._idle.get(timeout=min(seconds, 0.25))
        raise _busy()

    def _take_back(self, worker: WorkerStore) -> None:
        """Put a worker back; now and then its memory is checked, and it ends if it has grown."""
        self._turns += 1
        resident = worker.resident if self._turns % _CHECK_EVERY == 0 else 0
        if resident:
            initial = self._initial.setdefault(id(worker), resident)
            if resident > initial + GROWTH:
                worker.close()
        self._idle.put(worker)


def _busy() -> Busy:
    return Busy("all processes that answer queries are busy", remedy="Try again shortly.")

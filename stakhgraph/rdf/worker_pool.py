"""A few workers that answer for many who ask at once; each question has its turn and its end.

Every question runs in one worker alone, so that what one asks can neither slow down nor break what
another is told for longer than its time. Whoever waits longer than `PATIENCE` for a worker is told
that all are busy. A worker that was ended, or has grown, is replaced before the next question.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Empty, LifoQueue
from typing import TYPE_CHECKING

from stakhgraph.errors import Busy, Failure, TimeLimit
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import Triple
from stakhgraph.rdf.workers import WorkerStore, Written

if TYPE_CHECKING:
    from stakhgraph.rdf.store import Dataset

__all__ = ["PATIENCE", "SIZE", "Call", "Pool"]

SIZE = 2
"""How many workers there are, unless one says otherwise: as many as a small machine has cores."""

PATIENCE = 10.0
"""Seconds that a question waits for a worker."""

WAITING = 256
"""Questions that wait at once; one more is refused right away."""

REMEMBERED = 10_000
"""So many answers to an ASK are kept: mostly whether there is a thing of some name."""

GROWN = 64 * 1024 * 1024
"""A worker that holds so many bytes more than after its start is replaced."""


_LOOK = 16  # questions after which one looks at how much a worker holds


class Call:
    """One question on its way, which can be stopped by whoever no longer wants the answer."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._worker: WorkerStore | None = None
        self.stopped = False

    def stop(self) -> None:
        """End the question: the worker that is at it is ended with it."""
        with self._lock:
            self.stopped = True
            if self._worker is not None:
                self._worker.close()

    def _begin(self, worker: WorkerStore) -> None:
        with self._lock:
            if self.stopped:
                raise TimeLimit("the question was stopped before its turn")
            self._worker = worker

    def _end(self) -> None:
        with self._lock:
            self._worker = None


class Pool:
    """Workers that answer as one store does; close it, or use it as a context manager.

    ``make`` gives a new worker. Questions may come from any thread.
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
        self._room = threading.BoundedSemaphore(waiting + size)
        self._workers = [make() for _ in range(size)]
        self._idle: LifoQueue[WorkerStore] = LifoQueue()
        self._fresh: dict[int, int] = {}
        self._known: dict[str, bool] = {}
        self._turns = 0
        for worker in self._workers:
            self._idle.put(worker)

    def __enter__(self) -> Pool:
        """Give the pool itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End all workers."""
        self.close()

    def start(self) -> None:
        """Start all workers now, so that the first question need not wait; Failure if one fails."""
        for worker in self._workers:
            worker.start()

    def close(self) -> None:
        """End all workers."""
        for worker in self._workers:
            worker.close()

    @property
    def size(self) -> int:
        """The number of triples."""
        with self._one() as worker:
            return worker.size

    def graphs(self) -> dict[str, int]:
        """Give the graphs that are held, with the number of triples of each."""
        with self._one() as worker:
            return worker.graphs()

    def select(self, text: str) -> Table:
        """Answer a SELECT; raises as `WorkerStore.select`, and Busy."""
        with self._one() as worker:
            return worker.select(text)

    def ask(self, text: str) -> bool:
        """Answer an ASK; what a snapshot has once answered it would always answer."""
        known = self._known.get(text)
        if known is None:
            with self._one() as worker:
                known = worker.ask(text)
            if len(self._known) < REMEMBERED:
                self._known[text] = known
        return known

    def construct(self, text: str) -> list[Triple]:
        """Answer a CONSTRUCT or DESCRIBE with triples, each once, sorted by their text."""
        with self._one() as worker:
            return worker.construct(text)

    def written(
        self,
        text: str,
        form: str = "",
        *,
        dataset: Dataset | None = None,
        rows: int = 0,
        length: int = 0,
        cut: bool = False,
        call: Call | None = None,
    ) -> Written:
        """Answer with the text of the answer, as `WorkerStore.written`; ``call`` can stop it."""
        with self._one(call) as worker:
            return worker.written(text, form, dataset=dataset, rows=rows, length=length, cut=cut)

    @contextmanager
    def _one(self, call: Call | None = None) -> Iterator[WorkerStore]:
        """Give a worker for one question, and take it back whole."""
        if not self._room.acquire(blocking=False):
            raise _busy()
        try:
            worker = self._turn(call)
            try:
                if call is not None:
                    call._begin(worker)
                yield worker
            except Failure:
                if call is not None and call.stopped:
                    raise TimeLimit("the question was stopped") from None
                raise
            finally:
                if call is not None:
                    call._end()
                self._back(worker)
        finally:
            self._room.release()

    def _turn(self, call: Call | None) -> WorkerStore:
        """Wait for a worker, no longer than one may, nor than anybody wants the answer."""
        until = time.monotonic() + self._patience
        while (left := until - time.monotonic()) > 0 and not (call and call.stopped):
            with contextlib.suppress(Empty):
                return self._idle.get(timeout=min(left, 0.25))
        raise _busy()

    def _back(self, worker: WorkerStore) -> None:
        """Put a worker back; one that has grown, which is looked at now and then, begins anew."""
        self._turns += 1
        held = worker.resident if self._turns % _LOOK == 0 else 0
        if held:
            fresh = self._fresh.setdefault(id(worker), held)
            if held > fresh + GROWN:
                worker.close()
        self._idle.put(worker)


def _busy() -> Busy:
    return Busy("all processes that answer are busy", remedy="Ask again in a little while.")

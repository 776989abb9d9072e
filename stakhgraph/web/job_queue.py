"""Work for readers: done by few threads, once for all who wait for it, and for nobody who has left.

Everything here runs in the event loop, except the work itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import anyio
import anyio.to_thread
from starlette.requests import ClientDisconnect, Request

from stakhgraph.errors import Busy
from stakhgraph.rdf.workers.pool import Call, calling

__all__ = ["GRACE", "JobQueue", "while_connected"]

_T = TypeVar("_T")

GRACE = 2.0
"""Seconds for which work that has begun goes on without a reader: most of it ends by then."""


@dataclass
class _Job:
    """Something that is being made; ``call`` stops the queries that it asks."""

    readers: int = 0
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    call: Call = field(default_factory=Call)
    task: asyncio.Task[Any] | None = None


class JobQueue:
    """Does at most ``threads`` things at once, while ``waiting`` others wait for ``turn`` seconds.

    Work that nobody waits for any more is taken out of the queue; if it has begun, its queries are
    stopped after `GRACE` seconds.
    """

    def __init__(self, threads: int, *, waiting: int, turn: float) -> None:
        self._turns = asyncio.Semaphore(threads)
        self._threads = anyio.CapacityLimiter(threads)
        self._most = threads + waiting
        self._turn = turn
        self._jobs: dict[str, _Job] = {}
        self._number = 0

    async def result(self, key: str, make: Callable[[], _T]) -> _T:
        """Return what ``make`` returns; who asks with the same key meanwhile gets the same.

        Raises Busy at once if too many wait, and later if it is not begun in time.
        """
        job = self._jobs.get(key) or self._begin(key, make)
        assert job.task is not None
        job.readers += 1
        try:
            await self._begun(job)
            result: _T = await asyncio.shield(job.task)
            return result
        finally:
            job.readers -= 1
            self._leave(key, job)

    async def _begun(self, job: _Job) -> None:
        try:
            async with asyncio.timeout(self._turn):
                await job.begun.wait()
        except TimeoutError as exc:
            raise _busy() from exc

    def _begin(self, key: str, make: Callable[[], object]) -> _Job:
        if self._number >= self._most:
            raise _busy()
        self._number += 1
        job = self._jobs[key] = _Job()
        job.task = asyncio.ensure_future(self._do(job, make))
        job.task.add_done_callback(lambda task: self._finish(key, job, task))
        return job

    async def _do(self, job: _Job, make: Callable[[], _T]) -> _T:
        async with self._turns:
            job.begun.set()
            return await anyio.to_thread.run_sync(
                lambda: _called(job.call, make), limiter=self._threads
            )

    def _finish(self, key: str, job: _Job, task: asyncio.Task[Any]) -> None:
        self._number -= 1
        self._forget(key, job)
        if not task.cancelled():
            task.exception()  # if nobody is left to hear of it, that is no fault

    def _forget(self, key: str, job: _Job) -> None:
        if self._jobs.get(key) is job:
            del self._jobs[key]

    def _leave(self, key: str, job: _Job) -> None:
        """Let a reader go; without any, the work ends."""
        assert job.task is not None
        if job.readers or job.task.done():
            return
        if job.begun.is_set():
            asyncio.get_running_loop().call_later(GRACE, self._stop, key, job)
        else:
            self._forget(key, job)
            job.task.cancel()

    def _stop(self, key: str, job: _Job) -> None:
        assert job.task is not None
        if not job.readers and not job.task.done():
            self._forget(key, job)
            job.call.stop()


def _called(call: Call, make: Callable[[], _T]) -> _T:
    with calling(call):
        return make()


def _busy() -> Busy:
    return Busy("too many others ask just now", remedy="Ask again in a little while.")


async def while_connected(request: Request, work: Awaitable[_T]) -> _T:
    """Return what ``work`` returns; if the client leaves, cancel it and raise ClientDisconnect.

    The body of the request has to be read before.
    """
    working = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(_left(request))
    try:
        await asyncio.wait((working, leaving), return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise ClientDisconnect
        return working.result()
    finally:
        working.cancel()
        leaving.cancel()


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass

"""Work for readers is done once, by few threads, and not for those who have left."""

import asyncio
import threading
from collections.abc import Callable

import pytest

from stakhgraph.errors import Busy, TimeLimit
from stakhgraph.web import job_queue
from stakhgraph.web.job_queue import JobQueue
from tests.asynchronous import run


def held_page() -> tuple[threading.Event, threading.Event, Callable[[], str]]:
    """Return what makes a page, an event for its beginning, and one that lets it end."""
    begun, go = threading.Event(), threading.Event()

    def make() -> str:
        begun.set()
        go.wait()
        return "page"

    return begun, go, make


def test_what_many_wait_for_is_made_once():
    made: list[int] = []
    go = threading.Event()

    def make() -> str:
        go.wait()
        made.append(1)
        return "page"

    async def ask() -> list[str]:
        queue = JobQueue(2, waiting=0, turn=60)
        readers = [asyncio.ensure_future(queue.result("key", make)) for _ in range(500)]
        await asyncio.sleep(0)
        go.set()
        return await asyncio.gather(*readers)

    assert run(ask()) == ["page"] * 500
    assert made == [1]


def test_one_too_many_is_refused_at_once_and_later_ones_are_answered():
    go = threading.Event()

    async def ask() -> str:
        queue = JobQueue(1, waiting=1, turn=60)
        first = [asyncio.ensure_future(queue.result(name, go.wait)) for name in ("a", "b")]
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await queue.result("c", go.wait)
        go.set()
        await asyncio.gather(*first)
        return await queue.result("c", lambda: "page")

    assert run(ask()) == "page"


def test_what_nobody_waits_for_any_more_is_never_begun():
    go, made = threading.Event(), []

    async def ask() -> None:
        queue = JobQueue(1, waiting=300, turn=60)
        running = asyncio.ensure_future(queue.result("running", go.wait))
        names = [str(number) for number in range(300)]
        others = [asyncio.ensure_future(queue.result(n, lambda: made.append(1))) for n in names]
        await asyncio.sleep(0)
        for one in others:
            one.cancel()
        await asyncio.wait(others)
        go.set()
        await running
        assert await queue.result("next", lambda: "page") == "page"

    run(ask())
    assert made == []


def test_queries_of_a_page_that_nobody_waits_for_are_stopped(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(job_queue, "GRACE", 0.0)
    begun, stopped = threading.Event(), threading.Event()

    def make() -> None:
        from stakhgraph.rdf.workers.pool import _CURRENT

        call = _CURRENT.get()
        assert call is not None
        begun.set()
        while not call.stopped:
            pass
        stopped.set()
        raise TimeLimit("stopped")

    async def ask() -> None:
        reader = asyncio.ensure_future(JobQueue(1, waiting=1, turn=60).result("slow", make))
        await asyncio.to_thread(begun.wait)
        reader.cancel()
        await asyncio.to_thread(stopped.wait)

    run(ask())


def test_a_page_goes_on_as_long_as_one_reader_waits():
    begun, go, make = held_page()

    async def ask() -> str:
        queue = JobQueue(1, waiting=1, turn=60)
        one, two = (asyncio.ensure_future(queue.result("key", make)) for _ in range(2))
        await asyncio.to_thread(begun.wait)
        one.cancel()
        go.set()
        return await two

    assert run(ask()) == "page"


def test_a_fault_is_told_to_all_and_the_next_reader_gets_a_new_try():
    async def ask() -> str:
        queue = JobQueue(1, waiting=1, turn=60)
        readers = (queue.result("key", lambda: 1 // 0) for _ in range(2))
        faults = await asyncio.gather(*readers, return_exceptions=True)
        assert [type(fault) for fault in faults] == [ZeroDivisionError] * 2
        return await queue.result("key", lambda: "page")

    assert run(ask()) == "page"


def test_a_turn_that_does_not_come_is_refused_and_work_that_has_begun_is_not():
    begun, go, make = held_page()

    async def ask() -> str:
        queue = JobQueue(1, waiting=1, turn=0.01)
        long = asyncio.ensure_future(queue.result("long", make))
        await asyncio.to_thread(begun.wait)
        with pytest.raises(Busy):
            await queue.result("other", lambda: "page")
        go.set()
        return await long

    assert run(ask()) == "page"

"""A server under load: workers that die, and many readers at once."""

import os
import signal
import threading
from http.client import IncompleteRead

from tests.serving import HTML, Server, children, wait_until_ended


def test_a_worker_that_is_killed_is_replaced(server: Server):
    workers = children(server.process.pid)
    assert len(workers) >= 4
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    wait_until_ended(workers)
    assert {server.ask("ASK {}").status for _ in range(8)} == {200}
    assert {server.get("/person/nove-alec", HTML).status for _ in range(4)} == {200}


def test_two_hundred_readers_at_once_are_all_answered(server: Server):
    """Each asks three times; the soak test of a minute is ``python -m tests.soak``."""
    faults: list[object] = []

    def read() -> None:
        for _ in range(3):
            try:
                status = server.get("/query/lineage/series.json").status
            except (OSError, IncompleteRead) as exc:
                faults.append(exc)
            else:
                faults.extend([status] if status != 200 else [])

    threads = [threading.Thread(target=read) for _ in range(200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []

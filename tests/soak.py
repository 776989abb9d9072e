"""Serve two hundred readers for a minute: `python -m tests.soak`; not part of the tests.

Each reader has a connection of its own, asks for a page, data or an answer, waits a random time of one
second on average, and asks again. Half of them leave before the answer is there, and some addresses
are long and never the same. Meanwhile one more reader asks for ``/about``. The output has the times of
``/about`` alone and beside all others, the faults, and the memory and open files of the server over
time, its workers' apart from its own. Exit code 1 if anything failed, if memory or files have grown in
the second half of the time, or if the 95th percentile of ``/about`` is more than ten times what it is
alone.
"""

import argparse
import asyncio
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from threading import Event, Thread

from tests.serving import children, serving

ABOUT = "/about"
PATHS = (
    *("/", "/lineage", "/person/", "/person/nove-alec", "/work/", "/queries", "/help", "/fact/"),
    *("/query/lineage/series.json?asked=privileged-caste", "/query/people/positions", "/download"),
    *("/person/trotsky-leon.ttl", "/sparql?query=ASK%20%7B%7D", "/.well-known/void", "/vocab/"),
    *("/search?q=trotsky", "/id/person/nove-alec", "/no/such/page", "/static/site.css"),
)
LONG = ("/help?n={}", "/person/{}", "/lineage?focus={}", "/search?q={}", "/store?graph=urn:{}")
FINE = (b"200", b"303", b"400", b"404")
"""No other answer is right, whatever these addresses ask."""

GROWTH = (20.0, 30)
"""Megabytes and open files by which the second half may be above the first: the noise of a minute."""

EVERY = 10.0
"""Seconds between two looks at memory and files."""


def _path(chance: random.Random) -> str:
    if chance.random() < 0.1:
        return chance.choice(LONG).format(str(chance.random()).ljust(50_000, "x"))
    return chance.choice(PATHS)


def _request(path: str) -> bytes:
    accept = "Accept: text/html, */*;q=0.5\r\nAccept-Encoding: gzip"
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{accept}\r\n\r\n".encode()


async def _ask(
    line: tuple[asyncio.StreamReader, asyncio.StreamWriter], path: str, faults: list[str]
) -> None:
    reader, writer = line
    writer.write(_request(path))
    await writer.drain()
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = head.partition(b"content-length: ")[2].partition(b"\r\n")[0]
    await reader.readexactly(int(length or b"0"))
    if head.split()[1] not in FINE:
        faults.append(f"{path[:60]}: {head[:40].decode()}")


async def _reader(port: int, until: float, faults: list[str], seed: int) -> int:
    """Ask until the time is over; return how often. Those of an odd number leave early."""
    chance, asked = random.Random(seed), 0
    await asyncio.sleep(chance.random())
    line = await asyncio.open_connection("127.0.0.1", port)
    while time.monotonic() < until:
        asked += 1
        path = _path(chance)
        try:
            if seed % 2:
                line[1].write(_request(path))
                await asyncio.sleep(chance.random() / 50)
                line[1].close()
                line = await asyncio.open_connection("127.0.0.1", port)
            else:
                await _ask(line, path, faults)
        except (OSError, asyncio.IncompleteReadError, ValueError) as exc:
            faults.append(f"{path[:60]}: {exc!r}")
            line = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.sleep(chance.expovariate(1.0))
    line[1].close()
    return asked


async def _about(port: int, until: float, faults: list[str]) -> list[float]:
    """Ask for one page again and again, and return the times, sorted."""
    times = []
    line = await asyncio.open_connection("127.0.0.1", port)
    while time.monotonic() < until:
        began = time.monotonic()
        await _ask(line, ABOUT, faults)
        times.append(time.monotonic() - began)
        await asyncio.sleep(0.05)
    line[1].close()
    return sorted(times)


async def _load(port: int, readers: int, seconds: float) -> tuple[int, list[float], list[str]]:
    faults: list[str] = []
    until = time.monotonic() + seconds
    each = (_reader(port, until, faults, seed) for seed in range(readers))
    times, *asked = await asyncio.gather(_about(port, until, faults), *each)
    return sum(asked), times, faults


@dataclass(frozen=True)
class State:
    """Megabytes of a server and of its workers, and how many files all of them have open."""

    seconds: float
    server: float
    workers: float
    files: int

    def line(self) -> str:
        return f"{self.seconds:5.0f} s: server {self.server:.0f} MB, workers {self.workers:.0f} MB, {self.files} files"


def _state(pid: int, began: float) -> State:
    found = [_of_process(one) for one in (pid, *children(pid))]
    (server, _), workers = found[0], found[1:]
    files = sum(files for _, files in found)
    return State(time.monotonic() - began, server, sum(memory for memory, _ in workers), files)


def _of_process(pid: int) -> tuple[float, int]:
    """Return megabytes and open files; nothing of a process that has just ended."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        return pages * 4096 / 1e6, len(list(Path(f"/proc/{pid}/fd").iterdir()))
    except OSError:
        return 0.0, 0


class Watch(Thread):
    """Looks at a server every few seconds until it is stopped, and prints what it sees."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid, self._over = pid, Event()
        self.seen: list[State] = []

    def run(self) -> None:
        began = time.monotonic()
        while not self._over.wait(EVERY):
            self.seen.append(_state(self._pid, began))
            print(self.seen[-1].line(), flush=True)

    def stop(self) -> list[State]:
        self._over.set()
        self.join()
        return self.seen


def _grown(seen: list[State]) -> list[str]:
    """Return what is more in the second half than in the first, by the middle of each."""
    half = len(seen) // 2
    halves = seen[:half], seen[half:]
    looks: dict[str, Callable[[State], float]] = {
        "server": lambda one: one.server,
        "workers": lambda one: one.workers,
        "files": lambda one: one.files,
    }
    middles = {name: [median(map(look, part)) for part in halves] for name, look in looks.items()}
    most = {"server": GROWTH[0], "workers": GROWTH[0], "files": GROWTH[1]}
    return [
        f"{name}: {before:.0f} -> {after:.0f}"
        for name, (before, after) in middles.items()
        if after - before > most[name]
    ]


def main() -> int:
    """Measure and print the results."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60.0)
    chosen = parser.parse_args()
    with serving() as server:
        # First, everything is loaded and compiled, and what is kept is kept.
        asyncio.run(_load(server.port, chosen.readers, chosen.seconds / 3))
        _, alone, _ = asyncio.run(_load(server.port, 0, 10))
        watch = Watch(server.process.pid)
        watch.start()
        asked, times, faults = asyncio.run(_load(server.port, chosen.readers, chosen.seconds))
        grown = _grown(watch.stop())
        log = server.log_text()
    idle, late = (one[int(len(one) * 0.95)] for one in (alone, times))
    print(f"{ABOUT} alone: {len(alone)} requests, p50 {_ms(alone, 0.5)}, p95 {_ms(alone, 0.95)}")
    print(
        f"{chosen.readers} readers, {chosen.seconds:g} s: {asked} requests, {asked / chosen.seconds:.0f} a second"
    )
    print(
        f"{ABOUT} beside them: p50 {_ms(times, 0.5)}, p95 {_ms(times, 0.95)} ({late / idle:.1f} x alone), p99 {_ms(times, 0.99)}, longest {times[-1] * 1000:.0f} ms"
    )
    print(f"faults: {len(faults)} {faults[:3]}; log: {log[:300]!r}")
    print(f"grown in the second half: {', '.join(grown) or 'nothing'}")
    return int(bool(faults or log or grown) or late > 10 * idle)


def _ms(times: list[float], part: float) -> str:
    return f"{times[int(len(times) * part)] * 1000:.1f} ms"


if __name__ == "__main__":
    sys.exit(main())

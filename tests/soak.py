"""Serve two hundred readers for a minute: `python -m tests.soak`; not part of the tests.

Each reader has a connection of its own, asks for a page, data or an answer, waits a random time of one
second on average, and asks again. Half of them leave before the answer is there, and some addresses
are long and never the same. Meanwhile one more reader asks for ``/about``. The output has the times of
``/about`` alone and beside all others, the faults, and how memory and open files of the server have
changed. Exit code 1 if anything failed, if memory or files have grown, or if the 95th percentile of
``/about`` is more than ten times what it is alone.
"""

import argparse
import asyncio
import random
import subprocess
import sys
import time
from pathlib import Path

from tests.serving import serving

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

GROWTH = (60.0, 30)
"""Megabytes and open files by which a server may grow: less than the addresses have letters."""


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


def _state(pid: int) -> tuple[float, int]:
    """Return megabytes and open files of a process and its children."""
    children = subprocess.run(
        ["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False
    )
    memory = files = 0
    for one in [str(pid), *children.stdout.split()]:
        pages = int(Path(f"/proc/{one}/statm").read_text().split()[1])
        memory += pages * 4096
        files += len(list(Path(f"/proc/{one}/fd").iterdir()))
    return memory / 1e6, files


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
        before = _state(server.process.pid)
        asked, times, faults = asyncio.run(_load(server.port, chosen.readers, chosen.seconds))
        after = _state(server.process.pid)
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
    print(f"memory {before[0]:.0f} -> {after[0]:.0f} MB, open files {before[1]} -> {after[1]}")
    grown = any(b - a > most for a, b, most in zip(before, after, GROWTH, strict=True))
    return int(bool(faults or log) or grown or late > 10 * idle)


def _ms(times: list[float], part: float) -> str:
    return f"{times[int(len(times) * part)] * 1000:.1f} ms"


if __name__ == "__main__":
    sys.exit(main())

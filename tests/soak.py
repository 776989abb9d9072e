"""Serve two hundred readers for a minute: `python -m tests.soak`; not part of the tests.

Each reader has a connection of its own, asks a stored query, waits a random time of one second on
average, and asks again. The output has the times with one reader and with all, the faults, and how
memory and open files of the server have changed. Exit code 1 if anything failed, or if the 95th
percentile is more than ten times that of one reader alone.
"""

import argparse
import asyncio
import random
import subprocess
import sys
import time
from pathlib import Path

from tests.serving import serving


async def _reader(
    port: int, path: str, until: float, times: list[float], faults: list[str], seed: int
) -> None:
    delay = random.Random(seed)
    await asyncio.sleep(delay.random())
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.monotonic() < until:
        began = time.monotonic()
        try:
            writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n".encode())
            await writer.drain()
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            length = head.partition(b"content-length: ")[2].partition(b"\r\n")[0]
            await reader.readexactly(int(length))
            times.append(time.monotonic() - began)
            if b" 200 " not in head[:16]:
                faults.append(head[:40].decode())
        except (OSError, asyncio.IncompleteReadError, ValueError) as exc:
            faults.append(repr(exc))
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.sleep(delay.expovariate(1.0))
    writer.close()


async def _load(
    port: int, path: str, readers: int, seconds: float
) -> tuple[list[float], list[str]]:
    times: list[float] = []
    faults: list[str] = []
    until = time.monotonic() + seconds
    each = (_reader(port, path, until, times, faults, seed) for seed in range(readers))
    await asyncio.gather(*each)
    return sorted(times), faults


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
    parser.add_argument("--path", default="/query/lineage/series.json?asked=privileged-caste")
    chosen = parser.parse_args()
    with serving() as server:
        asyncio.run(_load(server.port, chosen.path, 20, 3))  # everything is loaded and compiled
        alone, _ = asyncio.run(_load(server.port, chosen.path, 1, 15))
        before = _state(server.process.pid)
        times, faults = asyncio.run(_load(server.port, chosen.path, chosen.readers, chosen.seconds))
        after = _state(server.process.pid)
    idle, late = (one[int(len(one) * 0.95)] for one in (alone, times))
    print(f"alone: {len(alone)} requests, p50 {_ms(alone, 0.5)}, p95 {_ms(alone, 0.95)}")
    print(
        f"{chosen.readers} readers, {chosen.seconds:g} s: {len(times)} requests, {len(times) / chosen.seconds:.0f} a second"
    )
    print(
        f"p50 {_ms(times, 0.5)}, p95 {_ms(times, 0.95)} ({late / idle:.1f} x alone), p99 {_ms(times, 0.99)}, longest {times[-1] * 1000:.0f} ms"
    )
    print(f"faults: {len(faults)} {faults[:3]}")
    print(f"memory {before[0]:.0f} -> {after[0]:.0f} MB, open files {before[1]} -> {after[1]}")
    return int(bool(faults) or late > 10 * idle)


def _ms(times: list[float], part: float) -> str:
    return f"{times[int(len(times) * part)] * 1000:.1f} ms"


if __name__ == "__main__":
    sys.exit(main())

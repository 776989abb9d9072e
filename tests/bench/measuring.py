"""One measurement in a process of its own: `python -m tests.bench.measuring PEER TASK FILE REPEATS`.

Prints one line of JSON: seconds to build and to count (median of the repeats), by the clock and, of
all its threads, by the processor, which other work on the machine changes far less; the bytes by which
the process grew at its peak beyond the network as it was read, and what was found.
"""

import gc
import json
import resource
import sys
import time
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.generated import read
from tests.bench.peers import PEERS


def _peak(*, forget: bool = False) -> int:
    """Return the peak memory of this process in bytes; on Linux since the last reset."""
    status = Path("/proc/self/status")
    if status.exists():
        if forget:
            Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
        line = next(one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def measured(name: str, task: str, path: Path, repeats: int) -> dict[str, Any]:
    """Return time and memory of one peer at one task."""
    peer = PEERS[name]
    import_module(peer.package)
    work = getattr(peer, task)
    if hasattr(peer, "warm"):
        peer.warm()
    rows = read(path)
    gc.collect()
    start, built, counted, found = _peak(forget=True), [], [], None
    for _ in range(repeats):
        graph = found = None
        gc.collect()
        begin = _now()
        graph = peer.build(rows)
        middle = _now()
        found = work(graph)
        end = _now()
        built.append((middle[0] - begin[0], middle[1] - begin[1]))
        counted.append((end[0] - middle[0], end[1] - middle[1]))
    (build, build_cpu), (count, count_cpu) = (
        map(median, zip(*t, strict=True)) for t in (built, counted)
    )
    return {
        "build": build,
        "work": count,
        "build_cpu": build_cpu,
        "work_cpu": count_cpu,
        "memory": _peak() - start,
        "found": _told(found),
    }


def _told(found: Any) -> str:
    """Return the result in few words."""
    if not isinstance(found, tuple):
        return f"{found} arcs left"
    return f"{found[0]} bits"


if __name__ == "__main__":
    print(json.dumps(measured(sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))))

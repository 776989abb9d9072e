"""The process that lets a reader read one case after another, and may die of it.

It writes the number of each case to standard output before it is read, and a line of JSON for each
fault. A case that takes too long ends the process, which then says where it was.
"""

import argparse
import base64
import faulthandler
import json
import os
import resource
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

from tests.fuzz.cases import case
from tests.fuzz.verdict import Fault, Reader, fault, smaller

OF = "tests.fuzz.targets"
"""The module that has the readers."""

SECONDS = 30.0
"""The time of a case by the clock, which may stand still on a busy machine."""

UNBOUNDED_SECONDS = 3.0
"""The time of a case of a reader that need not end by itself."""

CPU_SECONDS = 5.0
"""The time of a case by the processor."""

MEMORY = 1024 * 1024 * 1024
"""Bytes that a process may take beyond what it has when it begins."""


def main() -> None:
    """Read the cases from a number on, for some seconds or so many; or those in files."""
    parser = argparse.ArgumentParser()
    parser.add_argument("reader")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--most", type=int, default=10**9)
    parser.add_argument("--seconds", type=float, default=1e9)
    parser.add_argument("--limit", type=float, default=SECONDS)
    parser.add_argument("--of", default=OF)
    parser.add_argument("--file", type=Path)
    chosen = parser.parse_args()
    lines = os.dup(1)
    os.dup2(2, 1)  # what a library prints must not mix with the numbers
    target = import_module(chosen.of).TARGETS[chosen.reader]
    limit = chosen.limit if target.bounded else min(chosen.limit, UNBOUNDED_SECONDS)
    with tempfile.TemporaryDirectory(prefix="stakhgraph-fuzz-") as folder:
        read = target.prepare(Path(folder))
        _limit_memory()
        faulthandler.enable()
        if chosen.file:
            _report(lines, _timed(read, chosen.file.read_bytes(), target.bounded, limit), b"")
            return
        examples, until, known = target.examples(), time.monotonic() + chosen.seconds, set[str]()
        for number in range(chosen.first, chosen.first + chosen.most):
            if time.monotonic() > until:
                return
            os.write(lines, b"%d\n" % number)
            data = case(target, examples, chosen.seed, number)
            found = _timed(read, data, target.bounded, limit)
            if found and found.kind not in known:
                known.add(found.kind)
                _report(lines, found, _shortest(read, data, found))
        os.write(lines, b"%d\n" % (chosen.first + chosen.most))


def _shortest(read: Reader, data: bytes, found: Fault) -> bytes:
    if found.kind == SLOW:
        return data
    faulthandler.dump_traceback_later(20 * SECONDS, exit=True)
    try:
        return smaller(read, data, found.kind)
    finally:
        faulthandler.cancel_dump_traceback_later()


SLOW = "takes long"


def _timed(read: Reader, data: bytes, bounded: bool, limit: float) -> Fault | None:
    faulthandler.dump_traceback_later(limit, exit=True)
    began = time.process_time()
    try:
        found = fault(read, data)
    finally:
        faulthandler.cancel_dump_traceback_later()
    took = time.process_time() - began
    if found is None and bounded and took > CPU_SECONDS:
        return Fault(SLOW, f"{took:.1f} s of the processor for {len(data)} bytes")
    return found


def _report(lines: int, found: Fault | None, data: bytes) -> None:
    if found:
        shown = {"kind": found.kind, "message": found.message[:500]}
        packed = {**shown, "data": base64.b64encode(data).decode()}
        os.write(lines, json.dumps(packed).encode() + b"\n")


def _limit_memory() -> None:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    limit = pages * os.sysconf("SC_PAGE_SIZE") + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    os._exit(0)  # threads of a reader must not keep the process

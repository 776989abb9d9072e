"""A worker ends with its parent, whatever ends that, even while the engine computes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import ROOT
from tests.rdf.workers.test_worker_store import BACKTRACKING, ENDLESS
from tests.serving import children

BUSY = 250  # hundredths of a second of work, after which a worker is past its start

COMMANDS = {
    "oxigraph": ["query", "--timeout", "0", "-e", ENDLESS],
    "rdflib": ["query", "--engine", "rdflib", "--timeout", "0", "-e", ENDLESS],
    "code that lets no thread run": [
        *("query", "--engine", "rdflib", "--timeout", "0", "-e", BACKTRACKING),
    ],
}


@pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="looks into /proc")
@pytest.mark.parametrize("ended_by", [signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_worker_that_computes_ends_with_its_parent(command: list[str], ended_by: signal.Signals):
    parent = subprocess.Popen([sys.executable, "-m", "stakhgraph", *command], cwd=ROOT)
    workers: list[int] = []
    try:
        while not (workers := children(parent.pid)) or not all(map(is_busy, workers)):
            assert parent.poll() is None
            time.sleep(0.1)
        parent.send_signal(ended_by)
        parent.wait()
        until = time.monotonic() + 60
        while any(map(is_there, workers)):
            assert time.monotonic() < until
            time.sleep(0.1)
    finally:
        parent.kill()
        for worker in workers:
            if is_there(worker):
                os.kill(worker, signal.SIGKILL)


def is_there(pid: int) -> bool:
    """Return whether there is a process of this number that has not ended."""
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text("utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return False


def is_busy(pid: int) -> bool:
    """Return whether a process has worked for longer than it takes to start."""
    user, system = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[11:13]
    return int(user) + int(system) > BUSY

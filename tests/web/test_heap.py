"""Threads of the server share heaps: memory does not grow with the worst moment of each."""

import platform
import subprocess
import sys

import pytest

from tests import ROOT

THREADS = """
import sys, threading
if sys.argv[1] == "shared":
    from stakhgraph.web.heap import share_heaps
    share_heaps()
together = threading.Barrier(12)
def work():
    kept = []
    for _ in range(50):
        kept.append(bytes(1000))
        together.wait()
threads = [threading.Thread(target=work) for _ in range(12)]
for thread in threads: thread.start()
for thread in threads: thread.join()
heaps = {line.partition("-")[0] for line in open("/proc/self/maps") if len(line.split()) == 5}
print(sum(int(start, 16) % 2**26 == 0 for start in heaps))
"""
"""A program that says how many heaps of threads there are: each begins at a multiple of 64 MB."""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="heaps of threads are those of glibc")
@pytest.mark.parametrize(("how", "most"), [("shared", 1), ("apart", 12)])
def test_threads_share_heaps(how: str, most: int):
    command = [sys.executable, "-c", THREADS, how]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    heaps = int(run.stdout)
    assert heaps <= most
    assert (heaps > 2) == (how == "apart")

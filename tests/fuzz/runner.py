"""Keeping a worker at work on one reader, and keeping what it finds."""

import base64
import hashlib
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from tests import ROOT
from tests.fuzz.cases import case
from tests.fuzz.verdict import Fault
from tests.fuzz.worker import OF, SECONDS

CASES = 20_000
"""Cases after which a worker is replaced, since some libraries keep what they have seen."""


_COMMAND = (sys.executable, "-m", "tests.fuzz.worker")


@dataclass
class Result:
    """How many cases were read, in how many seconds of the processor, and what was found."""

    reader: str
    cases: int = 0
    cpu: float = 0.0
    findings: dict[str, Path] = field(default_factory=dict)

    def line(self) -> str:
        """Return it in a line."""
        a_second = self.cases / self.cpu if self.cpu else 0
        return (
            f"{self.reader}: {self.cases} cases, {self.cpu:.1f} CPU s ({a_second:.0f} a second), "
            f"{len(self.findings)} findings"
        )


def run(
    reader: str,
    *,
    seed: int,
    keep: Path,
    seconds: float = 1e9,
    cases: int = 10**9,
    first: int = 0,
    limit: float = SECONDS,
    of: str = OF,
) -> Result:
    """Let a reader read cases for some seconds, or so many; new kinds of findings are printed.

    ``limit`` is the most seconds for a case, and ``of`` the module that has the readers.
    """
    result = Result(reader)
    until, at = time.monotonic() + seconds, first
    while (left := until - time.monotonic()) > 0 and at < first + cases:
        before = _cpu()
        most = min(CASES, first + cases - at)
        named = {"seed": seed, "first": at, "most": most, "seconds": left, "limit": limit}
        at = _watch(result, _Worker(reader, of, named), seed, at, keep)
        result.cpu += _cpu() - before
        result.cases = at - first
    return result


class _Worker:
    """A process at work, and what it has said of its end."""

    def __init__(self, reader: str, of: str, named: Mapping[str, float]) -> None:
        self.target = import_module(of).TARGETS[reader]
        command = [*_COMMAND, reader, "--of", of]
        command += [word for name, value in named.items() for word in (f"--{name}", str(value))]
        # Not a pipe: one that nobody reads would stop the process once it is full.
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 (closed in `said`)
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=self._errors, encoding="utf-8"
        )

    def lines(self) -> Iterator[str]:
        """Yield what it writes until it ends."""
        assert self._process.stdout is not None
        with self._process.stdout:
            yield from self._process.stdout
        self._process.wait()

    @property
    def code(self) -> int:
        """Its exit code; negative for a signal."""
        return self._process.returncode

    def said(self) -> str:
        """Return what it has written to standard error, after its end."""
        with self._errors:
            self._errors.seek(0)
            return self._errors.read().decode("utf-8", "replace")


def _watch(result: Result, worker: _Worker, seed: int, first: int, keep: Path) -> int:
    """Keep what a worker finds until it ends; return the number of the next case."""
    number = first - 1
    for line in worker.lines():
        if line.startswith("{"):
            found = json.loads(line)
            data = base64.b64decode(found["data"])
            fault = Fault(found["kind"], found["message"])
            _keep(result, fault, data, keep, f"case {number}, seed {seed}")
        else:
            number = int(line)
    said, target = worker.said(), worker.target
    if worker.code == 0:
        return max(number, first)
    if number < first:
        raise RuntimeError(f"the worker for {result.reader} does not start: {said[-2000:]}")
    if target.bounded or not re.search("Timeout|memory allocation", said):
        data = case(target, target.examples(), seed, number)
        _keep(result, _death(worker.code, said), data, keep, f"case {number}, seed {seed}")
    return number + 1


def _death(code: int, said: str) -> Fault:
    """Return the fault of a process that has ended: too late, or by a signal."""
    ours = re.search(r'File "[^"]*?(stakhgraph/[^"]*)", line (\d+)', said)
    place = f"{ours[1]}:{ours[2]}" if ours else "an engine"
    if "Timeout (" in said:
        return Fault(f"does not end in {place}", f"does not end ({place})")
    how = f"signal {-code}" if code < 0 else f"exit code {code}"
    return Fault(f"{how} in {place}", f"{how} in {place}: {said[-300:]!r}")


def _keep(result: Result, fault: Fault, data: bytes, keep: Path, origin: str) -> None:
    """Save a case and say how to repeat it, once for each kind of fault."""
    if fault.kind in result.findings:
        return
    digest = hashlib.sha256(fault.kind.encode() + data).hexdigest()[:10]
    file = keep / f"{result.reader}-{digest}.case"
    keep.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    file.with_suffix(".txt").write_text(
        f"{fault.kind}\n{fault.message}\n{origin}\n", encoding="utf-8"
    )
    result.findings[fault.kind] = file
    print(f"FOUND {result.reader}: {fault.message[:300]} [{origin}]")
    print(f"  {data[:120]!r}{' ...' if len(data) > 120 else ''}")
    print(f"  python -m tests.fuzz {result.reader} --file {file}", flush=True)


def repeat(reader: str, file: Path, *, of: str = OF) -> int:
    """Let a reader read the case in a file, in a process of its own; 1 if it is still a fault."""
    command = [*_COMMAND, reader, "--of", of, "--file", str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == 0 and not done.stdout:
        print(f"{reader}: no fault")
        return 0
    found = json.loads(done.stdout)["message"] if done.stdout else done.stderr[-2000:]
    print(f"{reader}: {found} (exit code {done.returncode})")
    return 1


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime

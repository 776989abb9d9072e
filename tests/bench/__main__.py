"""The benchmark in one command: `python -m tests.bench`; `--help` tells what can be chosen."""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from math import log
from pathlib import Path

from tests.bench import generated
from tests.bench.peers import PEERS

ROOT = Path(__file__).resolve().parents[2]
FIRST = "NetworkX"
SIZES = (10**4, 10**5, 10**6, 10**7)
ARCS_OF_A_WORK = 10
REDUCED = (28_000, 350_000)
"""Nodes and arcs of the network of which the transitive reduction is taken."""
MOST = {"stakhgraph, exact": 10**6}
"""The most arcs that are given to a peer, where that is not decided by time."""


@dataclass(frozen=True)
class Result:
    """One measurement; ``note`` says why there is none."""

    task: str
    shape: str
    nodes: int
    arcs: int
    peer: str
    build: float = 0.0
    work: float = 0.0
    build_cpu: float = 0.0
    work_cpu: float = 0.0
    memory: int = 0
    found: str = ""
    note: str = ""

    @property
    def whole(self) -> float:
        """Return the seconds including the time of building."""
        return self.build + self.work


def main(given: Sequence[str] | None = None) -> int:
    """Measure, print and write."""
    chosen = _parser().parse_args(given)
    print(f"{datetime.now(tz=UTC):%Y-%m-%d}, {os.cpu_count()} cores, load {_load()}")
    for name, peer in PEERS.items():
        if find_spec(peer.package) is None:
            print(f"{name} is missing: pip install '.[bench]'")
    results: list[Result] = []
    with tempfile.TemporaryDirectory() as folder:
        for result in _results(chosen, Path(chosen.folder or folder), results):
            results.append(result)
            print(_line(result, results), flush=True)
    for line in _growth(results):
        print(line)
    print(f"load {_load()}")
    if chosen.out:
        _write(chosen.out, results)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    add = parser.add_argument
    add("--arcs", type=_numbers, default=SIZES, help="sizes, such as 10000,1000000")
    add("--shapes", type=_words, default=tuple(generated.SHAPES), help="of: uniform;recency")
    add("--peers", type=_words, default=tuple(PEERS), help=f"of: {'; '.join(PEERS)}")
    add("--tasks", type=_words, default=("count", "reduce"), help="of: count;reduce")
    add("--repeats", type=int, default=5, help="of what takes less than ten seconds")
    add("--seed", type=int, default=generated.SEED, help="of the networks made by chance")
    add("--limit", type=float, default=300.0, help="seconds that a measurement may take")
    add("--folder", type=Path, help="where the networks are kept (default: nowhere)")
    add("--out", type=Path, help="CSV to write")
    return parser


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(sorted(int(float(part)) for part in text.split(",")))


def _words(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";"))


def _results(chosen: argparse.Namespace, folder: Path, results: list[Result]) -> Iterator[Result]:
    tasks = [
        ("count", shape, size // ARCS_OF_A_WORK, size)
        for shape in chosen.shapes
        for size in chosen.arcs
    ]
    tasks += [("reduce", shape, *REDUCED) for shape in chosen.shapes]
    for task, shape, nodes, arcs in tasks:
        if task not in chosen.tasks:
            continue
        path = generated.kept(folder, shape, nodes, arcs, chosen.seed)
        for name, peer in PEERS.items():
            if name in chosen.peers and find_spec(peer.package) and getattr(peer, task, None):
                blank = Result(task, shape, nodes, arcs, name)
                yield _result(blank, path, chosen, _foreseen(blank, results))


def _foreseen(wanted: Result, results: list[Result]) -> float:
    """Estimate the seconds of a measurement from the last smaller one."""
    alike = [
        r for r in results if (r.task, r.shape, r.peer) == (wanted.task, wanted.shape, wanted.peer)
    ]
    return alike[-1].whole * wanted.arcs / alike[-1].arcs if alike else 0.0


def _result(blank: Result, path: Path, chosen: argparse.Namespace, foreseen: float) -> Result:
    known = (blank.task, blank.shape, blank.nodes, blank.arcs, blank.peer)
    if blank.arcs > MOST.get(blank.peer, blank.arcs):
        return Result(*known, note=f"left out: is for up to {MOST[blank.peer]:,} arcs")
    if foreseen > chosen.limit:
        return Result(*known, note=f"left out: would take about {foreseen:,.0f} s")
    repeats = 1 if foreseen > 10 or blank.task == "reduce" else chosen.repeats
    command = [sys.executable, "-m", "tests.bench.measuring", blank.peer, blank.task, str(path)]
    try:
        run = subprocess.run(
            [*command, str(repeats)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            timeout=chosen.limit * repeats + 60,
        )
    except subprocess.TimeoutExpired:
        return Result(*known, note=f"left out: took more than {chosen.limit * repeats:,.0f} s")
    except subprocess.CalledProcessError as exc:
        return Result(*known, note=f"failed: {(exc.stderr.splitlines() or ['killed'])[-1]}")
    return Result(*known, **json.loads(run.stdout))


def _line(result: Result, results: Sequence[Result]) -> str:
    head = f"{result.task:<7}{result.shape:<9}{result.arcs:>11,}  {result.peer:<19}"
    if result.note:
        return f"{head}{result.note}"
    own = (
        f"{result.build:>9.3f} s {result.work:>9.3f} s {result.memory / 1e6:>8,.0f} MB  "
        f"{result.found:<18}"
    )
    return f"{head}{own}{_ratios(result, results)}"


def _ratios(result: Result, results: Sequence[Result]) -> str:
    """Return how many times as fast as the first peer it is, without and with building."""
    place = (result.task, result.shape, result.arcs, FIRST)
    for one in results:
        if (one.task, one.shape, one.arcs, one.peer) == place and one.work:
            whole = (one.build_cpu + one.work_cpu) / (result.build_cpu + result.work_cpu)
            return f"{one.work_cpu / result.work_cpu:>7.1f} × {whole:>7.1f} ×"
    return ""


def _growth(results: Sequence[Result]) -> Iterator[str]:
    """Return the exponent by which time grows with the number of arcs."""
    for shape in dict.fromkeys(r.shape for r in results):
        for name in PEERS:
            own = [
                r for r in results if (r.task, r.shape, r.peer) == ("count", shape, name) and r.work
            ]
            if len(own) > 1:
                power = log(own[-1].work / own[0].work) / log(own[-1].arcs / own[0].arcs)
                span = f"{own[0].arcs:,} to {own[-1].arcs:,} arcs"
                yield f"growth {shape:<9}{name:<19} power {power:.2f} from {span}"


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def _write(path: Path, results: Sequence[Result]) -> None:
    names = ("task", "shape", "nodes", "arcs", "peer", "build", "work", "build_cpu", "work_cpu")
    names += ("memory", "found", "note")
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow([*names, "ratio", "ratio with building"])
        for one in results:
            ratios = _ratios(one, results).replace("×", "").split() if not one.note else []
            rows.writerow([*(getattr(one, name) for name in names), *(ratios or ["", ""])])


if __name__ == "__main__":
    sys.exit(main())

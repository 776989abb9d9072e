"""The benchmark of SHACL in one command: `python -m tests.bench.shacl`; `--help` shows its options.

The debate that comes with the program is copied as often as a size asks for, every thing of a copy
under a name of its own, and validated against the shapes of the ontology. *Work* is from the two
files to the text of the report, in a process that has its libraries loaded; *process* is all of it.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

from stakhgraph.project import Project
from stakhgraph.rdf.shacl.files import validate
from stakhgraph.rdf.store import load
from stakhgraph.rdf.terms import ID

ROOT = Path(__file__).resolve().parents[2]
SIZES = (20_000, 120_000, 1_200_000)
RESULT = "sh:ValidationResult"


def _pyshacl(shapes: Path, data: Path) -> str:
    import pyshacl

    graph = {"data_graph": str(data), "data_graph_format": "nt", "shacl_graph": str(shapes)}
    # stakhgraph, too, first checks that the shapes are well-formed.
    report = pyshacl.validate(**graph, meta_shacl=True, serialize_report_graph="turtle")[1]
    return report.decode() if isinstance(report, bytes) else str(report)


def _stakhgraph(shapes: Path, data: Path) -> str:
    return validate(shapes, data)[1]


PEERS: dict[str, Callable[[Path, Path], str]] = {"stakhgraph": _stakhgraph, "pySHACL": _pyshacl}
BASE = "pySHACL"


@dataclass(frozen=True)
class Result:
    """Median seconds of the work and of the process, the bytes of its peak, the results found."""

    work: float = 0.0
    process: float = 0.0
    memory: int = 0
    found: int = 0
    note: str = ""


def copies(triples: int) -> Iterator[bytes]:
    """Yield the debate as N-Triples as often as needed, with other names in each copy.

    One person in each copy lacks a label, so that a report has a result for each copy.
    """
    text = load(Project.shipped().turtle_files()).ntriples()
    person = b"<%sperson/trotsky-leon> <http://www.w3.org/2000/01/rdf-schema#label>" % ID.encode()
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith(person)]
    assert len(lines) == text.count(b"\n") - 1
    whole = b"".join(lines)
    for at in range(max(1, round(triples / len(lines)))):
        yield whole.replace(ID.encode(), b"%scopy-%d/" % (ID.encode(), at)) if at else whole


def main(given: Sequence[str] | None = None) -> int:
    """Measure and print a table in Markdown."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.shacl", description=__doc__)
    add = parser.add_argument
    add("--triples", default=",".join(map(str, SIZES)), help="sizes, such as 20000,120000")
    add("--repeats", type=int, default=5, help="of what takes less than ten seconds")
    add("--limit", type=float, default=3600.0, help="seconds that a process may take")
    add("--once", nargs=2, metavar=("PEER", "DATA"), help=argparse.SUPPRESS)
    chosen = parser.parse_args(given)
    if chosen.once:
        return _once(chosen.once[0], Path(chosen.once[1]))
    names = ("pyshacl", "shacl", "rdflib", "pyoxigraph")
    print(f"{datetime.now(tz=UTC):%Y-%m-%d}, {os.cpu_count()} cores, {platform.machine()}, Python")
    print(f"{platform.python_version()}, {', '.join(f'{n} {version(n)}' for n in names)}\n")
    print("| triples | peer | work | process | memory | results | work, times as fast |")
    print("|--:|---|--:|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        for size in map(int, chosen.triples.split(",")):
            data = Path(folder) / f"{size}.nt"
            with data.open("wb") as file:
                file.writelines(copies(size))
            _compare(data, chosen.repeats, chosen.limit)
    return 0


def _compare(data: Path, repeats: int, limit: float) -> None:
    with data.open("rb") as file:
        count = sum(1 for _ in file)
    results = {peer: _measured(peer, data, repeats, limit) for peer in PEERS}
    base = results[BASE].work
    for peer, result in results.items():
        if result.note:
            print(f"| {count:,} | {peer} | {result.note} | | | | |", flush=True)
            continue
        print(
            f"| {count:,} | {peer} | {result.work:.3f} s | {result.process:.2f} s "
            f"| {result.memory / 1e6:,.0f} MB | {result.found:,} "
            f"| {base / result.work if base else 0:.0f} |",
            flush=True,
        )


def _measured(peer: str, data: Path, repeats: int, limit: float) -> Result:
    command = [sys.executable, "-m", "tests.bench.shacl", "--once", peer, str(data)]
    runs: list[Result] = []
    while not runs or (len(runs) < repeats and runs[0].process < 10):
        begin = time.perf_counter()
        try:
            run = subprocess.run(
                command, cwd=ROOT, capture_output=True, text=True, timeout=limit, check=True
            )
        except subprocess.TimeoutExpired:
            return Result(note=f"took more than {limit:,.0f} s")
        except subprocess.CalledProcessError as exc:
            return Result(note=f"failed: {(exc.stderr.splitlines() or ['killed'])[-1]}")
        runs.append(Result(process=time.perf_counter() - begin, **json.loads(run.stdout)))
    return Result(
        median(run.work for run in runs),
        median(run.process for run in runs),
        runs[-1].memory,
        runs[-1].found,
    )


def _once(peer: str, data: Path) -> int:
    """Validate once in this process, after a validation of nothing, and print what it took."""
    shapes = Project.shipped().shapes
    with tempfile.NamedTemporaryFile(suffix=".nt") as nothing:
        PEERS[peer](shapes, Path(nothing.name))
    begin = time.perf_counter()
    report = PEERS[peer](shapes, data)
    work = time.perf_counter() - begin
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    print(json.dumps({"work": work, "memory": peak, "found": report.count(RESULT)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How time grows with the debate: `python -m tests.bench.growth`; `--help` shows its options.

Makes debates of several sizes (`tests.bench.copies`), and times every stored question, every check
and the main commands on each. Each question is asked as it stands, and once with a value for each
of its parameters: that of the first copy for which it has most rows. The exponent tells how time
grows between the smallest and the largest size: 1 is as fast as the debate, 2 its square.
"""

import argparse
import itertools
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from math import log
from pathlib import Path

from stakhgraph.errors import StakhError, UsageError
from stakhgraph.project import Project
from stakhgraph.queries import answering, binding, rewriting
from stakhgraph.queries.query_file import Parameter, Query, read
from stakhgraph.rdf.store import Store, load
from stakhgraph.rdf.terms import ID, Iri
from stakhgraph.rdf.workers.worker_store import MEMORY, WorkerStore
from tests.bench import copies
from tests.mini import ROOT

SIZES = (340, 3_400)
MOST = 1.15
"""The exponent above which a line is marked: sorting and noise stay below it."""
SHORT = 0.02
"""Seconds below which a time says nothing about growth."""
COMMANDS = (
    "show person:wren-celia",
    "query people/positions who=person:tallow-bruno",
    "queries --about market",
    "validate",
    "what-if person:wren-celia",
    "draw citations --format svg",
    "draw decades --format svg",
    "export --format turtle",
    "export --format graphml",
    "export --format gexf",
    "export --format dot",
    "export --format csv",
    "export --format jsonld",
    "export --format rdfxml",
    "export --format bibtex",
    "export --format csl-json",
)
LONG_COMMANDS = ("export --format html --out HERE/site.html", "build --out HERE/build")


@dataclass(frozen=True)
class Task:
    """What is timed: its name, and how to do it on the project of a size."""

    name: str
    work: Callable[[int], float]


class Bench:
    """The projects of all sizes, each with a store that answers and can be stopped."""

    def __init__(self, folder: Path, sizes: Sequence[int], engine: str, limit: float) -> None:
        self.folder, self.limit = folder, limit
        self.projects = {size: project_of(folder / str(size), size) for size in sizes}
        self.stores = {
            size: WorkerStore(
                project.turtle_files(), engine=engine, timeout=limit, memory=8 * MEMORY
            )
            for size, project in self.projects.items()
        }

    def questions(self, words: Sequence[str]) -> Iterator[Task]:
        """Yield a task for each stored question and check, without and with values."""
        first = next(iter(self.projects.values()))
        with tempfile.TemporaryDirectory() as one:
            small = load(copies.make(Path(one), 1).turtle_files())
        for path in (*first.queries, *first.checks):
            query = rewriting.add_prefixes(read(path), first.prefixes, local=True)
            if words and not any(word in query.name for word in words):
                continue
            values = dict(examples(query, first, small))
            if not any(parameter.required for parameter in query.parameters):
                yield self._question(query, {})
            if values:
                yield self._question(query, values)

    def commands(self, lines: Sequence[str], words: Sequence[str]) -> Iterator[Task]:
        """Yield a task for each line of words for the program; a large debate is compiled before."""
        for size in self.projects:
            self._run("query overview/classes", size)
        for line in lines:
            if not words or any(word in line for word in words):
                yield Task(line.partition(" --out")[0], partial(self._run, line))

    def _question(self, query: Query, values: dict[str, str]) -> Task:
        def work(size: int) -> float:
            store = self.stores[size]
            store.start()
            begin = time.perf_counter()
            answering.answer(query, on=store, params=values, prefixes=self.projects[size].prefixes)
            return time.perf_counter() - begin

        return Task(" ".join((query.name, *(f"{k}={v}" for k, v in values.items()))), work)

    def _run(self, line: str, size: int) -> float:
        here = str(self.folder / f"out-{size}")
        given = [word.replace("HERE", here) for word in line.split()]
        Path(here).mkdir(exist_ok=True)
        begin = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "stakhgraph", *given, "--project", self.projects[size].root],
            capture_output=True,
            timeout=self.limit,
            check=False,
        )
        if done.returncode not in (0, 1):
            raise UsageError(done.stderr.decode().strip().splitlines()[-1])
        return time.perf_counter() - begin


def examples(query: Query, project: Project, small: Store) -> Iterator[tuple[str, str]]:
    """Yield a value for each parameter of a question, one with most rows in a debate of one copy."""
    for parameter in query.parameters:
        rows = {
            value: _rows(query, parameter, value, project, small)
            for value in _candidates(parameter, project, small)
        }
        if rows:
            yield parameter.name, max(rows, key=lambda value: rows[value])


def _candidates(parameter: Parameter, project: Project, small: Store) -> Iterator[str]:
    if parameter.type in binding.BASIC_TYPES and parameter.type != "iri":
        yield parameter.example
        return
    kinds = [ID + kind for kind in parameter.type.split("/")] if parameter.type != "iri" else [ID]
    things = small.select("SELECT DISTINCT ?s { ?s a ?kind } ORDER BY ?s").rows
    for (thing,) in things:
        if isinstance(thing, Iri) and any(thing.value.startswith(f"{kind}") for kind in kinds):
            yield project.prefixes.shorten(thing)
    if parameter.type == "iri":
        yield parameter.example


def _rows(query: Query, parameter: Parameter, value: str, project: Project, small: Store) -> int:
    others = [p for p in query.parameters if p.required and p is not parameter]
    if others:
        return 0
    try:
        values = {parameter.name: value}
        answer = answering.run(query, on=small, params=values, prefixes=project.prefixes)
    except StakhError:
        return 0
    return len(answer.rows)


def project_of(folder: Path, size: int) -> Project:
    """Return the project of a size in a folder, made now if it is not there."""
    if folder.is_dir():  # kept from another run: the questions may have changed since
        shutil.rmtree(folder / "queries")
        shutil.copytree(ROOT / "queries", folder / "queries")
        return Project.find(folder)
    folder.mkdir(parents=True)
    return copies.make(folder, size)


def main(given: Sequence[str] | None = None) -> int:
    """Measure, print a line for each task, and return 1 if one of them grows too fast."""
    chosen = _parser().parse_args(given)
    sizes = sorted({int(size) for size in chosen.sizes.split(",")})
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(chosen.folder or folder), sizes, chosen.engine, chosen.limit)
        print(f"{'seconds at stances:':<50}{''.join(f'{size:>10,}' for size in sizes)}  exponent")
        tasks = [] if chosen.no_questions else [bench.questions(chosen.words)]
        if not chosen.no_commands:
            lines = COMMANDS + LONG_COMMANDS if chosen.long else COMMANDS
            tasks.append(bench.commands(lines, chosen.words))
        fast = [_measure(task, sizes, chosen.least) for task in itertools.chain(*tasks)]
        for store in bench.stores.values():
            store.close()
    print(f"{len(fast)} measured, {sum(fast)} grow faster than the debate")
    return int(any(fast))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.growth", description=__doc__)
    add = parser.add_argument
    add("words", nargs="*", help="measure only what has one of these words in its name")
    add("--sizes", default=",".join(map(str, SIZES)), help="stances, such as 340,3400,34000")
    add("--engine", default="oxigraph", help="that answers the questions: oxigraph or rdflib")
    add("--limit", type=float, default=60.0, help="seconds for a question or command")
    add("--folder", type=Path, help="where the projects are kept (default: nowhere)")
    add("--least", type=float, default=0.0, help="print only what takes so many seconds")
    add("--no-questions", action="store_true", help="leave out questions and checks")
    add("--no-commands", action="store_true", help="leave out the commands")
    add("--long", action="store_true", help="build the debate and its site in one file, too")
    return parser


def _measure(task: Task, sizes: Sequence[int], least: float) -> bool:
    """Print the times of a task; return whether they grow faster than the debate."""
    times: list[float | None] = []
    for size in sizes:
        try:
            times.append(task.work(size))
        except (StakhError, subprocess.TimeoutExpired):
            times.append(None)
            break
    power = exponent(sizes, times)
    fast = None in times or (power > MOST and (times[-1] or 0) > SHORT)
    if fast or (times[-1] or 0) >= least:
        cells = "".join(f"{'no answer':>10}" if one is None else f"{one:>10.3f}" for one in times)
        print(f"{task.name:<50}{cells}  {power:>5.2f}{'  grows too fast' * fast}", flush=True)
    return fast


def exponent(sizes: Sequence[int], times: Sequence[float | None]) -> float:
    """Return the power of the size with which time grows; NaN where it cannot be told."""
    if len(sizes) < 2 or len(times) < len(sizes) or not (times[0] and times[-1]):
        return float("nan")
    return log(times[-1] / times[0]) / log(sizes[-1] / sizes[0])


if __name__ == "__main__":
    sys.exit(main())

"""A query in a process of its own can be stopped and limited, and breaks nothing else."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from typing import IO

import pytest

from stakhgraph.errors import Failure, ParseError, QuerySyntaxError
from stakhgraph.project import Project
from stakhgraph.rdf.workers import messages, process, worker_store
from stakhgraph.rdf.workers.process import start
from stakhgraph.rdf.workers.worker_store import WorkerStore
from tests import ROOT
from tests.conftest import MakeProject

PROJECT = Project.find(ROOT)
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
DOUBLING = "SELECT ?z { BIND(REPLACE('x', 'x', '" + "x" * 1000 + "') AS ?a0) "
DOUBLING += "".join(f"BIND(CONCAT({', '.join([f'?a{i}'] * 8)}) AS ?a{i + 1}) " for i in range(10))
DOUBLING += "BIND(STRLEN(?a10) AS ?z) }"
BACKTRACKING = (
    "SELECT ?x { BIND('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' AS ?x) FILTER REGEX(?x, '^(a+)+$') }"
)


@pytest.mark.parametrize(
    ("engine", "text"), [("oxigraph", ENDLESS), ("rdflib", ENDLESS), ("rdflib", BACKTRACKING)]
)
def test_a_query_that_takes_too_long_is_stopped(engine: str, text: str):
    with WorkerStore(PROJECT.turtle_files(), engine=engine, timeout=1.5) as worker:
        began = time.monotonic()
        with pytest.raises(Failure, match=r"stopped after 1\.5 seconds.*--timeout"):
            worker.select(text)
        assert time.monotonic() - began < 20
        assert worker.ask("ASK {}"), "a new worker answers the next query"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is limited on Linux only")
@pytest.mark.parametrize("engine", ["oxigraph", "rdflib"])
def test_a_query_that_takes_too_much_memory_is_stopped(engine: str):
    with WorkerStore(
        PROJECT.turtle_files(), engine=engine, timeout=60, memory=200 * 2**20
    ) as worker:
        with pytest.raises(Failure, match="memory"):
            worker.select(DOUBLING)
        assert worker.ask("ASK {}")


def test_a_worker_connects_to_nothing_even_without_the_guard(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(worker_store, "require_form", lambda text, *_: text)
    with WorkerStore(PROJECT.turtle_files()) as worker, pytest.raises((Failure, QuerySyntaxError)):
        worker.select("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")


def test_a_worker_that_was_killed_is_replaced_before_its_end_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
):
    with WorkerStore(PROJECT.turtle_files()) as worker:
        assert worker.size > 1000
        assert worker._process is not None
        monkeypatch.setattr(worker._process, "poll", lambda: None)  # its end is not noticed yet
        os.kill(worker._process.pid, signal.SIGKILL)
        assert worker.ask("ASK {}")


@pytest.mark.skipif(os.name != "posix", reason="stops a process by a signal")
def test_a_worker_that_is_killed_before_it_reads_a_query_is_replaced(
    monkeypatch: pytest.MonkeyPatch,
):
    with WorkerStore(PROJECT.turtle_files()) as worker:
        assert worker.size > 1000
        killed = worker._process
        assert killed is not None
        os.kill(killed.pid, signal.SIGSTOP)

        def is_acknowledged(pipe: IO[bytes]) -> bool:
            killed.kill()  # the query is in the pipe
            return messages.is_acknowledged(pipe)

        monkeypatch.setattr(process, "is_acknowledged", is_acknowledged)
        assert worker.ask("ASK {}")
        assert worker._process is not killed


def test_a_query_that_ends_its_worker_is_not_asked_again(monkeypatch: pytest.MonkeyPatch):
    started = []
    monkeypatch.setattr(process, "start", lambda: started.append(1) or start())
    with WorkerStore(PROJECT.turtle_files(), timeout=60) as worker:
        timer = threading.Timer(2, lambda: worker._process and worker._process.kill())
        worker.start()
        timer.start()
        with pytest.raises(Failure, match="was stopped"):
            worker.select(ENDLESS)
        assert started == [1]


def test_workers_that_cannot_even_read_are_one_error(monkeypatch: pytest.MonkeyPatch):
    with WorkerStore(PROJECT.turtle_files()) as worker:
        worker.start()
        gone = process.Gone()
        monkeypatch.setattr(process, "exchange", lambda *_: (_ for _ in ()).throw(gone))
        with pytest.raises(Failure, match="did not start"):
            worker.ask("ASK {}")


def test_closing_ends_the_process():
    worker = WorkerStore(PROJECT.turtle_files())
    assert worker.ask("ASK {}")
    process = worker._process
    assert process is not None
    worker.close()
    assert process.poll() is not None


def test_a_broken_file_is_the_same_error_as_without_a_worker(make_project: MakeProject):
    project = make_project({"graph/broken.ttl": "person:a stakh:b .\n"})
    with (
        WorkerStore(project.turtle_files()) as worker,
        pytest.raises(ParseError, match=r"graph/broken\.ttl:5:"),
    ):
        worker.ask("ASK {}")


def test_text_arrives_unchanged(make_project: MakeProject):
    text = "Стаханов \\u0000 \U0001f6a9 ]]>\\n"
    project = make_project({"graph/a.ttl": f'ex:a ex:b "{text}" .'})
    with WorkerStore(project.turtle_files()) as worker:
        ((found,),) = worker.select("SELECT ?o { ?s ?p ?o }").rows
    assert found is not None
    assert found.value == "Стаханов \x00 \U0001f6a9 ]]>\n"


@pytest.mark.skipif(sys.platform == "win32", reason="no process groups on Windows")
def test_ctrl_c_stops_a_query_at_once_and_leaves_nothing_behind():
    run = endless_query()
    try:
        time.sleep(2)
        began = time.monotonic()
        os.killpg(run.pid, signal.SIGINT)
        _, said = run.communicate(timeout=10)
        assert time.monotonic() - began < 2
        assert (run.returncode, said.strip()) == (130, "error: stopped.")
        with pytest.raises(ProcessLookupError):
            os.killpg(run.pid, 0)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(run.pid, signal.SIGKILL)


def endless_query() -> subprocess.Popen[str]:
    """Start a query without end in a process group of its own, which hears Ctrl-C.

    Where tests run in the background of a script, Ctrl-C is ignored by them and by what they start.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        command = [sys.executable, "-m", "stakhgraph", "query", "-e", ENDLESS, "--timeout", "0"]
        return subprocess.Popen(
            command, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True
        )
    finally:
        signal.signal(signal.SIGINT, before)

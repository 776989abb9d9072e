"""A store in a process of its own, which can be ended: for queries that somebody else wrote.

The engines below can neither be interrupted nor limited from inside: an endless query goes on, and
one that takes all memory ends its process. Here that process is a worker with a limit on memory,
without the right to connect to anything, and a deadline that its parent keeps by ending it. The
next query starts a new worker.

Messages are JSON behind their length (four bytes, big-endian). The first tells the worker what to
load; each later one is a query, answered before the next is read. Memory is limited where the
system can (Linux and other Unix systems; not on Windows, and weakly on macOS).
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Any

from stakhgraph import errors, sparql
from stakhgraph.errors import Failure, QuerySyntaxError, StakhError
from stakhgraph.project import Project
from stakhgraph.tables import Table
from stakhgraph.terms import Blank, Iri, Literal, Term, Triple

TIMEOUT = 60.0
"""Seconds that a query may take, unless one says otherwise."""

MEMORY = 512 * 1024 * 1024
"""Bytes that a query may take beyond what the loaded worker holds."""

_LENGTH = struct.Struct(">I")
_LONGEST = 2**32 - 1
_START = """
import sys
sys.path.insert(0, sys.argv[1])
from stakhgraph.workers import serve
serve()
"""


class WorkerStore:
    """A project's graph in a worker; it answers as a store does, and ends what takes too long.

    ``timeout`` is in seconds; 0 sets no limit. Use it as a context manager, or close it.
    """

    def __init__(
        self,
        project: Project,
        *,
        engine: str = "oxigraph",
        timeout: float = TIMEOUT,
        memory: int = MEMORY,
        extra: Iterable[Path] = (),
    ) -> None:
        self._timeout = timeout
        self._order = {
            "project": str(project.root),
            "engine": engine,
            "memory": memory,
            "timeout": timeout,
            "extra": [str(path.resolve()) for path in extra],
        }
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> WorkerStore:
        """Give the store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the worker."""
        self.close()

    @property
    def size(self) -> int:
        """The number of triples."""
        return int(self._asked("size", "")["size"])

    def select(self, text: str) -> Table:
        """Answer a SELECT; Failure when it takes too long or too much."""
        found = self._asked("select", _required(text, "SELECT"))
        rows = tuple(tuple(map(_unpacked, row)) for row in found["rows"])
        return Table(tuple(found["columns"]), rows)

    def ask(self, text: str) -> bool:
        """Answer an ASK."""
        return bool(self._asked("ask", _required(text, "ASK"))["boolean"])

    def construct(self, text: str) -> list[Triple]:
        """Answer a CONSTRUCT or DESCRIBE with triples, each once, sorted by their text."""
        found = self._asked("construct", _required(text, "CONSTRUCT", "DESCRIBE"))
        return [_triple(row) for row in found["triples"]]

    def close(self) -> None:
        """End the worker; a later query starts another."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                assert pipe is not None
                pipe.close()
        process.wait()

    def _asked(self, verb: str, text: str) -> dict[str, Any]:
        """Put one question to the worker and wait for the answer, no longer than allowed."""
        process = self._started()
        late = threading.Event()
        timer = threading.Timer(self._timeout, _end, (process, late))
        if self._timeout:
            timer.start()
        try:
            answer = _exchange(process, {"verb": verb, "text": text})
        except BaseException:  # Ctrl-C too: whatever is still being worked out is not wanted
            self.close()
            raise
        finally:
            timer.cancel()
        if answer is None:
            self.close()
            raise self._ended(late=late.is_set())
        return _or_error(answer)

    def _started(self) -> subprocess.Popen[bytes]:
        """Give the worker, loaded; a new one if there is none."""
        if self._process is None:
            self._process = _launched()
            try:
                _or_error(_exchange(self._process, self._order) or _error(_NO_START))
            except BaseException:
                self.close()
                raise
        return self._process

    def _ended(self, *, late: bool) -> Failure:
        if late:
            return Failure(
                f"the query was stopped after {self._timeout:g} seconds",
                remedy="Narrow it, or allow more with --timeout SECONDS (0 for no limit).",
            )
        return Failure(
            "the query took more memory than it may, or broke the engine, and was stopped",
            remedy="Narrow it: a LIMIT, fewer unconnected patterns.",
        )


_NO_START = Failure("the process for queries did not start", remedy="Is there memory left?")


def _end(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _launched() -> subprocess.Popen[bytes]:
    """Start a worker: isolated from the environment and the folder, without standard error."""
    home = Path(__file__).resolve().parent.parent
    return subprocess.Popen(  # noqa: S603 (our own interpreter and text)
        [sys.executable, "-I", "-c", _START, str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _exchange(
    process: subprocess.Popen[bytes], message: Mapping[str, object]
) -> dict[str, Any] | None:
    """Give the answer to a message; None if the worker ended instead."""
    assert process.stdin is not None and process.stdout is not None
    try:
        _send(process.stdin, message)
        return _receive(process.stdout)
    except (OSError, ValueError):  # a pipe broken or closed while it was ended
        return None


def _or_error(answer: dict[str, Any]) -> dict[str, Any]:
    """Give an answer back, or raise the error that it tells of."""
    if "error" not in answer:
        return answer
    kind = getattr(errors, answer["error"])
    raise kind(answer["message"], where=answer["where"], remedy=answer["remedy"])


def _required(text: str, *forms: str) -> str:
    form = sparql.guard(text)
    if form not in forms:
        raise QuerySyntaxError(f"the query is {form}, where {forms[0]} is needed")
    return text


# ----------------------------------------------------------------------------------- in the worker


def serve() -> None:
    """Load what the first message says, then answer until there is no more to read."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    source, target = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever a library prints is no message
    order = _receive(source)
    if order is None:
        return
    try:
        store = _loaded(order)
        _limit(order["memory"], descriptors=order["engine"] == "oxigraph")
    except StakhError as exc:
        _send(target, _error(exc))
        return
    _send(target, {"size": store.size})
    while (message := _receive(source)) is not None:
        _alarm(order["timeout"])
        _send(target, _answered(store, message))
        _alarm(0)


def _loaded(order: Mapping[str, Any]) -> Any:
    from stakhgraph import store

    sys.addaudithook(_refuse_connections)
    found = store.load(
        Project(Path(order["project"])),
        engine=order["engine"],
        extra=[Path(path) for path in order["extra"]],
    )
    for text in ("SELECT ?s { ?s ?p ?o } LIMIT 1", "ASK {}", "CONSTRUCT { ?s ?p ?o } WHERE {}"):
        _answered(found, {"verb": text.split()[0].lower(), "text": text})  # loads what it needs
    return found


def _answered(store: Any, message: Mapping[str, str]) -> dict[str, Any]:
    try:
        found: dict[str, Any] = _ANSWERS[message["verb"]](store, message["text"])
    except StakhError as exc:
        return _error(exc)
    except MemoryError:
        return _error(Failure("the query took more memory than it may", remedy="Narrow it."))
    return found


def _selected(store: Any, text: str) -> dict[str, Any]:
    table = store.select(text)
    return {"columns": table.columns, "rows": [list(map(_packed, row)) for row in table.rows]}


def _constructed(store: Any, text: str) -> dict[str, Any]:
    return {"triples": [list(map(_packed, triple)) for triple in store.construct(text)]}


_ANSWERS: Mapping[str, Any] = {
    "size": lambda store, _: {"size": store.size},
    "select": _selected,
    "ask": lambda store, text: {"boolean": store.ask(text)},
    "construct": _constructed,
}


def _error(exc: StakhError) -> dict[str, Any]:
    told = {"message": exc.message, "where": exc.where, "remedy": exc.remedy}
    return {"error": type(exc).__name__, **told}


_REACHING_OUT = ("socket.connect", "socket.getaddrinfo", "socket.bind", "urllib.Request")


def _refuse_connections(event: str, _: object) -> None:
    if event in _REACHING_OUT:
        raise PermissionError("a worker connects to nothing")


def _limit(memory: int, *, descriptors: bool) -> None:
    """Bound the memory of this process, and let it open nothing more (so no connection either)."""
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    with contextlib.suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        limit = pages * os.sysconf("SC_PAGE_SIZE") + memory
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if descriptors:
            resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))


def _alarm(timeout: float) -> None:
    """Let the system end this process a little after the parent should have done so."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, timeout + 5 if timeout else 0)


# --------------------------------------------------------------------------------------- messages


def _send(pipe: IO[bytes], message: Mapping[str, Any]) -> None:
    data = json.dumps(message, ensure_ascii=False).encode("utf-8", "surrogatepass")
    if len(data) > _LONGEST:
        data = json.dumps(_error(Failure("the answer is too long", remedy="Add a LIMIT."))).encode()
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> dict[str, Any] | None:
    """Give the next message; None at the end, or when it breaks off."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = pipe.read(length)
    if len(data) < length:
        return None
    found: dict[str, Any] = json.loads(data.decode("utf-8", "surrogatepass"))
    return found


def _packed(term: Term | None) -> list[str | None] | None:
    match term:
        case None:
            return None
        case Iri():
            return ["i", term.value]
        case Blank():
            return ["b", term.value]
        case Literal():
            return ["l", term.value, term.datatype, term.language]


def _unpacked(packed: list[Any] | None) -> Term | None:
    if packed is None:
        return None
    match packed[0]:
        case "i":
            return Iri(packed[1])
        case "b":
            return Blank(packed[1])
        case _:
            return Literal(*packed[1:])


def _triple(packed: list[list[Any]]) -> Triple:
    subject, predicate, value = map(_unpacked, packed)
    assert isinstance(subject, Iri | Blank) and isinstance(predicate, Iri) and value is not None
    return subject, predicate, value

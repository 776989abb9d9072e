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
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import stakhgraph
from stakhgraph import errors
from stakhgraph.errors import (
    Failure,
    MemoryLimit,
    QuerySyntaxError,
    RowLimit,
    StakhError,
    TimeLimit,
)
from stakhgraph.files import NamedFile
from stakhgraph.rdf import answers, query_text
from stakhgraph.rdf.tables import Table
from stakhgraph.rdf.terms import Blank, Iri, Literal, Prefixes, Term, Triple

if TYPE_CHECKING:
    from stakhgraph.rdf.store import Dataset

TIMEOUT = 60.0
"""Seconds that a query may take, unless one says otherwise."""

MEMORY = 512 * 1024 * 1024
"""Bytes that a query may take beyond what the loaded worker holds."""

_LENGTH = struct.Struct(">I")
_LONGEST = 2**32 - 1
_START = """
import sys
sys.path.insert(0, sys.argv[1])
from stakhgraph.rdf.workers import serve
serve()
"""


@dataclass(frozen=True)
class Written:
    """An answer as the text of one of its forms; ``more`` tells that it was cut short."""

    text: str
    rows: int
    more: bool = False


class WorkerStore:
    """A graph in a worker; it answers as a store does, and ends what takes too long.

    The graph is that of Turtle files or, with ``snapshot``, of a file of N-Quads with its named
    graphs. ``timeout`` is in seconds; 0 sets no limit. Answers are written with ``prefixes``, and
    JSON-LD with ``words``, the terms of its context. Use it as a context manager, or close it.
    """

    def __init__(
        self,
        files: Iterable[NamedFile] = (),
        *,
        engine: str = "oxigraph",
        timeout: float = TIMEOUT,
        memory: int = MEMORY,
        snapshot: Path | None = None,
        prefixes: Prefixes | None = None,
        words: Mapping[str, Any] | None = None,
    ) -> None:
        self._timeout = timeout
        self._order = {
            "engine": engine,
            "memory": memory,
            "timeout": timeout,
            "load": [(str(file.path.resolve()), file.name) for file in files],
            "snapshot": str(snapshot.resolve()) if snapshot else "",
            "prefixes": dict(prefixes.namespaces) if prefixes else {},
            "words": dict(words or {}),
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

    def written(
        self,
        text: str,
        form: str = "",
        *,
        dataset: Dataset | None = None,
        rows: int = 0,
        length: int = 0,
        cut: bool = False,
    ) -> Written:
        """Answer a query of any form with the text of the answer in a form of `answers.FORMATS`.

        ``rows`` and ``length`` limit rows (or triples) and characters; 0 sets no limit. What goes
        beyond the rows is RowLimit, or left out where ``cut`` says so. FROM names graphs that the
        worker holds. Raises as `select` does. Only a worker with a snapshot answers this.
        """
        query_text.guard(text, datasets=True)
        limits = {"rows": rows, "length": length, "cut": cut}
        graphs = asdict(dataset) if dataset else None
        found = self._asked("written", text, form=form, dataset=graphs, **limits)
        return Written(found["written"], found["rows"], found["more"])

    def graphs(self) -> dict[str, int]:
        """Give the graphs that a snapshot holds, with the number of triples of each."""
        return dict(self._asked("graphs", "")["graphs"])

    @property
    def resident(self) -> int:
        """The bytes of memory that the worker takes now; 0 where nobody can tell."""
        if self._process is None:
            return 0
        with contextlib.suppress(OSError, ValueError, IndexError):
            statm = Path(f"/proc/{self._process.pid}/statm").read_text(encoding="ascii")
            return int(statm.split()[1]) * os.sysconf("SC_PAGE_SIZE")
        return 0

    def start(self) -> None:
        """Start the worker and load it, if it is not there."""
        self._started()

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

    def _asked(self, verb: str, text: str, **more: Any) -> dict[str, Any]:
        """Put one question to the worker and wait for the answer, no longer than allowed."""
        process = self._started()
        late = threading.Event()
        timer = threading.Timer(self._timeout, _end, (process, late))
        if self._timeout:
            timer.start()
        try:
            answer = _exchange(process, {"verb": verb, "text": text, **more})
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
        """Give the worker, loaded; a new one if there is none, or somebody has ended it."""
        if self._process is not None and self._process.poll() is not None:
            self.close()
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
            return TimeLimit(
                f"the query was stopped after {self._timeout:g} seconds",
                remedy="Narrow it, or allow more with --timeout SECONDS (0 for no limit).",
            )
        return MemoryLimit(
            "the query took more memory than it may, or broke the engine, and was stopped",
            remedy="Narrow it: a LIMIT, fewer unconnected patterns.",
        )


def snapshot_of(files: Iterable[Path]) -> bytes:
    """Give the triples of RDF files, with their graphs, as N-Quads.

    They are read in a process of its own, since some break a parser. Raises ParseError with file,
    line and column, and Failure for a file that ends the process.
    """
    process = _launched()
    order = {"files": [str(path.resolve()) for path in files], "memory": 4 * MEMORY}
    try:
        answer = _exchange(process, order)
        if answer is None:
            raise Failure(
                "a file is too large or too deeply nested to be read",
                remedy="Name the files one by one to find it.",
            )
        return str(_or_error(answer)["snapshot"]).encode("utf-8", "surrogatepass")
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            assert pipe is not None
            pipe.close()


_NO_START = Failure("the process for queries did not start", remedy="Is there memory left?")


def _end(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _launched() -> subprocess.Popen[bytes]:
    """Start a worker: isolated from the environment and the folder, without standard error."""
    home = Path(stakhgraph.__file__).resolve().parent.parent
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
    form = query_text.guard(text)
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
    if "files" in order:
        _send(target, _read_files(order))
        return
    try:
        store = _loaded(order)
        for plain, *forms in _WARM:  # loads what is needed, for nothing can be opened later
            for message in (plain, *(forms if order["snapshot"] else ())):
                _answered(order, store, message)
        _limit(order["memory"], descriptors=order["engine"] == "oxigraph")
    except StakhError as exc:
        _send(target, _error(exc))
        return
    _send(target, {"size": store.size})
    while (message := _receive(source)) is not None:
        _alarm(order["timeout"])
        _send(target, _answered(order, store, message))
        _alarm(0)


def _read_files(order: Mapping[str, Any]) -> dict[str, Any]:
    """Give the snapshot of files, or the error that one of them makes."""
    from stakhgraph.rdf import store

    sys.addaudithook(_refuse_connections)
    _limit(order["memory"], descriptors=False)
    held = store.OxigraphStore()
    try:
        for name in order["files"]:
            store.load_file(held, Path(name))
    except StakhError as exc:
        return _error(exc)
    except MemoryError:
        return _error(Failure("the file is too large for the memory that it may take"))
    return {"snapshot": held.snapshot().decode("utf-8")}


def _loaded(order: Mapping[str, Any]) -> Any:
    from stakhgraph.rdf import store

    sys.addaudithook(_refuse_connections)
    if order["snapshot"]:
        held = store.OxigraphStore()
        held.load(
            Path(order["snapshot"]).read_bytes(),
            media_type="application/n-quads",
            where="the snapshot",
        )
        return held
    files = [NamedFile(Path(path), name) for path, name in order["load"]]
    return store.load(files, engine=order["engine"])


def _answered(order: Mapping[str, Any], store: Any, message: Mapping[str, Any]) -> dict[str, Any]:
    try:
        if message["verb"] == "written":
            return _written(order, store, message)
        found: dict[str, Any] = _ANSWERS[message["verb"]](store, message["text"])
    except StakhError as exc:
        return _error(exc)
    except MemoryError:
        return _error(MemoryLimit("the query took more memory than it may", remedy="Narrow it."))
    return found


def _selected(store: Any, text: str) -> dict[str, Any]:
    table = store.select(text)
    return {"columns": table.columns, "rows": [list(map(_packed, row)) for row in table.rows]}


def _constructed(store: Any, text: str) -> dict[str, Any]:
    return {"triples": [list(map(_packed, triple)) for triple in store.construct(text)]}


def _written(order: Mapping[str, Any], store: Any, message: Mapping[str, Any]) -> dict[str, Any]:
    from stakhgraph.rdf.store import Dataset

    most, cut, graphs = message["rows"], message["cut"], message["dataset"]
    found = store.answer(
        message["text"],
        dataset=Dataset(*map(tuple, (graphs["default"], graphs["named"]))) if graphs else None,
        most=most + 1 if most else None,
    )
    rows = 1 if isinstance(found, answers.Truth) else len(found)
    more = bool(most) and rows > most
    if more and not cut:
        raise RowLimit(f"the answer has more than {most:,} rows", remedy="Add a LIMIT.")
    if more:
        found, rows = answers.first(found, most), most
    prefixes = Prefixes(order["prefixes"])
    text = answers.write(found, message["form"], prefixes=prefixes, terms=order["words"])
    if message["length"] and len(text) > message["length"]:
        raise RowLimit(
            f"the answer has more than {message['length']:,} characters", remedy="Add a LIMIT."
        )
    return {"written": text, "rows": rows, "more": more}


def _warming(text: str, *forms: str) -> tuple[dict[str, Any], ...]:
    """Give the messages that make a worker load whatever a query and its forms need."""
    plain = {"verb": text.split(maxsplit=1)[0].lower(), "text": text}
    limits = {"dataset": None, "rows": 0, "length": 0, "cut": False}
    return (plain, *({**plain, "verb": "written", "form": form, **limits} for form in forms))


_WARM: tuple[tuple[dict[str, Any], ...], ...] = (
    _warming("SELECT ?s { ?s ?p ?o } LIMIT 1", "json", "xml", "csv", "tsv"),
    _warming("ASK {}", "json", "xml"),
    _warming(
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 1", "turtle", "jsonld", "ntriples", "xml"
    ),
)


_ANSWERS: Mapping[str, Any] = {
    "size": lambda store, _: {"size": store.size},
    "graphs": lambda store, _: {"graphs": store.graphs()},
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
        data = json.dumps(
            _error(RowLimit("the answer is too long", remedy="Add a LIMIT."))
        ).encode()
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

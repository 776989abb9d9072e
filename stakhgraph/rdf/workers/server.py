"""The worker's side: it loads a graph, then answers one message after another; or does one task.

`stakhgraph.rdf.workers.process` starts it in a process of its own.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from stakhgraph.errors import Failure, MemoryLimit, RowLimit, StakhError, UnreadableFile
from stakhgraph.files import NamedFile, read_text
from stakhgraph.rdf import answer_formats, answers
from stakhgraph.rdf.prefixes import Prefixes
from stakhgraph.rdf.sparql.deep_stack import allow_recursion, with_deep_stack
from stakhgraph.rdf.workers import lifeline
from stakhgraph.rdf.workers.limits import forbid_connections, limit_resources, set_alarm
from stakhgraph.rdf.workers.messages import (
    acknowledge,
    error_message,
    many_values,
    pack,
    receive,
    send,
)

if TYPE_CHECKING:
    from stakhgraph.rdf.rdf_files import Source


def serve() -> None:
    """Load what the first message says, then answer until there is no further message."""
    # A terminal sends Ctrl-C to the worker too. Whoever waits for the worker decides what it means,
    # and ends it; a worker that died first would look to them as if it had failed.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    source, target = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints must not mix with the messages
    order = receive(source)
    if order is None:
        return
    acknowledge(target)
    if "files" in order:
        with lifeline.held():
            answer = with_deep_stack(lambda: _snapshot(order))
        send(target, answer)
        return
    if "shapes" in order:
        send(target, _shapes(order))
        return
    # Also the stack counts as memory, and so it is there before the memory is limited.
    with_deep_stack(lambda: _answer_all(order, source, target))


def _answer_all(order: Mapping[str, Any], source: IO[bytes], target: IO[bytes]) -> None:
    """Load what the order says, then answer messages until there are no more."""
    try:
        with lifeline.held():
            store = _load(order)
            if order["keep"]:
                store.keep(Path(order["keep"]))
            _warm_up(order, store)
            limit_resources(order["memory"], descriptors=order["engine"] == "oxigraph")
    except StakhError as exc:
        send(target, error_message(exc))
        return
    send(target, {"loaded": True})
    while (message := receive(source)) is not None:
        acknowledge(target)
        set_alarm(order["timeout"])
        with lifeline.held(), many_values():
            answer = _answer(order, store, message)
        send(target, answer)
        set_alarm(0)


def _snapshot(order: Mapping[str, Any]) -> dict[str, Any]:
    """Return the message with the snapshot of some files, or with the error in one of them."""
    from stakhgraph.rdf.oxigraph.loading import Loading

    forbid_connections()
    limit_resources(order["memory"], descriptors=False)
    loading = Loading(spelling=order["spelling"])
    try:
        for file in order["files"]:
            loading.add(_source(file))
        losses = loading.finish()
        text = loading.nquads().decode("utf-8")
    except StakhError as exc:
        return error_message(exc)
    except MemoryError:
        return error_message(Failure("the file needs more memory than it may take"))
    return {"snapshot": text, "losses": asdict(losses), "prefixes": loading.prefixes}


def _shapes(order: Mapping[str, Any]) -> dict[str, Any]:
    """Return the message with the report of some shapes on some data, or with the error."""
    from stakhgraph.rdf.shacl import limited

    forbid_connections()
    limit_resources(order["memory"], descriptors=False)
    try:
        return limited.answer(order)
    except StakhError as exc:
        return error_message(exc)
    except MemoryError:
        return error_message(
            MemoryLimit("the shapes took more memory than they may", where=order["shapes"]["where"])
        )


def _source(file: Mapping[str, str]) -> Source:
    from stakhgraph.rdf.rdf_files import Source

    try:
        # N-Triples and Turtle allow the character NUL in a text.
        text = read_text(Path(file["path"]), empty=True, nul=True)
    except UnreadableFile as exc:
        where = (exc.where or "").replace(file["path"], file["name"])
        raise UnreadableFile(exc.message, where=where, remedy=exc.remedy) from exc
    return Source(file["name"], text, file["media_type"], file["base"])


def _load(order: Mapping[str, Any]) -> Any:
    """Return the store that a worker answers from."""
    from stakhgraph.rdf.store import load, of_triples

    forbid_connections()
    if order["kept"]:
        from stakhgraph.rdf.oxigraph.store import OxigraphStore

        return OxigraphStore.kept(Path(order["kept"]))
    if order["engine"] == "rdflib":
        allow_recursion()
    if order["snapshot"]:
        store = of_triples((), engine=order["engine"])
        store.load_snapshot(Path(order["snapshot"]).read_bytes())
        return store
    files = [NamedFile(Path(path), name) for path, name in order["load"]]
    return load(files, engine=order["engine"])


def _answer(order: Mapping[str, Any], store: Any, message: Mapping[str, Any]) -> dict[str, Any]:
    try:
        if message["verb"] == "write":
            return _write(order, store, message)
        return _VERBS[message["verb"]](store, message["text"])
    except StakhError as exc:
        return error_message(exc)
    except MemoryError:
        limit = MemoryLimit("the query took more memory than it may", remedy="Narrow it.")
        return error_message(limit)


def _select(store: Any, text: str) -> dict[str, Any]:
    table = store.select(text)
    return {"columns": table.columns, "rows": [list(map(pack, row)) for row in table.rows]}


def _construct(store: Any, text: str) -> dict[str, Any]:
    return {"triples": [list(map(pack, triple)) for triple in store.construct(text)]}


_VERBS: Mapping[str, Callable[[Any, str], dict[str, Any]]] = {
    "size": lambda store, _: {"size": store.size},
    "graphs": lambda store, _: {"graphs": store.graphs()},
    "ntriples": lambda store, _: {"ntriples": store.ntriples().decode("utf-8", "surrogatepass")},
    "select": _select,
    "ask": lambda store, text: {"boolean": store.ask(text)},
    "construct": _construct,
}


def _write(order: Mapping[str, Any], store: Any, message: Mapping[str, Any]) -> dict[str, Any]:
    """Return the message with the text of an answer, within the limits that were asked for."""
    from stakhgraph.rdf.sparql.dataset import Dataset

    most, cut, graphs = message["rows"], message["cut"], message["dataset"]
    answer = store.answer(
        message["text"],
        base=message["base"],
        dataset=Dataset(*map(tuple, (graphs["default"], graphs["named"]))) if graphs else None,
        most=most + 1 if most else None,
    )
    rows = 1 if isinstance(answer, answers.Truth) else len(answer)
    more = bool(most) and rows > most
    if more and not cut:
        raise RowLimit(f"the answer has more than {most:,} rows", remedy="Add a LIMIT.")
    if more:
        answer, rows = answers.truncate(answer, most), most
    prefixes = Prefixes(order["prefixes"])
    text = answer_formats.write(answer, message["form"], prefixes=prefixes, terms=order["terms"])
    if message["length"] and len(text) > message["length"]:
        raise RowLimit(
            f"the answer has more than {message['length']:,} characters", remedy="Add a LIMIT."
        )
    return {"text": text, "rows": rows, "more": more}


def _warm_up(order: Mapping[str, Any], store: Any) -> None:
    """Answer one query of each form in each format; a worker cannot import anything later.

    The answers have every kind of term, whatever is in the graph. An engine that is not limited,
    or writes nothing, needs the queries alone.
    """
    writes = (order["snapshot"] or order["kept"]) and order["engine"] == "oxigraph"
    limits = {"base": "", "dataset": None, "rows": 0, "length": 0, "cut": False}
    for text, *forms in _FIRST_QUERIES:
        plain = {"verb": text.split(maxsplit=1)[0].lower(), "text": text}
        _answer(order, store, plain)
        for form in forms if writes else ():
            _answer(order, store, {**plain, "verb": "write", "form": form, **limits})


_TERMS = '<http://example.org/o> "x" "x"@en 1'
_FIRST_QUERIES: tuple[tuple[str, ...], ...] = (
    (f"SELECT * {{ VALUES ?o {{ {_TERMS} UNDEF }} BIND(BNODE() AS ?b) }}", *answer_formats.TABLES),
    ("ASK { ?s ?p ?o }", "json", "xml"),
    (
        f"CONSTRUCT {{ [] <http://example.org/p> ?o, [] }} WHERE {{ VALUES ?o {{ {_TERMS} }} }}",
        *("jsonld", *answer_formats.GRAPHS),
    ),
    # No answer in RDF/XML: XML has no such name. What says so has to be there, too.
    ('CONSTRUCT { [] <urn:1> "\\u0001" } WHERE {}', *("jsonld", *answer_formats.GRAPHS)),
)

"""Messages between a worker and its parent, and how terms and errors travel in them.

A message is a JSON object behind its length (four bytes, big-endian). The first message to a worker
says what to load; each later one is a query, answered before the next is read. A worker first
acknowledges each message by a single byte, so that its parent knows whether it has begun.
"""

from __future__ import annotations

import gc
import json
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any

from stakhgraph import errors
from stakhgraph.errors import RowLimit, StakhError
from stakhgraph.rdf.terms import Blank, Iri, Literal, Term, Triple

_LENGTH = struct.Struct(">I")
_LONGEST = 2**32 - 1
_READ = b"\x06"


def send(pipe: IO[bytes], message: Mapping[str, Any]) -> None:
    """Write a message; one that is too long is replaced by an error."""
    data = json.dumps(message, ensure_ascii=False).encode("utf-8", "surrogatepass")
    if len(data) > _LONGEST:
        too_long = error_message(RowLimit("the answer is too long", remedy="Add a LIMIT."))
        data = json.dumps(too_long).encode()
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> dict[str, Any] | None:
    """Return the next message; None at the end, or when it breaks off."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = pipe.read(length)
    if len(data) < length:
        return None
    message: dict[str, Any] = json.loads(data.decode("utf-8", "surrogatepass"))
    return message


@contextmanager
def many_values() -> Iterator[None]:
    """Look for no cycles while millions of values are made: there are none among them.

    Python would look through all of them again and again.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def acknowledge(pipe: IO[bytes]) -> None:
    """Say that a message has been read, before anything is done about it."""
    pipe.write(_READ)
    pipe.flush()


def is_acknowledged(pipe: IO[bytes]) -> bool:
    """Return whether the other side says that it has read a message; False if it has ended."""
    return pipe.read(len(_READ)) == _READ


def error_message(exc: StakhError) -> dict[str, Any]:
    """Return the message that carries an error."""
    parts = {"message": exc.message, "where": exc.where, "remedy": exc.remedy}
    return {"error": type(exc).__name__, **parts}


def raise_error(message: dict[str, Any]) -> dict[str, Any]:
    """Return a message, or raise the error that it carries."""
    if "error" not in message:
        return message
    kind = getattr(errors, message["error"])
    raise kind(message["message"], where=message["where"], remedy=message["remedy"])


def pack(term: Term | None) -> list[str | None] | None:
    """Return a term, or an empty cell, as JSON values."""
    match term:
        case None:
            return None
        case Iri():
            return ["i", term.value]
        case Blank():
            return ["b", term.value]
        case Literal():
            return ["l", term.value, term.datatype, term.language]


def unpack(packed: list[Any] | None) -> Term | None:
    """Return the term, or the empty cell, that `pack` made JSON values of."""
    if packed is None:
        return None
    match packed[0]:
        case "i":
            return Iri(packed[1])
        case "b":
            return Blank(packed[1])
        case _:
            return Literal(*packed[1:])


def unpack_triple(packed: list[list[Any]]) -> Triple:
    """Return the triple of three packed terms."""
    subject, predicate, value = map(unpack, packed)
    assert isinstance(subject, Iri | Blank) and isinstance(predicate, Iri) and value is not None
    return subject, predicate, value

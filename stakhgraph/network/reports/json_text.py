"""The values of a report as JSON, and their digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

COMPACT = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
"""Writes each value in one way only, so that equal values have equal digests."""

_CHUNK = 10_000


def digest(pieces: Iterable[str]) -> str:
    """Return the SHA-256 of a text that comes in pieces."""
    total = hashlib.sha256()
    for piece in pieces:
        total.update(piece.encode("utf-8", "surrogatepass"))
    return total.hexdigest()


def list_pieces(items: Iterator[Any]) -> Iterator[str]:
    """Yield the compact JSON between the brackets of a list, in pieces: it may be very long."""
    separator = ""
    while some := list(islice(items, _CHUNK)):
        yield separator + COMPACT.encode(some)[1:-1]
        separator = ","


def render(values: Mapping[str, Any]) -> str:
    """Return an object as JSON, with a line for each item of its lists."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    lines = []
    for name, value in values.items():
        if isinstance(value, list) and value:
            rows = ",\n  ".join(map(encode, value))
            lines.append(f' "{name}": [\n  {rows}\n ]')
        else:
            lines.append(f' "{name}": {encode(value)}')
    return "{\n" + ",\n".join(lines) + "\n}\n"

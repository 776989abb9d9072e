"""JSON in a file: one document, or one on each line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from stakhgraph.network.readers.builder import NetworkBuilder

__all__ = ["read", "whole"]


def read(builder: NetworkBuilder, data: bytes) -> Iterator[tuple[int, Any]]:
    """Yield the JSON documents in a file, each with its line: one a line, or a single one.

    Raises ParseError with the line of what is not JSON.
    """
    found = whole(data)
    if found is not None:
        yield 1, found
        return
    for line, text in enumerate(data.removeprefix(b"\xef\xbb\xbf").splitlines(), 1):
        if not text.strip():
            continue
        try:
            yield line, json.loads(text)
        except UnicodeDecodeError as exc:
            raise builder.error(line, "is not UTF-8", "Save it as UTF-8.") from exc
        except (ValueError, RecursionError) as exc:
            raise builder.error(
                line, "is not a JSON object on one line", "Write one work a line."
            ) from exc


def whole(data: bytes) -> Any:
    """Return the JSON document that a file is, or None if it is not a single one."""
    data = data.removeprefix(b"\xef\xbb\xbf").strip()
    first, _, rest = data.partition(b"\n")
    if rest and data[:1] == b"{" and _is_json(first):
        return None  # without parsing the whole file: it has a document on each line
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _is_json(text: bytes) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True

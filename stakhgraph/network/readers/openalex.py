"""Networks in works as OpenAlex gives them (openalex.org)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from stakhgraph.network.readers.builder import DIRECTIONS, Making

__all__ = ["read"]


def read(making: Making, data: bytes) -> None:
    """Read works as OpenAlex gives them, one JSON object a line, or a page with its results."""
    making.direction = DIRECTIONS[1]
    references = []
    for line, work in _works(making, data):
        name = work.get("id")
        if not isinstance(name, str) or not name:
            raise making.fault(line, "a work has no id", "Give it one.")
        node = making.new(name, line)
        label = work.get("title") or work.get("display_name")
        if isinstance(label, str):
            making.labels[node] = label
        if work.get("publication_year") is not None:
            making.date(node, str(work["publication_year"]), line)
        told = work.get("referenced_works") or []
        if not isinstance(told, list):
            raise making.fault(line, "referenced_works is no list", "Write a list of ids.")
        references.append((node, told))
    outside = 0
    for node, told in references:
        inside = [making.place[name] for name in map(str, told) if name in making.place]
        outside += len(told) - len(inside)
        making.tails.extend([node] * len(inside))
        making.heads.extend(inside)
    if outside:
        making.notices.append(
            f"{outside} references lead to works that are not in the file, and are left out"
        )


def _works(making: Making, data: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    for line, text in enumerate(data.removeprefix(b"\xef\xbb\xbf").splitlines(), 1):
        if not text.strip():
            continue
        try:
            found = json.loads(text)
        except UnicodeDecodeError as exc:
            raise making.fault(line, "is not UTF-8", "Save it as UTF-8.") from exc
        except (ValueError, RecursionError) as exc:
            raise making.fault(
                line, "is not a JSON object on one line", "Write one work a line."
            ) from exc
        pages = found.get("results") if isinstance(found, dict) else None
        for work in pages if isinstance(pages, list) else [found]:
            if not isinstance(work, dict):
                raise making.fault(line, "is not a JSON object", "Write one work a line.")
            yield line, work

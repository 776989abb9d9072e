"""Networks in works of OpenAlex (openalex.org)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from stakhgraph.network.readers.builder import NetworkBuilder
from stakhgraph.network.readers.parsed_network import DIRECTIONS

__all__ = ["read"]


def read(builder: NetworkBuilder, data: bytes) -> None:
    """Read works of OpenAlex, one JSON object a line, or pages with lists of results."""
    builder.direction = DIRECTIONS[1]
    references = []
    for line, work in _works(builder, data):
        name = work.get("id")
        if not isinstance(name, str) or not name:
            raise builder.error(line, "a work has no id", "Give it one.")
        node = builder.add_node(name, line)
        label = work.get("title") or work.get("display_name")
        if isinstance(label, str):
            builder.labels[node] = label
        if work.get("publication_year") is not None:
            builder.add_years(node, str(work["publication_year"]), line)
        cited = work.get("referenced_works") or []
        if not isinstance(cited, list):
            raise builder.error(line, "referenced_works is no list", "Write a list of ids.")
        references.append((node, cited))
    outside = 0
    for node, cited in references:
        inside = [builder.numbers[name] for name in map(str, cited) if name in builder.numbers]
        outside += len(cited) - len(inside)
        builder.tails.extend([node] * len(inside))
        builder.heads.extend(inside)
    if outside:
        builder.notices.append(
            f"{outside} references lead to works that are not in the file, and are left out"
        )


def _works(builder: NetworkBuilder, data: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    for line, text in enumerate(data.removeprefix(b"\xef\xbb\xbf").splitlines(), 1):
        if not text.strip():
            continue
        try:
            found = json.loads(text)
        except UnicodeDecodeError as exc:
            raise builder.error(line, "is not UTF-8", "Save it as UTF-8.") from exc
        except (ValueError, RecursionError) as exc:
            raise builder.error(
                line, "is not a JSON object on one line", "Write one work a line."
            ) from exc
        pages = found.get("results") if isinstance(found, dict) else None
        for work in pages if isinstance(pages, list) else [found]:
            if not isinstance(work, dict):
                raise builder.error(line, "is not a JSON object", "Write one work a line.")
            yield line, work

"""Networks in works of OpenAlex (openalex.org)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from stakhgraph.network.readers import json_documents
from stakhgraph.network.readers.builder import NetworkBuilder
from stakhgraph.network.readers.parsed_network import DIRECTIONS
from stakhgraph.network.readers.values.missing import is_missing
from stakhgraph.wording import counted

__all__ = ["read"]


def read(builder: NetworkBuilder, data: bytes) -> None:
    """Read works of OpenAlex, one JSON object a line, pages with lists of results, or an array."""
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
    outside = missing = 0
    for node, cited in references:
        names = [str(name) for name in cited if name is not None and not is_missing(str(name))]
        inside = [builder.numbers[name] for name in names if name in builder.numbers]
        outside += len(names) - len(inside)
        missing += len(cited) - len(names)
        builder.tails.extend([node] * len(inside))
        builder.heads.extend(inside)
    if outside:
        lead, are = ("leads", "is") if outside == 1 else ("lead", "are")
        builder.notices.append(
            f"{counted(outside, 'reference')} {lead} to works that are not in the file, and {are} "
            "left out"
        )
    if missing:
        name, are = ("names", "is") if missing == 1 else ("name", "are")
        builder.notices.append(
            f"{counted(missing, 'reference')} {name} no work, and {are} left out"
        )


def _works(builder: NetworkBuilder, data: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    for line, found in json_documents.read(builder, data):
        pages = found.get("results") if isinstance(found, dict) else found or None
        for work in pages if isinstance(pages, list) else [found]:
            if not isinstance(work, dict):
                raise builder.error(line, "is not a JSON object", "Write one work a line.")
            yield line, work

"""The source documents that a graph names, its anchors in them, and their files on this machine.

The documents are not shipped. Each is found in a folder by its digest, or else by its name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from stakhgraph.debate.documents.anchors import Anchor, Span
from stakhgraph.debate.documents.source_text import SourceText
from stakhgraph.errors import UnreadableFile, UsageError
from stakhgraph.files import read_text
from stakhgraph.project import Project
from stakhgraph.queries import own_questions
from stakhgraph.rdf.answers import Queryable


@dataclass(frozen=True)
class SourceDocument:
    """A source document as the graph describes it; see `SourceText` for its layout."""

    iri: str
    file: str
    sha256: str
    page_mark: str
    below: str


class AnchoredDocuments:
    """The source documents of a graph and its anchors in them, each read once."""

    def __init__(self, project: Project, store: Queryable) -> None:
        self._project = project
        self._store = store

    def rows(self, name: str) -> Iterator[dict[str, str]]:
        """Yield the rows of the answer to a query of the topic ``overview``."""
        yield from own_questions.rows(self._project, self._store, f"overview/{name}")

    @cached_property
    def _passages(self) -> list[dict[str, str]]:
        return list(self.rows("passages"))

    @cached_property
    def documents(self) -> list[SourceDocument]:
        """The source documents, by IRI; a new one may have no anchors yet."""
        fields = ("document", "file", "sha256", "pageMark", "below")
        return [SourceDocument(*(row[name] for name in fields)) for row in self.rows("documents")]

    @cached_property
    def anchors(self) -> list[Anchor]:
        """The anchors, by IRI, each with its spans in the order of the text."""
        spans: dict[str, list[Span]] = defaultdict(list)
        head: dict[str, dict[str, str]] = {}
        for row in self._passages:
            head[row["anchor"]] = row
            spans[row["anchor"]].append(_span(row))
        places = self._places
        return [
            Anchor(
                iri,
                row["document"],
                tuple(spans[iri]),
                frozenset(places[iri, "page"]),
                frozenset(places[iri, "note"]),
                frozenset(places[iri, "paragraph"]),
                row["locator"],
            )
            for iri, row in head.items()
        ]

    @cached_property
    def _places(self) -> Mapping[tuple[str, str], set[int]]:
        places: dict[tuple[str, str], set[int]] = defaultdict(set)
        for row in self.rows("places"):
            places[row["anchor"], row["kind"]].add(int(row["number"]))
        return places

    def texts(self, sources: Path) -> Iterator[tuple[SourceDocument, SourceText]]:
        """Yield each document that is in `sources`: the file with its digest, or else its name."""
        files = _files(sources)
        by_digest = {SourceText(text).sha256: text for text in files.values()}
        for doc in self.documents:
            text = by_digest.get(doc.sha256) or files.get(doc.file)
            if text is None and sources.is_file() and len(self.documents) == 1:
                text = next(iter(files.values()))
            if text is not None:
                yield doc, SourceText(text, doc.page_mark, doc.below)


def _span(row: Mapping[str, str]) -> Span:
    start, end, length = (int(row[name]) for name in ("start", "end", "length"))
    return Span(start, end, row["quote"], row["hash"], length)


def _files(sources: Path) -> dict[str, str]:
    if not sources.exists():
        raise UsageError(
            "no such folder", where=str(sources), remedy="Name the folder of the documents"
        )
    if sources.is_file():
        return {sources.name: read_text(sources)}
    texts = {}
    for file in sorted(sources.glob("*.txt")):
        try:
            texts[file.name] = read_text(file)
        except UnreadableFile:  # other files in the folder do not matter
            continue
    return texts

"""Holding the graph against its documents: each anchor must show what it is said to show.

The documents are not shipped. They are looked for by digest, then by name, in the folder that the
environment variable STAKHGRAPH_SOURCES or an argument names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from stakhgraph import queries
from stakhgraph.debate.anchors import Anchor, Fault, SourceText, Span, check, fold, locator, span_at
from stakhgraph.errors import UnreadableFile, UsageError
from stakhgraph.files import read_text
from stakhgraph.project import Project
from stakhgraph.rdf.store import Store
from stakhgraph.rdf.terms import Literal

LONGEST_RUN = 5
"""So many words in a row, and no more, may be a source's own in anything the graph says."""

_WORD = re.compile(r"[\w'’-]+")


@dataclass(frozen=True)
class Evidence:
    """What a verification found: anchors held against documents, faults, documents not found."""

    anchors: int
    faults: tuple[Fault, ...]
    found: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class _Document:
    iri: str
    file: str
    sha256: str
    page_mark: str
    below: str


def verify(project: Project, store: Store, sources: Path) -> Evidence:
    """Return what is wrong with the anchors whose documents are in `sources`, a folder or a file.

    Raises UsageError if `sources` is missing or holds none of the documents.
    """
    desk = _Desk(project, store)
    texts = {doc.iri: text for doc, text in desk.texts(sources)}
    if not texts:
        names = ", ".join(doc.file for doc in desk.documents)
        raise UsageError(
            "none of the source documents is here", where=str(sources), remedy=f"Wanted: {names}"
        )
    anchors = [anchor for anchor in desk.anchors if anchor.document in texts]
    faults = [*desk.moved_documents(texts)]
    for anchor in anchors:
        faults += check(anchor, texts[anchor.document])
    faults += desk.unnamed_holders(texts)
    faults += desk.copied_runs(texts.values())
    here = tuple(doc.file for doc in desk.documents if doc.iri in texts)
    missing = tuple(doc.file for doc in desk.documents if doc.iri not in texts)
    return Evidence(len(anchors), tuple(faults), here, missing)


class _Desk:
    """The graph's anchors and documents, read once."""

    def __init__(self, project: Project, store: Store) -> None:
        self._project = project
        self._store = store

    def _rows(self, name: str) -> Iterator[dict[str, str]]:
        query = queries.find(self._project, f"overview/{name}")
        yield from queries.run(query, on=self._store, prefixes=self._project.prefixes).records()

    @cached_property
    def _passages(self) -> list[dict[str, str]]:
        return list(self._rows("passages"))

    @cached_property
    def documents(self) -> list[_Document]:
        """The source documents, by IRI; a new one may have no anchors yet."""
        fields = ("document", "file", "sha256", "pageMark", "below")
        return [_Document(*(row[name] for name in fields)) for row in self._rows("documents")]

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
        for row in self._rows("places"):
            places[row["anchor"], row["kind"]].add(int(row["number"]))
        return places

    def texts(self, sources: Path) -> Iterator[tuple[_Document, SourceText]]:
        """Yield each document that is in `sources`: the file of its digest, else of its name."""
        files = _files(sources)
        by_digest = {SourceText(text).sha256: text for text in files.values()}
        for doc in self.documents:
            text = by_digest.get(doc.sha256) or files.get(doc.file)
            if text is None and sources.is_file() and len(self.documents) == 1:
                text = next(iter(files.values()))
            if text is not None:
                yield doc, SourceText(text, doc.page_mark, doc.below)

    def moved_documents(self, texts: Mapping[str, SourceText]) -> Iterator[Fault]:
        """Yield a fault for each document whose bytes are not those that were anchored."""
        for doc in self.documents:
            if doc.iri in texts and texts[doc.iri].sha256 != doc.sha256:
                found = texts[doc.iri].sha256
                told = f"the file {doc.file} is not the one anchored: its digest is {found}"
                yield Fault(doc.iri, told, "compare the two, then anchor anew what has moved")

    def unnamed_holders(self, texts: Mapping[str, SourceText]) -> Iterator[Fault]:
        """Yield a fault for each stance whose passage does not name its holder as it says."""
        passages = {a.iri: _text(a, texts[a.document]) for a in self.anchors if a.document in texts}
        for row in self._rows("named-holders"):
            passage = passages.get(row["anchor"])
            if passage is None:
                continue
            if row["way"] == "byName" and row["name"] not in passage:
                told = f"“{row['name']}” does not stand in the passage"
                yield Fault(
                    row["stance"], told, "widen the passage, or say how the holder is named"
                )
            if row["way"] == "byNoteMark" and not re.search("[⁰¹²³⁴⁵⁶⁷⁸⁹]", passage):
                yield Fault(row["stance"], "no note mark in the passage", "widen the passage")

    def copied_runs(self, texts: Iterable[SourceText]) -> Iterator[Fault]:
        """Yield a fault for each sentence with more words in a row from a document than allowed."""
        runs = {run for text in texts for run in _runs(text.text)}
        for row in self._rows("own-words"):
            copied = next((run for run in _runs(row["text"]) if run in runs), None)
            if copied:
                told = f"“{' '.join(copied)}” stands in a source"
                yield Fault(row["subject"], told, "say it in words of your own")


def _span(row: Mapping[str, str]) -> Span:
    start, end, length = (int(row[name]) for name in ("start", "end", "length"))
    return Span(start, end, row["quote"], row["hash"], length)


def _text(anchor: Anchor, source: SourceText) -> str:
    return fold(" ".join(source.text[span.start : span.end] for span in anchor.spans))


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
        except UnreadableFile:  # another file in the folder is no business of ours
            continue
    return texts


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = [word.strip("'’-") for word in _WORD.findall(text.lower())]
    words = [word for word in words if word]
    size = LONGEST_RUN + 1
    return (tuple(words[i : i + size]) for i in range(len(words) - size + 1))


def block(
    project: Project, store: Store, sources: Path, document: str, name: str, first: str, last: str
) -> str:
    """Return the Turtle of a new anchor for the passage from `first` to the next `last`.

    `document` and `name` are prefixed names such as doc:002 and anchor:002-caste.
    Raises UsageError if the document is not here, or the words are not in it or in several places.
    """
    desk = _Desk(project, store)
    wanted = project.prefixes.expand(document).value
    source = next((text for doc, text in desk.texts(sources) if doc.iri == wanted), None)
    if source is None:
        raise UsageError(
            f"no document {document} here", where=str(sources), remedy="Name its folder"
        )
    start, end = _between(source.text, first, last)
    return _turtle(source, document, name, span_at(source, start, end))


def _between(text: str, first: str, last: str) -> tuple[int, int]:
    begins = [match.start() for match in _spaced(first).finditer(text)]
    if len(begins) != 1:
        raise UsageError(f"“{first}” stands in {len(begins)} places", remedy="Give more words")
    ends = _spaced(last).search(text, begins[0])
    if ends is None:
        raise UsageError(f"“{last}” does not come after “{first}”", remedy="Correct the words")
    return begins[0], ends.end()


def _spaced(words: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(re.escape(word) for word in words.split()))


def _turtle(source: SourceText, document: str, name: str, span: Span) -> str:
    pages, notes, paragraphs = (
        look(span.start, span.end) for look in (source.pages, source.notes, source.paragraphs)
    )
    stated = [
        f"    stakh:{kind} {', '.join(map(str, sorted(numbers)))} ;"
        for kind, numbers in (("page", pages), ("note", notes), ("paragraph", paragraphs))
        if numbers
    ]
    lines = (
        f"{name} a oa:SpecificResource ;",
        f"    oa:hasSource {document} ;",
        *stated,
        f'    stakh:locator "{locator(pages, notes, paragraphs)}" ;',
        f"    oa:hasSelector {name}_s1 .",
        "",
        f"{name}_s1 a oa:TextPositionSelector ;",
        f"    oa:start {span.start} ;",
        f"    oa:end {span.end} ;",
        f"    stakh:passageLength {span.length} ;",
        f'    stakh:passageHash "{span.hash}" ;',
        f"    oa:refinedBy {name}_q1 .",
        "",
        f"{name}_q1 a oa:TextQuoteSelector ;",
        f"    oa:exact {Literal(span.quote).ntriples()} .",
        "",
    )
    return "\n".join(lines)

"""Verification of the graph against its source documents.

Every anchor must lead to the passage that it describes, every passage must name its holder as
stated, every key phrase must stand in its passage as printed, and no other text of the graph may
copy more than a few words in a row. The documents are not shipped; an argument or the environment
variable STAKHGRAPH_SOURCES names their folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from stakhgraph.debate.documents.anchors import Anchor, Fault, check
from stakhgraph.debate.documents.source_documents import AnchoredDocuments
from stakhgraph.debate.documents.source_text import SourceText, fold
from stakhgraph.errors import UsageError
from stakhgraph.project import Project
from stakhgraph.rdf.answers import Queryable
from stakhgraph.rdf.tables import grouped, values

LONGEST_RUN = 5
"""The number of words in a row that a sentence of the graph may share with a source."""

_WORD = re.compile(r"[\w'’-]+")


@dataclass(frozen=True)
class Verification:
    """The result: the number of anchors checked, faults, documents found and not found."""

    anchors: int
    faults: tuple[Fault, ...]
    found: tuple[str, ...]
    missing: tuple[str, ...]


def verify(project: Project, store: Queryable, sources: Path) -> Verification:
    """Return what is wrong with the anchors whose documents are in `sources`, a folder or a file.

    Raises UsageError if `sources` is missing or holds none of the documents.
    """
    documents = AnchoredDocuments(project, store)
    texts = {doc.iri: text for doc, text in documents.texts(sources)}
    if not texts:
        names = ", ".join(doc.file for doc in documents.documents)
        raise UsageError(
            "none of the source documents is here", where=str(sources), remedy=f"Wanted: {names}"
        )
    anchors = [anchor for anchor in documents.anchors if anchor.document in texts]
    faults = [*_changed_documents(documents, texts)]
    for anchor in anchors:
        faults += check(anchor, texts[anchor.document])
    faults += _unnamed_holders(documents, texts)
    faults += _misquoted(documents, _as_anchored(documents, texts))
    faults += _copied_runs(documents, texts.values())
    here = tuple(doc.file for doc in documents.documents if doc.iri in texts)
    missing = tuple(doc.file for doc in documents.documents if doc.iri not in texts)
    return Verification(len(anchors), tuple(faults), here, missing)


def _changed_documents(
    documents: AnchoredDocuments, texts: Mapping[str, SourceText]
) -> Iterator[Fault]:
    """Yield a fault for each document whose bytes differ from the anchored ones."""
    for doc in documents.documents:
        if doc.iri in texts and texts[doc.iri].sha256 != doc.sha256:
            found = texts[doc.iri].sha256
            problem = f"the file {doc.file} is not the one anchored: its digest is {found}"
            yield Fault(doc.iri, problem, "compare the two, then anchor anew what has moved")


def _unnamed_holders(
    documents: AnchoredDocuments, texts: Mapping[str, SourceText]
) -> Iterator[Fault]:
    """Yield a fault for each stance whose passage does not name its holder as stated."""
    passages = _passages(documents, texts)
    for row in documents.rows("named-holders"):
        passage = passages.get(row["anchor"])
        if passage is None:
            continue
        if row["way"] == "byName" and row["name"] not in passage:
            problem = f"“{row['name']}” does not stand in the passage"
            yield Fault(row["stance"], problem, "widen the passage, or say how the holder is named")
        if row["way"] == "byNoteMark" and not re.search("[⁰¹²³⁴⁵⁶⁷⁸⁹]", passage):
            yield Fault(row["stance"], "no note mark in the passage", "widen the passage")


def _as_anchored(
    documents: AnchoredDocuments, texts: Mapping[str, SourceText]
) -> Mapping[str, SourceText]:
    """Return the documents that are the anchored ones: in others the passages have moved."""
    known = [doc for doc in documents.documents if doc.iri in texts]
    return {doc.iri: texts[doc.iri] for doc in known if texts[doc.iri].sha256 == doc.sha256}


def _misquoted(documents: AnchoredDocuments, texts: Mapping[str, SourceText]) -> Iterator[Fault]:
    """Yield a fault for each key phrase that does not stand in a passage of its stance.

    Two phrases of a stance may not touch or overlap: together they would be a longer one.
    """
    passages = _passages(documents, texts)
    for stance, rows in grouped("stance", documents.rows("key-phrases")).items():
        known = [passages[row["anchor"]] for row in rows if row["anchor"] in passages]
        phrases = values(rows, "phrase")
        for phrase in phrases if known else ():
            if not any(_stands(phrase, passage) for passage in known):
                problem = f"“{phrase}” does not stand in the passage"
                yield Fault(stance, problem, "copy the words exactly as they are printed")
        for one, other in pairwise(phrases):
            if any(_touch(one, other, passage) for passage in known):
                problem = "the two key phrases touch each other"
                yield Fault(stance, problem, "keep one, or shorten them")


def _stands(phrase: str, passage: str) -> bool:
    """Return whether whole words of a passage are this phrase."""
    return bool(re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", passage))


def _touch(one: str, other: str, passage: str) -> bool:
    """Return whether two phrases overlap in a passage, or have no word between them."""
    starts = {phrase: passage.find(phrase) for phrase in (one, other)}
    if min(starts.values()) < 0:
        return False
    first, second = sorted(starts, key=starts.__getitem__)
    between = passage[starts[first] + len(first) : starts[second]]
    return not re.search(r"\w", between)


def _passages(documents: AnchoredDocuments, texts: Mapping[str, SourceText]) -> Mapping[str, str]:
    """Return the folded text of each anchored passage that can be read here."""
    return {a.iri: _text(a, texts[a.document]) for a in documents.anchors if a.document in texts}


def _copied_runs(documents: AnchoredDocuments, texts: Iterable[SourceText]) -> Iterator[Fault]:
    """Yield a fault for each sentence that copies too many words in a row from a document."""
    runs = {run for text in texts for run in _runs(text.text)}
    for row in documents.rows("own-words"):
        copied = next((run for run in _runs(row["text"]) if run in runs), None)
        if copied:
            problem = f"“{' '.join(copied)}” stands in a source"
            yield Fault(row["subject"], problem, "say it in words of your own")


def _text(anchor: Anchor, source: SourceText) -> str:
    return fold(" ".join(source.text[span.start : span.end] for span in anchor.spans))


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = [word.strip("'’-") for word in _WORD.findall(text.lower().replace("’", "'"))]
    words = [word for word in words if word]
    size = LONGEST_RUN + 1
    return (tuple(words[i : i + size]) for i in range(len(words) - size + 1))

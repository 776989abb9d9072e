"""A new anchor for a passage of a document, as Turtle for a file of graph/."""

from __future__ import annotations

import re
from pathlib import Path

from stakhgraph.debate.documents.anchors import Span, locator, span_at
from stakhgraph.debate.documents.source_documents import AnchoredDocuments
from stakhgraph.debate.documents.source_text import SourceText
from stakhgraph.errors import UsageError
from stakhgraph.project import Project
from stakhgraph.rdf.answers import Queryable
from stakhgraph.rdf.grammar import BLANK_LABEL
from stakhgraph.rdf.terms import Literal

_LOCAL = re.compile(BLANK_LABEL)
"""The names that need no escapes, which are those of nodes too."""


def anchor_block(
    project: Project,
    store: Queryable,
    sources: Path,
    document: str,
    name: str,
    first: str,
    last: str,
) -> str:
    """Return the Turtle of a new anchor for the passage from `first` to the next `last`.

    `document` and `name` are prefixed names such as doc:002 and anchor:002-caste.
    Raises UsageError if the document is not here, or the words are not in it or in several places.
    """
    for given, example in ((document, "doc:002"), (name, "anchor:002-caste")):
        _require_name(project, given, example)
    documents = AnchoredDocuments(project, store)
    wanted = project.prefixes.expand(document).value
    source = next((text for doc, text in documents.texts(sources) if doc.iri == wanted), None)
    if source is None:
        raise UsageError(
            f"no document {document} here", where=str(sources), remedy="Name its folder"
        )
    start, end = _between(source.text, first, last)
    return _turtle(source, document, name, span_at(source, start, end))


def _require_name(project: Project, given: str, example: str) -> None:
    """Raise UsageError for what is no prefixed name, and would be something else in Turtle."""
    prefix, _, local = given.partition(":")
    if prefix not in project.prefixes.namespaces or not _LOCAL.fullmatch(local):
        raise UsageError(
            f"not a prefixed name: {given!r}",
            remedy=f"Write a name like {example}, of letters, digits, hyphens and underscores.",
        )


def _between(text: str, first: str, last: str) -> tuple[int, int]:
    begins = [match.start() for match in _spaced(first).finditer(text)]
    if len(begins) != 1:
        raise UsageError(f"“{first}” occurs in {len(begins)} places", remedy="Give more words")
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

"""Anchors: the passage of a source document that a statement rests on, without a copy of its text.

An anchor keeps code-point offsets, a short quotation and a digest of the passage. Anybody who owns
the document can check it: the digest must match, the offsets must lie on the stated page or
paragraph, and the quotation must be part of the passage. This is the W3C Web Annotation selector
model (https://www.w3.org/TR/annotation-model/#selectors).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from stakhgraph.debate.documents.source_text import SourceText, digest, fold

MAX_PASSAGE = 600
QUOTE_WORDS = range(2, 6)


@dataclass(frozen=True)
class Span:
    """A half-open range of code points of a document, with the digest of its text."""

    start: int
    end: int
    quote: str
    hash: str
    length: int


@dataclass(frozen=True)
class Anchor:
    """An anchor as the graph states it, with its `pages`, `notes` and `paragraphs` as printed."""

    iri: str
    document: str
    spans: tuple[Span, ...]
    pages: frozenset[int] = frozenset()
    notes: frozenset[int] = frozenset()
    paragraphs: frozenset[int] = frozenset()
    locator: str = ""


@dataclass(frozen=True)
class Fault:
    """What is wrong with an anchor or another thing, and what to do."""

    anchor: str
    problem: str
    remedy: str


def span_at(source: SourceText, start: int, end: int, quote: str = "") -> Span:
    """Return the span of `source` from `start` to `end`, with its digest.

    The quotation is `quote`, or else the first four words of the passage.

    >>> span_at(SourceText("Filtzer asserts it."), 0, 19).quote
    'Filtzer asserts it.'
    """
    passage = source.text[start:end]
    words = quote or " ".join(passage.split()[:4])
    return Span(start, end, words, digest(passage), len(fold(passage)))


def locator(
    pages: frozenset[int], notes: frozenset[int], paragraphs: frozenset[int] = frozenset()
) -> str:
    """Return the place as one would cite it.

    >>> locator(frozenset({5, 6}), frozenset({20}))
    'pp. 5–6 n. 20'
    >>> locator(frozenset(), frozenset(), frozenset({0}))
    'head'
    """
    if paragraphs:
        low, high = min(paragraphs), max(paragraphs)
        return f"¶ {low}" if low == high and low else f"¶¶ {low}–{high}" if low else "head"
    low, high = min(pages, default=0), max(pages, default=0)
    page = f"p. {low}" if low == high else f"pp. {low}–{high}"
    mark = "n." if len(notes) == 1 else "nn."
    return f"{page} {mark} {_numbers(notes)}" if notes else page


def check(anchor: Anchor, source: SourceText) -> Iterator[Fault]:
    """Yield what is wrong with `anchor`, given the text of its document."""
    if anchor.spans and max(span.end for span in anchor.spans) > len(source.text):
        yield _fault(anchor, "reaches beyond the end of the document", "correct its offsets")
        return
    moved = [span for span in anchor.spans if digest(_passage(source, span)) != span.hash]
    for span in moved:
        yield _moved(anchor, source, span)
    if not moved:
        yield from _check_place(anchor, source)
        yield from _check_size(anchor, source)


def _passage(source: SourceText, span: Span) -> str:
    return source.text[span.start : span.end]


def _check_place(anchor: Anchor, source: SourceText) -> Iterator[Fault]:
    for name, stated, counted in (
        ("page", anchor.pages, _union(source.pages(s.start, s.end) for s in anchor.spans)),
        ("paragraph", anchor.paragraphs, _union(_paragraphs(anchor, source))),
    ):
        if stated != counted:
            problem = f"{name} {_numbers(stated)} stated, {name} {_numbers(counted)} by the offsets"
            yield _fault(anchor, problem, f"correct stakh:{name} or the offsets")
    cited = locator(anchor.pages, anchor.notes, anchor.paragraphs)
    if anchor.locator != cited:
        yield _fault(anchor, f"locator “{anchor.locator}”", f"write “{cited}”")
    marked = _union(source.notes(s.start, s.end) for s in anchor.spans)
    if not anchor.notes <= marked:
        problem = f"note {_numbers(anchor.notes - marked)} stated, no such mark in the passage"
        yield _fault(anchor, problem, "correct stakh:note or widen the passage")


def _paragraphs(anchor: Anchor, source: SourceText) -> Iterator[frozenset[int]]:
    return (source.paragraphs(span.start, span.end) for span in anchor.spans)


def _check_size(anchor: Anchor, source: SourceText) -> Iterator[Fault]:
    size = sum(span.end - span.start for span in anchor.spans)
    if size > MAX_PASSAGE:
        yield _fault(anchor, f"passage of {size} characters", f"keep to {MAX_PASSAGE} at most")
    for span in anchor.spans:
        if span.quote not in fold(_passage(source, span)):
            yield _fault(anchor, f"“{span.quote}” is not in the passage", "correct oa:exact")
        if len(span.quote.split()) not in QUOTE_WORDS:
            yield _fault(anchor, f"“{span.quote}” is not 2 to 5 words", "correct oa:exact")


def _union(sets: Iterable[frozenset[int]]) -> frozenset[int]:
    return frozenset().union(*sets)


def _numbers(numbers: frozenset[int]) -> str:
    return ", ".join(str(number) for number in sorted(numbers)) or "none"


def _fault(anchor: Anchor, problem: str, remedy: str) -> Fault:
    return Fault(anchor.iri, problem, remedy)


def _moved(anchor: Anchor, source: SourceText, span: Span) -> Fault:
    found = relocate(source, span)
    if found is None:
        remedy = "the passage is no longer in the document: read it again and anchor it anew"
        return _fault(anchor, f"the passage at {span.start} is not the one anchored", remedy)
    remedy = f"the passage has moved: it now begins at character {found}"
    return _fault(anchor, f"the passage at {span.start} has moved", remedy)


def relocate(source: SourceText, span: Span) -> int | None:
    """Return where in `source` the passage of `span` begins now, or None.

    Every window of the right length around an occurrence of the quotation is hashed, so the
    passage is found anywhere, as long as its words are the same.
    """
    for found in re.finditer(re.escape(span.quote), source.folded):
        for begin in range(max(0, found.end() - span.length), found.start() + 1):
            window = source.folded[begin : begin + span.length]
            if hashlib.sha256(window.encode()).hexdigest() == span.hash:
                return _unfold(source.text, window, begin)
    return None


def _unfold(text: str, window: str, folded_at: int) -> int:
    """Return the offset in the stored text of a window of the folded one."""
    pattern = r"\s+".join(re.escape(word) for word in window.split())
    starts = [match.start() for match in re.finditer(pattern, unicodedata.normalize("NFC", text))]
    return min(starts, key=lambda start: abs(start - folded_at), default=folded_at)

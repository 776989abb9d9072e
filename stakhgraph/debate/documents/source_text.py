"""The text of a source document: its pages, paragraphs and note marks by code-point offset."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NOTE_MARK = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")


def fold(text: str) -> str:
    r"""Return `text` in NFC with every run of white space as one blank, ends stripped.

    >>> fold(" labour \n\n aristocracy ")
    'labour aristocracy'
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def digest(passage: str) -> str:
    """Return the sha256 of the folded passage, as 64 hexadecimal digits."""
    return hashlib.sha256(fold(passage).encode()).hexdigest()


@dataclass(frozen=True)
class SourceText:
    """The text of a source document, and what its printed layout is counted by.

    `page_mark` is a string that occurs once in the head of each printed page. Without one, the
    document is counted in paragraphs, from the first block below the line that begins with
    `below`, or from the start of the file if `below` is empty.
    """

    text: str
    page_mark: str = ""
    below: str = ""

    @cached_property
    def sha256(self) -> str:
        """Digest of the document's bytes."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def folded(self) -> str:
        """The whole text, folded."""
        return fold(self.text)

    def pages(self, start: int, end: int) -> frozenset[int]:
        """Return the printed pages that the range touches; empty where none are counted."""
        if not self.page_mark:
            return frozenset()
        first = self.text.count(self.page_mark, 0, start)
        return frozenset(range(first, first + self.text.count(self.page_mark, start, end) + 1))

    def paragraphs(self, start: int, end: int) -> frozenset[int]:
        """Return the paragraphs that the range touches; 0 is the part above the first."""
        if self.page_mark:
            return frozenset()
        first = self._paragraph_at(start)
        return frozenset(range(first, self._paragraph_at(max(start, end - 1)) + 1))

    def notes(self, start: int, end: int) -> frozenset[int]:
        """Return the numbers of the notes whose marks are in the range."""
        marks = _NOTE_MARK.findall(self.text[start:end])
        return frozenset(int(mark.translate(_SUPERSCRIPTS)) for mark in marks)

    def _paragraph_at(self, offset: int) -> int:
        return sum(1 for start in self._paragraph_starts if start <= offset)

    @cached_property
    def _paragraph_starts(self) -> tuple[int, ...]:
        return tuple(_blocks(self.text, self._origin))

    @cached_property
    def _origin(self) -> int:
        if not self.below:
            return 0
        found = re.search(rf"^{re.escape(self.below)}.*$", self.text, re.MULTILINE)
        return found.end() if found else 0


def _blocks(text: str, origin: int) -> Iterator[int]:
    """Yield the start of each block between blank lines, from `origin` on.

    A block that begins with a small letter continues a sentence after a page break, and is not a
    new block.
    """
    starts = [m.end() + origin for m in re.finditer(r"(?:\A|\n[ \t]*\n)\s*(?=\S)", text[origin:])]
    yield from starts[:1]
    yield from (start for start in starts[1:] if not text[start].islower())

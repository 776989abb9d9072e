"""A long list in pages: which part of it is shown, and the addresses of the other parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

from stakhgraph.errors import UsageError

__all__ = ["LENGTH", "Cut", "cut"]

_T = TypeVar("_T")

LENGTH = 200
"""So many entries are on a page; a list of no more than these is not cut."""

_BESIDE = 2
"""So many pages before and after the one that is shown have a link of their own."""


@dataclass(frozen=True)
class Cut(Generic[_T]):
    """One page of a list: its entries, and the place of the page among the others.

    ``first`` is the number of its first entry, from 1; ``count`` is that of all entries. ``path``
    and ``values`` are the address of the list, without the number of the page.
    """

    entries: tuple[_T, ...]
    first: int
    count: int
    number: int
    pages: int
    path: str
    values: Mapping[str, str]

    @property
    def last(self) -> int:
        """The number of the last entry of the page."""
        return self.first + len(self.entries) - 1

    @property
    def beside(self) -> list[int | None]:
        """The numbers of the pages to which links lead, with None where some are left out."""
        near = range(self.number - _BESIDE, self.number + _BESIDE + 1)
        shown = sorted({1, self.pages, *(n for n in near if 1 <= n <= self.pages)})
        found: list[int | None] = []
        for before, number in zip([0, *shown], shown, strict=False):
            found += [None, number] if number > before + 1 else [number]
        return found

    def address(self, number: int) -> str:
        """Return the address of another page of the list."""
        values = {**self.values, **({"page": str(number)} if number > 1 else {})}
        return f"{self.path}?{urlencode(values)}" if values else self.path


def cut(
    whole: Sequence[_T], page: str | None, path: str, values: Mapping[str, str] | None = None
) -> Cut[_T]:
    """Return the page of this number, the first one if it is empty, and the whole list for None.

    Raises UsageError for what is not the number of a page.
    """
    pages = 1 if page is None else max(1, -(-len(whole) // LENGTH))
    number = _number(page or "1", pages)
    start = (number - 1) * LENGTH
    entries = tuple(whole if page is None else whole[start : start + LENGTH])
    return Cut(entries, start + 1, len(whole), number, pages, path, values or {})


def _number(text: str, pages: int) -> int:
    digits = text.isascii() and text.isdigit() and len(text) <= len(str(pages))
    number = int(text) if digits else 0
    if not 1 <= number <= pages:
        remedy = f"Write a number from 1 to {pages}." if pages > 1 else "It has one page only."
        raise UsageError(f"the list has no page {text[:20]!r}", remedy=remedy)
    return number

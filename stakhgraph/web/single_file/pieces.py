"""Pages cut into pieces, so that what several pages share is kept once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from stakhgraph.web.single_file.book import BookPage

__all__ = ["SELF", "in_pieces"]

SELF = "\ue000"
"""Stands in a page for the last part of its own path: a character that has no meaning."""

# A page is cut before each of these elements.
_CUT = re.compile(
    r"(?=<(?:tr|li|d[dtl]|section|details|option|h[1-6]|p|table|ul|form|div|a|span|td|th|g)\b)"
)


def in_pieces(pages: Mapping[str, BookPage]) -> dict[str, Any]:
    """Return all pieces, and for each page its path, its title and a row of numbers.

    A negative number such as ``-3`` stands for the next three pieces that no earlier page had; any
    other number is the index of a piece. In each page its own name is replaced by `SELF`, so that
    pages that differ in their name alone are equal.
    """
    pieces: dict[str, int] = {}
    rows: list[list[str | int]] = []
    for path, page in sorted(pages.items()):
        row: list[str | int] = [path, page.title]
        for piece in filter(None, _CUT.split(_without_name(path, page.body))):
            if piece in pieces:
                row.append(pieces[piece])
                continue
            pieces[piece] = len(pieces)
            if isinstance(row[-1], int) and row[-1] < 0:
                row[-1] -= 1
            else:
                row.append(-1)
        rows.append(row)
    return {"self": SELF, "pieces": list(pieces), "pages": rows}


def _without_name(path: str, body: str) -> str:
    name = path.rpartition("/")[2]
    assert SELF not in body
    return body.replace(name, SELF) if name else body

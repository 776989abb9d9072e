"""A bibliographic reference as one line of a page."""

from __future__ import annotations

import re

from stakhgraph.library.references import Entry

__all__ = ["reference_line"]


def reference_line(entry: Entry) -> str:
    """Return author, title, containing work, publisher, year and pages of a reference.

    >>> reference_line(
    ...     Entry("x", "", "chapter", "A Part", within="A Whole", date="1977", pages="3–9")
    ... )
    'A Part. In A Whole. 1977. pp. 3–9.'
    """
    authors = "; ".join(", ".join(filter(None, (n.family, n.given))) for n in entry.authors)
    editors = "; ".join(" ".join(filter(None, (n.given, n.family))) for n in entry.editors)
    number = ", no. ".join(filter(None, (entry.volume, entry.issue)))
    place = ": ".join(filter(None, (entry.place, entry.publisher)))
    pages = f"{'pp.' if re.search('[-–,]', entry.pages) else 'p.'} {entry.pages}"
    parts = (
        authors,
        entry.title,
        _containing_work(entry),
        number and f"{'Vol.' if entry.volume else 'No.'} {number}",
        editors and f"Ed. {editors}",
        entry.edition,
        place,
        entry.date.replace("/", "–") or ("" if entry.kind == "periodical" else "n.d."),
        entry.pages and pages,
    )
    return " ".join(
        part if part.endswith((".", "?", "!")) else f"{part}." for part in parts if part
    )


def _containing_work(entry: Entry) -> str:
    """Return the title of the work that contains this text, with its editors."""
    editors = ", ".join(" ".join(filter(None, (n.given, n.family))) for n in entry.within_editors)
    whole = f"{entry.within}, ed. {editors}" if editors else entry.within
    return whole if entry.kind == "article" or not whole else f"In {whole}"

"""References as CSL-JSON, for Zotero, Pandoc and other programs that use CSL styles."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from stakhgraph.library.references import Entry, Name

_TYPES: Mapping[str, str] = {
    "article": "article-journal",
    "book": "book",
    "chapter": "chapter",
    "collection": "book",
    "issue": "periodical",
    "periodical": "periodical",
    "thesis": "thesis",
    "other": "document",
}


def write(entries: Iterable[Entry]) -> str:
    """Return CSL-JSON (https://docs.citationstyles.org): items in the order of the entries."""
    items = [_item(entry) for entry in entries]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _item(entry: Entry) -> dict[str, Any]:
    texts = {
        "title": entry.title,
        "container-title": entry.within,
        "publisher": entry.publisher,
        "publisher-place": entry.place,
        "edition": entry.edition,
        "collection-title": entry.series,
        "volume": entry.volume,
        "number-of-volumes": entry.volumes,
        "issue": entry.issue,
        "page": entry.pages,
        "language": entry.language,
        "ISBN": entry.isbn,
        "DOI": entry.doi,
        "note": entry.note,
        "annote": entry.annotation,
    }
    people = {"author": entry.authors, "editor": entry.editors or entry.within_editors}
    dates = {"issued": _date(entry.date), "original-date": _date(entry.first)}
    return {
        "id": entry.key,
        "type": _TYPES[entry.kind],
        **{name: [_name(one) for one in names] for name, names in people.items() if names},
        **{name: date for name, date in dates.items() if date},
        **{name: text for name, text in texts.items() if text},
    }


def _name(name: Name) -> dict[str, str]:
    if name.body:
        return {"literal": name.family}
    return {"family": name.family} | ({"given": name.given} if name.given else {})


def _date(text: str) -> dict[str, Any]:
    """Return a date by its parts, or as a literal if CSL has no parts for it."""
    parts = [re.fullmatch(r"(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?", one) for one in text.split("/", 1)]
    if not text:
        return {}
    if all(parts):
        return {"date-parts": [_parts(*match.groups()) for match in parts if match]}
    return {"literal": text}


def _parts(year: str, *month_and_day: str | None) -> list[int]:
    """Return the parts of a date; CSL has no year 0, and prints the year -44 as 44 BC.

    >>> _parts("-0043", "03", "15")
    [-44, 3, 15]
    """
    number = int(year)
    return [number if number > 0 else number - 1, *(int(part) for part in month_and_day if part)]

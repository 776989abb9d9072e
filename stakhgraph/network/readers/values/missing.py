"""The texts by which programs write that a value is not known."""

from __future__ import annotations

__all__ = ["is_missing"]

_MISSING = frozenset(
    [
        *("", "-", "--", "–", "—", ".", "?", "\\n"),  # \N is written by databases, "." by SAS
        *("na", "n/a", "#n/a", "#na", "<na>", "#n/a n/a", "nan", "-nan", "nil", "none", "null"),
    ]
)


def is_missing(text: str) -> bool:
    """Return whether a cell says that its value is not known.

    >>> is_missing("NaN"), is_missing(" "), is_missing("Nancy 1970")
    (True, True, False)
    """
    return text.strip().casefold() in _MISSING

"""Ids of the parts of a drawing, in letters that XML, CSS and addresses accept."""

import re
from collections import Counter
from collections.abc import Iterable

__all__ = ["slug", "unique_ids"]


def slug(text: str) -> str:
    """Turn any text into letters, digits and hyphens.

    >>> slug("The privileged-caste argument")
    'The-privileged-caste-argument'
    """
    return re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-") or "x"


def unique_ids(prefix: str, texts: Iterable[str]) -> list[str]:
    """Return a unique id for each text, in letters that XML, CSS and addresses accept."""
    used: Counter[str] = Counter()
    found = []
    for word in map(slug, texts):
        used[word] += 1
        found.append(f"{prefix}-{word}" if used[word] == 1 else f"{prefix}-{word}--{used[word]}")
    return found

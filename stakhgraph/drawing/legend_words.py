"""The words of a legend for the categories of works and links."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from stakhgraph.drawing import font_metrics

__all__ = ["Legend", "words_for"]


@dataclass(frozen=True)
class Legend:
    """The words for categories, in the order in which the legend shows them.

    Categories that do not occur in the drawing are left out; those without words are shown as they
    are written, with spaces. ``weights`` are lines to show: words, weight from 0 to 1, and whether
    lit. The ``…_name`` fields head the rows.
    """

    shapes: Mapping[str, str] = field(default_factory=dict)
    voices: Mapping[str, str] = field(default_factory=dict)
    colours: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    explicitness: Mapping[str, str] = field(default_factory=dict)
    weights: Sequence[tuple[str, float, bool]] = ()
    shapes_name: str = "Stance"
    colours_name: str = "Topic"
    voices_name: str = "Reported by"
    kinds_name: str = "Link"
    explicitness_name: str = "Explicitness"
    weights_name: str = "Weight"
    hubs_name: str = "Short link"
    dates_name: str = "Date"
    boxes_name: str = "Box"
    uncertain: str = "not after this year"
    until: str = "edition cited, or end of the interval"
    backward: str = "points left: leads to a work of an earlier year"
    inferred: str = "inferred by the editors, stated in no document"
    lit: str = "on the main path"
    marked: str = "on a longest path"


def words_for(key: str, words: Mapping[str, str]) -> str:
    """Return the words for a category, or its key with spaces.

    >>> words_for("goesBackTo", {})
    'goes back to'
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", key).lower() if key.isidentifier() else key
    return font_metrics.clean(words.get(key) or spaced) or "not said"

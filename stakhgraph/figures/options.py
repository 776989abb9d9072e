"""Options that all figures share: at which year a work is, and how wide the figure is."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["BAR_WORDS", "BASES", "WIDTH_MM"]

BASES: Mapping[str, str] = {
    "first": "Years: first edition where a source gives it, else the edition cited (≤).",
    "cited": "Years: the edition cited; a bar leads back to the first, where a source gives it.",
}
"""The bases of years by name, with the line that a caption has for each."""


WIDTH_MM = 180.0
"""The usual width in print: a full page of a journal; 85 is a column."""


BAR_WORDS = {"first": "bar: to the edition cited", "cited": "bar: from the first edition"}

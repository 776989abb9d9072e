"""The values of a thing: the dates and numbers that are given of it, and which are rivals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from stakhgraph.debate.attitudes import told
from stakhgraph.rdf.tables import grouped, values

__all__ = ["Value", "values_of"]


@dataclass(frozen=True)
class Value:
    """One date or number, the question that it answers, who gives it, and its rivals.

    ``said`` has a sentence for each who takes a stance on it, with the place.
    """

    claim: str
    question: str
    label: str
    answer: str
    said: tuple[str, ...]
    rivals: tuple[str, ...]

    @property
    def told(self) -> str:
        """What is said in few words, and the value, unless the words have it."""
        return self.label if self.answer in self.label else f"{self.label} ({self.answer})"


def values_of(rows: Iterable[dict[str, str]]) -> tuple[Value, ...]:
    """Return the values in the answer to ``portrait/values``, in its order."""
    return tuple(_value(claim, found) for claim, found in grouped("claim", rows).items())


def _value(claim: str, rows: Sequence[Mapping[str, str]]) -> Value:
    first = rows[0]
    return Value(
        claim,
        " ".join(values(rows, "question")),
        first["label"],
        first["answer"],
        tuple(dict.fromkeys(map(_said, rows))),
        values(rows, "rival"),
    )


def _said(row: Mapping[str, str]) -> str:
    how = f", says {row['reporter']}" if row["reporter"] else ""
    inferred = f", {row['attestation']}" if row["attestation"].startswith("inferred") else ""
    who = told(row["who"], row["attitude"])
    return f"{who}{how or inferred}; {row['place']} of {row['document']}"

"""The topics of a debate: the questions that most works answer, each with a colour of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from stakhgraph.web.lineage.data import WorkStance

__all__ = ["topic_of", "topics"]

_MOST_TOPICS = 6
"""As many as Okabe and Ito have colours that are strong on paper."""

_FEWEST_WORKS = 3
"""A question that fewer works answer is not a topic of the debate."""


def topics(rows: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Return the questions that most works answer, by IRI, with their words, commonest first.

    ``rows`` answer the query ``explorer/stances``; inferred stances do not count.
    """
    works: dict[str, set[str]] = {}
    words: dict[str, str] = {}
    for row in rows:
        if row["question"] and row["work"] and not row["known"].startswith("inferred"):
            works.setdefault(row["question"], set()).add(row["work"])
            words[row["question"]] = row["heading"]
    ranked = sorted(works, key=lambda question: (-len(works[question]), words[question]))
    shared = [question for question in ranked if len(works[question]) >= _FEWEST_WORKS]
    return {question: words[question] for question in shared[:_MOST_TOPICS]}


def topic_of(stances: Iterable[WorkStance], shared_topics: Mapping[str, str]) -> str:
    """Return the topic of most of these stances; the commonest in the debate if several tie."""
    count = Counter(
        question
        for stance in stances
        if not stance.inferred
        for question in stance.questions
        if question in shared_topics
    )
    rank = {question: place for place, question in enumerate(shared_topics)}
    return min(count, key=lambda question: (-count[question], rank[question]), default="")

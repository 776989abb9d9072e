"""The argument of a debate: main questions, the answers to each, and who stands where.

The editors of a graph group what the documents say under main questions and their answers. The
queries ``answers/main-questions``, ``portrait/questions`` and ``portrait/answers`` read that; here
it is put into order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from stakhgraph.debate.stances import Stance

ANSWERS = "answers/main-questions"
"""The stored query for the main questions with their answers."""

UNGROUPED = ""
"""The heading of positions that belong to no main question."""

_GIVEN, _DENIED = "given by", ("denied by", "denied as a whole by")
"""Stands of the query that give an answer and deny it; an inference begins with other words."""


@dataclass(frozen=True)
class Answer:
    """One answer to a main question.

    ``stands`` are pairs of a stand ("given by", "denied by" …) and the names of those who take it;
    ``excludes`` are the labels of answers that cannot be true together with this one.
    """

    label: str
    stands: tuple[tuple[str, str], ...]
    excludes: str

    @property
    def given(self) -> str:
        """The names of those who give the answer in full, or an empty text."""
        return dict(self.stands).get(_GIVEN, "")

    @property
    def denied(self) -> tuple[tuple[str, str], ...]:
        """The stands of those who deny the answer, or a whole of which it is a part."""
        return tuple((stand, who) for stand, who in self.stands if stand in _DENIED)


@dataclass(frozen=True)
class MainQuestion:
    """A main question with its answers, in the order in which the editors list them."""

    label: str
    answers: tuple[Answer, ...]


def main_questions(rows: Iterable[Mapping[str, str]]) -> tuple[MainQuestion, ...]:
    """Return the main questions of the rows of ``answers/main-questions``, in their order."""
    questions: dict[str, dict[str, list[Mapping[str, str]]]] = {}
    for row in rows:
        questions.setdefault(row["question"], {}).setdefault(row["answer"], []).append(row)
    return tuple(
        MainQuestion(question, tuple(_answer(label, of) for label, of in answers.items()))
        for question, answers in questions.items()
    )


def _answer(label: str, rows: Sequence[Mapping[str, str]]) -> Answer:
    stands = tuple((row["stand"], row["who"]) for row in rows)
    return Answer(label, stands, rows[0]["excludes"])


class Argument:
    """Under which question and answer each position stands, and its place in a thesis."""

    def __init__(
        self, rows: Iterable[Mapping[str, str]], answers: Iterable[Mapping[str, str]]
    ) -> None:
        """Take the rows of ``portrait/questions`` and of ``portrait/answers``."""
        self._questions: dict[str, dict[str, int]] = {}
        self._thesis: dict[str, int] = {}
        for row in rows:
            rank = int(row["rank"]) if row["rank"] else _LAST
            self._questions.setdefault(row["stance"], {})[row["question"]] = rank
            if row["thesis"]:
                self._thesis[row["stance"]] = int(row["thesis"])

        self._answers: dict[tuple[str, str], tuple[int, int, str]] = {}
        for row in answers:
            place = (int(row["order"]), int(row["rank"]), row["answer"])
            known = self._answers.get((row["question"], row["stance"]), place)
            self._answers[row["question"], row["stance"]] = min(known, place)

    def thesis(self, stances: Iterable[Stance]) -> tuple[Stance, ...]:
        """Return those of the stances that sum up a thesis, in the order of their places."""
        chosen = [stance for stance in stances if stance.stance in self._thesis]
        return tuple(sorted(chosen, key=lambda stance: self._thesis[stance.stance]))

    def by_question(self, stances: Iterable[Stance]) -> dict[str, list[Stance]]:
        """Return the stances under their main questions, in the order of the questions.

        A stance that belongs to two main questions stands under the first of them.
        """
        ranked: dict[tuple[int, str], list[Stance]] = {}
        for stance in stances:
            questions = self._questions.get(stance.stance, {UNGROUPED: _LAST})
            question, rank = min(questions.items(), key=lambda pair: (pair[1], pair[0]))
            ranked.setdefault((rank, question), []).append(stance)
        return {question: held for (_, question), held in sorted(ranked.items())}

    def by_answer(self, question: str, stances: Iterable[Stance]) -> dict[str, list[Stance]]:
        """Return the stances under the answers to a main question, those under none last.

        A stance that is against one answer and so gives another stands under the one it gives.
        Under an answer, those who give it come first.
        """
        placed: dict[tuple[int, str], list[tuple[int, Stance]]] = {}
        for stance in stances:
            place = self._answers.get((question, stance.stance), (0, _LAST, UNGROUPED))
            order, rank, answer = place
            placed.setdefault((rank, answer), []).append((order, stance))
        return {
            answer: [stance for _, stance in sorted(held, key=lambda pair: pair[0])]
            for (_, answer), held in sorted(placed.items(), key=lambda pair: pair[0])
        }


_LAST = 10_000
"""The rank of a question that has none: after all that have one."""

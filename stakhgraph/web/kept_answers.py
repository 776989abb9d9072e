"""Answers that are made once and kept, as long as there is room for them."""

from __future__ import annotations

import gzip
from collections import OrderedDict
from dataclasses import dataclass

__all__ = ["KeptAnswer", "KeptAnswers", "prepared"]

_WORTH_PACKING = 1_000  # bytes
_OVERHEAD = 1_000  # bytes that an entry takes besides its texts, rather too many than too few


@dataclass(frozen=True)
class KeptAnswer:
    """The body of an answer and its status; ``packed`` is the body by gzip, if that is shorter."""

    data: bytes
    packed: bytes | None
    status: int

    @property
    def size(self) -> int:
        """The number of bytes that it takes in memory, about."""
        return len(self.data) + len(self.packed or b"") + _OVERHEAD


def prepared(body: str | bytes, *, pack: bool, status: int = 200) -> KeptAnswer:
    """Return an answer with this body, which is compressed if that is worth it."""
    data = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    packed = gzip.compress(data, 6, mtime=0) if pack and len(data) >= _WORTH_PACKING else None
    return KeptAnswer(data, packed if packed and len(packed) < len(data) else None, status)


class KeptAnswers:
    """The answers that were asked for last, by key, in no more than ``room`` bytes."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._taken = 0
        self._answers: OrderedDict[str, KeptAnswer] = OrderedDict()

    def get(self, key: str) -> KeptAnswer | None:
        """Return the answer of this key, None if it is not kept."""
        answer = self._answers.get(key)
        if answer is not None:
            self._answers.move_to_end(key)
        return answer

    def keep(self, key: str, answer: KeptAnswer) -> None:
        """Keep an answer, and forget those that nobody has asked for longest."""
        if answer.size > self._room // 2:
            return
        if key in self._answers:
            self._taken -= self._answers.pop(key).size
        self._answers[key] = answer
        self._taken += answer.size
        while self._taken > self._room:
            self._taken -= self._answers.popitem(last=False)[1].size

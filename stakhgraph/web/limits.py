"""The limits that a server sets to each request.

The time and memory of a query are enforced by `rdf.workers.worker_store`, which stops the
process that runs it; ``request_guard`` and ``connection_limits`` enforce the others.
"""

from __future__ import annotations

from dataclasses import dataclass

from stakhgraph.rdf.sparql import guard

__all__ = ["Limits"]


@dataclass(frozen=True)
class Limits:
    """What one request may use; times are in seconds, lengths in bytes or characters.

    ``time`` and ``memory`` are for one query, ``rows`` and ``length`` for its answer, ``body`` for
    what a client sends. ``patience`` is how long a query waits for a worker, ``turn`` how long a
    reader waits for a page or a drawing. ``reading`` is for a whole body, ``sending`` for one
    piece of an answer. ``large`` is how many large answers may be sent at once, ``waiting`` how
    many pages may wait to be made, and ``kept`` how many bytes of pages are kept.
    """

    time: float = 10.0
    memory: int = 512 * 1024 * 1024
    rows: int = 100_000
    length: int = 20_000_000
    body: int = 1_000_000
    patience: float = 10.0
    turn: float = 60.0
    waiting: int = 256
    kept: int = 32 * 1024 * 1024
    reading: float = 15.0
    sending: float = 20.0
    large: int = 8

    def sentence(self) -> str:
        """Return the limits of queries in a sentence."""
        return (
            f"A query may take {self.time:g} s and {self.memory // 2**20} MB, answer {self.rows:,} "
            f"rows and {self.length:,} characters, and have {self.body:,} bytes, "
            f"{guard.MAX_DEPTH:,} levels of brackets and {guard.MAX_CHAIN:,} clauses."
        )

"""Running what recurses deeply on a stack that is large enough for it.

The stack of a thread has 8 MB or less, on some systems 512 kB, and a query engine that needs more
ends the process. Only the memory that is really used is taken from the system.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import TypeVar

from stakhgraph.errors import Failure

_T = TypeVar("_T")

STACK = 256 * 1024 * 1024
"""Bytes of the stack; `stakhgraph.rdf.sparql.guard` refuses what would need more."""

RECURSION = 100_000
"""Calls within calls that Python code may make on that stack."""


def with_deep_stack(work: Callable[[], _T]) -> _T:
    """Return what a function returns, or raise what it raises, on a stack of `STACK` bytes.

    Raises Failure if there is no memory for the stack.

    >>> with_deep_stack(lambda: 1 + 1)
    2
    """
    if getattr(_HERE, "deep", False):
        return work()
    results: list[_T] = []
    errors: list[BaseException] = []

    def run() -> None:
        _HERE.deep = True
        try:
            results.append(work())
        except BaseException as exc:  # raised again in the thread that waits
            errors.append(exc)

    thread = _start(run)
    thread.join()
    if errors:
        raise errors[0]
    return results[0]


_LOCK = threading.Lock()
_HERE = threading.local()


def _start(run: Callable[[], None]) -> threading.Thread:
    with _LOCK:  # the size is a setting of the whole process
        before = threading.stack_size(STACK)
        try:
            thread = threading.Thread(target=run, daemon=True)
            thread.start()
        except RuntimeError as exc:
            raise Failure("there is no memory for the stack of a query") from exc
        finally:
            threading.stack_size(before)
    return thread


def allow_recursion() -> None:
    """Let Python code recurse as deeply as the stack allows, in this whole process."""
    sys.setrecursionlimit(RECURSION)

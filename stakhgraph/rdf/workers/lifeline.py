"""A worker ends with its parent, whatever ended that and whatever the worker is doing.

Between two messages a worker notices the end of its pipe. While it computes it reads nothing, and
code that is not Python may let no other thread of it run. So the system has to end it: on Linux by
a signal that it sends as soon as the pipe is closed. (The signal that Linux can send at the death
of a parent is no use here: it is sent as soon as the *thread* that started the worker ends.)
Elsewhere a thread looks now and then whether the worker has another parent; that is as good, as
long as the engine lets threads run. On Windows a worker goes on until its next message.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["held"]

_LOOK_EVERY = 1.0  # seconds
_STDIN = 0


@contextmanager
def held() -> Iterator[None]:
    """End this process if its parent ends within the block; in it, the parent sends nothing."""
    if sys.platform != "linux":
        _watch_the_parent()
        yield
        return
    import fcntl

    flags = fcntl.fcntl(_STDIN, fcntl.F_GETFL)
    # The signal is SIGIO, which ends a process that does not handle it.
    fcntl.fcntl(_STDIN, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(_STDIN, fcntl.F_SETFL, flags | os.O_ASYNC)
    try:
        if _is_closed():  # before the signal was asked for
            os._exit(0)
        yield
    finally:
        fcntl.fcntl(_STDIN, fcntl.F_SETFL, flags)


def _is_closed() -> bool:
    import select

    poll = select.poll()
    poll.register(_STDIN, 0)
    return any(event & select.POLLHUP for _, event in poll.poll(0))


_watching: list[threading.Thread] = []


def _watch_the_parent() -> None:
    """Start the thread that looks at the parent, unless it is running."""
    if not _watching and os.name == "posix":
        _watching.append(threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True))
        _watching[0].start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_EVERY)
    os._exit(0)

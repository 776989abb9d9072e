"""The memory of a server that answers in many threads.

glibc gives each thread a heap of its own, and none gives back what a busy minute took, so that a
server would keep the sum of the worst moments of all its threads.
"""

from __future__ import annotations

import sys
from contextlib import suppress

__all__ = ["share_heaps"]

_M_ARENA_MAX, _HEAPS = -8, 2
_M_MMAP_THRESHOLD, _LARGE = -3, 128 * 1024
"""Settings of mallopt(3), and their values: the number of heaps, and the bytes of what is large."""


def share_heaps() -> None:
    """Let all threads share two heaps, and give back at once what is large, such as a page.

    Where the C library is another, nothing is changed. Call it before threads are started.
    """
    if sys.platform != "linux":
        return
    import ctypes

    with suppress(AttributeError, OSError):  # musl has no mallopt
        set_option = ctypes.CDLL(None).mallopt
        set_option(_M_ARENA_MAX, _HEAPS)
        set_option(_M_MMAP_THRESHOLD, _LARGE)

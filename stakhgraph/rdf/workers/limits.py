"""What a worker may not do: connect to anything, open files, or take unlimited memory and time.

Memory is limited where the system can do so: on Linux and other Unix systems, only weakly on macOS,
not on Windows. ``lifeline`` ends a worker whose parent has ended.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from pathlib import Path

_CONNECTING = ("socket.connect", "socket.getaddrinfo", "socket.bind", "urllib.Request")


def forbid_connections() -> None:
    """Make every attempt of this process to connect to anything fail with PermissionError."""
    sys.addaudithook(_refuse_connections)


def _refuse_connections(event: str, _: object) -> None:
    if event in _CONNECTING:
        raise PermissionError("a worker connects to nothing")


def limit_resources(memory: int, *, descriptors: bool) -> None:
    """Limit this process to ``memory`` more bytes than it has now.

    With ``descriptors`` it can open nothing more, and so connect to nothing either.
    """
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    with contextlib.suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        limit = pages * os.sysconf("SC_PAGE_SIZE") + memory
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if descriptors:
            resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))


def set_alarm(timeout: float) -> None:
    """Let the system end this process some seconds after its parent should have; 0 cancels."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, timeout + 5 if timeout else 0)

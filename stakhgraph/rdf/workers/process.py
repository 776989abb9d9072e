"""The process of a worker as its parent sees it: starting it, one message and its answer."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import stakhgraph
from stakhgraph.rdf.workers.messages import is_acknowledged, receive, send


class Gone(Exception):
    """A worker ended before it read what was sent to it, which therefore cannot have ended it."""


START = """
import sys
sys.path.insert(0, sys.argv[1])
from stakhgraph.rdf.workers.server import serve
serve()
"""
"""The program of a worker; its argument is the folder that holds this package."""


def start() -> subprocess.Popen[bytes]:
    """Start a worker, isolated from environment and folder, with nowhere to write errors to."""
    home = Path(stakhgraph.__file__).resolve().parent.parent
    return subprocess.Popen(  # noqa: S603 (our own interpreter and text)
        [sys.executable, "-I", "-c", START, str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def exchange(
    process: subprocess.Popen[bytes], message: Mapping[str, object]
) -> dict[str, Any] | None:
    """Send a message and return its answer; None if the worker ended instead.

    Raises Gone if it ended before it read the message.
    """
    assert process.stdin is not None and process.stdout is not None
    try:
        send(process.stdin, message)
        begun = is_acknowledged(process.stdout)
    except (OSError, ValueError) as exc:  # the pipe broke or was closed when the worker ended
        raise Gone from exc
    if not begun:
        raise Gone
    try:
        return receive(process.stdout)
    except (OSError, ValueError):
        return None


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a worker, close its pipes and wait until it is gone."""
    process.kill()
    for pipe in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):
            assert pipe is not None
            pipe.close()
    process.wait()

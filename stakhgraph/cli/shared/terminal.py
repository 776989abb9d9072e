"""What commands say and to whom: results to standard output, all else to standard error.

Text for a person fits the terminal; where output goes elsewhere it stays whole and plain.
"""

from __future__ import annotations

import json
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click

FINDINGS = 1
"""The exit code of a command that carried its task out and found something amiss."""

PATIENCE = 2.0
"""Seconds after which a person is told that work goes on."""


def out(text: str, *, end: str = "\n") -> None:
    """Write a result; codes for bold print are taken out where output is no terminal."""
    click.echo(text + end, nl=False)


def out_bytes(data: bytes) -> None:
    """Write a result that is no text."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def deliver(content: str | bytes, file: Path | None) -> None:
    """Write a result to a file, whole or not at all, or to standard output."""
    if file is not None:
        from stakhgraph.files import write_whole

        write_whole(file, content)
        note(f"written to {file}")
    elif isinstance(content, bytes):
        out_bytes(content)
    else:
        out(content, end="")


def out_json(value: object) -> None:
    """Write plain values as JSON."""
    out(json.dumps(value, ensure_ascii=False, indent=1))


def notice(text: str) -> None:
    """Tell a person something that is no part of the result."""
    click.echo(f"notice: {text}", err=True)


def note(text: str) -> None:
    """Tell a person at a terminal what goes on; nobody else."""
    if sys.stderr.isatty():
        click.secho(f"· {text}", dim=True, err=True)


@contextmanager
def waiting(what: str) -> Iterator[Callable[[str], None]]:
    """Say that work goes on if it takes longer than a person waits in silence.

    Returns a function that says what is done next; it says so at once if that time is over.
    """
    doing, over = [what], threading.Event()

    def tell() -> None:
        over.set()
        note(f"{doing[0]} … Ctrl-C stops")

    def stage(what: str) -> None:
        doing[0] = what
        if over.is_set():
            note(f"{what} …")

    timer = threading.Timer(PATIENCE, tell)
    timer.daemon = True
    timer.start()
    try:
        yield stage
    finally:
        timer.cancel()


def end(fine: bool) -> NoReturn:
    """End the command: 0 if all is fine, 1 if there are findings."""
    sys.stdout.flush()
    raise click.exceptions.Exit(0 if fine else FINDINGS)


def width() -> int | None:
    """Return the width of the terminal; None where output goes elsewhere and must stay whole."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None

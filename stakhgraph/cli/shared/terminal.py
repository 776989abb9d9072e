"""Output of commands: results to standard output, everything else to standard error.

Text for a reader fits the width of the terminal; output to a file or a pipe stays whole and plain.
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

from stakhgraph.cli.shared.text import BOLD, COMMANDING, PLAIN, visible

FINDINGS = 1
"""The exit code of a command that did its task and found something wrong."""

PATIENCE = 2.0
"""Seconds after which a progress note appears."""


def out(text: str, *, end: str = "\n") -> None:
    """Write a result for a reader, who sees characters that would command a terminal as escapes."""
    codes = ("\x1b[1m", "\x1b[0m") if sys.stdout.isatty() else ("", "")
    shown = visible(text).replace(BOLD, codes[0]).replace(PLAIN, codes[1])
    _write(shown + end)


def _write(text: str) -> None:
    click.echo(text, nl=False, color=True)


def out_bytes(data: bytes) -> None:
    """Write a result that is not text."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def deliver(content: str | bytes, file: Path | None) -> None:
    """Write a result to a file, whole or not at all, or to standard output."""
    from stakhgraph.files import is_standard_output, write_whole

    if file is not None and not is_standard_output(file):
        write_whole(file, content)
        note(f"written to {file}")
    elif isinstance(content, bytes):
        out_bytes(content)
    elif sys.stdout.isatty():
        out(content, end="")
    else:
        _write(content)


def out_json(value: object) -> None:
    """Write plain values as JSON."""
    out(json_text(value))


def json_text(value: object) -> str:
    """Return plain values as JSON; characters that would command a terminal are escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return COMMANDING.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def notice(text: str) -> None:
    """Write a remark that is not part of the result."""
    click.echo(f"notice: {visible(text)}", err=True)


def note(text: str) -> None:
    """Write a progress note if a person is at the terminal."""
    if sys.stderr.isatty():
        click.secho(f"· {visible(text)}", dim=True, err=True)


@contextmanager
def waiting(what: str) -> Iterator[Callable[[str], None]]:
    """Write a progress note if the work takes longer than `PATIENCE`.

    Returns a function that names the next stage, which is noted at once if that time is over.
    """
    current, over = [what], threading.Event()

    def begin() -> None:
        over.set()
        note(f"{current[0]} … Ctrl-C stops")

    def stage(what: str) -> None:
        current[0] = what
        if over.is_set():
            note(f"{what} …")

    timer = threading.Timer(PATIENCE, begin)
    timer.daemon = True
    timer.start()
    try:
        yield stage
    finally:
        timer.cancel()


def end(success: bool) -> NoReturn:
    """End the command: 0 on success, 1 if there are findings."""
    sys.stdout.flush()
    raise click.exceptions.Exit(0 if success else FINDINGS)


def width() -> int | None:
    """Return the width of the terminal in characters; None if output goes elsewhere."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None

"""The command line: the list of its commands, and the one place where the process ends.

Exit codes: 0 success, 1 findings, 2 the request cannot be carried out as made, 3 failure; 130 when
a person stops the command.
"""

from __future__ import annotations

import io
import os
import sys
import warnings
from collections.abc import Sequence

import click

import stakhgraph as package
from stakhgraph.cli.anchor import anchor
from stakhgraph.cli.build import build
from stakhgraph.cli.completion import completion
from stakhgraph.cli.diff import diff
from stakhgraph.cli.doctor import doctor
from stakhgraph.cli.draw import draw
from stakhgraph.cli.export import export
from stakhgraph.cli.fmt import fmt
from stakhgraph.cli.lineage import lineage
from stakhgraph.cli.mainpath import mainpath
from stakhgraph.cli.measure import measure
from stakhgraph.cli.network import network
from stakhgraph.cli.queries import queries
from stakhgraph.cli.query import query
from stakhgraph.cli.serve import serve
from stakhgraph.cli.shared import terminal
from stakhgraph.cli.shared.options import GroupInOrder, help_text
from stakhgraph.cli.shared.text import visible
from stakhgraph.cli.show import show
from stakhgraph.cli.validate import validate
from stakhgraph.cli.verify import verify
from stakhgraph.cli.what_if import what_if
from stakhgraph.errors import Ambiguous, StakhError


@click.group(
    cls=GroupInOrder,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=help_text(
        "A knowledge graph of a debate: who holds what, who says so, on which page.",
        'stakhgraph queries --about "labour aristocracy"',
        "stakhgraph query people/positions who=Trotsky",
        "stakhgraph lineage Trotsky Filtzer",
        "stakhgraph show Deutscher",
        "stakhgraph draw citations --out citations.svg",
        "stakhgraph export --format turtle --out debate.ttl",
    ),
)
@click.version_option(package.__version__, prog_name="stakhgraph")
def stakhgraph() -> None:
    """Run the command that is named."""


for _command in (
    *(queries, query, show, lineage, what_if),
    serve,
    *(draw, export, build),
    *(validate, verify, diff, fmt, anchor),
    *(mainpath, measure, network),
    *(doctor, completion),
):
    stakhgraph.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and end the process with its exit code; no error becomes a traceback."""
    # A closed stream is None; what is written there must go somewhere.
    closed = None if sys.stdout else io.BytesIO()
    sys.stdout = sys.stdout or io.TextIOWrapper(closed)
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        with warnings.catch_warnings():
            # They are for who writes a program, and PYTHONWARNINGS=error makes errors of them: some
            # libraries warn about others as soon as they are imported.
            if not os.environ.get("STAKHGRAPH_DEBUG"):
                warnings.simplefilter("ignore")
            code = stakhgraph.main(args=arguments, prog_name="stakhgraph", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of the output has closed it; nothing may be flushed there at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except click.exceptions.NoArgsIsHelpError as exc:
        terminal.out(exc.ctx.get_help())
        sys.exit(0)
    except (Exception, KeyboardInterrupt) as exc:
        if os.environ.get("STAKHGRAPH_DEBUG"):
            raise
        _fail(*_message_and_code(exc))
    if closed and closed.getvalue():
        _fail("error: the result is lost, as standard output is closed. Open it, or use --out.", 3)
    sys.exit(code if isinstance(code, int) else 0)


def _message_and_code(exc: BaseException) -> tuple[str, int]:
    """Return the message for an error, and the exit code."""
    if isinstance(exc, Ambiguous):
        return "\n  ".join([str(exc), *exc.candidates]), exc.exit_code
    if isinstance(exc, StakhError):
        return str(exc), exc.exit_code
    if isinstance(exc, click.Abort | KeyboardInterrupt):
        return "error: stopped.", 130
    if isinstance(exc, click.ClickException):
        return f"error: {_one_line(exc.format_message())} Try '{_command_path(exc)} --help'.", 2
    if isinstance(exc, MemoryError):
        return "error: there is not enough memory. Use a part of the data.", 3
    if isinstance(exc, OSError):
        return f"error: {exc.strerror or exc} ({exc.filename or 'standard output'}).", 3
    message = f"error: unexpected {type(exc).__name__}: {_one_line(str(exc))}"
    return f"{message} Set STAKHGRAPH_DEBUG=1 for details.", 3


def _command_path(exc: click.ClickException) -> str:
    """Return the command whose help lists what was to be given."""
    context = exc.ctx if isinstance(exc, click.UsageError) else None
    return context.command_path if context else "stakhgraph"


def _fail(message: str, code: int) -> None:
    click.echo(visible(message), err=True)
    sys.exit(code)


def _one_line(text: str) -> str:
    folded = " ".join(text.split())
    return folded if folded.endswith((".", "?")) else f"{folded}."


if __name__ == "__main__":
    main()

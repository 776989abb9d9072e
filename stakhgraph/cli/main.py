"""The command line: the commands together, and the one place where the process ends.

Exit codes: 0 fine, 1 findings, 2 the request cannot be carried out as made, 3 failure; 130 when a
person stops it.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

import click

import stakhgraph as package
from stakhgraph.cli import analysing, asking, checking, making, measure, serve
from stakhgraph.cli.shared import terminal
from stakhgraph.cli.shared.options import InOrder, helped
from stakhgraph.errors import Ambiguous, StakhError

SHELLS = ["bash", "zsh", "fish"]


@click.group(
    cls=InOrder,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=helped(
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
    """Hold the commands together."""


@click.command(
    short_help="Let a shell complete commands and questions.",
    help=helped(
        "Print what lets a shell complete commands, options and names of questions.",
        'eval "$(stakhgraph completion bash)"       # in ~/.bashrc',
        'eval "$(stakhgraph completion zsh)"        # in ~/.zshrc',
        "stakhgraph completion fish | source        # in ~/.config/fish/config.fish",
    ),
)
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print the completion script of a shell."""
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None
    terminal.out(found(stakhgraph, {}, "stakhgraph", "_STAKHGRAPH_COMPLETE").source())


for _command in (
    *(asking.queries, asking.query, asking.show, asking.lineage, asking.what_if),
    serve.serve,
    *(making.draw, making.export, making.build),
    *(checking.validate, checking.verify, checking.diff, making.fmt, making.anchor),
    *(analysing.mainpath, measure.measure, analysing.network),
    *(checking.doctor, completion),
):
    stakhgraph.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and end the process with its exit code; no error leaves as a traceback."""
    # A closed stream is None; what would be written there goes nowhere.
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = stakhgraph.main(args=arguments, prog_name="stakhgraph", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has enough of it; nothing may be flushed there at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except click.exceptions.NoArgsIsHelpError as exc:
        terminal.out(exc.ctx.get_help())
        sys.exit(0)
    except (Exception, KeyboardInterrupt) as exc:
        if os.environ.get("STAKHGRAPH_DEBUG"):
            raise
        _fail(*_told(exc))
    sys.exit(code if isinstance(code, int) else 0)


def _told(exc: BaseException) -> tuple[str, int]:
    """Return what a reader is told of an error, and the exit code."""
    if isinstance(exc, Ambiguous):
        return "\n  ".join([str(exc), *exc.candidates]), exc.exit_code
    if isinstance(exc, StakhError):
        return str(exc), exc.exit_code
    if isinstance(exc, click.Abort | KeyboardInterrupt):
        return "error: stopped.", 130
    if isinstance(exc, click.ClickException):
        return f"error: {_one_line(exc.format_message())} Try 'stakhgraph --help'.", 2
    if isinstance(exc, MemoryError):
        return "error: there is not enough memory. Ask for less, or of a part.", 3
    if isinstance(exc, OSError):
        return f"error: {exc.strerror or exc} ({exc.filename or 'standard output'}).", 3
    told = f"error: unexpected {type(exc).__name__}: {_one_line(str(exc))}"
    return f"{told} Set STAKHGRAPH_DEBUG=1 for details.", 3


def _fail(message: str, code: int) -> None:
    click.echo(message, err=True)
    sys.exit(code)


def _one_line(text: str) -> str:
    folded = " ".join(text.split())
    return folded if folded.endswith((".", "?")) else f"{folded}."


if __name__ == "__main__":
    main()

"""``stakhgraph completion``: lets a shell complete commands, options and names of questions."""

from __future__ import annotations

import click

from stakhgraph.cli.shared import terminal
from stakhgraph.cli.shared.options import help_text

SHELLS = ["bash", "zsh", "fish"]


@click.command(
    short_help="Let a shell complete commands and questions.",
    help=help_text(
        "Print a script that lets a shell complete commands, options and names of questions.",
        'eval "$(stakhgraph completion bash)"       # in ~/.bashrc',
        'eval "$(stakhgraph completion zsh)"        # in ~/.zshrc',
        "stakhgraph completion fish | source        # in ~/.config/fish/config.fish",
    ),
)
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the completion script of a shell."""
    from click.shell_completion import get_completion_class

    script = get_completion_class(shell)
    assert script is not None
    commands = context.find_root().command
    terminal.out(script(commands, {}, "stakhgraph", "_STAKHGRAPH_COMPLETE").source())

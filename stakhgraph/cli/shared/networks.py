"""Options of the commands that take a network, and reading the network that they name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stakhgraph.cli.shared import options, terminal

if TYPE_CHECKING:
    from stakhgraph.network.reports.network_input import NetworkInput

arcs = click.option(
    "--arcs",
    "direction",
    type=click.Choice(["cited-citing", "citing-cited"]),
    help="Direction of the arcs in the file.",
)
cycles = click.option(
    "--cycles",
    "policy",
    type=click.Choice(["date", "contract", "preprint", "refuse"]),
    help="How cycles are removed (default: date if years are known, else contract).",
)
parallel = click.option(
    "--parallel",
    type=click.Choice(["merge", "count"]),
    default="merge",
    show_default=True,
    help="Whether repeated arcs are merged into one, or each counted.",
)
years = click.option(
    "--years", metavar="NAME", help="The partition or vector of a Pajek file that holds years."
)
_DEBATE = (
    click.option(
        "--nodes",
        type=click.Choice(["works", "editions", "people"]),
        default="works",
        show_default=True,
        help="For the debate's own networks: what the nodes are.",
    ),
    click.option(
        "--without",
        type=click.Choice(["implied", "added"]),
        multiple=True,
        help="For the debate's own networks: leave out implied or added steps.",
    ),
    options.project,
)


def of_debate(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options for the networks of the debate itself."""
    for option in reversed(_DEBATE):
        command = option(command)
    return command


def read(
    file: Path, years: str | None, nodes: str, without: Sequence[str], project: Path | None
) -> NetworkInput:
    """Return the network in a file, or the network of the debate that ``debate:...`` names."""
    from stakhgraph import api
    from stakhgraph.debate import networks
    from stakhgraph.network.readers import network_file
    from stakhgraph.network.readers.parsed_network import DIRECTIONS, ParsedNetwork
    from stakhgraph.network.reports.network_input import NetworkInput

    where = str(file)
    if not where.startswith("debate:"):
        return NetworkInput(network_file.read(file, years=years))
    what, _, about = where.removeprefix("debate:").partition(":")
    with api.open(project) as workbench:
        debate = networks.read(
            workbench.project,
            workbench.on,
            what,
            about=about,
            nodes=nodes,
            implied="implied" not in without,
            added="added" not in without,
        )
    net = debate.network
    tails, heads = zip(*net.pairs(), strict=True) if net.size else ((), ())
    source = ParsedNetwork(
        where,
        net.ids,
        net.labels,
        tails,
        heads,
        net.years,
        net.kinds,
        net.explicitness,
        DIRECTIONS[0],
    )
    return NetworkInput(source, debate.grounds)


def show_notices(network_input: NetworkInput) -> None:
    """Write what a reader should know about the file to standard error."""
    for notice in network_input.source.notices:
        terminal.notice(f"{notice}.")

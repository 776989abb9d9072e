"""Options of the commands that take a network, and reading the network that they name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stakhgraph.cli.shared import options, terminal
from stakhgraph.errors import UsageError

if TYPE_CHECKING:
    from stakhgraph.network.reports.network_input import NetworkInput

FORMATS = ("pajek", "graphml", "gexf", "gml", "node-link", "table", "adjacency", "openalex")
"""The formats of networks by name; their readers are loaded only when a file is read."""

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
    "--years",
    metavar="NAME|FILE",
    help="The partition or vector of a Pajek file that holds years, or a file of years: .clu, "
    ".vec, or a table of id and year.",
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


def of_file(*short: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return what gives a command the options that say how a file is read.

    ``short`` are further names of ``--input-format``, where no other format is meant by them.
    """
    relation = click.option(
        "--relation",
        metavar="NAME",
        help="The one relation of a Pajek file to read, by name or number (default: all).",
    )
    form = click.option(
        "--input-format",
        *short,
        "form_in",
        type=click.Choice(FORMATS),
        help="Format of FILE (default: recognised; an adjacency list never is).",
    )
    return lambda command: relation(form(command))


def of_debate(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options for the networks of the debate itself."""
    for option in reversed(_DEBATE):
        command = option(command)
    return command


def read(
    file: Path,
    years: str | None,
    nodes: str,
    without: Sequence[str],
    project: Path | None,
    *,
    relation: str | None = None,
    form: str | None = None,
) -> NetworkInput:
    """Return the network in a file, or the network of the debate that ``debate:...`` names."""
    from stakhgraph import api
    from stakhgraph.debate import networks
    from stakhgraph.network.readers import network_file
    from stakhgraph.network.readers.parsed_network import DIRECTIONS, ParsedNetwork
    from stakhgraph.network.reports.network_input import NetworkInput

    where = str(file)
    if not where.startswith("debate:"):
        return NetworkInput(network_file.read(file, years=years, form=form, relation=relation))
    if ignored := [
        option
        for option, value in (
            ("--years", years),
            ("--relation", relation),
            ("--input-format", form),
        )
        if value is not None
    ]:
        raise UsageError(
            f"{' and '.join(ignored)} is for files, not for {where}", remedy="Leave that out."
        )
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

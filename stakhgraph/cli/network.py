"""``stakhgraph network``: counts nodes, arcs, components and levels of any network."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from stakhgraph.cli.shared import endings, networks, options, terminal
from stakhgraph.cli.shared.options import help_text

_LABELS = {
    "nodes": ("node", "nodes"),
    "arcs": ("arc", "arcs"),
    "loops": ("arc from a node to itself", "arcs from a node to itself"),
    "isolates": ("node without an arc to another", "nodes without an arc to another"),
    "weak_components": (
        "weak component of two nodes or more",
        "weak components of two nodes or more",
    ),
    "largest_component": ("node in the largest of them", "nodes in the largest of them"),
    "depth": (
        "level, each strong component as one node",
        "levels, each strong component as one node",
    ),
    "max_in": ("arc that enters one node, at most", "arcs that enter one node, at most"),
    "max_out": ("arc that leaves one node, at most", "arcs that leave one node, at most"),
}
"""What is counted, for a count of one and for any other."""


@click.command(
    short_help="Count nodes, arcs, components and levels.",
    help=help_text(
        "Count the nodes, arcs, loops, components, levels and cycles of a network.\n\n"
        "Cycles are left in. In counting levels, works that lead to one another in a circle (a "
        "strong component) count as one node.",
        "stakhgraph network debate.net",
        "stakhgraph network debate.net --parallel count --json",
        "stakhgraph network debate:citations --nodes people",
    ),
)
@click.argument("file", type=options.FILE)
@networks.parallel
@networks.of_file("--format")
@networks.of_debate
@options.out_file
@options.as_json
def network(
    file: Path,
    parallel: str,
    relation: str | None,
    form_in: str | None,
    nodes: str,
    without: Sequence[str],
    project: Path | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Count a network."""
    as_json = as_json or endings.form_of(out, ("table", "json")) == "json"
    with terminal.waiting("reading") as stage:
        network_input = networks.read(
            file, None, nodes, without, project, relation=relation, form=form_in
        )
        stage("counting")
        counts = _count(network_input.source, parallel)
    if as_json:
        text = json.dumps(counts, ensure_ascii=False, indent=1)
    else:
        text = "\n".join(_lines(counts, str(file)))
    terminal.deliver(f"{text}\n", out)
    networks.show_notices(network_input)


def _count(source: Any, parallel: str) -> dict[str, Any]:
    """Return the facts of a network as plain values; a large network is counted on arrays."""
    from stakhgraph.network.arrays import facts as array_facts
    from stakhgraph.network.arrays import large_networks
    from stakhgraph.network.structure.facts import facts

    if large_networks.use_arrays(len(source.tails)):
        found = array_facts.facts(large_networks.load_network(source), parallel=parallel)
    else:
        found = facts(source.as_given(), parallel=parallel)
    sizes = {str(size): count for size, count in found.strong_components.items()}
    return {**vars(found), "strong_components": sizes}


def _lines(counts: Mapping[str, Any], where: str) -> Iterator[str]:
    yield f"{where}:"
    for name, (one, several) in _LABELS.items():
        yield f"{counts[name]:>12,}  {one if counts[name] == 1 else several}"
    for size, count in counts["strong_components"].items():
        yield f"{count:>12,}  strong component{'' if count == 1 else 's'} of {size} nodes"

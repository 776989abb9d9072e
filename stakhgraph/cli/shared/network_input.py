"""The network that a command is given, a file or the debate's own; options that say how to take it.

What several commands say of a network stands here too: what was done with cycles, a digest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stakhgraph.cli.shared import options, terminal
from stakhgraph.wording import counted

if TYPE_CHECKING:
    from stakhgraph.network.cycles import Resolved
    from stakhgraph.network.graph import Network
    from stakhgraph.network.grounds import Ground, Grounds
    from stakhgraph.network.readers.network_file import NetFile

AGAINST = "against date"
SHOWN = 60
"""How many arcs, nodes or changes a summary in words names before it only counts them."""

arcs = click.option(
    "--arcs",
    "direction",
    type=click.Choice(["cited-citing", "citing-cited"]),
    help="Which way the arcs of the file run.",
)
cycles = click.option(
    "--cycles",
    "policy",
    type=click.Choice(["date", "contract", "preprint", "refuse"]),
    help="What is done with cycles.",
)
parallel = click.option(
    "--parallel",
    type=click.Choice(["merge", "count"]),
    default="merge",
    show_default=True,
    help="Whether an arc that stands several times is one, or as many.",
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
        help="With debate:…: what the nodes are.",
    ),
    click.option(
        "--without",
        type=click.Choice(["implied", "added"]),
        multiple=True,
        help="With debate:…: leave out steps only implied, or not the teller's own.",
    ),
    options.project,
)


def of_debate(command: Callable[..., Any]) -> Callable[..., Any]:
    """Return a command the options for the networks of the debate itself."""
    for option in reversed(_DEBATE):
        command = option(command)
    return command


@dataclass(frozen=True)
class Given:
    """A network as it was given; ``grounds`` tell on which passages arcs of the debate rest."""

    source: NetFile
    grounds: Grounds = field(default_factory=dict)

    def on(self, one: str, other: str, done: Resolved | None = None) -> tuple[Ground, ...]:
        """Return the grounds of an arc, and of those that became it where cycles were undone."""
        changed = done.changed if done and self.grounds else ()
        pairs = [(one, other), *((c.earlier, c.later) for c in changed if c.became == (one, other))]
        return tuple(g for pair in dict.fromkeys(pairs) for g in self.grounds.get(pair, ()))

    def why(self, one: str, other: str, done: Resolved | None = None) -> str:
        """Return the same in words; nothing where no ground is known."""
        return "; ".join(ground.told() for ground in self.on(one, other, done))


def read(
    file: Path, years: str | None, nodes: str, without: Sequence[str], project: Path | None
) -> Given:
    """Read a file, or make the network of the debate that ``debate:…`` names."""
    from stakhgraph import api
    from stakhgraph.debate import networks
    from stakhgraph.network.readers import network_file

    where = str(file)
    if not where.startswith("debate:"):
        return Given(network_file.read(file, years=years))
    what, _, about = where.removeprefix("debate:").partition(":")
    with api.open(project) as bench:
        found = networks.read(
            bench.project,
            bench.on,
            what,
            about=about,
            nodes=nodes,
            implied="implied" not in without,
            added="added" not in without,
        )
    net = found.network
    tails, heads = zip(*net.pairs(), strict=True) if net.size else ((), ())
    source = network_file.NetFile(
        where,
        net.ids,
        net.labels,
        tails,
        heads,
        net.years,
        net.kinds,
        net.explicitness,
        network_file.DIRECTIONS[0],
    )
    return Given(source, found.grounds)


def notices(source: NetFile) -> None:
    """Tell what a reader should know of a file."""
    for notice in source.notices:
        terminal.notice(f"{notice}.")


def cycles_said(done: Resolved) -> dict[str, Any]:
    """Return what was done with cycles as plain values."""
    return {
        "policy": done.policy,
        "components": [{"id": one.id, "members": list(one.members)} for one in done.components],
        "dropped": [
            {"from": one.earlier, "to": one.later, "reason": one.reason} for one in done.dropped
        ],
        "changed": [
            {
                "from": one.earlier,
                "to": one.later,
                "reason": one.reason,
                "became": {"from": one.became[0], "to": one.became[1]},
            }
            for one in done.changed
            if one.became is not None
        ],
    }


def cycles_told(done: Resolved, net: Network) -> Iterator[str]:
    """Tell in words what was done with the cycles of a network."""
    yield (
        f"Cycles: {done.policy}; {counted(len(done.components), 'strong component')}, "
        f"{counted(len(done.dropped), 'arc')} dropped, {len(done.changed)} changed."
    )
    if not (done.components or done.dropped or done.changed):
        return
    label = {name: net.label(at) for at, name in enumerate(net.ids)}
    for part in done.components[:SHOWN]:
        yield f"  {label[part.id]} stands for {some([label[name] for name in part.members])}."
    for change in (*done.dropped, *done.changed)[:SHOWN]:
        yield f"  {label[change.earlier]} → {label[change.later]}: {change.reason}."
    if any(change.reason == AGAINST for change in done.dropped):
        yield "  A later edition may stand for an earlier work: see also with --cycles contract."


def some(names: Sequence[str]) -> str:
    """Return the first of these names, and how many more there are."""
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


def digest(parts: Sequence[Any]) -> str:
    """Return the SHA-256 of plain values, written in one way only."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def in_lines(said: Mapping[str, Any]) -> str:
    """Write an object as JSON, with one line for each thing in its lists."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    lines = []
    for name, value in said.items():
        if isinstance(value, list) and value:
            rows = ",\n  ".join(map(encode, value))
            lines.append(f' "{name}": [\n  {rows}\n ]')
        else:
            lines.append(f' "{name}": {encode(value)}')
    return "{\n" + ",\n".join(lines) + "\n}\n"

"""The commands for anyone's network: mainpath, network."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stakhgraph import options, terminal
from stakhgraph.errors import UsageError
from stakhgraph.options import helped
from stakhgraph.tables import counted

if TYPE_CHECKING:
    from stakhgraph.cycles import Resolved
    from stakhgraph.mainpaths import MainPath
    from stakhgraph.netfiles import NetFile

DIRECTIONS = click.Choice(["cited-citing", "citing-cited"])
WEIGHTS = click.Choice(["spc", "splc", "spnp", "nppc"])
PATHS = click.Choice(["local", "global", "key-route"])
POLICIES = click.Choice(["date", "contract", "preprint", "refuse"])
EXTENSIONS = click.Choice(["global", "local"])
SHOWN = 60
"""How many arcs, nodes or changes a summary in words names before it only counts them."""

_parallel = click.option(
    "--parallel",
    type=click.Choice(["merge", "count"]),
    default="merge",
    show_default=True,
    help="Whether an arc that stands several times is one, or as many.",
)
_debate = (
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
_years = click.option(
    "--years", metavar="NAME", help="The partition or vector of a Pajek file that holds years."
)


def _of_debate(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options for the networks of the debate itself."""
    for option in reversed(_debate):
        command = option(command)
    return command


def _read(
    file: Path, years: str | None, nodes: str, without: Sequence[str], project: Path | None
) -> NetFile:
    """Read a file, or make the network of the debate that ``debate:…`` names."""
    from stakhgraph import curated, netfiles, workbench

    where = str(file)
    if not where.startswith("debate:"):
        return netfiles.read(file, years=years)
    what, _, about = where.removeprefix("debate:").partition(":")
    with workbench.open(project) as bench:
        net = curated.network(
            bench.project,
            bench.on,
            what,
            about=about,
            nodes=nodes,
            implied="implied" not in without,
            added="added" not in without,
        )
    tails, heads = zip(*net.pairs(), strict=True) if net.size else ((), ())
    return netfiles.NetFile(
        where,
        net.ids,
        net.labels,
        tails,
        heads,
        net.years,
        net.kinds,
        net.explicitness,
        netfiles.DIRECTIONS[0],
    )


@click.command(
    short_help="Find the main paths of any network of works.",
    help=helped(
        "Find the main paths of a network: arcs by which most of the descent runs, all ties.\n\n"
        "FILE is Pajek, GraphML, GEXF, a list of arcs, OpenCitations CSV or OpenAlex JSON lines; "
        "or the debate itself: debate:citations, debate:lineage:NAME, debate:both:NAME. Numbers "
        "are exact. Cycles are undone as --cycles says (default: date where a year is "
        "known, else contract), and every arc that is dropped or changed is listed. --draw sets "
        "works out in time as a picture; pdf and png need the extra figures.",
        "stakhgraph mainpath debate.net --arcs citing-cited",
        "stakhgraph mainpath debate.csv --arcs cited-citing --path key-route --k 10",
        "stakhgraph mainpath works.jsonl --weight splc --path local --json",
        "stakhgraph mainpath debate:citations --draw citations-main-path.svg",
        "stakhgraph mainpath debate:lineage:privileged-caste --without added",
        "stakhgraph mainpath works.jsonl --draw works.svg",
    ),
)
@click.argument("file", type=options.FILE)
@click.option("--arcs", "direction", type=DIRECTIONS, help="Which way the arcs of the file run.")
@click.option("--weight", type=WEIGHTS, default="spc", show_default=True, help="What is counted.")
@click.option(
    "--path", "kind", type=PATHS, default="global", show_default=True, help="Which main path."
)
@click.option("--k", "-k", default=1, show_default=True, help="How many key routes.")
@click.option("--backward", is_flag=True, help="With --path local: from the sinks back.")
@click.option(
    "--extend",
    type=EXTENSIONS,
    default="global",
    show_default=True,
    help="How key routes go on: by the greatest sum, or by the heaviest arc.",
)
@click.option("--tolerance", default="0", show_default=True, help="What part may be missing, 0-1.")
@click.option("--per-component", is_flag=True, help="One for each part of the network.")
@click.option("--cycles", "policy", type=POLICIES, help="What is done with cycles.")
@_parallel
@_years
@_of_debate
@click.option("--all-arcs", is_flag=True, help="List the weights of all arcs.")
@click.option(
    "--draw",
    "picture",
    type=options.FILE,
    help="Draw it in time as well, in this file: .svg, .pdf or .png.",
)
@click.option(
    "--width",
    default=180.0,
    show_default=True,
    metavar="MM",
    help="With --draw: printed width in millimetres.",
)
@options.out_file
@options.as_json
def mainpath(
    file: Path,
    direction: str | None,
    weight: str,
    kind: str,
    k: int,
    backward: bool,
    extend: str,
    tolerance: str,
    per_component: bool,
    policy: str | None,
    parallel: str,
    years: str | None,
    nodes: str,
    without: Sequence[str],
    project: Path | None,
    all_arcs: bool,
    picture: Path | None,
    width: float,
    out: Path | None,
    as_json: bool,
) -> None:
    """Find main paths."""
    form = _form(picture) if picture else ""
    settings = {"weight": weight, "path": kind, "tolerance": tolerance, "k": k}
    settings |= {"backward": backward, "extend": extend, "per_component": per_component}
    with terminal.waiting("reading") as stage:
        source = _read(file, years, nodes, without, project)
        stage("undoing cycles, counting, finding the main path")
        shown = {"--all-arcs": all_arcs, "--draw": picture is not None}
        done, found = _found(source.turned(direction), policy, parallel, settings, shown)
        stage("writing")
        said = _described(done, found, settings, all_arcs)
        text = _json(said) if as_json else "\n".join(_told(source, done, found, said)) + "\n"
        words = {"path": _named(settings), "digest": said["digest"], "file": file.name}
        drawn = _drawn(done, found, words, form, width) if picture else ""
    if picture:
        terminal.deliver(drawn, picture)
    terminal.deliver(text, out)
    _notices(source, found)


def _found(
    source: NetFile,
    policy: str | None,
    parallel: str,
    settings: Mapping[str, Any],
    shown: Mapping[str, bool],
) -> tuple[Resolved, MainPath]:
    """Find a main path: in a large network on arrays, unless something needs lists."""
    from stakhgraph import counts, cycles, large, mainpaths

    options = dict(settings)
    weight, kind = options.pop("weight"), options.pop("path")
    by_lists = {
        f"--weight {weight}": weight == "nppc",
        f"--path {kind}": kind == "local",
        "--extend local": kind == "key-route" and options["extend"] == "local",
        "--tolerance": options["tolerance"] != "0",
        "--per-component": options["per_component"],
        "--backward": options["backward"],
        f"--parallel {parallel}": parallel == "count",
        **shown,
    }
    if large.takes(len(source.tails), " and ".join(name for name, on in by_lists.items() if on)):
        net = large.network(source)
        return large.main_path(net, policy, weight=weight, path=kind, k=options["k"])
    done = cycles.resolve(source.standing(), policy, parallel=parallel)
    weighed = counts.weigh(done.network, weight, order=done.order, parallel=parallel)
    return done, mainpaths.find(weighed, kind, **options)


def _form(picture: Path) -> str:
    """Give the form of a picture; UsageError for a file of another ending."""
    from stakhgraph.press import FORMATS

    form = picture.suffix.lower().removeprefix(".")
    if form not in FORMATS:
        raise UsageError(
            f"no pictures of the form {form!r}",
            where=str(picture),
            remedy=f"Name a file that ends in .{', .'.join(FORMATS)}.",
        )
    return form


def _named(settings: Mapping[str, Any]) -> str:
    """Say which main path was chosen, by all that is not as usual."""
    kind = settings["path"]
    said = [kind, "backward" if settings["backward"] else ""]
    if kind == "key-route":
        said += [f"k = {settings['k']}", f"extended {settings['extend']}"]
    said.append(f"tolerance {settings['tolerance']}" if settings["tolerance"] != "0" else "")
    said.append("per component" if settings["per_component"] else "")
    return ", ".join(filter(None, said))


def _drawn(
    done: Resolved, found: MainPath, words: Mapping[str, str], form: str, width: float
) -> str | bytes:
    """Give the picture of a main path."""
    from stakhgraph import figures, historiograph, press
    from stakhgraph.scene import WIDTH

    scene = historiograph.draw(
        found,
        done=done,
        path=words["path"],
        digest=words["digest"],
        file=words["file"],
        width=round(width * WIDTH / 180, 2),
    )
    svg = figures.draw(scene, width_mm=width)
    if form == "svg":
        return svg
    return press.pdf(svg) if form == "pdf" else press.png(svg)


def _described(
    done: Resolved, found: MainPath, settings: Mapping[str, Any], all_arcs: bool
) -> dict[str, Any]:
    """Give the result as plain values; numbers that may be long are text."""
    from stakhgraph.counts import digits

    net = done.network
    said = {
        "nodes": [
            {"id": name, "label": label or name}
            for name, label in zip(net.ids, net.labels or net.ids, strict=True)
        ],
        "arcs": list(_arcs(found, range(net.size) if all_arcs else found.arcs)),
        "flow": digits(found.weighed.flow),
        "main_path": [{"from": one, "to": two} for one, two in found.pairs()],
        "cycles": _cycles(done),
        "isolates": _isolates(done),
    }
    return {**said, "digest": _digest(done, found, settings, said)}


def _arcs(found: MainPath, places: Sequence[int]) -> Iterator[dict[str, str]]:
    """Give arcs with their weights; where parallel arcs count, each as often as it stands."""
    from stakhgraph.counts import digits

    net, values = found.weighed.network, found.weighed.values
    times = net.times if found.weighed.parallel == "count" else {}
    both = net.pairs() if len(places) == net.size else net.ends(places)
    for i, (u, v) in zip(places, both, strict=True):
        ends = {"from": net.ids[u], "to": net.ids[v]}
        for _ in range(times.get(i, 1)):
            yield {**ends, "weight": digits(values[i])}


def _cycles(done: Resolved) -> dict[str, Any]:
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


def _isolates(done: Resolved) -> list[str]:
    """Give the nodes without an arc, once cycles are undone."""
    net = done.network
    entered, rows = set(net.heads), enumerate(pairwise(net.starts))
    return [net.ids[node] for node, (a, b) in rows if a == b and node not in entered]


def _digest(
    done: Resolved, found: MainPath, settings: Mapping[str, Any], said: Mapping[str, Any]
) -> str:
    """Give the SHA-256 of a text that holds network, settings and result, and nothing else."""
    net, total = done.network, hashlib.sha256()
    encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
    years = net.years or [()] * len(net)
    named = zip(net.ids, net.labels or net.ids, years, strict=True)
    nodes = ([name, label or name, *dates] for name, label, dates in named)
    rest = [
        {**settings, "parallel": found.weighed.parallel},
        [said["flow"], said["main_path"], said["cycles"], said["isolates"]],
        list(_arcs(found, found.arcs)),
    ]
    ends = f"],{encode(sorted(net.times.items()))}],", encode(rest)[1:]
    for text in chain("[[", _parts(nodes, encode), "],[[", _parts(net.each_row(), encode), ends):
        total.update(text.encode("utf-8", "surrogatepass"))
    return total.hexdigest()


def _parts(items: Iterator[Any], encode: Callable[[Any], str]) -> Iterator[str]:
    """Write what is between the brackets of a list, some of it at a time: it may be long."""
    between = ""
    while some := list(islice(items, 10_000)):
        yield between + encode(some)[1:-1]
        between = ","


def _json(said: Mapping[str, Any]) -> str:
    """Write an object with one line for each thing in its lists."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    lines = []
    for name, value in said.items():
        if isinstance(value, list) and value:
            rows = ",\n  ".join(map(encode, value))
            lines.append(f' "{name}": [\n  {rows}\n ]')
        else:
            lines.append(f' "{name}": {encode(value)}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _told(
    source: NetFile, done: Resolved, found: MainPath, said: Mapping[str, Any]
) -> Iterator[str]:
    """Tell the result in words."""
    from stakhgraph.counts import WEIGHTS as MEANINGS

    net, weighed = done.network, found.weighed
    yield f"{source.where}: {counted(len(net), 'node')}, {counted(net.size, 'arc')} without cycles."
    yield f"{said['flow']} paths run from a source to a sink."
    yield f"Weight {weighed.weight}: {MEANINGS[weighed.weight]}."
    yield from _undone(done)
    if said["isolates"]:
        yield f"Without any arc: {_some(said['isolates'])}."
    nodes, arcs = len(found.nodes()), len(found.arcs)
    yield f"Main path, all ties: {counted(arcs, 'arc')} between {counted(nodes, 'node')}."
    label = dict(zip(net.ids, map(net.label, range(len(net))), strict=True))
    for one in list(_arcs(found, found.arcs))[:SHOWN]:
        yield f"  {label[one['from']]} → {label[one['to']]}   {one['weight']}"
    if arcs > SHOWN:
        yield f"  … and {arcs - SHOWN} more: see --json."
    yield f"Digest: {said['digest']}"


def _undone(done: Resolved) -> Iterator[str]:
    """Tell what was done with cycles."""
    yield (
        f"Cycles: {done.policy}; {counted(len(done.components), 'strong component')}, "
        f"{counted(len(done.dropped), 'arc')} dropped, {len(done.changed)} changed."
    )
    for part in done.components[:SHOWN]:
        yield f"  {part.id} stands for {_some(part.members)}."
    for change in (*done.dropped, *done.changed)[:SHOWN]:
        yield f"  {change.earlier} → {change.later}: {change.reason}."


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


def _notices(source: NetFile, found: MainPath | None = None) -> None:
    for notice in source.notices:
        terminal.notice(f"{notice}.")
    if found is not None and not found.arcs:
        terminal.notice("there is no arc, and so no main path.")


@click.command(
    short_help="Count what a network is like.",
    help=helped(
        "Count what a network is like: nodes, arcs, loops, components, levels, cycles.\n\n"
        "Arcs are taken as they stand in FILE. Levels are counted with each strong component as "
        "one node.",
        "stakhgraph network debate.net",
        "stakhgraph network debate.net --parallel count --json",
        "stakhgraph network debate:citations --nodes people",
    ),
)
@click.argument("file", type=options.FILE)
@_parallel
@_of_debate
@options.out_file
@options.as_json
def network(
    file: Path,
    parallel: str,
    nodes: str,
    without: Sequence[str],
    project: Path | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Count what a network is like."""
    from stakhgraph import large
    from stakhgraph.network import facts

    with terminal.waiting("reading") as stage:
        source = _read(file, None, nodes, without, project)
        stage("counting")
        if large.takes(len(source.tails)):
            found = large.facts(large.network(source), parallel=parallel)
        else:
            found = facts(source.standing(), parallel=parallel)
    sizes = {str(size): count for size, count in found.strong_components.items()}
    said = {**vars(found), "strong_components": sizes}
    text = json.dumps(said, ensure_ascii=False, indent=1) if as_json else _facts(said, str(file))
    terminal.deliver(f"{text}\n", out)
    _notices(source)


_FACTS = {
    "nodes": "nodes",
    "arcs": "arcs",
    "loops": "arcs from a node to itself",
    "isolates": "nodes without an arc to another",
    "weak_components": "weak components of two nodes or more",
    "largest_component": "nodes in the largest of them",
    "depth": "levels, each strong component as one node",
    "max_in": "arcs that enter one node, at most",
    "max_out": "arcs that leave one node, at most",
}


def _facts(said: Mapping[str, Any], where: str) -> str:
    lines = [f"{where}:", *(f"{said[name]:>12,}  {words}" for name, words in _FACTS.items())]
    for size, count in said["strong_components"].items():
        lines.append(f"{count:>12,}  strong components of {size} nodes")
    return "\n".join(lines)

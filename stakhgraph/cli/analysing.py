"""The commands for anyone's network: mainpath, network."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stakhgraph.cli.shared import network_input, options, terminal
from stakhgraph.cli.shared.options import helped
from stakhgraph.errors import UsageError
from stakhgraph.wording import counted

if TYPE_CHECKING:
    from stakhgraph.cli.shared.network_input import Given
    from stakhgraph.network.cycles import Resolved
    from stakhgraph.network.graph import Network
    from stakhgraph.network.main_paths import MainPath
    from stakhgraph.network.readers.network_file import NetFile

WEIGHTS = click.Choice(["spc", "splc", "spnp", "nppc"])
PATHS = click.Choice(["local", "global", "key-route"])
BESIDE = 1_000_000
"""So many arcs all variants may have together for robustness to be told beside a main path."""

EXTENSIONS = click.Choice(["global", "local"])


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
@network_input.arcs
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
@network_input.cycles
@network_input.parallel
@network_input.years
@network_input.of_debate
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
    chosen = {"k": k, "backward": backward, "extend": extend, "per_component": per_component}
    settings = {"weight": weight, "path": kind, "tolerance": tolerance, **chosen}
    with terminal.waiting("reading") as stage:
        taken = network_input.read(file, years, nodes, without, project)
        stage("undoing cycles, counting, finding the main path")
        shown = {"--all-arcs": all_arcs, "--draw": picture is not None}
        net, done, found = _found(taken.source.turned(direction), policy, parallel, settings, shown)
        stage("writing")
        said = _described(done, found, settings, all_arcs)
        beside = _beside(
            net, done, file, path=kind, parallel=parallel, tolerance=tolerance, **chosen
        )
        told = (
            network_input.in_lines(said)
            if as_json
            else "\n".join(_told(taken, net, done, found, said, beside))
        )
        words = {"path": _named(settings), "digest": said["digest"], "file": file.name}
        drawn = _drawn(done, found, words, form, width) if picture else ""
    if picture:
        terminal.deliver(drawn, picture)
    terminal.deliver(told if as_json else f"{told}\n", out)
    _notices(taken.source, found)


def _found(
    source: NetFile,
    policy: str | None,
    parallel: str,
    settings: Mapping[str, Any],
    shown: Mapping[str, bool],
) -> tuple[Network, Resolved, MainPath]:
    """Find a main path: in a large network on arrays, unless something needs lists.

    Returns the network with its cycles, what became of it, and the path.
    """
    from stakhgraph.network import cycles, main_paths, path_counts
    from stakhgraph.network.arrays import large

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
        return net, *large.main_path(net, policy, weight=weight, path=kind, k=options["k"])
    net = source.standing()
    done = cycles.resolve(net, policy, parallel=parallel)
    weighed = path_counts.weigh(done.network, weight, order=done.order, parallel=parallel)
    return net, done, main_paths.find(weighed, kind, **options)


def _form(picture: Path) -> str:
    """Return the form of a picture; UsageError for a file of another ending."""
    from stakhgraph.drawing.print_formats import FORMATS

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
    """Return the picture of a main path."""
    from stakhgraph.drawing import print_formats, svg
    from stakhgraph.drawing.scene import WIDTH
    from stakhgraph.figures import historiograph

    scene = historiograph.draw(
        found,
        done=done,
        path=words["path"],
        digest=words["digest"],
        file=words["file"],
        width=round(width * WIDTH / 180, 2),
    )
    drawn = svg.draw(scene, width_mm=width)
    if form == "svg":
        return drawn
    return print_formats.pdf(drawn) if form == "pdf" else print_formats.png(drawn)


def _described(
    done: Resolved, found: MainPath, settings: Mapping[str, Any], all_arcs: bool
) -> dict[str, Any]:
    """Return the result as plain values; numbers that may be long are text."""
    from stakhgraph.network.path_counts import digits

    net = done.network
    said = {
        "nodes": [
            {"id": name, "label": label or name}
            for name, label in zip(net.ids, net.labels or net.ids, strict=True)
        ],
        "arcs": list(_arcs(found, range(net.size) if all_arcs else found.arcs)),
        "flow": digits(found.weighed.flow),
        "main_path": [{"from": one, "to": two} for one, two in found.pairs()],
        "cycles": network_input.cycles_said(done),
        "isolates": _isolates(done),
    }
    return {**said, "digest": _digest(done, found, settings, said)}


def _arcs(found: MainPath, places: Sequence[int]) -> Iterator[dict[str, str]]:
    """Return arcs with their weights; where parallel arcs count, each as often as it stands."""
    from stakhgraph.network.path_counts import digits

    net, values = found.weighed.network, found.weighed.values
    times = net.times if found.weighed.parallel == "count" else {}
    both = net.pairs() if len(places) == net.size else net.ends(places)
    for i, (u, v) in zip(places, both, strict=True):
        ends = {"from": net.ids[u], "to": net.ids[v]}
        for _ in range(times.get(i, 1)):
            yield {**ends, "weight": digits(values[i])}


def _isolates(done: Resolved) -> list[str]:
    """Return the nodes without an arc, once cycles are undone."""
    net = done.network
    entered, rows = set(net.heads), enumerate(pairwise(net.starts))
    return [net.ids[node] for node, (a, b) in rows if a == b and node not in entered]


def _digest(
    done: Resolved, found: MainPath, settings: Mapping[str, Any], said: Mapping[str, Any]
) -> str:
    """Return the SHA-256 of a text that holds network, settings and result, and nothing else."""
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


def _told(
    taken: Given,
    whole: Network,
    done: Resolved,
    found: MainPath,
    said: Mapping[str, Any],
    beside: Iterable[str],
) -> Iterator[str]:
    """Tell the result in words."""
    from stakhgraph.network import cautions
    from stakhgraph.network.path_counts import WEIGHTS as MEANINGS

    net, weighed, where = done.network, found.weighed, taken.source.where
    yield f"{where}: {counted(len(net), 'node')}, {counted(net.size, 'arc')} without cycles."
    yield f"{said['flow']} paths run from a source to a sink."
    yield f"Weight {weighed.weight}: {MEANINGS[weighed.weight]}."
    yield from network_input.cycles_told(done, whole)
    if said["isolates"]:
        yield f"Without any arc: {network_input.some(said['isolates'])}."
    nodes, arcs = len(found.nodes()), len(found.arcs)
    every = ", which is every arc: none stands out" if 1 < arcs == net.size else ""
    yield f"Main path, all ties: {counted(arcs, 'arc')} between {counted(nodes, 'node')}{every}."
    yield from _listed(taken, done, found)
    if arcs > network_input.SHOWN:
        yield f"  … and {arcs - network_input.SHOWN} more: see --json."
    yield from beside
    debate = where if where.startswith("debate:") else ""
    for caution in cautions.cautions(net, found.arcs, taken.grounds, debate=debate):
        yield f"Caution: {caution}"
    yield f"Digest: {said['digest']}"


def _listed(taken: Given, done: Resolved, found: MainPath) -> Iterator[str]:
    """Return the arcs in the order of the descent, with their weights and what they rest on."""
    net = done.network
    rank = {net.ids[node]: at for at, node in enumerate(done.order)}
    label = dict(zip(net.ids, map(net.label, range(len(net))), strict=True))
    arcs = sorted(_arcs(found, found.arcs), key=lambda a: (rank[a["from"]], rank[a["to"]]))
    for one in arcs[: network_input.SHOWN]:
        why = taken.why(one["from"], one["to"], done)
        yield f"  {label[one['from']]} → {label[one['to']]}   {one['weight']}{why and f' ({why})'}"


def _beside(net: Network, done: Resolved, file: Path, **how: Any) -> Iterator[str]:
    """Tell the basket, and what of the main path stands whatever one decides, if that is quick."""
    from stakhgraph.network import measures, robustness

    # A network of many arcs is asked for nothing that would make it lists.
    arcs = robustness.needed(net) if net.size <= BESIDE else net.size
    if 0 < net.size <= BESIDE:
        yield f"Basket: {measures.basket(measures.Case(done.network, done)).told}"
    if 0 < arcs <= BESIDE:
        core = robustness.robustness(net, **how)
        yield f"Robustness: {measures.core_told(core, net)}"
    elif arcs:
        yield f"Robustness takes long here, so ask apart: stakhgraph measure robustness {file}"


def _notices(source: NetFile, found: MainPath | None = None) -> None:
    network_input.notices(source)
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
@network_input.parallel
@network_input.of_debate
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
    from stakhgraph.network.arrays import large
    from stakhgraph.network.graph import facts

    with terminal.waiting("reading") as stage:
        source = network_input.read(file, None, nodes, without, project).source
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

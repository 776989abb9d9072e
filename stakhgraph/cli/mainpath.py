"""``stakhgraph mainpath``: finds the main paths of any network of works."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stakhgraph.cli.shared import endings, figures, networks, options, terminal
from stakhgraph.cli.shared.options import help_text

if TYPE_CHECKING:
    from stakhgraph.network.reports.main_path import MainPathReport

WEIGHTS = click.Choice(["spc", "splc", "spnp", "nppc"])
PATHS = click.Choice(["local", "global", "key-route"])
EXTENSIONS = click.Choice(["global", "local"])


@click.command(
    short_help="Find the main paths of any network of works.",
    help=help_text(
        "Find the main paths of a network: the arcs that lie on the most paths from early to late "
        "works. If several are equal, all are shown.\n\n"
        "FILE is Pajek, GraphML, GEXF, GML, a list of arcs, OpenCitations CSV or OpenAlex JSON, or "
        "the debate itself: debate:citations, debate:lineage:NAME, debate:both:NAME. There NAME "
        "is a lineage (see stakhgraph lineage), and both combines it with the citations. Numbers "
        "are exact. If works cite each other in a circle, --cycles chooses how that is removed, "
        "and every arc that is dropped or changed is listed. --draw also draws the works on a time "
        "axis; PDF and PNG need optional packages: pip install '.[figures]'.",
        "stakhgraph mainpath debate.net --arcs citing-cited",
        "stakhgraph mainpath debate.csv --arcs cited-citing --path key-route --k 10",
        "stakhgraph mainpath works.jsonl --weight splc --path local --json",
        "stakhgraph mainpath debate:citations --draw citations-main-path.svg",
        "stakhgraph mainpath debate:lineage:privileged-caste --without added",
        "stakhgraph mainpath works.jsonl --draw works.svg",
    ),
)
@click.argument("file", type=options.FILE)
@networks.arcs
@click.option(
    "--weight",
    type=WEIGHTS,
    default="spc",
    show_default=True,
    help="How the paths through an arc are counted.",
)
@click.option(
    "--path",
    "kind",
    type=PATHS,
    default="global",
    show_default=True,
    help="How the main path is chosen (see docs/methods.md).",
)
@click.option("--k", "-k", default=1, show_default=True, help="Number of key routes.")
@click.option("--backward", is_flag=True, help="With --path local: from the latest works back.")
@click.option(
    "--extend",
    type=EXTENSIONS,
    default="global",
    show_default=True,
    help="How key routes go on: global, by the greatest sum; local, by the heaviest arc.",
)
@click.option(
    "--tolerance",
    default="0",
    show_default=True,
    help="How far an arc or path may fall short of the best, as a fraction from 0 to 1.",
)
@click.option(
    "--per-component",
    is_flag=True,
    help="A separate main path for each connected part of the network.",
)
@networks.cycles
@networks.parallel
@networks.years
@networks.of_file("--format")
@networks.of_debate
@click.option("--all-arcs", is_flag=True, help="List the weights of all arcs.")
@click.option(
    "--draw",
    "picture",
    type=options.FILE,
    help="Also write a figure to this file: .svg, .pdf or .png.",
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
    relation: str | None,
    form_in: str | None,
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
    from stakhgraph.network.reports import json_text, main_path

    form = figures.format_of(picture) if picture else ""
    as_json = as_json or endings.form_of(out, ("table", "json")) == "json"
    settings = main_path.Settings(weight, kind, k, backward, extend, tolerance, per_component)
    with terminal.waiting("reading") as stage:
        network_input = networks.read(
            file, years, nodes, without, project, relation=relation, form=form_in
        )
        stage("undoing cycles, counting, finding the main path")
        report = main_path.find(
            network_input,
            settings,
            direction=direction,
            policy=policy,
            parallel=parallel,
            all_arcs=all_arcs,
            drawn=picture is not None,
        )
        stage("writing")
        text = json_text.render(report.values) if as_json else "\n".join([*report.lines(), ""])
        drawing = _draw(report, file, form, width) if picture else ""
    if picture:
        terminal.deliver(drawing, picture)
    terminal.deliver(text, out)
    networks.show_notices(network_input)
    if not report.path.arcs:
        terminal.notice("the network has no arc, and so no main path.")


def _draw(report: MainPathReport, file: Path, form: str, width_mm: float) -> str | bytes:
    """Return the figure of a main path in a format."""
    from stakhgraph.api import Drawing
    from stakhgraph.drawing.sizes import WIDTH
    from stakhgraph.figures import historiograph

    scene = historiograph.draw(
        report.path,
        resolved=report.resolved,
        path=report.settings.title,
        digest=report.values["digest"],
        file=file.name,
        width=round(width_mm * WIDTH / 180, 2),
    )
    return Drawing(scene, width_mm).to(form)

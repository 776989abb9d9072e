"""``stakhgraph draw``: draws citations, a lineage, an assumption or the decades."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from stakhgraph.cli.shared import figures, options, terminal
from stakhgraph.cli.shared.options import help_text

if TYPE_CHECKING:
    from stakhgraph.api import Workbench

FIGURES = ["citations", "lineage", "assumption", "decades"]


@click.command(
    short_help="Draw citations, a lineage, an assumption or the decades.",
    help=help_text(
        "Draw the debate: who cites whom, the descent of an argument, who holds and who contests "
        "an assumption, or the positions decade by decade.\n\n"
        "ABOUT names the lineage or the assumption, or one question for decades. With --basis "
        "first, a work is placed at the year of its first edition if a source gives it; otherwise, "
        "and with --basis cited, at that of the edition cited. PDF and PNG need optional packages: "
        "pip install '.[figures]' in the folder that stakhgraph was installed from.",
        "stakhgraph draw citations --out citations.svg",
        "stakhgraph draw lineage privileged-caste --out caste.pdf",
        "stakhgraph draw assumption assumption-1 --basis cited --out first.png",
        "stakhgraph draw decades > decades.svg",
    ),
)
@click.argument("what", type=click.Choice(FIGURES))
@click.argument("about", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(figures.FORMATS),
    help="The format (default: by the ending of --out, else svg).",
)
@click.option(
    "--basis",
    type=click.Choice(["first", "cited"]),
    default="first",
    show_default=True,
    help="The year of a work: of its first edition, or of the one cited.",
)
@click.option(
    "--width", default=180.0, show_default=True, metavar="MM", help="Printed width in millimetres."
)
@click.option("--embed-font", is_flag=True, help="Embed the font in the SVG.")
@click.option("--dpi", default=300, show_default=True, help="Dots per inch of a PNG.")
@options.out_file
@options.workbench
def draw(
    workbench: Workbench,
    what: str,
    about: str | None,
    form: str | None,
    basis: str,
    width: float,
    embed_font: bool,
    dpi: int,
    out: Path | None,
) -> None:
    """Draw a figure."""
    form = figures.figure_format(form, out)
    with terminal.waiting("drawing"):
        drawing = workbench.draw(what, about, basis=basis, width_mm=width)
        content = drawing.png(dpi=dpi) if form == "png" else drawing.to(form, embed=embed_font)
    terminal.deliver(content, out)

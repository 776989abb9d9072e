"""``stakhgraph export``: writes the graph for other tools."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from stakhgraph.cli.shared import figures, options, terminal
from stakhgraph.cli.shared.options import help_text

if TYPE_CHECKING:
    from stakhgraph.api import Workbench

FORMATS = [
    *("turtle", "trig", "ntriples", "nquads", "rdfxml", "jsonld"),
    *("graphml", "gexf", "dot", "csv", "bibtex", "csl-json", "html"),
]


@click.command(
    short_help="Write the graph for other tools, in 13 formats.",
    help=help_text(
        "Write the graph in a format that other tools read.\n\n"
        "The export is made from the project's files, so that numbers and dates stay as they are "
        "written there; with --endpoint it is made from the endpoint's data. A notice lists the "
        "kinds of things that the chosen format cannot contain. html puts the whole site into "
        "one file, which works without an internet connection; even SPARQL queries can be run "
        "in it.",
        "stakhgraph export --format turtle --out debate.ttl",
        "stakhgraph export --format gexf --out debate.gexf",
        "stakhgraph export --format bibtex > debate.bib",
        "stakhgraph export --format html --out debate.html",
    ),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="The format (default: by the ending of --out, else turtle).",
)
@options.out_file
@options.for_spreadsheet
@options.workbench
def export(workbench: Workbench, form: str | None, out: Path | None, for_spreadsheet: bool) -> None:
    """Export the graph."""
    from stakhgraph.exports import formats
    from stakhgraph.web.single_file import document as single_file

    suffix = out.suffix.lower() if out else ""
    form = form or (single_file.FORM if suffix == single_file.SUFFIX else formats.by_suffix(suffix))
    options.require_csv(form, for_spreadsheet=for_spreadsheet)
    if form == single_file.FORM:
        figures.require_file(out, form)
        with terminal.waiting("putting the site into one file"):
            page = single_file.export(workbench)
        terminal.deliver(page, out)
    else:
        _export_graph(workbench, form, out, for_spreadsheet=for_spreadsheet)


def _export_graph(
    workbench: Workbench, form: str, out: Path | None, *, for_spreadsheet: bool
) -> None:
    """Write an export, and name the classes of things that its format omits."""
    from stakhgraph.exports import formats
    from stakhgraph.rdf.serialisers.spreadsheet import defused

    with terminal.waiting("exporting"):
        material = workbench.material()
        content = formats.render(material, form)
    if for_spreadsheet:
        content = defused(content)
    terminal.deliver(content, out)
    if omitted := formats.omitted(material, form):
        classes = ", ".join(f"{label} ({count})" for label, count in omitted)
        terminal.notice(f"{form} omits: {classes}.")
